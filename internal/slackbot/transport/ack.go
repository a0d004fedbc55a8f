package transport

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync/atomic"
)

// Ack answers an envelope, on the connection it came from; payload may be nil. It is safe to call from any goroutine
// while the handler runs. ctx only bounds the wait for another frame to be written: an ended context still acks.
//
// Errors: ErrAlreadyAcked for the second call, which does nothing. ErrAckTooLarge, or that of a payload that is not JSON:
// the envelope was acked without the payload, so say it through another door. ErrConnectionLost: Slack has no answer.
// nil means handed to the network; whether Slack read it can't be known.
type Ack func(ctx context.Context, payload any) error

var (
	// ErrAlreadyAcked is returned by the second ack of an envelope.
	ErrAlreadyAcked = errors.New("the envelope is acked already")
	// ErrAckTooLarge means the payload was left out, because Slack drops answers of 20,000 bytes or more without a word.
	ErrAckTooLarge = fmt.Errorf("the answer would be %d bytes or more", ackLimit)
)

type acker struct {
	cn   *conn
	id   string
	done atomic.Bool
}

func (a *acker) ack(ctx context.Context, payload any) error {
	if a.done.Swap(true) {
		return ErrAlreadyAcked
	}
	count := &a.cn.c.count
	data, left := encodeAck(a.id, payload)
	if left != nil {
		count.ackRefused.Add(1)
	}
	err := a.cn.write(ctx, data)
	if err == nil {
		count.acks.Add(1)
		return left
	}
	count.ackLost.Add(1)
	if !errors.Is(err, ErrConnectionLost) {
		a.done.Store(false) // ctx ended before a byte was written: the caller may try again
	}
	return errors.Join(fmt.Errorf("ack envelope: %w", err), left)
}

// encodeAck always returns a frame Slack takes; the error says why it lacks the payload.
func encodeAck(id string, payload any) ([]byte, error) {
	type answer struct {
		EnvelopeID string `json:"envelope_id"`
		Payload    any    `json:"payload,omitempty"`
	}
	var bare, full bytes.Buffer
	if err := compact(&bare, answer{EnvelopeID: id}); err != nil {
		return nil, err
	}
	if payload == nil {
		return bare.Bytes(), nil
	}
	if err := compact(&full, answer{EnvelopeID: id, Payload: payload}); err != nil {
		return bare.Bytes(), fmt.Errorf("encode answer: %w", err)
	}
	if full.Len() >= ackLimit {
		return bare.Bytes(), fmt.Errorf("%w: %d", ErrAckTooLarge, full.Len())
	}
	return full.Bytes(), nil
}

// compact writes < > & as they are: escaped they would count six bytes each against the limit.
func compact(b *bytes.Buffer, v any) error {
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return err
	}
	b.Truncate(b.Len() - 1) // the newline
	return nil
}
