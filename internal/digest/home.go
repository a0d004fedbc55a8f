package digest

import (
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// HomeDays is how far Home looks ahead for parked leads that wake, in days.
const HomeDays = 30

// HomeLoads is of how many working days Home tells the load.
const HomeLoads = 7

// MaxWaking is how many of them Home shows; the rest are counted.
const MaxWaking = 10

// Home is everything a person's Home tab shows.
type Home struct {
	Day     Day             // today, with what was settled whether or not a digest showed it
	Waking  []followup.Lead // parked leads that wake after today, by date; the first MaxWaking
	Asleep  int             // how many there are
	Echoes  []followup.Lead // whose break-up is waited for, by its day; the first MaxWaking
	Waiting int             // how many there are
	Last    *Receipt        // the newest thing the person did, while it can be undone; nil: nothing
	Morning Morning         // what became of today's digest
	Kept    Kept            // promises of the last four weeks
	Loads   []DayLoad       // the next HomeLoads working days, today's among them
	Before  Sent            // the last digest that came before today; zero: none in a week
}

// Sent is what became of the digest of a date.
type Sent struct {
	On      calendar.Date
	At      time.Time // zero: it was not sent
	Waiting bool      // it is about to be sent or edited
	Refused bool      // Slack would not take it
}

// Morning is what became of today's digest.
type Morning struct {
	Sent
	State MorningState
}

// MorningState says whether today's digest came, or why it didn't.
type MorningState int

// What can become of a day's digest.
const (
	MorningCame     MorningState = iota // At says when
	MorningOnItsWay                     // due, and about to be sent
	MorningToCome                       // its time is still ahead
	MorningOff                          // the person wants none
	MorningDayOff                       // not a working day
	MorningRefused                      // Slack would not take it
	MorningAllDone                      // nothing was left of it, or the morning was over, when it was to be sent
	MorningNothing                      // nothing was due at its time
)

// MorningOf says what became of a rep's digest of a date. sent is that date's digest; zero where there was none.
func MorningOf(rep followup.Rep, sent Sent, on calendar.Date, now time.Time) Morning {
	m := Morning{Sent: sent}
	switch {
	case !sent.At.IsZero():
		m.State = MorningCame
	case sent.Refused:
		m.State = MorningRefused
	case sent.Waiting:
		m.State = MorningOnItsWay
	case !sent.On.IsZero():
		m.State = MorningAllDone
	case rep.DigestOff:
		m.State = MorningOff
	case !rep.Workdays().Works(on):
		m.State = MorningDayOff
	case now.Before(calendar.At(on, rep.DigestAt, rep.Location())):
		m.State = MorningToCome
	default:
		m.State = MorningNothing
	}
	return m
}
