package app

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"

	"github.com/followup-bot/followup/internal/postgres"
)

// dataDir is a folder that PostgreSQL's own account may pass through, which t.TempDir is not.
func dataDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "followup-app-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o711); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, "data")
}

func answers(ctx context.Context, url string) error {
	db, err := postgres.Open(ctx, url, postgres.Options{})
	if err != nil {
		return err
	}
	return db.Close()
}

func TestPrivateDatabaseComesBackAfterACrash(t *testing.T) {
	t.Parallel()
	log := slog.New(slog.NewTextHandler(t.Output(), nil))
	dir := dataDir(t)
	if _, err := JoinPrivate(t.Context(), dir, log); !errors.Is(err, ErrNoData) {
		t.Fatalf("before the first start: %v", err)
	}
	private, err := StartPrivate(t.Context(), dir, log)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := private.Stop(context.Background()); err != nil {
			t.Error(err)
		}
	})
	if _, err := StartPrivate(t.Context(), dir, log); err == nil || !strings.Contains(err.Error(), "already runs on the data folder "+dir) {
		t.Errorf("a second program: %v", err)
	}
	joined, err := JoinPrivate(t.Context(), dir, log)
	if err != nil || joined.URL != private.URL {
		t.Fatalf("joined: %v, %v", joined, err)
	}
	if err := joined.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}

	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	var keeper sync.WaitGroup
	keeper.Go(func() { private.Keep(ctx, clockwork.NewRealClock()) })
	private.cluster.Kill()
	for err = answers(ctx, private.URL); err != nil && ctx.Err() == nil; err = answers(ctx, private.URL) {
		<-clockwork.NewRealClock().After(10 * time.Millisecond)
	}
	if err != nil {
		t.Errorf("not back: %v", err)
	}
	cancel()
	keeper.Wait()
}
