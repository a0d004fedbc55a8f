package delivery

import (
	"context"
	"sync"
)

// lanes are those that this engine empties now.
type lanes struct {
	running sync.WaitGroup
	mu      sync.Mutex
	emptied map[Lane]*emptying
	taken   int // items taken ever
}

// emptying is the work on one lane. again: more may have come since it was last found empty.
type emptying struct {
	again bool
}

// Kick starts to empty every lane that has work. It doesn't wait for the work, so that a lane which is slow
// or long holds no other one up. When ctx ends nothing more is claimed, what was only claimed is given back, and what was begun is finished:
// what was sent is settled even then. Wait before what the engine works with is closed.
func (e *Engine) Kick(ctx context.Context) error {
	busy, err := e.outbox.Lanes(ctx, e.workspaces, e.clock.Now())
	if err != nil {
		return err
	}
	for _, lane := range busy {
		e.start(ctx, lane)
	}
	return nil
}

// Wait returns when no lane is being emptied.
func (e *Engine) Wait() { e.lanes.running.Wait() }

// Turn sends until nothing is left to send now.
func (e *Engine) Turn(ctx context.Context) error {
	for ctx.Err() == nil {
		before := e.lanes.count()
		if err := e.Kick(ctx); err != nil {
			return err
		}
		e.Wait()
		if e.lanes.count() == before {
			return nil
		}
	}
	return ctx.Err()
}

func (l *lanes) count() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.taken
}

// start empties a lane. Where that is going on, it is not left before it has been looked at once more.
func (e *Engine) start(ctx context.Context, lane Lane) {
	e.lanes.mu.Lock()
	defer e.lanes.mu.Unlock()
	if on := e.lanes.emptied[lane]; on != nil {
		on.again = true
		return
	}
	work := &emptying{}
	e.lanes.emptied[lane] = work
	e.lanes.running.Go(func() {
		for more := true; more; more = e.more(ctx, lane, work) {
			if err := e.empty(ctx, lane); err != nil && ctx.Err() == nil {
				e.log.ErrorContext(ctx, "deliveries failed", "method", lane.Method, "error", err)
			}
		}
	})
}

// more reports whether a lane is to be looked at again.
func (e *Engine) more(ctx context.Context, lane Lane, work *emptying) bool {
	e.lanes.mu.Lock()
	defer e.lanes.mu.Unlock()
	if work.again && ctx.Err() == nil {
		work.again = false
		return true
	}
	delete(e.lanes.emptied, lane)
	return false
}

// empty sends what a lane holds, a few at a time, and more of it the faster it goes: where the platform is slow or asks to wait, what is
// more urgent finds only few before it.
func (e *Engine) empty(ctx context.Context, lane Lane) error {
	for n := e.o.Parallel; ctx.Err() == nil; {
		claimed, err := e.claimAndDeliver(ctx, lane, &n)
		if err != nil || !claimed {
			return err
		}
	}
	return nil
}

// claimAndDeliver claims n items of a lane, sends them, and changes n by how it went.
func (e *Engine) claimAndDeliver(ctx context.Context, lane Lane, n *int) (claimed bool, err error) {
	whole := context.WithoutCancel(ctx)
	begin, cancel := context.WithTimeout(ctx, e.o.Lease-e.o.SendTimeout) // counts from before the claim
	defer cancel()
	items, err := e.outbox.Claim(ctx, lane, e.clock.Now(), *n, e.o.Lease)
	if err != nil || len(items) == 0 {
		return false, err
	}
	e.lanes.mu.Lock()
	e.lanes.taken += len(items)
	e.lanes.mu.Unlock()
	fast, stop := context.WithTimeout(whole, e.o.Quick)
	defer stop()
	e.deliverAll(whole, begin, items)
	*n = min(2*(*n), e.o.Batch)
	if fast.Err() != nil {
		*n = e.o.Parallel
	}
	return true, nil
}
