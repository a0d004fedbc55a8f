//go:build linux || darwin

package localpg

import "testing"

func TestRunning_is_found_while_it_runs(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	if url := Running(dir, "postgres"); url != "" {
		t.Fatalf("before the start: %s", url)
	}
	c := mustStart(t, Options{DataDir: dir})
	if got, want := Running(dir, "postgres"), c.URL("postgres"); got != want {
		t.Fatalf("got %q, want %q", got, want)
	}
	mustStop(t, c)
	if url := Running(dir, "postgres"); url != "" {
		t.Fatalf("after the stop: %s", url)
	}
}
