// Package digest says what a rep's day looks like: which leads are due, in which order, why, and what became of them.
// It is pure over what the store gives; surfaces turn its values into words.
package digest

import (
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// MaxExpanded is how many rows of the morning digest stand open with their buttons; the rest are counted and listed.
const MaxExpanded = 7

// MaxReceipts is how many receipts stand below the open rows before they fold into "12 done".
const MaxReceipts = 10

// Section is a part of the day's list. Sections come in the order of their values.
type Section int

// The sections of a day, in order of urgency (PRODUCT order: promised with a time, answers and signals waiting, overdue promises,
// recaps owed, overdue plans, due today, waking).
const (
	PromisedToday Section = iota
	TheyAnswered
	SignalWaits
	OverduePromise
	RecapOwed
	Overdue
	DueToday
	WakingUp
)

// Row is one lead on the day's list.
type Row struct {
	Lead        followup.Lead // with its open recall
	Section     Section
	OverdueDays int             // working days since the due date; 0: not overdue
	Last        *followup.Touch // the newest touch that stands; nil: none yet
	LastBy      string          // name of who made it
	Attempt     int             // number this call would have, counting those in a row that reached nobody
	Snoozed     bool            // it was snoozed before and is back
	Stand       Stand
	Owed        []followup.Obligation // what is owed on it beside its recall, the oldest first
	Beside      bool                  // it is in the day for what is owed alone: its recall comes later
	For         *followup.Rep         // its owner, who is away and whom the rep of the day covers; nil: the rep's own

	Offer *followup.Offer // what to give them next; nil: nothing, or the row is not among the first
	Dry   int             // touches in a row without anything for them
}

// Day is everything a rep's digest and list show.
type Day struct {
	Rep       followup.Rep
	Date      calendar.Date // the rep's local date
	Now       time.Time
	Open      []Row     // ordered; what still waits
	Settled   []Settled // the latest last; only of a digest that was sent
	Week      int       // due later in the next seven days
	WakeSoon  int       // parked leads waking in the next seven days
	Snoozed   int       // hidden until later today
	FirstTime bool      // the rep has no leads at all
	Rested    []Rested  // what a rule let rest since the digest before

	Names map[followup.UserID]string // of the people whom rows and receipts mention
}

// Promised counts the open rows that were agreed with the prospect.
func (d Day) Promised() int {
	return d.count(func(r Row) bool { return !r.Beside && r.Lead.Recall.Kind == followup.Promised })
}

// Planned counts the open rows that a batch may put off: those that nobody was promised and to whom no answer is owed.
func (d Day) Planned() int {
	return d.count(func(r Row) bool { return r.Section != RecapOwed && r.Lead.Recall.Spreads() })
}

// Recaps counts the recaps that are owed.
func (d Day) Recaps() int {
	n := 0
	for _, r := range d.Open {
		for _, o := range r.Owed {
			if o.Kind == followup.Recap {
				n++
			}
		}
	}
	return n
}

// Overdue counts the open rows whose date has passed.
func (d Day) Overdue() int { return d.count(func(r Row) bool { return r.OverdueDays > 0 }) }

// OldestOverdue returns the age of the oldest overdue row in working days.
func (d Day) OldestOverdue() int {
	oldest := 0
	for _, r := range d.Open {
		oldest = max(oldest, r.OverdueDays)
	}
	return oldest
}

// Total is how many leads the day has for its rep, done or not: the length of the bar.
func (d Day) Total() int { return len(d.Open) + d.Done() }

// Done counts what was settled. What was handed over is nobody's doing, and what still waits is not done.
func (d Day) Done() int {
	n := 0
	for _, s := range d.Settled {
		if !s.Given && !s.Open {
			n++
		}
	}
	return n
}

func (d Day) count(is func(Row) bool) int {
	n := 0
	for _, r := range d.Open {
		if is(r) {
			n++
		}
	}
	return n
}
