package playbook

import (
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

const (
	slot     = 30 * time.Minute // hours are offered on the half, and what is taken takes so long
	searched = 20               // days in which one is looked for
)

// GoodHour is the next time to propose to a prospect: from tomorrow on, on a good day for a call (followup.Timed), in hours that are theirs
// and lie in the rep's working day, and not taken. It is zero where there is none in the next weeks.
func GoodHour(rep followup.Rep, p followup.Prospect, now time.Time, taken []time.Time) time.Time {
	loc := rep.Location()
	on := calendar.Today(now, loc)
	for range searched {
		on = on.AddDays(1)
		good, _ := followup.Timed(on, followup.Call, on, rep, p)
		if good != on {
			continue
		}
		for _, h := range p.On(on, loc) {
			for at := h.From.Truncate(slot); !at.Add(slot).After(h.To); at = at.Add(slot) {
				if !at.Before(h.From) && inDay(at.In(loc)) && free(at, taken) {
					return at
				}
			}
		}
	}
	return time.Time{}
}

// inDay reports whether a time is in the rep's own working hours.
func inDay(at time.Time) bool {
	clock := calendar.TimeOfDayOf(at)
	return clock >= calendar.Clock(8, 0) && clock < followup.WorkEnds
}

func free(at time.Time, taken []time.Time) bool {
	for _, t := range taken {
		if t.Before(at.Add(slot)) && at.Before(t.Add(slot)) {
			return false
		}
	}
	return true
}
