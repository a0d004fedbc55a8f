package simulate

import (
	"slices"
	"sync"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/tracker"
)

// tally is what one team did, with the bot or without.
type tally struct {
	Leads    int           // that came in
	Touches  int           // made in all
	Asked    map[int]int   // touches by their number
	Answered map[int]int   // … that were answered
	Closed   map[int]int   // deals by the touch with which they were won
	Ended    map[ending]int
	EndedBy4 int           // ended before the fifth touch, nobody having said no
	Revenue  int64         // cents
	Waits    []time.Duration // how long answers of theirs waited
	Reached  map[int]int   // leads by the touches they got
	Lost     int           // open leads that nobody will ever be reminded of
	GoodbyesSent, GoodbyesAnswered int
	Removed  int
}

func newTally() tally {
	return tally{Asked: map[int]int{}, Answered: map[int]int{}, Closed: map[int]int{}, Ended: map[ending]int{}, Reached: map[int]int{}}
}

// numbers is the tally of the team with the bot, and what only the bot has.
type numbers struct {
	mu    sync.Mutex
	t     tally
	loads []load
	digests int
}

// load is one rep's day.
type load struct {
	Day, Rep int
	Listed   int // rows in the morning
	Made     int // touches
	Capacity int // 0: not said
}

func newNumbers() *numbers { return &numbers{t: newTally()} }

func (n *numbers) arrived() {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.t.Leads++
}

func (n *numbers) touches() int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.t.Touches
}

func (n *numbers) won() int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.t.Ended[won]
}

// ended notes how it ended with a lead.
func (n *numbers) ended(l *lead) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.t.end(l.ended, l.is.Touches)
}

// end notes an ending after so many touches.
func (t *tally) end(how ending, touches int) {
	t.Ended[how]++
	if how == givenUp && touches < 5 {
		t.EndedBy4++
	}
}

// count notes what came of a touch, or that an answer came in.
func (d *desk) count(l *lead, t tried, a answer, entry tracker.Log) {
	n := d.world.numbers
	n.mu.Lock()
	defer n.mu.Unlock()
	if a.outcome.Outbound(entry.Channel) {
		d.made++
		n.t.Touches++
		n.t.Asked[t.n]++
	}
	if t.goodbye {
		n.t.GoodbyesSent++
	}
	if responds(a.outcome) {
		n.t.Answered[t.n]++
		l.silent = 0
	} else if a.outcome != followup.OutOfOffice {
		l.silent++
	}
	if t.agreed && !l.waiting.IsZero() {
		n.t.Waits = append(n.t.Waits, t.at.Sub(l.waiting))
		l.waiting = time.Time{}
	}
	switch l.is.State {
	case followup.Won:
		l.ended, l.sold = won, l.is.Touches
		n.t.Closed[l.sold]++
		n.t.Revenue += l.value
	case followup.Lost:
		l.ended = refused
	case followup.DoNotContact:
		l.ended, l.stopped = removed, t.at
	default:
		return
	}
	n.t.end(l.ended, l.is.Touches)
}

// load notes a rep's day.
func (n *numbers) load(l load) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.loads = append(n.loads, l)
}

// middle is the value that a part of all lie below.
func middle[T int | time.Duration](of []T, part float64) T {
	if len(of) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(of))
	return sorted[min(len(sorted)-1, int(part*float64(len(sorted))))]
}
