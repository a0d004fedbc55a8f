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
)

// stopWithin is how long the parts may take to stop.
const stopWithin = 15 * time.Second

// start is the program.
func start(ctx context.Context, o options) error {
	if err := o.check(); err != nil {
		return err
	}
	if o.simOnly {
		return simOnly(ctx, o)
	}
	return run(ctx, o)
}

// run starts everything, prints the page's address, and stops everything when ctx ends.
func run(ctx context.Context, o options) (err error) {
	real := clockwork.NewRealClock()
	begun := real.Now()
	s, err := newStage(o, followupfiles.Manifest, "Northwind")
	if err != nil {
		return err
	}
	pg, err := localpg.Start(ctx, localpg.Options{DataDir: o.database(), Fsync: o.data != "", Logger: o.log()})
	if err != nil {
		return err
	}
	defer stop(&err, pg.Stop)
	if err := s.open(ctx); err != nil {
		return err
	}
	defer s.workspace.Close()

	bots := newCrew(o, s, pg.URL("postgres"))
	defer func() { err = errors.Join(err, bots.close()) }()
	if err := bots.hire(ctx, o.replicas); err != nil {
		return err
	}
	s.clock.turn, s.clock.next = bots.turn, bots.nextDue
	if err := prepare(ctx, bots.at(0), s.clock, s.cast, o.empty || s.goesOn); err != nil {
		return err
	}
	defer func() { err = joinKept(err, s) }()
	shown := fmt.Sprintf(welcome, s.workspace.URL(), s.clock.Now().In(home()).Format(timeLayout), awaits(o, s.goesOn, s.clock.Now()),
		real.Since(begun).Seconds(), o.ending())
	return serve(ctx, bots, s, shown, o)
}

// newCrew makes bots that all work on the same tokens and the same database.
func newCrew(o options, s *stage, database string) *crew {
	return &crew{workspace: s.workspace, out: os.Stdout, make: func(ctx context.Context) (*app.App, error) {
		return app.New(ctx, app.Config{
			BotToken: s.workspace.BotToken(), AppToken: s.workspace.AppToken(), APIURL: s.workspace.APIURL(),
			DatabaseURL: database, Connections: 2, Delivery: delivery.Defaults(), Version: "demo",
		}, app.Deps{Clock: s.clock, Real: clockwork.NewRealClock(), Log: o.log()})
	}}
}

// serve runs the bots until ctx ends. It prints the welcome once Slack is connected.
func serve(ctx context.Context, bots *crew, s *stage, shown string, o options) error {
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return bots.work(ctx) })
	group.Go(func() error { return s.keepOn(ctx) })
	group.Go(func() error {
		if bots.ready(ctx) != nil {
			return nil // it has ended
		}
		fmt.Fprint(os.Stdout, shown)
		if !o.noOpen {
			openBrowser(ctx, s.workspace.URL())
		}
		return nil
	})
	return group.Wait()
}

// stop gives a part some time to end, even though the program's context has.
func stop(err *error, do func(context.Context) error) {
	ctx, cancel := context.WithTimeout(context.Background(), stopWithin)
	defer cancel()
	*err = errors.Join(*err, do(ctx))
}
