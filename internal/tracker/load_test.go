package tracker_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/tracker"
)

// wants has somebody say how many touches they want to make in a day.
func (d *desk) wants(id followup.UserID, capacity int) {
	d.Helper()
	rep, err := d.Settings(d.Context(), d.as(id))
	d.ok(err)
	_, err = d.SaveSettings(d.Context(), d.as(id), tracker.Settings{DigestAt: rep.DigestAt, Week: rep.Week, Capacity: capacity})
	d.ok(err)
}

// emails adds a lead that is to be written to on a date.
func (d *desk) emails(name string, on calendar.Date, promised ...bool) followup.Lead {
	d.Helper()
	return d.must(d.Add(d.Context(), d.as(ann), tracker.NewLead{
		Name: name, First: followup.NextStep{Kind: followup.NextRecall, On: on, Channel: followup.Email, Promised: len(promised) > 0},
	}, true)).Lead
}

// code is the last reason's, with its dates.
func code(reasons []followup.Reason) string {
	if len(reasons) == 0 {
		return ""
	}
	r := reasons[len(reasons)-1]
	return fmt.Sprintf("%s %s>%s (%s)", r.Code, r.Params["from"], r.Params["to"], r.Params["n"])
}

func TestAFullDayGivesWayWhenATouchIsPlanned(t *testing.T) {
	d := newDesk(t)
	tomorrow := today.AddDays(1) // Wednesday; Ascension Day follows, so the next working day is Friday
	d.emails("One", tomorrow)
	d.emails("Two", tomorrow)
	free := d.emails("Three", tomorrow)
	d.same(free.Recall.Due, tomorrow) // no capacity: any number
	d.wants(ann, 3)
	acme := d.lead(ann, "Acme", today)
	sent := tracker.Log{Lead: acme.ID, Channel: followup.Email, Outcome: followup.Sent, Next: followup.NextStep{
		Kind: followup.NextRecall, On: tomorrow, Channel: followup.Email,
	}}
	r := d.must(d.Log(d.Context(), d.as(ann), sent))
	friday := tomorrow.AddDays(2)
	d.same([]any{r.Lead.Recall.Due, r.Event.Detail.Next.On}, []any{friday, friday})
	d.same(code(r.Event.Detail.Reasons), "day_is_full 2026-05-13>2026-05-15 (3)")
	d.same(code(r.Lead.Recall.Reasons), "day_is_full 2026-05-13>2026-05-15 (3)")

	// Correcting the note leaves the date alone; what a person insists on, an hour and a promise stay.
	edited := sent
	edited.Note, edited.Next.On, edited.At = "sent the deck", friday, r.Event.Detail.Touch.At
	r = d.must(d.EditLog(d.Context(), d.as(ann), r.Event.ID, edited))
	d.same([]any{r.Lead.Recall.Due, code(r.Event.Detail.Reasons)}, []any{friday, "day_is_full 2026-05-13>2026-05-15 (3)"})
	d.same(d.must(d.Move(d.Context(), d.as(ann), tracker.Target{Lead: acme.ID}, tracker.NewDate{On: tomorrow})).Lead.Recall.Due, tomorrow)
	at := calendar.Clock(14, 0)
	sent.Next.At = &at
	d.same(d.must(d.Log(d.Context(), d.as(ann), sent)).Lead.Recall.Due, tomorrow)
	d.same(d.emails("Promised", tomorrow, true).Recall.Due, tomorrow)
}

// TestALogAsksForTheLoadOnlyWhereThereIsACapacity: one question more, and none for who has said none.
func TestALogAsksForTheLoadOnlyWhereThereIsACapacity(t *testing.T) {
	d := newDesk(t)
	lead := d.lead(ann, "Acme", today)
	press := func() int64 {
		target := seen(d.load(lead.ID))
		before := d.db.RoundTrips()
		d.must(d.Log(t.Context(), d.as(ann), tracker.Log{Lead: target.Lead, Seen: target.Seen, Channel: followup.Call, Outcome: followup.NoAnswer}))
		return d.db.RoundTrips() - before
	}
	press()
	without := press()
	d.wants(ann, 10)
	press() // the statement is prepared by now
	d.same(press(), without+1)
}

