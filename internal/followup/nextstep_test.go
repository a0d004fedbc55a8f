package followup_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

func TestSuggestedDatesSkipTheWeekend(t *testing.T) {
	for _, c := range []struct {
		name    string
		today   string
		outcome followup.Outcome
		want    string
	}{
		{"no answer on thursday waits for monday", "2026-05-14", followup.NoAnswer, "2026-05-18"},
		{"no answer on friday waits for tuesday", "2026-05-15", followup.NoAnswer, "2026-05-19"},
		{"no answer on saturday waits for tuesday", "2026-05-16", followup.NoAnswer, "2026-05-19"},
		{"break-up over a fortnight", "2026-05-14", followup.BreakUpSent, "2026-05-25"},
	} {
		t.Run(c.name, func(t *testing.T) {
			next, _ := followup.Suggest(c.outcome, followup.Situation{Today: day(c.today), Owner: followup.Rep{Week: calendar.MondayToFriday}, Channel: followup.Call})
			if next.On != day(c.want) {
				t.Errorf("got %s, want %s", next.On, c.want)
			}
		})
	}
}

func TestAPromiseForALaterDayStands(t *testing.T) {
	at := func(due string, kind followup.RecallKind) followup.Situation {
		return followup.Situation{
			Today: day("2026-05-12"), Owner: followup.Rep{Week: calendar.MondayToFriday}, Channel: followup.Call,
			Lead: followup.Lead{State: followup.Active, Recall: &followup.Recall{Due: day(due), Kind: kind}},
		}
	}
	for _, c := range []struct {
		name      string
		situation followup.Situation
		outcome   followup.Outcome
		want      followup.NextKind
	}{
		{"no answer before the promised day", at("2026-05-14", followup.Promised), followup.NoAnswer, followup.NextKeep},
		{"a reply before the promised day", at("2026-05-14", followup.Promised), followup.Replied, followup.NextKeep},
		{"no answer on the promised day", at("2026-05-12", followup.Promised), followup.NoAnswer, followup.NextRecall},
		{"a plan is re-based", at("2026-05-14", followup.Planned), followup.NoAnswer, followup.NextRecall},
		{"a conversation asks", at("2026-05-14", followup.Promised), followup.Interested, followup.NextRecall},
		{"an explicit no ends it", at("2026-05-14", followup.Promised), followup.NotInterested, followup.NextLost},
	} {
		t.Run(c.name, func(t *testing.T) {
			if next, _ := followup.Suggest(c.outcome, c.situation); next.Kind != c.want {
				t.Errorf("got %s, want %s", next.Kind, c.want)
			}
		})
	}
}

func TestWonKeepsTheDealValue(t *testing.T) {
	value := &followup.Money{Minor: 100, Currency: "EUR"}
	next, _ := followup.Suggest(followup.Closed, followup.Situation{Lead: followup.Lead{Value: value}})
	if next.Value != value {
		t.Errorf("won with %v", next.Value)
	}
}

