package main

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/followup-bot/followup/internal/slacksim"
)

// pacer has people type commands and takes down how long each waited for its ack.
type pacer struct {
	ws    *slacksim.Workspace
	lines []line
	next  atomic.Int64

	failed  atomic.Int64
	mu      sync.Mutex
	waiting int
	err     error // the first failure
}

// typeOne has the next command typed, and returns once it is acked.
func (p *pacer) typeOne(ctx context.Context) {
	l := p.lines[int(p.next.Add(1)-1)%len(p.lines)]
	p.mu.Lock()
	p.waiting++
	p.mu.Unlock()
	err := p.ws.Command(ctx, l.user, "", l.text)
	p.mu.Lock()
	p.waiting--
	if err != nil {
		p.failed.Add(1)
		p.err = errors.Join(p.err, err)
	}
	p.mu.Unlock()
}

// atRate types so many commands a second for a while, whether or not the earlier ones are acked, and returns how long the last ones
// took after that. Whoever has typed when ctx ends gets their answer.
func (p *pacer) atRate(ctx context.Context, rate int, long time.Duration) (backlog time.Duration) {
	var all sync.WaitGroup
	begun := real.Now()
	for i := range int(long.Seconds() * float64(rate)) {
		due := begun.Add(time.Duration(i) * time.Second / time.Duration(rate))
		if wait := real.Until(due); wait > 0 {
			select {
			case <-real.After(wait):
			case <-ctx.Done():
			}
		}
		if ctx.Err() != nil {
			break
		}
		all.Go(func() { p.typeOne(context.WithoutCancel(ctx)) })
	}
	over := real.Now()
	all.Wait()
	return real.Since(over)
}

// asFastAs types commands for a while, so many at once, each as soon as the one before is acked, and returns how many a second that were.
func (p *pacer) asFastAs(ctx context.Context, atOnce int, long time.Duration) (perSecond float64) {
	var all sync.WaitGroup
	before, begun := p.next.Load(), real.Now()
	for range atOnce {
		all.Go(func() {
			for ctx.Err() == nil && real.Since(begun) < long {
				p.typeOne(ctx)
			}
		})
	}
	all.Wait()
	return float64(p.next.Load()-before) / real.Since(begun).Seconds()
}

// acks collects from the workspace's log how long each envelope waited for its ack. The log forgets, so it is read now and then.
type acks struct {
	ws    *slacksim.Workspace
	since time.Time
	known map[string]bool
	took  times
}

// newAcks begins with a collection of garbage, so that there is none of what was before in the middle.
func newAcks(ws *slacksim.Workspace) *acks {
	runtime.GC()
	return &acks{ws: ws, since: real.Now(), known: map[string]bool{}}
}

func (a *acks) read() {
	for _, e := range a.ws.Log().Envelopes {
		if e.Acked && !e.At.Before(a.since) && !a.known[e.ID] {
			a.known[e.ID] = true
			a.took = append(a.took, e.After)
		}
	}
}

// during reads until what is measured is over.
func (a *acks) during(do func()) times {
	over := make(chan struct{})
	var reader sync.WaitGroup
	reader.Go(func() {
		ticker := real.NewTicker(3 * time.Second)
		defer ticker.Stop()
		for {
			select {
			case <-ticker.Chan():
				a.read()
			case <-over:
				return
			}
		}
	})
	do()
	close(over)
	reader.Wait()
	a.read()
	return a.took
}
