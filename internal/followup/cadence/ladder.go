package cadence

import (
	"time"

	"github.com/followup-bot/followup/internal/followup"
)

// RungCode names a rung of the ladder for dark leads.
type RungCode string

// The rungs, from the first to the last.
const (
	OtherChannel RungCode = "other_channel"
	OtherMessage RungCode = "other_message" // a direct question
	OtherPerson  RungCode = "other_person"
	BreakUp      RungCode = "break_up"
)

// Rung is what to do next about a dark lead.
type Rung struct {
	Code    RungCode
	N       int                // 1 to 4
	Channel followup.Channel   // of the touch it suggests
	People  []followup.Contact // who else is known there, for OtherPerson; none: ask for one
	Why     followup.Reason
}

// Rungs lists the rungs from the first to the last.
func Rungs() []RungCode { return []RungCode{OtherChannel, OtherMessage, OtherPerson, BreakUp} }

// Ladder says which rung a lead stands on; ok is false where it isn't dark: three or more touches over three or more weeks without a
// response. Each touch since then climbs one rung; a response begins anew. now is in the owner's zone.
func Ladder(lead followup.Lead, touches []followup.Touch, now time.Time) (rung Rung, ok bool) {
	return Rung{}, false
}
