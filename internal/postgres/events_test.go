package postgres_test

import (
	"cmp"
	"context"
	"slices"
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/tracker"
)

func touch(o followup.Outcome, at time.Time) *followup.Touch {
	return &followup.Touch{By: ann, At: at, Channel: followup.Call, Outcome: o, Minutes: 3, Note: "n", Promised: "p", Gave: "g"}
}

func (h house) takeBack(e followup.Event) followup.Event {
	h.Helper()
	undo := h.event(followup.Event{Lead: e.Lead, Kind: followup.Undone}, nil)
	h.tx(func(ctx context.Context, tx tracker.Tx) error { return tx.TakeBack(ctx, w, e.ID, undo.ID) })
	return undo
}

func TestInsertEvent(t *testing.T) {
	h := newHouse(t)
	one := h.insert(full())
	at := calendar.Clock(14, 0)
	given := followup.Event{
		Lead: one.ID, Kind: followup.Logged, By: ann, At: noon.Add(123_456_789), Source: followup.FromButton, Recall: one.Recall.ID,
		Detail: followup.Detail{
			Touch: touch(followup.Voicemail, noon.Add(1_234)), Attempt: 2, To: bob, From: ann, Undid: followup.Moved, Note: "why",
			Until: noon.Add(5*time.Minute + 1),
			Next: &followup.NextStep{
				Kind: followup.NextPark, On: today, At: &at, Channel: followup.Email, Promised: true, Owed: true, Goal: "g",
				Park: &followup.Park{Reason: "r", Note: "n", FirstLine: "f"}, Value: &followup.Money{Minor: 1, Currency: "EUR"}, Reason: "x",
			},
			Reasons: []followup.Reason{{Code: followup.MovedByRep, Params: map[string]string{"by": "UANN"}}},
		},
	}
	stored := h.event(given, &one)
	want := given
	want.ID, want.At, want.Detail.Until = stored.ID, noon.Add(123_456_000), noon.Add(5*time.Minute)
	made := *touch(followup.Voicemail, noon.Add(1_000))
	made.ID, made.Lead, made.Event = stored.Detail.Touch.ID, one.ID, stored.ID
	want.Detail.Touch = &made
	h.same(stored, want)
	h.same(given.Detail.Touch.ID, followup.TouchID(0))
	got, err := h.store.Event(t.Context(), w, stored.ID)
	h.ok(err)
	h.same(got, want)

	h.tx(func(ctx context.Context, tx tracker.Tx) error {
		before, err := tx.Before(ctx, w, stored.ID)
		h.same(before, one)
		return err
	})
	added := h.event(followup.Event{Lead: one.ID}, nil)
	h.is(h.store.InTx(t.Context(), func(tx tracker.Tx) error {
		_, err := tx.Before(t.Context(), w, added.ID)
		return err
	}), tracker.ErrNotFound)
}

func TestNewestEvent(t *testing.T) {
	h := newHouse(t)
	one, two := h.insert(lead("One", ann, today)), h.insert(lead("Two", ann, today))
	first := h.event(followup.Event{Lead: one.ID, Kind: followup.Added}, nil)
	second := h.event(followup.Event{Lead: one.ID, By: bob, At: noon.Add(-time.Hour)}, &one) // a later entry, whatever its time
	h.event(followup.Event{Lead: one.ID, Source: followup.FromRule}, &one)
	other := h.event(followup.Event{Lead: two.ID}, nil)

	newest := func(want followup.Event) {
		t.Helper()
		got, err := h.store.NewestEvent(t.Context(), w, one.ID)
		h.ok(err)
		h.same(got, want)
	}
	newest(second)
	h.takeBack(second)
	newest(first)
	mine, err := h.store.NewestEventBy(t.Context(), w, ann)
	h.ok(err)
	h.same(mine, other)
	_, err = h.store.NewestEventBy(t.Context(), w, bob)
	h.is(err, tracker.ErrNotFound)
	h.takeBack(first)
	_, err = h.store.NewestEvent(t.Context(), w, one.ID)
	h.is(err, tracker.ErrNotFound)
}

func TestTakeBack(t *testing.T) {
	h := newHouse(t)
	one := h.insert(lead("One", ann, today))
	e := h.event(followup.Event{Lead: one.ID, Detail: followup.Detail{Touch: touch(followup.Busy, noon)}}, &one)
	undo := h.takeBack(e)
	got, err := h.store.Event(t.Context(), w, e.ID)
	h.ok(err)
	h.same(got.UndoneBy, undo.ID)
	h.same(got.Detail.Touch, e.Detail.Touch)
	touches, err := h.store.LastTouches(t.Context(), w, []followup.LeadID{one.ID})
	h.ok(err)
	h.same(len(touches), 0)
	h.is(h.store.InTx(t.Context(), func(tx tracker.Tx) error {
		return tx.TakeBack(t.Context(), w, e.ID, undo.ID)
	}), tracker.ErrNothingToUndo)
}

