package soak

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/jonboulle/clockwork"

	followupfiles "github.com/followup-bot/followup"
	"github.com/followup-bot/followup/internal/localpg"
	"github.com/followup-bot/followup/internal/slacksim"
)

// stage is what the replicas work with: a workspace with people in it, and a database.
type stage struct {
	real     clockwork.Clock
	clock    *businessClock
	ws       *slacksim.Workspace
	cluster  *localpg.Cluster
	db       *sqlx.DB // to look behind the scenes
	channel  string   // of the team
	manager  string
	salesIDs []string
}

// somebody is one of the crowd.
type somebody struct{ name, real, zone, locale string }

// cast are those who follow leads up: in whole, half and quarter zones, one with half an hour of summer time, two in German.
var cast = []somebody{
	{"ana", "Ana Ruiz", "Europe/Berlin", "en-GB"},
	{"max", "Max Weber", "Europe/Berlin", "de-DE"},
	{"priya", "Priya Nair", "Asia/Kolkata", "en-GB"},
	{"joe", "Joe Rivera", "America/New_York", "en-US"},
	{"maya", "Maya Thapa", "Asia/Kathmandu", "en-GB"},
	{"lou", "Lou Kelly", "Australia/Lord_Howe", "en-GB"},
	{"tevita", "Tevita Leota", "Pacific/Apia", "en-GB"},
	{"uwe", "Uwe Brandt", "Europe/Vienna", "de-AT"},
	{"kim", "Kim Lund", "America/Los_Angeles", "en-US"},
	{"sina", "Sina Amiri", "Asia/Tehran", "en-GB"},
	{"noa", "Noa Levi", "Asia/Jerusalem", "en-GB"},
	{"rui", "Rui Alves", "America/Sao_Paulo", "en-GB"},
}

const maxPeople = 12

// maxServerConnections is enough for four replicas and those who look.
const maxServerConnections = 120

// databaseName is the bot's database.
const databaseName = "followup"

// newStage starts the workspace and the database. A secret that no log may show is in the database's address too.
func newStage(ctx context.Context, o Options, real clockwork.Clock, clock *businessClock) (_ *stage, err error) {
	s := &stage{real: real, clock: clock}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.close())
		}
	}()
	s.ws, err = slacksim.New(slacksim.Options{
		Manifest: followupfiles.Manifest, Clock: real, ClockBar: bar{clock}, Seed: o.Seed, RefreshNotice: refreshNotice(o.Lifetime),
	})
	if err != nil {
		return nil, err
	}
	if err := s.people(o.People); err != nil {
		return nil, err
	}
	if err := s.ws.Start(ctx); err != nil {
		return nil, err
	}
	if s.cluster, err = localpg.Start(ctx, localpg.Options{MaxConnections: maxServerConnections}); err != nil {
		return nil, err
	}
	if err := s.cluster.CreateDatabase(ctx, databaseName); err != nil {
		return nil, err
	}
	s.db, err = sqlx.Open("postgres", s.cluster.URL(databaseName))
	return s, err
}

// refreshNotice is how long before a refresh Slack warns: ten seconds, where a socket lives long enough for that.
func refreshNotice(lifetime time.Duration) time.Duration {
	if lifetime <= 0 {
		return 0
	}
	return min(10*time.Second, lifetime/3)
}

func (s *stage) people(n int) error {
	id, err := s.ws.AddPerson(slacksim.Person{Name: "sam", RealName: "Sam Okafor", TZ: "Europe/Berlin", Admin: true})
	if err != nil {
		return err
	}
	s.manager = id
	for _, p := range cast[:n] {
		id, err := s.ws.AddPerson(slacksim.Person{Name: p.name, RealName: p.real, TZ: p.zone, Locale: p.locale})
		if err != nil {
			return err
		}
		s.salesIDs = append(s.salesIDs, id)
	}
	s.channel, err = s.ws.AddChannel(slacksim.Channel{Name: "sales", Members: append([]string{s.manager}, s.salesIDs...), BotMember: true})
	return err
}

func (s *stage) close() (err error) {
	if s.db != nil {
		err = s.db.Close()
	}
	if s.ws != nil {
		s.ws.Close()
	}
	if s.cluster != nil {
		s.cluster.Resume()
		err = errors.Join(err, s.cluster.Stop(context.Background()))
	}
	return err
}

// lookPatience is longer than the database is ever away.
const lookPatience = 90 * time.Second

// patiently asks the database again and again until it answers: a look behind the scenes must not fail with it.
func (s *stage) patiently(ctx context.Context, ask func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, lookPatience)
	defer cancel()
	for {
		err := ask(ctx)
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("look behind the scenes: %w", err)
		case <-s.real.After(100 * time.Millisecond):
		}
	}
}

// bar shows business time in the workspace. Nobody moves it there.
type bar struct{ *businessClock }

func (bar) MoveTo(context.Context, time.Time) error { return errors.New("the soak moves the clock") }
