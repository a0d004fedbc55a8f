package tracker_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/tracker"
)

// recording is a store that counts what is recorded in one statement, or records nothing so.
type recording struct {
	tracker.Store

	refuses bool
	meddle  func() // happens before
	done    int
}

func (r *recording) Record(ctx context.Context, e tracker.Entry) (tracker.Recorded, bool, error) {
	if r.meddle != nil {
		r.meddle()
	}
	if r.refuses {
		return tracker.Recorded{}, false, nil
	}
	stored, done, err := r.Store.Record(ctx, e)
	if done {
		r.done++
	}
	return stored, done, err
}

// on is the desk with another store.
func (d *desk) on(s tracker.Store) *desk {
	other := *d
	other.Tracker = tracker.New(s, d.clock, nil)
	return &other
}

// stored is all that a change writes to; real times are left out.
var stored = []string{
	`select to_jsonb(l) - 'xmin' from leads l order by id`,
	`select to_jsonb(r) from recalls r order by id`,
	`select to_jsonb(e) from events e order by id`,
	`select to_jsonb(t) from touches t order by id`,
	`select to_jsonb(r) from requests r order by key`,
	`select to_jsonb(o) from obligations o order by id`,
	`select to_jsonb(d) from digest_rows d order by rep_id, digest_on, recall_id`,
	`select to_jsonb(d) - 'wanted_at' - 'queued_at' from deliveries d order by dedupe_key`,
}

// worked is what a morning's work leaves behind, in the receipts and in the database.
func worked(t *testing.T, refuses bool) (receipts []digest.Receipt, rows []string, recorded int) {
	d := newDesk(t)
	store := &recording{Store: d.store, refuses: refuses}
	d = d.on(store)
	due, later, first := d.lead(ann, "Due", today), d.lead(ann, "Later", today.AddDays(9)), d.lead(ann, "First", today)
	theirs := d.lead(bob, "Theirs", today)
	for _, id := range []followup.UserID{ann, bob} {
		d.ok(d.store.InTx(t.Context(), func(tx tracker.Tx) error { return tx.KeepHome(t.Context(), w, id, d.clock.Now(), d.clock.Now()) }))
	}
	d.at(berlin(time.May, 12, 8, 30))
	d.posted()
	log := func(l tracker.Log) {
		d.clock.Advance(time.Second)
		receipts = append(receipts, d.must(d.Log(t.Context(), d.as(ann), l)))
	}
	price := followup.Money{Minor: 1200_00, Currency: "EUR"}
	log(tracker.Log{Lead: due.ID, Channel: followup.Call, Outcome: followup.NoAnswer})
	log(tracker.Log{Lead: due.ID, Channel: followup.Call, Outcome: followup.NoAnswer})
	log(tracker.Log{Lead: later.ID, Channel: followup.Call, Outcome: followup.Interested, Next: recall(today.AddDays(3)), Note: "ä\n\"x\"", Minutes: 7})
	log(tracker.Log{Lead: first.ID, Channel: followup.Email, Outcome: followup.Sent, Value: &price, Promised: "a plan", Gave: "a price"})
	log(tracker.Log{Lead: first.ID, Channel: followup.Call, Outcome: followup.NotNow, Next: followup.NextStep{
		Kind: followup.NextPark, On: today.AddDays(60), Park: &followup.Park{Reason: "budget", FirstLine: "Hello"},
	}})
	log(tracker.Log{Lead: first.ID, Channel: followup.Email, Outcome: followup.Replied})
	promised := recall(today.AddDays(5))
	promised.Promised = true
	log(tracker.Log{Lead: due.ID, Channel: followup.Call, Outcome: followup.Interested, Next: promised})
	log(tracker.Log{Lead: due.ID, Channel: followup.Email, Outcome: followup.Replied}) // the promise stands
	log(tracker.Log{Lead: theirs.ID, Channel: followup.Call, Outcome: followup.Busy})
	log(tracker.Log{Lead: later.ID, Channel: followup.Call, Outcome: followup.NotInterested})
	log(tracker.Log{Lead: later.ID, Channel: followup.Call, Outcome: followup.Interested, Next: recall(today.AddDays(2))}) // open again
	meeting := recall(today.AddDays(6))
	meeting.Promised, meeting.Channel, meeting.At = true, followup.Meeting, new(calendar.TimeOfDay(14*60))
	log(tracker.Log{Lead: later.ID, Channel: followup.Call, Outcome: followup.MeetingSet, Next: meeting})
	log(tracker.Log{Lead: later.ID, Channel: followup.Email, Outcome: followup.Sent, Next: recall(today.AddDays(4))}) // recap, in time
	log(tracker.Log{Lead: due.ID, Channel: followup.Call, Outcome: followup.NeedsInfo, At: d.clock.Now().Add(-2 * time.Hour), Next: promised})
	log(tracker.Log{Lead: due.ID, Channel: followup.Email, Outcome: followup.Sent}) // recap, late
	step := func(do func(tracker.Actor, tracker.Target) (digest.Receipt, error), l followup.Lead) {
		d.clock.Advance(time.Second)
		receipts = append(receipts, d.must(do(d.as(ann), seen(d.load(l.ID)))))
	}
	tonight := recall(today)
	tonight.Promised = true
	log(tracker.Log{Lead: due.ID, Channel: followup.Call, Outcome: followup.CallBackLater, Next: tonight})
	log(tracker.Log{Lead: due.ID, Channel: followup.Call, Outcome: followup.NoAnswer}) // as promised
	other := d.lead(ann, "Other", today)
	step(func(a tracker.Actor, on tracker.Target) (digest.Receipt, error) {
		return d.Snooze(t.Context(), a, on, d.clock.Now().Add(time.Hour), "lunch")
	}, other)
	step(func(a tracker.Actor, on tracker.Target) (digest.Receipt, error) {
		return d.Move(t.Context(), a, on, tracker.NewDate{On: today.AddDays(1), Note: "busy"})
	}, other)
	step(func(a tracker.Actor, on tracker.Target) (digest.Receipt, error) {
		return d.Park(t.Context(), a, on, followup.Park{Reason: "budget"}, today.AddDays(40))
	}, other)
	step(func(a tracker.Actor, on tracker.Target) (digest.Receipt, error) {
		return d.Close(t.Context(), a, on, followup.NextStep{Kind: followup.NextWon, Value: &price})
	}, other)
	for _, query := range stored {
		var some []string
		d.ok(d.raw.SelectContext(t.Context(), &some, query))
		rows = append(rows, some...)
	}
	return receipts, rows, store.done
}

