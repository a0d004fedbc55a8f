package tracker_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/tracker"
)

// The digests of one moment spread over a minute, each rep's at the same place every morning; promises go first, by as much at most.
func TestAWaveIsSpread(t *testing.T) {
	t.Parallel()
	const reps = 1000
	var quarters [4]int
	for i := range reps {
		d := tracker.Delivery{Kind: tracker.KindDigest, Recipient: fmt.Sprintf("U%04d", i), Due: morning}
		place := d.RankAt().Sub(d.Due)
		if place < 0 || place >= time.Minute {
			t.Fatalf("%s has place %s", d.Recipient, place)
		}
		quarters[place/(15*time.Second)]++
		next := d
		next.Due = d.Due.AddDate(0, 0, 1)
		if got := next.RankAt().Sub(next.Due); got != place {
			t.Errorf("%s has place %s, and %s the next day", d.Recipient, place, got)
		}
		d.Promises = true
		if ahead := place - d.RankAt().Sub(d.Due); ahead != 15*time.Minute {
			t.Errorf("a promise goes %s ahead", ahead)
		}
	}
	for _, n := range quarters {
		if n < reps/5 || n > reps*3/10 {
			t.Errorf("the wave is not even: %v", quarters)
		}
	}
}

// What waits ages: whatever is more urgent passes only what is younger than its head start.
func TestWhatWaitsAges(t *testing.T) {
	t.Parallel()
	rank := func(kind string, due time.Time) time.Time {
		return tracker.Delivery{Kind: kind, Recipient: "U1", Due: due}.RankAt()
	}
	summary := rank(tracker.KindSummary, morning)
	if !rank(tracker.KindNudge, morning.Add(59*time.Minute)).Before(summary) {
		t.Error("a word to one person waits behind a summary of the same hour")
	}
	if !rank(tracker.KindNudge, morning.Add(61*time.Minute)).After(summary) {
		t.Error("a summary is passed by what comes an hour later")
	}
}
