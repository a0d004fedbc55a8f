package tracker

import (
	"context"
	"time"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
)

// EditSnooze corrects a snooze: until when, and why. It counts as one.
func (t *Tracker) EditSnooze(ctx context.Context, a Actor, id followup.EventID, until time.Time, note string) (digest.Receipt, error) {
	return t.edit(ctx, a, id, t.again(t.snoozing(until, note)), followup.Snoozed)
}

// EditClose corrects how a lead ended, with what amount and why. It stays closed.
func (t *Tracker) EditClose(ctx context.Context, a Actor, id followup.EventID, next followup.NextStep) (digest.Receipt, error) {
	decide, err := closing(next)
	if err != nil {
		return digest.Receipt{}, err
	}
	return t.edit(ctx, a, id, t.again(decide), followup.ClosedWon, followup.ClosedLost, followup.Stopped)
}

// EditReassign gives a lead to somebody else than it was given to. Who decides for the owner before that may.
func (t *Tracker) EditReassign(ctx context.Context, a Actor, id followup.EventID, to followup.UserID) (digest.Receipt, error) {
	return t.edit(ctx, a, id, func(tx Tx, who me, of digest.Editing) (change, error) {
		heir, err := t.heir(ctx, tx, who, to)
		if err != nil {
			return change{}, err
		}
		return handOver(of.Was, heir, who), nil
	}, followup.Reassigned)
}

// mayCorrect is mayUndo for corrections: who may take a handover back may not by that say who else is to have the lead, and what is known
// of a lead is said by who may change it.
func (t *Tracker) mayCorrect(ctx context.Context, r Reads, who me, lead followup.Lead, e followup.Event) error {
	switch {
	case e.Kind == followup.Reassigned && !who.decidesFor(e.Detail.From):
		return ErrManagersOnly
	case digest.Renews(e.Kind) && lead.State == followup.DoNotContact:
		return Refused{Why: ErrDoNotContact, Lead: lead}
	case digest.Renews(e.Kind):
		return t.mayChange(ctx, r, who, lead)
	default:
		return t.mayUndo(ctx, r, who, lead, e)
	}
}

// followed reports whether an event of this kind says what follows.
func followed(k followup.EventKind) bool {
	return k != followup.Snoozed && k != followup.Reassigned && k != followup.MergedIn && k != followup.MergedAway
}
