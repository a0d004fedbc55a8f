package calendar_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/followup-bot/followup/internal/followup/calendar"
)

var sundayToThursday = calendar.WeekOf(time.Sunday, time.Monday, time.Tuesday, time.Wednesday, time.Thursday)

func TestNextWorkingDay(t *testing.T) {
	for _, c := range []struct {
		name string
		week calendar.Week
		from string
		want string
	}{
		{"a working day stays", calendar.MondayToFriday, "2026-05-15", "2026-05-15"},
		{"saturday waits for monday", calendar.MondayToFriday, "2026-05-16", "2026-05-18"},
		{"sunday waits for monday", calendar.MondayToFriday, "2026-05-17", "2026-05-18"},
		{"friday waits for sunday where weekends are Fri/Sat", sundayToThursday, "2026-05-15", "2026-05-17"},
		{"one working day a week", calendar.WeekOf(time.Wednesday), "2026-05-14", "2026-05-20"},
		{"nobody works: nothing shifts", 0, "2026-05-16", "2026-05-16"},
		{"a bit that is no weekday: nothing shifts", 1 << 7, "2026-05-16", "2026-05-16"},
		{"over new year", calendar.MondayToFriday, "2027-01-02", "2027-01-04"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.week.Next(day(c.from)); got != day(c.want) {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestAddWorkingDays(t *testing.T) {
	for _, c := range []struct {
		name string
		week calendar.Week
		from string
		n    int
		want string
	}{
		{"tuesday + 3 is friday", calendar.MondayToFriday, "2026-05-12", 3, "2026-05-15"},
		{"friday + 1 is monday", calendar.MondayToFriday, "2026-05-15", 1, "2026-05-18"},
		{"saturday + 1 is monday", calendar.MondayToFriday, "2026-05-16", 1, "2026-05-18"},
		{"friday + 5 is friday", calendar.MondayToFriday, "2026-05-15", 5, "2026-05-22"},
		{"saturday + 0 is monday", calendar.MondayToFriday, "2026-05-16", 0, "2026-05-18"},
		{"friday + 0 is friday", calendar.MondayToFriday, "2026-05-15", 0, "2026-05-15"},
		{"thursday + 1 is sunday where weekends are Fri/Sat", sundayToThursday, "2026-05-14", 1, "2026-05-17"},
		{"nobody works: calendar days", 0, "2026-05-15", 2, "2026-05-17"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.week.Add(day(c.from), c.n); got != day(c.want) {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestWorkingDaysBetween(t *testing.T) {
	for _, c := range []struct {
		name     string
		from, to string
		want     int
	}{
		{"the same day", "2026-05-12", "2026-05-12", 0},
		{"the next day", "2026-05-12", "2026-05-13", 1},
		{"friday to monday", "2026-05-15", "2026-05-18", 1},
		{"friday to sunday", "2026-05-15", "2026-05-17", 0},
		{"saturday to sunday", "2026-05-16", "2026-05-17", 0},
		{"a week", "2026-05-12", "2026-05-19", 5},
		{"backwards", "2026-05-19", "2026-05-12", 0},
		{"a year", "2026-01-01", "2027-01-01", 261},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := calendar.MondayToFriday.Between(day(c.from), day(c.to)); got != c.want {
				t.Errorf("got %d, want %d", got, c.want)
			}
		})
	}
}

func TestWorkingDaysCountWhatAddSteps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		week := calendar.Week(rapid.IntRange(1, 255).Draw(t, "week"))
		d := anyDate().Draw(t, "date")
		n := rapid.IntRange(1, 60).Draw(t, "n")
		got := week.Add(d, n)
		if week&127 == 0 {
			if got != d.AddDays(n) {
				t.Fatalf("nobody works: %s + %d = %s", d, n, got)
			}
			return
		}
		if !week.Works(got) || week.Between(d, got) != n {
			t.Fatalf("%s + %d working days (%s) = %s, %d between", d, n, week, got, week.Between(d, got))
		}
		naive := 0
		for x := d; x.Before(got); {
			if x = x.AddDays(1); week.Works(x) {
				naive++
			}
		}
		if naive != n {
			t.Fatalf("counted day by day: %d, want %d", naive, n)
		}
	})
}
