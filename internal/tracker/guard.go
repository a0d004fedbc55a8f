package tracker

import (
	"context"
	"errors"
	"fmt"

	"github.com/followup-bot/followup/internal/followup"
)

// lock loads a lead for changing and refuses where the button that asked is out of date, or the lead went into another one. What has
// become of it is told to those who may see it only: what a button carries comes back from a client and may name any lead.
func (t *Tracker) lock(ctx context.Context, tx Tx, who me, id followup.LeadID, seen *Seen) (followup.Lead, error) {
	lead, err := tx.LockLead(ctx, who.Workspace, id)
	if err == nil {
		err = t.maySee(ctx, tx, who, lead)
	}
	if err != nil {
		return followup.Lead{}, err
	}
	if seen.current(lead) {
		return lead, nil
	}
	return followup.Lead{}, stale(ctx, tx, lead)
}

// stale says by whom a lead was changed last.
func stale(ctx context.Context, r Reads, lead followup.Lead) error {
	event, err := r.NewestEvent(ctx, lead.Workspace, lead.ID)
	if errors.Is(err, ErrNotFound) {
		return StaleError{Lead: lead}
	}
	if err != nil {
		return fmt.Errorf("load newest event: %w", err)
	}
	return changedBy(ctx, r, lead, event)
}

// changedBy is the StaleError of a lead that was changed by an event.
func changedBy(ctx context.Context, r Reads, lead followup.Lead, event followup.Event) error {
	changed, err := staleBy(ctx, r, lead, event)
	if err != nil {
		return err
	}
	return changed
}

// staleBy says what an event did to a lead, with the names it mentions.
func staleBy(ctx context.Context, r Reads, lead followup.Lead, event followup.Event) (StaleError, error) {
	names, err := namesOf(ctx, r, lead.Workspace, event.By, event.Detail.To, event.Detail.From)
	return StaleError{Lead: lead, Event: event, Names: names}, err
}

// namesOf returns the names of people; who is not known has none.
func namesOf(ctx context.Context, r Reads, w followup.WorkspaceID, ids ...followup.UserID) (map[followup.UserID]string, error) {
	people, err := r.People(ctx, w, ids)
	if err != nil {
		return nil, fmt.Errorf("load people: %w", err)
	}
	names := make(map[followup.UserID]string, len(people))
	for id, p := range people {
		names[id] = p.Name
	}
	return names, nil
}

// CheckFresh returns a lead for a form that a button opens, with its owner. Where the lead changed since the button was shown it
// is a StaleError.
func (t *Tracker) CheckFresh(ctx context.Context, a Actor, target Target) (followup.Lead, followup.Rep, error) {
	lead, owner, err := t.LeadFor(ctx, a, target.Lead)
	if err != nil {
		return lead, owner, err
	}
	if !target.Seen.fits(lead) {
		return lead, owner, stale(ctx, t.store, lead)
	}
	return lead, owner, nil
}

// lockOwn loads a lead that the person may change: their own, one of a team they manage, or any for an admin.
func (t *Tracker) lockOwn(ctx context.Context, tx Tx, who me, id followup.LeadID, seen *Seen) (followup.Lead, error) {
	lead, err := t.lock(ctx, tx, who, id, seen)
	if err != nil {
		return followup.Lead{}, err
	}
	return lead, t.mayChange(ctx, tx, who, lead)
}

// MayChange is a NotYoursError where the person may look at a lead and log on it, and no more.
func (t *Tracker) MayChange(ctx context.Context, a Actor, lead followup.Lead) error {
	who, err := t.look(ctx, a)
	if err != nil {
		return err
	}
	return t.mayChange(ctx, t.store, who, lead)
}
