package tracker

import (
	"context"
	"fmt"
	"hash/crc32"
	"time"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// A day's list is drawn again when a call on it becomes welcome, or is no longer: who can be called now stands first. Most windows open at
// the same hours, so that each rep's list follows at a place of its own within resortSpread; and whatever came onto the list meanwhile, it
// is looked at every resortAtLeast until resortUntil, the rep's time.
const (
	resortSpread  = 5 * time.Minute
	resortAtLeast = time.Hour
	resortUntil   = calendar.TimeOfDay(20 * 60)
)

// resortPlace is how long after the others a rep's list is looked at: the same every day.
func resortPlace(rep followup.UserID) time.Duration {
	return time.Duration(crc32.ChecksumIEEE([]byte(rep))) * time.Microsecond % resortSpread
}

// watch has new digests looked at from a little later on, when the morning's wave is over.
func (t *Tracker) watch(ctx context.Context, tx Tx, digests []Delivery, now time.Time) error {
	keys := map[followup.WorkspaceID][]string{}
	for _, d := range digests {
		keys[d.Workspace] = append(keys[d.Workspace], d.Key)
	}
	for w, keys := range keys {
		if err := tx.WatchLists(ctx, w, keys, now.Add(resortSpread)); err != nil {
			return fmt.Errorf("watch digests: %w", err)
		}
	}
	return nil
}

// sweepLists has those digests drawn again in which a window opened or closed since they were looked at. A second look at the same moment
// finds that nothing changed.
func (t *Tracker) sweepLists(ctx context.Context, tx Tx) (int, error) {
	now := t.clock.Now()
	lists, err := tx.ListsToSort(ctx, now, batch)
	if err != nil {
		return 0, fmt.Errorf("pick digests to sort: %w", err)
	}
	byWorkspace := map[followup.WorkspaceID][]List{}
	for _, l := range lists {
		byWorkspace[l.Rep.Workspace] = append(byWorkspace[l.Rep.Workspace], l)
	}
	for w, lists := range byWorkspace {
		if err := t.sortLists(ctx, tx, w, lists, now); err != nil {
			return 0, err
		}
	}
	return len(lists), nil
}

func (t *Tracker) sortLists(ctx context.Context, tx Tx, w followup.WorkspaceID, lists []List, now time.Time) error {
	upTo := map[followup.UserID]calendar.Date{}
	for _, l := range lists {
		if l.On == calendar.Today(now, l.Rep.Location()) {
			upTo[l.Rep.ID] = l.On
		}
	}
	due := map[followup.UserID][]followup.Lead{}
	if len(upTo) > 0 {
		leads, err := tx.DueLeads(ctx, w, upTo)
		if err != nil {
			return fmt.Errorf("load due leads: %w", err)
		}
		for _, l := range leads {
			due[l.Owner] = append(due[l.Owner], l)
		}
	}
	next := make(map[int64]time.Time, len(lists))
	for _, l := range lists {
		again := time.Time{}
		if l.On == upTo[l.Rep.ID] {
			again = nextSort(due[l.Rep.ID], l.Rep, now)
			if digest.Reordered(due[l.Rep.ID], l.Rep, l.Looked.Add(-resortPlace(l.Rep.ID)), now) {
				if err := tx.Redraw(ctx, w, l.Rep.ID, l.On); err != nil {
					return fmt.Errorf("redraw digest: %w", err)
				}
			}
		}
		next[l.Delivery] = again
	}
	if err := tx.SetNextSort(ctx, w, next); err != nil {
		return fmt.Errorf("plan when digests are sorted: %w", err)
	}
	return nil
}

// nextSort is when a rep's list is looked at next; zero: no more on this day.
func nextSort(due []followup.Lead, rep followup.Rep, now time.Time) time.Time {
	next := now.Add(resortAtLeast)
	if change := digest.NextTurn(due, rep, now); !change.IsZero() && change.Before(next) {
		next = change
	}
	next = next.Add(resortPlace(rep.ID))
	if next.After(calendar.At(calendar.Today(now, rep.Location()), resortUntil, rep.Location())) {
		return time.Time{}
	}
	return next
}
