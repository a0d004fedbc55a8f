// Package localpg gives a private PostgreSQL to people who have none: it finds
// or fetches the binaries, makes a data folder, runs the server as a child
// process and takes it down again.
//
// The server listens on a Unix socket only, in a folder nobody else may enter,
// and dies with this process even when that is killed.
package localpg

import (
	"errors"
	"log/slog"
)

// MinMajor is the oldest PostgreSQL that Followup runs on.
const MinMajor = 15

var (
	// ErrNoPostgres says that no usable PostgreSQL was found and none could be
	// fetched. Its text tells what to do about it.
	ErrNoPostgres = errors.New(`no PostgreSQL 15 or newer was found. One line gets it:
  Debian, Ubuntu:  sudo apt-get install -y postgresql
  Fedora:          sudo dnf install -y postgresql-server
  macOS:           brew install postgresql@17
  Windows:         docker compose up (compose.yaml brings PostgreSQL along)
On Linux and macOS it is enough to have npm: PostgreSQL is then fetched by itself`)

	// ErrInUse says that another program, or another cluster of this one, runs
	// on the same data folder.
	ErrInUse = errors.New("the data folder is in use by another program")

	// ErrStopped says that the cluster was stopped for good.
	ErrStopped = errors.New("the private PostgreSQL was stopped")
)

// Options say where a cluster lives and how careful it is. The zero value is
// a temporary cluster that trades durability for speed.
type Options struct {
	// DataDir is a folder of ours, made if absent, that keeps the data between
	// runs. Empty means a temporary cluster, removed by Stop.
	DataDir string

	// BinDir is where initdb and postgres are. Empty means: look for them.
	BinDir string

	// CacheDir keeps fetched binaries and the template of temporary clusters.
	// Empty means the user's cache folder, or for root, whose own the server's
	// account cannot enter, /var/cache/followup.
	CacheDir string

	// Fsync makes commits survive a crash of the computer. Only the demo and
	// tests may go without.
	Fsync bool

	// Replicated lets a temporary cluster have a Standby.
	Replicated bool

	// MaxConnections is 50 when zero.
	MaxConnections int

	// Settings are more of the server's, such as shared_buffers=1GB. They win
	// over ours, which keep a server as small as a test needs.
	Settings []string

	// Logger receives the steps, and at debug level what the server says. Nil
	// means silence.
	Logger *slog.Logger
}

func (o Options) withDefaults() Options {
	if o.MaxConnections == 0 {
		o.MaxConnections = 50
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	return o
}
