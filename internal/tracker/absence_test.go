package tracker_test

import (
	"errors"
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/tracker"
)

// twoWeeks is from Wed 13 to Tue 26 May; Whit Monday, 25 May, is in it. Wed 27 May is the day of the return.
var twoWeeks = tracker.AbsenceWish{From: calendar.On(2026, 5, 13), Until: calendar.On(2026, 5, 26), Cover: bob}

var returned = calendar.On(2026, 5, 27)

// promised is a lead of somebody's with a promise.
func (d *desk) promised(owner followup.UserID, name string, on calendar.Date, hour int) followup.Lead {
	d.Helper()
	at := calendar.Clock(hour, 0)
	return d.must(d.Add(d.Context(), d.as(owner), tracker.NewLead{
		Name: name, First: followup.NextStep{Kind: followup.NextRecall, On: on, At: &at, Channel: followup.Email, Promised: true},
	}, true)).Lead
}

// planned is a lead of somebody's with an e-mail planned.
func (d *desk) planned(owner followup.UserID, name string, on calendar.Date) followup.Lead {
	d.Helper()
	return d.must(d.Add(d.Context(), d.as(owner), tracker.NewLead{
		Name: name, First: followup.NextStep{Kind: followup.NextRecall, On: on, Channel: followup.Email},
	}, true)).Lead
}

// rows are the names on somebody's list; those of others are marked.
func (d *desk) rows(rep followup.UserID) []string {
	d.Helper()
	day, err := d.Today(d.Context(), d.as(rep))
	d.ok(err)
	names := []string{}
	for _, r := range day.Open {
		name := r.Lead.Name
		if r.For != nil {
			name += " for " + string(r.For.ID)
		}
		names = append(names, name)
	}
	return names
}

func TestTwoWeeksAway(t *testing.T) {
	d := newDesk(t)
	d.at(berlin(5, 12, 10, 0))
	overdue := d.planned(ann, "Overdue", today)
	inside := d.planned(ann, "Inside", calendar.On(2026, 5, 18))
	promise := d.promised(ann, "Promise", calendar.On(2026, 5, 18), 14)
	missed := d.promised(ann, "Missed", calendar.On(2026, 5, 20), 14)
	after := d.planned(ann, "After", calendar.On(2026, 5, 29))
	parked := d.planned(ann, "Parked", today)
	d.must(d.Park(d.Context(), d.as(ann), tracker.Target{Lead: parked.ID}, followup.Park{Reason: "later"}, calendar.On(2026, 5, 19)))

	a := d.as(ann)
	told, err := d.SayAway(d.Context(), a, twoWeeks)
	d.ok(err)
	d.same([]any{told.Moved, told.First, told.Last, len(told.Promises), told.Cover.ID}, []any{1, returned, returned, 2, bob})
	again, err := d.SayAway(d.Context(), a, twoWeeks)
	d.ok(err)
	d.same([]any{again.Repeated, again.Moved, again.Event}, []any{true, 1, told.Event})
	d.same(d.load(inside.ID).Recall.Due, returned)
	d.same(d.load(inside.ID).Recall.Moves, 0)
	d.same(d.load(promise.ID).Recall.Due, calendar.On(2026, 5, 18))
	d.same(d.load(after.ID).Recall.Due, calendar.On(2026, 5, 29))
	d.same(d.load(overdue.ID).Recall.Due, today)
	d.same(d.count(`select count(*) from deliveries where kind = 'cover'`), 0)

	d.at(berlin(5, 13, 0, 1)) // it begins: what was left over waits too, and the cover is told in the morning
	d.same(d.load(overdue.ID).Recall.Due, returned)
	d.same(d.count(`select count(*) from deliveries where kind = 'cover' and recipient = 'UBOB' and due_at = $1`, berlin(5, 13, 8, 30)), 1)
	d.same(d.rows(bob), []string{})
	d.at(berlin(5, 18, 8, 31))
	d.same(d.rows(bob), []string{"Promise for UANN"})
	d.same(d.digests(bob), []string{"2026-05-18"})
	d.same(d.digests(ann), []string{})
	d.posted()
	d.at(berlin(5, 18, 13, 51))
	d.same(d.count(`select count(*) from deliveries where kind = 'ping' and recipient = 'UBOB'`), 1)
	receipt := d.must(d.Log(d.Context(), d.as(bob), tracker.Log{Lead: promise.ID, Channel: followup.Email, Outcome: followup.Sent}))
	d.same(receipt.Lead.Owner, ann)
	if receipt.Lead.Recall.Due.Before(returned) {
		t.Errorf("what is planned meanwhile is due on %s", receipt.Lead.Recall.Due)
	}
	d.same(d.count(`select count(*) from deliveries where kind = 'touch'`), 0)
	d.same(d.rows(bob), []string{})
	day, err := d.Today(d.Context(), d.as(bob))
	d.ok(err)
	d.same(len(day.Settled), 1)
	d.same(day.Settled[0].Mine && day.Settled[0].Undo && !day.Settled[0].Given, true)

	d.at(berlin(5, 21, 8, 31))
	d.same(d.rows(bob), []string{"Missed for UANN"})
	summary, err := d.OverdueFor(d.Context(), d.as(mia), d.team().ID)
	d.ok(err)
	d.same([]any{summary.Overdue(), len(summary.Away), summary.Away[0].Cover}, []any{1, 1, "Name of UBOB"}) // the promise, which is Bob's now
	d.must(d.Log(d.Context(), d.as(bob), tracker.Log{Lead: missed.ID, Channel: followup.Email, Outcome: followup.Sent}))

	d.at(berlin(5, 27, 8, 31)) // she is back, by herself
	d.same(d.digests(ann), []string{"2026-05-27"})
	d.same(d.count(`select count(*) from deliveries where kind = 'welcome' and recipient = 'UANN'`), 1)
	mine, err := d.Today(d.Context(), d.as(ann))
	d.ok(err)
	d.same(mine.Overdue(), 0)
	d.same(d.rows(bob), []string{})
	welcome, err := d.Welcome(d.Context(), w, d.text(`select subject from deliveries where kind = 'welcome'`))
	d.ok(err)
	d.same([]any{welcome.Kept, welcome.Waits, welcome.From, welcome.Cover}, []any{1, 2, returned, "Name of UBOB"})
	_, err = d.Snooze(d.Context(), d.as(bob), tracker.Target{Lead: inside.ID}, berlin(5, 28, 8, 30), "")
	if _, ok := errors.AsType[tracker.NotYoursError](err); !ok {
		t.Errorf("the cover goes on deciding: %v", err)
	}
}

