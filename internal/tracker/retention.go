package tracker

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
)

// oldBatch is how many leads are looked at at once for old closed ones.
const oldBatch = 200

// EraseOld erases closed leads to which nothing has happened for a number of months, as Forget does, and returns how many. Who asked not to
// be contacted is still known by their marks; the others may be added again. Each lead is a transaction of its own: a crash in between
// leaves the rest to the next time, and two replicas at once erase each once. One that can't be erased keeps no other one; the first such
// error is returned.
func (t *Tracker) EraseOld(ctx context.Context, months int) (n int, err error) {
	before := t.clock.Now().AddDate(0, -months, 0)
	var failed error
	var after LeadKey
	for {
		keys, err := t.store.ClosedLeads(ctx, after, oldBatch)
		if err != nil {
			return n, fmt.Errorf("look for old leads: %w", err)
		}
		for _, key := range keys {
			if !key.Last.Before(before) {
				continue
			}
			done, err := t.eraseOld(ctx, key)
			if err != nil {
				failed = cmp.Or(failed, err)
			}
			if done {
				n++
			}
		}
		if len(keys) < oldBatch || ctx.Err() != nil {
			return n, failed
		}
		after = keys[len(keys)-1].LeadKey
	}
}

// eraseOld erases one closed lead, unless something has happened to it in this moment.
func (t *Tracker) eraseOld(ctx context.Context, key ClosedLead) (done bool, err error) {
	err = t.store.InTx(ctx, func(tx Tx) error {
		done = false
		lead, err := tx.LockLead(ctx, key.Workspace, key.Lead)
		if errors.Is(err, ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		events, _, err := tx.History(ctx, key.Workspace, key.Lead, 0, 1)
		if err != nil {
			return fmt.Errorf("load history: %w", err)
		}
		moved := len(events) > 0 && events[0].At.After(key.Last)
		if lead.Erased || lead.State.Open() || lead.State == followup.Merged || moved {
			return nil
		}
		var traits []string
		if lead.State == followup.DoNotContact {
			if traits, err = traitsOf(ctx, tx, lead); err != nil {
				return err
			}
		}
		by := Actor{Workspace: key.Workspace, User: lead.Owner, Source: followup.FromRule}
		var receipt digest.Receipt
		receipt, err = t.erase(ctx, tx, by, me{}, lead, traits)
		done = receipt.Event.ID != 0
		return err
	})
	return done && err == nil, err
}
