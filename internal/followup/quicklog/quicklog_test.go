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
	return quicklog.Context{Now: now, Zone: loc, Workdays: calendar.Workdays{Week: calendar.MondayToFriday}}
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
		{"stop acme", quicklog.Command{Verb: quicklog.Cadence, Doing: quicklog.StopIt, Lead: "acme"}},
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
