package app_test

import (
	"testing"
	"time"

	"github.com/jonboulle/clockwork"

	"github.com/followup-bot/followup/internal/app"
)

func TestOffsetClockIsAheadAndMoves(t *testing.T) {
	start := time.Date(2026, 5, 12, 8, 0, 0, 0, time.UTC)
	real := clockwork.NewFakeClockAt(start)
	c := app.NewOffsetClock(real, 14*time.Hour)
	if got := c.Now(); !got.Equal(start.Add(14 * time.Hour)) {
		t.Errorf("ahead: %s", got)
	}
	c.Move(-13 * time.Hour)
	real.Advance(time.Minute)
	if got, want := c.Now(), start.Add(time.Hour+time.Minute); !got.Equal(want) {
		t.Errorf("moved: %s, want %s", got, want)
	}
	if c.Since(start) != time.Hour+time.Minute || c.Until(start) != -time.Hour-time.Minute {
		t.Errorf("since %s, until %s", c.Since(start), c.Until(start))
	}
}
