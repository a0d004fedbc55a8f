package tracker_test

import (
	"errors"
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/tracker"
)

// mustBe returns err as an E.
func mustBe[E error](t *testing.T, err error) E {
	t.Helper()
	e, ok := errors.AsType[E](err)
	if !ok {
		t.Fatalf("error is %v, want a %T", err, e)
	}
	return e
}

func TestParkIsQuietUntilItWakes(t *testing.T) {
	d := newDesk(t)
	lead := d.lead(ann, "Acme", today)
	park := followup.Park{Reason: "frozen", Note: "budget", FirstLine: "new year?"}
	wake := calendar.On(2026, 6, 7) // a Sunday
	r := d.must(d.Park(t.Context(), d.as(ann), seen(lead), park, wake))
	d.same(r.Lead.Park, &park)
	d.same(r.Lead.Recall.Due, calendar.On(2026, 6, 8))

	day, err := d.Today(t.Context(), d.as(ann))
	d.ok(err)
	d.same([]int{len(day.Open), day.Week}, []int{0, 0})
	d.at(berlin(time.June, 8, 8, 31))
	day, err = d.Today(t.Context(), d.as(ann))
	d.ok(err)
	d.same(day.Open[0].Section, digest.WakingUp)
	d.same(d.digests(ann), []string{"2026-06-08"})

	_, err = d.Park(t.Context(), d.as(ann), tracker.Target{Lead: lead.ID}, park, calendar.On(2026, 6, 8))
	_ = mustBe[followup.PastDateError](t, err)
}

func TestMove(t *testing.T) {
	d := newDesk(t)
	lead := d.lead(ann, "Acme", today)
	nine := calendar.Clock(9, 0)
	saturday := calendar.On(2026, 5, 16)
	moved := d.must(d.Move(t.Context(), d.as(ann), seen(lead), tracker.NewDate{On: saturday, At: &nine, Channel: followup.Email})).Lead
	d.same(moved, d.load(lead.ID))
	d.same([]any{moved.Recall.ID, moved.Recall.Due, moved.Recall.Moves, moved.Recall.Channel},
		[]any{lead.Recall.ID, calendar.On(2026, 5, 18), 1, followup.Email})
	_, err := d.Move(t.Context(), d.as(ann), seen(moved), tracker.NewDate{On: today.AddDays(-1)})
	_ = mustBe[followup.PastDateError](t, err)
	closed := d.must(d.Close(t.Context(), d.as(ann), seen(moved), followup.NextStep{Kind: followup.NextLost, Reason: "price"})).Lead
	if closed.Recall != nil {
		t.Error("a closed lead has a recall")
	}
	_, err = d.Move(t.Context(), d.as(ann), tracker.Target{Lead: lead.ID}, tracker.NewDate{On: saturday})
	d.is(err, tracker.ErrClosed)
}

func TestSnoozeHidesUntilItEnds(t *testing.T) {
	d := newDesk(t)
	lead := d.lead(ann, "Acme", today)
	d.at(berlin(time.May, 12, 8, 31))
	d.posted()
	until := berlin(time.May, 12, 13, 0)
	snoozed := d.must(d.Snooze(t.Context(), d.as(ann), seen(lead), until, "")).Lead
	d.same(snoozed.Recall.Due, today)

	day := d.today(ann)
	d.same([]int{len(day.Open), day.Snoozed, day.Done(), day.Total()}, []int{0, 1, 1, 1})
	d.same(day.Settled[0].Event.Kind, followup.Snoozed)
	before := d.count(`select wanted from deliveries where kind = 'digest'`)
	d.at(until)
	day = d.today(ann)
	d.same([]int{len(day.Open), day.Snoozed, day.Done()}, []int{1, 0, 0})
	d.same(day.Open[0].Snoozed, true)
	d.same(d.count(`select wanted from deliveries where kind = 'digest'`), before+1)
	d.must(d.Snooze(t.Context(), d.as(ann), seen(snoozed), until.Add(time.Hour), "")) // the button is as good as before
}

