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
	Leads    int             // that came in
	Touches  int             // made in all
	Asked    map[int]int     // touches by their number
	Answered map[int]int     // … that were answered
	Closed   map[int]int     // deals by the touch with which they were won
	WonOn    map[int]int     // deals by working day
	Ended    map[ending]int  // leads by how it ended with them
	Early    int             // given up before the fifth touch, nobody having said no
	Revenue  int64           // cents
	Waits    []time.Duration // how long answers of theirs waited for ours
	Reached  map[int]int     // leads by the touches they got
	Lost     int             // open leads that nobody will be reminded of
	Goodbyes int             // break-ups sent
	Echoes   int             // … that were answered
}

func newTally() tally {
	return tally{
		Asked: map[int]int{}, Answered: map[int]int{}, Closed: map[int]int{}, WonOn: map[int]int{}, Ended: map[ending]int{}, Reached: map[int]int{},
	}
}

// touched notes the n-th touch of a lead.
func (t *tally) touched(n int) {
	t.Touches++
	t.Asked[n]++
}

// answered notes that the n-th touch of a lead was answered.
func (t *tally) answered(n int, goodbye bool) {
	t.Answered[n]++
	if goodbye {
		t.Echoes++
	}
}

// end notes how it ended with a lead after so many touches.
func (t *tally) end(how ending, touches int) {
	t.Ended[how]++
	if touches < 5 && (how == givenUp || how == forgotten) {
		t.Early++
	}
}

// over is with how many leads it has ended.
func (t *tally) over() (n int) {
	for _, of := range t.Ended {
		n += of
	}
	return n
}

// givenUpEarly is the give-up index: ended before touch 5 without a stop rule, of all that ended.
func (t *tally) givenUpEarly() float64 { return part(t.Early, t.over()) }

// part is n of all; 0 of none.
func part(n, all int) float64 {
	if all == 0 {
		return 0
	}
	return float64(n) / float64(all)
}

// numbers is the tally of the team with the bot, and what only the bot has.
type numbers struct {
	mu      sync.Mutex
	t       tally
	loads   []load
	digests int
	orphans int // open leads without a next step, the most that the bot's audits counted

	decisions int             // third moves that asked for one
	spread    int             // leads that were spread out of a backlog
	absences  int             // that were said
	mountain  int             // planned leads that were overdue on somebody's first morning back
	hot       []time.Duration // how long hot signals waited for a touch
}

// load is one rep's working day.
type load struct {
	Day, Rep int
	Listed   int // rows in the morning
	Made     int // touches
	Capacity int // touches they want to make in a day; 0: not said
}

func newNumbers() *numbers { return &numbers{t: newTally()} }

// note changes the numbers, one at a time.
func (n *numbers) note(change func(*numbers)) {
	n.mu.Lock()
	defer n.mu.Unlock()
	change(n)
}

// soFar is how many touches were made and deals won.
func (n *numbers) soFar() (touches, deals int) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.t.Touches, n.t.Ended[won]
}

// count notes what came of a touch, or that an answer came in.
func (d *desk) count(l *lead, t tried, a answer, entry tracker.Log) {
	outbound := a.outcome.Outbound(entry.Channel)
	if outbound {
		d.made++
	}
	switch {
	case responds(a.outcome):
		l.silent = 0
	case a.outcome != followup.OutOfOffice:
		l.silent++
	}
	l.ended = map[followup.State]ending{followup.Won: won, followup.Lost: refused, followup.DoNotContact: removed}[l.is.State]
	if l.ended == removed {
		l.stopped = t.at
	}
	d.world.numbers.note(func(n *numbers) {
		if outbound {
			n.t.touched(t.n)
		}
		if responds(a.outcome) {
			n.t.answered(t.n, l.goodbye)
		}
		if t.goodbye {
			n.t.Goodbyes++
		}
		if t.owed {
			n.t.Waits = append(n.t.Waits, t.late)
		}
		if l.ended == won {
			n.t.Closed[l.is.Touches]++
			n.t.WonOn[d.world.day]++
			n.t.Revenue += l.value
		}
		if l.ended != "" {
			n.t.end(l.ended, l.is.Touches)
		}
	})
	if outbound || responds(a.outcome) {
		l.goodbye = t.goodbye
	}
	if !l.is.State.Open() || !l.is.Recall.ReplyOwed {
		l.waiting = time.Time{}
	}
}

// middle is the value that a part of all lie below; 0 of none.
func middle[T int | time.Duration](of []T, part float64) T {
	if len(of) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(of))
	return sorted[min(len(sorted)-1, int(part*float64(len(sorted))))]
}
