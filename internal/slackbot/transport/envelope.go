package transport

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

// Envelope is one delivery of Slack's. The transport neither looks into the payload nor drops duplicates: Slack may
// send the same ID twice, and repeats an event under a new ID.
type Envelope struct {
	ID                     string
	Type                   string          // events_api, slash_commands or interactive
	Payload                json.RawMessage // the handler's own copy; may be null
	AcceptsResponsePayload bool            // as Slack says; not enforced here
	RetryAttempt           int
	RetryReason            string
}

// Handler gets each envelope in a goroutine of its own. Its context lives until the handler returns or the drain timeout
// is nearly over; it does not end with the connection, because what a person asked for must be saved all the same.
// Returning without ack tells Slack nothing: events are sent again, people see Slack's error.
type Handler func(ctx context.Context, e Envelope, ack Ack)

// Opener asks Slack for a single-use address (apps.connections.open). The address is a credential. With ErrWarnedOff there is one, too.
type Opener interface {
	OpenConnection(ctx context.Context) (wsURL string, err error)
}

// frame is everything Slack may write on the socket.
type frame struct {
	Type string `json:"type"`

	EnvelopeID string          `json:"envelope_id"`
	Payload    json.RawMessage `json:"payload"`
	Accepts    bool            `json:"accepts_response_payload"`
	Attempt    int             `json:"retry_attempt"`
	Why        string          `json:"retry_reason"`

	Reason         string `json:"reason"`          // disconnect
	NumConnections int    `json:"num_connections"` // hello
}

func (f frame) envelope() Envelope {
	return Envelope{
		ID:                     f.EnvelopeID,
		Type:                   f.Type,
		Payload:                f.Payload,
		AcceptsResponsePayload: f.Accepts,
		RetryAttempt:           f.Attempt,
		RetryReason:            f.Why,
	}
}

// known are the types the handler gets. Others are acked here, or Slack would send them again and again.
func (f frame) known() bool {
	switch f.Type {
	case "events_api", "slash_commands", "interactive":
		return true
	default:
		return false
	}
}

// parseFrame forgives a field of the wrong kind (encoding/json fills the others), because an envelope that can be named
// can be acked. Its errors never quote the frame.
func parseFrame(data []byte) (frame, error) {
	var f frame
	var wrongKind *json.UnmarshalTypeError
	if err := json.Unmarshal(data, &f); err != nil && !errors.As(err, &wrongKind) {
		return frame{}, errors.New("not JSON")
	}
	switch f.Type {
	case "":
		return frame{}, errors.New("no type")
	case "hello", "disconnect":
		return f, nil
	}
	if f.EnvelopeID == "" {
		return frame{}, errors.New("no envelope id")
	}
	return f, nil
}

var errHugeFrame = fmt.Errorf("larger than %d bytes", maxFrame)

// readFrame returns errHugeFrame after having read past a frame that is too large, so that the ones behind it are not
// lost; other errors mean that the connection is gone.
func readFrame(r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxFrame+1))
	if err != nil {
		return nil, err
	}
	if len(data) <= maxFrame {
		return data, nil
	}
	if _, err := io.Copy(io.Discard, r); err != nil {
		return nil, err
	}
	return nil, errHugeFrame
}

// clip keeps a word of Slack's short enough for a log line.
func clip(s string) string {
	const most = 40
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most]) + "…"
}
