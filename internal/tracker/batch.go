package tracker

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
)

// UndoBatch takes back what one request did to several leads, all in one transaction, by the event of any of them: of each lead while that
// is its newest one made by a person. The others stay as they are, and the receipt names them (Batch.Left); where all of them do, it is a
// PassedError, and so it is the second time.
func (t *Tracker) UndoBatch(ctx context.Context, a Actor, id followup.EventID) (digest.Receipt, error) {
	return t.undo(ctx, a, undoing{batch: true}, func(tx Tx, who me) (followup.Event, error) {
		return tx.Event(ctx, who.Workspace, id)
	})
}

// batchOf begins a batch: what is about to be done to these leads is one thing. One lead is none.
func (t *Tracker) batchOf(leads []followup.Lead) *followup.Batch {
	if len(leads) < 2 {
		return nil
	}
	return t.newBatch(leads)
}

// newBatch is batchOf where one lead is a batch, too: what was asked for was never about a single lead.
func (t *Tracker) newBatch(leads []followup.Lead) *followup.Batch {
	batch := &followup.Batch{At: t.clock.Now()}
	for _, l := range leads {
		batch.Leads = append(batch.Leads, l.ID)
	}
	return batch
}

// applyAll does something to each of these leads, which are locked, as parts of a batch; nil: of none. The request's event is the last lead's, and
// so is the receipt.
func (t *Tracker) applyAll(
	ctx context.Context, tx Tx, a Actor, who me, batch *followup.Batch, leads []followup.Lead, decide func(followup.Lead) (change, error),
) (receipt digest.Receipt, err error) {
	quiet := a
	quiet.Request = ""
	for i, lead := range leads {
		c, err := decide(lead)
		if err != nil {
			return digest.Receipt{}, err
		}
		c.event.Batch = batch
		by := quiet
		if i == len(leads)-1 {
			by = a
		}
		if receipt, err = t.apply(ctx, tx, by, who, lead, c); err != nil {
			return digest.Receipt{}, err
		}
	}
	return receipt, nil
}

// inBatch is a lead of a batch whose newest event is the batch's.
type inBatch struct {
	lead  followup.Lead
	event followup.Event
}

// undoBatch takes back the batch that an event belongs to; ask as in undo.
func (t *Tracker) undoBatch(ctx context.Context, tx Tx, a Actor, who me, e followup.Event, ask bool) (digest.Receipt, error) {
	standing, left, err := t.batchNow(ctx, tx, who, e)
	if err != nil {
		return digest.Receipt{}, err
	}
	if len(standing) == 0 {
		return digest.Receipt{}, t.noneStands(ctx, tx, who, e)
	}
	for _, s := range standing {
		if err := t.mayUndo(ctx, tx, who, s.lead, s.event); err != nil {
			return digest.Receipt{}, err
		}
	}
	last := standing[len(standing)-1]
	if ask {
		if err := t.askToUndo(ctx, tx, who, last.lead, last.event); err != nil {
			return digest.Receipt{}, err
		}
	}
	var receipt digest.Receipt
	quiet := a
	quiet.Request = "" // the request's event is the last lead's
	for i, s := range standing {
		by := quiet
		if i == len(standing)-1 {
			by = a
		}
		if receipt, err = t.takeBack(ctx, tx, by, who, s.event, s.lead); err != nil {
			return digest.Receipt{}, err
		}
	}
	receipt.Batch = &digest.Batch{Leads: len(standing), Left: left}
	return receipt, t.takeAbsenceBack(ctx, tx, who, last.event, last.lead)
}

// batchNow locks the leads of a batch, in one order, and tells those that it was the last thing done to from those that moved on.
func (t *Tracker) batchNow(ctx context.Context, tx Tx, who me, e followup.Event) (standing []inBatch, left []digest.Left, err error) {
	ids := slices.Sorted(slices.Values(e.Detail.Batch.Leads))
	leads := make([]followup.Lead, 0, len(ids))
	for _, id := range ids {
		lead, err := tx.LockLead(ctx, who.Workspace, id)
		if errors.Is(err, ErrNotFound) {
			continue // it is gone, with its history
		}
		if err != nil {
			return nil, nil, err
		}
		leads = append(leads, lead)
	}
	for _, lead := range leads {
		if lead.Erased {
			left = append(left, digest.Left{Lead: lead})
			continue
		}
		newest, err := tx.NewestEvent(ctx, who.Workspace, lead.ID)
		switch {
		case err != nil && !errors.Is(err, ErrNotFound):
			return nil, nil, fmt.Errorf("load newest event: %w", err)
		case err == nil && newest.By == e.By && newest.Kind == e.Kind && newest.Detail.Batch.Same(e.Detail.Batch):
			standing = append(standing, inBatch{lead, newest})
		case err != nil, newest.ID < e.ID: // of the lead's other events those from before have smaller numbers, those since larger ones
			left = append(left, digest.Left{Lead: lead, Back: true})
		case !who.sees(lead.Owner):
			left = append(left, digest.Left{Lead: lead})
		default:
			names, err := namesOf(ctx, tx, who.Workspace, newest.By, newest.Detail.To, newest.Detail.From)
			if err != nil {
				return nil, nil, err
			}
			left = append(left, digest.Left{Lead: lead, Event: newest, Names: names})
		}
	}
	return standing, left, nil
}

// noneStands says what is in the way of undoing a batch none of which stands: what became of the event's own lead.
func (t *Tracker) noneStands(ctx context.Context, tx Tx, who me, e followup.Event) error {
	lead, err := tx.Lead(ctx, who.Workspace, e.Lead)
	if err != nil {
		return undoable(err)
	}
	newest, err := tx.NewestEvent(ctx, who.Workspace, e.Lead)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return fmt.Errorf("load newest event: %w", err)
	}
	return t.tooLate(ctx, tx, who, lead, e.ID, newest)
}
