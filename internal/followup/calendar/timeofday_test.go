package calendar_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/followup-bot/followup/internal/followup/calendar"
)

func TestParseTimeOfDay(t *testing.T) {
	for s, want := range map[string]calendar.TimeOfDay{
		"09:30": calendar.Clock(9, 30), "9:30": calendar.Clock(9, 30), "00:00": 0, "23:59": calendar.Clock(23, 59),
	} {
		if got, err := calendar.ParseTimeOfDay(s); err != nil || got != want {
			t.Errorf("%q: got %s (%v), want %s", s, got, err, want)
		}
	}
	for _, s := range []string{"", "24:00", "9", "9:3", "12:60", "-1:00", "9:30pm", "09:30:00"} {
		if got, err := calendar.ParseTimeOfDay(s); err == nil {
			t.Errorf("%q reads as %s", s, got)
		}
	}
	if got := calendar.Clock(8, 5).String(); got != "08:05" {
		t.Errorf("writes %s", got)
	}
}

func TestAtOnDaysOfClockChanges(t *testing.T) {
	for _, c := range []struct {
		name, zone, date, clock string
		want                    string // RFC 3339
	}{
		{"an ordinary day", "Europe/Berlin", "2026-05-12", "08:30", "2026-05-12T08:30:00+02:00"},
		{"before the jump forward", "Europe/Berlin", "2026-03-29", "01:59", "2026-03-29T01:59:00+01:00"},
		{"swallowed by the jump: right after it", "Europe/Berlin", "2026-03-29", "02:00", "2026-03-29T03:00:00+02:00"},
		{"swallowed by the jump: still right after it", "Europe/Berlin", "2026-03-29", "02:59", "2026-03-29T03:00:00+02:00"},
		{"after the jump forward", "Europe/Berlin", "2026-03-29", "03:00", "2026-03-29T03:00:00+02:00"},
		{"shown twice: the first", "Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T02:30:00+02:00"},
		{"shown twice at its beginning: the first", "Europe/Berlin", "2026-10-25", "02:00", "2026-10-25T02:00:00+02:00"},
		{"after the jump back", "Europe/Berlin", "2026-10-25", "03:00", "2026-10-25T03:00:00+01:00"},
		{"west of Greenwich, swallowed", "America/New_York", "2026-03-08", "02:30", "2026-03-08T03:00:00-04:00"},
		{"west of Greenwich, twice", "America/New_York", "2026-11-01", "01:30", "2026-11-01T01:30:00-04:00"},
		{"midnight is swallowed", "America/Santiago", "2026-09-06", "00:00", "2026-09-06T01:00:00-03:00"},
		{"the hour before midnight comes twice", "America/Santiago", "2026-04-04", "23:30", "2026-04-04T23:30:00-03:00"},
		{"half an hour swallowed", "Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-04T02:30:00+11:00"},
		{"half an hour twice", "Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-05T01:45:00+11:00"},
		{"a day that never was", "Pacific/Apia", "2011-12-30", "08:30", "2011-12-31T00:00:00+14:00"},
		{"a day that was twice", "Pacific/Kwajalein", "1969-09-30", "12:00", "1969-09-30T12:00:00+11:00"},
		{"no clock changes", "Asia/Kolkata", "2026-03-29", "02:30", "2026-03-29T02:30:00+05:30"},
		{"UTC", "UTC", "2026-03-29", "02:30", "2026-03-29T02:30:00Z"},
	} {
		t.Run(c.name, func(t *testing.T) {
			clock, err := calendar.ParseTimeOfDay(c.clock)
			if err != nil {
				t.Fatal(err)
			}
			got := calendar.At(day(c.date), clock, zone(t, c.zone)).Format(time.RFC3339)
			if got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

// The promise of At, held against a walk over every minute around the day.
func TestAtIsTheFirstInstantThatShowsTheTimeOrTheFirstAfterTheJump(t *testing.T) {
	names := []string{
		"Europe/Berlin", "America/New_York", "America/Santiago", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Gaza", "America/St_Johns",
		"Pacific/Apia", "Europe/Dublin", "Antarctica/Troll", "Atlantic/Azores", "Asia/Tehran",
	}
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom(names).Draw(t, "zone")
		loc, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		d := day("2011-12-25").AddDays(rapid.IntRange(0, 9000).Draw(t, "day"))
		if rapid.Bool().Draw(t, "near a change") {
			_, end := time.Date(d.Year, d.Month, d.Day, 12, 0, 0, 0, loc).ZoneBounds()
			if !end.IsZero() {
				d = calendar.DateOf(end.Add(time.Duration(rapid.IntRange(-1, 0).Draw(t, "side")) * time.Minute))
			}
		}
		clock := calendar.TimeOfDay(rapid.IntRange(0, 1439).Draw(t, "clock"))
		if got, want := calendar.At(d, clock, loc), walk(d, clock, loc); !got.Equal(want) {
			t.Fatalf("%s %s in %s: got %s, want %s", d, clock, name, got, want)
		}
	})
}

// walk finds the first minute that shows d and clock, or else the first that shows a later time.
func walk(d calendar.Date, clock calendar.TimeOfDay, loc *time.Location) time.Time {
	start := time.Date(d.Year, d.Month, d.Day, int(clock)/60, int(clock)%60, 0, 0, time.UTC).Add(-27 * time.Hour)
	later := time.Time{}
	for i := range 54 * 60 {
		at := start.Add(time.Duration(i) * time.Minute).In(loc)
		date, shown := calendar.DateOf(at), calendar.TimeOfDayOf(at)
		if date == d && shown == clock {
			return at
		}
		if later.IsZero() && (date.After(d) || (date == d && shown > clock)) {
			later = at
		}
	}
	return later
}
