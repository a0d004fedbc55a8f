package tracker_test

import (
	"errors"
	"testing"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/tracker"
)

func TestUndoBatch(t *testing.T) {
	given := func(d *desk) (leads []followup.Lead, receipt digest.Receipt) {
		d.Helper()
		var targets []tracker.Target
		for _, name := range []string{"One", "Two", "Three"} {
			leads = append(leads, d.lead(ann, name, today))
			targets = append(targets, seen(leads[len(leads)-1]))
		}
		return leads, d.must(d.Reassign(d.Context(), d.as(mia), targets, bob))
	}

	t.Run("all_of_them_and_once", func(t *testing.T) {
		d := newDesk(t)
		leads, handed := given(d)
		d.same(*handed.Batch, digest.Batch{Leads: 3})
		request := d.as(mia)
		d.same(*d.must(d.UndoBatch(t.Context(), request, handed.Event.ID)).Batch, digest.Batch{Leads: 3})
		for _, l := range leads {
			d.same(unversioned(d.load(l.ID)), unversioned(l))
		}
		d.same(d.must(d.UndoBatch(t.Context(), request, handed.Event.ID)).Repeated, true)
		_, err := d.UndoBatch(t.Context(), d.as(mia), handed.Event.ID)
		if passed := mustBe[tracker.PassedError](t, err); !passed.Back || passed.Stale.Names[mia] != "Name of UMIA" {
			t.Errorf("%+v", passed)
		}
		d.same(d.count(`select count(*) from events where kind = 'undone'`), 3)
	})

	t.Run("one_that_was_erased_by_a_rule_is_left", func(t *testing.T) {
		d := newDesk(t)
		leads, handed := given(d)
		closed := d.must(d.Close(t.Context(), d.as(bob), tracker.Target{Lead: leads[0].ID}, followup.NextStep{Kind: followup.NextLost}))
		_, err := d.raw.ExecContext(t.Context(), `update events set at = at - interval '1 year' where lead_id = $1`, leads[0].ID)
		d.ok(err)
		_, err = d.raw.ExecContext(t.Context(), `delete from events where id = $1`, closed.Event.ID)
		d.ok(err)
		erased, err := d.EraseOld(t.Context(), 6)
		d.ok(err)
		d.same(erased, 1)
		undone := d.must(d.UndoBatch(t.Context(), d.as(mia), handed.Event.ID))
		d.same([]int{undone.Batch.Leads, len(undone.Batch.Left)}, []int{2, 1})
	})

	t.Run("those_that_moved_on_are_left_and_named", func(t *testing.T) {
		d := newDesk(t)
		leads, handed := given(d)
		worked := d.must(d.Log(t.Context(), d.as(bob), tracker.Log{Lead: leads[2].ID, Channel: followup.Call, Outcome: followup.NoAnswer}))
		d.must(d.UndoLead(t.Context(), d.as(bob), worked.Lead.ID))
		worked = d.must(d.Log(t.Context(), d.as(bob), tracker.Log{Lead: leads[2].ID, Channel: followup.Call, Outcome: followup.Busy}))
		d.clock.Advance(1)
		_, err := d.UndoLead(t.Context(), d.as(mia), leads[0].ID) // it alone
		d.ok(err)
		d.same([]followup.UserID{d.load(leads[0].ID).Owner, d.load(leads[1].ID).Owner}, []followup.UserID{ann, bob})

		undone := d.must(d.Undo(t.Context(), d.as(mia), 0)) // what she did last, with its batch
		d.same([]any{undone.Batch.Leads, len(undone.Batch.Left), undone.Lead.ID}, []any{1, 2, leads[1].ID})
		d.same([]any{undone.Batch.Left[0].Lead.ID, undone.Batch.Left[0].Event}, []any{leads[0].ID, followup.Event{}})
		d.same([]any{undone.Batch.Left[1].Event.ID, undone.Batch.Left[1].Names[bob]}, []any{worked.Event.ID, "Name of UBOB"})
		d.same(d.load(leads[2].ID).Owner, bob)
		_, err = d.UndoBatch(t.Context(), d.as(mia), handed.Event.ID)
		if passed := mustBe[tracker.PassedError](t, err); passed.Back || passed.Stale.Event.ID != worked.Event.ID {
			t.Errorf("%+v", passed)
		}
	})

	t.Run("only_by_who_may", func(t *testing.T) {
		d := newDesk(t)
		leads, handed := given(d)
		_, err := d.UndoBatch(t.Context(), d.as(ann), handed.Event.ID)
		if !errors.As(err, new(tracker.NotYoursError)) {
			t.Errorf("%v", err)
		}
		d.same(d.load(leads[0].ID).Owner, bob)
	})
}
