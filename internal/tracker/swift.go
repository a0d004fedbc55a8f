package tracker

import (
	"context"
	"errors"
	"fmt"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
)

// swiftly carries out what is decided on one lead of the person's own in two questions to the store, or four where what it owes must be read:
// the lead is read, and what was decided is stored where nobody has changed it meanwhile. done is false where it is not as plain as that, the request was carried out before,
// something is wrong with it, or somebody was faster: then nothing was changed, and the ordinary way, which locks before it reads, decides
// by the same rules and says what there is to say.
func (t *Tracker) swiftly(
	ctx context.Context, a Actor, target Target, decide func(me, Fresh) (change, error),
) (receipt digest.Receipt, done bool, err error) {
	if a.Request == "" {
		return digest.Receipt{}, false, nil
	}
	who, err := t.look(ctx, a)
	if err != nil || !who.IsRep {
		return digest.Receipt{}, false, err
	}
	of, err := t.fresh(ctx, who, target.Lead)
	if errors.Is(err, ErrNotFound) {
		return digest.Receipt{}, false, nil
	}
	if err != nil {
		return digest.Receipt{}, false, fmt.Errorf("load lead: %w", err)
	}
	if of.Lead.Owner != who.ID || !target.Seen.current(of.Lead) || of.Lead.State == followup.DoNotContact || of.Lead.Erased {
		return digest.Receipt{}, false, nil
	}
	c, err := decide(who, of)
	if err != nil {
		return digest.Receipt{}, false, nil //nolint:nilerr // the ordinary way says it, unless the request was carried out before
	}
	if c, err = t.eased(ctx, t.store, who, of.Lead, c); err != nil {
		return digest.Receipt{}, false, err
	}
	before := asItWas(of.Lead, c.after)
	if c.after.Brief != of.Lead.Brief { // a statement more
		return digest.Receipt{}, false, nil
	}
	if who.CoverAt(t.clock.Now()) != "" { // somebody else's list shows it too
		return digest.Receipt{}, false, nil
	}
	if c.aside || c.after.Owner != who.ID || before.Contacts != nil || c.after.State == followup.DoNotContact {
		return digest.Receipt{}, false, nil
	}
	if e := c.after.Enrolment; e != nil && e.Cadence.ID == 0 { // a cadence to be stored first
		return digest.Receipt{}, false, nil
	}
	event := t.eventOf(a, of.Lead, c)
	owed, ok, err := t.owing(ctx, who, of, c, event)
	if err != nil || !ok {
		return digest.Receipt{}, false, err
	}
	stored, done, err := t.store.Record(ctx, Entry{
		Of: of, After: c.after, Event: event, Before: before, Request: a.Request,
		On: who.today, Settles: settles(of.Lead, who.today), Owed: owed,
	})
	if err != nil {
		return digest.Receipt{}, false, fmt.Errorf("store event: %w", err)
	}
	if !done {
		return digest.Receipt{}, false, nil
	}
	t.redrawPings(ctx, who.Workspace, stored.Pinged)
	receipt, err = t.receipt(ctx, t.store, who, stored.Event, stored.Lead)
	return c.tell(receipt), true, err
}

// fresh reads a lead, unless the request has moments ago.
func (t *Tracker) fresh(ctx context.Context, who me, id followup.LeadID) (Fresh, error) {
	if who.found != nil && who.found.Lead.ID == id {
		return *who.found, nil
	}
	return t.store.Fresh(ctx, who.Workspace, id)
}

// redrawPings has pings drawn again that a sweep made while what they are about was dealt with. That is stored, and isn't told as failed
// where this fails: then a ping shows what was owed when it was made, and its buttons say what has happened since.
func (t *Tracker) redrawPings(ctx context.Context, w followup.WorkspaceID, pinged []followup.ObligationID) {
	if len(pinged) == 0 {
		return
	}
	_ = t.store.InTx(ctx, func(tx Tx) error {
		for _, id := range pinged {
			if err := tx.RedrawKey(ctx, w, PingKey(id)); err != nil {
				return fmt.Errorf("redraw ping: %w", err)
			}
		}
		return nil
	})
}
