package quicklog_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/followup/quicklog"
)

// tuesday is Tue 12 May 2026, 10:00 in Berlin.
func tuesday(t testing.TB) quicklog.Context {
	return at(t, "2026-05-12 10:00", "Europe/Berlin")
}

func at(t testing.TB, local, zone string) quicklog.Context {
	t.Helper()
	loc, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	now, err := time.ParseInLocation("2006-01-02 15:04", local, loc)
	if err != nil {
		t.Fatal(err)
	}
	return quicklog.Context{Now: now, Zone: loc, Week: calendar.MondayToFriday}
}

func day(s string) calendar.Date {
	d, err := calendar.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// when builds the When that typed means: "2026-05-15" or "2026-05-15 14:00".
func when(date, typed string) quicklog.When {
	date, clock, timed := strings.Cut(date, " ")
	w := quicklog.When{Date: day(date), Typed: typed}
	if timed {
		at, err := calendar.ParseTimeOfDay(clock)
		if err != nil {
			panic(err)
		}
		w.At = &at
	}
	return w
}

func euros(n int64) *followup.Money { return &followup.Money{Minor: n * 100, Currency: "EUR"} }

// problemOf fails the test unless err is a Problem of that code.
func problemOf(t *testing.T, err error, code quicklog.ProblemCode) quicklog.Problem {
	t.Helper()
	var p quicklog.Problem
	if !errors.As(err, &p) {
		t.Fatalf("got error %v, want a Problem", err)
	}
	if p.Code != code {
		t.Fatalf("got problem %s (%v), want %s", p.Code, p, code)
	}
	return p
}

type lines []struct {
	text string
	want quicklog.Command
}

func (ls lines) check(t *testing.T) {
	t.Helper()
	for _, l := range ls {
		t.Run(l.text, func(t *testing.T) {
			got, err := quicklog.Parse(l.text, tuesday(t))
			if err != nil {
				t.Fatalf("refused: %v", err)
			}
			if diff := cmp.Diff(l.want, got); diff != "" {
				t.Errorf("understood differently (-want +got):\n%s", diff)
			}
		})
	}
}

func TestExamplesOfTheProduct(t *testing.T) {
	lines{
		{"", quicklog.Command{Verb: quicklog.Today}},
		{"log acme call noanswer", quicklog.Command{Verb: quicklog.Log, Lead: "acme", Channel: followup.Call, Outcome: followup.NoAnswer}},
		{
			`log "Acme / Jane" vm 2m`,
			quicklog.Command{Verb: quicklog.Log, Lead: "Acme / Jane", Channel: followup.Call, Outcome: followup.Voicemail, Minutes: 2},
		},
		{`log jane call connected "wants pricing, board 14 May" next call fri 14:00 !`, quicklog.Command{
			Verb: quicklog.Log, Lead: "jane", Channel: followup.Call, Outcome: followup.Interested, Note: "wants pricing, board 14 May",
			HasNext: true, NextChannel: followup.Call, When: when("2026-05-15 14:00", "fri 14:00"), Promised: true,
		}},
		{`log acme: call back in two weeks`, quicklog.Command{Verb: quicklog.Log, Lead: "acme", Note: "call back in two weeks"}},
		{`log acme email sent val:case-study next +3bd`, quicklog.Command{
			Verb: quicklog.Log, Lead: "acme", Channel: followup.Email, Outcome: followup.Sent, Gave: "case-study",
			HasNext: true, When: when("2026-05-15", "+3bd"),
		}},
		{`park acme 3m "budget frozen until Q4" say:"new budget year"`, quicklog.Command{
			Verb: quicklog.Park, Lead: "acme", When: when("2026-08-12", "3m"), Note: "budget frozen until Q4", Say: "new budget year",
		}},
		{`add "Beta GmbH" jane@beta.example €12k tz:Europe/Berlin`, quicklog.Command{
			Verb: quicklog.Add, Lead: "Beta GmbH", Email: "jane@beta.example", Money: euros(12_000), Zone: "Europe/Berlin",
		}},
		{"due", quicklog.Command{Verb: quicklog.Due}},
		{"next", quicklog.Command{Verb: quicklog.Next}},
		{"lead acme", quicklog.Command{Verb: quicklog.Lead, Lead: "acme"}},
		{"snooze acme tmr", quicklog.Command{Verb: quicklog.Snooze, Lead: "acme", When: when("2026-05-13", "tmr")}},
		{"move acme fri", quicklog.Command{Verb: quicklog.Move, Lead: "acme", When: when("2026-05-15", "fri")}},
		{"breakup acme", quicklog.Command{Verb: quicklog.Log, Lead: "acme", Outcome: followup.BreakUpSent}},
		{"reply acme", quicklog.Command{Verb: quicklog.Reply, Lead: "acme"}},
		{"stop acme", quicklog.Command{Verb: quicklog.Lost, Lead: "acme"}},
		{"won acme €12k", quicklog.Command{Verb: quicklog.Won, Lead: "acme", Money: euros(12_000)}},
		{"dnc acme", quicklog.Command{Verb: quicklog.DoNotContact, Lead: "acme"}},
		{"team", quicklog.Command{Verb: quicklog.Team}},
		{"settings", quicklog.Command{Verb: quicklog.Settings}},
		{"help", quicklog.Command{Verb: quicklog.Help}},
	}.check(t)
}

func TestVerbs(t *testing.T) {
	lines{
		{"   ", quicklog.Command{Verb: quicklog.Today}},
		{"today", quicklog.Command{Verb: quicklog.Due}},
		{"Due", quicklog.Command{Verb: quicklog.Due}},
		{"?", quicklog.Command{Verb: quicklog.Help}},
		{"undo!", quicklog.Command{Verb: quicklog.Undo}},
		{"/followup due", quicklog.Command{Verb: quicklog.Due}},
		{"help log", quicklog.Command{Verb: quicklog.Help, Rest: "log"}},
		{"undo", quicklog.Command{Verb: quicklog.Undo}},
		{"undo acme corp", quicklog.Command{Verb: quicklog.Undo, Lead: "acme corp"}},
		{`undo "Acme / Jane"`, quicklog.Command{Verb: quicklog.Undo, Lead: "Acme / Jane"}},
		{"due <@U123>", quicklog.Command{Verb: quicklog.Due, Mention: "U123"}},
		{"snooze acme 14:00", quicklog.Command{Verb: quicklog.Snooze, Lead: "acme", When: when("2026-05-12 14:00", "14:00")}},
		{"snooze acme", quicklog.Command{Verb: quicklog.Snooze, Lead: "acme"}},
		{"snooze", quicklog.Command{Verb: quicklog.Snooze}},
		{"snooze fri 14:00", quicklog.Command{Verb: quicklog.Snooze, When: when("2026-05-15 14:00", "fri 14:00")}},
		{"move acme fri 2pm !", quicklog.Command{Verb: quicklog.Move, Lead: "acme", When: when("2026-05-15 14:00", "fri 2pm"), Promised: true}},
		{"move acme fri 14:00!", quicklog.Command{Verb: quicklog.Move, Lead: "acme", When: when("2026-05-15 14:00", "fri 14:00"), Promised: true}},
		{"move acme to next fri", quicklog.Command{Verb: quicklog.Move, Lead: "acme", When: when("2026-05-22", "to next fri")}},
		{"move Sun Microsystems fri", quicklog.Command{Verb: quicklog.Move, Lead: "Sun Microsystems", When: when("2026-05-15", "fri")}},
		{"move acme: fri", quicklog.Command{Verb: quicklog.Move, Lead: "acme", When: when("2026-05-15", "fri")}},
		{"reply acme email !", quicklog.Command{Verb: quicklog.Reply, Lead: "acme", Channel: followup.Email, Promised: true}},
		{`reply acme "asks for pricing"`, quicklog.Command{Verb: quicklog.Reply, Lead: "acme", Note: "asks for pricing"}},
		{`reply acme: asks for pricing`, quicklog.Command{Verb: quicklog.Reply, Lead: "acme", Note: "asks for pricing"}},
		{`reply acme email "asks" next call tmr`, quicklog.Command{
			Verb: quicklog.Reply, Lead: "acme", Channel: followup.Email, Note: "asks", HasNext: true, NextChannel: followup.Call, When: when("2026-05-13", "tmr"),
		}},
		{`lost acme "too expensive"`, quicklog.Command{Verb: quicklog.Lost, Lead: "acme", Note: "too expensive"}},
		{`lost acme: too expensive`, quicklog.Command{Verb: quicklog.Lost, Lead: "acme", Note: "too expensive"}},
		{`won acme corp 12,000 EUR "three years"`, quicklog.Command{Verb: quicklog.Won, Lead: "acme corp", Money: euros(12_000), Note: "three years"}},
		{`park acme 2m`, quicklog.Command{Verb: quicklog.Park, Lead: "acme", When: when("2026-07-12", "2m")}},
		{`park acme until 14 May budget comes then`, quicklog.Command{
			Verb: quicklog.Park, Lead: "acme", When: when("2026-05-14", "until 14 May"), Note: "budget comes then",
		}},
		{`park 3M 2w`, quicklog.Command{Verb: quicklog.Park, Lead: "3M", When: when("2026-05-26", "2w")}},
		{`park "So Do GmbH" 2w`, quicklog.Command{Verb: quicklog.Park, Lead: "So Do GmbH", When: when("2026-05-26", "2w")}},
	}.check(t)
}

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

func TestAdd(t *testing.T) {
	lines{
		{`add "Beta GmbH / Jane Doe" jane@beta.example`, quicklog.Command{
			Verb: quicklog.Add, Company: "Beta GmbH", Lead: "Jane Doe", Email: "jane@beta.example",
		}},
		{`add Beta GmbH / Jane Doe <mailto:jane@beta.example|jane@beta.example>`, quicklog.Command{
			Verb: quicklog.Add, Company: "Beta GmbH", Lead: "Jane Doe", Email: "jane@beta.example",
		}},
		{`add Jane Doe +49 30 123-456 12k€ #fair src:expo "met at the booth"`, quicklog.Command{
			Verb: quicklog.Add, Lead: "Jane Doe", Phone: "+49 30 123-456", Money: euros(12_000), Tags: []string{"fair"}, Source: "expo", Note: "met at the booth",
		}},
		{`add Jane Doe 030 1234567`, quicklog.Command{Verb: quicklog.Add, Lead: "Jane Doe", Phone: "030 1234567"}},
		{`add Jane Doe <tel:+4930123456|+49 30 123456>`, quicklog.Command{Verb: quicklog.Add, Lead: "Jane Doe", Phone: "+49 30 123456"}},
		{`add Jane Doe, Beta GmbH €5`, quicklog.Command{Verb: quicklog.Add, Lead: "Jane Doe, Beta GmbH", Money: euros(5)}},
		{`add Studio 54`, quicklog.Command{Verb: quicklog.Add, Lead: "Studio 54"}},
		{`add A$AP Records €1 200`, quicklog.Command{Verb: quicklog.Add, Lead: "A$AP Records", Money: euros(1200)}},
		{`add Call Center GmbH <@U9|max>`, quicklog.Command{Verb: quicklog.Add, Lead: "Call Center GmbH", Mention: "U9"}},
		{`add jane@beta.example`, quicklog.Command{Verb: quicklog.Add, Email: "jane@beta.example"}},
		{`add Beta tz:europe/berlin <#C1|fair>`, quicklog.Command{Verb: quicklog.Add, Lead: "Beta", Zone: "Europe/Berlin", Tags: []string{"fair"}}},
		{`add Beta tz:America/New_York`, quicklog.Command{Verb: quicklog.Add, Lead: "Beta", Zone: "America/New_York"}},
		{`add Beta tz:utc`, quicklog.Command{Verb: quicklog.Add, Lead: "Beta", Zone: "UTC"}},
	}.check(t)
}

func TestRefused(t *testing.T) {
	for _, c := range []struct {
		text string
		code quicklog.ProblemCode
		word string
	}{
		{"log a\x00b", quicklog.BadText, ""},
		{`log acme call noanswer "half`, quicklog.OpenQuote, ""},
		{"lgo acme", quicklog.UnknownVerb, "lgo"},
		{"hello", quicklog.UnknownVerb, "hello"},
		{`"log" acme`, quicklog.UnknownVerb, "log"},
		{"log acme call noanswer foo", quicklog.UnknownWord, "foo"},
		{"log acme call noanswer fri 14:00", quicklog.LoneDate, "fri 14:00"},
		{"due foo", quicklog.NotHere, "foo"},
		{"next acme", quicklog.NotHere, "acme"},
		{"team add max", quicklog.NotHere, "add"},
		{"settings digest", quicklog.NotHere, "digest"},
		{"breakup acme email !", quicklog.NotHere, "!"},
		{"log acme call noanswer #fair", quicklog.UnknownWord, "#fair"},
		{"park acme 3m !", quicklog.NotHere, "!"},
		{"park acme 3m!", quicklog.NotHere, "3m!"},
		{`park acme 3m val:x`, quicklog.NotHere, "val:x"},
		{"park acme fri 14:00", quicklog.ParkTime, "fri 14:00"},
		{`log acme call callback next fri ! say:"how was it?"`, quicklog.SayNeedsPark, `say:"how was it?"`},
		{`log acme call notnow next fri 14:00 say:hi`, quicklog.SayNeedsPark, "say:hi"},
		{`add "Beta GmbH" Jane Doe jane@beta.example`, quicklog.UnknownWord, "Jane"},
		{`lead acme "x"`, quicklog.NotHere, `"x"`},
		{"log call acme noanswer", quicklog.LeadFirst, "acme noanswer"},
		{"log acme call email sent", quicklog.SaidTwice, "email"},
		{"log acme call noanswer busy", quicklog.SaidTwice, "busy"},
		{"log acme call noanswer 2m 3m", quicklog.SaidTwice, "3m"},
		{"log acme call noanswer next fri mon", quicklog.SaidTwice, "mon"},
		{"log acme call noanswer next fri next mon", quicklog.SaidTwice, "next mon"},
		{"move acme fri mon", quicklog.SaidTwice, "mon"},
		{"add Beta a@b.example c@d.example", quicklog.SaidTwice, "c@d.example"},
		{"log acme call sent", quicklog.OutcomeMismatch, "sent"},
		{"log acme email noanswer", quicklog.OutcomeMismatch, "noanswer"},
		{"log acme li vm", quicklog.SaidTwice, "vm"},
		{"log acme call noanswer next frii", quicklog.UnknownDate, "frii"},
		{"log acme call connected wants it next week", quicklog.UnknownDate, "week"},
		{"snooze acme 2h", quicklog.UnknownDate, "2h"},
		{"move acme 03/04", quicklog.AmbiguousDate, "03/04"},
		{"park acme until fall", quicklog.UnknownDate, "until fall"},
		{"park acme next month", quicklog.UnknownDate, "next month"},
		{"move acme 31 April", quicklog.NoSuchDate, "31 April"},
		{"move acme 2026-05-11", quicklog.PastDate, "2026-05-11"},
		{"move acme yesterday", quicklog.PastDate, "yesterday"},
		{"snooze acme 9:00", quicklog.PastTime, "9:00"},
		{"snooze acme 25:00", quicklog.BadTime, "25:00"},
		{"park acme 11y", quicklog.TooFar, "11y"},
		{"log acme call busy 99999m", quicklog.BadDuration, "99999m"},
		{"log acme call busy dur:x", quicklog.BadDuration, "dur:x"},
		{"add Beta jane@beta", quicklog.BadEmail, "jane@beta"},
		{"add Beta tz:Mars/Base", quicklog.UnknownZone, "Mars/Base"},
		{"add Beta tz:../../etc/passwd", quicklog.UnknownZone, "../../etc/passwd"},
		{"add Beta tz:local", quicklog.UnknownZone, "local"},
		{"log acme email sent val: case", quicklog.MissingValue, "val:"},
		{`log acme email sent val:""`, quicklog.MissingValue, `val:""`},
		{"won acme €1,20,0", quicklog.AmbiguousMoney, "€1,20,0"},
		{"won acme 12k", quicklog.NoCurrency, "12k"},
		{"won acme €12x", quicklog.BadMoney, "€12x"},
	} {
		t.Run(c.text, func(t *testing.T) {
			_, err := quicklog.Parse(c.text, tuesday(t))
			p := problemOf(t, err, c.code)
			if p.Params["word"] != c.word {
				t.Errorf("about %q, want %q", p.Params["word"], c.word)
			}
			if want := strings.ReplaceAll(c.text, "\x00", ""); p.Params["text"] != want {
				t.Errorf("gave back %q, want %q", p.Params["text"], want)
			}
			if p.Error() == "" || strings.Contains(p.Error(), "%!") {
				t.Errorf("says %q", p.Error())
			}
		})
	}
}

func TestChoicesAreTheCorrectedLine(t *testing.T) {
	for text, want := range map[string][]string{
		"move AT&amp;T 03/04 !":           {"move AT&amp;T 2027-04-03 !", "move AT&amp;T 2027-03-04 !"},
		"log acme call busy next 13/06":   {"log acme call busy next 2026-06-13"},
		"move acme 05/05/2027":            {"move acme 2027-05-05"},
		"move acme 14.05":                 {"move acme 2026-05-14"},
		"snooze acme 9:00":                {"snooze acme 2026-05-13 09:00"},
		"lgo acme call busy":              {"log acme call busy"},
		"acme call busy":                  {"log acme call busy"},
		"log call acme":                   {"log acme call"},
		"log acme call busy fri":          {"log acme call busy next fri"},
		`log acme call busy "half`:        {`log acme call busy "half"`},
		"log acme call busy at:03/04 9am": {"log acme call busy at:2026-04-03 9am", "log acme call busy at:2026-03-04 9am"},
	} {
		t.Run(text, func(t *testing.T) {
			_, err := quicklog.Parse(text, tuesday(t))
			var p quicklog.Problem
			if !errors.As(err, &p) {
				t.Fatalf("got %v, want a Problem", err)
			}
			var got []string
			for _, c := range p.Choices {
				got = append(got, c.Text)
				if _, err := quicklog.Parse(c.Text, tuesday(t)); err != nil {
					t.Errorf("%s is refused: %v", c.Text, err)
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestARefusedWordComesBackWithTheWayToSayIt(t *testing.T) {
	for text, want := range map[string]struct{ choice, sentence string }{
		"log acme call noanswer +3bd":                       {"log acme call noanswer next +3bd", "put next in front"},
		"park acme 1 sep 14:00 \"frozen\"":                  {`park acme 2026-09-01 "frozen"`, "until a day"},
		`log acme call callback next fri say:"how was it?"`: {`log acme call callback next fri note:"how was it?"`, "As a note"},
		"move acme fri val:x":                               {"", "/followup move acme fri 14:00"},
	} {
		_, err := quicklog.Parse(text, tuesday(t))
		var p quicklog.Problem
		if !errors.As(err, &p) || !strings.Contains(p.Error(), want.sentence) {
			t.Errorf("%s: %v", text, err)
		}
		got := ""
		if len(p.Choices) > 0 {
			got = p.Choices[0].Text
		}
		if got != want.choice {
			t.Errorf("%s: the choice is %q", text, got)
		}
	}
}

func TestEveryProblemHasASentence(t *testing.T) {
	for _, code := range quicklog.ProblemCodes() {
		p := quicklog.Problem{Code: code, Params: map[string]string{"word": "foo"}}
		if p.Error() == "" {
			t.Errorf("%s says nothing", code)
		}
	}
}

func TestARefusedLineKeepsWhatWasUnderstood(t *testing.T) {
	got, err := quicklog.Parse("log acme call noanswer next frii", tuesday(t))
	_ = problemOf(t, err, quicklog.UnknownDate)
	if got.Lead != "acme" || got.Channel != followup.Call || got.Outcome != followup.NoAnswer {
		t.Errorf("got %+v", got)
	}
}

func TestVeryLongText(t *testing.T) {
	note := strings.Repeat("wants pricing ", 1000)
	got, err := quicklog.Parse("log acme call busy "+note, tuesday(t))
	if err != nil || got.Note != strings.TrimSpace(note) {
		t.Errorf("lost something of the note (%v)", err)
	}
	for _, text := range []string{
		strings.Repeat("<", 20_000), strings.Repeat("'", 20_000), strings.Repeat(`" `, 20_000), strings.Repeat("' ", 20_000),
		strings.Repeat("<@U", 10_000), strings.Repeat("&amp;", 10_000), "park " + strings.Repeat("14 ", 10_000), "won " + strings.Repeat("1 ", 10_000),
	} {
		_, _ = quicklog.Parse("log "+text, tuesday(t))
		_, _ = quicklog.Parse(text, tuesday(t))
	}
}
