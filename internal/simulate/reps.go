package simulate

import (
	"math/rand/v2"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// temper is what a rep is like.
type temper string

const (
	diligent temper = "diligent" // works through the list, calls at good hours, sends recaps
	late     temper = "late"     // begins late, leaves things for tomorrow, answers the next day
	sloppy   temper = "sloppy"   // mistypes and takes it back, presses twice, forgets recaps, gives up early
)

// rep is a scripted salesperson.
type rep struct {
	seed   uint64
	n      int
	id     followup.UserID
	name   string
	zone   *time.Location
	temper temper
	most   int // touches they can make in a day

	capacity int    // touches they told the bot they want to make in a day; 0: they didn't
	leaves   int    // working day on which their account is gone; 0: they stay
	away     []span // working days on which they don't work
}

// span is some working days, the last one included.
type span struct{ from, to int }

func (s span) holds(day int) bool { return day >= s.from && day <= s.to }

// zones are where reps work, most of them in the first.
var zones = []option[string]{{60, "Europe/Berlin"}, {25, "Europe/London"}, {15, "Asia/Kolkata"}}

// hire makes the n-th of a team. Every seventh leaves at some time; everybody is away for a while.
func hire(seed uint64, n, days int) rep {
	r := luck(seed, "rep", n)
	zone, err := time.LoadLocation(pick(r, zones))
	if err != nil {
		zone = time.UTC
	}
	p := rep{
		seed: seed, n: n, id: followup.UserID(idOf("UREP", n)), name: repName(n), zone: zone,
		temper: pick(r, []option[temper]{{50, diligent}, {25, late}, {25, sloppy}}),
	}
	if n%3 != 2 {
		p.capacity = 6 + r.IntN(6)
	}
	p.most = map[temper]int{diligent: 28, late: 18, sloppy: 22}[p.temper]
	if n%7 == 3 && days > 20 {
		p.leaves = days/3 + r.IntN(days/3)
	}
	for weeks := days / 25; weeks > 0; weeks -= 2 { // about two weeks in ten
		from := r.IntN(max(1, days-10))
		p.away = append(p.away, span{from, from + 4 + 5*r.IntN(2)})
	}
	return p
}

// works reports whether the rep works on a working day of the simulation.
func (p rep) works(day int) bool {
	if p.gone(day) {
		return false
	}
	for _, s := range p.away {
		if s.holds(day) {
			return false
		}
	}
	return true
}

// on is the rep's own chance of a day.
func (p rep) on(day int, of ...any) *rand.Rand {
	return luck(p.seed, append([]any{"rep", p.n, "day", day}, of...)...)
}

// shift is when a day's work begins and ends, and how much of it is done.
type shift struct {
	begins, ends calendar.TimeOfDay
	most         int
}

// shift says how the rep works on a day.
func (p rep) shift(day int) shift {
	r := p.on(day, "shift")
	switch p.temper {
	case late:
		return shift{calendar.Clock(10, 30+r.IntN(29)), calendar.Clock(17, 0), 3 + r.IntN(p.most)}
	case sloppy:
		return shift{calendar.Clock(9, 30+r.IntN(20)), calendar.Clock(17, 0), 6 + r.IntN(p.most)}
	default:
		return shift{calendar.Clock(9, r.IntN(15)), calendar.Clock(17, 30), p.most}
	}
}

// reads is how soon an e-mail is looked at.
func (p rep) reads(r *rand.Rand) time.Duration {
	switch p.temper {
	case diligent:
		return time.Duration(5+r.IntN(50)) * time.Minute
	case late:
		return time.Duration(3+r.IntN(20)) * time.Hour
	default:
		return time.Duration(1+r.IntN(8)) * time.Hour
	}
}

// How often, by temper.
func (p rep) chance(ofDiligent, ofLate, ofSloppy float64) float64 {
	switch p.temper {
	case late:
		return ofLate
	case sloppy:
		return ofSloppy
	default:
		return ofDiligent
	}
}

func (p rep) mistypes(r *rand.Rand) bool     { return happens(r, p.chance(.01, .02, .06)) }
func (p rep) pressesTwice(r *rand.Rand) bool { return happens(r, p.chance(.01, .01, .05)) }
func (p rep) sendsRecap(r *rand.Rand) bool   { return happens(r, p.chance(.95, .8, .5)) }
func (p rep) reminds(r *rand.Rand) bool      { return happens(r, p.chance(.9, .6, .4)) }
func (p rep) snoozes(r *rand.Rand) bool      { return happens(r, p.chance(.01, .08, .03)) }
func (p rep) moves(r *rand.Rand) bool        { return happens(r, p.chance(.01, .15, .06)) }
func (p rep) keepsTime(r *rand.Rand) bool    { return happens(r, p.chance(.99, .85, .9)) }

// givesUp reports whether a rep closes a lead that nobody refused: what the method is against.
func (p rep) givesUp(r *rand.Rand, touches int) bool {
	return touches >= 2 && happens(r, p.chance(.001, .01, .03))
}
