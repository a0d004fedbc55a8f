package followup

import (
	"slices"
	"time"
)

// SignalKind names an outside event that speeds a lead up or brings it back.
type SignalKind string

// The kinds of signal (Cadence Guide; The Recall Strategy for the hot ones).
const (
	RoleChange    SignalKind = "role_change"
	Funding       SignalKind = "funding"
	CompetitorWon SignalKind = "competitor" // a competitor won or lost a deal at their company
	Webinar       SignalKind = "webinar"    // they signed up for something of ours, or read it
	PricingPage   SignalKind = "pricing_page"
	EmailOpened   SignalKind = "email_open"
	SignalReply   SignalKind = "reply"
)

// Signals lists every kind in the order in which forms show them.
func Signals() []SignalKind {
	return []SignalKind{RoleChange, Funding, CompetitorWon, Webinar, PricingPage, EmailOpened, SignalReply}
}

// Valid reports whether k is a kind of signal.
func (k SignalKind) Valid() bool { return slices.Contains(Signals(), k) }

// ActWithin is how soon a hot signal wants a touch: five minutes after an e-mail was opened (Cadence Guide), an hour after a reply or a
// visit of the pricing page (The Recall Strategy); 0: it is not hot.
func (k SignalKind) ActWithin() time.Duration {
	switch k {
	case EmailOpened:
		return 5 * time.Minute
	case PricingPage, SignalReply:
		return LongestToAct
	default:
		return 0
	}
}

// LongestToAct is the longest time that a hot signal leaves.
const LongestToAct = time.Hour

// Hot reports whether the owner is pinged at once.
func (k SignalKind) Hot() bool { return k.ActWithin() > 0 }

// Signal is an outside event about a lead.
type Signal struct {
	Kind SignalKind `json:"kind"`
	Note string     `json:"note,omitempty"` // what was seen, in the words of who told it
	At   time.Time  `json:"at"`
}
