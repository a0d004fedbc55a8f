//go:build linux || darwin

package localpg

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync"

	"github.com/jonboulle/clockwork"
	"github.com/lib/pq"
)

// superuser owns every cluster. Access is by the socket folder's permissions,
// so there is no password.
const superuser = "followup"

// Cluster is a private PostgreSQL. Its methods may be called from any
// goroutine.
type Cluster struct {
	opts    Options
	log     *slog.Logger
	clock   clockwork.Clock
	account account
	place   *place
	bin     binaries
	said    *tail
	janitor *janitor

	mu      sync.Mutex // guards what follows, and makes life's steps take turns
	server  *child     // nil while down
	stopped bool
}

// Start makes the data folder if there is none, runs a server on it and
// returns once it answers. The context bounds the start only; the server runs
// until Stop or until this process ends, however it ends.
//
// Errors to tell apart: ErrNoPostgres, ErrInUse.
func Start(ctx context.Context, opts Options) (*Cluster, error) {
	acc, err := chooseAccount(ctx)
	if err != nil {
		return nil, fmt.Errorf("start private PostgreSQL: %w", err)
	}
	c, err := start(ctx, opts.withDefaults(), acc)
	if err != nil {
		return nil, fmt.Errorf("start private PostgreSQL: %w", err)
	}
	return c, nil
}

func start(ctx context.Context, opts Options, acc account) (*Cluster, error) {
	clock := clockwork.NewRealClock()
	place, err := openPlace(ctx, clock, opts, acc)
	if err != nil {
		return nil, err
	}
	c := &Cluster{
		opts: opts, log: opts.Logger, clock: clock, account: acc, place: place,
		said: &tail{log: opts.Logger},
	}
	if err := c.begin(ctx); err != nil {
		// Whatever was begun is taken back; the first error is the one to tell.
		_ = c.Stop(context.WithoutCancel(ctx))
		return nil, err
	}
	return c, nil
}

func (c *Cluster) begin(ctx context.Context) error {
	want, err := dataMajor(c.place.data)
	if err != nil {
		return err
	}
	if c.bin, err = find(ctx, c.opts, c.account, c.place.cache, want); err != nil {
		return err
	}
	if want == 0 {
		if err := c.createData(ctx); err != nil {
			return err
		}
	}
	if c.janitor, err = hireJanitor(c.place); err != nil {
		return err
	}
	return c.Up(ctx)
}

// URL is the address of a database, for lib/pq. It stays the same over Down,
// Up and Restart, and over Stop and Start on the same data folder.
func (c *Cluster) URL(database string) string {
	return socketURL(c.place.socket, socketPort, database)
}

// CreateDatabase makes sure that there is a database of that name.
func (c *Cluster) CreateDatabase(ctx context.Context, name string) (err error) {
	db, err := sql.Open("postgres", c.URL("postgres"))
	if err != nil {
		return fmt.Errorf("create database %s: %w", name, err)
	}
	defer func() { err = errors.Join(err, db.Close()) }()

	var exists bool
	err = db.QueryRowContext(ctx, `select exists (select from pg_database where datname = $1)`, name).Scan(&exists)
	if err != nil {
		return fmt.Errorf("create database %s: %w", name, err)
	}
	if exists {
		return nil
	}
	_, err = db.ExecContext(ctx, `create database `+pq.QuoteIdentifier(name))
	if lost, ok := errors.AsType[*pq.Error](err); ok && lost.Code == "42P04" {
		return nil // someone else made it in between
	}
	if err != nil {
		return fmt.Errorf("create database %s: %w", name, err)
	}
	return nil
}

// Version is the server's version as it tells it.
func (c *Cluster) Version() string { return c.bin.version }

// Log is the end of what the server said, for error messages. Statements and
// their parameters are not in it.
func (c *Cluster) Log() string { return c.said.String() }

// Done is closed when the server that runs now has ended, whoever ended it.
// While the cluster is down it is closed already.
func (c *Cluster) Done() <-chan struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.server == nil {
		ended := make(chan struct{})
		close(ended)
		return ended
	}
	return c.server.done
}

// Stop takes the server down (see Down), removes the data if the cluster is
// temporary, and gives the data folder free. The cluster can't be used again;
// stopping it twice is harmless.
func (c *Cluster) Stop(ctx context.Context) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.stopped {
		return nil
	}
	c.stopped = true
	err := c.down(ctx)
	err = errors.Join(err, os.RemoveAll(c.place.socket))
	if c.place.temporary {
		err = errors.Join(err, os.RemoveAll(c.place.root))
	}
	err = errors.Join(err, c.janitor.dismiss(), c.place.lock.Close())
	c.place.tidy()
	if err != nil {
		return fmt.Errorf("stop private PostgreSQL: %w", err)
	}
	return nil
}
