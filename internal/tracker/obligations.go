package tracker

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// obliges reports whether a change may touch what its lead owes, of which these kinds may be open: most don't, and cost nothing.
func (c change) obliges(was, after followup.Lead, open []followup.ObligationKind) bool {
	touch := c.touch
	switch {
	case c.aside || c.kind == followup.Undone: // whoever takes something back does so when it is
		return false
	case !followup.SameSignals(was.Recall, after.Recall):
		return true
	case c.kind == followup.MergedIn || c.event.Edits != 0 || was.Owner != after.Owner:
		return true
	case was.State != after.State:
		return len(open) > 0 || after.State == followup.Active
	case touch != nil && touch.Outcome == followup.Sent && slices.Contains(open, followup.Recap):
		return true
	case touch != nil && followup.OwesRecap(touch.Outcome, touch.Channel):
		return true
	default:
		return (promised(was) || promised(after)) && !sameDuty(*was.Recall, *after.Recall)
	}
}

func promised(l followup.Lead) bool { return l.Recall != nil && l.Recall.Kind == followup.Promised }

func sameDuty(a, b followup.Recall) bool {
	return a.ID == b.ID && a.Kind == b.Kind && a.Due == b.Due && sameTime(a.At, b.At) && a.Channel == b.Channel
}

// duty is an obligation that a change makes another one.
type duty struct {
	followup.Obligation

	again bool // it was settled, and is owed again
	ended bool // nothing owes it any more
}

// duties are the obligations that are not on record as a lead owes them, after an event; nil: after news that is no event. It works from
// what stands: those on record, and the newest conversation that no message followed (nil: none), so that a second time there are none.
func duties(
	known []followup.Obligation, heard *followup.Touch, e *followup.Event, lead followup.Lead, owner followup.Rep, now time.Time,
) []duty {
	var changed []duty
	owed := followup.Owed(lead, owner, heard, now)
	for _, o := range owed {
		i := slices.IndexFunc(known, o.Same)
		switch {
		case i < 0 && o.Kind == followup.Recap && o.Late(now) == followup.Breach: // it was logged too late to be owed
		case i < 0:
			if e != nil && o.Event == 0 {
				o.Event = e.ID
			}
			changed = append(changed, duty{Obligation: o})
		case !known[i].Open() && known[i].How == followup.SaidSent: // it went out
		case !known[i].Open() || known[i].Differs(o):
			changed = append(changed, duty{Obligation: known[i].As(o), again: !known[i].Open()})
		}
	}
	for _, o := range known {
		if o.Open() && !slices.ContainsFunc(owed, o.Same) {
			changed = append(changed, duty{Obligation: o.Settle(e, lead, owner, now), ended: true})
		}
	}
	return changed
}

// oblige brings what a lead owes in line with how it stands, after an event; nil: after news that is no event, as of its owner's zone. A
// second time changes nothing. Pings that say otherwise are drawn again.
func (t *Tracker) oblige(ctx context.Context, tx Tx, who me, e *followup.Event, lead followup.Lead) error {
	owner, err := repOf(ctx, tx, who, lead.Workspace, lead.Owner)
	if err != nil {
		return err
	}
	now := t.clock.Now()
	known, heard, err := tx.Obligations(ctx, lead.Workspace, lead.ID, followup.HeardSince(now))
	if err != nil {
		return fmt.Errorf("load obligations: %w", err)
	}
	for _, d := range duties(known, heard, e, lead, owner, now) {
		o := d.Obligation
		if d.again {
			if err := t.offerOn(ctx, tx, o, owner); err != nil {
				return err
			}
		}
		if !d.ended && o.Kind == followup.HotTouch && o.PingedAt.IsZero() && !o.Next.IsZero() && !o.Next.After(now) { // at once: no sweep is waited for
			to, err := t.onDuty(ctx, tx, owner)
			if err != nil {
				return err
			}
			if e == nil || e.By != to.ID {
				if _, err := t.turned(ctx, tx, DueObligation{Obligation: o}, to); err != nil {
					return err
				}
				continue
			}
			o.Next = o.Due // who looks after the lead noted it
		}
		if err := t.saveObligation(ctx, tx, o); err != nil {
			return err
		}
		if d.ended {
			if err := t.noteRecap(ctx, tx, o, lead, owner); err != nil {
				return err
			}
		}
	}
	return nil
}

// owing is oblige for a change of a lead of the person's own that is stored in one statement: the obligations to store with it. ok is false
// where more would have to be: a ping or an offer to be drawn again, a signal that pings at once, a receipt in the day's digest, or a touch
// from before the last one, which changes what was heard last.
func (t *Tracker) owing(ctx context.Context, who me, of Fresh, c change, e followup.Event) (owed []followup.Obligation, ok bool, err error) {
	if !c.obliges(of.Lead, c.after, of.Owed) {
		return nil, true, nil
	}
	now, touch := t.clock.Now(), c.touch
	if touch != nil && touch.At.Before(of.Recent.ReachedAt) {
		return nil, false, nil
	}
	since := followup.HeardSince(now)
	talked := touch != nil && followup.OwesRecap(touch.Outcome, touch.Channel) && touch.At.After(since)
	if len(of.Owed) == 0 && !talked && !of.Recent.ReachedAt.After(since) && len(followup.Owed(c.after, who.Rep, nil, now)) == 0 {
		return nil, true, nil // there is nothing to owe, and nothing was owed
	}
	known, heard, err := t.store.Obligations(ctx, of.Lead.Workspace, of.Lead.ID, since)
	if err != nil {
		return nil, false, fmt.Errorf("load obligations: %w", err)
	}
	e.ID = ThisEvent
	switch {
	case talked:
		said := *touch
		said.Event, heard = ThisEvent, &said
	case touch != nil && touch.Outcome == followup.Sent:
		heard = nil
	}
	for _, d := range duties(known, heard, &e, c.after, who.Rep, now) {
		if d.again || mayBeOffered(d.Obligation, now) || stoodByItself(d.Obligation) || d.Kind == followup.HotTouch || !d.PingedAt.IsZero() {
			return nil, false, nil
		}
		owed = append(owed, d.Obligation)
	}
	return owed, true, nil
}