func (d *desk) team() followup.Team {
	d.Helper()
	team, err := d.TeamIn(d.Context(), d.as(mia), "C1")
	d.ok(err)
	return team
}

func (d *desk) text(query string, args ...any) string {
	d.Helper()
	var s string
	d.ok(d.raw.GetContext(d.Context(), &s, query, args...))
	return s
}

func TestWhoMayCover(t *testing.T) {
	d := newDesk(t)
	for _, cover := range []followup.UserID{ann, zoe, guest, gone, "UNOBODY"} {
		_, err := d.SayAway(d.Context(), d.as(ann), tracker.AbsenceWish{Until: returned, Cover: cover})
		if _, ok := errors.AsType[tracker.CoverError](err); !ok {
			t.Errorf("%s may cover: %v", cover, err)
		}
	}
	_, err := d.SayAway(d.Context(), d.as(bob), tracker.AbsenceWish{Until: returned})
	d.ok(err)
	_, err = d.SayAway(d.Context(), d.as(ann), tracker.AbsenceWish{Until: returned, Cover: bob})
	if refused, ok := errors.AsType[tracker.CoverError](err); !ok || refused.Away == nil {
		t.Errorf("who is away may cover: %v", err)
	}
	_, err = d.SayAway(d.Context(), d.as(ann), tracker.AbsenceWish{Until: returned, Cover: mia})
	d.ok(err)
	_, err = d.SayAway(d.Context(), d.as(ann), tracker.AbsenceWish{From: returned, Until: returned.AddDays(-1)})
	d.is(err, tracker.ErrEndsBeforeItBegins)
	_, err = d.SayAway(d.Context(), d.as(ann), tracker.AbsenceWish{Until: returned.AddDays(400)})
	d.is(err, tracker.ErrTooLongAway)
	_, err = d.ComeBack(d.Context(), d.as(zoe))
	d.is(err, tracker.ErrNotAway)
}

