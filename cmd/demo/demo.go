package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/jonboulle/clockwork"
	"golang.org/x/sync/errgroup"

	followupfiles "github.com/followup-bot/followup"
	"github.com/followup-bot/followup/internal/app"
	"github.com/followup-bot/followup/internal/delivery"
	"github.com/followup-bot/followup/internal/localpg"
	"github.com/followup-bot/followup/internal/slacksim"
)

// stopWithin is how long the parts may take to stop.
const stopWithin = 15 * time.Second

// run starts everything, prints the page's address, and stops everything when ctx ends.
func run(ctx context.Context, o options) (err error) {
	real := clockwork.NewRealClock()
	begun := real.Now()
	at, err := startTime(o.at, begun, home())
	if err != nil {
		return err
	}
	clock := &businessClock{OffsetClock: app.NewOffsetClock(real, at.Sub(begun))}

	pg, err := localpg.Start(ctx, localpg.Options{Logger: o.log()})
	if err != nil {
		return err
	}
	defer stop(&err, pg.Stop)

	workspace, err := slacksim.New(slacksim.Options{
		Addr: o.addr, Manifest: followupfiles.Manifest, Clock: real, ClockBar: clock, WorkspaceName: "Northwind",
	})
	if err != nil {
		return err
	}
	cast, err := addCast(workspace)
	if err != nil {
		return err
	}
	if err := workspace.Start(ctx); err != nil {
		return err
	}
	defer workspace.Close()

	bot, err := app.New(ctx, app.Config{
		BotToken: workspace.BotToken(), AppToken: workspace.AppToken(), APIURL: workspace.APIURL(),
		DatabaseURL: pg.URL("postgres"), Connections: 2, Delivery: delivery.Defaults(), Version: "demo",
	}, app.Deps{Clock: clock, Real: real, Log: o.log()})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, bot.Close()) }()
	clock.turn = bot.Turn

	if err := prepare(ctx, bot, clock, cast, o.empty); err != nil {
		return err
	}
	shown := fmt.Sprintf(welcome, workspace.URL(), clock.Now().In(home()).Format(timeLayout), real.Since(begun).Seconds())
	return serve(ctx, bot, workspace.URL(), shown, o)
}

// serve runs the bot until ctx ends. It prints the welcome once Slack is connected.
func serve(ctx context.Context, bot *app.App, page, shown string, o options) error {
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return bot.Run(ctx) })
	group.Go(func() error {
		select {
		case <-bot.Ready():
			fmt.Fprint(os.Stdout, shown)
			if !o.noOpen {
				openBrowser(ctx, page)
			}
		case <-ctx.Done():
		}
		return nil
	})
	return group.Wait()
}

const welcome = `
  Followup is running in a simulated Slack workspace:

      %s

  You are Ana, and it is %s. Her morning digest is waiting under Apps → Followup. Type /followup
  in any box, use the clock at the top for the next morning, and switch people at the bottom left: Sam is the
  manager, #sales has his summary.

  Ready in %.1f s. Ctrl-C ends it and leaves nothing behind.
`

// stop gives a part some time to end, even though the program's context has.
func stop(err *error, do func(context.Context) error) {
	ctx, cancel := context.WithTimeout(context.Background(), stopWithin)
	defer cancel()
	*err = errors.Join(*err, do(ctx))
}
