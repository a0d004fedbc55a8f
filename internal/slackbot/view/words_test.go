package view

import (
	"strings"
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/cadence"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/followup/playbook"
	"github.com/followup-bot/followup/internal/followup/quicklog"
	"github.com/followup-bot/followup/internal/slackbot/words"
)

// inside is what the tests of this package's inner functions look at.
var inside = For("en-GB")

// TestEverythingHasWords holds the words against what the domain can say: where one lacks, its key would stand there.
func TestEverythingHasWords(t *testing.T) {
	t.Parallel()
	keys, families := map[string]bool{}, map[string]bool{}
	add := func(family, name string) {
		keys[family+name] = true
		families[family] = name != ""
	}
	for _, code := range followup.ReasonCodes() {
		add("reason.", string(code))
	}
	for _, code := range []followup.ReasonCode{
		followup.AvoidsMonday, followup.AvoidsLateFriday, followup.PublicHoliday, followup.ShiftedToWorkingDay, followup.WaitsForSharedHours,
	} {
		add("over.", string(code))
	}
	for _, name := range calendar.Feasts() {
		add(feastKey(name), "")
	}
	for _, o := range followup.Outcomes("") {
		add("outcome.", string(o))
		add("outcomeLabel.", string(o))
	}
	for _, c := range followup.Channels() {
		add("channel.", string(c))
		add("byChannel.", string(c))
	}
	for _, s := range []followup.State{followup.Active, followup.Parked, followup.Won, followup.Lost, followup.DoNotContact, followup.Merged} {
		add("state.", string(s))
	}
	for _, k := range []followup.EventKind{
		followup.Added, followup.Logged, followup.ParkedIt, followup.Snoozed, followup.Moved, followup.TheyAnswer, followup.ClosedWon,
		followup.ClosedLost, followup.Stopped, followup.Reassigned, followup.Undone,
		followup.ContactAdded, followup.ContactEdited, followup.ContactMain, followup.ContactLeft, followup.ContactBack,
		followup.Edited, followup.MergedIn, followup.MergedAway, followup.Forgot, followup.OwedSent,
		followup.CadenceBegan, followup.CadenceSwitched, followup.CadencePaused, followup.CadenceResumed, followup.CadenceStopped,
		followup.StepSkipped, followup.CadenceMigrated, followup.Rested, followup.Spread, followup.PutOff, followup.Signalled,
	} {
		add("happened.", string(k))
		if strings.HasPrefix(string(k), "contact_") {
			add("contactEvent.", string(k))
		}
		e := eye{View: inside, now: time.Date(2026, 5, 12, 8, 30, 0, 0, time.UTC)}
		if e.eventWords(followup.Event{Kind: k}) == "" {
			t.Errorf("no words for event %s", k)
		}
	}
	for s := digest.PromisedToday; s <= digest.WakingUp; s++ {
		add(sectionKeys[s], "")
	}
	for _, k := range followup.Signals() {
		add("wakeOn.", string(k))
		add("signal.", string(k))
		add("signalLabel.", string(k))
		add("signalDo.", string(k))
	}
	for _, l := range followup.Likenesses() {
		add("likeness.", string(l))
	}
	for _, a := range followup.WakeChoices() {
		add("wake.", string(a))
	}
	for _, k := range []followup.NextKind{followup.NextWon, followup.NextLost, followup.NextStop} {
		add("closeAs.", string(k))
	}
	for _, code := range quicklog.ProblemCodes() {
		add("problem.", string(code))
	}
	add("problem.", "nearest_verb") // beside the code: what is meant is a verb
	for _, h := range cadence.HintCodes() {
		add("methodHint.", string(h))
	}
	for _, r := range cadence.Rules() {
		add("lintRule.", string(r))
	}
	for _, p := range cadence.FileProblems() {
		add("fileProblem.", string(p))
	}
	for _, r := range cadence.Rungs() {
		add("rung.", string(r))
		add(rungLabels[r], "")
	}
	add("rung.", "note") // beside the rungs: what a direct question is
	families["rung."] = true
	for _, v := range []followup.Variant{followup.Standard, followup.Small, followup.Large, followup.Strategic} {
		add("variant.", variantKey(v))
		add("variantFor.", variantKey(v))
	}
	for _, to := range []string{cadence.Nurture, cadence.PauseNote, cadence.DarkLadder} {
		add("track.", to)
	}
	for _, d := range []quicklog.Doing{
		quicklog.StartIt, quicklog.PauseIt, quicklog.ResumeIt, quicklog.SkipStep, quicklog.SwitchTo, quicklog.RestartIt, quicklog.StopIt,
	} {
		add("doing.", string(d))
		add("doIt.", string(d))
	}
	for _, s := range playbook.Situations() {
		add("situation.", string(s))
	}
	for _, f := range playbook.Formats() {
		add("format.", string(f))
	}
	for _, h := range playbook.HookCodes() {
		add("hook.", string(h))
	}
	for _, r := range playbook.Rules() {
		add("templateRule.", string(r))
	}
	for _, l := range playbook.Languages() {
		add("languageName.", l)
	}
	for _, k := range followup.PieceKinds() {
		add("pieceKind.", string(k))
	}
	for _, kind := range deliveryKinds {
		add("delivery.", kind)
	}
	for code := range todoKeys {
		add("failureWhy.", code)
	}
	for _, key := range words.Keys() {
		if family := key[:strings.LastIndexByte(key, '.')+1]; families[family] && !keys[key] {
			t.Errorf("nobody says %s", key)
		}
	}
	for _, language := range words.Languages() {
		for key := range keys {
			if text := For(language).Say(key); text == key || text == "" && !strings.HasPrefix(key, "reason.") {
				t.Errorf("%s: no words for %s", language, key)
			}
		}
	}
}

