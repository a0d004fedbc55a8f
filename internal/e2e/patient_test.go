package e2e

import (
	"time"

	"github.com/jonboulle/clockwork"
)

// patience is how much slower than real time a patientClock goes.
const patience = 10

// patientClock is real time that goes slowly: Slack, and the bot for Slack's sake, wait longer before they give something up. It is for
// stories about size, where the computer is what may be slow.
type patientClock struct {
	real  clockwork.Clock
	begun time.Time
}

func newPatientClock() clockwork.Clock {
	real := clockwork.NewRealClock()
	return patientClock{real: real, begun: real.Now()}
}

func (c patientClock) Now() time.Time                         { return c.begun.Add(c.real.Since(c.begun) / patience) }
func (c patientClock) Since(t time.Time) time.Duration        { return c.Now().Sub(t) }
func (c patientClock) Until(t time.Time) time.Duration        { return t.Sub(c.Now()) }
func (c patientClock) After(d time.Duration) <-chan time.Time { return c.real.After(d * patience) }
func (c patientClock) Sleep(d time.Duration)                  { c.real.Sleep(d * patience) }

func (c patientClock) NewTicker(d time.Duration) clockwork.Ticker {
	return c.real.NewTicker(d * patience)
}

func (c patientClock) NewTimer(d time.Duration) clockwork.Timer { return c.real.NewTimer(d * patience) }

func (c patientClock) AfterFunc(d time.Duration, f func()) clockwork.Timer {
	return c.real.AfterFunc(d*patience, f)
}
