// Package app puts Followup together: database, use cases, bot, deliveries, jobs and the health port. The program, the demo and
// the tests run the same app.
package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/slack-go/slack"
	"golang.org/x/sync/errgroup"

	"github.com/followup-bot/followup/internal/delivery"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/postgres"
	"github.com/followup-bot/followup/internal/schedule"
	"github.com/followup-bot/followup/internal/slackbot"
	"github.com/followup-bot/followup/internal/slackbot/transport"
	"github.com/followup-bot/followup/internal/tracker"
)

// Config is what an app needs to know.
type Config struct {
	BotToken    string
	AppToken    string
	APIURL      string // ends in /api/
	DatabaseURL string
	Admins      []followup.UserID
	HTTPAddr    string // health and metrics; empty: none
	Connections int    // sockets to Slack
	Heartbeat   string // address to be asked while all is well; empty: none
	Retention   int    // months after which closed leads are erased; 0: never
	Delivery    delivery.Options
	Version     string
}

// Deps are the clocks and the log. Business time decides what is due, real time when something has taken too long.
type Deps struct {
	Clock clockwork.Clock
	Real  clockwork.Clock
	Log   *slog.Logger
	Between
	Patience time.Duration // how long a statement may take; 0: as long as is good where people wait for it
}

// Between is what is put between the bot and what it works with, to have it fail; nil: nothing.
type Between struct {
	Store  func(tracker.Store) tracker.Store
	Outbox func(delivery.Outbox) delivery.Outbox
	Slack  http.RoundTripper // of all calls, also to response URLs
}

// App is a running Followup.
type App struct {
	cfg     Config
	deps    Deps
	db      *postgres.DB
	tracker *tracker.Tracker
	bot     *slackbot.Bot
	engine  *delivery.Engine
	socket  *transport.Client
	metrics *metrics
	http    *http.Client   // for the heartbeat
	slips   postgres.Slips // as last looked at, by one job
	unswept int            // the same, as it was found
	wake    chan struct{}
	full    atomic.Bool // the database had no room at the last sweep
}

// callTimeout is how long one call to Slack may take.
const callTimeout = 10 * time.Second

// maxInFlight is how many requests may be served at once. While the database hangs each takes its whole time; a reader that waited
// for them would leave the next ones without an answer.
const maxInFlight = 2048

// New opens the database, brings its schema up to date and asks Slack who we are. Nothing is served before Run. The caller closes
// the app.
func New(ctx context.Context, cfg Config, deps Deps) (*App, error) {
	deps.Log = toldOnce(deps.Log)
	db, err := openDatabase(ctx, cfg.DatabaseURL, deps)
	if err != nil {
		return nil, err
	}
	a := &App{cfg: cfg, deps: deps, db: db, wake: make(chan struct{}, 1), metrics: newMetrics(cfg.Version)}
	if err := a.build(ctx); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return a, nil
}

