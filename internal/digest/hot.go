package digest

import (
	"slices"
	"time"

	"github.com/followup-bot/followup/internal/followup"
)

// Hot says how fast hot signals were acted upon.
type Hot struct {
	Of      int           // how many there were, less those that were taken back, moved or closed before a touch
	Touched int           // of them
	Median  time.Duration // from signal to touch; of those that were touched
	Long    int           // waited for more than an hour, or wait for longer
}

// CountHot counts what hot signals asked for. reps are those whom it was asked of: who is missing is left out.
func CountHot(touches []followup.Obligation, reps map[followup.UserID]followup.Rep, now time.Time) Hot {
	var h Hot
	var took []time.Duration
	for _, o := range touches {
		rep, known := reps[o.Owner]
		if !known || (!o.Open() && o.How != followup.Done) {
			continue
		}
		h.Of++
		after := o.ActedAfter(rep, now)
		if after > followup.LongestToAct {
			h.Long++
		}
		if !o.Open() {
			took = append(took, after)
		}
	}
	h.Touched = len(took)
	if h.Touched > 0 {
		slices.Sort(took)
		h.Median = (took[(len(took)-1)/2] + took[len(took)/2]) / 2
	}
	return h
}
