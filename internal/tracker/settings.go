package tracker

import (
	"context"
	"errors"
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
	Country   string                    // whose public holidays they have off: DE, DE-BY; empty: their zone's, - for none
	PingsOff  []followup.ObligationKind // of what they want no ping
	Capacity  int                       // touches they want to make in a day; 0: not said
}

// Settings returns the person's settings; a newcomer becomes a rep with the defaults.
func (t *Tracker) Settings(ctx context.Context, a Actor) (followup.Rep, error) {
	_, rep, err := t.Enter(ctx, a)
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
		rep.DigestAt, rep.Week, rep.DigestOff, rep.Country, rep.PingsOff = s.DigestAt, s.Week, s.DigestOff, s.Country, s.PingsOff
		rep.Capacity = s.Capacity
		return t.replan(ctx, tx, who.Rep, rep)
	})
	return rep, err
}

// SavePeople updates the directory as Slack tells it. A rep whose zone changed gets the next digest by the new zone.
// The same news twice changes nothing, nor does news that another replica has learned newer.
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
		return err
	}
	stored, err := tx.SavePeople(ctx, people)
	if err != nil {
		return err
	}
	for _, p := range people {
		if !slices.Contains(stored, p.ID) {
			continue
		}
		before, ok := known[p.ID]
		if ok && p.Locale != "" && before.Locale != p.Locale {
			if err := tx.RedrawHomes(ctx, p.Workspace, []followup.UserID{p.ID}); err != nil {
				return fmt.Errorf("redraw home: %w", err)
			}
		}
		if ok && p.Deleted && !before.Deleted {
			if err := t.leftNow(ctx, tx, p); err != nil {
				return err
			}
		}
		if !ok || before.Zone == p.Zone {
			continue
		}
		rep, err := tx.Rep(ctx, p.Workspace, p.ID)
		if errors.Is(err, ErrNotFound) {
			continue // not a rep
		}
		if err != nil {
			return fmt.Errorf("load rep: %w", err)
		}
		elsewhere := rep
		elsewhere.Person = before
		if err := t.replan(ctx, tx, elsewhere, rep); err != nil {
			return err
		}
	}
	return nil
}

// replan stores a rep's new settings and plans the next digest by them. A date whose digest was still to come and whose new time
// has gone by is looked at right away, so that no date loses its digest; its key keeps it from getting two (G3).
func (t *Tracker) replan(ctx context.Context, tx Tx, before, after followup.Rep) error {
	now := t.clock.Now()
	next := nextDigest(after, now)
	today := calendar.Today(now, after.Location())
	stillToCome := calendar.At(today, before.DigestAt, before.Location()).After(now)
	goneBy := !calendar.At(today, after.DigestAt, after.Location()).After(now)
	if stillToCome && goneBy {
		next = now
	}
	if err := tx.SaveRep(ctx, after, next, now); err != nil {
		return fmt.Errorf("plan next digest: %w", err)
	}
	if before.Zone != after.Zone || before.Week != after.Week || before.Country != after.Country {
		if err := t.resync(ctx, tx, after); err != nil {
			return err
		}
	}
	if err := tx.RedrawHomes(ctx, after.Workspace, []followup.UserID{after.ID}); err != nil {
		return fmt.Errorf("redraw home: %w", err)
	}
	return nil
}

// Person returns somebody of the directory, or ErrNotFound.
func (t *Tracker) Person(ctx context.Context, w followup.WorkspaceID, id followup.UserID) (followup.Person, error) {
	return t.store.Person(ctx, w, id)
}
