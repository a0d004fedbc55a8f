package tracker_test

import (
	"testing"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/tracker"
)

func TestAMergeIsMadeTheOtherWayRound(t *testing.T) {
	d := newDesk(t)
	acme, inc := d.lead(ann, "Acme", today.AddDays(3)), d.lead(bob, "Acme Inc", today)
	d.must(d.Log(d.Context(), d.as(bob), called(inc, followup.NoAnswer, "")))
	inc = d.load(inc.ID)
	merged := d.must(d.Merge(d.Context(), d.as(mia), acme.ID, inc.ID))
	_, err := d.EditMerge(d.Context(), d.as(mia), merged.Event.ID, acme.ID, inc.ID)
	d.is(err, tracker.ErrUnchanged)
	_, err = d.EditMerge(d.Context(), d.as(mia), merged.Event.ID, inc.ID, inc.ID)
	d.is(err, tracker.ErrSameLead)
	_, err = d.EditMerge(d.Context(), d.as(ann), merged.Event.ID, inc.ID, acme.ID)
	_ = mustBe[tracker.NotYoursError](t, err) // one of the two is Bob's again

	shown, err := d.ToMergeAgain(d.Context(), d.as(mia), merged.Event.ID, inc.ID, acme.ID)
	d.ok(err)
	d.same([]any{shown.Kept.Title(), shown.Kept.Touches, shown.Owner.ID, shown.Other.Title()}, []any{"Acme Inc", 1, bob, "Acme"})
	_, err = d.ToMergeAgain(d.Context(), d.as(ann), merged.Event.ID, inc.ID, acme.ID)
	_ = mustBe[tracker.NotYoursError](t, err)
	_, err = d.ToMergeAgain(d.Context(), d.as(mia), merged.Event.ID, inc.ID, inc.ID)
	d.is(err, tracker.ErrSameLead)

	a := d.as(mia)
	right := d.must(d.EditMerge(d.Context(), a, merged.Event.ID, inc.ID, acme.ID))
	d.same([]any{right.Lead.ID, right.Lead.Owner, right.Lead.Touches, d.load(acme.ID).MergedInto}, []any{inc.ID, bob, 1, inc.ID})
	d.same(d.must(d.EditMerge(d.Context(), a, merged.Event.ID, inc.ID, acme.ID)).Event.ID, right.Event.ID)
	d.same(d.count(`select count(*) from touches where lead_id = $1`, inc.ID), 1)
	if _, err = d.EditMerge(d.Context(), d.as(mia), merged.Event.ID, inc.ID, acme.ID); err == nil {
		t.Error("it was corrected already")
	}
	d.must(d.Undo(d.Context(), d.as(mia), right.Event.ID))
	d.same(unversioned(d.load(acme.ID)), unversioned(acme))
	d.same(unversioned(d.load(inc.ID)), unversioned(inc))
}

func TestAMergeIsMadeWithAnotherLead(t *testing.T) {
	d := newDesk(t)
	acme, wrong, meant := d.lead(ann, "Acme", today), d.lead(ann, "Acme Nord", today), d.lead(ann, "Acme Inc", today)
	merged := d.must(d.Merge(d.Context(), d.as(ann), acme.ID, wrong.ID))
	away, err := d.store.NewestEvent(d.Context(), w, wrong.ID)
	d.ok(err)
	was, err := d.Apart(d.Context(), d.as(ann), away.ID) // from the other lead's receipt too
	d.ok(err)
	d.same([]string{was[0].Name, was[1].Name}, []string{"Acme", "Acme Nord"})
	d.must(d.EditMerge(d.Context(), d.as(ann), away.ID, acme.ID, meant.ID))
	d.same(unversioned(d.load(wrong.ID)), unversioned(wrong))
	d.same(d.load(meant.ID).MergedInto, acme.ID)
	_, err = d.Apart(d.Context(), d.as(ann), merged.Event.ID)
	_ = mustBe[tracker.StaleError](t, err)

	logged := d.must(d.Log(d.Context(), d.as(ann), called(wrong, followup.NoAnswer, "")))
	_, err = d.Apart(d.Context(), d.as(ann), logged.Event.ID) // which is no merge
	d.is(err, tracker.ErrNothingToUndo)
	_, err = d.EditMerge(d.Context(), d.as(ann), logged.Event.ID, wrong.ID, acme.ID)
	d.is(err, tracker.ErrNothingToUndo)
	again := d.must(d.Merge(d.Context(), d.as(ann), acme.ID, wrong.ID)) // and both
	d.must(d.Log(d.Context(), d.as(ann), called(acme, followup.NoAnswer, "")))
	if _, err = d.EditMerge(d.Context(), d.as(ann), again.Event.ID, wrong.ID, acme.ID); err == nil {
		t.Error("corrected with something newer on it")
	}
	_, err = d.ToMergeAgain(d.Context(), d.as(ann), again.Event.ID, wrong.ID, acme.ID)
	_ = mustBe[tracker.StaleError](t, err)
}
