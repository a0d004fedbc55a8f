package digest

import (
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// Reordered reports whether one of a rep's due calls has become welcome, or is no longer, between two moments: just before the first one
// and the second.
func Reordered(due []followup.Lead, rep followup.Rep, from, to time.Time) bool {
	for _, l := range calls(due, to) {
		p := followup.ProspectOf(l, rep)
		if welcome(p, from.Add(-time.Second)) != welcome(p, to) {
			return true
		}
	}
	return false
}

// NextTurn is when one of a rep's due calls becomes welcome next, or is no longer; zero where none does on their date.
func NextTurn(due []followup.Lead, rep followup.Rep, now time.Time) time.Time {
	var next time.Time
	today := calendar.Today(now, rep.Location())
	for _, l := range calls(due, now) {
		for _, h := range followup.ProspectOf(l, rep).On(today, rep.Location()) {
			for _, at := range []time.Time{h.From, h.To} {
				if at.After(now) && (next.IsZero() || at.Before(next)) {
					next = at
				}
			}
		}
	}
	return next
}

// calls are the leads whose open recall is a call that is in sight and not to be made at a time agreed on.
func calls(due []followup.Lead, now time.Time) []followup.Lead {
	var found []followup.Lead
	for _, l := range due {
		if l.Recall.Channel == followup.Call && l.Recall.At == nil && !l.Recall.Hidden(now) {
			found = append(found, l)
		}
	}
	return found
}

func welcome(p followup.Prospect, at time.Time) bool {
	_, open := p.Open(at)
	return open
}
