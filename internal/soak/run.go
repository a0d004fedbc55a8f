package soak

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/jonboulle/clockwork"
)

// soak is one run.
type soak struct {
	Options

	stage  *stage
	book   *book
	ledger *ledger
	fleet  *fleet
	crowd  *crowd
	health *health
	watch  *watch
	listen *listener
	checks *checks
}

// monday is when a soak begins by business time: a Monday before anybody's morning.
var monday = time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)

// Run soaks the bot and reports what held. Its error says that the soak itself could not be run; where ctx ends early, the checks are
// made all the same. Call Replica first in the program that calls it.
func Run(ctx context.Context, o Options) (_ *Report, err error) {
	alive := context.WithoutCancel(ctx) // what is under way is looked at even where the soak is cut short
	s, err := newSoak(alive, o)
	if err != nil {
		return nil, err
	}
	defer func() { err = joined(err, s.close()) }()
	if err := s.begin(alive); err != nil {
		return nil, err
	}
	s.goWrong(ctx)
	if err := s.calmDown(alive); err != nil {
		return nil, err
	}
	if err := s.checks.run(alive); err != nil {
		return nil, err
	}
	return s.report(), nil
}

// newSoak makes a soak in which no bot runs yet. The caller closes it.
func newSoak(ctx context.Context, o Options) (*soak, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	s := &soak{Options: o}
	real := clockwork.NewRealClock()
	clock := newBusinessClock(real, Pace{From: monday, At: real.Now()})
	s.book, s.ledger = newBook(real), newLedger()
	var err error
	if s.stage, err = newStage(ctx, o, real, clock); err != nil {
		return nil, err
	}
	s.assemble()
	return s, nil
}

// close ends the replicas, and then what they work with.
func (s *soak) close() error {
	s.fleet.stop()
	return s.stage.close()
}

func joined(errs ...error) error { return errors.Join(errs...) }

// assemble puts the parts together.
func (s *soak) assemble() {
	ws := s.stage.ws
	s.listen = &listener{book: s.book, secrets: []string{ws.BotToken(), ws.AppToken()}, logs: s.Logs}
	s.fleet = &fleet{book: s.book, clock: s.stage.real, calm: true, heard: s.listen.hear, assign: func(n int) assignment {
		return assignment{
			BotToken: ws.BotToken(), AppToken: ws.AppToken(), APIURL: ws.APIURL(), DatabaseURL: s.stage.cluster.URL(databaseName),
			Seed: s.Seed + uint64(n)*1000, Store: s.Store, Slack: s.Slack, Pace: *s.stage.clock.pace.Load(), Delivery: hurried(), //nolint:gosec // small
		}
	}}
	s.crowd = newCrowd(s.stage, s.book, s.ledger, s.Options)
	s.health = &health{stage: s.stage, book: s.book, fleet: s.fleet, limit: s.Memory}
	s.watch = &watch{stage: s.stage, book: s.book, ledger: s.ledger}
	s.checks = &checks{stage: s.stage, book: s.book, ledger: s.ledger, watch: s.watch}
}

// startPatience is how long the replicas may take to serve.
const startPatience = 30 * time.Second

// begin starts the replicas and has the people settle in before anything goes wrong.
func (s *soak) begin(ctx context.Context) error {
	for i := range s.Replicas {
		s.fleet.start(ctx, fmt.Sprintf("replica %d", i+1))
	}
	if ok, _ := s.health.until(ctx, startPatience, func(well bool) bool { return well && len(s.fleet.addrs()) == s.Replicas }); !ok {
		return fmt.Errorf("the replicas don't start: %s\n%s", s.health.ask(), s.book.end())
	}
	if err := s.crowd.prepare(ctx); err != nil {
		return fmt.Errorf("%w\n%s", err, s.book.end())
	}
	s.say("%d people, %d replicas, seed %d: it begins to go wrong", len(s.crowd.people), s.Replicas, s.Seed)
	return nil
}

// goWrong has people work while things fail.
func (s *soak) goWrong(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, s.For)
	defer cancel()
	s.setPace(s.stage.clock.Now(), float64(24*time.Hour)/float64(s.Day))
	s.fleet.say(word{Calm: new(bool)})
	if err := noise(s.stage.ws, s.Noise); err != nil {
		panic(err) // the plan is wrong
	}
	s.stage.ws.SetLifetime(s.Lifetime)
	troubles := &troubles{
		stage: s.stage, book: s.book, fleet: s.fleet, health: s.health, every: time.Duration(float64(time.Minute) / max(s.Troubles, .001)),
		random: rand.New(rand.NewPCG(s.Seed, 1)), most: max(s.For/10, 4*time.Second), //nolint:gosec // a plan that can be repeated
	}
	var wg sync.WaitGroup
	for _, part := range []func(context.Context){s.crowd.work, troubles.run, s.watch.run, s.health.watch, s.progress} {
		wg.Go(func() { part(ctx) })
	}
	wg.Wait()
}

