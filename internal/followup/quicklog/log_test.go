package quicklog_test

import (
	"strings"
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/quicklog"
)

func TestLogLeadIsQuotedOrEverythingBeforeTheFirstWordWithAMeaning(t *testing.T) {
	call := func(lead string) quicklog.Command {
		return quicklog.Command{Verb: quicklog.Log, Lead: lead, Channel: followup.Call, Outcome: followup.NoAnswer}
	}
	lines{
		{"log acme corp call noanswer", call("acme corp")},
		{"Log Acme  Corp Call NoAnswer", call("Acme Corp")},
		{`log "Call Center GmbH" call noanswer`, call("Call Center GmbH")},
		{`log “Call Center GmbH” call noanswer`, call("Call Center GmbH")},
		{`log „Call Center GmbH“ call noanswer`, call("Call Center GmbH")},
		{`log «Call Center GmbH» call noanswer`, call("Call Center GmbH")},
		{`log ‘Call Center GmbH’ call noanswer`, call("Call Center GmbH")},
		{`log 'Call Center GmbH' call noanswer`, call("Call Center GmbH")},
		{`log O'Brien call noanswer`, call("O'Brien")},
		{`log "The \"Super\" GmbH" call noanswer`, call(`The "Super" GmbH`)},
		{"log AT&amp;T call noanswer", call("AT&T")},
		{"log &lt;b&gt; call noanswer", call("<b>")},
		{"log <http://acme.example|acme.example> call noanswer", call("acme.example")},
		{"log acme\u00a0corp\u00a0call\u00a0noanswer", call("acme corp")},
		{"log \u200bacme call noanswer", call("acme")},
		{"log Vitamin C call noanswer", call("Vitamin C")},
		{"log 3M call noanswer", call("3M")},
		{"log acme - call - no answer!", call("acme")},
		{`log "acme", call, no answer`, call("acme")},
		{"log acme call: no answer", call("acme")},
		{"log acme\ncall\nnoanswer", call("acme")},
		{"log call", quicklog.Command{Verb: quicklog.Log, Channel: followup.Call}},
		{"log", quicklog.Command{Verb: quicklog.Log}},
		{"log acme", quicklog.Command{Verb: quicklog.Log, Lead: "acme"}},
		{"log next fri", quicklog.Command{Verb: quicklog.Log, HasNext: true, When: when("2026-05-15", "fri")}},
		{"log acme corp: they want <https://x.example/a|a link>, next fri", quicklog.Command{
			Verb: quicklog.Log, Lead: "acme corp", Note: "they want a link, next fri",
		}},
		{`log "Acme": wants "gold" plan`, quicklog.Command{Verb: quicklog.Log, Lead: "Acme", Note: `wants "gold" plan`}},
	}.check(t)
}

func TestLogChannels(t *testing.T) {
	for words, want := range map[string]followup.Channel{
		"c call CALL anruf tel":     followup.Call,
		"e email mail E-Mail":       followup.Email,
		"li linkedin LinkedIn":      followup.LinkedIn,
		"s sms text":                followup.SMS,
		"v video":                   followup.Video,
		"m meeting Meeting treffen": followup.Meeting,
		"visit besuch":              followup.Visit,
	} {
		for word := range strings.FieldsSeq(words) {
			got, err := quicklog.Parse("log acme "+word, tuesday(t))
			if err != nil || got.Channel != want || got.Lead != "acme" {
				t.Errorf("log acme %s: got %q %q (%v), want %q", word, got.Lead, got.Channel, err, want)
			}
		}
	}
}