func TestSettle(t *testing.T) {
	today := day("2026-05-12")
	recall := func(on string) followup.NextStep { return followup.NextStep{Kind: followup.NextRecall, On: day(on)} }
	promise := func(on string) followup.NextStep {
		return followup.NextStep{Kind: followup.NextRecall, On: day(on), Promised: true}
	}
	shifted := []followup.Reason{{Code: followup.ShiftedToWorkingDay, Params: map[string]string{"from": "2026-05-16", "to": "2026-05-18"}}}
	for _, c := range []struct {
		name string
		step followup.NextStep
		week calendar.Week
		on   string
		why  []followup.Reason
	}{
		{"a working day stays", recall("2026-05-15"), calendar.MondayToFriday, "2026-05-15", nil},
		{"today stays", recall("2026-05-12"), calendar.MondayToFriday, "2026-05-12", nil},
		{"saturday waits for monday", recall("2026-05-16"), calendar.MondayToFriday, "2026-05-18", shifted},
		{
			"a park that ends on saturday wakes on monday",
			followup.NextStep{Kind: followup.NextPark, On: day("2026-05-16"), Park: &followup.Park{}},
			calendar.MondayToFriday, "2026-05-18", shifted,
		},
		{
			"a promise keeps its saturday, with a warning", promise("2026-05-16"), calendar.MondayToFriday, "2026-05-16",
			[]followup.Reason{{Code: followup.PromiseOnDayOff, Params: map[string]string{"on": "2026-05-16"}}},
		},
		{"a promise on a working day needs no warning", promise("2026-05-15"), calendar.MondayToFriday, "2026-05-15", nil},
		{"nobody works: nothing shifts", recall("2026-05-16"), 0, "2026-05-16", nil},
		{"a bit that is no weekday: nothing shifts", recall("2026-05-16"), 1 << 7, "2026-05-16", nil},
		{"a close has no date", followup.NextStep{Kind: followup.NextLost}, calendar.MondayToFriday, "", nil},
		{"what stands has no date", followup.NextStep{Kind: followup.NextKeep}, calendar.MondayToFriday, "", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, why, err := c.step.Settle(today, followup.Rep{Week: c.week}, followup.Prospect{})
			if err != nil || got.On.String() != c.on {
				t.Errorf("settles on %s (%v), want %s", got.On, err, c.on)
			}
			if diff := cmp.Diff(c.why, why); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSettleRefuses(t *testing.T) {
	today := day("2026-05-12")
	for _, step := range []followup.NextStep{{}, {Kind: followup.NextRecall}, {Kind: followup.NextPark}, {Kind: "else", On: today}} {
		if _, _, err := step.Settle(today, followup.Rep{Week: calendar.MondayToFriday}, followup.Prospect{}); !errors.Is(err, followup.ErrNoNextStep) {
			t.Errorf("%+v: got %v", step, err)
		}
	}
	_, _, err := followup.NextStep{Kind: followup.NextRecall, On: day("2026-05-11")}.Settle(today, followup.Rep{Week: calendar.MondayToFriday}, followup.Prospect{})
	var past followup.PastDateError
	if !errors.As(err, &past) || past.Date != day("2026-05-11") || past.Today != today || past.Error() == "" {
		t.Errorf("yesterday: got %v", err)
	}
}

func TestASettledStepIsNeverInThePastAndAPlanNeverOnADayOff(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := followup.Situation{
			Today:   day("2020-01-01").AddDays(rapid.IntRange(0, 10_000).Draw(t, "today")),
			Owner:   followup.Rep{Week: calendar.Week(rapid.IntRange(0, 127).Draw(t, "week"))},
			Channel: rapid.SampledFrom(followup.Channels()).Draw(t, "channel"),
		}
		next, _ := followup.Suggest(rapid.SampledFrom(followup.Outcomes(s.Channel)).Draw(t, "outcome"), s)
		if next.On.IsZero() {
			next.On = s.Today.AddDays(rapid.IntRange(0, 400).Draw(t, "asked"))
		}
		got, why, err := next.Settle(s.Today, s.Owner, s.Prospect)
		if err != nil {
			t.Fatalf("%+v: %v", next, err)
		}
		if got.Kind != followup.NextRecall && got.Kind != followup.NextPark {
			return
		}
		if got.On.Before(s.Today) || got.On.Before(next.On) {
			t.Fatalf("%s moved to %s on %s", next.On, got.On, s.Today)
		}
		if got.Promised && got.On != next.On {
			t.Fatalf("a promise moved from %s to %s", next.On, got.On)
		}
		if !got.Promised && s.Owner.Week != 0 && !s.Owner.Week.Works(got.On) {
			t.Fatalf("planned on %s, off in %s", got.On, s.Owner.Week)
		}
		if moved := got.On != next.On; moved && len(why) == 0 {
			t.Fatal("moved without a reason (G9)")
		}
	})
}

func TestAPromiseForLaterStands(t *testing.T) {
	today, halfPastNine := day("2026-05-12"), calendar.Clock(9, 30)
	promise := func(on string, at *calendar.TimeOfDay) followup.Lead {
		return followup.Lead{Recall: &followup.Recall{Kind: followup.Promised, Due: day(on), At: at}}
	}
	for name, c := range map[string]struct {
		lead    followup.Lead
		outcome followup.Outcome
		time    calendar.TimeOfDay
		keeps   bool
	}{
		"nobody reached, promised for tomorrow":       {promise("2026-05-13", nil), followup.NoAnswer, 0, true},
		"nobody reached, promised for later today":    {promise("2026-05-12", &halfPastNine), followup.NoAnswer, calendar.Clock(9, 0), true},
		"nobody reached at the promised time":         {promise("2026-05-12", &halfPastNine), followup.NoAnswer, halfPastNine, false},
		"nobody reached, promised for today":          {promise("2026-05-12", nil), followup.NoAnswer, calendar.Clock(9, 0), false},
		"nobody reached, promised for yesterday":      {promise("2026-05-11", nil), followup.NoAnswer, 0, false},
		"they answered, promised for today":           {promise("2026-05-12", nil), followup.Replied, 0, true},
		"they said no, promised for tomorrow":         {promise("2026-05-13", nil), followup.NotInterested, 0, false},
		"nobody reached, only planned for next month": {followup.Lead{Recall: &followup.Recall{Kind: followup.Planned, Due: day("2026-06-12")}}, followup.NoAnswer, 0, false},
	} {
		t.Run(name, func(t *testing.T) {
			next, _ := followup.Suggest(c.outcome, followup.Situation{
				Today: today, Time: c.time, Owner: followup.Rep{Week: calendar.MondayToFriday}, Channel: followup.Call, Lead: c.lead,
			})
			if keeps := next.Kind == followup.NextKeep; keeps != c.keeps {
				t.Errorf("suggests %s", next.Kind)
			}
		})
	}
}

// Ten minutes before a promised call a call is about it, and an email isn't; once its time has come, whatever is done is.
func TestMinutesBeforeAPromiseATouchInItsChannelIsAboutIt(t *testing.T) {
	at := calendar.Clock(10, 30)
	promise := &followup.Recall{Kind: followup.Promised, Due: day("2026-05-12"), At: &at, Channel: followup.Call}
	for name, c := range map[string]struct {
		by     followup.Channel
		time   calendar.TimeOfDay
		stands bool
	}{
		"a call long before":   {followup.Call, calendar.Clock(10, 19), true},
		"a call just before":   {followup.Call, calendar.Clock(10, 21), false},
		"an email just before": {followup.Email, calendar.Clock(10, 21), true},
		"an email at its time": {followup.Email, at, false},
		"anything just before": {"", calendar.Clock(10, 21), false},
	} {
		t.Run(name, func(t *testing.T) {
			if got := promise.PromiseAhead(day("2026-05-12"), c.time, c.by); got != c.stands {
				t.Errorf("stands: %t", got)
			}
		})
	}
}
