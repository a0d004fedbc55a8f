package main

import (
	"context"
	"time"

	"github.com/followup-bot/followup/internal/app"
)

// businessClock is the bot's clock, moved by the page's clock bar.
type businessClock struct {
	*app.OffsetClock
	turn func(context.Context) error // what the bot does at a new time
}

// stride is how far the clock moves at once: every digest on the way comes at its own time.
const stride = 30 * time.Minute

// MoveTo moves the clock forward to a time, stopping on the way for what falls due. It implements slacksim.ClockBar.
func (c *businessClock) MoveTo(ctx context.Context, to time.Time) error {
	for c.Now().Before(to) {
		c.Move(min(stride, to.Sub(c.Now())))
		if err := c.turn(ctx); err != nil {
			return err
		}
	}
	return nil
}