func TestWhoIsBackSoonerFindsWhatNobodyTouched(t *testing.T) {
	d := newDesk(t)
	d.at(berlin(5, 12, 10, 0))
	late, soon := d.planned(ann, "Late", today), d.planned(ann, "Soon", calendar.On(2026, 5, 22))
	touched := d.planned(ann, "Touched", calendar.On(2026, 5, 14))
	wish := twoWeeks
	wish.From = today
	told, err := d.SayAway(d.Context(), d.as(ann), wish)
	d.ok(err)
	d.same(told.Moved, 3)
	d.must(d.Move(d.Context(), d.as(bob), tracker.Target{Lead: touched.ID}, tracker.NewDate{On: calendar.On(2026, 5, 28)}))
	d.at(berlin(5, 19, 10, 0))
	back, err := d.ComeBack(d.Context(), d.as(ann))
	d.ok(err)
	d.same([]any{back.Back, back.Moved}, []any{true, 2})
	d.same(d.load(late.ID).Recall.Due, calendar.On(2026, 5, 19))
	d.same(d.load(soon.ID).Recall.Due, calendar.On(2026, 5, 22))
	d.same(d.load(touched.ID).Recall.Due, calendar.On(2026, 5, 28))
	d.same(d.rows(ann), []string{"Late"})

	d.must(d.UndoBatch(d.Context(), d.as(ann), back.Event)) // she goes on being away
	d.same(d.load(late.ID).Recall.Due, returned)
	rep, err := d.Settings(d.Context(), d.as(ann))
	d.ok(err)
	d.same(rep.Away.Until, twoWeeks.Until)
}

func TestAnAbsenceIsTakenBackWithWhatItMoved(t *testing.T) {
	d := newDesk(t)
	d.at(berlin(5, 12, 10, 0))
	one, two := d.planned(ann, "One", calendar.On(2026, 5, 15)), d.planned(ann, "Two", calendar.On(2026, 5, 22))
	_, err := d.SayAway(d.Context(), d.as(ann), twoWeeks)
	d.ok(err)
	d.same(d.load(one.ID).Recall.Due, returned)
	d.must(d.Undo(d.Context(), d.as(ann), 0))
	d.same([]calendar.Date{d.load(one.ID).Recall.Due, d.load(two.ID).Recall.Due}, []calendar.Date{calendar.On(2026, 5, 15), calendar.On(2026, 5, 22)})
	rep, err := d.Settings(d.Context(), d.as(ann))
	d.ok(err)
	d.same(rep.Away.Ahead(today), false)
	d.at(berlin(5, 15, 8, 31))
	d.same(d.digests(ann), []string{"2026-05-15"})
}

// Who covers may undo what was done to a lead, but doesn't say when its owner is there.
func TestACoverEndsNoAbsence(t *testing.T) {
	d := newDesk(t)
	d.at(berlin(5, 13, 10, 0))
	one := d.planned(ann, "One", calendar.On(2026, 5, 15))
	away, err := d.SayAway(d.Context(), d.as(ann), twoWeeks)
	d.ok(err)
	_, err = d.UndoBatch(d.Context(), d.as(bob), away.Event)
	d.is(err, tracker.ErrManagersOnly)
	d.same(d.load(one.ID).Recall.Due, returned)
	d.must(d.UndoBatch(d.Context(), d.as(mia), away.Event))
	d.same(d.load(one.ID).Recall.Due, calendar.On(2026, 5, 15))
}

// What is planned is spread over the days after the absence, no more than ten to a day.
func TestAMountainIsSpread(t *testing.T) {
	d := newDesk(t)
	d.at(berlin(5, 12, 10, 0))
	for i := range 23 {
		d.planned(ann, "Lead "+time.Duration(i).String(), calendar.On(2026, 5, 18+i%4))
	}
	told, err := d.SayAway(d.Context(), d.as(ann), twoWeeks)
	d.ok(err)
	d.same([]any{told.Moved, told.First, told.Last}, []any{23, returned, returned.AddDays(2)})
	d.same(d.count(`select count(*) from recalls where is_open and due_on = $1`, returned.String()), 10)
}
