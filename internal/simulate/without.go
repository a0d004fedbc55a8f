package simulate

import (
	"time"

	"github.com/followup-bot/followup/internal/followup"
)

// solo is a lead whose rep has nothing but their memory.
type solo struct {
	*prospect

	rep     int
	due     int // working day of the next touch
	touches int
	silent  int // in a row that nobody answered
	stops   int // after so many in a row the rep stops
	agreed  bool
	owed    bool // they wrote, and wait
	late    time.Duration
	wished  followup.Outcome // what they wrote, until it is read
	goodbye bool
	over    bool
}

// gaps are the working days between the touches of somebody who follows up by heart: those of a usual cadence.
var gaps = []int{1, 2, 2, 3, 3, 4, 5, 7}

// without is the same team without the bot: a model of what the sources say of such teams (figures.go). It meets the same prospects, with
// the same luck at each of their touches. In its favour: an answer makes a rep begin to count anew, calls and e-mails alternate, and a word
// such as "in three months" is forgotten no more easily than one for tomorrow.
func without(o Options) tally {
	t := newTally()
	leads := make([]*solo, 0, o.Leads)
	for n := range o.Leads {
		p := somebodyNew(o.Seed, n, o.Days)
		leads = append(leads, &solo{prospect: p, rep: n % o.Reps, due: p.arrives, stops: pick(luck(o.Seed, "alone", n), alone)})
	}
	active := make([]int, o.Reps)
	for day := range o.Days {
		for _, l := range leads {
			if l.arrives == day {
				t.Leads++
				active[l.rep]++
			}
			if !l.over && l.due <= day && l.arrives <= day {
				l.live(&t, o.Seed, day, active[l.rep])
				if l.over {
					active[l.rep]--
				}
			}
		}
	}
	for _, l := range leads {
		t.Reached[l.touches]++
	}
	return t
}

// live is a day on which the lead is to be thought of.
func (l *solo) live(t *tally, seed uint64, day, active int) {
	r := luck(seed, "memory", l.n, l.touches, day)
	if l.touches > 0 && active > handful && happens(r, forgets) {
		t.Lost++
		l.finish(t, forgotten)
		return
	}
	if l.wished != "" {
		wish := l.wished
		l.wished = ""
		t.answered(l.touches, l.goodbye)
		l.heard(t, day, answer{outcome: wish})
		return
	}
	try := tried{n: l.touches + 1, channel: followup.Call, agreed: l.agreed, late: l.late}
	if (l.touches%2 == 1) == l.warm && !l.agreed { // a warm lead is called first
		try.channel = followup.Email
	}
	try.at = workingDay(day, l.zone).Add(time.Duration(9*60+r.IntN(8*60)) * time.Minute)
	l.touches++
	t.touched(l.touches)
	if l.owed {
		t.Waits = append(t.Waits, l.late)
	}
	l.agreed, l.owed, l.late = false, false, 0
	a := l.answer(try)
	if responds(a.outcome) {
		t.answered(l.touches, false)
		l.heard(t, day, a)
		return
	}
	l.silent++
	switch {
	case a.later != nil && a.later.outcome == followup.OutOfOffice:
		l.due = day + a.later.inDays
	case a.later != nil:
		slow := r.IntN(answersAfter + 1)
		l.wished, l.due = a.later.outcome, day+1+slow
		l.late = workingDay(l.due, l.zone).Sub(workingDay(day+1, l.zone)) // over a weekend, too, as with the bot
	case l.silent >= l.stops:
		l.finish(t, givenUp)
	default:
		l.due = day + gaps[min(l.silent, len(gaps))-1]
	}
}

// heard is what an answer leads to.
func (l *solo) heard(t *tally, day int, a answer) {
	l.silent = 0
	switch a.outcome {
	case followup.Closed:
		t.Closed[l.touches]++
		t.WonOn[day]++
		t.Revenue += l.value
		l.finish(t, won)
	case followup.NotInterested:
		l.finish(t, refused)
	case followup.RemoveMe:
		l.finish(t, removed)
	case followup.NotNow:
		l.due = day + max(1, a.inDays)*5/7
	case followup.Replied:
		l.agreed, l.owed, l.due = true, true, day // it is read, and they are called
	default:
		l.agreed = a.promise
		l.due = day + max(1, a.inDays*5/7)
	}
}

func (l *solo) finish(t *tally, how ending) {
	l.over = true
	t.end(how, l.touches)
}

// workingDay is midnight of a working day of the simulation in a zone.
func workingDay(day int, zone *time.Location) time.Time {
	return time.Date(begins.Year, begins.Month, begins.Day+day/5*7+day%5, 0, 0, 0, 0, zone)
}
