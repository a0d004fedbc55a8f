package app

import (
	"sync/atomic"
	"time"

	"github.com/jonboulle/clockwork"
)

// OffsetClock tells another time than it is, for rehearsals and for the demo's clock bar. Its timers and tickers run in real time:
// after a jump, have the app look at what has become due (App.Turn).
type OffsetClock struct {
	clockwork.Clock

	offset atomic.Int64
}

// NewOffsetClock returns a clock that is ahead of another by offset, or behind where that is negative.
func NewOffsetClock(real clockwork.Clock, offset time.Duration) *OffsetClock {
	c := &OffsetClock{Clock: real}
	c.offset.Store(int64(offset))
	return c
}

// Move shifts the clock by d from now on.
func (c *OffsetClock) Move(d time.Duration) { c.offset.Add(int64(d)) }

// Offset is how far the clock is ahead.
func (c *OffsetClock) Offset() time.Duration { return time.Duration(c.offset.Load()) }

// Now implements [clockwork.Clock].
func (c *OffsetClock) Now() time.Time { return c.Clock.Now().Add(c.Offset()) }

// Since implements [clockwork.Clock].
func (c *OffsetClock) Since(t time.Time) time.Duration { return c.Now().Sub(t) }

// Until implements [clockwork.Clock].
func (c *OffsetClock) Until(t time.Time) time.Duration { return t.Sub(c.Now()) }