// TestReasonsReadWell with all their parameters and with none.
func TestReasonsReadWell(t *testing.T) {
	t.Parallel()
	e := eye{
		View: inside,
		now:  time.Date(2026, 5, 12, 8, 30, 0, 0, time.UTC), me: "UANA",
		names: map[followup.UserID]string{"UMAX": "Max"},
	}
	full := map[string]string{
		"on": "2026-05-08", "from": "2026-05-09", "to": "2026-05-11", "days": "1", "by": "UMAX", "channel": "call", "what": "budget frozen",
		"name": "Ascension Day", "country": "DE", "hours": "10:00–12:00", "at": "09:30", "over": "avoids_monday", "window": "14:00–16:00", "n": "10",
		"until": "2026-05-26",
	}
	for _, code := range followup.ReasonCodes() {
		for name, params := range map[string]map[string]string{"full": full, "bare": nil} {
			words := e.why(followup.Reason{Code: code, Params: params})
			if words == "" || words != strings.TrimSpace(words) || strings.ContainsAny(words, "{}[]_") || strings.Contains(words, "  ") {
				t.Errorf("%s, %s: %q", code, name, words)
			}
		}
	}
	for want, r := range map[string]followup.Reason{
		"promised Fri 8 May by phone": {Code: followup.AgreedWithThem, Params: map[string]string{"on": "2026-05-08", "channel": "call"}},
		"promised":                    {Code: followup.AgreedWithThem},
		"Max moved it from Sat 9 May to Mon 11 May": {Code: followup.MovedByRep, Params: map[string]string{"from": "2026-05-09", "to": "2026-05-11", "by": "UMAX"}},
		"you picked this date on Fri 8 May":         {Code: followup.ChosenByRep, Params: map[string]string{"on": "2026-05-08", "by": "UANA"}},
		"Tue 12 May → Wed 13 May: that day is full (10)": {
			Code: followup.DayIsFull, Params: map[string]string{"from": "2026-05-12", "to": "2026-05-13", "n": "10"},
		},
		"pricing page seen, Fri 8 May: “twice” (Max)": {Code: followup.SignalCame, Params: map[string]string{
			"kind": "pricing_page", "on": "2026-05-08", "at": "2026-05-08T08:02:00Z", "by": "UMAX", "words": "twice",
		}},
		"they raised money": {Code: followup.SignalCame, Params: map[string]string{"kind": "funding", "by": "UANA"}},
		"Mon 11 May → Tue 12 May: calls avoid Mondays": {Code: followup.AvoidsMonday, Params: map[string]string{"from": "2026-05-11", "to": "2026-05-12"}},
		"Thu 14 May → Fri 15 May: day off for Ascension Day (Germany)": {Code: followup.PublicHoliday, Params: map[string]string{
			"from": "2026-05-14", "to": "2026-05-15", "name": "Ascension Day", "country": "DE-BY", "whose": "prospect",
		}},
		"Mon 11 May was picked, so it stays, though calls avoid Mondays":     {Code: followup.KeptByRep, Params: map[string]string{"on": "2026-05-11", "over": "avoids_monday"}},
		"Sat 9 May → Mon 11 May: moved to a working day":                     {Code: followup.ShiftedToWorkingDay, Params: map[string]string{"from": "2026-05-09", "to": "2026-05-11"}},
		"time for them to answer (1 working day)":                            {Code: followup.GiveTimeToAnswer, Params: map[string]string{"days": "1"}},
		"handed over by a teammate":                                          {Code: followup.HandedOver, Params: map[string]string{"from": "UX", "by": "UY"}},
		"parked Fri 8 May: budget frozen":                                    {Code: followup.NotNowParked, Params: map[string]string{"on": "2026-05-08", "what": "budget\nfrozen"}},
		"promised on a day off, Sat 9 May, and kept because it is a promise": {Code: followup.PromiseOnDayOff, Params: map[string]string{"on": "2026-05-09"}},
	} {
		if got := e.why(r); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// TestHelpIsTrue types every example of the help.
func TestHelpIsTrue(t *testing.T) {
	t.Parallel()
	context := quicklog.Context{Now: time.Date(2026, 5, 12, 8, 30, 0, 0, time.UTC), Zone: time.UTC, Workdays: calendar.Workdays{Week: calendar.MondayToFriday}}
	for topic, lines := range helpTopics {
		for _, l := range lines {
			typed, ok := strings.CutPrefix(l.typed, "/followup")
			if topic == "dates" {
				for date := range strings.SplitSeq(l.typed, "  ") {
					if _, err := quicklog.Parse("move acme "+date, context); err != nil {
						t.Errorf("%s: %v", date, err)
					}
				}
			}
			if !ok {
				continue
			}
			typed = strings.NewReplacer("@ana", "<@U1|ana>", "@max", "<@U2|max>").Replace(strings.TrimSpace(typed)) // as Slack sends it
			if _, err := quicklog.Parse(typed, context); err != nil {
				t.Errorf("%s: %v", l.typed, err)
			}
		}
	}
}

// TestFormTitlesFit in a phone's bar.
func TestFormTitlesFit(t *testing.T) {
	t.Parallel()
	keys := []string{
		"title.log", "title.park", "title.move", "title.add", "title.settings", "title.team", "title.reassign", "title.lead", "title.overdue",
		"title.list", "button.logIt", "button.parkIt", "button.moveIt", "button.addIt", "button.save", "button.handOver", "button.cancel",
		"button.close", "details.title", "edit.title", "signals.title",
	}
	for _, language := range words.Languages() {
		for _, key := range keys {
			if text := For(language).Say(key); units(text) > maxModal {
				t.Errorf("%s: %q has %d characters", language, text, units(text))
			}
		}
	}
}
