package calendar

import (
	"fmt"
	"time"
)

// TimeOfDay is a wall-clock time in minutes after midnight, 0 to 1439.
type TimeOfDay int

// Clock returns the time of day of an hour and a minute.
func Clock(hour, minute int) TimeOfDay { return TimeOfDay(hour*60 + minute) }

// TimeOfDayOf returns the wall-clock time that t shows in its own location, seconds cut off.
func TimeOfDayOf(t time.Time) TimeOfDay { return Clock(t.Hour(), t.Minute()) }

// ParseTimeOfDay reads 09:30 or 9:30.
func ParseTimeOfDay(s string) (TimeOfDay, error) {
	t, err := time.Parse("15:04", s)
	if err != nil {
		return 0, fmt.Errorf("time %q: want HH:MM", s)
	}
	return TimeOfDayOf(t), nil
}

// String returns 09:30.
func (t TimeOfDay) String() string { return fmt.Sprintf("%02d:%02d", int(t)/60, int(t)%60) }

// At returns the instant at which clocks in loc show t on d. Where they never do (they jump forward over it), it is the
// first instant after the jump; where they do twice, it is the first of the two.
func At(d Date, t TimeOfDay, loc *time.Location) time.Time {
	got := time.Date(d.Year, d.Month, d.Day, int(t)/60, int(t)%60, 0, 0, loc)
	start, end := got.ZoneBounds()
	if DateOf(got) != d || TimeOfDayOf(got) != t {
		return instantAfterJump(d, t, got, start, end)
	}
	if start.IsZero() || got.Sub(start) > longestRepeat {
		return got
	}
	_, before := start.Add(-time.Nanosecond).Zone()
	_, after := got.Zone()
	earlier := got.Add(-time.Duration(before-after) * time.Second)
	if earlier.Before(start) && DateOf(earlier) == d && TimeOfDayOf(earlier) == t {
		return earlier
	}
	return got
}

// longestRepeat is more than any clock was ever set back: a whole day, and some hours.
const longestRepeat = 48 * time.Hour

// instantAfterJump picks the jump that swallowed d and t: time.Date answers an instant on one side of it or the other.
func instantAfterJump(d Date, t TimeOfDay, got, start, end time.Time) time.Time {
	shown := DateOf(got)
	if shown.Before(d) || (shown == d && TimeOfDayOf(got) < t) {
		return end
	}
	return start
}
