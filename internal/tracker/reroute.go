package tracker

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
)

// Offer is how far a promise has come whose moment has gone by.
type Offer struct {
	Workspace followup.WorkspaceID
	Of        followup.ObligationID
	Stage     followup.OfferStage
	Owner     followup.UserID // the lead's when it was offered last
	Next      time.Time       // when it is looked at next; zero: never again
}

// lateWithin is how long ago a promise's moment may be that begins to be offered: what is older was left alone before there were offers.
const lateWithin = 7 * 24 * time.Hour

// sweepLate has promises offered whose moment has gone by. They are found by themselves, so that those which a program of the release before
// made are among them.
func (t *Tracker) sweepLate(ctx context.Context, tx Tx) (int, error) {
	now := t.clock.Now()
	late, err := tx.LatePromises(ctx, now, now.Add(-lateWithin), batch)
	if err != nil {
		return 0, fmt.Errorf("pick late promises: %w", err)
	}
	for _, o := range late {
		owner, err := tx.Rep(ctx, o.Workspace, o.Owner)
		if err != nil {
			return 0, fmt.Errorf("load rep: %w", err)
		}
		by, _, _, err := t.offerClock(ctx, tx, owner)
		if err != nil {
			return 0, err
		}
		from := o.Due
		if now.Sub(from) > time.Hour { // nobody looked for a while: the person gets their time all the same
			from = now
		}
		err = tx.SaveOffer(ctx, Offer{Workspace: o.Workspace, Of: o.ID, Owner: o.Owner, Next: by.WorkingAfter(from, followup.OfferAfter)})
		if err != nil {
			return 0, fmt.Errorf("store offer: %w", err)
		}
	}
	return len(late), nil
}

// offerClock is by whose working hours an owner's promise waits: the owner's, or those of who covers, or else those that the owner would have.
func (t *Tracker) offerClock(ctx context.Context, r Reads, owner followup.Rep) (by followup.Rep, away, covered bool, err error) {
	cover, covered, err := t.standIn(ctx, r, owner)
	away = owner.AwayAt(t.clock.Now()) || !owner.FullMember()
	switch {
	case covered:
		return cover, away, covered, err
	case away:
		return owner.Present(), away, covered, err
	default:
		return owner, away, covered, err
	}
}

// offerOn has a late promise go on to the next that was settled and is open again, because what settled it was taken back.
func (t *Tracker) offerOn(ctx context.Context, tx Tx, o followup.Obligation, owner followup.Rep) error {
	now := t.clock.Now()
	if !mayBeOffered(o, now) {
		return nil
	}
	offer, err := tx.Offer(ctx, o.Workspace, o.ID)
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("load offer: %w", err)
	}
	if !offer.Next.IsZero() || offer.Stage == followup.ToTeam {
		return nil
	}
	by, _, _, err := t.offerClock(ctx, tx, owner)
	if err != nil {
		return err
	}
	offer.Next = by.WorkingAfter(now, followup.OfferAfter)
	if err := tx.SaveOffer(ctx, offer); err != nil {
		return fmt.Errorf("store offer: %w", err)
	}
	return nil
}

// sweepOffers offers promises to the next, each in the working hours of whom they wait for.
func (t *Tracker) sweepOffers(ctx context.Context, tx Tx) (int, error) {
	due, err := tx.OffersDue(ctx, t.clock.Now(), batch)
	if err != nil {
		return 0, fmt.Errorf("pick offers: %w", err)
	}
	for _, o := range due {
		if o, err = t.offer(ctx, tx, o); err != nil {
			return 0, err
		}
		if err := tx.SaveOffer(ctx, o); err != nil {
			return 0, fmt.Errorf("store offer: %w", err)
		}
	}
	return len(due), nil
}

// offer offers one promise and says when it is looked at next. Its message has a key for each stage: a second one is the same.
func (t *Tracker) offer(ctx context.Context, tx Tx, o Offer) (Offer, error) {
	now := t.clock.Now()
	o.Next = time.Time{}
	owed, err := tx.Obligation(ctx, o.Workspace, o.Of)
	if err != nil {
		return o, fmt.Errorf("load obligation: %w", err)
	}
	lead, err := tx.Lead(ctx, o.Workspace, owed.Lead)
	if err != nil {
		return o, fmt.Errorf("load lead: %w", err)
	}
	owner, err := tx.Rep(ctx, o.Workspace, owed.Owner)
	if err != nil {
		return o, fmt.Errorf("load rep: %w", err)
	}
	owes, err := t.owes(ctx, tx, owed, lead, owner)
	if err != nil || !owes || !owed.Open() || o.Stage > followup.NotOffered && o.Owner != owed.Owner { // it went to somebody else since
		return o, err
	}
	if lead.Recall.Hidden(now) {
		o.Next = *lead.Recall.SnoozedUntil
		return o, nil
	}
	by, away, covered, err := t.offerClock(ctx, tx, owner)
	if err != nil {
		return o, err
	}
	if reach := by.Reachable(now); reach.After(now) {
		o.Next = reach
		return o, nil
	}
	o.Stage, o.Owner = o.Stage.Next(away, covered), owner.ID
	if o.Stage == followup.ToTeam {
		return o, t.offerToTeam(ctx, tx, o, owed)
	}
	o.Next = by.WorkingAfter(now, followup.OfferAfter)
	return o, t.sayOffer(ctx, tx, o, string(by.ID))
}

