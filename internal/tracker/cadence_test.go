package tracker_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/cadence"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/tracker"
)

var warm21 = tracker.CadenceName{Key: "warm-21"}

// warm is a lead of ann's that begins warm-21 today.
func (d *desk) warm(name string) followup.Lead {
	d.Helper()
	return d.must(d.Add(d.Context(), d.as(ann), tracker.NewLead{Name: name, Cadence: warm21}, true)).Lead
}

// touched logs what the lead waits for, without an answer.
func (d *desk) touched(l followup.Lead) digest.Receipt {
	d.Helper()
	outcome := followup.Sent
	if l.Recall.Channel == followup.Call {
		outcome = followup.NoAnswer
	}
	return d.must(d.Log(d.Context(), d.as(ann), tracker.Log{Lead: l.ID, Channel: l.Recall.Channel, Outcome: outcome}))
}

func waits(l followup.Lead) string { return fmt.Sprintf("%s %s", l.Recall.Due, l.Recall.Channel) }

// onDay turns the clock to eleven on a recall's day.
func (d *desk) onDay(l followup.Lead) {
	d.Helper()
	if at := berlin(l.Recall.Due.Month, l.Recall.Due.Day, 11, 0); at.After(d.clock.Now()) {
		d.at(at)
	}
}

func TestALeadGoesThroughWarm21ToItsLastStep(t *testing.T) {
	d := newDesk(t)
	l := d.warm("Acme")
	var went []string
	for i := 0; ; i++ {
		number, of, _, decisive := cadence.Progress(l.Enrolment)
		if number == 0 {
			break
		}
		if number != i+1 || of != 8 || decisive != (number >= 5 && number <= 7) {
			t.Errorf("touch %d stands as %d of %d, decisive %v", i+1, number, of, decisive)
		}
		d.onDay(l)
		went = append(went, waits(l))
		l = d.touched(l).Lead
	}
	d.same(went, []string{
		"2026-05-12 call", "2026-05-12 email",
		"2026-05-15 call",  // the third day is Ascension Day
		"2026-05-18 email", // two days later is a Sunday
		"2026-05-21 call",
		"2026-05-26 email", // four days later is Whit Monday
		"2026-06-02 call",  // four days later is a Saturday, and no call comes on a Monday
		"2026-06-08 email",
	})
	if l.State != followup.Active || l.Recall.Kind != followup.Echo || l.Touches != 8 {
		t.Fatalf("the goodbye is waited for: %+v", l)
	}
	d.same(d.load(l.ID), l)
	d.onDay(l)
	if l = d.load(l.ID); l.State != followup.Parked || l.Enrolment != nil || l.Recall.Due.Before(calendar.On(2026, 9, 1)) {
		t.Errorf("silence leads to nurture: %+v, %+v", l, l.Recall)
	}
}

func TestALateStepCountsFromWhenItIsDone(t *testing.T) {
	d := newDesk(t)
	l := d.warm("Acme")
	for range 2 {
		l = d.touched(l).Lead
	}
	d.at(berlin(5, 19, 11, 0)) // two working days late
	l = d.touched(l).Lead
	if got := waits(l); got != "2026-05-21 email" {
		t.Errorf("the fourth touch comes %s", got)
	}
	if n, _, _, _ := cadence.Progress(l.Enrolment); n != 4 {
		t.Errorf("touch %d comes next", n)
	}
	if len(d.load(l.ID).Recall.Reasons) == 0 {
		t.Error("nothing says why")
	}
}

