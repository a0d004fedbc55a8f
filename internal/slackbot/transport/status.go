package transport

import (
	"sync/atomic"
	"time"
)

// Status is what health checks and metrics want to know. Times are the client's clock; zero means never.
type Status struct {
	Wanted int       // connections aimed for
	Up     int       // connections that said hello and are not replaced
	Since  time.Time // since when there has been at least one up, or none

	LastEnvelope time.Time
	LastError    string // kept after recovery; holds no credential
	LastErrorAt  time.Time
	NextAttempt  time.Time // not before this a connection is opened; in the past when nothing holds us back
	TokenProblem string    // a sentence for the operator while Slack refuses the token; "" otherwise
	InFlight     int       // running handlers

	Attempts    int64 // calls of apps.connections.open
	Hellos      int64
	Refreshes   int64 // connections replaced before Slack closed them
	Losses      int64 // connections that ended unasked
	Envelopes   int64 // known types, duplicates included
	Acks        int64
	AcksLost    int64 // the connection was gone
	AcksRefused int64 // payload too large or not JSON: acked without it
	Unacked     int64 // the handler returned without an ack
	Unknown     int64 // envelopes of unknown type, acked here
	Poison      int64 // frames not understood
	Panics      int64
	Full        int64 // envelopes that had to wait because MaxInFlight handlers ran
	Refused     int64 // envelopes that arrived too late in a shutdown
}

// Healthy is true while Slack can reach us and would let us connect again.
func (s Status) Healthy() bool { return s.Up > 0 && s.TokenProblem == "" }

// state is guarded by Client.mu.
type state struct {
	changedAt    time.Time // of up between 0 and more
	up           int
	openForApp   int // over all replicas, as Slack last said
	lastEnvelope time.Time
	lastError    string
	lastErrorAt  time.Time
	tokenProblem string
}

type counters struct {
	attempts, hellos, refreshes, losses           atomic.Int64
	envelopes, acks, ackLost, ackRefused, unacked atomic.Int64
	unknown, poison, panics, full, refused        atomic.Int64
}

// Status may be called at any time, from any goroutine.
func (c *Client) Status() Status {
	c.mu.Lock()
	defer c.mu.Unlock()
	return Status{
		Wanted:       c.o.Connections,
		Up:           c.state.up,
		Since:        c.state.changedAt,
		LastEnvelope: c.state.lastEnvelope,
		LastError:    c.state.lastError,
		LastErrorAt:  c.state.lastErrorAt,
		NextAttempt:  c.gate.next(),
		TokenProblem: c.state.tokenProblem,
		InFlight:     c.busy.count(),
		Attempts:     c.count.attempts.Load(),
		Hellos:       c.count.hellos.Load(),
		Refreshes:    c.count.refreshes.Load(),
		Losses:       c.count.losses.Load(),
		Envelopes:    c.count.envelopes.Load(),
		Acks:         c.count.acks.Load(),
		AcksLost:     c.count.ackLost.Load(),
		AcksRefused:  c.count.ackRefused.Load(),
		Unacked:      c.count.unacked.Load(),
		Unknown:      c.count.unknown.Load(),
		Poison:       c.count.poison.Load(),
		Panics:       c.count.panics.Load(),
		Full:         c.count.full.Load(),
		Refused:      c.count.refused.Load(),
	}
}

// update changes what Up is computed from.
func (c *Client) update(change func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	change()
	up := 0
	for cn := range c.live {
		if cn.greeted && !cn.superseded {
			up++
		}
	}
	if (up > 0) != (c.state.up > 0) {
		c.state.changedAt = c.clock.Now()
	}
	c.state.up = up
}

func (c *Client) greeted(cn *conn, open int) {
	c.count.hellos.Add(1)
	c.update(func() {
		cn.greeted = true
		c.state.openForApp = open
		c.state.tokenProblem = ""
	})
	cn.hello.fire()
	c.ready.fire()
	c.log.Info("socket up", "connection", cn.id, "open_for_app", open)
}

// ended runs once for every connection, as its reader's last act.
func (c *Client) ended(cn *conn) {
	cause := cn.cause()
	asked := cn.asked.fired() || cn.leaving.fired()
	c.update(func() { delete(c.live, cn) })
	if asked || !cn.hello.fired() { // an attempt reports its own failure
		c.log.Info("socket closed", "connection", cn.id)
		return
	}
	c.count.losses.Add(1)
	c.noteError(cause)
	c.log.Warn("socket lost", "connection", cn.id, "err", scrub(cause), "in_hand", cn.busy.count())
}

func (c *Client) noteEnvelope() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.state.lastEnvelope = c.clock.Now()
}

func (c *Client) noteError(err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.state.lastError = scrub(err)
	c.state.lastErrorAt = c.clock.Now()
}

// noteFailure tells of an attempt that came to nothing.
func (c *Client) noteFailure(err error) {
	c.noteError(err)
	sentence := TokenProblem(err)
	c.mu.Lock()
	if sentence != "" {
		c.state.tokenProblem = sentence
	}
	c.mu.Unlock()
	c.log.Warn("socket not opened", "err", scrub(err), "retry_at", c.gate.next())
}
