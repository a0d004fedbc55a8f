package main

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"github.com/followup-bot/followup/internal/app"
	"github.com/followup-bot/followup/internal/config"
	"github.com/followup-bot/followup/internal/delivery"
	"github.com/followup-bot/followup/internal/followup"
)

// stopDatabaseWithin bounds the private database's way down; killed, it loses nothing either.
const stopDatabaseWithin = 10 * time.Second

func (p *program) serve() *cobra.Command {
	var offset time.Duration
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Run the bot",
		Long: "Run the bot. It brings the database's schema up to date, connects to Slack and serves until SIGTERM or Ctrl-C, on which\n" +
			"it finishes what is in hand. A second signal ends it at once.",
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, log, err := p.settings(cmd)
			if err := config.Join(err, cfg.NeedTokens(), cfg.CheckClockOffset(offset)); err != nil {
				return err
			}
			clock := p.real
			if offset != 0 {
				clock = app.NewOffsetClock(p.real, offset)
			}
			return serve(cmd.Context(), cfg, app.Deps{Clock: clock, Real: p.real, Log: log})
		},
	}
	cmd.Flags().DurationVar(&offset, "clock-offset", 0,
		"shift the bot's clock, such as 14h, for rehearsals in a simulated workspace")
	return cmd
}

// serve runs the bot until ctx ends. A start that is cut short by a signal is no failure.
func serve(ctx context.Context, cfg config.Config, deps app.Deps) (err error) {
	defer func() { // last: the way down is over
		if ctx.Err() != nil && errors.Is(err, context.Canceled) {
			err = nil
		}
		if err == nil {
			deps.Log.Info("stopped")
		}
	}()
	deps.Log.InfoContext(ctx, "followup starts", "version", version(), "settings_file", cmp.Or(cfg.File(), "none"), "slack", cfg.APIURL,
		"business_time", deps.Clock.Now().UTC().Truncate(time.Second))
	bot := app.Config{
		BotToken: cfg.BotToken.Reveal(), AppToken: cfg.AppToken.Reveal(), APIURL: cfg.APIURL, DatabaseURL: cfg.DatabaseURL.Reveal(),
		Admins: admins(cfg), HTTPAddr: cfg.HTTPAddr, Connections: cfg.Connections, Retention: cfg.Retention, Delivery: delivery.Defaults(), Version: version(),
		Heartbeat: cfg.Heartbeat.Reveal(),
	}
	if err := app.Greet(ctx, bot, deps.Log); err != nil { // before anything is made
		return err
	}
	if bot.DatabaseURL == "" {
		private, startErr := app.StartPrivate(ctx, cfg.DataDir, deps.Log)
		if startErr != nil {
			return startErr
		}
		deps.Log.InfoContext(ctx, "private database, no DATABASE_URL was given", "data_dir", cfg.DataDir)
		defer keep(ctx, private, deps, &err)()
		bot.DatabaseURL = private.URL
	}
	return run(ctx, bot, deps)
}

// keep runs a private database until the returned function is called; an error on its way down is added to err.
func keep(ctx context.Context, private *app.PrivateDatabase, deps app.Deps, err *error) (stop func()) {
	keeping, cancel := context.WithCancel(ctx)
	var keeper sync.WaitGroup
	keeper.Go(func() { private.Keep(keeping, deps.Real) })
	return func() {
		cancel()
		keeper.Wait()
		*err = errors.Join(*err, stopPrivate(ctx, private))
	}
}

// run is the bot's life.
func run(ctx context.Context, cfg app.Config, deps app.Deps) (err error) {
	bot, err := app.New(ctx, cfg, deps)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, bot.Close()) }()
	deps.Log.InfoContext(ctx, "workspace", "id", string(bot.Workspace()))
	defer context.AfterFunc(ctx, func() { deps.Log.Info("stopping: finishing what is in hand") })()
	defer whenReady(ctx, bot, deps.Log)()
	return bot.Run(ctx)
}

// whenReady tells once that Slack has taken our connection. What it returns ends the wait.
func whenReady(ctx context.Context, bot *app.App, log *slog.Logger) (done func()) {
	ctx, cancel := context.WithCancel(ctx)
	told := make(chan struct{})
	go func() {
		defer close(told)
		select {
		case <-bot.Ready():
			log.InfoContext(ctx, "serving")
		case <-ctx.Done():
		}
	}()
	return func() { cancel(); <-told }
}

func admins(cfg config.Config) []followup.UserID {
	ids := make([]followup.UserID, 0, len(cfg.Admins))
	for _, id := range cfg.Admins {
		ids = append(ids, followup.UserID(id))
	}
	return ids
}

func stopPrivate(ctx context.Context, private *app.PrivateDatabase) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopDatabaseWithin)
	defer cancel()
	return private.Stop(ctx)
}