// TestFortyParkedLeadsDoNotReturnOnOneMorning: the same day for all of them, typed, in forms or by a cadence's end, and no day gets more than
// its few; undone and done again it is the same.
func TestFortyParkedLeadsDoNotReturnOnOneMorning(t *testing.T) {
	d := newDesk(t)
	wake := calendar.On(2026, 8, 3) // a Monday
	perDay, shifted := map[calendar.Date]int{}, 0
	for n := range 40 {
		l := d.emails(fmt.Sprintf("Lead %d", n), today)
		r := d.must(d.Park(d.Context(), d.as(ann), tracker.Target{Lead: l.ID}, followup.Park{Reason: "budget"}, wake))
		perDay[r.Lead.Recall.Due]++
		if r.Lead.Recall.Due != wake {
			shifted++
			d.same(r.Event.Detail.Next.On, r.Lead.Recall.Due)
		}
		if n == 5 {
			d.same(code(r.Event.Detail.Reasons), "wakes_are_full 2026-08-03>2026-08-04 (5)")
			d.must(d.Undo(d.Context(), d.as(ann), r.Event.ID))
			again := d.must(d.Park(d.Context(), d.as(ann), tracker.Target{Lead: l.ID}, followup.Park{Reason: "budget"}, wake))
			d.same(again.Lead.Recall.Due, r.Lead.Recall.Due)
		}
	}
	for on, n := range perDay {
		if n > 5 {
			d.Errorf("%d leads wake on %s", n, on)
		}
	}
	d.same([]int{shifted, len(perDay)}, []int{35, 8})
	// Another rep's morning is their own.
	bobs := d.lead(bob, "Bob's", today)
	d.same(d.must(d.Park(d.Context(), d.as(bob), tracker.Target{Lead: bobs.ID}, followup.Park{}, wake)).Lead.Recall.Due, wake)
}

// TestABacklogIsSpreadAsOneBatch: what is promised stays, what changed meanwhile is left and named, one undo brings all of it back, and a
// second submit of the same form changes nothing.
func TestABacklogIsSpreadAsOneBatch(t *testing.T) {
	d := newDesk(t)
	d.wants(ann, 3)
	promise := d.emails("Promise", today, true)
	var planned []followup.Lead
	for n := range 7 {
		planned = append(planned, d.emails(fmt.Sprintf("Lead %d", n), today))
	}
	b, err := d.BacklogPreview(d.Context(), d.as(ann), 0)
	d.ok(err)
	d.same([]int{b.Stay, b.Promised, len(b.Moving), b.PerDay}, []int{2, 1, 5, 3})
	for _, l := range b.Loads {
		if l.Due > 3 {
			d.Errorf("%d on %s", l.Due, l.On)
		}
	}
	var shown []tracker.Target
	for _, m := range b.Moving {
		if m.Lead.ID == promise.ID {
			d.Error("the promise is moved")
		}
		shown = append(shown, tracker.Target{Lead: m.Lead.ID, Seen: &tracker.Seen{Recall: m.Lead.Recall.ID, Version: m.Lead.Recall.Version}})
	}
	// One of them is done while the preview stands open.
	d.must(d.Log(d.Context(), d.as(ann), tracker.Log{Lead: shown[0].Lead, Channel: followup.Email, Outcome: followup.Sent}))

	press := d.as(ann)
	r := d.must(d.SpreadBacklog(d.Context(), press, 0, shown))
	d.same([]any{r.Event.Kind, r.Batch.Leads, len(r.Batch.Left), r.Batch.Left[0].Lead.ID}, []any{followup.Spread, 4, 1, shown[0].Lead})
	again := d.must(d.SpreadBacklog(d.Context(), press, 0, shown))
	d.same([]any{again.Repeated, again.Event.ID}, []any{true, r.Event.ID})
	_, err = d.SpreadBacklog(d.Context(), d.as(ann), 0, shown)
	if !errors.As(err, new(tracker.StaleError)) {
		d.Errorf("spread again from the same preview: %v", err)
	}
	moved := 0
	for _, l := range planned {
		is := d.load(l.ID)
		if is.Recall.Due.After(today) && l.ID != shown[0].Lead {
			moved++
			d.same(is.Recall.Moves, 0) // no person moved it
			d.same(is.Recall.Reasons[len(is.Recall.Reasons)-1].Code, followup.DayIsFull)
		}
	}
	d.same(moved, 4)
	d.same(d.load(promise.ID).Recall.Due, today)
	back := d.must(d.UndoBatch(d.Context(), d.as(ann), r.Event.ID))
	d.same(back.Batch.Leads, 4)
	for _, l := range planned {
		if l.ID != shown[0].Lead {
			d.same(d.load(l.ID).Recall.Due, today)
		}
	}
}

