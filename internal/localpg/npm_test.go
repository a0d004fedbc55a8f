//go:build npm && (linux || darwin)

package localpg

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// TestNpm fetches the pinned package and runs it. It needs npm and a network
// or a mirror: go test -tags npm ./internal/localpg -run Npm.
func TestNpm(t *testing.T) {
	acc, err := chooseAccount(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	cache := filepath.Join(filepath.Dir(dataDir(t)), "cache")
	opts := Options{CacheDir: cache}.withDefaults()
	var wg sync.WaitGroup
	for range 2 { // two programs at once
		wg.Go(func() {
			if _, err := fetchFromNpm(t.Context(), opts.Logger, cache, acc); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if left, _ := filepath.Glob(filepath.Join(cache, "fetch-*")); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
	if t.Failed() {
		return
	}

	path := os.Getenv("PATH")
	t.Setenv("PATH", "/nowhere") // npm is not needed again
	bin, err := fetchFromNpm(t.Context(), opts.Logger, cache, acc)
	if err != nil {
		t.Fatal(err)
	}
	if bin.major != npmMajor {
		t.Errorf("fetched %s, want %d", bin.version, npmMajor)
	}
	t.Setenv("PATH", path)
	for name, opts := range map[string]Options{
		"temporary": {BinDir: bin.dir, CacheDir: cache},
		"kept":      {BinDir: bin.dir, CacheDir: cache, DataDir: dataDir(t), Fsync: true},
	} {
		c := mustStart(t, opts)
		db := open(t, c, "postgres")
		if got := ask(t, db, `select lower('É') || split_part(current_setting('server_version'), '.', 1)`); !strings.HasPrefix(got, "é17") {
			t.Errorf("%s: got %q", name, got)
		}
		if err := c.Restart(t.Context()); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
