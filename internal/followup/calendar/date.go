// Package calendar does arithmetic with local dates, wall-clock times and working days.
//
// A Date is a day on somebody's calendar, without a zone; it becomes an instant only together with a TimeOfDay and a
// location. Nothing here asks for the current time: callers pass it.
package calendar

import (
	"fmt"
	"time"
)

// Date is a local date. The zero value is "no date".
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// On returns the date of year, month and day; a day beyond the month's end rolls over as in time.Date.
func On(year int, month time.Month, day int) Date {
	return DateOf(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// DateOf returns the date that t shows in its own location.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{Year: y, Month: m, Day: d}
}

// Today returns the date it is at now in loc.
func Today(now time.Time, loc *time.Location) Date { return DateOf(now.In(loc)) }

// ParseDate reads 2026-05-14.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("date %q: want YYYY-MM-DD", s)
	}
	return DateOf(t), nil
}

// IsZero reports whether d is "no date".
func (d Date) IsZero() bool { return d == Date{} }

// String returns 2026-05-14; the zero date is empty.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return d.midnight().Format(time.DateOnly)
}

// Format formats the date with a layout of package time.
func (d Date) Format(layout string) string { return d.midnight().Format(layout) }

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return d.midnight().Weekday() }

// AddDays returns the date n calendar days later (earlier where n is negative).
func (d Date) AddDays(n int) Date { return DateOf(d.midnight().AddDate(0, 0, n)) }

// AddMonths returns the same day n months later, or that month's last day where it is shorter:
// three months from 30 November is 28 (or 29) February.
func (d Date) AddMonths(n int) Date {
	first := time.Date(d.Year, d.Month+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return DateOf(first.AddDate(0, 0, min(d.Day, last)-1))
}

// Before reports whether d lies before other.
func (d Date) Before(other Date) bool { return d.Compare(other) < 0 }

// After reports whether d lies after other.
func (d Date) After(other Date) bool { return d.Compare(other) > 0 }

// Compare orders dates as cmp.Compare does.
func (d Date) Compare(other Date) int { return d.midnight().Compare(other.midnight()) }

// DaysUntil returns the number of calendar days from d to other, negative when other lies before d.
func (d Date) DaysUntil(other Date) int {
	const day = 24 * 60 * 60
	return int((other.midnight().Unix() - d.midnight().Unix()) / day) // a Duration holds only 292 years
}

// MarshalText writes the date as 2026-05-14.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

// midnight is the date at 00:00 UTC, where every day has 24 hours.
func (d Date) midnight() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }
