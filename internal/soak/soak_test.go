package soak

import (
	"bytes"
	"os"
	"testing"
	"time"
)

// The test binary is its own replica: a soak starts it again.
func TestMain(m *testing.M) {
	Replica()
	os.Exit(m.Run())
}

// What the command does for hours, for as long as everybody can wait. Where it fails, it prints the line that does the same for longer.
func TestSoak(t *testing.T) {
	for _, one := range []struct {
		name     string
		replicas int
		seed     uint64
	}{
		{"one_replica", 1, 19},
		{"two_replicas", 2, 9},
	} {
		t.Run(one.name, func(t *testing.T) {
			o := Defaults()
			o.Replicas, o.Seed, o.For, o.Day = one.replicas, one.seed, 13*time.Second, 5*time.Second
			o.Troubles, o.Lifetime, o.Think = 40, 15*time.Second, 400*time.Millisecond
			o.Memory = 0 // the race detector takes many times as much
			o = o.Scaled(2)
			report, err := Run(t.Context(), o)
			if err != nil {
				t.Fatalf("seed %d: %v", one.seed, err)
			}
			var text bytes.Buffer
			report.Write(&text)
			t.Log(text.String())
			if report.Broken {
				t.Errorf("seed %d: an invariant is broken", one.seed)
			}
			if report.Number("wishes: saved") < 10 || report.Number("receipts that were looked for") < 10 || report.Number("digests") == 0 {
				t.Errorf("seed %d: too little happened to prove anything", one.seed)
			}
		})
	}
}