// offerToTeam offers a promise in the channel of its owner's first team. Who is in none has nobody to offer it to.
func (t *Tracker) offerToTeam(ctx context.Context, tx Tx, o Offer, owed followup.Obligation) error {
	teams, err := tx.TeamsOf(ctx, o.Workspace, owed.Owner)
	if err != nil {
		return fmt.Errorf("load teams: %w", err)
	}
	for _, team := range teams {
		if team.Channel != "" {
			return t.sayOffer(ctx, tx, o, string(team.Channel))
		}
	}
	return nil
}

func (t *Tracker) sayOffer(ctx context.Context, tx Tx, o Offer, to string) error {
	kind := KindOffer
	if o.Stage == followup.ToTeam {
		kind = KindTeamOffer
	}
	id := strconv.FormatInt(int64(o.Of), 10)
	err := tx.Enqueue(ctx, Delivery{Workspace: o.Workspace, Kind: kind, Subject: id, Recipient: to, Key: offerKey(o.Of, o.Stage), Due: t.clock.Now()})
	if err != nil {
		return fmt.Errorf("enqueue offer: %w", err)
	}
	return nil
}

// offerKey is the key of the one message of a stage.
func offerKey(of followup.ObligationID, stage followup.OfferStage) string {
	return strings.Join([]string{"offer", strconv.FormatInt(int64(of), 10), strconv.Itoa(int(stage))}, "/")
}

// mayBeOffered reports whether an obligation is a promise that may have been offered to others: its moment has gone by.
func mayBeOffered(o followup.Obligation, now time.Time) bool {
	return o.Kind == followup.Promise && o.ID != 0 && !now.Before(o.Due)
}

// redrawOffers has what was said of a promise's offers drawn again, if its moment has gone by.
func (t *Tracker) redrawOffers(ctx context.Context, tx Tx, o followup.Obligation) error {
	if !mayBeOffered(o, t.clock.Now()) {
		return nil
	}
	for _, stage := range []followup.OfferStage{followup.ToRep, followup.ToCover, followup.ToTeam} {
		if err := tx.RedrawKey(ctx, o.Workspace, offerKey(o.ID, stage)); err != nil {
			return fmt.Errorf("redraw offer: %w", err)
		}
	}
	return nil
}

// Offered returns what an offer shows now; ErrNotFound where its lead was taken back.
func (t *Tracker) Offered(ctx context.Context, w followup.WorkspaceID, id followup.ObligationID) (digest.Offered, error) {
	offer, err := t.store.Offer(ctx, w, id)
	if err != nil {
		return digest.Offered{}, err
	}
	p, err := t.Pinged(ctx, w, id)
	if err != nil {
		return digest.Offered{}, err
	}
	return digest.Offered{Ping: p, Taken: p.Owed.Open() && p.Lead.Owner != offer.Owner}, nil
}

// OfferToTeam has a promise that waits offered to the team at once, by who may change its lead. A second time changes nothing.
func (t *Tracker) OfferToTeam(ctx context.Context, a Actor, id followup.ObligationID) error {
	return t.store.InTx(ctx, func(tx Tx) error {
		who, err := t.enter(ctx, tx, a)
		if err != nil {
			return err
		}
		owed, err := tx.Obligation(ctx, who.Workspace, id)
		if err != nil {
			return err
		}
		lead, err := t.lockOwn(ctx, tx, who, owed.Lead, nil)
		if err != nil {
			return err
		}
		if !owed.Open() || owed.Kind != followup.Promise {
			return StaleError{Lead: lead}
		}
		o := Offer{Workspace: who.Workspace, Of: id, Stage: followup.ToTeam, Owner: lead.Owner}
		if err := tx.SaveOffer(ctx, o); err != nil {
			return fmt.Errorf("store offer: %w", err)
		}
		return t.offerToTeam(ctx, tx, o, owed)
	})
}

// Take gives a lead whose promise was offered to the team to the person, who sees its owner's leads. Where it went to somebody else, or was
// dealt with meanwhile, it is a StaleError.
func (t *Tracker) Take(ctx context.Context, a Actor, id followup.ObligationID) (digest.Receipt, error) {
	return t.once(ctx, a, func(tx Tx, who me) (digest.Receipt, error) {
		owed, err := tx.Obligation(ctx, who.Workspace, id)
		if err != nil {
			return digest.Receipt{}, err
		}
		lead, err := t.lock(ctx, tx, who, owed.Lead, nil)
		if err != nil {
			return digest.Receipt{}, err
		}
		offer, err := tx.Offer(ctx, who.Workspace, id)
		if err != nil && !errors.Is(err, ErrNotFound) {
			return digest.Receipt{}, fmt.Errorf("load offer: %w", err)
		}
		if owed, err = tx.Obligation(ctx, who.Workspace, id); err != nil { // as it is now that the lead is locked
			return digest.Receipt{}, err
		}
		if !owed.Open() || offer.Stage != followup.ToTeam || offer.Owner != lead.Owner {
			return digest.Receipt{}, stale(ctx, tx, lead)
		}
		return t.apply(ctx, tx, a, who, lead, handOver(lead, who.Rep, who))
	})
}
