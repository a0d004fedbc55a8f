package transport

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"github.com/gorilla/websocket"
	"github.com/jonboulle/clockwork"
)

// Options are the knobs; the zero value of each but Clock is its default.
type Options struct {
	// Connections is how many are kept open, 2 by default so that a refresh or a cut leaves one. Slack allows an app 10
	// over all its replicas, and a refresh needs one more for some seconds.
	Connections int

	// Clock measures technical timeouts only: give it the real clock, never the one that tells the business time. Required.
	Clock clockwork.Clock

	Logger *slog.Logger // default: none

	// Dialer opens the WebSocket. It is copied; compression is switched off.
	Dialer *websocket.Dialer

	// MaxInFlight bounds the running handlers, 256 by default: enough for 100 commands a second that all wait 2.5 s for a
	// database that is down. When all are busy, reading waits.
	MaxInFlight int

	// DrainTimeout bounds the time between the end of Run's context and its return, 10 s by default.
	DrainTimeout time.Duration
}

const (
	maxConnections = 10 // Slack's limit for one app

	attemptTimeout = 15 * time.Second // open, dial and hello together
	pingAfter      = 10 * time.Second // of silence: we ask
	silenceLimit   = 30 * time.Second // nothing heard, not even an answer to our pings: half-open
	writeTimeout   = 5 * time.Second
	linger         = 15 * time.Second // how long a replaced connection is still read; Slack closes it after about 10
	closeTimeout   = time.Second      // for the peer to answer our close frame

	probeEvery   = time.Minute      // while the token is dead
	tooManyPause = time.Minute      // before a slot that found no room tries again
	stableAfter  = 10 * time.Second // a connection that lived shorter counts as flapping

	maxFrame  = 1 << 20  // a larger frame is skipped
	hardLimit = 32 << 20 // a larger one cuts the connection
	ackLimit  = 20_000   // bytes from which Slack drops an answer without a word
)

func (o Options) withDefaults() (Options, error) {
	if o.Clock == nil {
		return o, errors.New("options: a clock is required")
	}
	if o.Connections == 0 {
		o.Connections = 2
	}
	if o.Connections < 0 || o.Connections > maxConnections {
		return o, fmt.Errorf("options: connections must be 1 to %d, not %d", maxConnections, o.Connections)
	}
	if o.MaxInFlight == 0 {
		o.MaxInFlight = 256
	}
	if o.MaxInFlight < 0 {
		return o, fmt.Errorf("options: max in flight must be positive, not %d", o.MaxInFlight)
	}
	if o.DrainTimeout == 0 {
		o.DrainTimeout = 10 * time.Second
	}
	if o.DrainTimeout < 0 {
		return o, fmt.Errorf("options: drain timeout must be positive, not %s", o.DrainTimeout)
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	dialer := websocket.Dialer{Proxy: http.ProxyFromEnvironment, ReadBufferSize: 4096, WriteBufferSize: 4096}
	if o.Dialer != nil {
		dialer = *o.Dialer
	}
	dialer.EnableCompression = false // a small frame could unpack into any size
	dialer.HandshakeTimeout = attemptTimeout
	o.Dialer = &dialer
	return o, nil
}