// setPace has business time go on from an instant, at a speed, everywhere.
func (s *soak) setPace(from time.Time, speed float64) {
	p := s.stage.clock.paced(from, speed)
	s.stage.clock.follow(p)
	s.fleet.say(word{Pace: &p})
}

const (
	// restPatience is how long the bot may take to come to rest: longer than it waits for a lost answer, a lost turn and a retry.
	restPatience = 2 * time.Minute
	restEvery    = 200 * time.Millisecond
	// restLooks is how often in a row nothing must wait: what a replica had in hand when the clock stopped is stored a moment later.
	restLooks = 10
)

// calmDown ends everything that goes wrong, lets one whole day pass like that, and waits until the bot has nothing to do.
func (s *soak) calmDown(ctx context.Context) error {
	s.say("nothing goes wrong any more; one more day")
	s.setPace(s.stage.clock.Now(), 0)
	s.stage.ws.ClearFaults()
	s.stage.ws.SetLifetime(0)
	calm := true
	s.fleet.say(word{Calm: &calm})
	healed, took := s.health.until(ctx, 2*healWithin, func(well bool) bool { return well && len(s.fleet.addrs()) == s.Replicas })
	if !healed {
		s.book.breach(Honest, "nothing goes wrong for %s, and not all is well: %s", took.Round(time.Second), s.health.ask())
	}
	s.rest(ctx)
	s.checks.since = nextWorkingDay(s.stage.clock.Now())
	s.setPace(s.checks.since.Add(-12*time.Hour), float64(24*time.Hour)/float64(s.Day))
	if !s.sleep(ctx, 2*s.Day) { // it is that day everywhere, and its end
		return ctx.Err()
	}
	s.setPace(s.stage.clock.Now(), 0)
	s.rest(ctx)
	return nil
}

// nextWorkingDay is the first Tuesday to Thursday that begins in 12 hours or later.
func nextWorkingDay(now time.Time) time.Time {
	day := now.Add(36 * time.Hour).Truncate(24 * time.Hour)
	for day.Weekday() < time.Tuesday || day.Weekday() > time.Thursday {
		day = day.Add(24 * time.Hour)
	}
	return day
}

// rest waits until nothing that is due waits any more.
func (s *soak) rest(ctx context.Context) {
	begun, quiet := s.stage.real.Now(), 0
	for {
		var waiting int
		err := s.stage.db.GetContext(ctx, &waiting, `
select (select count(*) from deliveries where shown < wanted and given_up_at is null and due_at <= $1)
     + (select count(*) from reps where next_digest_at <= $1)
     + (select count(*) from teams where next_summary_at <= $1)
     + (select count(*) from recalls where is_open and snoozed_until <= $1)
     + (select count(*) from deliveries where redraw_at <= $1)`, s.stage.clock.Now())
		took := s.stage.real.Now().Sub(begun)
		if quiet++; err != nil || waiting > 0 {
			quiet = 0
		}
		if quiet == restLooks {
			s.book.took("rest", took)
			return
		}
		if took > restPatience {
			s.book.tell("%d things still wait, %v", waiting, err)
			return
		}
		if !s.sleep(ctx, restEvery) {
			return
		}
	}
}

func (s *soak) sleep(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-s.stage.real.After(d):
		return true
	}
}

// progress says now and then how far it is.
func (s *soak) progress(ctx context.Context) {
	every(ctx, s.stage.real, min(time.Minute, max(s.For/5, 5*time.Second)), func() {
		s.say("%d acts, %d answers in %s at the most, business time %s, broken: %v", s.book.number("acts"), s.book.number("envelopes"),
			s.book.longestOf("answer").Round(time.Millisecond), s.stage.clock.Now().Format("Mon 2 Jan 2006 15:04"), s.book.isBroken())
	})
}

// say tells whoever watches.
func (s *soak) say(format string, args ...any) {
	out := s.Out
	if out == nil {
		out = io.Discard
	}
	fmt.Fprintf(out, "%8s  %s\n", s.stage.real.Now().Sub(s.book.begun).Round(time.Second), fmt.Sprintf(format, args...))
}