func (d *desk) today(id followup.UserID) digest.Day {
	d.Helper()
	day, err := d.Today(d.Context(), d.as(id))
	d.ok(err)
	return day
}

func TestReplyGoesOnTop(t *testing.T) {
	d := newDesk(t)
	lead := d.lead(ann, "Acme", today.AddDays(20))
	r := d.must(d.Reply(t.Context(), d.as(ann), seen(lead), "", "they wrote back"))
	d.same([]any{r.Lead.Recall.Due, r.Lead.Recall.ReplyOwed, r.Lead.Touches}, []any{today, true, 0})
	d.same(d.today(ann).Open[0].Section, digest.TheyAnswered)
}

func TestReassign(t *testing.T) {
	t.Run("keeps_the_date_and_moves_the_row", func(t *testing.T) {
		d := newDesk(t)
		one, two := d.lead(ann, "One", today), d.lead(ann, "Two", today.AddDays(3))
		d.at(berlin(time.May, 12, 8, 31))
		d.posted()
		r := d.must(d.Reassign(t.Context(), d.as(mia), []tracker.Target{seen(two), seen(one), seen(one)}, bob))
		d.same(r.Event.Kind, followup.Reassigned)
		for _, l := range []followup.Lead{one, two} {
			got := d.load(l.ID)
			d.same([]any{got.Owner, got.Recall.Owner, got.Recall.Due}, []any{bob, bob, l.Recall.Due})
		}
		d.same(len(d.today(bob).Open), 1)
		day := d.today(ann)
		d.same([]int{len(day.Open), day.Done(), day.Total(), len(day.Settled)}, []int{0, 0, 0, 1}) // she did nothing, and sees why it is gone
		d.same([]bool{day.Settled[0].Mine, day.Settled[0].Given, day.FirstTime}, []bool{false, true, false})
		d.same(d.count(`select count(*) from events where kind = 'reassigned'`), 2)
	})

	t.Run("all_or_none", func(t *testing.T) {
		d := newDesk(t)
		one, two := d.lead(ann, "One", today), d.lead(ann, "Two", today)
		old := seen(two)
		two = d.must(d.Move(t.Context(), d.as(ann), seen(two), tracker.NewDate{On: today.AddDays(1)})).Lead
		_, err := d.Reassign(t.Context(), d.as(mia), []tracker.Target{seen(one), old}, bob)
		_ = mustBe[tracker.StaleError](t, err)
		d.same([]followup.Lead{d.load(one.ID), d.load(two.ID)}, []followup.Lead{one, two})
		_, err = d.Reassign(t.Context(), d.as(mia), nil, bob)
		d.is(err, tracker.ErrNotFound)
	})

	t.Run("only_to_somebody_who_can_work", func(t *testing.T) {
		d := newDesk(t)
		lead := d.lead(ann, "One", today)
		for _, to := range []followup.UserID{guest, gone} {
			_, err := d.Reassign(t.Context(), d.as(mia), []tracker.Target{seen(lead)}, to)
			d.is(err, tracker.ErrInactiveOwner)
		}
	})
}

