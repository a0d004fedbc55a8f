package digest

import (
	"slices"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// Away is what a rep is told who said that they are away, or that they are back.
type Away struct {
	Rep      followup.Rep    // with the absence as it is now
	Back     bool            // they are back, or do not go: Rep.Away is over or has no day
	Cover    followup.Person // zero: nobody covers
	Moved    int             // how many recalls were moved
	First    calendar.Date   // to which days: from here …
	Last     calendar.Date   // … to here
	Event    followup.EventID
	Promises []followup.Lead // what the absence has of promises and of answers owed, by date
	Covering []followup.Rep  // whom the rep covers at that time: they have nobody now
	Open     []followup.Lead // of Promises what nobody looks after
	Now      time.Time
	Repeated bool // it was done before
}

// HandOver is what a cover is told: whom they cover, and what can't wait.
type HandOver struct {
	Rep   followup.Rep // who is away
	To    followup.Rep // the cover, in whose day it is read
	Ended bool         // it is no longer so: they are back, or somebody else covers
	Leads []HandedLead // by date
	Now   time.Time
}

// HandedLead is a lead that a cover looks after.
type HandedLead struct {
	Lead followup.Lead
	Last *followup.Touch // the newest touch that stands; nil: none
}

// Welcome is what a rep is told who is back.
type Welcome struct {
	Rep   followup.Rep // whose absence is over
	Cover string       // name; empty: nobody covered
	Kept  int          // promises of the absence that the cover kept
	Waits int          // recalls that the absence put off and that still wait
	From  calendar.Date
	Now   time.Time
}

// WithCovered adds to the rows of a cover's day what can't wait of somebody who is away: what they promised and what is owed. rows and
// added are each in order.
func WithCovered(rows, added []Row, owner followup.Rep) []Row {
	for _, r := range added {
		if followup.Covered(r.Lead) || len(r.Owed) > 0 {
			r.For = &owner
			rows = append(rows, r)
		}
	}
	slices.SortStableFunc(rows, compare)
	return rows
}

// MaxLeft is how many leads of somebody who left are listed; the rest are counted.
const MaxLeft = 40

// Leaver is what somebody who decides is told of a person who was deactivated.
type Leaver struct {
	Person followup.Person // who left; not deactivated: they are back
	To     followup.Person
	Team   followup.TeamID // in whose form the leads can be handed over; 0: one by one, from their cards
	Leads  []followup.Lead // the first MaxLeft open ones that they still own, by date
	All    int             // how many there are
	Now    time.Time
}

// Uncovered is what is told of an absence whose cover has left.
type Uncovered struct {
	Rep     followup.Rep // who is away
	Cover   string       // name of who left
	Settled bool         // it is over, or somebody else covers
	Leads   []followup.Lead
	Now     time.Time
}

// Offered is a promise whose moment has gone by and that is offered, as it stands now.
type Offered struct {
	Ping
	Taken bool // it is somebody else's since
}
