package tracker

import (
	"context"
	"fmt"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
)

// EditMerge corrects a merge: the two leads are taken apart and merged the other way round, or one of them with another lead, in one
// transaction. Its errors are those of Merge and of undoing one; a merge of the same two the same way is ErrUnchanged.
func (t *Tracker) EditMerge(ctx context.Context, a Actor, id followup.EventID, kept, other followup.LeadID) (digest.Receipt, error) {
	if kept == other {
		return digest.Receipt{}, ErrSameLead
	}
	return t.once(ctx, a, func(tx Tx, who me) (digest.Receipt, error) {
		event, err := tx.Event(ctx, who.Workspace, id)
		if err != nil {
			return digest.Receipt{}, undoable(err)
		}
		if event.Detail.Merge == nil {
			return digest.Receipt{}, ErrNothingToUndo
		}
		if wasKept, went := mergedBy(event); kept == wasKept && other == went {
			return digest.Receipt{}, ErrUnchanged
		}
		quiet := a
		quiet.Request = ""
		if _, err := t.unmerge(ctx, tx, quiet, who, event, false); err != nil {
			return digest.Receipt{}, err
		}
		// Of three leads the third may be locked out of order: where two then wait for each other, the database ends one, which runs again.
		into, from, err := inOrder(kept, other, func(id followup.LeadID) (followup.Lead, error) {
			return t.lockOwn(ctx, tx, who, id, nil)
		})
		if err != nil {
			return digest.Receipt{}, err
		}
		return t.merge(ctx, tx, a, who, into, from)
	})
}

// mergedBy are the two leads of a merge, from the event of either: the one that was kept, and the one that went into it.
func mergedBy(e followup.Event) (kept, other followup.LeadID) {
	if e.Kind == followup.MergedAway {
		return e.Detail.Merge.Lead, e.Lead
	}
	return e.Lead, e.Detail.Merge.Lead
}

// ToMergeAgain is ToMerge for EditMerge: it shows what a merge would do if the one of the event had not happened.
func (t *Tracker) ToMergeAgain(
	ctx context.Context, a Actor, id followup.EventID, kept, other followup.LeadID,
) (digest.Merge, error) {
	was, err := t.Apart(ctx, a, id)
	if err != nil {
		return digest.Merge{}, err
	}
	return t.toMerge(kept, other, func(id followup.LeadID) (followup.Lead, followup.Rep, error) {
		for _, lead := range was {
			if lead.ID != id {
				continue
			}
			if err := t.MayChange(ctx, a, lead); err != nil {
				return lead, followup.Rep{}, err
			}
			owner, err := t.store.Rep(ctx, a.Workspace, lead.Owner)
			return lead, owner, err
		}
		return t.mergeable(ctx, a, id)
	})
}

// Apart returns the two leads of a merge as they were before it, the kept one first, while the merge can be taken back.
func (t *Tracker) Apart(ctx context.Context, a Actor, id followup.EventID) ([]followup.Lead, error) {
	of, err := t.Editing(ctx, a, id)
	if err != nil {
		return nil, err
	}
	if of.Event.Detail.Merge == nil {
		return nil, ErrNothingToUndo
	}
	kept, other := mergedBy(of.Event)
	leads := make([]followup.Lead, 0, 2)
	for _, lead := range []followup.LeadID{kept, other} {
		newest, err := t.store.NewestEvent(ctx, a.Workspace, lead)
		if err != nil {
			return nil, undoable(err)
		}
		if newest.Detail.Merge == nil {
			is, err := t.store.Lead(ctx, a.Workspace, lead)
			if err != nil {
				return nil, undoable(err)
			}
			return nil, stale(ctx, t.store, is)
		}
		was, err := t.store.Before(ctx, a.Workspace, newest.ID)
		if err != nil {
			return nil, fmt.Errorf("load lead as it was: %w", err)
		}
		leads = append(leads, was)
	}
	return leads, nil
}
