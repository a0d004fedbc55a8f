// Package postgres keeps everything in PostgreSQL: it implements the tracker's Store and the delivery's Outbox, and applies the
// migrations.
//
// SQL stands beside the method that runs it. Business time is an argument of every statement that needs it; only leases and
// retry times ask the server's clock.
package postgres

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	neturl "net/url"
	"strings"
	"sync/atomic"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/jonboulle/clockwork"
	"github.com/lib/pq"
)

// Options are the limits of a pool. Zero values are replaced by the defaults.
type Options struct {
	MaxConns         int           // at once; default 10
	ConnectTimeout   time.Duration // default 2 s
	StatementTimeout time.Duration // default 2 s; it holds also where the server answers nothing at all
	ApplicationName  string        // as the server's administrator sees us; default "followup"
}

// botName is what a bot's sessions are called, unless its address says otherwise.
const botName = "followup"

func (o Options) withDefaults() Options {
	if o.MaxConns == 0 {
		o.MaxConns = 10
	}
	if o.ConnectTimeout == 0 {
		o.ConnectTimeout = 2 * time.Second
	}
	if o.StatementTimeout == 0 {
		o.StatementTimeout = 2 * time.Second
	}
	if o.ApplicationName == "" {
		o.ApplicationName = botName
	}
	return o
}

// DB is a pool of connections to one database.
type DB struct {
	pool    *sqlx.DB
	hot     *prepared
	config  pq.Config
	options Options
	clock   clockwork.Clock // real
	asked   atomic.Int64
	counts  counts
}

// Open connects to the database that url names, in lib/pq's form, and proves that it answers. It changes nothing there. Where url names
// several servers, the first that takes changes is meant, now and with each new connection.
func Open(ctx context.Context, url string, o Options) (*DB, error) {
	config, err := pq.NewConfig(url)
	if err != nil {
		return nil, wrongAddress(err)
	}
	if len(config.Multi) > 0 && config.TargetSessionAttrs == "" {
		config.TargetSessionAttrs = pq.TargetSessionAttrsReadWrite // of several servers, the one that takes changes
	}
	db := &DB{config: config, options: o.withDefaults(), clock: clockwork.NewRealClock()}
	connector, err := db.limited()
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	db.pool = sqlx.NewDb(sql.OpenDB(connector), "postgres")
	db.pool.SetMaxOpenConns(db.options.MaxConns)
	db.pool.SetMaxIdleConns(db.options.MaxConns)
	db.pool.SetConnMaxIdleTime(5 * time.Minute)
	db.pool.SetConnMaxLifetime(time.Hour)
	db.hot = &prepared{db: db.pool, noticed: db.renewed}
	if err := db.Ping(ctx); err != nil {
		_ = db.pool.Close()
		return nil, err
	}
	return db, nil
}

// wrongAddress leaves the parser's own words out where they may quote a piece of the password.
func wrongAddress(err error) error {
	if _, malformed := errors.AsType[*neturl.Error](err); malformed || strings.Contains(err.Error(), `missing "="`) {
		return errors.New("its address is not valid; special characters of a password are written %40 for @, %2F for /")
	}
	return fmt.Errorf("read its address: %w", err)
}

// Ping proves that the database answers.
func (db *DB) Ping(ctx context.Context) error {
	if _, err := db.pool.ExecContext(ctx, `select 1`); err != nil {
		return fmt.Errorf("reach the database: %w", err)
	}
	return nil
}

// RoundTrips returns how often the database was asked something and waited for. A request's share of them is what it waits for.
func (db *DB) RoundTrips() int64 { return db.asked.Load() }

// Version returns the server's version, such as "17.2".
func (db *DB) Version(ctx context.Context) (string, error) {
	var version string
	if err := db.pool.GetContext(ctx, &version, `select current_setting('server_version')`); err != nil {
		return "", fmt.Errorf("ask for the server's version: %w", err)
	}
	return version, nil
}

// Close gives the connections back. Transactions in progress are undone.
func (db *DB) Close() error {
	if err := db.pool.Close(); err != nil {
		return fmt.Errorf("close database: %w", err)
	}
	return nil
}
