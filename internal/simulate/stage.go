package simulate

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/jonboulle/clockwork"

	followupfiles "github.com/followup-bot/followup"
	"github.com/followup-bot/followup/internal/app"
	"github.com/followup-bot/followup/internal/delivery"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/localpg"
	"github.com/followup-bot/followup/internal/slacksim"
	"github.com/followup-bot/followup/internal/tracker"
)

// stage is what the team works with: the workspace, the bot, the database.
type stage struct {
	real    clockwork.Clock
	clock   *clockwork.FakeClock // business time
	ws      *slacksim.Workspace
	cluster *localpg.Cluster // nil: somebody else's
	bot     *app.App
	db      *sqlx.DB // to look behind the scenes
	channel followup.ChannelID
}

// manager is who leads the team: an admin of the workspace.
const manager = followup.UserID("UMANAGER")

const channelName = "sales"

// newStage starts all of it, with the reps in the workspace. The bot has no sockets and no jobs: it does what is due when it is told to, so
// that nothing depends on real time.
func newStage(ctx context.Context, o Options, reps []rep) (_ *stage, err error) {
	real := clockwork.NewRealClock()
	s := &stage{real: real, clock: clockwork.NewFakeClockAt(time.Date(begins.Year, begins.Month, begins.Day, 0, 0, 0, 0, time.UTC))}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.close())
		}
	}()
	if s.ws, err = slacksim.New(slacksim.Options{Manifest: followupfiles.Manifest, Clock: real, ClockBar: bar{s.clock}}); err != nil {
		return nil, err
	}
	if err := s.people(reps); err != nil {
		return nil, err
	}
	if err := s.ws.Start(ctx); err != nil {
		return nil, err
	}
	address := o.Database
	if address == "" {
		if s.cluster, err = localpg.Start(ctx, localpg.Options{}); err != nil {
			return nil, err
		}
		address = s.cluster.URL("postgres")
	}
	if s.db, err = sqlx.ConnectContext(ctx, "postgres", address); err != nil {
		return nil, fmt.Errorf("look behind the scenes: %w", err)
	}
	s.bot, err = app.New(ctx, app.Config{
		BotToken: s.ws.BotToken(), AppToken: s.ws.AppToken(), APIURL: s.ws.APIURL(), DatabaseURL: address, Connections: 1,
		Delivery: unhurried(), Version: "simulation",
	}, app.Deps{Clock: s.clock, Real: real, Log: slog.New(slog.DiscardHandler), Between: o.Between, Patience: patience})
	if err != nil {
		return nil, err
	}
	return s, s.team(ctx, reps)
}

func (s *stage) people(reps []rep) error {
	members := []string{string(manager)}
	if _, err := s.ws.AddPerson(slacksim.Person{ID: string(manager), Name: "sam", RealName: "Sam Okafor", TZ: zones[0].of, Admin: true}); err != nil {
		return err
	}
	for _, r := range reps {
		p := slacksim.Person{ID: string(r.id), Name: fmt.Sprintf("rep%d", r.n+1), RealName: r.name, TZ: r.zone.String()}
		if r.n%5 == 4 {
			p.Locale = "de-DE"
		}
		if _, err := s.ws.AddPerson(p); err != nil {
			return err
		}
		members = append(members, p.ID)
	}
	channel, err := s.ws.AddChannel(slacksim.Channel{Name: channelName, Members: members, BotMember: true})
	s.channel = followup.ChannelID(channel)
	return err
}

// team makes the manager's team.
func (s *stage) team(ctx context.Context, reps []rep) error {
	if err := s.bot.SyncPeople(ctx); err != nil {
		return err
	}
	members := make([]followup.UserID, 0, len(reps))
	for _, r := range reps {
		members = append(members, r.id)
	}
	_, err := s.bot.TrackerAt(s.clock).SaveTeam(ctx, s.as(manager), tracker.TeamSettings{
		Channel: s.channel, Name: "Sales", Manager: manager, Members: members, Zone: zones[0].of,
		SummaryOn: followup.DefaultSummaryOn, SummaryAt: followup.DefaultSummaryAt,
	})
	return err
}

// as is somebody who acts.
func (s *stage) as(id followup.UserID) tracker.Actor {
	return tracker.Actor{Workspace: s.bot.Workspace(), User: id, Source: followup.FromCommand}
}

// to moves the business clock forward to an instant and has the bot do what is due by then.
func (s *stage) to(ctx context.Context, at time.Time) error {
	s.clock.Advance(at.Sub(s.clock.Now()))
	for range turns {
		if err := s.bot.Turn(ctx); err != nil {
			return err
		}
		waiting, err := s.waiting(ctx)
		if err != nil || waiting == 0 {
			return err
		}
		select { // it failed, and is tried again soon
		case <-s.real.After(turnPause):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil // the checks of the day tell it
}

// waiting counts the messages that are due and not sent.
func (s *stage) waiting(ctx context.Context) (n int, err error) {
	const query = `select count(*) from deliveries where shown < wanted and given_up_at is null and due_at <= $1`
	if err := s.db.GetContext(ctx, &n, query, s.clock.Now()); err != nil {
		return 0, fmt.Errorf("look for what was not sent: %w", err)
	}
	return n, nil
}

// Nobody waits for the simulated bot, and a computer that is busy with something else must not look like a bot that fails.
const (
	patience  = 2 * time.Minute
	turns     = 100
	turnPause = 50 * time.Millisecond
)

// unhurried are the deliveries' limits: much time for each, and a soon second try.
func unhurried() delivery.Options {
	o := delivery.Defaults()
	o.SendTimeout, o.Lease, o.Quick = patience, 2*patience, patience
	o.Backoff, o.UnsureWait, o.LongestWait = turnPause/2, turnPause/2, turnPause
	return o
}

func (s *stage) close() (err error) {
	if s.bot != nil {
		err = s.bot.Close()
	}
	if s.db != nil {
		err = errors.Join(err, s.db.Close())
	}
	if s.ws != nil {
		s.ws.Close()
	}
	if s.cluster != nil {
		err = errors.Join(err, s.cluster.Stop(context.Background()))
	}
	return err
}

// bar shows business time in the workspace. Nobody moves it there.
type bar struct{ *clockwork.FakeClock }

func (bar) MoveTo(context.Context, time.Time) error {
	return errors.New("the simulation moves the clock")
}

func idOf(prefix string, n int) string { return fmt.Sprintf("%s%03d", prefix, n+1) }
