package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/jonboulle/clockwork"

	"github.com/followup-bot/followup/internal/localpg"
)

// ErrNoData says that there is no private database yet.
var ErrNoData = errors.New("there is no private database yet")

// privateName is our database on the private server.
const privateName = "followup"

// restartPause is the least time between two starts of a private server that keeps ending.
const restartPause = 5 * time.Second

// PrivateDatabase is a PostgreSQL of our own, for those who have none.
type PrivateDatabase struct {
	URL     string
	cluster *localpg.Cluster // nil: another program's
	log     *slog.Logger
}

// StartPrivate runs a private database on a folder, made if absent. Commits survive a crash of the computer. The caller stops it.
func StartPrivate(ctx context.Context, dir string, log *slog.Logger) (*PrivateDatabase, error) {
	cluster, err := localpg.Start(ctx, localpg.Options{DataDir: dir, Fsync: true, Logger: log})
	if errors.Is(err, localpg.ErrInUse) {
		return nil, fmt.Errorf("another program already runs on the data folder %s: stop it, or give this one a folder of its own (FOLLOWUP_DATA_DIR) or a DATABASE_URL", dir)
	}
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.EROFS) {
		return nil, fmt.Errorf("the data folder %s can't be used: %w (give FOLLOWUP_DATA_DIR a folder that this account may write to, or give a DATABASE_URL)", dir, err)
	}
	if err != nil {
		return nil, err
	}
	if err := cluster.CreateDatabase(ctx, privateName); err != nil {
		return nil, errors.Join(err, cluster.Stop(context.WithoutCancel(ctx)))
	}
	return &PrivateDatabase{URL: cluster.URL(privateName), cluster: cluster, log: log}, nil
}

// JoinPrivate gives access to an existing private database, also while another program serves from it. It never makes one: ErrNoData.
func JoinPrivate(ctx context.Context, dir string, log *slog.Logger) (*PrivateDatabase, error) {
	if _, err := os.Stat(filepath.Join(dir, "data")); errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w in %s: followup serve makes it", ErrNoData, dir)
	}
	if url := localpg.Running(dir, privateName); url != "" {
		return &PrivateDatabase{URL: url, log: log}, nil
	}
	return StartPrivate(ctx, dir, log)
}

// Keep runs the server again whenever it ends, until ctx does. In between people are told that nothing could be stored.
func (p *PrivateDatabase) Keep(ctx context.Context, real clockwork.Clock) {
	for p.cluster != nil {
		select {
		case <-ctx.Done():
			return
		case <-p.cluster.Done():
		}
		p.log.ErrorContext(ctx, "private database ended, starting it again")
		if err := p.cluster.Up(ctx); err != nil && ctx.Err() == nil {
			p.log.ErrorContext(ctx, "private database not started", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-real.After(restartPause):
		}
	}
}

// Stop shuts the server down, if it is ours. Stopping it twice is harmless.
func (p *PrivateDatabase) Stop(ctx context.Context) error {
	if p.cluster == nil {
		return nil
	}
	return p.cluster.Stop(ctx)
}
