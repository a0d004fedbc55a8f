package slacksim

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// envelope is a Socket Mode frame that wants an ack.
type envelope struct {
	ID             string  `json:"envelope_id"`
	Type           string  `json:"type"`
	AcceptsPayload bool    `json:"accepts_response_payload"`
	Payload        object  `json:"payload"`
	RetryAttempt   *int    `json:"retry_attempt,omitempty"`
	RetryReason    *string `json:"retry_reason,omitempty"`
}

// pending is an envelope that was sent and waits for its ack.
type pending struct {
	record *Envelope
	copies int         // how often it was sent, so how many acks are in order
	done   chan []byte // gets the ack's payload
	timer  deadline
}

type deadline interface {
	Chan() <-chan time.Time
	Stop() bool
}

// Errors of await.
var (
	errNoConnection = refuse("dispatch_failed", "The app is not connected.")
	errNoAck        = refuse("operation_timeout", "The app did not respond.")
)

// dispatch sends an envelope over the next connection; nil when there is none. The caller holds the lock and, after letting
// it go, awaits the result.
func (w *Workspace) dispatch(e envelope, kind, user, eventID string) *pending {
	fault := w.takeEnvelopeFault(e.Type, kind)
	if fault != nil && fault.Kind == FaultDropSocket {
		for _, c := range w.link.conns {
			c.drop()
		}
	}
	c := w.link.next()
	if c == nil {
		return nil
	}
	e.ID = uuid()
	record := &Envelope{ID: e.ID, Type: e.Type, Kind: kind, User: user, EventID: eventID, Conn: c.number, At: w.clock.Now()}
	if e.RetryAttempt != nil {
		record.Retry = *e.RetryAttempt
	}
	w.log.envelopes = keepLast(w.log.envelopes, record)
	w.log.count(e.Type)
	w.log.note(e.ID, func(d *Detail) { d.Sent = e.Payload })
	p := &pending{record: record, copies: 1, done: make(chan []byte, 1), timer: w.clock.NewTimer(w.opts.AckWithin)}
	w.link.pending[e.ID] = p
	frame := encode(e)
	c.send(frame)
	if fault != nil && fault.Kind == FaultDuplicate {
		p.copies++
		w.link.next().send(frame)
	}
	w.touch()
	return p
}

// await returns the payload of the ack. Its errors are errNoConnection, errNoAck, or that of ctx.
func (w *Workspace) await(ctx context.Context, p *pending) ([]byte, error) {
	if p == nil {
		return nil, errNoConnection
	}
	defer p.timer.Stop()
	select {
	case payload := <-p.done:
		return payload, nil
	case <-p.timer.Chan():
	case <-ctx.Done():
	case <-w.ctx.Done():
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	select {
	case payload := <-p.done: // it came just now
		return payload, nil
	default:
	}
	delete(w.link.pending, p.record.ID)
	if !w.link.alive(p.record.Conn) {
		p.record.Lost = lostConnection
	}
	w.touch()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return nil, errNoAck
}

// receive takes a frame from the app.
func (w *Workspace) receive(c *conn, frame []byte) {
	w.mu.Lock()
	defer w.mu.Unlock()
	var ack struct {
		ID      string          `json:"envelope_id"`
		Payload json.RawMessage `json:"payload"`
	}
	if err := json.Unmarshal(frame, &ack); err != nil || ack.ID == "" {
		w.violate("bad_frame", "the app sent something that is no ack")
		return
	}
	if len(frame) >= maxAckBytes {
		w.violate("ack_too_large", fmt.Sprintf("%d bytes for %s; Slack drops it silently", len(frame), ack.ID))
		return
	}
	if w.takeFault(func(f *Fault) bool { return f.Kind == FaultIgnoreAck && f.fitsEnvelope(w.kindOf(ack.ID)) }) != nil {
		if p := w.link.pending[ack.ID]; p != nil {
			p.record.Lost = lostAck
		}
		w.touch()
		return
	}
	w.settleAck(c, ack.ID, ack.Payload)
}

// kindOf answers type and kind of an envelope that waits for its ack.
func (w *Workspace) kindOf(id string) (typ, kind string) {
	if p := w.link.pending[id]; p != nil {
		return p.record.Type, p.record.Kind
	}
	return "", ""
}

func (w *Workspace) settleAck(c *conn, id string, payload []byte) {
	p := w.link.pending[id]
	if p == nil {
		w.strayAck(id)
		return
	}
	p.copies--
	if !p.record.Acked {
		p.record.Acked, p.record.After = true, w.clock.Now().Sub(p.record.At)
		p.done <- bytes.Clone(payload)
		if len(payload) > 0 {
			w.log.note(id, func(d *Detail) { d.Answer = json.RawMessage(bytes.Clone(payload)) })
		}
		if p.record.Conn != c.number && p.copies == 0 {
			w.violate("ack_elsewhere", fmt.Sprintf("%s was sent over connection %d and acked over %d", id, p.record.Conn, c.number))
		}
	}
	delete(w.link.pending, id)
	if p.copies > 0 { // the copy may be acked as well, or not
		w.link.seen[id] = true
	}
	w.touch()
}

// strayAck looks at an ack nobody waits for: the second one for a copy is in order, the rest is not.
func (w *Workspace) strayAck(id string) {
	if w.link.seen[id] {
		delete(w.link.seen, id)
		return
	}
	i := slices.IndexFunc(w.log.envelopes, func(e *Envelope) bool { return e.ID == id })
	switch {
	case i < 0:
		w.violate("ack_unknown", id)
	case w.log.envelopes[i].Acked:
		w.violate("ack_twice", w.log.envelopes[i].Type+" "+w.log.envelopes[i].Kind)
	case w.log.envelopes[i].Type != "events_api": // a late ack of an event only costs a redelivery
		w.violate("ack_late", w.log.envelopes[i].Type+" "+w.log.envelopes[i].Kind)
	}
}

func uuid() string {
	s := secret(16)
	return s[:8] + "-" + s[8:12] + "-" + s[12:16] + "-" + s[16:20] + "-" + s[20:]
}
