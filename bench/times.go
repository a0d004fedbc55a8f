package main

import (
	"fmt"
	"slices"
	"time"
)

// times are how long something took, each time.
type times []time.Duration

// at is the time within which a share of them stayed; 0.99 is the p99.
func (t times) at(share float64) time.Duration {
	if len(t) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(t))
	return sorted[min(int(share*float64(len(sorted))), len(sorted)-1)]
}

func (t times) worst() time.Duration {
	if len(t) == 0 {
		return 0
	}
	return slices.Max(t)
}

// ms writes a duration in milliseconds.
func ms(d time.Duration) string { return fmt.Sprintf("%.1f ms", float64(d.Microseconds())/1000) }

func (t times) String() string {
	return fmt.Sprintf("p50 %s, p95 %s, p99 %s, worst %s", ms(t.at(0.5)), ms(t.at(0.95)), ms(t.at(0.99)), ms(t.worst()))
}
