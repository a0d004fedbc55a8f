package digest

import (
	"time"

	"github.com/followup-bot/followup/internal/followup"
)

// Nudge is a manager's private word to a rep about some of the rep's leads, as it stands now.
type Nudge struct {
	From    string // the manager's name
	To      followup.Rep
	Line    string // in the manager's words; may be empty
	Now     time.Time
	Open    []OverdueLead   // what still waits
	Settled []followup.Lead // what was dealt with since
}

// NudgeReceipt tells the manager what becomes of a nudge.
type NudgeReceipt struct {
	To       followup.Rep
	Leads    int
	At       time.Time // when it arrives
	Now      time.Time
	Repeated bool // this very request had been carried out before
}
