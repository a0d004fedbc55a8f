package cadence_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/cadence"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// anyone is somebody who can be reached in some ways only, or of whom none is known.
func anyone(t *rapid.T) followup.Contact {
	c := followup.Contact{ID: 1, Name: "Jane", Zone: rapid.SampledFrom([]string{"", "America/New_York", "Asia/Tokyo", "Europe/Berlin"}).Draw(t, "zone")}
	if rapid.Bool().Draw(t, "phone") {
		c.Phone = "+1 212 555 0100"
	}
	if rapid.Bool().Draw(t, "email") {
		c.Email = "jane@acme.example"
	}
	if rapid.Bool().Draw(t, "linkedin") {
		c.LinkedIn = "in/jane"
	}
	return c
}

func anywhere(t *rapid.T) followup.Situation {
	s := followup.Situation{
		Today: thursday.AddDays(rapid.IntRange(0, 400).Draw(t, "begins")), Time: calendar.TimeOfDay(rapid.IntRange(0, 24*60-1).Draw(t, "at")), Owner: ana,
	}
	s.Lead = followup.Lead{ID: 1, Name: "Jane", State: followup.Active, Contacts: []followup.Contact{anyone(t)}}
	s.Prospect = followup.ProspectOf(s.Lead, ana)
	return s
}

// settled stores what follows as the tracker does, with dates a person chooses where they are asked.
func settled(t *rapid.T, s *followup.Situation, g cadence.Suggestion) {
	next := g.Next
	if next.Kind == followup.NextKeep {
		if s.Lead.Recall == nil {
			t.Fatal("kept what is not there")
		}
		s.Lead.Enrolment = g.After
		return
	}
	if !next.Complete() {
		if next.Kind == "" {
			t.Fatalf("nothing follows: %+v", g)
		}
		next.On = s.Today.AddDays(rapid.IntRange(0, 30).Draw(t, "agreed"))
	}
	next, _, err := next.Settle(s.Today, s.Owner, s.Prospect)
	if err != nil {
		t.Fatal(err)
	}
	if next.On.Before(s.Today) && next.Kind == followup.NextRecall {
		t.Fatalf("%s is in the past of %s", next.On, s.Today)
	}
	s.Lead.Enrolment = cadence.UntilMeeting(g.After, next.On)
	kind := followup.Planned
	switch {
	case next.Kind == followup.NextPark:
		kind, s.Lead.State = followup.Wake, followup.Parked
	case next.Kind != followup.NextRecall:
		s.Lead.Recall, s.Lead.State = nil, followup.Lost
		return
	case next.Promised:
		kind, s.Lead.State = followup.Promised, followup.Active
	default:
		s.Lead.State = followup.Active
	}
	s.Lead.Recall = &followup.Recall{Kind: kind, Due: next.On, At: next.At, Channel: next.Channel, ReplyOwed: next.Owed}
}

// TestWhateverHappens goes any way through any cadence: nothing is planned for the past, steps don't bunch up, a promise is never moved by
// a rule, each step that is passed over has its reason, and what was before is left as it was, for an undo. At the end nobody answers any
// more, and the cadence ends, or waits for a person.
func TestWhateverHappens(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := anywhere(t)
		c := rapid.SampledFrom(cadence.Presets()).Draw(t, "cadence")
		e, next, why := cadence.Start(c, s.Today.AddDays(rapid.IntRange(0, 5).Draw(t, "day one")), s)
		settled(t, &s, cadence.Suggestion{Next: next, Why: why, After: &e})
		for range rapid.IntRange(0, 20).Draw(t, "n") {
			if !s.Lead.State.Open() || s.Lead.Enrolment == nil {
				return
			}
			s.Today = s.Today.AddDays(rapid.IntRange(0, 12).Draw(t, "later"))
			if rapid.IntRange(0, 4).Draw(t, "what") == 0 {
				s.Channel = ""
				decided(t, &s)
				continue
			}
			s.Channel = rapid.SampledFrom(followup.Channels()).Draw(t, "channel")
			touched(t, &s, rapid.SampledFrom(followup.Outcomes(s.Channel)).Draw(t, "outcome"))
		}
		unanswered(t, s)
	})
}

