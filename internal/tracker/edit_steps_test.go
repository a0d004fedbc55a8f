package tracker_test

import (
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/tracker"
)

func TestASnoozeIsCorrectedAndCountsOnce(t *testing.T) {
	d := newDesk(t)
	lead := d.lead(ann, "Acme", today)
	wrong := d.must(d.Snooze(d.Context(), d.as(ann), seen(lead), morning.Add(time.Hour), "out"))
	until := morning.Add(48 * time.Hour)
	a := d.as(ann)
	right := d.must(d.EditSnooze(d.Context(), a, wrong.Event.ID, until, "in Rome"))
	d.same([]any{right.Lead.Recall.Snoozes, *right.Lead.Recall.SnoozedUntil, right.Event.Detail.Edits}, []any{1, until, wrong.Event.ID})
	d.same(d.must(d.EditSnooze(d.Context(), a, wrong.Event.ID, until, "in Rome")).Repeated, true)
	_, err := d.EditSnooze(d.Context(), d.as(ann), right.Event.ID, morning.AddDate(0, 2, 0), "")
	_ = mustBe[tracker.SnoozeTooLongError](t, err)
	_, err = d.EditSnooze(d.Context(), d.as(ann), right.Event.ID, morning.Add(-time.Hour), "")
	_ = mustBe[followup.PastDateError](t, err)
	d.same(d.load(lead.ID), right.Lead)
	back := d.must(d.Undo(d.Context(), d.as(ann), right.Event.ID))
	d.same(unversioned(back.Lead), unversioned(lead))
}

func TestHowALeadEndedIsCorrected(t *testing.T) {
	d := newDesk(t)
	lead := d.lead(ann, "Acme", today)
	closed := d.must(d.Close(d.Context(), d.as(ann), seen(lead), followup.NextStep{Kind: followup.NextWon, Value: euros(15), Reason: "signed"}))
	d.same(d.count(`select count(*) from events where kind = 'won' and undone_by is null`), 1)
	won := followup.NextStep{Kind: followup.NextWon, Value: euros(18), Reason: "signed for a year"}
	closed = d.must(d.EditClose(d.Context(), d.as(ann), closed.Event.ID, won))
	d.same([]any{closed.Lead.State, *closed.Lead.Value, closed.Event.Detail.Note}, []any{followup.Won, *euros(18), "signed for a year"})
	closed = d.must(d.EditClose(d.Context(), d.as(ann), closed.Event.ID, followup.NextStep{Kind: followup.NextLost, Reason: "too dear"}))
	d.same([]any{closed.Lead.State, closed.Lead.Value == nil, closed.Event.Kind}, []any{followup.Lost, true, followup.ClosedLost})
	closed = d.must(d.EditClose(d.Context(), d.as(ann), closed.Event.ID, followup.NextStep{Kind: followup.NextStop}))
	d.same(closed.Lead.State, followup.DoNotContact)
	closed = d.must(d.EditClose(d.Context(), d.as(ann), closed.Event.ID, followup.NextStep{Kind: followup.NextLost})) // it was said by mistake
	if _, err := d.EditClose(d.Context(), d.as(ann), closed.Event.ID, followup.NextStep{Kind: followup.NextPark}); err == nil {
		t.Error("closed by parking it")
	}
	_, err := d.EditLog(d.Context(), d.as(ann), closed.Event.ID, called(lead, followup.NoAnswer, ""))
	d.is(err, tracker.ErrNothingToUndo) // that is no touch
	d.same(d.load(lead.ID), closed.Lead)
	back := d.must(d.Undo(d.Context(), d.as(ann), closed.Event.ID))
	d.same(unversioned(back.Lead), unversioned(lead))
}

func TestAHandoverIsCorrectedByWhoMayHandOver(t *testing.T) {
	d := newDesk(t)
	lead := d.lead(ann, "Acme", today)
	given := d.must(d.Reassign(d.Context(), d.as(mia), []tracker.Target{seen(lead)}, zoe))
	for _, who := range []followup.UserID{ann, bob, zoe} { // zoe has it now, and may give it back, but to nobody else
		_, err := d.EditReassign(d.Context(), d.as(who), given.Event.ID, bob)
		d.is(err, tracker.ErrManagersOnly)
	}
	card, err := d.Card(d.Context(), d.as(zoe), lead.ID, 0)
	d.ok(err)
	d.same([]any{card.UndoEvent, card.Editable}, []any{given.Event.ID, false})
	d.ok(d.OpenHome(d.Context(), d.as(zoe)))
	_, err = d.raw.ExecContext(d.Context(), `update deliveries set shown = wanted where kind = 'home'`)
	d.ok(err)

	_, err = d.EditReassign(d.Context(), d.as(mia), given.Event.ID, gone)
	d.is(err, tracker.ErrInactiveOwner)
	right := d.must(d.EditReassign(d.Context(), d.as(mia), given.Event.ID, bob))
	d.same([]any{right.Lead.Owner, right.Lead.Recall.Owner, right.Event.Detail.From, right.Event.Detail.To}, []any{bob, bob, ann, bob})
	d.same(len(right.Lead.Recall.Reasons), len(lead.Recall.Reasons)+1) // it was handed over once
	d.same(d.count(`select count(*) from deliveries where kind = 'home' and recipient = $1 and shown < wanted`, zoe), 1)
	back := d.must(d.Undo(d.Context(), d.as(mia), right.Event.ID))
	d.same(unversioned(back.Lead), unversioned(lead))
}
