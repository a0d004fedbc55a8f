package slacksim

import (
	"context"
	"strings"
	"time"
)

// MoveClock moves the time on the wall ahead and answers the new one. to is a duration with a plus (+1h), next_morning,
// next_monday, or a time as RFC 3339. Mornings are 08:31 in the zone of the person who asks; next_morning is the first one on a
// working day that is still to come.
func (w *Workspace) MoveClock(ctx context.Context, as, to string) (time.Time, error) {
	w.mu.Lock()
	p, err := w.actor(as)
	var zone *time.Location
	if err == nil {
		zone = p.zone()
	}
	w.mu.Unlock()
	if err != nil {
		return time.Time{}, err
	}
	if w.opts.ClockBar == nil {
		return time.Time{}, refuse("clock_fixed", "The clock of this workspace can't be moved.")
	}
	now := w.bar.Now()
	target, err := clockTarget(now, zone, to)
	if err != nil {
		return time.Time{}, err
	}
	if target.Before(now) {
		return time.Time{}, refuse("clock_back", "The clock never goes back.")
	}
	if err := w.bar.MoveTo(ctx, target); err != nil {
		return time.Time{}, refuse("clock_failed", err.Error())
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.touch()
	return w.bar.Now(), nil
}

func clockTarget(now time.Time, zone *time.Location, to string) (time.Time, error) {
	if ahead, ok := strings.CutPrefix(to, "+"); ok {
		d, err := time.ParseDuration(ahead)
		if err != nil || d < 0 {
			return time.Time{}, refuse("invalid_time", "That is no span of time: "+to)
		}
		return now.Add(d), nil
	}
	switch to {
	case "next_morning":
		return nextMorning(now, zone, func(d time.Weekday) bool { return d != time.Saturday && d != time.Sunday }), nil
	case "next_monday":
		return nextMorning(now, zone, func(d time.Weekday) bool { return d == time.Monday }), nil
	}
	target, err := time.Parse(time.RFC3339, to)
	if err != nil {
		return time.Time{}, refuse("invalid_time", "That is no time: "+to)
	}
	return target, nil
}

func nextMorning(now time.Time, zone *time.Location, suits func(time.Weekday) bool) time.Time {
	local := now.In(zone)
	for day := 0; ; day++ {
		morning := time.Date(local.Year(), local.Month(), local.Day()+day, 8, 31, 0, 0, zone)
		if morning.After(now) && suits(morning.Weekday()) {
			return morning
		}
	}
}
