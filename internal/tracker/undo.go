package tracker

import (
	"context"
	"errors"
	"fmt"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// Undo takes back an event while it is its lead's newest one made by a person (G10): the lead is as it was before, its touch no
// longer counts. Undoing twice is a PassedError the second time, and so is undoing what something newer stands on.
//
// Without an id it takes back the person's own newest event, with its batch, if nobody can be surprised by it: an older one than of their present
// day, and one whose lead would go with more history than its beginning, is an UndoAskError. Undo with its id is the answer.
func (t *Tracker) Undo(ctx context.Context, a Actor, id followup.EventID) (digest.Receipt, error) {
	return t.undo(ctx, a, undoing{ask: id == 0, batch: id == 0}, func(tx Tx, who me) (followup.Event, error) {
		if id == 0 {
			return tx.NewestEventBy(ctx, who.Workspace, who.ID)
		}
		return tx.Event(ctx, who.Workspace, id)
	})
}

// UndoLead takes back a lead's newest event made by a person. It asks as Undo without an id does, and before it takes back what
// somebody else did.
func (t *Tracker) UndoLead(ctx context.Context, a Actor, id followup.LeadID) (digest.Receipt, error) {
	return t.undo(ctx, a, undoing{ask: true}, func(tx Tx, who me) (followup.Event, error) {
		return tx.NewestEvent(ctx, who.Workspace, id)
	})
}

// undoing says how an event is taken back.
type undoing struct {
	ask   bool // the person has not seen which one it is
	batch bool // with all that was done together with it
}

// undo takes back the event that find finds.
func (t *Tracker) undo(ctx context.Context, a Actor, how undoing, find func(Tx, me) (followup.Event, error)) (digest.Receipt, error) {
	return t.once(ctx, a, func(tx Tx, who me) (digest.Receipt, error) {
		event, err := find(tx, who)
		if err != nil {
			return digest.Receipt{}, undoable(err)
		}
		switch {
		case event.Kind == followup.MergedIn || event.Kind == followup.MergedAway:
			return t.unmerge(ctx, tx, a, who, event, how.ask)
		case event.Detail.Batch != nil && how.batch:
			return t.undoBatch(ctx, tx, a, who, event, how.ask)
		}
		event.Detail.Batch = nil // it alone
		lead, err := tx.LockLead(ctx, who.Workspace, event.Lead)
		if err == nil {
			err = erased(ctx, tx, lead)
		}
		if err != nil {
			return digest.Receipt{}, undoable(err)
		}
		newest, err := tx.NewestEvent(ctx, who.Workspace, lead.ID)
		if err != nil {
			return digest.Receipt{}, undoable(err)
		}
		if newest.ID != event.ID {
			return digest.Receipt{}, t.tooLate(ctx, tx, who, lead, event.ID, newest)
		}
		if err := t.mayUndo(ctx, tx, who, lead, event); err != nil {
			return digest.Receipt{}, err
		}
		if how.ask {
			if err := t.askToUndo(ctx, tx, who, lead, event); err != nil {
				return digest.Receipt{}, err
			}
		}
		if event.Kind == followup.Added {
			return t.takeBackLead(ctx, tx, who, event, lead)
		}
		if event.Detail.Tapped {
			return t.corrected(ctx, tx, a, who, event, lead, t.givenWith(ctx, 0), followup.Logged)
		}
		return t.takeBack(ctx, tx, a, who, event, lead)
	})
}

// undoable turns "not there" into "nothing to undo".
func undoable(err error) error {
	if errors.Is(err, ErrNotFound) {
		return ErrNothingToUndo
	}
	return err
}

// PassedError says that an undo came too late, and what came before it. It is also an ErrNothingToUndo.
type PassedError struct {
	Stale StaleError // the lead, and the change that is in the way
	Back  bool       // that change took the same thing back
}

func (e PassedError) Error() string { return "too late to undo: " + e.Stale.Error() }
func (e PassedError) Unwrap() error { return ErrNothingToUndo }

// tooLate says why an event of a locked lead can't be undone: what took it back, else the lead's newest event. Of an event that was
// corrected that is what stands in for it. It is told to those only who may see the lead: what a button carries comes back from a client.
func (t *Tracker) tooLate(ctx context.Context, tx Tx, who me, lead followup.Lead, id followup.EventID, newest followup.Event) error {
	if err := t.maySee(ctx, tx, who, lead); err != nil {
		return err
	}
	event, err := tx.Event(ctx, lead.Workspace, id) // as it is now that the lead is locked
	for err == nil && event.UndoneBy != 0 {
		event, err = tx.Event(ctx, lead.Workspace, event.UndoneBy)
	}
	if err != nil {
		return undoable(err)
	}
	back := event.Kind == followup.Undone
	if !back {
		event = newest
	}
	stale, err := staleBy(ctx, tx, lead, event)
	if err != nil {
		return err
	}
	return PassedError{Stale: stale, Back: back}
}

// mayUndo lets people take back what they did, and what happened to leads they may change.
func (t *Tracker) mayUndo(ctx context.Context, r Reads, who me, lead followup.Lead, e followup.Event) error {
	if e.By == who.ID {
		return nil
	}
	return t.mayChange(ctx, r, who, lead)
}

// UndoAskError says what a bare undo would take back, where a person should say yes first. Nothing was changed.
type UndoAskError struct {
	Of      digest.Receipt // the change
	Removes bool           // its lead would go, with its history
}

func (e UndoAskError) Error() string {
	return fmt.Sprintf("event %d is to be undone knowingly", e.Of.Event.ID)
}

// askToUndo refuses what a person may have forgotten when they undo what they did last.
func (t *Tracker) askToUndo(ctx context.Context, tx Tx, who me, lead followup.Lead, e followup.Event) error {
	removes, today := e.Kind == followup.Added, calendar.Today(e.At, who.Location()) == who.today
	mine := e.By == who.ID
	if today && mine && !removes {
		return nil
	}
	_, entries, err := tx.History(ctx, lead.Workspace, lead.ID, 0, 1)
	if err != nil {
		return fmt.Errorf("count history: %w", err)
	}
	if today && mine && entries == 1 {
		return nil
	}
	receipt, err := t.receipt(ctx, tx, who, e, lead)
	if err != nil {
		return err
	}
	return UndoAskError{Of: receipt, Removes: removes}
}

// takeBackLead removes a lead whose only event is that it was added.
func (t *Tracker) takeBackLead(ctx context.Context, tx Tx, who me, e followup.Event, lead followup.Lead) (digest.Receipt, error) {
	receipt, err := t.receipt(ctx, tx, who, e, lead)
	if err != nil {
		return digest.Receipt{}, err
	}
	if err := t.endPings(ctx, tx, lead); err != nil {
		return digest.Receipt{}, err
	}
	if err := tx.DeleteLead(ctx, lead.Workspace, lead.ID); err != nil {
		return digest.Receipt{}, fmt.Errorf("remove lead: %w", err)
	}
	receipt.Deleted = true
	today := calendar.Today(t.clock.Now(), receipt.Owner.Location())
	if err := tx.Redraw(ctx, lead.Workspace, lead.Owner, today); err != nil {
		return digest.Receipt{}, fmt.Errorf("redraw digest: %w", err)
	}
	return receipt, nil
}

func (t *Tracker) takeBack(ctx context.Context, tx Tx, a Actor, who me, e followup.Event, lead followup.Lead) (digest.Receipt, error) {
	before, err := tx.Before(ctx, lead.Workspace, e.ID)
	if err != nil {
		return digest.Receipt{}, fmt.Errorf("load lead as it was: %w", err)
	}
	owner, err := repOf(ctx, tx, who, before.Workspace, before.Owner)
	if err != nil {
		return digest.Receipt{}, err
	}
	if e.Kind == followup.Rested {
		before = atWork(before, calendar.Today(t.clock.Now(), owner.Location()))
	}
	receipt, err := t.apply(ctx, tx, a, who, lead, change{
		kind: followup.Undone, after: before, event: followup.Detail{Undid: e.Kind},
	})
	if err != nil {
		return digest.Receipt{}, err
	}
	if e.By != a.User { // it was the last thing they did
		if err := tx.RedrawHomes(ctx, lead.Workspace, []followup.UserID{e.By}); err != nil {
			return digest.Receipt{}, fmt.Errorf("redraw home: %w", err)
		}
	}
	if err := tx.TakeBack(ctx, lead.Workspace, e.ID, receipt.Event.ID); err != nil {
		return digest.Receipt{}, err
	}
	if err := t.oblige(ctx, tx, who, &receipt.Event, receipt.Lead); err != nil {
		return digest.Receipt{}, err
	}
	if e.Kind != followup.Logged && e.Kind != followup.Signalled {
		return receipt, nil
	}
	return receipt, tx.RedrawKey(ctx, lead.Workspace, touchKey(e))
}
