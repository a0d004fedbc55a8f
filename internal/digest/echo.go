package digest

import "github.com/followup-bot/followup/internal/followup"

// Rested is a lead that a rule let rest since the rep's digest before: nobody answered its break-up.
type Rested struct {
	Lead  followup.Lead    // as it is now: parked
	Event followup.EventID // by which it can be taken back
}

// Echoes are break-ups whose wait for an answer is over: how many were answered in it, of how many.
type Echoes struct {
	Answered, Of int
}

// Percent is the share of break-ups that were answered; there is none where Of is 0.
func (e Echoes) Percent() int { return (e.Answered*100 + e.Of/2) / max(e.Of, 1) }

// Company is who else is followed up at the company of a lead that answered.
type Company struct {
	Name   string
	Others int // the owner's leads there that are planned for, and can be paused
}
