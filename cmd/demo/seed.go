package main

import (
	"context"
	"fmt"
	"time"

	"github.com/jonboulle/clockwork"

	"github.com/followup-bot/followup/internal/app"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/tracker"
)

// seedDays is how many working days the histories of the demo's leads reach back at most.
const seedDays = 32

// prepare fills the database, and lets this morning happen so that the first digest is there when the page opens.
func prepare(ctx context.Context, bot *app.App, clock *businessClock, c cast, empty bool) error {
	if err := bot.SyncPeople(ctx); err != nil {
		return err
	}
	if empty {
		return nil
	}
	now := clock.Now()
	s := &seeder{bot: bot, cast: c, now: now, clock: clockwork.NewFakeClockAt(now)}
	if err := s.run(ctx); err != nil {
		return fmt.Errorf("seed: %w", err)
	}
	clock.Move(s.morning().Sub(now))
	return clock.MoveTo(ctx, now)
}

// seeder lives through the weeks before the demo with the real use cases, so that every history is one that could have happened.
type seeder struct {
	bot   *app.App
	cast  cast
	now   time.Time
	clock *clockwork.FakeClock
	leads map[string]followup.LeadID
	use   *tracker.Tracker
}

// run plays all stories day by day, oldest first.
func (s *seeder) run(ctx context.Context) error {
	s.leads = map[string]followup.LeadID{}
	s.use = s.bot.TrackerAt(s.clock)
	if err := s.library(ctx); err != nil {
		return err
	}
	days := map[int][]happening{}
	for _, story := range stories(s.cast) {
		for i, step := range story.steps {
			days[step.day] = append(days[step.day], happening{story: story, step: step, first: i == 0})
		}
	}
	for day := -seedDays; day <= -1; day++ {
		for i, h := range days[day] {
			if err := s.play(ctx, h, i); err != nil {
				return fmt.Errorf("%s, day %d: %w", h.story.title(), day, err)
			}
		}
	}
	return s.team(ctx)
}

// happening is one step of one lead's story.
type happening struct {
	story story
	step  step
	first bool
}

// play does a step at a believable hour of its day, in the rep's zone.
func (s *seeder) play(ctx context.Context, h happening, i int) error {
	person, err := s.use.Person(ctx, s.bot.Workspace(), h.story.owner)
	if err != nil {
		return err
	}
	loc := person.Location()
	s.set(calendar.At(s.day(h.step.day, loc), calendar.Clock(9+i%8, (i*7)%60), loc))
	a := tracker.Actor{Workspace: s.bot.Workspace(), User: h.story.owner, Source: followup.FromCommand}
	if h.first {
		receipt, err := s.use.Add(ctx, a, h.story.lead(), true)
		if err != nil {
			return fmt.Errorf("add: %w", err)
		}
		s.leads[h.story.title()] = receipt.Lead.ID
	}
	if h.step.pause != 0 {
		_, err := s.use.PauseCadence(ctx, a, tracker.Target{Lead: s.leads[h.story.title()]}, s.day(h.step.pause, loc), h.step.note)
		return err
	}
	if h.step.outcome == "" {
		return nil
	}
	_, err = s.use.Log(ctx, a, tracker.Log{
		Lead: s.leads[h.story.title()], Channel: h.step.channel, Outcome: h.step.outcome, Minutes: h.step.minutes,
		Note: h.step.note, Promised: h.step.promised, Gave: h.step.gave, Next: s.next(h.step, loc),
	})
	if err != nil {
		return fmt.Errorf("log: %w", err)
	}
	return s.recap(ctx, a, h)
}

// recap has the recap of a conversation sent in time: the team of the demo is a diligent one.
func (s *seeder) recap(ctx context.Context, a tracker.Actor, h happening) error {
	if !followup.OwesRecap(h.step.outcome, h.step.channel) {
		return nil
	}
	s.clock.Advance(40 * time.Minute)
	card, err := s.use.Card(ctx, a, s.leads[h.story.title()], 0)
	if err != nil {
		return fmt.Errorf("look for the recap: %w", err)
	}
	for _, o := range card.Owed {
		if o.Kind != followup.Recap {
			continue
		}
		if _, err := s.use.SentOwed(ctx, a, o.ID); err != nil {
			return fmt.Errorf("send recap: %w", err)
		}
	}
	return nil
}

// next is the step's next step, its day counted from the day the demo starts.
func (s *seeder) next(st step, loc *time.Location) followup.NextStep {
	n := st.next
	if n.kind == "" {
		return followup.NextStep{}
	}
	next := followup.NextStep{Kind: n.kind, Channel: n.channel, Promised: n.promised, Value: n.value, Reason: n.reason}
	if n.kind == followup.NextRecall || n.kind == followup.NextPark {
		next.On = s.day(n.day, loc)
	}
	if n.at != 0 {
		next.At = &n.at
	}
	if n.kind == followup.NextPark {
		next.Park = &followup.Park{Reason: n.reason, Note: n.note, FirstLine: n.line}
	}
	return next
}

// day is the n-th working day from the day the demo starts; 0 is that day, or the next working day.
func (s *seeder) day(n int, loc *time.Location) calendar.Date {
	d := calendar.MondayToFriday.Next(calendar.Today(s.now, loc))
	if n >= 0 {
		return calendar.MondayToFriday.Add(d, n)
	}
	for range -n {
		for d = d.AddDays(-1); !calendar.MondayToFriday.Works(d); {
			d = d.AddDays(-1)
		}
	}
	return d
}

// set moves the seeder's clock; stories of one day may go back by hours, as people in several zones do.
func (s *seeder) set(t time.Time) { s.clock.Advance(t.Sub(s.clock.Now())) }

// team makes the manager's team, the last thing before the demo starts.
func (s *seeder) team(ctx context.Context) error {
	s.set(s.morning())
	_, err := s.use.SaveTeam(ctx, tracker.Actor{Workspace: s.bot.Workspace(), User: s.cast.sam, Source: followup.FromCommand}, tracker.TeamSettings{
		Channel: s.cast.sales, Name: "Sales", Manager: s.cast.sam, Members: s.cast.reps(), Zone: homeZone,
		SummaryOn: followup.DefaultSummaryOn, SummaryAt: followup.DefaultSummaryAt,
	})
	return err
}

// morning is when the demo's day begins for the seeder.
func (s *seeder) morning() time.Time { return lastMorning(s.now) }

// lastMorning is early on the last working day that has begun, before the first rep's digest.
func lastMorning(now time.Time) time.Time {
	d := calendar.Today(now, home())
	early := calendar.Clock(4, 0)
	for !calendar.MondayToFriday.Works(d) || now.Before(calendar.At(d, early, home())) {
		d = d.AddDays(-1)
	}
	return calendar.At(d, early, home())
}
