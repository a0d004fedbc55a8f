package tracker

import (
	"context"
	"fmt"
	"slices"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// Settings are what a rep decides about their digest.
type Settings struct {
	DigestAt  calendar.TimeOfDay
	Week      calendar.Week
	DigestOff bool
}

// Settings returns the person's settings; a newcomer's are the defaults.
func (t *Tracker) Settings(ctx context.Context, a Actor) (followup.Rep, error) {
	var rep followup.Rep
	err := t.store.InTx(ctx, func(tx Tx) error {
		who, err := t.enter(ctx, tx, a)
		rep = who.Rep
		return err
	})
	return rep, err
}

// SaveSettings stores the person's settings and plans the next digest by them. Saving the same twice changes nothing; a date that
// had its digest gets no second one, whatever the new time (G3).
func (t *Tracker) SaveSettings(ctx context.Context, a Actor, s Settings) (followup.Rep, error) {
	var rep followup.Rep
	err := t.store.InTx(ctx, func(tx Tx) error {
		who, err := t.enter(ctx, tx, a)
		if err != nil {
			return err
		}
		rep = who.Rep
		rep.DigestAt, rep.Week, rep.DigestOff = s.DigestAt, s.Week, s.DigestOff
		now := t.clock.Now()
		return tx.SaveRep(ctx, rep, nextDigest(rep, now), now)
	})
	return rep, err
}

// SavePeople updates the directory as Slack tells it. A rep whose zone changed gets the next digest by the new zone.
// The same news twice changes nothing.
func (t *Tracker) SavePeople(ctx context.Context, people []followup.Person) error {
	return t.store.InTx(ctx, func(tx Tx) error {
		for _, chunk := range slices.Collect(slices.Chunk(people, batch)) {
			if err := t.savePeople(ctx, tx, chunk); err != nil {
				return err
			}
		}
		return nil
	})
}

func (t *Tracker) savePeople(ctx context.Context, tx Tx, people []followup.Person) error {
	ids := make([]followup.UserID, 0, len(people))
	for _, p := range people {
		ids = append(ids, p.ID)
	}
	known, err := tx.People(ctx, people[0].Workspace, ids)
	if err != nil {
		return fmt.Errorf("load people: %w", err)
	}
	if err := tx.SavePeople(ctx, people); err != nil {
		return fmt.Errorf("store people: %w", err)
	}
	now := t.clock.Now()
	for _, p := range people {
		if before, ok := known[p.ID]; !ok || before.Zone == p.Zone {
			continue
		}
		rep, err := tx.Rep(ctx, p.Workspace, p.ID)
		if err != nil {
			continue // not a rep
		}
		if err := tx.SetNextDigest(ctx, p.Workspace, p.ID, nextDigest(rep, now)); err != nil {
			return fmt.Errorf("plan next digest: %w", err)
		}
	}
	return nil
}

// Person returns somebody of the directory, or ErrNotFound.
func (t *Tracker) Person(ctx context.Context, w followup.WorkspaceID, id followup.UserID) (followup.Person, error) {
	return t.store.Person(ctx, w, id)
}