// touched logs a touch and holds what follows against the rules.
func touched(t *rapid.T, s *followup.Situation, o followup.Outcome) {
	before := clone(s.Lead.Enrolment)
	g := cadence.Suggest(o, *s)
	same(t, before, s.Lead.Enrolment)
	if by, _ := followup.Suggest(o, *s); by.Kind == followup.NextKeep && g.Next.Kind != followup.NextKeep {
		t.Fatalf("%s moved a promise: %+v", o, g.Next)
	}
	if g.Ended != (g.After == nil) && g.Switch == "" {
		t.Fatalf("ended %t, but stands at %+v", g.Ended, g.After)
	}
	skips(t, before, g)
	if g.Switch != "" {
		to, ok := cadence.Preset(g.Switch, before.Cadence.Variant)
		if !ok {
			t.Fatalf("no cadence %s", g.Switch)
		}
		g = g.Enrol(to, *s)
	}
	apart(t, *s, g)
	settled(t, s, g)
}

// apart holds that a step of a later day never comes on the day of the one before it.
func apart(t *rapid.T, s followup.Situation, g cadence.Suggestion) {
	if e := g.After; g.Next.Kind == followup.NextRecall && e.Running() && stepReason(g.Why) && e.LastOn == s.Today && e.Gap() > 0 {
		if gap := s.Today.DaysUntil(g.Next.On); gap < e.Gap() {
			t.Fatalf("%d days, where the cadence wants %d", gap, e.Gap())
		}
	}
}

func stepReason(why []followup.Reason) bool {
	return slices.ContainsFunc(why, func(r followup.Reason) bool { return r.Code == followup.CadenceStep })
}

// skips holds that nothing is passed over silently.
func skips(t *rapid.T, before *followup.Enrolment, g cadence.Suggestion) {
	for _, skip := range g.Skipped {
		if skip.Why.Code == "" || g.Next.Kind != followup.NextKeep && !slices.ContainsFunc(g.Why, func(r followup.Reason) bool { return cmp.Equal(r, skip.Why) }) {
			t.Fatalf("step %d of %s is passed over without a word", skip.Step, before.Cadence.Label())
		}
	}
}

// decided has somebody decide something about the enrolment.
func decided(t *rapid.T, s *followup.Situation) {
	before := clone(s.Lead.Enrolment)
	by := followup.Reason{Code: followup.PausedByRep, Params: map[string]string{"by": "UANA"}}
	var g cadence.Suggestion
	switch rapid.IntRange(0, 5).Draw(t, "decision") {
	case 0:
		g = cadence.Pause(*s, calendar.Date{}, by)
	case 1:
		g = cadence.Pause(*s, s.Today.AddDays(rapid.IntRange(1, 30).Draw(t, "until")), by)
	case 2:
		g = cadence.Resume(*s)
	case 3:
		by.Code = followup.SkippedByRep
		g = cadence.Skip(*s, by)
	case 4:
		g = cadence.Migrate(rapid.SampledFrom(cadence.Presets()).Draw(t, "version"), *s)
	default:
		g = cadence.Begin(s.Lead.Enrolment.Cadence, s.Today, *s)
	}
	same(t, before, s.Lead.Enrolment)
	if r := s.Lead.Recall; (r.Kind == followup.Promised || r.ReplyOwed) && g.Next.Kind != followup.NextKeep {
		t.Fatalf("a decision about the cadence moved %+v to %+v", r, g.Next)
	}
	if g.Switch != "" {
		to, _ := cadence.Preset(g.Switch, before.Cadence.Variant)
		g = g.Enrol(to, *s)
	}
	settled(t, s, g)
}

// unanswered does what is due, unanswered, until nothing is: each cadence ends, or waits for a person who paused it.
func unanswered(t *rapid.T, s followup.Situation) {
	for range 80 {
		e := s.Lead.Enrolment
		switch {
		case e == nil, !s.Lead.State.Open():
			return
		case e.Paused != nil && e.Paused.Until.IsZero():
			return // somebody says when it goes on
		}
		if due := s.Lead.Recall.Due; due.After(s.Today) {
			s.Today = due
		}
		s.Time = calendar.Clock(23, 59)
		if s.Channel = s.Lead.Recall.Channel; s.Channel == "" || s.Channel == followup.Meeting {
			s.Channel = followup.Email
		}
		o := followup.Sent
		if !o.Fits(s.Channel) {
			o = followup.NoAnswer
		}
		touched(t, &s, o)
	}
	t.Fatalf("it never ends: %+v", s.Lead.Enrolment)
}

func clone(e *followup.Enrolment) *followup.Enrolment {
	if e == nil {
		return nil
	}
	c := *e
	c.Made, c.Skipped = slices.Clone(e.Made), slices.Clone(e.Skipped)
	if e.Paused != nil {
		p := *e.Paused
		c.Paused = &p
	}
	return &c
}

func same(t *rapid.T, before, now *followup.Enrolment) {
	if diff := cmp.Diff(before, now); diff != "" {
		t.Fatalf("what was is changed, and can't be undone: %s", diff)
	}
}
