package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/jonboulle/clockwork"
	_ "github.com/lib/pq"

	"github.com/followup-bot/followup/internal/localpg"
	"github.com/followup-bot/followup/internal/postgres"
)

// house is what is measured in: a private PostgreSQL, a folder, and whatever runs. It closes all of it.
type house struct {
	out     io.Writer
	dir     string
	cluster *localpg.Cluster
	closers []func() error // the last one first
}

// real is the clock that everything is measured with.
var real = clockwork.NewRealClock()

// closeWithin is how long the way down may take.
const closeWithin = 30 * time.Second

// later has something closed with the house.
func (h *house) later(do func() error) { h.closers = append(h.closers, do) }

func (h *house) close() (err error) {
	for _, do := range slices.Backward(h.closers) {
		err = errors.Join(err, do())
	}
	return err
}

// folder is the house's own, gone with it.
func (h *house) folder() (string, error) {
	if h.dir != "" {
		return h.dir, nil
	}
	dir, err := os.MkdirTemp("", "followup-bench-")
	if err != nil {
		return "", err
	}
	h.dir = dir
	h.later(func() error { return os.RemoveAll(dir) })
	return dir, nil
}

// asInstalled is what PostgreSQL has by itself where a private one has less: memory, and how much log between two checkpoints.
var asInstalled = []string{"shared_buffers=128MB", "max_wal_size=1GB", "min_wal_size=80MB"}

// open starts PostgreSQL as it is installed, and with more settings where they are given. With fsync a commit waits for the disk, as in
// production.
func (h *house) open(ctx context.Context, fsync bool, settings ...string) error {
	cluster, err := localpg.Start(ctx, localpg.Options{Fsync: fsync, Settings: append(slices.Clone(asInstalled), settings...)})
	if err != nil {
		return err
	}
	h.cluster = cluster
	h.later(func() error {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeWithin)
		defer cancel()
		return cluster.Stop(ctx)
	})
	return nil
}

// database makes a database with today's schema and returns its address, and a pool on it.
func (h *house) database(ctx context.Context, name string) (string, *sqlx.DB, error) {
	url := h.cluster.URL(name)
	if err := h.cluster.CreateDatabase(ctx, name); err != nil {
		return url, nil, err
	}
	bot, err := postgres.Open(ctx, url, postgres.Options{})
	if err != nil {
		return url, nil, err
	}
	_, err = bot.MigrateUp(ctx)
	if err = errors.Join(err, bot.Close()); err != nil {
		return url, nil, err
	}
	pool, err := sqlx.ConnectContext(ctx, "postgres", url)
	if err != nil {
		return url, nil, fmt.Errorf("connect: %w", err)
	}
	h.later(pool.Close)
	return url, pool, nil
}

// manifest is the app's, beside the code: the program is run from the repository.
func manifest() ([]byte, error) { return os.ReadFile(filepath.Join(root, "manifest.yml")) }

// root is the repository, as seen from where `go run ./bench` runs.
const root = "."

// say prints a line of what was measured.
func (h *house) say(format string, args ...any) { fmt.Fprintf(h.out, format+"\n", args...) }
