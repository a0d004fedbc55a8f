package transport

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

// ErrConnectionLost is what an ack returns when its connection is gone. No other connection may carry it; Slack sends
// events again, and a person who clicked sees Slack's own error.
var ErrConnectionLost = errors.New("the connection is gone")

// conn is one WebSocket. A reader and a watcher run from adopt until done; handlers may outlive both.
type conn struct {
	c  *Client
	id int64
	ws *websocket.Conn

	writer chan struct{} // held by whoever writes
	busy   *inflight     // envelopes in hand that may still be acked here

	hello    signal // Slack said hello
	asked    signal // Slack wants us to replace it
	replaced signal // its successor is up
	leaving  signal // close it as soon as nothing is in hand
	done     signal // nothing is read or written any more

	since      time.Time    // when it was opened
	heardAt    atomic.Int64 // time since then; monotonic, so that a changed wall clock kills no connection
	paused     atomic.Bool  // the reader waits for a free handler and hears nothing
	endedBy    error        // guarded by endOnce
	endOnce    sync.Once
	superseded bool // guarded by Client.mu: replaced, so no longer counted as up
	greeted    bool // guarded by Client.mu
}

// adopt takes over an open WebSocket and starts its two goroutines.
func (c *Client) adopt(ws *websocket.Conn) *conn {
	cn := &conn{
		c:        c,
		id:       c.lastID.Add(1),
		ws:       ws,
		writer:   make(chan struct{}, 1),
		busy:     newInflight(),
		hello:    newSignal(),
		asked:    newSignal(),
		replaced: newSignal(),
		leaving:  newSignal(),
		done:     newSignal(),
		since:    c.clock.Now(),
	}
	ws.SetReadLimit(hardLimit)
	ws.SetPingHandler(func(data string) error {
		cn.heard()
		return cn.control(websocket.PongMessage, []byte(data))
	})
	ws.SetPongHandler(func(string) error {
		cn.heard()
		return nil
	})
	c.update(func() { c.live[cn] = struct{}{} })
	c.wait.Go(cn.read)
	c.wait.Go(cn.watch)
	return cn
}

// read hands on what arrives until the connection ends. A defect of ours in here costs one connection, not the process.
func (cn *conn) read() {
	err := errors.New("the reader panicked")
	defer func() {
		if r := recover(); r != nil {
			cn.c.count.panics.Add(1)
			cn.c.log.Error("socket reader panicked", "connection", cn.id, "panic", fmt.Sprint(r), "stack", string(debug.Stack()))
		}
		cn.abort(err)
		cn.c.ended(cn)
	}()
	err = cn.frames()
}

func (cn *conn) frames() error {
	for {
		_, r, err := cn.ws.NextReader()
		if err != nil {
			return err
		}
		data, err := readFrame(listener{r, cn})
		switch {
		case errors.Is(err, errHugeFrame):
			cn.c.poison(cn, err)
		case err != nil:
			return err
		default:
			if err := cn.take(data); err != nil {
				return err
			}
		}
	}
}

// take acts on one frame; an error ends the connection.
func (cn *conn) take(data []byte) error {
	f, err := parseFrame(data)
	if err != nil {
		cn.c.poison(cn, err)
		return nil
	}
	switch {
	case f.Type == "hello":
		cn.c.greeted(cn, f.NumConnections)
	case f.Type == "disconnect":
		return cn.disconnect(f.Reason)
	case f.known():
		cn.c.dispatch(cn, f.envelope())
	default:
		cn.c.unknown(cn, f)
	}
	return nil
}

func (cn *conn) disconnect(reason string) error {
	switch reason {
	case "link_disabled":
		if cn.hello.fired() {
			cn.c.stop(linkDisabled()) // what is in hand may still be acked
			return nil
		}
		return ErrLinkDisabled
	case "too_many_websockets":
		return errTooMany
	default: // warning, refresh_requested, and whatever Slack may invent
		cn.c.log.Info("slack asks to replace a socket", "connection", cn.id, "reason", clip(reason))
		cn.asked.fire()
		return nil
	}
}

// write sends one text frame. ctx bounds the wait for our turn only: a started write ends within writeTimeout, at the
// price of the connection. nil means that the frame was handed to the network, not that Slack has it.
func (cn *conn) write(ctx context.Context, data []byte) error {
	return cn.exclusively(ctx, func() error { return cn.ws.WriteMessage(websocket.TextMessage, data) })
}

func (cn *conn) control(kind int, data []byte) error {
	return cn.exclusively(context.Background(), func() error { return cn.ws.WriteControl(kind, data, time.Time{}) })
}

func (cn *conn) exclusively(ctx context.Context, write func() error) error {
	select {
	case cn.writer <- struct{}{}: // even if ctx has ended: an apology after a timeout must still go out
	default:
		select {
		case cn.writer <- struct{}{}:
		case <-cn.done.C():
			return ErrConnectionLost
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	defer func() { <-cn.writer }()
	if cn.done.fired() {
		return ErrConnectionLost
	}
	stalled := cn.c.clock.AfterFunc(writeTimeout, func() { cn.abort(errors.New("a write did not get through")) })
	defer stalled.Stop()
	if err := write(); err != nil {
		cn.abort(fmt.Errorf("write: %w", err))
		return fmt.Errorf("%w: %w", ErrConnectionLost, err)
	}
	return nil
}

// abort closes the socket at once. The first reason given is the one that is reported.
func (cn *conn) abort(err error) {
	cn.endOnce.Do(func() {
		cn.endedBy = err
		_ = cn.ws.Close()
		cn.done.fire()
	})
}

// cause may be called once done is closed.
func (cn *conn) cause() error { return cn.endedBy }

func (cn *conn) heard() { cn.heardAt.Store(int64(cn.c.clock.Since(cn.since))) }

func (cn *conn) silentFor() time.Duration {
	return cn.c.clock.Since(cn.since) - time.Duration(cn.heardAt.Load())
}

// listener notes that the peer is alive with every piece of a frame.
type listener struct {
	r  io.Reader
	cn *conn
}

func (l listener) Read(p []byte) (int, error) {
	l.cn.heard()
	n, err := l.r.Read(p)
	l.cn.heard()
	return n, err
}
