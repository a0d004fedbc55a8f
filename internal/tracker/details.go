package tracker

import (
	"context"
	"errors"
	"fmt"
	"reflect"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
)

// ErrUnchanged says that a correction says the same as before.
var ErrUnchanged = errors.New("nothing is different")

// EditDetails corrects what is known of a lead itself, also of a closed one. Its recall, and the buttons drawn with it, stay as they are.
// seen is the version of the details that the form was filled in with: where somebody has corrected them since, it is a StaleError. The
// note is kept with the correction.
func (t *Tracker) EditDetails(
	ctx context.Context, a Actor, id followup.LeadID, seen string, d followup.Details, note string,
) (digest.Receipt, error) {
	return t.once(ctx, a, func(tx Tx, who me) (digest.Receipt, error) {
		lead, err := t.lockOwn(ctx, tx, who, id, nil)
		if err != nil {
			return digest.Receipt{}, err
		}
		if lead.State == followup.DoNotContact {
			return digest.Receipt{}, Refused{Why: ErrDoNotContact, Lead: lead}
		}
		from, after := lead.Details(), lead.WithDetails(d)
		to := after.Details()
		switch {
		case from.Version() != seen:
			return digest.Receipt{}, stale(ctx, tx, lead)
		case from.Same(to) && note == "":
			return digest.Receipt{}, ErrUnchanged
		}
		return t.apply(ctx, tx, a, who, lead, change{
			kind: followup.Edited, after: after, aside: true,
			event: followup.Detail{Note: note, Details: &followup.Revision{From: from, To: to}},
		})
	})
}

// ToEdit returns a lead whose details or contacts the person may correct, for the form, with its owner.
func (t *Tracker) ToEdit(ctx context.Context, a Actor, id followup.LeadID) (followup.Lead, followup.Rep, error) {
	lead, owner, err := t.mergeable(ctx, a, id)
	if err == nil && lead.State == followup.DoNotContact {
		err = Refused{Why: ErrDoNotContact, Lead: lead}
	}
	return lead, owner, err
}

// renewing is editing for what is corrected by saying anew what is known of the lead, whatever happened to it since.
func (t *Tracker) renewing(ctx context.Context, r Reads, who me, event followup.Event, lead followup.Lead) (digest.Editing, error) {
	if lead.State == followup.Merged {
		return digest.Editing{}, stale(ctx, r, lead)
	}
	owner, err := repOf(ctx, r, who, who.Workspace, lead.Owner)
	of := digest.Editing{Event: event, Was: lead, Owner: owner}
	if err != nil || event.Kind == followup.Added || event.Kind == followup.Edited {
		return of, err
	}
	was, err := r.Before(ctx, who.Workspace, event.ID)
	if err != nil {
		return of, fmt.Errorf("load lead as it was: %w", err)
	}
	if of.Contact = meant(event, was, lead); of.Contact == 0 {
		return of, followup.ErrNoSuchContact
	}
	return of, nil
}

// meant is the contact that an event added or changed, by what the lead was before it; 0 where they are not there any more.
func meant(e followup.Event, was, is followup.Lead) followup.ContactID {
	var changed, named []followup.Contact
	for _, c := range is.Contacts {
		before, known := was.Contact(c.ID)
		if known == (e.Kind == followup.ContactAdded) || (known && reflect.DeepEqual(before, c)) {
			continue
		}
		changed = append(changed, c)
		if c.Called() == e.Detail.Contact {
			named = append(named, c)
		}
	}
	switch {
	case len(named) == 1:
		return named[0].ID
	case len(changed) == 1:
		return changed[0].ID
	default:
		return 0
	}
}
