package calendar

import (
	"fmt"
	"strings"
	"time"
)

// Week is the set of weekdays on which somebody works. The zero value has none; constructors of people default it.
type Week uint8

// MondayToFriday is the working week until somebody says otherwise.
const MondayToFriday = Week(1<<time.Monday | 1<<time.Tuesday | 1<<time.Wednesday | 1<<time.Thursday | 1<<time.Friday)

// WeekOf returns the set of days.
func WeekOf(days ...time.Weekday) Week {
	var w Week
	for _, d := range days {
		w |= 1 << d
	}
	return w
}

// Has reports whether day is in the week.
func (w Week) Has(day time.Weekday) bool { return w&(1<<day) != 0 }

// Days lists the working days, Monday first.
func (w Week) Days() []time.Weekday {
	var days []time.Weekday
	for i := range 7 {
		if day := time.Weekday((i + 1) % 7); w.Has(day) {
			days = append(days, day)
		}
	}
	return days
}

// none reports whether w has no working day at all; a stored bit beyond Saturday is not one.
func (w Week) none() bool { return w&(1<<7-1) == 0 }

// Works reports whether d is a working day.
func (w Week) Works(d Date) bool { return w.Has(d.Weekday()) }

// Next returns d, or the first working day after it. A week without working days shifts nothing.
func (w Week) Next(d Date) Date {
	if w.none() {
		return d
	}
	for !w.Works(d) {
		d = d.AddDays(1)
	}
	return d
}

// Add returns the n-th working day after d, n ≥ 1; with n = 0 it is Next(d).
func (w Week) Add(d Date, n int) Date {
	for range n {
		d = w.Next(d.AddDays(1))
	}
	return w.Next(d)
}

// Between counts the working days after from, up to and including to. It is 0 where to is not after from.
func (w Week) Between(from, to Date) int {
	span := from.DaysUntil(to)
	if span <= 0 {
		return 0
	}
	n := span / 7 * len(w.Days())
	for d := from.AddDays(span / 7 * 7); d.Before(to); {
		if d = d.AddDays(1); w.Works(d) {
			n++
		}
	}
	return n
}

// String lists the days: "Mon Tue Wed".
func (w Week) String() string {
	names := make([]string, 0, 7)
	for _, day := range w.Days() {
		names = append(names, day.String()[:3])
	}
	return strings.Join(names, " ")
}

// ParseWeekday reads mon, Monday, tue ….
func ParseWeekday(s string) (time.Weekday, error) {
	low := strings.ToLower(strings.TrimSpace(s))
	for day := time.Sunday; day <= time.Saturday; day++ {
		name := strings.ToLower(day.String())
		if len(low) >= 3 && strings.HasPrefix(name, low) {
			return day, nil
		}
	}
	return 0, fmt.Errorf("%q is not a weekday", s)
}