func TestAllPlannedLeadsAreSnoozedAtOnce(t *testing.T) {
	d := newDesk(t)
	promise, one, two, hidden := d.emails("Promise", today, true), d.emails("One", today), d.emails("Two", today), d.emails("Hidden", today)
	until := morning.AddDate(0, 0, 1)
	d.must(d.Snooze(d.Context(), d.as(ann), tracker.Target{Lead: hidden.ID}, until, ""))
	press := d.as(ann)
	r := d.must(d.SnoozeAll(d.Context(), press, until))
	d.same([]any{r.Event.Kind, r.Batch.Leads}, []any{followup.Snoozed, 2})
	d.same(d.must(d.SnoozeAll(d.Context(), press, until)).Repeated, true)
	_, err := d.SnoozeAll(d.Context(), d.as(ann), until)
	d.is(err, tracker.ErrNothingToSnooze)
	snoozes := func() (all []int) {
		for _, l := range []followup.Lead{promise, one, two, hidden} {
			all = append(all, d.load(l.ID).Recall.Snoozes)
		}
		return all
	}
	d.same(snoozes(), []int{0, 1, 1, 1})
	d.must(d.UndoBatch(d.Context(), d.as(ann), r.Event.ID))
	d.same(snoozes(), []int{0, 0, 0, 1})
}

// TestTheThirdMoveAsksForADecision: of a plan and of a promise, and the person's word is final.
func TestTheThirdMoveAsksForADecision(t *testing.T) {
	d := newDesk(t)
	for _, acme := range []followup.Lead{d.emails("Acme", today), d.emails("Beta", today, true)} {
		target := tracker.Target{Lead: acme.ID}
		to := func(days int) tracker.NewDate { return tracker.NewDate{On: today.AddDays(days)} }
		d.must(d.Move(d.Context(), d.as(ann), target, to(1)))
		d.must(d.Move(d.Context(), d.as(ann), target, to(3)))
		before := d.load(acme.ID)
		_, err := d.Move(d.Context(), d.as(ann), target, to(6))
		asks, ok := errors.AsType[tracker.MovedOftenError](err)
		if !ok || asks.Lead.Recall.Moves != 2 || asks.Next.On != today.AddDays(6) {
			d.Errorf("the third move: %v", err)
		}
		d.same(d.load(acme.ID), before)
		d.must(d.Move(d.Context(), d.as(ann), target, to(0))) // sooner is not put off
		anyway := to(6)
		anyway.Anyway = true
		r := d.must(d.Move(d.Context(), d.as(ann), target, anyway))
		d.same([]any{r.Lead.Recall.Due, r.Lead.Recall.Moves, r.Lead.Recall.Kind}, []any{today.AddDays(6), 4, acme.Recall.Kind})
	}
	teams, err := d.store.TeamsOf(d.Context(), w, mia)
	d.ok(err)
	s, err := d.Summary(d.Context(), w, teams[0].ID, false)
	d.ok(err)
	d.same(len(s.Moved), 2)
}
