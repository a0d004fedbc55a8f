package transport

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/slack-go/slack"
	"golang.org/x/time/rate"
)

// gate lets one attempt to connect through at a time, and never too soon after the last: two at once, then one a second,
// and after failures 1, 2, 4 … 60 seconds apart with jitter on top. All slots share it, so what one learns of Slack's
// state holds for all.
type gate struct {
	clock  clockwork.Clock
	turn   chan struct{} // held from enter to leave
	limit  *rate.Limiter
	jitter func() float64 // in [0, 1)

	mu        sync.Mutex
	notBefore time.Time
	failures  int // attempts in a row
	flaps     int // connections in a row that did not live long
}

const (
	backoffCap = time.Minute
	freeFlaps  = 6 // short-lived connections that are replaced without a back-off
)

func newGate(clock clockwork.Clock) *gate {
	return &gate{
		clock:  clock,
		turn:   make(chan struct{}, 1),
		limit:  rate.NewLimiter(rate.Every(time.Second), 2),
		jitter: rand.Float64,
	}
}

// enter returns nil when an attempt may start now; leave must follow. Otherwise ctx has ended.
func (g *gate) enter(ctx context.Context) error {
	select {
	case g.turn <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	for {
		wait := g.next().Sub(g.clock.Now())
		if wait <= 0 {
			break
		}
		if err := sleep(ctx, g.clock, wait); err != nil {
			<-g.turn
			return err
		}
	}
	g.spread()
	now := g.clock.Now()
	if err := sleep(ctx, g.clock, g.limit.ReserveN(now, 1).DelayFrom(now)); err != nil {
		<-g.turn
		return err
	}
	return nil
}

// leave ends the attempt and draws the consequences of how it went.
func (g *gate) leave(err error) {
	g.mu.Lock()
	defer func() {
		g.mu.Unlock()
		<-g.turn
	}()
	if err == nil {
		g.failures = 0
		return
	}
	g.failures++
	wait := g.backoff(g.failures)
	if limited, ok := errors.AsType[*slack.RateLimitedError](err); ok {
		wait = max(wait, g.jittered(limited.RetryAfter, time.Second))
	}
	if TokenProblem(err) != "" {
		wait = max(wait, g.jittered(probeEvery, time.Second))
	}
	g.postpone(wait)
}

// skip ends an attempt that says nothing about the next one.
func (g *gate) skip() { <-g.turn }

// lost notes the early end of a connection that nobody asked for.
func (g *gate) lost() {
	g.mu.Lock()
	g.flaps++
	g.mu.Unlock()
	g.spread()
}

// stable notes a connection that lives.
func (g *gate) stable() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.flaps = 0
}

// spread keeps attempts apart while connections come and go, for all slots together.
func (g *gate) spread() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.flaps > freeFlaps {
		g.postpone(g.backoff(g.flaps - freeFlaps))
	}
}

func (g *gate) next() time.Time {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.notBefore
}

func (g *gate) postpone(wait time.Duration) {
	if t := g.clock.Now().Add(wait); t.After(g.notBefore) {
		g.notBefore = t
	}
}

func (g *gate) backoff(failures int) time.Duration {
	wait := backoffCap
	if failures < 7 {
		wait = min(wait, time.Second<<(failures-1))
	}
	return g.jittered(wait, wait/5)
}

// jittered only ever adds: what Slack asked for is a minimum.
func (g *gate) jittered(wait, most time.Duration) time.Duration {
	return wait + time.Duration(g.jitter()*float64(most))
}

// sleep waits on the clock and returns early, with its error, when ctx ends.
func sleep(ctx context.Context, clock clockwork.Clock, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	t := clock.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.Chan():
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