func TestHistory(t *testing.T) {
	h := newHouse(t)
	one := h.insert(lead("One", ann, today))
	var want []followup.Event
	for i := range 5 {
		e := h.event(followup.Event{Lead: one.ID, Detail: followup.Detail{Attempt: i + 1, Touch: touch(followup.Busy, noon)}}, &one)
		want = append([]followup.Event{e}, want...)
	}
	page, total, err := h.store.History(t.Context(), w, one.ID, 1, 3)
	h.ok(err)
	h.same(total, 5)
	h.same(page, want[1:4])
	none, total, err := h.store.History(t.Context(), w, one.ID, 10, 3)
	h.ok(err)
	h.same([]int{len(none), total}, []int{0, 5})
}

func TestTouches(t *testing.T) {
	h := newHouse(t)
	one, two, three := h.insert(lead("One", ann, today)), h.insert(lead("Two", ann, today)), h.insert(lead("Three", ann, today))
	log := func(l followup.Lead, o followup.Outcome, minute int) followup.Event {
		at := noon.Add(time.Duration(minute) * time.Minute)
		return h.event(followup.Event{Lead: l.ID, Detail: followup.Detail{Touch: touch(o, at)}}, nil)
	}
	log(one, followup.NoAnswer, 0)
	log(one, followup.Interested, 1)
	log(one, followup.Busy, 2)
	newest := log(one, followup.Voicemail, 4)
	log(one, followup.NoAnswer, 3) // logged later, made earlier
	h.takeBack(log(one, followup.MeetingSet, 5))
	meeting := log(two, followup.MeetingSet, 0)
	ids := []followup.LeadID{one.ID, two.ID, three.ID}

	touches, err := h.store.LastTouches(t.Context(), w, ids)
	h.ok(err)
	h.same(touches, map[followup.LeadID]followup.Touch{one.ID: *newest.Detail.Touch, two.ID: *meeting.Detail.Touch})
	attempts, err := h.store.Attempts(t.Context(), w, ids)
	h.ok(err)
	h.same(attempts, map[followup.LeadID]int{one.ID: 3})
	words, err := h.store.LastWords(t.Context(), w, ids)
	h.ok(err)
	h.same(len(words), 2)
	h.same([]any{*words[one.ID].Touch, words[one.ID].Attempts}, []any{touches[one.ID], 3})
	h.same([]any{*words[two.ID].Touch, words[two.ID].Attempts}, []any{touches[two.ID], 0})
	person, err := h.store.Person(t.Context(), w, touches[one.ID].By)
	h.ok(err)
	h.same(words[one.ID].By, person.Name)
	all, meetings, err := h.store.CountTouches(t.Context(), w, []followup.UserID{ann, bob}, noon)
	h.ok(err)
	h.same([]int{all, meetings}, []int{6, 1})
	all, meetings, err = h.store.CountTouches(t.Context(), w, []followup.UserID{ann}, noon.Add(time.Minute))
	h.ok(err)
	h.same([]int{all, meetings}, []int{4, 0})
}

func TestWins(t *testing.T) {
	h := newHouse(t)
	won := func(name string) followup.Lead {
		l := lead(name, ann, today)
		l.State, l.Recall, l.Touches = followup.Won, nil, 7
		return h.insert(l)
	}
	win := func(l followup.Lead, kind followup.EventKind, by followup.UserID, hours int) followup.Event {
		return h.event(followup.Event{
			Lead: l.ID, Kind: kind, By: by, At: noon.Add(time.Duration(hours) * time.Hour),
			Detail: followup.Detail{Next: &followup.NextStep{Kind: followup.NextWon}},
		}, nil)
	}
	closed, logged, reopened := won("closed"), won("logged"), h.insert(lead("open again", ann, today))
	win(closed, followup.ClosedWon, ann, 0)
	win(closed, followup.ClosedWon, ann, 1)
	win(logged, followup.Logged, bob, 2)
	win(reopened, followup.ClosedWon, ann, 3)
	h.takeBack(win(logged, followup.Logged, ann, 4))
	win(won("long ago"), followup.ClosedWon, ann, -1)
	win(won("by somebody else"), followup.ClosedWon, mia, 1)
	lost := won("lost")
	h.event(followup.Event{Lead: lost.ID, Detail: followup.Detail{Next: &followup.NextStep{Kind: followup.NextLost}}}, nil)

	wins, err := h.store.Wins(t.Context(), w, []followup.UserID{ann, bob}, noon)
	h.ok(err)
	h.same(wins, []digest.Win{
		{Lead: logged, By: "Name of UBOB", Touch: 7, At: noon.Add(2 * time.Hour)},
		{Lead: closed, By: "Name of UANN", Touch: 7, At: noon.Add(time.Hour)},
	})
}

