package tracker_test

import (
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/tracker"
)

// nudging is a desk where ann has two overdue leads, at an instant of which she has had her list.
func nudging(t *testing.T, at time.Time) (*desk, tracker.NudgeWish) {
	t.Helper()
	d := newDesk(t)
	one, two := d.lead(ann, "Acme", today), d.lead(ann, "Beta", today)
	teams, err := d.TeamsOf(d.Context(), d.as(mia))
	d.ok(err)
	d.clock.Advance(at.Sub(d.clock.Now()))
	return d, tracker.NudgeWish{Team: teams[0].ID, To: ann, Leads: []followup.LeadID{one.ID, two.ID}, Line: "before the board meets"}
}

func (d *desk) nudges() int { return d.count(`select count(*) from deliveries where kind = 'nudge'`) }

func TestANudgeArrivesInWorkingHoursOnly(t *testing.T) {
	for name, c := range map[string]struct{ at, want time.Time }{
		"at work":          {berlin(5, 13, 10, 0), berlin(5, 13, 10, 0)},
		"in the evening":   {berlin(5, 12, 21, 0), berlin(5, 13, 8, 30)},
		"before a holiday": {berlin(5, 13, 21, 0), berlin(5, 15, 8, 30)}, // Ascension Day
		"before the list":  {berlin(5, 13, 6, 0), berlin(5, 13, 8, 30)},
		"Friday night":     {berlin(5, 15, 19, 0), berlin(5, 18, 8, 30)},
		"on Sunday":        {berlin(5, 17, 12, 0), berlin(5, 18, 8, 30)},
	} {
		t.Run(name, func(t *testing.T) {
			d, wish := nudging(t, c.at)
			r, err := d.Nudge(d.Context(), d.as(mia), wish)
			d.ok(err)
			if !r.At.Equal(c.want) || r.Leads != 2 {
				t.Errorf("%d leads at %s", r.Leads, r.At)
			}
			if n := d.count(`select count(*) from deliveries where kind = 'nudge' and due_at = $1 and recipient = $2`, c.want, ann); n != 1 {
				t.Errorf("%d deliveries", n)
			}
		})
	}
}

func TestOneNudgeADayFromEachManager(t *testing.T) {
	d, wish := nudging(t, berlin(5, 15, 19, 0))
	a := d.as(mia)
	_, err := d.Nudge(d.Context(), a, wish)
	d.ok(err)
	again, err := d.Nudge(d.Context(), a, wish)
	d.ok(err)
	if !again.Repeated {
		t.Error("the same form counted twice")
	}
	var before tracker.NudgedError
	if _, err = d.Nudge(d.Context(), d.as(mia), wish); !errors.As(err, &before) || !before.At.Equal(berlin(5, 18, 8, 30)) {
		t.Errorf("the second on Friday: %v", err)
	}
	d.clock.Advance(24 * time.Hour) // Saturday: it would come on the same Monday
	if _, err = d.Nudge(d.Context(), d.as(mia), wish); !errors.As(err, &before) {
		t.Errorf("on Saturday: %v", err)
	}
	_, err = d.Nudge(d.Context(), d.as(admin), wish)
	d.ok(err)
	d.clock.Advance(3 * 24 * time.Hour)
	_, err = d.Nudge(d.Context(), d.as(mia), wish)
	d.ok(err)
	if n := d.nudges(); n != 3 {
		t.Errorf("%d nudges", n)
	}
}

func TestTwoNudgesAtOnceAreOne(t *testing.T) {
	d, wish := nudging(t, berlin(5, 13, 10, 0))
	var wg sync.WaitGroup
	for range 4 {
		a := d.as(mia)
		wg.Go(func() {
			if _, err := d.Nudge(d.Context(), a, wish); err != nil && !errors.As(err, new(tracker.NudgedError)) {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if n := d.nudges(); n != 1 {
		t.Errorf("%d nudges", n)
	}
}

func TestOnlyTheManagerOrAnAdminNudges(t *testing.T) {
	d, wish := nudging(t, berlin(5, 13, 10, 0))
	for _, id := range []followup.UserID{ann, bob, zoe} {
		_, err := d.Nudge(d.Context(), d.as(id), wish)
		d.is(err, tracker.ErrManagersOnly)
	}
	_, err := d.Nudge(d.Context(), d.as(guest), wish)
	d.is(err, tracker.ErrNotAllowedHere)
	wish.To = zoe
	_, err = d.Nudge(d.Context(), d.as(mia), wish)
	d.is(err, tracker.ErrNotFound)
	if n := d.nudges(); n != 0 {
		t.Errorf("%d nudges", n)
	}
}

func TestWhatWasDealtWithIsLeftOut(t *testing.T) {
	d, wish := nudging(t, berlin(5, 13, 10, 0))
	theirs := d.lead(bob, "Gamma", calendar.On(2026, 5, 13))
	wish.Leads = append(wish.Leads, theirs.ID, 4711)
	r, err := d.Nudge(d.Context(), d.as(mia), wish)
	d.ok(err)
	if r.Leads != 2 {
		t.Errorf("%d leads", r.Leads)
	}
	d.must(d.Log(d.Context(), d.as(ann), tracker.Log{Lead: wish.Leads[0], Channel: followup.Call, Outcome: followup.NoAnswer}))
	n, err := d.Nudged(d.Context(), w, 1)
	d.ok(err)
	if len(n.Open) != 1 || n.Open[0].Lead.ID != wish.Leads[1] || n.Open[0].Days != 1 || len(n.Settled) != 1 || n.Line != wish.Line {
		t.Errorf("%+v", n)
	}
	d.must(d.Log(d.Context(), d.as(ann), tracker.Log{Lead: wish.Leads[1], Channel: followup.Call, Outcome: followup.NoAnswer}))
	d.clock.Advance(24 * time.Hour)
	wish.Leads = wish.Leads[:2]
	_, err = d.Nudge(d.Context(), d.as(mia), wish)
	d.is(err, tracker.ErrNothingLeft)
}
