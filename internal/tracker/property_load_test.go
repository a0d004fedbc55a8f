package tracker_test

import (
	"time"

	"pgregory.net/rapid"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/tracker"
)

// limit has somebody say how many touches they want to make in a day, or that they don't.
func (s *story) limit() {
	who, n := s.pick(ann, bob), rapid.IntRange(0, 3).Draw(s.Draw, "a day")
	rep, err := s.desk.Settings(s.desk.Context(), s.desk.as(who))
	if err == nil {
		_, err = s.desk.SaveSettings(s.desk.Context(), s.desk.as(who), tracker.Settings{DigestAt: rep.DigestAt, Week: rep.Week, Capacity: n})
	}
	if err != nil {
		s.Draw.Fatal(err)
	}
}

// spread lays somebody's backlog over the days to come: as it was previewed, each lead with its reason, and no promise with it.
func (s *story) spread() {
	ctx, who, days := s.desk.Context(), s.pick(ann, bob), rapid.IntRange(1, 5).Draw(s.Draw, "days")
	preview, err := s.desk.BacklogPreview(ctx, s.desk.as(who), days)
	if err != nil {
		s.Draw.Fatal(err)
	}
	var shown []tracker.Target
	var before []followup.Lead
	for _, m := range preview.Moving {
		shown, before = append(shown, seen(m.Lead)), append(before, s.load(m.Lead.ID))
	}
	if _, ok := s.twice(before, who, func(a tracker.Actor) (digest.Receipt, error) {
		return s.desk.SpreadBacklog(ctx, a, days, shown)
	}); ok != (len(before) > 0) {
		s.Draw.Fatalf("%d leads were to be spread", len(before))
	}
	for i, was := range before {
		is := s.batched(was, followup.Spread)
		if is.Recall.Due != preview.Moving[i].To || len(is.Recall.Reasons) == len(was.Recall.Reasons) {
			s.Draw.Fatalf("previewed for %s, without a reason or due on %s", preview.Moving[i].To, is.Recall.Due)
		}
	}
}

// snoozeAll hides all that is planned.
func (s *story) snoozeAll() {
	ctx, who := s.desk.Context(), s.pick(ann, bob)
	day, err := s.desk.Today(ctx, s.desk.as(who))
	if err != nil {
		s.Draw.Fatal(err)
	}
	var before []followup.Lead
	for _, r := range day.Open {
		if r.For == nil && !r.Beside && r.Lead.Recall.Spreads() { // those of others whom they cover stay
			before = append(before, s.load(r.Lead.ID))
		}
	}
	until := s.desk.clock.Now().Add(time.Duration(rapid.IntRange(1, 40).Draw(s.Draw, "hours")) * time.Hour)
	if _, ok := s.twice(before, who, func(a tracker.Actor) (digest.Receipt, error) { return s.desk.SnoozeAll(ctx, a, until) }); ok != (len(before) > 0) {
		s.Draw.Fatalf("%d leads were to be snoozed", len(before))
	}
	for _, was := range before {
		if is := s.batched(was, followup.Snoozed); is.Recall.Due != was.Recall.Due {
			s.Draw.Fatalf("a snooze moved %s to %s", was.Recall.Due, is.Recall.Due)
		}
	}
}

// batched is a lead that something was done to together with others, which can be undone.
func (s *story) batched(was followup.Lead, kind followup.EventKind) followup.Lead {
	e, err := s.desk.store.NewestEvent(s.desk.Context(), w, was.ID)
	if err != nil || e.Kind != kind {
		s.Draw.Fatalf("%+v, %v", e, err)
	}
	is := s.load(was.ID)
	s.done(digest.Receipt{Event: e, Lead: is}, was)
	s.keptPromise(was, is)
	return is
}