func TestSettledOn(t *testing.T) {
	h := newHouse(t)
	h.posted(today)
	began := noon.Add(-12 * time.Hour)
	settle := func(
		name string, by followup.UserID, kind followup.EventKind, at time.Time, change func(*followup.Lead),
	) (followup.Lead, followup.Event) {
		before := h.insert(lead(name, ann, today))
		e := h.event(followup.Event{
			Lead: before.ID, By: by, Kind: kind, Recall: before.Recall.ID, At: at, Detail: followup.Detail{Until: noon.Add(time.Hour)},
		}, &before)
		after := before
		recall := *before.Recall
		after.Recall = &recall
		change(&after)
		after = h.update(before, after)
		h.tx(func(ctx context.Context, tx tracker.Tx) error {
			return tx.NoteSettled(ctx, w, ann, today, *before.Recall)
		})
		return h.load(after.ID), e
	}
	later := noon.Add(time.Hour)
	next := func(l *followup.Lead) { l.Recall.ID, l.Recall.Due = 0, today.AddDays(2) }
	same := func(l *followup.Lead) { l.Recall.Goal = "new" }
	moved, movedBy := settle("moved", bob, followup.Moved, noon, func(l *followup.Lead) { l.Recall.Due = today.AddDays(1) })
	logged, loggedBy := settle("logged", ann, followup.Logged, noon, next)
	snoozed, snoozedBy := settle("snoozed", ann, followup.Snoozed, noon, func(l *followup.Lead) { l.Recall.SnoozedUntil = &later })
	given, givenBy := settle("given away", ann, followup.Reassigned, noon, func(l *followup.Lead) { l.Owner = bob })
	h.event(followup.Event{Lead: given.ID, By: bob, Kind: followup.Logged, Recall: given.Recall.ID}, &given) // not hers to follow
	waits, touched := settle("touched, still waits", ann, followup.Logged, noon, same)
	settle("touched yesterday, still waits", ann, followup.Logged, began.Add(-time.Second), same)
	settle("still waits", ann, followup.TheyAnswer, noon, same)
	_, undoneBy := settle("taken back", ann, followup.Logged, noon, next)
	h.takeBack(undoneBy)
	newer := h.event(followup.Event{Lead: logged.ID, Kind: followup.Snoozed, Recall: logged.Recall.ID, Detail: followup.Detail{Until: later}}, &logged)
	contact := h.event(followup.Event{Lead: moved.ID, Kind: followup.ContactAdded}, nil)

	got := h.settledOn(today, noon)
	h.same(byEvent(got), []digest.Noted{
		{Lead: moved, Event: movedBy},
		{Lead: logged, Event: loggedBy},
		{Lead: snoozed, Event: snoozedBy, Undo: true},
		{Lead: given, Event: givenBy, Given: true},
		{Lead: waits, Event: touched, Undo: true},
		{Lead: logged, Event: newer, Undo: true},
	})

	h.takeBack(contact)
	got = h.settledOn(today, later)
	h.same(byEvent(got), []digest.Noted{ // the snoozes are over
		{Lead: moved, Event: movedBy, Undo: true},
		{Lead: logged, Event: loggedBy},
		{Lead: given, Event: givenBy, Given: true},
		{Lead: waits, Event: touched, Undo: true},
	})
	for _, none := range []calendar.Date{today.AddDays(-1), today.AddDays(1)} {
		h.same(len(h.settledOn(none, noon)), 0)
	}
}

// settledOn is what ann's date saw settled; bob, asked for with her, has nothing.
func (h house) settledOn(on calendar.Date, at time.Time) []digest.Noted {
	h.Helper()
	of := func(id followup.UserID) tracker.RepDay {
		return tracker.RepDay{Rep: followup.Rep{Person: followup.Person{Workspace: w, ID: id}}, On: on}
	}
	noted, err := h.store.SettledOn(h.Context(), w, []tracker.RepDay{of(bob), of(ann)}, at)
	h.ok(err)
	h.same(len(noted[bob]), 0)
	return noted[ann]
}

// byEvent has each thing that was noted once, in the order in which it happened.
func byEvent(all []digest.Noted) []digest.Noted {
	slices.SortFunc(all, func(a, b digest.Noted) int { return cmp.Compare(a.Event.ID, b.Event.ID) })
	return slices.CompactFunc(all, func(a, b digest.Noted) bool { return a.Event.ID == b.Event.ID })
}

// TestADigestOfYesterdayIsKeptTrue: on a day without a digest people work with the newest one they have.
func TestADigestOfYesterdayIsKeptTrue(t *testing.T) {
	h := newHouse(t)
	before := h.insert(lead("One", ann, today.AddDays(-1)))
	for _, n := range []int{-8, -2, -1} {
		h.posted(today.AddDays(n))
	}
	after := before
	after.State, after.Recall = followup.Lost, nil
	h.event(followup.Event{Lead: before.ID, Recall: before.Recall.ID, Kind: followup.ClosedLost}, &before)
	h.update(before, after)
	h.tx(func(ctx context.Context, tx tracker.Tx) error {
		return tx.NoteSettled(ctx, w, ann, today, *before.Recall)
	})

	for n, want := range map[int]int{-8: 0, -2: 0, -1: 1, 0: 0} { // not due before yesterday, no digest today
		h.same(len(h.settledOn(today.AddDays(n), noon)), want)
	}
	redrawn := h.claim(5)
	h.same(len(redrawn), 1)
	h.same(redrawn[0].TS, today.AddDays(-1).String())
}
