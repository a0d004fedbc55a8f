package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/followup-bot/followup/internal/app"
	"github.com/followup-bot/followup/internal/slackbot/transport"
	"github.com/followup-bot/followup/internal/slacksim"
)

// crew is the bots of the demo. One whose Socket Mode is switched off ends, as it must; another one takes its place when it is on again,
// as an operator would start it.
type crew struct {
	workspace *slacksim.Workspace
	make      func(context.Context) (*app.App, error)
	out       io.Writer // where a bot's last words go

	mu   sync.RWMutex
	bots []*app.App // nil where none runs
}

// hire makes n bots. Those it made are there to be closed when it fails, too.
func (c *crew) hire(ctx context.Context, n int) error {
	for range n {
		bot, err := c.make(ctx)
		if err != nil {
			return err
		}
		c.bots = append(c.bots, bot)
	}
	return nil
}

// work runs every bot until ctx ends or one can't go on.
func (c *crew) work(ctx context.Context) error {
	group, ctx := errgroup.WithContext(ctx)
	for i := range c.bots {
		group.Go(func() error {
			for {
				err := c.at(i).Run(ctx)
				if !errors.Is(err, transport.ErrLinkDisabled) {
					return err
				}
				if err := c.replace(ctx, i, err); err != nil || ctx.Err() != nil {
					return err
				}
			}
		})
	}
	return group.Wait()
}

// replace tells why the bot ended, and puts a new one in its place once Socket Mode is on. Nothing is lost meanwhile: it is in the
// database. When ctx ends first, the place stays empty.
func (c *crew) replace(ctx context.Context, i int, why error) error {
	bot := c.at(i)
	c.set(i, nil) // nobody uses it any more
	if err := bot.Close(); err != nil {
		return err
	}
	fmt.Fprintf(c.out, "\n  The bot has ended: %v.\n  The workspace stays. Press \"Socket Mode on\" in the page's developer log, and the bot starts again.\n", why)
	if err := c.workspace.Wait(ctx, func() bool { return c.workspace.Faults().LinkEnabled }); err != nil {
		return nil //nolint:nilerr // ctx has ended, and so has the demo
	}
	bot, err := c.make(ctx)
	if err != nil {
		if ctx.Err() != nil {
			return nil
		}
		return err
	}
	c.set(i, bot)
	fmt.Fprintln(c.out, "\n  The bot has started again.")
	return nil
}

func (c *crew) at(i int) *app.App {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.bots[i]
}

func (c *crew) set(i int, bot *app.App) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.bots[i] = bot
}

// ready waits until the bots are connected.
func (c *crew) ready(ctx context.Context) error {
	return c.workspace.Wait(ctx, func() bool { return c.workspace.Connections() >= len(c.bots) })
}

// with has a bot do something, and keeps it until it has. Where none runs nothing happens: the next one catches up.
func (c *crew) with(do func(*app.App) error) error {
	c.mu.RLock()
	defer c.mu.RUnlock()
	for _, bot := range c.bots {
		if bot != nil {
			return do(bot)
		}
	}
	return nil
}

// turn has a bot do what is due.
func (c *crew) turn(ctx context.Context) error {
	return c.with(func(bot *app.App) error { return bot.Turn(ctx) })
}

// nextDue is when something falls due after a time; ok is false where nothing will, or no bot runs.
func (c *crew) nextDue(ctx context.Context, after time.Time) (at time.Time, ok bool, err error) {
	err = c.with(func(bot *app.App) (err error) {
		at, ok, err = bot.NextDue(ctx, after)
		return err
	})
	return at, ok, err
}

func (c *crew) close() (err error) {
	for _, bot := range c.bots {
		if bot != nil {
			err = errors.Join(err, bot.Close())
		}
	}
	return err
}
