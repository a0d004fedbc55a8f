package transport

import (
	"context"
	"errors"
	"time"

	"github.com/gorilla/websocket"
)

var errFarewell = errors.New("closed by us")

// watch notices a half-open connection and sees to the farewell. Slack's PINGs count as life, but none are needed: after
// pingAfter of silence we ask ourselves, and only a peer that does not even answer that is given up.
func (cn *conn) watch() {
	clock := cn.c.clock
	beat := clock.NewTimer(pingAfter)
	defer beat.Stop()
	stable := clock.NewTimer(stableAfter)
	defer stable.Stop()
	replaced := cn.replaced.C()
	var farewell <-chan time.Time
	for {
		select {
		case <-cn.done.C():
			return
		case <-stable.Chan():
			if cn.hello.fired() {
				cn.c.gate.stable()
			}
		case <-replaced:
			replaced = nil
			t := clock.NewTimer(linger)
			defer t.Stop() //nolint:revive // it comes here once
			farewell = t.Chan()
		case <-farewell:
			cn.leaving.fire()
		case <-cn.leaving.C():
			cn.leave()
			return
		case <-beat.Chan():
			if cn.paused.Load() { // we don't listen, so silence means nothing
				cn.heard()
			}
			silent := cn.silentFor()
			if silent >= silenceLimit {
				cn.abort(errSilent)
				return
			}
			if silent >= pingAfter {
				if cn.control(websocket.PingMessage, nil) != nil {
					return
				}
			}
			beat.Reset(pingAfter - silent%pingAfter)
		}
	}
}

// leave closes the connection at the first moment when nothing is in hand, or without waiting any longer after the drain
// timeout. Until then it serves on.
func (cn *conn) leave() {
	limit := cn.c.clock.NewTimer(cn.c.o.DrainTimeout)
	defer limit.Stop()
	select {
	case <-cn.busy.drain():
	case <-limit.Chan():
		cn.busy.stop()
	case <-cn.done.C():
		return
	}
	bye := websocket.FormatCloseMessage(websocket.CloseNormalClosure, "")
	err := cn.exclusively(context.Background(), func() error {
		return cn.ws.WriteControl(websocket.CloseMessage, bye, time.Time{})
	})
	if err != nil {
		return
	}
	answer := cn.c.clock.NewTimer(closeTimeout)
	defer answer.Stop()
	select {
	case <-cn.done.C(): // the reader got Slack's close frame
	case <-answer.Chan():
		cn.abort(errFarewell)
	}
}
