package transport

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// keep holds one connection open until ctx ends. A connection that Slack wants to close is replaced first and read on
// meanwhile; one that broke is replaced at once.
func (c *Client) keep(ctx context.Context, slot int) {
	if slot > 0 {
		select { // one connection proves that the token works before the others follow
		case <-c.ready.C():
		case <-ctx.Done():
			return
		}
	}
	var old *conn
	for ctx.Err() == nil {
		cn, err := c.connect(ctx, old)
		if err != nil {
			c.pauseIfTooMany(ctx, err, old)
			continue
		}
		if old != nil {
			c.replaced(old)
		}
		select {
		case <-ctx.Done():
		case <-cn.asked.C():
			old = cn
		case <-cn.done.C():
			old = nil
			if !cn.asked.fired() && c.clock.Since(cn.since) < stableAfter {
				c.gate.lost()
			}
			c.pauseIfTooMany(ctx, cn.cause(), nil)
		}
	}
}

// pauseIfTooMany lets a slot that Slack has no room for rest, as long as another one serves.
func (c *Client) pauseIfTooMany(ctx context.Context, err error, old *conn) {
	if errors.Is(err, errTooMany) && c.othersServe(old) {
		_ = sleep(ctx, c.clock, c.gate.jittered(tooManyPause, tooManyPause/5)) // the caller looks at ctx
	}
}

// othersServe tells whether there is a connection that stays, besides the one that its slot is about to lose.
func (c *Client) othersServe(old *conn) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	for cn := range c.live {
		if cn != old && cn.greeted && !cn.asked.fired() {
			return true
		}
	}
	return false
}

// connect waits for its turn and makes one attempt. It reports what went wrong itself; the error is for the caller's choice
// only.
func (c *Client) connect(ctx context.Context, old *conn) (*conn, error) {
	if err := c.gate.enter(ctx); err != nil {
		return nil, err
	}
	c.makeRoom()
	cn, err := c.attempt(ctx)
	switch {
	case err == nil:
		c.gate.leave(nil)
		return cn, nil
	case ctx.Err() != nil:
		c.gate.skip()
		return nil, ctx.Err()
	case errors.Is(err, errTooMany) && c.othersServe(old):
		c.gate.skip()
	default:
		c.gate.leave(err)
	}
	c.noteFailure(err)
	if sentence := TokenProblem(err); sentence != "" && !c.ready.fired() {
		c.stop(fmt.Errorf("%w: %s (%w)", ErrTokenRefused, sentence, err))
	}
	if isLinkDisabled(err) {
		c.stop(linkDisabled())
	}
	return nil, err
}

// attempt opens one connection and returns it once Slack has said hello.
func (c *Client) attempt(parent context.Context) (*conn, error) {
	ctx, cancel := context.WithCancelCause(parent)
	defer cancel(nil)
	defer c.clock.AfterFunc(attemptTimeout, func() {
		cancel(fmt.Errorf("no hello within %s", attemptTimeout))
	}).Stop()

	c.count.attempts.Add(1)
	url, err := c.opener.OpenConnection(ctx)
	if errors.Is(err, ErrWarnedOff) {
		c.log.Warn("socket mode is not turned on, says Slack: turn it on under Settings → Socket Mode of the app, or nothing arrives here")
	} else if err != nil {
		return nil, fmt.Errorf("ask Slack for a connection: %w", causeOf(ctx, err))
	}
	ws, err := c.dial(ctx, url)
	if err != nil {
		return nil, fmt.Errorf("connect to Slack: %w", causeOf(ctx, err))
	}
	cn := c.adopt(ws)
	select {
	case <-cn.hello.C():
		return cn, nil
	case <-cn.done.C():
		return nil, fmt.Errorf("wait for Slack's hello: %w", cn.cause())
	case <-ctx.Done():
		cn.abort(context.Cause(ctx))
		return nil, fmt.Errorf("wait for Slack's hello: %w", context.Cause(ctx))
	}
}

// causeOf prefers our own time limit to the error it provoked.
func causeOf(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}

// replaced starts the farewell of a connection whose successor is up: read for some more seconds, then closed.
func (c *Client) replaced(old *conn) {
	if !old.done.fired() {
		c.count.refreshes.Add(1)
	}
	c.update(func() { old.superseded = true })
	old.replaced.fire()
}

// makeRoom closes the oldest replaced connections early when refreshes follow one another so fast that Slack's limit of 10 comes near:
// by our own connections, and by those of all replicas, as Slack counted them last. It leaves room for all of
// ours and for those of another replica that comes at the same moment.
func (c *Client) makeRoom() {
	open := c.connections()
	c.mu.Lock()
	all := c.state.openForApp
	c.mu.Unlock()
	tooMany := max(len(open)-min(maxConnections-1, 2*c.o.Connections+1), all+2*c.o.Connections-maxConnections)
	for _, cn := range open {
		if tooMany > 0 && cn.replaced.fired() {
			cn.leaving.fire()
			tooMany--
		}
	}
}

// sortedLocked needs Client.mu.
func (c *Client) sortedLocked() []*conn {
	open := make([]*conn, 0, len(c.live))
	for cn := range c.live {
		open = append(open, cn)
	}
	slices.SortFunc(open, func(a, b *conn) int { return int(a.id - b.id) })
	return open
}

func linkDisabled() error {
	return fmt.Errorf("%w: turn it on under Settings → Socket Mode of the app, then start again", ErrLinkDisabled)
}

var (
	errTooMany = errors.New("too many connections of this app are open (too_many_websockets)")
	errSilent  = fmt.Errorf("half-open: nothing heard for %s", silenceLimit)
)