// sameZone compares zones by their names.
var sameZone = cmp.Comparer(func(a, b *time.Location) bool { return a.String() == b.String() })

// TestOneStatementStoresWhatTheOthersDo: whichever way a change takes, what it says and what it leaves behind is the same.
func TestOneStatementStoresWhatTheOthersDo(t *testing.T) {
	type traces struct {
		receipts []digest.Receipt
		rows     []string
		recorded int
	}
	ways := make(chan traces, 2)
	t.Run("both", func(t *testing.T) {
		for name, refuses := range map[string]bool{"in_one": false, "in_many": true} {
			t.Run(name, func(t *testing.T) {
				receipts, rows, recorded := worked(t, refuses)
				ways <- traces{receipts, rows, recorded}
			})
		}
	})
	if len(ways) < 2 {
		t.FailNow()
	}
	a, b := <-ways, <-ways
	if diff := cmp.Diff(a.receipts, b.receipts, sameZone); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(a.rows, b.rows); diff != "" {
		t.Error(diff)
	}
	if a.recorded+b.recorded != 16 { // of twenty-one: a teammate's, two replies, a touch of before, and a recap that its digest showed
		t.Errorf("%d and %d were stored in one statement, want 16 and none", a.recorded, b.recorded)
	}
}

// TestWhoeverWasFasterIsSeen: what happens between the reading and the storing of a log counts as if it had come before.
func TestWhoeverWasFasterIsSeen(t *testing.T) {
	d := newDesk(t)
	noAnswer := func(l followup.Lead) tracker.Log {
		return tracker.Log{Lead: l.ID, Channel: followup.Call, Outcome: followup.NoAnswer}
	}
	for name, meddle := range map[string]func(*desk, followup.Lead){
		"another_touch": func(d *desk, l followup.Lead) { d.must(d.Log(d.Context(), d.as(bob), noAnswer(l))) },
		"moved": func(d *desk, l followup.Lead) {
			d.must(d.Move(d.Context(), d.as(mia), seen(l), tracker.NewDate{On: today.AddDays(4)}))
		},
		"given_away": func(d *desk, l followup.Lead) {
			d.must(d.Reassign(d.Context(), d.as(mia), []tracker.Target{seen(l)}, bob))
		},
		"closed": func(d *desk, l followup.Lead) {
			d.must(d.Close(d.Context(), d.as(mia), seen(l), followup.NextStep{Kind: followup.NextLost}))
		},
		"renamed": func(d *desk, l followup.Lead) {
			details := l.Details()
			details.Company = "Acme GmbH"
			d.must(d.EditDetails(d.Context(), d.as(mia), l.ID, l.Details().Version(), details, ""))
		},
		"undone": func(d *desk, l followup.Lead) { d.must(d.UndoLead(d.Context(), d.as(ann), l.ID)) },
	} {
		t.Run(name, func(t *testing.T) {
			d := d.in(t)
			faster, slower := d.lead(ann, name+" 1", today), d.lead(ann, name+" 2", today)
			d.must(d.Log(t.Context(), d.as(ann), noAnswer(faster)))
			d.must(d.Log(t.Context(), d.as(ann), noAnswer(slower)))
			faster, slower = d.load(faster.ID), d.load(slower.ID)
			meddle(d, faster)
			want := d.must(d.Log(t.Context(), d.as(ann), noAnswer(faster)))
			store := &recording{Store: d.store, meddle: func() { meddle(d, slower) }}
			got := d.must(d.on(store).Log(t.Context(), d.as(ann), noAnswer(slower)))
			d.same(store.done, 0)
			plain := func(r digest.Receipt) string {
				return fmt.Sprintln(r.Lead.Owner, r.Lead.State, r.Lead.Company, r.Lead.Touches, r.Lead.Recall.Due, r.Event.Detail.Attempt,
					r.Event.Detail.Reopened, r.Again, r.Repeated)
			}
			d.same(plain(got), plain(want))
		})
	}
}

