// Package transport keeps Socket Mode connections to Slack open and hands on every envelope exactly as it came.
package transport

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"

	"github.com/jonboulle/clockwork"
)

var (
	// ErrLinkDisabled ends Run: somebody switched Socket Mode off in the app's settings.
	ErrLinkDisabled = errors.New("socket mode is switched off for this app")

	// ErrTokenRefused ends Run when Slack refuses the app-level token before the first connection was up.
	ErrTokenRefused = errors.New("the app-level token was refused by Slack")

	// ErrDrainTimeout is what Run returns when handlers were still running at the end of the drain timeout.
	ErrDrainTimeout = errors.New("handlers did not finish in time")
)

// Client is one app's presence on Socket Mode: a few connections, each replaced before Slack closes it.
type Client struct {
	opener  Opener
	handler Handler
	o       Options
	clock   clockwork.Clock
	log     *slog.Logger
	gate    *gate

	room   chan struct{} // one token per running handler: its capacity is MaxInFlight
	busy   *inflight     // running handlers, of dead connections too
	halt   signal        // fired when shutdown accepts nothing new
	ready  signal
	wait   sync.WaitGroup // readers and watchers of all connections
	begun  atomic.Bool
	lastID atomic.Int64

	stop       context.CancelCauseFunc // ends Run; a cause other than context.Canceled is returned by it
	handlerCtx context.Context         //nolint:containedctx // handlers outlive the context that ended Run

	mu    sync.Mutex
	live  map[*conn]struct{}
	state state
	count counters
}

// New checks the options and returns a client that does nothing until Run.
func New(opener Opener, handler Handler, o Options) (*Client, error) {
	if opener == nil || handler == nil {
		return nil, errors.New("transport: an opener and a handler are required")
	}
	o, err := o.withDefaults()
	if err != nil {
		return nil, fmt.Errorf("transport: %w", err)
	}
	return &Client{
		opener:  opener,
		handler: handler,
		o:       o,
		clock:   o.Clock,
		log:     o.Logger,
		gate:    newGate(o.Clock),
		room:    make(chan struct{}, o.MaxInFlight),
		busy:    newInflight(),
		halt:    newSignal(),
		ready:   newSignal(),
		live:    map[*conn]struct{}{},
		state:   state{changedAt: o.Clock.Now()},
	}, nil
}

// Ready is closed at the first hello: from then on Slack sends us envelopes.
func (c *Client) Ready() <-chan struct{} { return c.ready.C() }

// Run keeps the connections up until ctx ends, then drains: each connection goes on serving until it has nothing in
// hand and is closed at that moment, so that no click is swallowed by a socket that is open but no longer read. Half of
// DrainTimeout later nothing new is accepted, and at its end Run returns whatever still runs.
//
// It returns nil after a clean shutdown, ErrDrainTimeout if handlers had to be left behind, ErrTokenRefused or
// ErrLinkDisabled (wrapped, with a sentence for the operator) when going on is pointless. It can be called once.
func (c *Client) Run(ctx context.Context) error {
	if c.begun.Swap(true) {
		return errors.New("transport: Run was already called")
	}
	runCtx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	handlerCtx, cancelHandlers := context.WithCancel(context.WithoutCancel(ctx))
	defer cancelHandlers()
	c.stop, c.handlerCtx = stop, handlerCtx

	var slots sync.WaitGroup
	for slot := range c.o.Connections {
		slots.Go(func() { c.keep(runCtx, slot) })
	}
	slots.Wait() // they end with runCtx only

	drained := c.drain(cancelHandlers)
	if cause := context.Cause(runCtx); errors.Is(cause, ErrLinkDisabled) || errors.Is(cause, ErrTokenRefused) {
		return cause
	}
	return drained
}

// drain is the second half of Run. No new connection appears any more.
func (c *Client) drain(cancelHandlers context.CancelFunc) error {
	limit := c.o.DrainTimeout
	defer c.clock.AfterFunc(limit/2, c.acceptNothing).Stop()
	defer c.clock.AfterFunc(limit*9/10, cancelHandlers).Stop()
	end := c.clock.NewTimer(limit)
	defer end.Stop()

	for _, cn := range c.connections() {
		cn.leaving.fire()
	}
	gone := make(chan struct{})
	go func() {
		c.wait.Wait()
		close(gone)
	}()
	select {
	case <-gone:
	case <-end.Chan():
		return c.abandon(gone)
	}
	select {
	case <-c.busy.drain(): // of connections that were cut
		return nil
	case <-end.Chan():
		return c.abandon(gone)
	}
}

// abandon cuts the connections. Their goroutines end at once; a handler that ignores its context stays behind.
func (c *Client) abandon(gone <-chan struct{}) error {
	c.acceptNothing()
	for _, cn := range c.connections() {
		cn.abort(ErrDrainTimeout)
	}
	<-gone
	if n := c.busy.count(); n > 0 {
		return fmt.Errorf("%w: %d left", ErrDrainTimeout, n)
	}
	return nil
}

// acceptNothing makes the connections drop what still arrives: Slack sends events again, people see Slack's own error.
func (c *Client) acceptNothing() {
	c.halt.fire()
	for _, cn := range c.connections() {
		cn.busy.stop()
	}
}

// connections lists those that are not finished, the oldest first.
func (c *Client) connections() []*conn {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.sortedLocked()
}