func TestStarting(t *testing.T) {
	d := newDesk(t)
	ctx := t.Context()

	t.Run("a_promise_stays_and_the_first_step_waits_behind_it", func(t *testing.T) {
		d := d.in(t)
		l := d.must(d.Add(ctx, d.as(ann), tracker.NewLead{Name: "Promise", First: followup.NextStep{
			Kind: followup.NextRecall, On: calendar.On(2026, 5, 18), Promised: true, Channel: followup.Call,
		}}, true)).Lead
		r := d.must(d.StartCadence(ctx, d.as(ann), seen(l), warm21, calendar.Date{}))
		if r.Lead.Recall.Kind != followup.Promised || r.Lead.Recall.Due != calendar.On(2026, 5, 18) || r.Lead.Enrolment == nil {
			t.Errorf("%+v, %+v", r.Lead.Recall, r.Lead.Enrolment)
		}
		if r.Event.Kind != followup.CadenceBegan || r.Event.Detail.Cadence.Label != "warm-21" || r.Event.By != ann {
			t.Errorf("%+v", r.Event)
		}
	})
	t.Run("only_where_none_is_active", func(t *testing.T) {
		d := d.in(t)
		l := d.warm("Twice")
		_, err := d.StartCadence(ctx, d.as(ann), tracker.Target{Lead: l.ID}, warm21, calendar.Date{})
		d.is(err, tracker.ErrOnCadence)
		r := d.must(d.SwitchCadence(ctx, d.as(ann), tracker.Target{Lead: l.ID}, tracker.CadenceName{Key: "cold-12"}, calendar.Date{}))
		if r.Lead.Enrolment.Cadence.Key != "cold-12" || r.Event.Detail.Cadence.From != "warm-21" {
			t.Errorf("%+v", r.Event.Detail.Cadence)
		}
		stopped := d.must(d.StopCadence(ctx, d.as(ann), tracker.Target{Lead: l.ID}, "enough"))
		if stopped.Lead.Enrolment != nil || stopped.Lead.Recall == nil || stopped.Lead.Recall.ID != r.Lead.Recall.ID {
			t.Errorf("%+v", stopped.Lead)
		}
		back := d.must(d.Undo(ctx, d.as(ann), stopped.Event.ID))
		d.same(unversioned(back.Lead), unversioned(r.Lead))
	})
	t.Run("the_deal_picks_the_variant", func(t *testing.T) {
		d := d.in(t)
		n := tracker.NewLead{Name: "Big", Value: &followup.Money{Minor: 60_000_00, Currency: "EUR"}, Cadence: tracker.CadenceName{Key: "warm-21", BySize: true}}
		if l := d.must(d.Add(ctx, d.as(ann), n, true)).Lead; l.Enrolment.Cadence.Variant != followup.Large {
			t.Errorf("%q", l.Enrolment.Cadence.Label())
		}
	})
	t.Run("an_unknown_one_names_those_there_are", func(t *testing.T) {
		d := d.in(t)
		_, err := d.Add(ctx, d.as(ann), tracker.NewLead{Name: "X", Cadence: tracker.CadenceName{Key: "warm-22"}}, true)
		if unknown, ok := errors.AsType[tracker.UnknownCadenceError](err); !ok || len(unknown.Known) != 6 {
			t.Errorf("%v", err)
		}
	})
	t.Run("somebody_must_be_reachable_by_it", func(t *testing.T) {
		d := d.in(t)
		n := tracker.NewLead{Name: "Y", Cadence: warm21, Contact: followup.Contact{Name: "Jane", LinkedIn: "jane"}}
		_, err := d.Add(ctx, d.as(ann), n, true)
		d.is(err, tracker.ErrNoStepFits)
	})
	t.Run("whose_it_is", func(t *testing.T) {
		d := d.in(t)
		l := d.lead(ann, "Hers", today)
		_, err := d.StartCadence(ctx, d.as(bob), seen(l), warm21, calendar.Date{})
		if _, ok := errors.AsType[tracker.NotYoursError](err); !ok {
			t.Errorf("%v", err)
		}
		d.must(d.StartCadence(ctx, d.as(mia), seen(l), warm21, calendar.Date{}))
	})
	t.Run("twice_is_once", func(t *testing.T) {
		d := d.in(t)
		l := d.lead(ann, "Once", today)
		a := d.as(ann)
		first := d.must(d.StartCadence(ctx, a, seen(l), warm21, calendar.Date{}))
		again := d.must(d.StartCadence(ctx, a, seen(l), warm21, calendar.Date{}))
		if !again.Repeated || again.Event.ID != first.Event.ID {
			t.Errorf("%+v", again)
		}
	})
	t.Run("a_touch_may_be_its_first", func(t *testing.T) {
		d := d.in(t)
		l := d.lead(ann, "Logged", today)
		r := d.must(d.Log(ctx, d.as(ann), tracker.Log{Lead: l.ID, Channel: followup.Call, Outcome: followup.NoAnswer, Cadence: warm21}))
		if n, _, _, _ := cadence.Progress(r.Lead.Enrolment); n != 2 || waits(r.Lead) != "2026-05-12 email" || !r.Event.Detail.Cadence.Began {
			t.Errorf("touch %d comes next, %s", n, waits(r.Lead))
		}
		d.same(unversioned(d.must(d.Undo(ctx, d.as(ann), r.Event.ID)).Lead), unversioned(l))
	})
	if n := d.count(`select count(*) from cadences where key = 'warm-21' and variant = ''`); n != 1 {
		t.Errorf("the shipped cadence is stored %d times", n)
	}
}

