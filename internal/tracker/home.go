package tracker

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// OpenHome has the person's Home tab drawn, and kept true from now on. Opening it twice draws it once more.
func (t *Tracker) OpenHome(ctx context.Context, a Actor) error {
	return t.store.InTx(ctx, func(tx Tx) error {
		who, err := t.enter(ctx, tx, a)
		if err != nil {
			return err
		}
		return t.keepHome(ctx, tx, who.Rep)
	})
}

// keepHome has a Home tab drawn now, and again when the rep's next day begins.
func (t *Tracker) keepHome(ctx context.Context, tx Tx, rep followup.Rep) error {
	now := t.clock.Now()
	tomorrow := calendar.Today(now, rep.Location()).AddDays(1)
	if err := tx.KeepHome(ctx, rep.Workspace, rep.ID, now, calendar.At(tomorrow, 0, rep.Location())); err != nil {
		return fmt.Errorf("draw home: %w", err)
	}
	return nil
}

// sweepHomes has the Home tabs drawn again for whom a new day began.
func (t *Tracker) sweepHomes(ctx context.Context, tx Tx) (int, error) {
	reps, err := tx.HomesDue(ctx, t.clock.Now(), batch)
	if err != nil {
		return 0, fmt.Errorf("pick homes: %w", err)
	}
	for _, rep := range reps {
		if err := t.keepHome(ctx, tx, rep); err != nil {
			return 0, err
		}
	}
	return len(reps), nil
}

// Home returns what a person's Home tab shows now.
func (t *Tracker) Home(ctx context.Context, w followup.WorkspaceID, id followup.UserID) (digest.Home, error) {
	rep, err := t.store.Rep(ctx, w, id)
	if err != nil {
		return digest.Home{}, fmt.Errorf("load rep: %w", err)
	}
	now := t.clock.Now()
	today := calendar.Today(now, rep.Location())
	home := digest.Home{}
	if home.Day, err = t.day(ctx, rep, today, t.store.DoneOn); err != nil {
		return home, err
	}
	until := today.AddDays(digest.HomeDays)
	if _, home.Asleep, err = t.store.CountDue(ctx, w, id, today, until); err != nil {
		return home, fmt.Errorf("count waking leads: %w", err)
	}
	if home.Asleep > 0 {
		if home.Waking, err = t.store.WakingLeads(ctx, w, id, today, until, digest.MaxWaking); err != nil {
			return home, fmt.Errorf("load waking leads: %w", err)
		}
	}
	if home.Echoes, home.Waiting, err = t.store.EchoLeads(ctx, w, id, digest.MaxWaking); err != nil {
		return home, fmt.Errorf("load break-ups: %w", err)
	}
	if home.Kept, err = t.kept(ctx, w, []followup.UserID{id}, today.AddDays(-4*week), today, today); err != nil {
		return home, err
	}
	if home.Loads, err = t.loadsOf(ctx, rep, home.Day); err != nil {
		return home, err
	}
	if home.Last, err = t.last(ctx, w, id); err != nil {
		return home, err
	}
	return home, t.addDigests(ctx, &home, today, now)
}

// addDigests says what became of today's digest, and when the last one before came.
func (t *Tracker) addDigests(ctx context.Context, home *digest.Home, today calendar.Date, now time.Time) error {
	rep := home.Day.Rep
	digests, err := t.store.DigestsOf(ctx, rep.Workspace, rep.ID, today)
	if err != nil {
		return fmt.Errorf("load digests: %w", err)
	}
	var todays digest.Sent
	for _, d := range digests {
		switch {
		case d.On == today:
			todays = d
		case home.Before.At.IsZero() && !d.At.IsZero():
			home.Before = d
		}
	}
	home.Morning = digest.MorningOf(rep, todays, today, now)
	return nil
}

// last tells what somebody did last, if it can still be undone.
func (t *Tracker) last(ctx context.Context, w followup.WorkspaceID, id followup.UserID) (*digest.Receipt, error) {
	event, err := t.store.NewestEventBy(ctx, w, id)
	if errors.Is(err, ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("load newest event: %w", err)
	}
	newest, err := t.store.NewestEvent(ctx, w, event.Lead)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return nil, fmt.Errorf("load newest event of the lead: %w", err)
	}
	if err != nil || newest.ID != event.ID {
		return nil, nil
	}
	receipt, err := t.ReceiptOf(ctx, w, event.ID)
	if err == nil && receipt.Lead.Erased {
		return nil, nil
	}
	if errors.Is(err, ErrNothingToUndo) || errors.Is(err, ErrNotFound) { // taken back meanwhile
		return nil, nil
	}
	return &receipt, err
}