// build puts the parts together on an open database.
func (a *App) build(ctx context.Context) error {
	applied, err := a.db.MigrateUp(ctx)
	if err != nil {
		return fmt.Errorf("bring the database up to date: %w", err)
	}
	if len(applied) > 0 {
		a.deps.Log.InfoContext(ctx, "migrations applied", "count", len(applied))
	}
	a.http = &http.Client{Timeout: callTimeout}
	toSlack := SlackHTTP(callTimeout)
	toSlack.Transport = a.deps.Slack
	api := slack.New(a.cfg.BotToken, slack.OptionAPIURL(a.cfg.APIURL), slack.OptionHTTPClient(toSlack))
	a.tracker = a.TrackerAt(a.deps.Clock)
	a.bot = slackbot.New(slackbot.Deps{
		API: api, APIURL: a.cfg.APIURL, HTTP: toSlack, Tracker: a.tracker, Clock: a.deps.Clock, Real: a.deps.Real, Log: a.deps.Log,
		Limits: a.db.Outbox(), Wake: a.Wake, Edit: a.edit, Served: a.metrics.served,
	})
	asking, warming := errgroup.WithContext(ctx)
	asking.Go(func() error { return a.bot.Connect(warming) })
	asking.Go(func() error { return a.db.Warm(warming) }) // meanwhile, so that nobody's first command waits for it
	if err := asking.Wait(); err != nil {
		return err
	}
	if err := a.beat(ctx); err != nil { // nothing is sent before it succeeds; those who type are served
		a.deps.Log.WarnContext(ctx, "the database can't be written to yet", "error", err)
	}
	if a.engine, err = delivery.New(
		a.outbox(), a.bot, []followup.WorkspaceID{a.bot.Workspace()}, a.deps.Clock, a.deps.Log, a.cfg.Delivery,
	); err != nil {
		return fmt.Errorf("set up deliveries: %w", err)
	}
	opener := a.bot.Opener(transport.SlackOpener(toSlack, a.cfg.APIURL, a.cfg.AppToken))
	a.socket, err = transport.New(opener, a.bot.Handle, transport.Options{
		Connections: a.cfg.Connections, Clock: a.deps.Real, Logger: a.deps.Log, MaxInFlight: maxInFlight,
	})
	if err != nil {
		return fmt.Errorf("set up the connection to Slack: %w", err)
	}
	a.metrics.watch(a)
	return nil
}

// Run serves until ctx ends, then finishes what is in hand and returns nil. An error means that it can't go on.
func (a *App) Run(ctx context.Context) error {
	health, err := a.listenHTTP(ctx)
	if err != nil {
		return err
	}
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return a.socket.Run(ctx) })
	group.Go(func() error { return a.deliverWhenWoken(ctx) })
	group.Go(func() error { a.warmAll(ctx); return nil })
	group.Go(func() error { return schedule.New(a.deps.Log, a.jobs()...).Run(ctx) })
	if health != nil {
		group.Go(func() error { return a.serveHTTP(ctx, health) })
	}
	err = group.Wait()
	a.engine.Wait()
	return err
}

// warmAfter leaves the processors to those who came first.
const warmAfter = time.Second

// warmAll has the database's connections ready for a rush, once those are served that waited for the start.
func (a *App) warmAll(ctx context.Context) {
	select {
	case <-a.deps.Real.After(warmAfter):
	case <-ctx.Done():
		return
	}
	if err := a.db.WarmAll(ctx); err != nil && ctx.Err() == nil {
		a.deps.Log.WarnContext(ctx, "connections not warmed", "error", err)
	}
}

// edit is the engine's, which is made after the bot and before anything is served.
func (a *App) edit(
	ctx context.Context, w followup.WorkspaceID, channel, ts string, send func(context.Context, delivery.Item) error,
) (bool, error) {
	return a.engine.Edit(ctx, w, channel, ts, send)
}

// jobs are what is done again and again, on every replica: once-only comes from the database.
func (a *App) jobs() []schedule.Job {
	return []schedule.Job{
		{Name: "sweep", Every: time.Minute, Do: a.Sweep},
		{Name: "deliver", Every: 3 * time.Second, Do: a.engine.Kick},
		{Name: "people", Every: 6 * time.Hour, Do: a.bot.SyncPeople},
		{Name: "look", Every: time.Minute, Do: a.Look},
		{Name: "audit", Every: 6 * time.Hour, Do: a.audit},
		{Name: "erase", Every: 6 * time.Hour, Do: a.eraseOld},
	}
}

// Sweep turns what has become due into deliveries and has them sent. It is done every minute; where business time runs faster than
// real time, have it done more often.
func (a *App) Sweep(ctx context.Context) error {
	if err := a.sweepNow(ctx); err != nil {
		return err
	}
	a.Wake()
	return nil
}

