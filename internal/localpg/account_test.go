//go:build linux || darwin

package localpg

import (
	"bytes"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

func TestTemplate_many_at_once_from_an_empty_cache(t *testing.T) {
	t.Parallel()
	cache := filepath.Join(filepath.Dir(dataDir(t)), "cache")
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			c, err := Start(t.Context(), Options{CacheDir: cache})
			if err != nil {
				t.Error(err)
				return
			}
			mustStop(t, c)
		})
	}
	wg.Wait()
	found, err := filepath.Glob(filepath.Join(cache, "*"))
	if err != nil || len(found) != 1 {
		t.Fatalf("the cache holds %v, %v; want one template", found, err)
	}
	var said bytes.Buffer
	mustStart(t, Options{CacheDir: cache, Logger: slog.New(slog.NewTextHandler(&said, nil))})
	if !strings.Contains(said.String(), "private_postgres_up") {
		t.Fatalf("the log says %q", said.String())
	}
}

func TestHiddenRoot(t *testing.T) {
	t.Parallel()
	hidden := behindNamespace(account{name: "us", uid: os.Geteuid(), gid: os.Getegid()})
	if !canHideRoot || hidden.probe(t.Context()) != nil {
		t.Log("this system has no user namespaces for us; another account is then the only way")
		return
	}
	c, err := start(t.Context(), Options{CacheDir: t.TempDir()}.withDefaults(), hidden)
	if err != nil {
		t.Fatal(err)
	}
	defer mustStop(t, c)
	db := open(t, c, "postgres")
	ask(t, db, `select 'here'`)
	if err := c.Restart(t.Context()); err != nil {
		t.Fatal(err)
	}
	ask(t, db, `select 'again'`)
}

func TestBarredAt(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	closed := filepath.Join(dir, "closed")
	if err := os.Mkdir(closed, 0o700); err != nil {
		t.Fatal(err)
	}
	stranger := account{name: "stranger", uid: 54321, gid: 54321, other: true}
	if got := stranger.barredAt(filepath.Join(closed, "not", "there")); got == "" {
		t.Error("a stranger gets in")
	}
	owner := account{name: "us", uid: os.Geteuid(), gid: os.Getegid(), other: true}
	if got := owner.barredAt(closed); got != "" {
		t.Errorf("the owner is barred at %s", got)
	}
}
