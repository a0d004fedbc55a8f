package simulate

import (
	"math"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// prospect is somebody to be won, with what nobody but the model knows of them.
type prospect struct {
	seed    uint64
	n       int // number, from 0
	name    string
	company string
	country string
	zone    *time.Location
	value   int64            // in cents
	warm    bool             // asked for something; the others never heard of us
	arrives int              // working day of the simulation, from 0
	bad     followup.Outcome // the contact's number or address is wrong: how that shows; empty: all is well

	fate     fate
	decides  int  // the touch at which a buyer says yes
	writes   bool // answers messages rather than calls
	cooled   bool // waited too long for an answer
	answered int  // how often they did
}

// fate is how it ends with a prospect with whom somebody stays.
type fate int

const (
	buys    fate = iota
	refuses      // says no, sooner or later
	waits        // not now: a budget, a project
	ignores      // is hardly ever reached
	objects      // asks never to be contacted again
)

// somebodyNew makes the n-th prospect.
func somebodyNew(seed uint64, n, days int) *prospect {
	r := luck(seed, "prospect", n)
	p := &prospect{
		seed: seed, n: n, company: companyName(n), name: personName(r),
		fate:    pick(r, []option[fate]{{buyers, buys}, {.30, refuses}, {.13, waits}, {.29, ignores}, {.03, objects}}),
		decides: pick(r, decidedAt), writes: happens(r, .5), warm: happens(r, .6),
		country: pick(r, []option[string]{{50, "DE"}, {25, "GB"}, {10, "FR"}, {15, "IN"}}),
		value:   int64(math.Exp(r.NormFloat64()*.9+math.Log(18_000))) * 100,
		arrives: int(r.Float64() * float64(days) * .75),
	}
	if zone, err := time.LoadLocation(calendar.ZoneOf(p.country)); err == nil {
		p.zone = zone
	} else {
		p.zone = time.UTC
	}
	if happens(r, badAddress) {
		p.bad = pick(r, []option[followup.Outcome]{{1, followup.WrongNumber}, {1, followup.Bounced}})
	}
	return p
}

// tried is one touch of ours, as the prospect meets it.
type tried struct {
	n        int // how many there were with this one
	channel  followup.Channel
	at       time.Time
	goodbye  bool          // a break-up
	agreed   bool          // they expect it: promised, or an answer to theirs
	owed     bool          // it is an answer to theirs
	reminded bool          // of a meeting, the day before
	late     time.Duration // how long they have waited for it
	hot      time.Duration // how long ago something happened at theirs; 0: nothing did
}

// answer is what comes of a touch.
type answer struct {
	outcome followup.Outcome // at once
	inDays  int              // when to come back: what they agree on, or when their absence ends
	promise bool             // a day and a time were agreed
	later   *reply           // what they write back; nil: nothing
	signal  *signal          // what they do, some time after; nil: nothing
}

// reply is what a prospect writes, some time after our message.
type reply struct {
	after   time.Duration
	outcome followup.Outcome
	inDays  int
}

// signal is something a prospect does without a word.
type signal struct {
	after time.Duration
	kind  followup.SignalKind
}

// answer says what comes of a touch. It is the same for the same touch, whoever makes it.
func (p *prospect) answer(t tried) answer {
	r := luck(p.seed, "answer", p.n, t.n, t.channel)
	if p.fate == buys && !p.cooled && t.late > 0 {
		p.cooled = happens(r, 1-math.Pow(1-coolsPerHour, t.late.Hours()))
	}
	spoken := slices.Contains([]followup.Channel{followup.Call, followup.Visit, followup.Video}, t.channel)
	switch {
	case t.channel == followup.Meeting:
		return p.meet(r, t)
	case p.bad == followup.WrongNumber && spoken, p.bad == followup.Bounced && t.channel == followup.Email:
		outcome := p.bad
		p.bad = "" // somebody finds the right one
		return answer{outcome: outcome}
	}
	reached := happens(r, p.reach(t, spoken))
	if spoken {
		if reached {
			return p.speak(r, t)
		}
		return answer{outcome: pick(r, []option[followup.Outcome]{{80, followup.NoAnswer}, {12, followup.Busy}, {8, followup.LeftMessage}})}
	}
	a := answer{outcome: followup.Sent}
	if t.goodbye {
		a.outcome = followup.BreakUpSent
	}
	switch {
	case reached:
		a.later = p.write(r, t)
	case p.acute(t.n) && happens(r, looksAtPrices):
		a.signal = &signal{time.Duration(30+r.IntN(600)) * time.Minute, followup.PricingPage}
	case t.n > 1 && happens(r, opensMail):
		a.signal = &signal{time.Duration(10+r.IntN(300)) * time.Minute, followup.EmailOpened}
	case happens(r, outOfOffice):
		a.later = &reply{after: 2 * time.Minute, outcome: followup.OutOfOffice, inDays: 3 + r.IntN(12)}
	}
	return a
}

// reach is the chance that a touch gets an answer.
func (p *prospect) reach(t tried, spoken bool) float64 {
	if t.agreed {
		return agreed
	}
	chance := mailReach
	if spoken {
		chance = callReach * hourFactor(t.at.In(p.zone))
	} else if t.n == 1 {
		chance *= firstMail
	}
	if spoken == p.writes {
		chance *= otherHalf
	}
	if t.hot > 0 && t.hot <= followup.EmailOpened.ActWithin() && spoken {
		chance *= atOnce
	}
	if p.warm {
		chance *= 1.2
	}
	switch {
	case p.fate == ignores:
		chance *= .25
	case p.acute(t.n):
		chance *= hot
	}
	if t.goodbye {
		chance = max(chance, goodbyeReach)
	}
	return min(chance, agreed)
}

// acute reports whether the need of a buyer has come: shortly before they decide.
func (p *prospect) acute(n int) bool { return p.fate == buys && !p.cooled && n >= p.decides-2 }

// speak is what they say when they are reached.
func (p *prospect) speak(r *rand.Rand, t tried) answer {
	p.answered++
	later := answer{outcome: followup.CallBackLater, inDays: 2 + r.IntN(9), promise: true}
	again := answer{outcome: followup.TryAgain}
	info := answer{outcome: followup.NeedsInfo, inDays: 2 + r.IntN(4), promise: true}
	notNow := answer{outcome: followup.NotNow, inDays: pick(r, []option[int]{{3, 35}, {2, 60}, {2, 90}})}
	switch {
	case p.fate == buys && p.cooled:
		return answer{outcome: followup.NotInterested} // somebody else was faster
	case p.fate == buys && t.n >= p.decides:
		return answer{outcome: followup.Closed}
	case p.acute(t.n):
		return pick(r, []option[answer]{
			{4, answer{outcome: followup.MeetingSet, inDays: 2 + r.IntN(6), promise: true}},
			{5, answer{outcome: followup.Interested, inDays: 1 + r.IntN(4), promise: true}},
			{1, info},
		})
	case p.fate == buys: // "60% of prospects say no four times before saying yes" (Cadence Guide): none of these is a no for good
		return pick(r, []option[answer]{{4, later}, {3, again}, {2, info}, {1, notNow}})
	case p.fate == objects:
		return answer{outcome: followup.RemoveMe}
	case p.fate == waits:
		return pick(r, []option[answer]{{5, notNow}, {2, later}, {1, again}})
	case p.fate == refuses && (p.answered > 1 || happens(r, .4)):
		return answer{outcome: followup.NotInterested}
	case p.fate == ignores:
		return pick(r, []option[answer]{{4, again}, {1, later}, {2, answer{outcome: followup.NotInterested}}})
	default:
		return pick(r, []option[answer]{{3, later}, {3, again}, {1, info}, {1, answer{outcome: followup.WrongPerson}}})
	}
}

// write is what they write back: a word that wants an answer, or one that ends it.
func (p *prospect) write(r *rand.Rand, t tried) *reply {
	back := &reply{after: time.Duration(20+r.IntN(26*60)) * time.Minute, outcome: followup.Replied}
	said := p.speak(r, t)
	if slices.Contains([]followup.Outcome{followup.NotNow, followup.NotInterested, followup.RemoveMe}, said.outcome) {
		back.outcome, back.inDays = said.outcome, said.inDays
	}
	return back
}

// meet is what comes of a booked meeting.
func (p *prospect) meet(r *rand.Rand, t tried) answer {
	missed := noShow
	if t.reminded {
		missed = noShowReminded
	}
	if happens(r, missed) {
		return answer{outcome: followup.NoShow}
	}
	said := p.speak(r, t)
	switch said.outcome {
	case followup.Closed, followup.NotInterested, followup.NotNow, followup.RemoveMe:
		return said
	default:
		return answer{outcome: followup.Met, inDays: 2 + r.IntN(5), promise: true}
	}
}

// responds reports whether an outcome is an answer of theirs.
func responds(o followup.Outcome) bool {
	return slices.Contains([]followup.Class{followup.Conversation, followup.Response, followup.Conversion}, o.Class())
}