func TestPausing(t *testing.T) {
	d := newDesk(t)
	ctx := t.Context()
	begun := func(name string) followup.Lead {
		l := d.warm(name)
		l = d.touched(l).Lead
		return d.touched(l).Lead // the third touch comes on Friday, two days after today
	}

	t.Run("until_a_day_it_goes_on_by_itself", func(t *testing.T) {
		d := d.in(t)
		l := begun("Day")
		r := d.must(d.PauseCadence(ctx, d.as(ann), seen(l), calendar.On(2026, 6, 1), "their fair"))
		if e := r.Lead.Enrolment; e.Paused == nil || e.Paused.Until != calendar.On(2026, 6, 1) || r.Lead.Recall.Due.Before(calendar.On(2026, 6, 1)) {
			t.Fatalf("%+v, %s", e.Paused, waits(r.Lead))
		}
		_, err := d.PauseCadence(ctx, d.as(ann), tracker.Target{Lead: l.ID}, calendar.On(2026, 6, 1), "")
		d.is(err, tracker.ErrPaused)
		back := d.must(d.Undo(ctx, d.as(ann), r.Event.ID))
		d.same(unversioned(back.Lead), unversioned(l))
	})
	t.Run("without_a_day_it_is_asked", func(t *testing.T) {
		d := d.in(t)
		l := begun("Open")
		r := d.must(d.PauseCadence(ctx, d.as(ann), seen(l), calendar.Date{}, ""))
		if got := r.Lead.Recall.Due; got != calendar.On(2026, 5, 26) || r.Lead.Recall.Kind != followup.Planned {
			t.Errorf("asked on %s", got)
		}
		resumed := d.must(d.ResumeCadence(ctx, d.as(ann), seen(r.Lead)))
		if resumed.Lead.Enrolment.Paused != nil || waits(resumed.Lead) != waits(l) {
			t.Errorf("goes on %s", waits(resumed.Lead))
		}
		_, err := d.ResumeCadence(ctx, d.as(ann), tracker.Target{Lead: l.ID})
		d.is(err, tracker.ErrNotPaused)
	})
	t.Run("one_whose_steps_are_done_has_nothing_to_pause", func(t *testing.T) {
		d := d.in(t)
		l := begun("Done")
		for l.Enrolment.Step < len(l.Enrolment.Cadence.Steps)-1 {
			l = d.must(d.SkipStep(ctx, d.as(ann), seen(l), "")).Lead
		}
		l = d.touched(l).Lead
		if _, comes := l.Enrolment.Due(); comes || l.Enrolment == nil {
			t.Fatalf("it waits for no answer: %+v", l.Enrolment)
		}
		_, err := d.PauseCadence(ctx, d.as(ann), seen(l), calendar.Date{}, "")
		d.is(err, tracker.ErrNoCadence)
		d.same(d.load(l.ID), l)
	})
	t.Run("a_park_freezes_and_a_close_ends_it", func(t *testing.T) {
		d := d.in(t)
		l := begun("Parked")
		parked := d.must(d.Park(ctx, d.as(ann), seen(l), followup.Park{Reason: "budget"}, calendar.On(2026, 8, 12)))
		if e := parked.Lead.Enrolment; e == nil || e.Paused == nil || e.Step != l.Enrolment.Step {
			t.Fatalf("%+v", e)
		}
		skipped := d.must(d.SkipStep(ctx, d.as(ann), tracker.Target{Lead: l.ID}, "no time"))
		if skipped.Lead.State != followup.Parked || skipped.Lead.Enrolment.Step != l.Enrolment.Step+1 {
			t.Errorf("%+v", skipped.Lead)
		}
		won := d.must(d.Close(ctx, d.as(ann), tracker.Target{Lead: l.ID}, followup.NextStep{Kind: followup.NextWon}))
		if won.Lead.Enrolment != nil {
			t.Error("a won lead runs on")
		}
		d.must(d.Undo(ctx, d.as(ann), won.Event.ID))
		d.same(d.load(l.ID).Enrolment, skipped.Lead.Enrolment)
	})
	t.Run("a_skip_keeps_the_spacing_and_its_reason", func(t *testing.T) {
		d := d.in(t)
		l := begun("Skip")
		r := d.must(d.SkipStep(ctx, d.as(ann), seen(l), "they are away"))
		if got := waits(r.Lead); got != "2026-05-18 email" {
			t.Errorf("then %s", got)
		}
		skips := r.Event.Detail.Cadence.Skipped
		if len(skips) != 1 || skips[0].Why.Params["words"] != "they are away" {
			t.Errorf("%+v", skips)
		}
	})
}