// TestAPingOfThatVeryMomentIsDrawnAgain: a sweep that pings about a promise between the reading and the storing of the touch that keeps it.
func TestAPingOfThatVeryMomentIsDrawnAgain(t *testing.T) {
	d := newDesk(t)
	lead := d.lead(ann, "Acme", today)
	promised := recall(today)
	promised.Promised, promised.At = true, new(calendar.TimeOfDay(14*60))
	d.must(d.Log(t.Context(), d.as(ann), tracker.Log{Lead: lead.ID, Channel: followup.Call, Outcome: followup.CallBackLater, Next: promised}))
	d.must(d.Log(t.Context(), d.as(ann), tracker.Log{Lead: lead.ID, Channel: followup.Email, Outcome: followup.Sent, Next: promised})) // no recap is owed
	store := &recording{Store: d.store, meddle: func() {
		d.at(berlin(time.May, 12, 13, 50))
		d.ok(d.Sweep(t.Context()))
	}}
	d.at(berlin(time.May, 12, 13, 49))
	d.must(d.on(store).Log(t.Context(), d.as(ann), tracker.Log{Lead: lead.ID, Channel: followup.Email, Outcome: followup.Sent, Next: recall(today.AddDays(3))}))
	d.same(store.done, 1)
	var pings []struct {
		Wanted int    `db:"wanted"`
		How    string `db:"settled_how"`
	}
	d.ok(d.raw.SelectContext(t.Context(), &pings, `
select d.wanted, o.settled_how
from deliveries d
join obligations o on d.dedupe_key = 'ping/' || o.id
where o.pinged_at is not null`))
	if len(pings) != 1 || pings[0].Wanted != 2 || pings[0].How != string(followup.Done) {
		t.Errorf("got %+v, want one that is drawn again, of a promise that is kept", pings)
	}
}

// TestAMoveOfThatVeryMomentIsKept: a rep moves to another zone, where the promise has another hour, between the reading and the storing of the
// touch that keeps it. What the lead owed before the move is not stored over what it owes since.
func TestAMoveOfThatVeryMomentIsKept(t *testing.T) {
	d := newDesk(t)
	lead := d.lead(ann, "Acme", today)
	promised := recall(today.AddDays(1))
	promised.Promised = true
	d.must(d.Log(t.Context(), d.as(ann), tracker.Log{Lead: lead.ID, Channel: followup.Call, Outcome: followup.CallBackLater, Next: promised}))
	d.must(d.Log(t.Context(), d.as(ann), tracker.Log{Lead: lead.ID, Channel: followup.Email, Outcome: followup.Sent, Next: promised})) // no recap is owed
	store := &recording{Store: d.store, meddle: func() { d.moveTo(ann, "Asia/Tokyo") }}
	d.must(d.on(store).Log(t.Context(), d.as(ann), tracker.Log{Lead: lead.ID, Channel: followup.Email, Outcome: followup.Sent, Next: recall(today.AddDays(3))}))
	d.same(store.done, 0)
	var open int
	d.ok(d.raw.GetContext(t.Context(), &open, `select count(*) from obligations where kind = 'promise' and settled_at is null`))
	d.same(open, 0)
}

// TestAStatementThatRefusesClaimsNothing: the request is still to be carried out.
func TestAStatementThatRefusesClaimsNothing(t *testing.T) {
	d := newDesk(t)
	lead := d.lead(ann, "Acme", today)
	of, err := d.store.Fresh(t.Context(), w, lead.ID)
	d.ok(err)
	d.must(d.Log(t.Context(), d.as(bob), tracker.Log{Lead: lead.ID, Channel: followup.Call, Outcome: followup.Busy}))
	rows := func() (all []string) {
		for _, query := range stored {
			var some []string
			d.ok(d.raw.SelectContext(t.Context(), &some, query))
			all = append(all, some...)
		}
		return all
	}
	before, after := rows(), of.Lead
	next := *lead.Recall
	next.ID = 0
	after.Recall = &next
	_, done, err := d.store.Record(t.Context(), tracker.Entry{
		Of: of, After: after, Before: &of.Lead, Request: "late", On: today, Settles: true,
		Event: followup.Event{Lead: lead.ID, Kind: followup.ParkedIt, By: ann, At: morning, Source: followup.FromModal, Recall: lead.Recall.ID},
	})
	d.ok(err)
	d.same(done, false)
	d.same(rows(), before)
}