func TestLogOutcomes(t *testing.T) {
	for words, want := range map[string]followup.Outcome{
		"noanswer, no-answer, no answer, No Answer, na, n/a, nichterreicht, nicht erreicht, no_answer": followup.NoAnswer,
		"busy, besetzt":                     followup.Busy,
		"vm, voicemail, mailbox":            followup.Voicemail,
		"leftmessage, left message, lm":     followup.LeftMessage,
		"connected, interested, reached":    followup.Interested,
		"info, needsinfo, needs info":       followup.NeedsInfo,
		"callback, call back, rückruf":      followup.CallBackLater,
		"later, tryagain, try again":        followup.TryAgain,
		"booked, meeting-set, termin":       followup.MeetingSet,
		"replied, reply":                    followup.Replied,
		"notnow, not now, nicht jetzt":      followup.NotNow,
		"no, notinterested, kein interesse": followup.NotInterested,
		"remove, remove me":                 followup.RemoveMe,
		"wrongperson, wrong person":         followup.WrongPerson,
		"left, leftcompany, left company":   followup.LeftCompany,
		"wrongnumber, falsche nummer":       followup.WrongNumber,
		"won, gewonnen":                     followup.Closed,
	} {
		for phrase := range strings.SplitSeq(words, ", ") {
			got, err := quicklog.Parse("log acme call "+phrase, tuesday(t))
			if err != nil || got.Outcome != want || got.Channel != followup.Call || got.Note != "" {
				t.Errorf("log acme call %s: got %q by %q note %q (%v), want %q", phrase, got.Outcome, got.Channel, got.Note, err, want)
			}
		}
	}
	lines{
		{"log acme email sent", quicklog.Command{Verb: quicklog.Log, Lead: "acme", Channel: followup.Email, Outcome: followup.Sent}},
		{"log acme email ooo", quicklog.Command{Verb: quicklog.Log, Lead: "acme", Channel: followup.Email, Outcome: followup.OutOfOffice}},
		{"log acme m met", quicklog.Command{Verb: quicklog.Log, Lead: "acme", Channel: followup.Meeting, Outcome: followup.Met}},
		{"log acme meeting no-show", quicklog.Command{Verb: quicklog.Log, Lead: "acme", Channel: followup.Meeting, Outcome: followup.NoShow}},
		{"log acme call meeting", quicklog.Command{Verb: quicklog.Log, Lead: "acme", Channel: followup.Call, Outcome: followup.MeetingSet}},
		{"log acme bounced", quicklog.Command{Verb: quicklog.Log, Lead: "acme", Channel: followup.Email, Outcome: followup.Bounced}},
		{"log acme call connected callback", quicklog.Command{Verb: quicklog.Log, Lead: "acme", Channel: followup.Call, Outcome: followup.CallBackLater}},
		{"log acme call interested connected", quicklog.Command{Verb: quicklog.Log, Lead: "acme", Channel: followup.Call, Outcome: followup.Interested}},
	}.check(t)
}

func TestLogFreeTextOfTwoWordsIsTheNote(t *testing.T) {
	noted := func(outcome followup.Outcome, note string) quicklog.Command {
		return quicklog.Command{Verb: quicklog.Log, Lead: "acme", Channel: followup.Call, Outcome: outcome, Note: note}
	}
	lines{
		{"log acme call noanswer tried twice", noted(followup.NoAnswer, "tried twice")},
		{"log acme call noanswer: they were out", noted(followup.NoAnswer, "they were out")},
		{"log acme call connected wants info by email", noted(followup.Interested, "wants info by email")},
		{"log acme call connected sent info", noted(followup.Interested, "sent info")},
		{"log acme call asked for pricing", noted("", "asked for pricing")},
		{"log acme call left a message with his wife", noted(followup.LeftMessage, "with his wife")},
		{`log acme call noanswer "first" "second"`, noted(followup.NoAnswer, "first\nsecond")},
		{`log acme call noanswer note:"at the desk"`, noted(followup.NoAnswer, "at the desk")},
		// Words that end a lead or begin sentences are no outcome in front of text: the form asks.
		{"log acme call no budget this year", noted("", "no budget this year")},
		{"log acme call left them a brochure", noted("", "left them a brochure")},
		{"log acme call connected no budget this year", noted(followup.Interested, "no budget this year")},
		{"log acme call no, budget is gone", noted(followup.NotInterested, "budget is gone")},
		{`log acme call no "budget is gone"`, noted(followup.NotInterested, "budget is gone")},
		{"log acme call connected wants offer for €12k next fri", quicklog.Command{
			Verb: quicklog.Log, Lead: "acme", Channel: followup.Call, Outcome: followup.Interested, Note: "wants offer for €12k",
			HasNext: true, When: when("2026-05-15", "fri"),
		}},
	}.check(t)
}

func TestLogDurationIsMinutesAfterAnOutcomeAndMonthsAfterNext(t *testing.T) {
	lines{
		{"log acme call busy 2m", quicklog.Command{Verb: quicklog.Log, Lead: "acme", Channel: followup.Call, Outcome: followup.Busy, Minutes: 2}},
		{"log acme call busy 2min", quicklog.Command{Verb: quicklog.Log, Lead: "acme", Channel: followup.Call, Outcome: followup.Busy, Minutes: 2}},
		{"log acme call busy 2 min", quicklog.Command{Verb: quicklog.Log, Lead: "acme", Channel: followup.Call, Outcome: followup.Busy, Minutes: 2}},
		{"log acme call busy dur:2m", quicklog.Command{Verb: quicklog.Log, Lead: "acme", Channel: followup.Call, Outcome: followup.Busy, Minutes: 2}},
		{`log acme call busy dur:"2 min"`, quicklog.Command{Verb: quicklog.Log, Lead: "acme", Channel: followup.Call, Outcome: followup.Busy, Minutes: 2}},
		{"log acme call busy 1h30", quicklog.Command{Verb: quicklog.Log, Lead: "acme", Channel: followup.Call, Outcome: followup.Busy, Minutes: 90}},
		{"log acme call busy 2m next 2m", quicklog.Command{
			Verb: quicklog.Log, Lead: "acme", Channel: followup.Call, Outcome: followup.Busy, Minutes: 2, HasNext: true, When: when("2026-07-12", "2m"),
		}},
	}.check(t)
}

