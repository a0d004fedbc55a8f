package followup_test

import (
	"testing"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

func TestWhatAPersonInsistsOn(t *testing.T) {
	berlin := rep("Europe/Berlin")
	here, london := in("Europe/Berlin", berlin), in("Europe/London", berlin)
	half := calendar.Clock(9, 30)
	eleven := calendar.Clock(11, 0)
	call := func(on string) followup.NextStep {
		return followup.NextStep{Kind: followup.NextRecall, On: day(on), Channel: followup.Call}
	}
	kept := func(n followup.NextStep) followup.NextStep { n.Kept = true; return n }
	owed := func(n followup.NextStep) followup.NextStep { n.Owed = true; return n }
	promised := func(n followup.NextStep) followup.NextStep { n.Promised = true; return n }
	timed := func(n followup.NextStep, at calendar.TimeOfDay) followup.NextStep { n.At = &at; return n }
	for _, c := range []struct {
		name     string
		step     followup.NextStep
		prospect followup.Prospect
		want     string
		why      string
	}{
		{"a planned Monday call moves", call("2026-05-18"), here, "2026-05-19", "avoids_monday 05-18>05-19"},
		{"a moved one stays", kept(call("2026-05-18")), here, "2026-05-18", "kept_by_rep over=avoids_monday"},
		{"a moved one on a good day needs no reason", kept(call("2026-05-19")), here, "2026-05-19", ""},
		{
			"a moved one leaves the rep's day off, and keeps the Monday behind it", kept(call("2026-05-16")), here, "2026-05-18",
			"shifted_to_working_day 05-16>05-18; kept_by_rep over=avoids_monday",
		},
		{"a moved one stays on their holiday", kept(call("2026-05-04")), london, "2026-05-04", "kept_by_rep over=public_holiday"},
		{"a promised Monday call stays, without a word", promised(call("2026-05-18")), here, "2026-05-18", ""},
		{"a promise on a holiday stays, with a warning", promised(call("2026-05-14")), here, "2026-05-14", "promise_on_day_off"},
		{"they wait for our call: it is for Monday", owed(call("2026-05-18")), here, "2026-05-18", ""},
		{"a time in their hours", timed(call("2026-05-19"), eleven), here, "2026-05-19", ""},
		{"a time that is too early there", timed(call("2026-05-19"), half), london, "2026-05-19", "outside_window hours=10:00–12:00, 14:00–16:00 at=08:30"},
		{"a Monday with a time moves, and keeps the time", timed(call("2026-05-18"), eleven), here, "2026-05-19", "avoids_monday 05-18>05-19"},
		{
			"a kept Monday with a time", kept(timed(call("2026-05-18"), eleven)), here, "2026-05-18", "kept_by_rep over=avoids_monday",
		},
		{
			"a kept Monday with an early time", kept(timed(call("2026-05-18"), half)), here, "2026-05-18",
			"kept_by_rep over=avoids_monday; outside_window hours=10:00–12:00, 14:00–16:00 at=09:30",
		},
		{"a Friday at 15:00 stays, and is late", timed(call("2026-05-15"), calendar.Clock(15, 0)), here, "2026-05-15", "outside_window hours=10:00–12:00 at=15:00"},
		{
			"a park wakes on a working day",
			followup.NextStep{Kind: followup.NextPark, On: day("2026-05-14"), Channel: followup.Call, Park: &followup.Park{}},
			here,
			"2026-05-15", "public_holiday 05-14>05-15 name=Ascension Day whose=rep country=DE",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, why, err := c.step.Settle(day("2026-05-04"), berlin, c.prospect)
			if err != nil || got.On != day(c.want) || told(why) != c.why {
				t.Errorf("settles on %s (%v): %s\nwant %s: %s", got.On, err, told(why), c.want, c.why)
			}
			if got.At != c.step.At {
				t.Errorf("at %v", got.At)
			}
		})
	}
}

func TestAnotherTryNamesTheOtherWindow(t *testing.T) {
	berlin := rep("Europe/Berlin")
	for _, c := range []struct {
		name     string
		prospect followup.Prospect
		on       string
		at       calendar.TimeOfDay
		want     string
	}{
		{"not in the morning", in("Europe/Berlin", berlin), "2026-05-18", calendar.Clock(10, 30), "14:00–16:00"},
		{"not in the afternoon", in("Europe/Berlin", berlin), "2026-05-18", calendar.Clock(15, 0), "10:00–12:00"},
		{"Berlin's afternoon is New York's morning", in("America/New_York", berlin), "2026-05-18", calendar.Clock(16, 30), "14:00–16:00"},
		{"the person named one window", own("Europe/Berlin", berlin, 600, 660), "2026-05-18", calendar.Clock(10, 30), ""},
		{"a Friday has no other half after a morning", in("Europe/Berlin", berlin), "2026-05-12", calendar.Clock(10, 30), ""},
		{"after an afternoon it has", in("Europe/Berlin", berlin), "2026-05-12", calendar.Clock(15, 0), "10:00–12:00"},
		{"nothing is known", followup.Prospect{}, "2026-05-18", calendar.Clock(10, 30), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, why := followup.Suggest(followup.NoAnswer, followup.Situation{
				Today: day(c.on), Time: c.at, Owner: berlin, Prospect: c.prospect, Channel: followup.Call,
			})
			if got := why.Params["window"]; got != c.want {
				t.Errorf("names %q, want %q", got, c.want)
			}
		})
	}
}

func TestSuggestionsCountWorkingDaysWithoutHolidays(t *testing.T) {
	next, _ := followup.Suggest(followup.NoAnswer, followup.Situation{Today: day("2026-05-12"), Owner: rep("Europe/Berlin"), Channel: followup.Call})
	if next.On != day("2026-05-15") { // Thursday is Ascension Day
		t.Errorf("two working days on is %s", next.On)
	}
}

func TestWhatAFormShowedIsFoundAgain(t *testing.T) {
	berlin := rep("Europe/Berlin")
	s := followup.Situation{Today: day("2026-05-12"), Owner: berlin, Prospect: in("Europe/Berlin", berlin), Channel: followup.Call}
	suggested := followup.NextStep{Kind: followup.NextRecall, On: day("2026-05-18"), Channel: followup.Call}
	shown, _, err := suggested.Settle(s.Today, s.Owner, s.Prospect)
	if err != nil {
		t.Fatal(err)
	}
	if got := suggested.Taken(shown, s); got.On != suggested.On {
		t.Errorf("shown as %s, taken as %s", shown.On, got.On)
	}
	other := shown
	other.On = day("2026-05-20")
	byMail := shown
	byMail.Channel = followup.Email
	for _, chosen := range []followup.NextStep{other, byMail, {Kind: followup.NextPark, On: shown.On}} {
		if got := suggested.Taken(chosen, s); got.On != chosen.On {
			t.Errorf("%+v became %s", chosen, got.On)
		}
	}
}