func TestStaleButton(t *testing.T) {
	d := newDesk(t)
	lead := d.lead(ann, "Acme", today)
	button := seen(lead)
	d.must(d.Log(t.Context(), d.as(bob), tracker.Log{Lead: lead.ID, Channel: followup.Call, Outcome: followup.NoAnswer}))
	now := d.load(lead.ID)
	for name, press := range map[string]func() (digest.Receipt, error){
		"log": func() (digest.Receipt, error) {
			return d.Log(t.Context(), d.as(ann), tracker.Log{Lead: lead.ID, Seen: button.Seen, Channel: followup.Call, Outcome: followup.Busy})
		},
		"park": func() (digest.Receipt, error) {
			return d.Park(t.Context(), d.as(ann), button, followup.Park{}, today.AddDays(9))
		},
		"move": func() (digest.Receipt, error) {
			return d.Move(t.Context(), d.as(ann), button, tracker.NewDate{On: today})
		},
		"snooze": func() (digest.Receipt, error) {
			return d.Snooze(t.Context(), d.as(ann), button, morning.Add(time.Hour), "")
		},
		"reply": func() (digest.Receipt, error) { return d.Reply(t.Context(), d.as(ann), button, followup.Email, "") },
		"close": func() (digest.Receipt, error) {
			return d.Close(t.Context(), d.as(ann), button, followup.NextStep{Kind: followup.NextWon})
		},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := press()
			stale := mustBe[tracker.StaleError](t, err)
			d.same([]any{stale.Names[stale.Event.By], stale.Event.Kind, stale.Lead}, []any{"Name of UBOB", followup.Logged, now})
			d.same(d.load(lead.ID), now)
		})
	}
}

func TestSnoozeIsForDays(t *testing.T) {
	d := newDesk(t)
	lead := d.lead(ann, "Acme", today)
	last := berlin(time.June, 11, 23, 59)
	_, err := d.Snooze(t.Context(), d.as(ann), seen(lead), last.Add(time.Minute), "")
	d.same(mustBe[tracker.SnoozeTooLongError](t, err).Last, calendar.On(2026, 6, 11))
	d.same(d.load(lead.ID), lead)
	lead = d.must(d.Snooze(t.Context(), d.as(ann), seen(lead), last, "")).Lead

	parked := d.must(d.Park(t.Context(), d.as(ann), seen(lead), followup.Park{}, today.AddDays(3))).Lead
	_, err = d.Snooze(t.Context(), d.as(ann), seen(parked), morning.Add(time.Hour), "")
	d.is(err, tracker.ErrParked)
	d.clock.Advance(3 * 24 * time.Hour) // it wakes, and is on the list
	d.must(d.Snooze(t.Context(), d.as(ann), seen(parked), morning.AddDate(0, 0, 4), ""))
}

func TestWhatOneMayNotExpectIsOnRecord(t *testing.T) {
	d := newDesk(t)
	lead := d.lead(ann, "Acme", today)
	at := calendar.Clock(14, 0)
	promise := followup.NextStep{Kind: followup.NextRecall, On: today, At: &at, Channel: followup.Call, Promised: true}
	log := func(next followup.NextStep) followup.Detail {
		d.Helper()
		return d.must(d.Log(t.Context(), d.as(ann), tracker.Log{
			Lead: lead.ID, Channel: followup.Call, Outcome: followup.Interested, Next: next,
		})).Event.Detail
	}
	log(promise)
	d.same(log(recall(today.AddDays(1))).Dropped, &followup.NextStep{Kind: followup.NextRecall, On: today, At: &at, Channel: followup.Call})
	log(promise)
	d.clock.Advance(7 * time.Hour) // 15:00: the call was about it
	d.same(log(recall(today.AddDays(1))).Dropped, (*followup.NextStep)(nil))
	won := d.must(d.Close(t.Context(), d.as(ann), tracker.Target{Lead: lead.ID}, followup.NextStep{Kind: followup.NextWon}))
	d.same(won.Event.Detail.Reopened, followup.State(""))
	d.same(log(recall(today.AddDays(1))).Reopened, followup.Won)
	d.must(d.Close(t.Context(), d.as(ann), tracker.Target{Lead: lead.ID}, followup.NextStep{Kind: followup.NextLost}))
	parked := d.must(d.Park(t.Context(), d.as(ann), tracker.Target{Lead: lead.ID}, followup.Park{}, today.AddDays(9)))
	stored, err := d.store.Event(t.Context(), w, parked.Event.ID)
	d.ok(err)
	d.same(stored.Detail.Reopened, followup.Lost)
}