func TestLogNextStep(t *testing.T) {
	busy := func(next quicklog.Command) quicklog.Command {
		next.Verb, next.Lead, next.Channel, next.Outcome, next.HasNext = quicklog.Log, "acme", followup.Call, followup.Busy, true
		return next
	}
	lines{
		{"log acme call busy next fri", busy(quicklog.Command{When: when("2026-05-15", "fri")})},
		{"log acme call busy next next fri", busy(quicklog.Command{When: when("2026-05-22", "next fri")})},
		{"log acme call busy next email fri", busy(quicklog.Command{NextChannel: followup.Email, When: when("2026-05-15", "fri")})},
		{"log acme call busy next fri email", busy(quicklog.Command{NextChannel: followup.Email, When: when("2026-05-15", "fri")})},
		{"log acme call busy next", busy(quicklog.Command{})},
		{"log acme call busy next li", busy(quicklog.Command{NextChannel: followup.LinkedIn})},
		{"log acme call busy next fri!", busy(quicklog.Command{When: when("2026-05-15", "fri"), Promised: true})},
		{"log acme call busy next email !", busy(quicklog.Command{NextChannel: followup.Email, Promised: true})},
		{"log acme call busy next !", busy(quicklog.Command{Promised: true})},
		{`log acme call busy next fri "ask Bob"`, busy(quicklog.Command{When: when("2026-05-15", "fri"), Note: "ask Bob"})},
	}.check(t)
}

func TestLogTouchedAt(t *testing.T) {
	berlin := tuesday(t).Zone
	for text, want := range map[string]time.Time{
		"at:yesterday 16:00":    time.Date(2026, 5, 11, 16, 0, 0, 0, berlin),
		`at:"yesterday 16:00"`:  time.Date(2026, 5, 11, 16, 0, 0, 0, berlin),
		`at:“yesterday 16:00”`:  time.Date(2026, 5, 11, 16, 0, 0, 0, berlin),
		`at:"mon 9:30"`:         time.Date(2026, 5, 11, 9, 30, 0, 0, berlin),
		"at:9:30":               time.Date(2026, 5, 12, 9, 30, 0, 0, berlin),
		"at:tue 9:30":           time.Date(2026, 5, 12, 9, 30, 0, 0, berlin),
		"at:tue 11:30":          time.Date(2026, 5, 5, 11, 30, 0, 0, berlin), // today's is still to come
		"at:fri":                time.Date(2026, 5, 8, 12, 0, 0, 0, berlin),
		"at:-2d":                time.Date(2026, 5, 10, 12, 0, 0, 0, berlin),
		`at:"14 May 9:00"`:      time.Date(2025, 5, 14, 9, 0, 0, 0, berlin),
		"at:2026-05-04 9am":     time.Date(2026, 5, 4, 9, 0, 0, 0, berlin),
		"at:today":              {},
		"at:yesterday next fri": time.Date(2026, 5, 11, 12, 0, 0, 0, berlin),
	} {
		got, err := quicklog.Parse("log acme call noanswer "+text, tuesday(t))
		if err != nil || !got.TouchAt.Equal(want) {
			t.Errorf("%s: got %v (%v), want %v", text, got.TouchAt, err, want)
		}
	}
	for _, text := range []string{"at:11:00", "at:tmr", "at:2026-05-13", "at:+1d"} {
		_, err := quicklog.Parse("log acme call noanswer "+text, tuesday(t))
		_ = problemOf(t, err, quicklog.FutureTouch)
	}
	_, err := quicklog.Parse("log acme call noanswer at:03/04", tuesday(t))
	p := problemOf(t, err, quicklog.AmbiguousDate)
	if len(p.Choices) != 2 || p.Choices[0].Text != "log acme call noanswer at:2026-04-03" || p.Choices[1].Date != day("2026-03-04") {
		t.Errorf("got choices %v", p.Choices)
	}
}
