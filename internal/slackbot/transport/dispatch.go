package transport

import (
	"context"
	"fmt"
	"math/bits"
	"runtime/debug"
)

// dispatch runs the handler in a goroutine of its own. When MaxInFlight run already, it waits, and with it the reader:
// that is how Slack learns that we are full.
func (c *Client) dispatch(cn *conn, e Envelope) {
	c.count.envelopes.Add(1)
	c.noteEnvelope()
	if !c.takeRoom(cn) {
		c.count.refused.Add(1)
		return
	}
	if !cn.busy.begin() {
		c.count.refused.Add(1)
		<-c.room
		return
	}
	c.busy.begin() // can't fail: it drains after the last connection
	a := &acker{cn: cn, id: e.ID}
	go func() { // drain waits for busy
		defer func() {
			if !a.done.Load() {
				c.count.unacked.Add(1)
			}
			cn.busy.end()
			<-c.room
			c.busy.end()
		}()
		c.guarded(c.handlerCtx, e, a.ack)
	}()
}

// takeRoom is false when shutdown came first.
func (c *Client) takeRoom(cn *conn) bool {
	select {
	case c.room <- struct{}{}:
		return true
	default:
	}
	c.count.full.Add(1)
	cn.paused.Store(true)
	defer func() {
		cn.heard()
		cn.paused.Store(false)
	}()
	select {
	case c.room <- struct{}{}:
		return true
	case <-c.halt.C():
		return false
	case <-cn.done.C():
		return false
	}
}

// guarded leaves an envelope unacked when its handler panics: Slack then says that it failed, or sends the event again.
func (c *Client) guarded(ctx context.Context, e Envelope, ack Ack) {
	defer func() {
		if r := recover(); r != nil {
			c.count.panics.Add(1)
			c.log.Error("handler panicked", "envelope_id", clip(e.ID), "type", e.Type, "panic", fmt.Sprint(r), "stack", string(debug.Stack()))
		}
	}()
	c.handler(ctx, e, ack)
}

// unknown acks what nobody handles.
func (c *Client) unknown(cn *conn, f frame) {
	n := c.count.unknown.Add(1)
	c.noteEnvelope()
	if worthALine(n) {
		c.log.Warn("envelope of unknown type", "connection", cn.id, "type", clip(f.Type), "so_far", n)
	}
	a := &acker{cn: cn, id: f.EnvelopeID}
	_ = a.ack(context.Background(), nil) // the connection reports its own end
}

// poison counts a frame that can't be understood, and never quotes it.
func (c *Client) poison(cn *conn, err error) {
	if n := c.count.poison.Add(1); worthALine(n) {
		c.log.Warn("frame not understood", "connection", cn.id, "err", err.Error(), "so_far", n)
	}
}

// worthALine is true for 1, 2, 4, 8 …: a flood fills no disk.
func worthALine(n int64) bool { return bits.OnesCount64(uint64(n)) == 1 } //nolint:gosec // a count is never negative
