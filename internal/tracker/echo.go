package tracker

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/cadence"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// Rest lets a lead rest whose break-up nobody answered, before the rule does: as its cadence says, else in nurture, back each quarter. Where no
// answer to one is waited for it is a StaleError: a promise is not let go this way (G6).
func (t *Tracker) Rest(ctx context.Context, a Actor, target Target) (digest.Receipt, error) {
	return t.once(ctx, a, func(tx Tx, who me) (digest.Receipt, error) {
		lead, err := t.lockOwn(ctx, tx, who, target.Lead, target.Seen)
		if err != nil {
			return digest.Receipt{}, err
		}
		if lead.Recall == nil {
			return digest.Receipt{}, Refused{Why: ErrClosed, Lead: lead}
		}
		owner, err := repOf(ctx, tx, who, lead.Workspace, lead.Owner)
		if err != nil {
			return digest.Receipt{}, err
		}
		if !digest.StandOf(lead, owner, 0, t.clock.Now()).Echo {
			return digest.Receipt{}, stale(ctx, tx, lead)
		}
		c, err := t.resting(ctx, tx, lead, owner)
		if err != nil {
			return digest.Receipt{}, err
		}
		return t.apply(ctx, tx, a, who, lead, c)
	})
}

// resting is what follows a break-up that nobody answered.
func (t *Tracker) resting(ctx context.Context, r Reads, lead followup.Lead, owner followup.Rep) (change, error) {
	s := t.situation(lead, owner)
	g, err := t.followed(ctx, r, cadence.Silence(s), s)
	if err != nil {
		return change{}, err
	}
	g.Why = append([]followup.Reason{{Code: followup.NoEcho, Params: map[string]string{"on": lead.Recall.Due.String()}}}, g.Why...)
	if lead.Recall.Due.After(s.Today) {
		g.Why = g.Why[1:] // nobody waited until then
	}
	return coursed(followup.Rested, lead, s, g)
}

// sweepEchoes lets leads rest whose break-up nobody answered until its day came for their owner. A lead that somebody changed meanwhile, or
// that another replica was faster with, is left alone: it is looked at again under its lock.
func (t *Tracker) sweepEchoes(ctx context.Context, tx Tx) (int, error) {
	due, err := tx.EchoesDue(ctx, calendar.DateOf(t.clock.Now().UTC()).AddDays(1), batch) // east of Greenwich that day has begun
	if err != nil {
		return 0, fmt.Errorf("pick break-ups: %w", err)
	}
	rested := 0
	for _, key := range due {
		done, err := t.letRest(ctx, tx, key)
		if err != nil {
			return 0, err
		}
		if done {
			rested++
		}
	}
	return rested, nil
}

func (t *Tracker) letRest(ctx context.Context, tx Tx, key LeadKey) (done bool, err error) {
	lead, err := tx.LockLead(ctx, key.Workspace, key.Lead)
	if errors.Is(err, ErrNotFound) { // it was taken back meanwhile
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("lock lead: %w", err)
	}
	owner, err := repOf(ctx, tx, me{}, lead.Workspace, lead.Owner)
	if err != nil {
		return false, err
	}
	if !lead.Recall.AwaitsEcho() || lead.Recall.Due.After(calendar.Today(t.clock.Now(), owner.Location())) {
		return false, nil
	}
	c, err := t.resting(ctx, tx, lead, owner)
	if err != nil {
		return false, err
	}
	_, err = t.apply(ctx, tx, Actor{Workspace: lead.Workspace, User: lead.Owner, Source: followup.FromRule}, me{}, lead, c)
	return err == nil, err
}

// atWork is a lead that was to rest, and is worked on after all: what was waited for until a day that has come is on the list.
func atWork(l followup.Lead, today calendar.Date) followup.Lead {
	if !l.Recall.AwaitsEcho() || l.Recall.Due.After(today) {
		return l
	}
	recall := *l.Recall
	recall.Kind, recall.Reasons = followup.Planned, slices.Clone(recall.Reasons)
	recall.Reasons = append(recall.Reasons, followup.Reason{Code: followup.NoEcho, Params: map[string]string{"on": recall.Due.String()}})
	recall.Due = today
	l.Recall = &recall
	return l
}
