package main

import (
	"context"
	"fmt"
	"time"

	"github.com/followup-bot/followup/internal/app"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// How --at is written, and how the welcome shows the time.
const (
	atLayout   = "2006-01-02T15:04"
	timeLayout = "Mon 2 Jan 2006, 15:04"
)

// startTime is the business time at which the demo starts: the one asked for, on the clock of the person whom the newcomer plays.
// Without one it is now, or the next working morning where nobody would be at work: the first look is never at a quiet weekend.
func startTime(asked string, now time.Time, zone *time.Location) (time.Time, error) {
	if asked != "" {
		at, err := time.ParseInLocation(atLayout, asked, zone)
		if err != nil {
			return at, fmt.Errorf("--at %s is no time such as 2026-05-12T09:00", asked)
		}
		return at, nil
	}
	opens, closes := calendar.Clock(9, 40), calendar.Clock(18, 0) // digest and summary are there by then
	today, hour := calendar.Today(now, zone), calendar.TimeOfDayOf(now.In(zone))
	working := calendar.MondayToFriday.Works(today)
	switch {
	case working && opens <= hour && hour < closes:
		return now, nil
	case working && hour < opens:
		return calendar.At(today, opens, zone), nil
	default:
		return calendar.At(calendar.MondayToFriday.Next(today.AddDays(1)), opens, zone), nil
	}
}

// businessClock is the bot's clock, moved by the page's clock bar.
type businessClock struct {
	*app.OffsetClock
	turn func(context.Context) error                                                   // what the bot does at a new time
	next func(ctx context.Context, after time.Time) (at time.Time, ok bool, err error) // when it has something to do again
}

// MoveTo moves the clock forward to a time, stopping on the way at each moment at which something falls due. It implements
// slacksim.ClockBar.
func (c *businessClock) MoveTo(ctx context.Context, to time.Time) error {
	for now := c.Now(); now.Before(to); now = c.Now() {
		stop := to
		if at, ok, err := c.next(ctx, now); err != nil {
			return err
		} else if ok && at.Before(to) {
			stop = at
		}
		c.Move(stop.Sub(now))
		if err := c.turn(ctx); err != nil {
			return err
		}
	}
	return nil
}

// idle is a clock whose bot isn't there yet, or is somebody else's.
func (c *businessClock) idle() {
	c.turn = func(context.Context) error { return nil }
	c.next = func(context.Context, time.Time) (at time.Time, ok bool, err error) { return at, false, nil }
}
