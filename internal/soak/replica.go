package soak

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/jonboulle/clockwork"
	"golang.org/x/sync/errgroup"

	"github.com/followup-bot/followup/internal/app"
	"github.com/followup-bot/followup/internal/delivery"
	"github.com/followup-bot/followup/internal/faulty"
)

// replicaMark is the variable by which a program knows that it is to be a replica.
const replicaMark = "FOLLOWUP_SOAK_REPLICA"

// assignment is what a replica is told first.
type assignment struct {
	BotToken    string           `json:"bot_token"`
	AppToken    string           `json:"app_token"`
	APIURL      string           `json:"api_url"`
	DatabaseURL string           `json:"database_url"`
	Seed        uint64           `json:"seed"`
	Store       faulty.Rates     `json:"store"`
	Slack       faulty.Rates     `json:"slack"`
	Pace        Pace             `json:"pace"`
	Delivery    delivery.Options `json:"delivery"`
	Calm        bool             `json:"calm"`
}

// word is what a replica is told later.
type word struct {
	Pace *Pace `json:"pace,omitempty"` // business time goes by this
	Calm *bool `json:"calm,omitempty"` // whether nothing fails by chance
}

// Messages in a replica's log that the soak understands.
const (
	healthAt   = "health and metrics" // of the app, with addr
	hitsSoFar  = "injected so far"    // with what, and a number for each kind
	cameToRest = "replica ended"
)

// sweepEvery is how often a replica sweeps: business time runs fast here.
const sweepEvery = 200 * time.Millisecond

// Replica is the whole life of a replica where this process was started as one, and returns at once where it wasn't. Programs and
// test binaries that run a soak call it first.
func Replica() {
	if os.Getenv(replicaMark) == "" {
		return
	}
	log := slog.New(slog.NewJSONHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelInfo}))
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	err := serve(ctx, json.NewDecoder(bufio.NewReader(os.Stdin)), log)
	stop()
	if err != nil {
		log.Error(cameToRest, "error", err)
		os.Exit(1)
	}
	log.Info(cameToRest)
	os.Exit(0)
}

// serve runs the bot until ctx ends.
func serve(ctx context.Context, told *json.Decoder, log *slog.Logger) error {
	var a assignment
	if err := told.Decode(&a); err != nil {
		return fmt.Errorf("read the assignment: %w", err)
	}
	real := clockwork.NewRealClock()
	clock := newBusinessClock(real, a.Pace)
	store, slack := faulty.New(a.Seed, a.Store, real), faulty.New(a.Seed+1, a.Slack, real)
	calm := func(is bool) { store.Calm(is); slack.Calm(is) }
	calm(a.Calm)
	go obey(told, clock, calm) // it ends the process when the soak is gone
	bot, err := app.New(ctx, app.Config{
		BotToken: a.BotToken, AppToken: a.AppToken, APIURL: a.APIURL, DatabaseURL: a.DatabaseURL, HTTPAddr: "127.0.0.1:0",
		Connections: 2, Delivery: a.Delivery, Version: "soak",
	}, app.Deps{Clock: clock, Real: real, Log: log, Between: app.Between{
		Store: store.Store, Outbox: store.Outbox, Slack: slack.Slack(http.DefaultTransport),
	}})
	if err != nil {
		return err
	}
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return bot.Run(ctx) })
	group.Go(func() error { return keepPace(ctx, bot, real, log) })
	group.Go(func() error {
		every(ctx, real, 5*time.Second, func() {
			tellHits(ctx, log, "store", store)
			tellHits(ctx, log, "slack", slack)
		})
		return nil
	})
	return errors.Join(group.Wait(), bot.Close())
}

// obey does what the soak says, and ends with it.
func obey(told *json.Decoder, clock *businessClock, calm func(bool)) {
	for {
		var w word
		switch err := told.Decode(&w); {
		case errors.Is(err, io.EOF), err != nil:
			os.Exit(3) // nobody is left to work for
		}
		if w.Pace != nil {
			clock.follow(*w.Pace)
		}
		if w.Calm != nil {
			calm(*w.Calm)
		}
	}
}

// keepPace sweeps as often as business time needs. A sweep that failed is made up for by the next.
func keepPace(ctx context.Context, bot *app.App, real clockwork.Clock, log *slog.Logger) error {
	every(ctx, real, sweepEvery, func() {
		if err := bot.Sweep(ctx); err != nil && ctx.Err() == nil {
			log.InfoContext(ctx, "sweep failed", "error", err)
		}
	})
	return nil
}

// every does something again and again until ctx ends.
func every(ctx context.Context, real clockwork.Clock, pause time.Duration, do func()) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-real.After(pause):
		}
		do()
	}
}

func tellHits(ctx context.Context, log *slog.Logger, what string, in *faulty.Injector) {
	attrs := []any{"what", what}
	for kind, n := range in.Hits() {
		attrs = append(attrs, string(kind), n)
	}
	log.InfoContext(ctx, hitsSoFar, attrs...)
}
