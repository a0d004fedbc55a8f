//go:build linux || darwin

package localpg

import (
	"os"
	"path/filepath"
	"testing"
)

func BenchmarkStart_temporary(b *testing.B) {
	startAndStop(b, func() Options { return Options{} })
}

func BenchmarkStart_new(b *testing.B) {
	base := enterable(b)
	n := 0
	startAndStop(b, func() Options {
		n++
		return Options{DataDir: filepath.Join(base, string(rune('a'+n%26)), string(rune('a'+n/26))), Fsync: true}
	})
}

func BenchmarkStart_reopened(b *testing.B) {
	dir := filepath.Join(enterable(b), "data")
	startAndStop(b, func() Options { return Options{DataDir: dir, Fsync: true} })
}

func startAndStop(b *testing.B, opts func() Options) {
	once := func() {
		c, err := Start(b.Context(), opts())
		if err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		if err := c.Stop(b.Context()); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
	once() // whatever is made once only
	for b.Loop() {
		once()
	}
}

// enterable is a folder that the server's account can enter, unlike
// b.TempDir when the benchmark runs as root.
func enterable(tb testing.TB) string {
	tb.Helper()
	dir, err := os.MkdirTemp("", "followup-localpg-test-")
	if err != nil {
		tb.Fatal(err)
	}
	if err := os.Chmod(dir, 0o755); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			tb.Error(err)
		}
	})
	return dir
}
