package postgres

import (
	"context"
	"database/sql/driver"
	"errors"
	"io"
	"maps"
	"net"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/lib/pq"
)

// idleInTransaction is how long the server lets a transaction of ours do nothing before it ends it: a bot that froze must not keep
// its locks.
const idleInTransaction = 15 * time.Second

// limited returns a connector for the bot's own work: every statement ends within the statement timeout.
func (db *DB) limited() (driver.Connector, error) {
	config := db.named()
	config.ConnectTimeout = db.options.ConnectTimeout
	milliseconds := func(d time.Duration) string { return strconv.FormatInt(d.Milliseconds(), 10) }
	for name, value := range map[string]string{
		"statement_timeout":                   milliseconds(db.options.StatementTimeout),
		"idle_in_transaction_session_timeout": milliseconds(idleInTransaction),
		// What people wait for reads a few rows by keys. The planner expects more of some of it at a million leads, and has helpers started
		// and code compiled before it finds out: 28 ms for a search of 6.
		"max_parallel_workers_per_gather": "0",
		"jit":                             "off",
	} {
		if _, given := config.Runtime[name]; !given {
			config.Runtime[name] = value
		}
	}
	config.Runtime["default_transaction_isolation"] = "read committed"
	return newConnector(config, dialer{patience: db.options.StatementTimeout + grace, clock: db.clock, asked: &db.asked}, db.clock)
}

// named returns the database's address with our name and UTC, without limits.
func (db *DB) named() pq.Config {
	config := db.config.Clone()
	config.Runtime = maps.Clone(config.Runtime)
	if config.Runtime == nil {
		config.Runtime = map[string]string{}
	}
	config.Runtime["timezone"] = "UTC"
	if config.ApplicationName == "" {
		config.ApplicationName = db.options.ApplicationName
	}
	return config
}

// grace is what the server's own timeout gets before we stop waiting for its answer.
const grace = 250 * time.Millisecond

// dialer makes connections on which no answer takes longer than patience. lib/pq waits for an answer even after the context has
// ended, so a server that froze, or a network that drops everything, would hold up a person's form for minutes.
type dialer struct {
	patience time.Duration
	clock    clockwork.Clock // real: the wait for an answer is technical
	asked    *atomic.Int64   // counts what is sent
}

func (d dialer) Dial(network, address string) (net.Conn, error) {
	return d.DialContext(context.Background(), network, address)
}

func (d dialer) DialTimeout(network, address string, timeout time.Duration) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	return d.DialContext(ctx, network, address)
}

func (d dialer) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	var plain net.Dialer
	c, err := plain.DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	return &impatient{Conn: c, patience: d.patience, clock: d.clock, asked: d.asked}, nil
}

// impatient is a connection whose every read has a deadline. Nothing reads from an idle one.
type impatient struct {
	net.Conn

	patience time.Duration
	clock    clockwork.Clock
	asked    *atomic.Int64
	given    atomic.Bool // lib/pq set a deadline of its own, while connecting
}

func (c *impatient) SetDeadline(t time.Time) error {
	c.given.Store(!t.IsZero())
	return c.Conn.SetDeadline(t)
}

// Write sends a whole question: lib/pq writes each at once and then waits for the answer.
func (c *impatient) Write(b []byte) (int, error) {
	c.asked.Add(1)
	return c.Conn.Write(b)
}

func (c *impatient) Read(b []byte) (int, error) {
	if !c.given.Load() {
		if err := c.SetReadDeadline(c.clock.Now().Add(c.patience)); err != nil {
			return 0, err
		}
	}
	return c.Conn.Read(b)
}

// MayAnswerLater reports whether Open failed because the server is not there yet, or has no room, so that waiting may help. A
// wrong address, account, password or name of the database stays wrong.
func MayAnswerLater(err error) bool {
	if said, ok := errors.AsType[*pq.Error](err); ok {
		switch said.Code.Class() {
		case "08", "53", "57": // connection, resources, the server starts or stops
			return true
		}
		return false
	}
	if all := err.Error(); strings.Contains(all, "session is read-only") || strings.Contains(all, "hot standby mode") { // of several, none leads yet
		return true
	}
	_, network := errors.AsType[*net.OpError](err)
	return network || errors.Is(err, io.EOF) || errors.Is(err, context.DeadlineExceeded)
}