func (a *App) sweepNow(ctx context.Context) (err error) {
	defer func() { a.full.Store(postgres.DiskFull(err)) }()
	if err := a.beat(ctx); err != nil {
		return err
	}
	if err := a.tracker.Sweep(ctx); err != nil {
		return err
	}
	a.metrics.swept(a.deps.Real.Now())
	return nil
}

// beat makes sure that the database is the one this program knows, before anything is made due or sent.
func (a *App) beat(ctx context.Context) error {
	doubt, err := a.db.Beat(ctx, a.bot.Workspace(), a.deps.Clock.Now())
	if doubt != postgres.Sure {
		a.deps.Log.WarnContext(ctx, "the database may be a backup: what was due is looked for in Slack before it is posted", "why", string(doubt))
	}
	return err
}

func (a *App) audit(ctx context.Context) error {
	orphans, err := a.tracker.Audit(ctx)
	if err != nil {
		return err
	}
	a.metrics.orphans.Set(float64(orphans))
	level := slog.LevelInfo
	if orphans > 0 {
		level = slog.LevelError
	}
	a.deps.Log.Log(ctx, level, "audit", "orphans", orphans)
	return nil
}

// eraseOld erases the closed leads that are older than the operator wants them kept.
func (a *App) eraseOld(ctx context.Context) error {
	if a.cfg.Retention == 0 {
		return nil
	}
	erased, err := a.tracker.EraseOld(ctx, a.cfg.Retention)
	if erased > 0 {
		a.deps.Log.InfoContext(ctx, "old closed leads erased", "leads", erased)
		a.Wake()
	}
	return err
}

// Wake has waiting deliveries looked at soon. It never blocks.
func (a *App) Wake() {
	select {
	case a.wake <- struct{}{}:
	default:
	}
}

func (a *App) deliverWhenWoken(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-a.wake:
		}
		if err := a.engine.Kick(ctx); err != nil && ctx.Err() == nil {
			a.deps.Log.ErrorContext(ctx, "deliveries failed", "error", err)
		}
		select {
		case <-ctx.Done():
		case <-a.deps.Real.After(wakePause):
		}
	}
}

// wakePause is how soon waiting deliveries are looked at again: under load nearly every request asks for it.
const wakePause = 50 * time.Millisecond

// Turn does at once what the jobs would do by and by: it sweeps and delivers until nothing is due. For the demo's clock and for
// tests.
func (a *App) Turn(ctx context.Context) error {
	if err := a.sweepNow(ctx); err != nil {
		return err
	}
	return a.engine.Turn(ctx)
}

// NextDue is when, after a time of the business clock, Turn has something to do again; ok is false where nothing is planned. For a clock
// that is moved from one such moment to the next.
func (a *App) NextDue(ctx context.Context, after time.Time) (at time.Time, ok bool, err error) {
	return a.db.NextDue(ctx, after)
}

// SyncPeople brings the directory up to date with the workspace.
func (a *App) SyncPeople(ctx context.Context) error { return a.bot.SyncPeople(ctx) }

// Ready is closed once Slack has taken our first connection.
func (a *App) Ready() <-chan struct{} { return a.socket.Ready() }

// TrackerAt gives the use cases, by another clock, to those who act for people without Slack: the demo's seed, and tests.
func (a *App) TrackerAt(clock clockwork.Clock) *tracker.Tracker {
	var store tracker.Store = a.db.Store()
	if a.deps.Store != nil {
		store = a.deps.Store(store)
	}
	return tracker.New(store, clock, a.cfg.Admins)
}

func (a *App) outbox() delivery.Outbox {
	if a.deps.Outbox != nil {
		return a.deps.Outbox(a.db.Outbox())
	}
	return a.db.Outbox()
}

// Workspace is the workspace the app serves.
func (a *App) Workspace() followup.WorkspaceID { return a.bot.Workspace() }

// Close gives the database connections back. Run must have returned.
func (a *App) Close() error { return a.db.Close() }