// saveObligation stores what is owed and has its ping drawn again, if there is one.
func (t *Tracker) saveObligation(ctx context.Context, tx Tx, o followup.Obligation) error {
	o, err := tx.SaveObligation(ctx, o)
	if err != nil {
		return fmt.Errorf("store obligation: %w", err)
	}
	if err := t.redrawOffers(ctx, tx, o); err != nil {
		return err
	}
	if o.PingedAt.IsZero() {
		return nil
	}
	if err := tx.RedrawKey(ctx, o.Workspace, PingKey(o.ID)); err != nil {
		return fmt.Errorf("redraw ping: %w", err)
	}
	return nil
}

// stoodByItself reports whether a digest had a row for what is settled now, beside its lead's: a recap that was due, or the touch for a hot
// signal.
func stoodByItself(o followup.Obligation) bool {
	switch o.Kind {
	case followup.Recap:
		return (o.How == followup.MailSent || o.How == followup.SaidSent) && !o.Due.After(o.SettledAt)
	case followup.HotTouch:
		return o.How == followup.Done
	default:
		return false
	}
}

// noteRecap has the day's digest show the receipt of what stood in it by itself: its lead's recall was due later.
func (t *Tracker) noteRecap(ctx context.Context, tx Tx, o followup.Obligation, lead followup.Lead, owner followup.Rep) error {
	today := calendar.Today(t.clock.Now(), owner.Location())
	if !stoodByItself(o) || lead.Recall == nil {
		return nil
	}
	e, err := tx.Event(ctx, lead.Workspace, o.By)
	if err != nil {
		return fmt.Errorf("load event: %w", err)
	}
	if e.Recall == 0 {
		return nil
	}
	noted := followup.Recall{ID: e.Recall, Lead: lead.ID, Due: today}
	if err := tx.NoteSettled(ctx, lead.Workspace, lead.Owner, today, noted); err != nil {
		return fmt.Errorf("note in digest: %w", err)
	}
	return nil
}

// endPings has the pings of a lead that is about to go drawn again.
func (t *Tracker) endPings(ctx context.Context, tx Tx, lead followup.Lead) error {
	known, _, err := tx.Obligations(ctx, lead.Workspace, lead.ID, followup.HeardSince(t.clock.Now()))
	if err != nil {
		return fmt.Errorf("load obligations: %w", err)
	}
	for _, o := range known {
		if o.PingedAt.IsZero() {
			continue
		}
		if err := tx.RedrawKey(ctx, lead.Workspace, PingKey(o.ID)); err != nil {
			return fmt.Errorf("redraw ping: %w", err)
		}
	}
	return nil
}

// resync brings what a rep's leads are owed in line with the rep's zone and working days.
func (t *Tracker) resync(ctx context.Context, tx Tx, rep followup.Rep) error {
	ids, err := tx.OwingLeads(ctx, rep.Workspace, rep.ID)
	if err != nil {
		return err
	}
	for _, id := range ids {
		lead, err := tx.LockOwing(ctx, rep.Workspace, id)
		if err != nil {
			return fmt.Errorf("lock lead: %w", err)
		}
		if err := t.oblige(ctx, tx, me{}, nil, lead); err != nil {
			return err
		}
	}
	return nil
}

// SentOwed notes that what is owed on a lead went out without a touch of its own: the recap, the reminder. It is in the lead's history and can
// be undone. Where it was settled meanwhile it is a StaleError.
func (t *Tracker) SentOwed(ctx context.Context, a Actor, id followup.ObligationID) (digest.Receipt, error) {
	return t.once(ctx, a, func(tx Tx, who me) (digest.Receipt, error) {
		o, err := tx.Obligation(ctx, who.Workspace, id)
		if err != nil {
			return digest.Receipt{}, err
		}
		lead, err := t.lockOwn(ctx, tx, who, o.Lead, nil)
		if err != nil {
			return digest.Receipt{}, err
		}
		if o, err = tx.Obligation(ctx, who.Workspace, id); err != nil { // as it is now that the lead is locked
			return digest.Receipt{}, err
		}
		switch {
		case o.Kind == followup.Promise || o.Kind == followup.HotTouch: // a touch settles it
			return digest.Receipt{}, ErrNotFound
		case !o.Open() && o.By != 0:
			by, err := tx.Event(ctx, who.Workspace, o.By)
			if err != nil {
				return digest.Receipt{}, err
			}
			return digest.Receipt{}, changedBy(ctx, tx, lead, by)
		case !o.Open():
			return digest.Receipt{}, StaleError{Lead: lead}
		}
		receipt, err := t.apply(ctx, tx, a, who, lead, change{
			kind: followup.OwedSent, after: lead, event: followup.Detail{Owed: o.Kind}, aside: true,
		})
		if err != nil {
			return digest.Receipt{}, err
		}
		o = o.Settle(&receipt.Event, lead, receipt.Owner, t.clock.Now())
		if err := t.saveObligation(ctx, tx, o); err != nil {
			return digest.Receipt{}, err
		}
		return receipt, t.noteRecap(ctx, tx, o, lead, receipt.Owner)
	})
}
