package calendar_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/followup-bot/followup/internal/followup/calendar"
)

func day(s string) calendar.Date {
	d, err := calendar.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

func TestTodayIsTheDateInThePersonsZone(t *testing.T) {
	now := time.Date(2026, 5, 12, 23, 30, 0, 0, time.UTC)
	for name, want := range map[string]string{
		"UTC": "2026-05-12", "Europe/Berlin": "2026-05-13", "America/New_York": "2026-05-12", "Pacific/Kiritimati": "2026-05-13", "Asia/Kathmandu": "2026-05-13",
	} {
		if got := calendar.Today(now, zone(t, name)); got != day(want) {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
}

func TestAddMonthsEndsOnTheLastValidDay(t *testing.T) {
	for _, c := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-11-30", 3, "2027-02-28"},
		{"2027-11-30", 3, "2028-02-29"},
		{"2026-01-31", 1, "2026-02-28"},
		{"2026-01-31", 2, "2026-03-31"},
		{"2026-12-15", 1, "2027-01-15"},
		{"2028-02-29", 12, "2029-02-28"},
		{"2028-02-29", 48, "2032-02-29"},
		{"2026-03-31", -1, "2026-02-28"},
		{"2026-01-15", -1, "2025-12-15"},
		{"2026-05-12", 0, "2026-05-12"},
		{"2026-05-12", 120, "2036-05-12"},
	} {
		if got := day(c.from).AddMonths(c.n); got != day(c.want) {
			t.Errorf("%s + %d months: got %s, want %s", c.from, c.n, got, c.want)
		}
	}
}

func TestAddDaysAndDaysUntilAreInverse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDate().Draw(t, "date")
		n := rapid.IntRange(-200_000, 200_000).Draw(t, "days")
		later := d.AddDays(n)
		if got := d.DaysUntil(later); got != n {
			t.Fatalf("%s to %s: %d days, want %d", d, later, got, n)
		}
		if got := later.Compare(d); got != cmpInt(n) || later.Before(d) != (n < 0) || later.After(d) != (n > 0) {
			t.Fatalf("%s and %s are out of order", d, later)
		}
	})
}

func TestDaysUntilSpansCenturies(t *testing.T) {
	if got := day("1600-01-01").DaysUntil(day("2600-01-01")); got != 365_243 {
		t.Errorf("got %d", got)
	}
}

func TestDateText(t *testing.T) {
	for _, s := range []string{"2026-05-14", "2028-02-29", ""} {
		var d calendar.Date
		if err := d.UnmarshalText([]byte(s)); err != nil || d.String() != s || d.IsZero() != (s == "") {
			t.Errorf("%q reads as %q (%v)", s, d, err)
		}
	}
	for _, s := range []string{"2026-02-29", "2026-13-01", "14.5.2026", "2026-5-14", "2026-05-14T00:00", " "} {
		if d, err := calendar.ParseDate(s); err == nil {
			t.Errorf("%q reads as %s", s, d)
		}
	}
	type due struct {
		On calendar.Date `json:"on,omitzero"`
	}
	for want, d := range map[string]due{`{"on":"2026-05-14"}`: {day("2026-05-14")}, `{}`: {}} {
		got, err := json.Marshal(d)
		if err != nil || string(got) != want {
			t.Errorf("got %s (%v), want %s", got, err, want)
		}
		var back due
		if err := json.Unmarshal(got, &back); err != nil || back != d {
			t.Errorf("%s reads back as %v (%v)", got, back, err)
		}
	}
	if got := calendar.On(2026, 2, 30); got != day("2026-03-02") {
		t.Errorf("30 February rolls over to %s", got)
	}
}

func anyDate() *rapid.Generator[calendar.Date] {
	return rapid.Custom(func(t *rapid.T) calendar.Date {
		return day("2000-01-01").AddDays(rapid.IntRange(-36_500, 36_500).Draw(t, "day"))
	})
}

func cmpInt(n int) int {
	switch {
	case n < 0:
		return -1
	case n > 0:
		return 1
	default:
		return 0
	}
}

func TestWeekdaysByName(t *testing.T) {
	for s, want := range map[string]time.Weekday{"mon": time.Monday, "Tuesday": time.Tuesday, " thurs ": time.Thursday, "SUN": time.Sunday} {
		if got, err := calendar.ParseWeekday(s); err != nil || got != want {
			t.Errorf("%q: got %s (%v)", s, got, err)
		}
	}
	for _, s := range []string{"", "m", "mo", "monk", "mondays", "month"} {
		if got, err := calendar.ParseWeekday(s); err == nil {
			t.Errorf("%q reads as %s", s, got)
		}
	}
}

func TestWeekOf(t *testing.T) {
	w := calendar.WeekOf(time.Sunday, time.Monday, time.Tuesday)
	if got := w.Days(); !slices.Equal(got, []time.Weekday{time.Monday, time.Tuesday, time.Sunday}) {
		t.Errorf("days %v", got)
	}
	if w.String() != "Mon Tue Sun" || w.Has(time.Friday) || !w.Has(time.Sunday) {
		t.Errorf("week %s", w)
	}
	if calendar.MondayToFriday.String() != "Mon Tue Wed Thu Fri" {
		t.Errorf("working week %s", calendar.MondayToFriday)
	}
}
