package slacksim

import (
	"context"
	"errors"
	"time"

	"github.com/jonboulle/clockwork"
)

// ClockBar is the time that people see. It may be ahead of the technical clock, and whoever moves it decides what that does to
// the app under test; the workspace only asks. A clock that may stand still between two moves also has Running() bool.
type ClockBar interface {
	Now() time.Time
	// MoveTo returns once the app has settled at the new time.
	MoveTo(ctx context.Context, to time.Time) error
}

// Options says what kind of workspace to make. Manifest is required, the rest has defaults.
type Options struct {
	// Addr is the loopback address to listen on, by default a free port of 127.0.0.1.
	Addr string
	// Manifest is the app's manifest as YAML: commands, shortcuts, scopes, events and tabs come from it and nowhere else.
	Manifest []byte
	// Clock drives triggers, deadlines and pings. By default the real one.
	Clock clockwork.Clock
	// ClockBar stamps messages. Without one, Clock does and nobody can move it.
	ClockBar ClockBar
	// WorkspaceName is shown to people, "Northwind" by default.
	WorkspaceName string
	// RefreshNotice is how long before a refresh Slack warns, ten seconds by default.
	RefreshNotice time.Duration
	// AckWithin is how long the app has to ack, three seconds by default, as at Slack. Give more where the computer, not the app, is
	// what may be slow.
	AckWithin time.Duration
	// Snapshot is what Workspace.Snapshot gave in an earlier run; the workspace goes on from there, with the same ids and tokens.
	Snapshot []byte
	// Seed makes faults with a Rate repeatable.
	Seed uint64
}

func (o Options) withDefaults() (Options, error) {
	if len(o.Manifest) == 0 {
		return o, errors.New("slacksim: a manifest is required")
	}
	if o.Addr == "" {
		o.Addr = "127.0.0.1:0"
	}
	if o.Clock == nil {
		o.Clock = clockwork.NewRealClock()
	}
	if o.WorkspaceName == "" {
		o.WorkspaceName = "Northwind"
	}
	if o.RefreshNotice == 0 {
		o.RefreshNotice = 10 * time.Second
	}
	if o.AckWithin == 0 {
		o.AckWithin = ackDeadline
	}
	return o, nil
}

// Slack's own limits in time and number.
const (
	ackDeadline      = 3 * time.Second
	triggerLife      = 3 * time.Second
	responseLife     = 30 * time.Minute
	responseUses     = 5
	pingEvery        = 10 * time.Second
	maxConnections   = 10
	maxAckBytes      = 20_000
	maxModals        = 3
	maxTextRunes     = 40_000
	maxUpdateRunes   = 4_000
	maxBlocksRunes   = 13_200
	warnBlocksRunes  = 10_000
	maxInputRunes    = 3_000
	suggestMinLength = 3
)
