package view

import (
	"strings"
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/followup/quicklog"
)

// TestEverythingHasWords holds the words against what the domain can say.
func TestEverythingHasWords(t *testing.T) {
	t.Parallel()
	for _, code := range followup.ReasonCodes() {
		if reasonWords[code] == "" {
			t.Errorf("no words for reason %s", code)
		}
	}
	for _, o := range followup.Outcomes("") {
		if outcomeWords[o] == "" {
			t.Errorf("no words for outcome %s", o)
		}
	}
	for _, c := range followup.Channels() {
		if channelWords[c] == "" || byChannelWords[c] == "" {
			t.Errorf("no words for channel %s", c)
		}
	}
	for _, s := range []followup.State{followup.Active, followup.Parked, followup.Won, followup.Lost, followup.DoNotContact} {
		if stateWords[s] == "" {
			t.Errorf("no words for state %s", s)
		}
	}
	kinds := []followup.EventKind{
		followup.Added, followup.Logged, followup.ParkedIt, followup.Snoozed, followup.Moved, followup.TheyAnswer, followup.ClosedWon,
		followup.ClosedLost, followup.Stopped, followup.Reassigned, followup.Undone,
	}
	e := eye{now: time.Date(2026, 5, 12, 8, 30, 0, 0, time.UTC)}
	for _, k := range kinds {
		if eventWords[k] == "" || e.eventWords(followup.Event{Kind: k}) == "" {
			t.Errorf("no words for event %s", k)
		}
	}
	for s := digest.PromisedToday; s <= digest.WakingUp; s++ {
		if sectionWords[s] == "" {
			t.Errorf("no words for section %d", s)
		}
	}
	for _, w := range followup.WakeChoices() {
		if wakeWords[w] == "" {
			t.Errorf("no words for waking after %s", w)
		}
	}
	for _, k := range []followup.NextKind{followup.NextWon, followup.NextLost, followup.NextStop} {
		if closeWords[k] == "" {
			t.Errorf("no words for closing as %s", k)
		}
	}
}

// TestReasonsReadWell with all their parameters and with none.
func TestReasonsReadWell(t *testing.T) {
	t.Parallel()
	e := eye{
		now: time.Date(2026, 5, 12, 8, 30, 0, 0, time.UTC), me: "UANA",
		names: map[followup.UserID]string{"UMAX": "Max"},
	}
	full := map[string]string{
		"on": "2026-05-08", "from": "2026-05-09", "to": "2026-05-11", "days": "1", "by": "UMAX", "channel": "call", "what": "budget frozen",
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
		"Max moved it from Sat 9 May to Mon 11 May":                       {Code: followup.MovedByRep, Params: map[string]string{"from": "2026-05-09", "to": "2026-05-11", "by": "UMAX"}},
		"you picked this date on Fri 8 May":                               {Code: followup.ChosenByRep, Params: map[string]string{"on": "2026-05-08", "by": "UANA"}},
		"Sat 9 May → Mon 11 May: moved to a working day":                  {Code: followup.ShiftedToWorkingDay, Params: map[string]string{"from": "2026-05-09", "to": "2026-05-11"}},
		"1 working day: time for them to answer":                          {Code: followup.GiveTimeToAnswer, Params: map[string]string{"days": "1"}},
		"handed over by a teammate":                                       {Code: followup.HandedOver, Params: map[string]string{"from": "UX", "by": "UY"}},
		"parked Fri 8 May: budget frozen":                                 {Code: followup.NotNowParked, Params: map[string]string{"on": "2026-05-08", "what": "budget\nfrozen"}},
		"promised on a day off, Sat 9 May: kept, because it is a promise": {Code: followup.PromiseOnDayOff, Params: map[string]string{"on": "2026-05-09"}},
	} {
		if got := e.why(r); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// TestHelpIsTrue types every example of the help.
func TestHelpIsTrue(t *testing.T) {
	t.Parallel()
	context := quicklog.Context{Now: time.Date(2026, 5, 12, 8, 30, 0, 0, time.UTC), Zone: time.UTC, Week: calendar.MondayToFriday}
	for topic, page := range helpPages {
		for _, l := range page.lines {
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
			if _, err := quicklog.Parse(strings.TrimSpace(typed), context); err != nil {
				t.Errorf("%s: %v", l.typed, err)
			}
		}
	}
}

// TestFormTitlesFit in a phone's bar.
func TestFormTitlesFit(t *testing.T) {
	t.Parallel()
	for _, s := range []string{
		titleLog, titlePark, titleMove, titleAdd, titleSettings, titleTeam, titleReassign, titleLead, titleOverdue, titleList,
		labelLogIt, labelParkIt, labelMoveIt, labelAddIt, labelSave, labelHandOver, labelCancel, labelClose,
	} {
		if units(s) > maxModal {
			t.Errorf("%q has %d characters", s, units(s))
		}
	}
}
