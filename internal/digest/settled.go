package digest

import (
	"cmp"
	"slices"

	"github.com/followup-bot/followup/internal/followup"
)

// Settled is a lead of a day with which something was done: its receipt. It says all that was done, and where that left the lead.
type Settled struct {
	Lead    followup.Lead    // as it is now
	Event   followup.Event   // the newest of what there is to tell
	Earlier []followup.Event // what was done before that, oldest first
	By      string           // name of who did the newest
	Mine    bool             // done by the owner of the digest
	Given   bool             // it waits for somebody else now: handed over, not done
	Open    bool             // it still waits, or again: touched, not done
	Undo    bool             // the newest is still the lead's newest event, and theirs to undo (G10)

	Offer *followup.Offer // what could be added to the touch that was logged, with one tap; nil: nothing
}

// Noted is one event of a lead that was dealt with on a date: what dealt with it, or what was done to it last.
type Noted struct {
	Lead  followup.Lead
	Event followup.Event
	Given bool // the recall it was noted for belongs to somebody else now
	Undo  bool // it is still the lead's newest event
}

// Receipts makes one receipt for each lead of what was noted on a rep's date, the latest last. open is what still waits on that date.
func Receipts(noted []Noted, open []Row, rep followup.UserID) []Settled {
	noted = slices.Clone(noted)
	slices.SortFunc(noted, func(a, b Noted) int { return cmp.Compare(a.Event.ID, b.Event.ID) })
	waits := make(map[followup.LeadID]bool, len(open))
	for _, r := range open {
		waits[r.Lead.ID] = true
	}
	place := make(map[followup.LeadID]int, len(noted))
	receipts := make([]Settled, 0, len(noted))
	for _, n := range noted {
		i, known := place[n.Lead.ID]
		if !known {
			i = len(receipts)
			place[n.Lead.ID] = i
			receipts = append(receipts, Settled{Lead: n.Lead, Event: n.Event, Given: true, Open: waits[n.Lead.ID]})
		}
		s := &receipts[i]
		if s.Event.ID != n.Event.ID {
			s.Earlier = append(s.Earlier, s.Event)
		}
		s.Event, s.Mine, s.Given = n.Event, n.Event.By == rep, s.Given && n.Given
		s.Undo = n.Undo && !n.Lead.Erased && (s.Mine || n.Lead.Owner == rep)
	}
	slices.SortFunc(receipts, func(a, b Settled) int {
		return cmp.Or(a.Event.At.Compare(b.Event.At), cmp.Compare(a.Event.ID, b.Event.ID))
	})
	return receipts
}
