package soak

import (
	"sync/atomic"
	"time"

	"github.com/jonboulle/clockwork"
)

// Pace is how business time goes: it was From at At of real time, and goes Speed times as fast. All processes of a soak go by the
// same.
type Pace struct {
	From  time.Time `json:"from"`
	At    time.Time `json:"at"`
	Speed float64   `json:"speed"` // 0: it stands still
}

// businessClock tells business time by a pace. Its timers run in real time.
type businessClock struct {
	clockwork.Clock // real

	pace atomic.Pointer[Pace]
}

func newBusinessClock(real clockwork.Clock, p Pace) *businessClock {
	c := &businessClock{Clock: real}
	c.pace.Store(&p)
	return c
}

// follow has the clock go by another pace.
func (c *businessClock) follow(p Pace) { c.pace.Store(&p) }

// paced returns the pace that goes on from here, at another speed.
func (c *businessClock) paced(from time.Time, speed float64) Pace {
	return Pace{From: from, At: c.Clock.Now(), Speed: speed}
}

// Now implements [clockwork.Clock].
func (c *businessClock) Now() time.Time {
	p := c.pace.Load()
	return p.From.Add(time.Duration(float64(c.Clock.Now().Sub(p.At)) * p.Speed)).UTC()
}

// Since implements [clockwork.Clock].
func (c *businessClock) Since(t time.Time) time.Duration { return c.Now().Sub(t) }

// Until implements [clockwork.Clock].
func (c *businessClock) Until(t time.Time) time.Duration { return t.Sub(c.Now()) }
