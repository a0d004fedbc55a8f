package tracker

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// ErrNothingToSpread says that what is due fits into today, or can't be moved.
var ErrNothingToSpread = errors.New("nothing due can be spread")

// ErrNothingToSnooze says that nothing planned is in sight today.
var ErrNothingToSnooze = errors.New("nothing planned is in sight")

// BacklogPreview says what SpreadBacklog would do with the person's own leads that are due and in sight, over so many working days: 0 is
// followup.BacklogDays. It changes nothing.
func (t *Tracker) BacklogPreview(ctx context.Context, a Actor, days int) (digest.Backlog, error) {
	who, err := t.look(ctx, a)
	if err != nil {
		return digest.Backlog{}, err
	}
	leads, err := t.inSight(ctx, t.store, who)
	if err != nil {
		return digest.Backlog{}, err
	}
	return t.backlog(ctx, t.store, who, leads, days)
}

// inSight are the person's own leads that are due and not hidden.
func (t *Tracker) inSight(ctx context.Context, r Reads, who me) ([]followup.Lead, error) {
	leads, err := r.DueLeads(ctx, who.Workspace, map[followup.UserID]calendar.Date{who.ID: who.today})
	if err != nil {
		return nil, fmt.Errorf("load due leads: %w", err)
	}
	now := t.clock.Now()
	leads = slices.DeleteFunc(leads, func(l followup.Lead) bool { return l.Recall.Hidden(now) })
	slices.SortFunc(leads, func(x, y followup.Lead) int { return cmp.Compare(x.ID, y.ID) })
	return leads, nil
}

// backlog finds a day for each lead. Touches made today have taken some of today's room; of what is hidden until another time today nobody
// knows whether it will be done.
func (t *Tracker) backlog(ctx context.Context, r Reads, who me, leads []followup.Lead, days int) (digest.Backlog, error) {
	if days == 0 {
		days = followup.BacklogDays
	}
	b := digest.Backlog{Rep: who.Rep, Today: who.today, Days: min(max(days, 1), followup.MostBacklogDays)}
	workdays := who.Workdays()
	last := workdays.Add(who.today, b.Days-1)
	taken, err := r.Loads(ctx, who.Workspace, who.ID, who.today.AddDays(1), last, 0)
	if err != nil {
		return b, fmt.Errorf("count what stands already: %w", err)
	}
	made, _, err := r.CountTouches(ctx, who.Workspace, []followup.UserID{who.ID}, calendar.At(who.today, 0, who.Location()))
	if err != nil {
		return b, fmt.Errorf("count touches: %w", err)
	}
	taken[who.today] = followup.Load{Due: made}
	room := followup.Backlog(who.Rep, who.today, b.Days, taken, len(leads))
	b.PerDay = room.PerDay
	loads := map[calendar.Date]int{}
	for d, l := range taken {
		loads[d] = l.Due
	}
	for i, p := range room.Spread(leads) {
		l := leads[i]
		switch {
		case l.Recall.Kind == followup.Echo:
			continue
		case !p.To.After(who.today) && l.Recall.Spreads():
			b.Stay++
		case !p.To.After(who.today):
			b.Promised++
		default:
			b.Moving = append(b.Moving, digest.Spreading{Lead: l, To: p.To, Why: p.Why})
			loads[p.To]++
			continue
		}
		loads[who.today]++
	}
	slices.SortStableFunc(b.Moving, func(x, y digest.Spreading) int { return x.To.Compare(y.To) })
	if b.More = max(0, len(b.Moving)-digest.MostSpread); b.More > 0 {
		b.Moving = b.Moving[:digest.MostSpread]
	}
	for d, n := workdays.Next(who.today), 0; n < b.Days; d, n = workdays.Add(d, 1), n+1 {
		b.Loads = append(b.Loads, digest.DayLoad{On: d, Due: loads[d]})
	}
	return b, nil
}

// SpreadBacklog lays what a preview showed over the days to come, as one batch, which UndoBatch takes back. The days are found anew, by the
// same rule. A lead that changed since the preview stays as it is, and the receipt names it (Batch.Left); where all of them did, it is a
// StaleError. Promises are never moved (G6).
func (t *Tracker) SpreadBacklog(ctx context.Context, a Actor, days int, shown []Target) (digest.Receipt, error) {
	return t.once(ctx, a, func(tx Tx, who me) (digest.Receipt, error) {
		left, err := t.lockShown(ctx, tx, who, shown)
		if err != nil {
			return digest.Receipt{}, err
		}
		leads, err := t.inSight(ctx, tx, who)
		if err != nil {
			return digest.Receipt{}, err
		}
		b, err := t.backlog(ctx, tx, who, leads, days)
		if err != nil {
			return digest.Receipt{}, err
		}
		var batch []followup.Lead
		to := map[followup.LeadID]digest.Spreading{}
		for _, m := range b.Moving {
			if wanted(shown, m.Lead) {
				batch, to[m.Lead.ID] = append(batch, m.Lead), m
			}
		}
		if len(batch) == 0 && len(left) > 0 {
			return digest.Receipt{}, StaleError{Lead: left[0].Lead, Event: left[0].Event, Names: left[0].Names}
		}
		if len(batch) == 0 {
			return digest.Receipt{}, ErrNothingToSpread
		}
		receipt, err := t.applyAll(ctx, tx, a, who, t.newBatch(batch), batch, func(l followup.Lead) (change, error) {
			c := change{kind: followup.Spread, after: l, next: &followup.NextStep{Kind: followup.NextRecall, At: l.Recall.At, Channel: l.Recall.Channel}}
			c = c.put(followup.Placed{Lead: l.ID, From: l.Recall.Due, To: to[l.ID].To, Why: to[l.ID].Why})
			c.after.Recall.SnoozedUntil, c.after.Recall.Snoozes = nil, 0 // put has made it the change's own
			return c, nil
		})
		if err == nil {
			receipt.Batch.Left = left
		}
		return receipt, err
	})
}

// wanted reports whether a lead is as it was shown.
func wanted(shown []Target, l followup.Lead) bool {
	return slices.ContainsFunc(shown, func(s Target) bool { return s.Lead == l.ID && s.Seen.current(l) })
}

// lockShown locks the leads that were shown, in one order, and returns those that are no longer as they were.
func (t *Tracker) lockShown(ctx context.Context, tx Tx, who me, shown []Target) (left []digest.Left, err error) {
	shown = slices.Clone(shown)
	slices.SortFunc(shown, func(x, y Target) int { return cmp.Compare(x.Lead, y.Lead) })
	for _, s := range shown {
		lead, err := tx.LockLead(ctx, who.Workspace, s.Lead)
		if errors.Is(err, ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if lead.Owner == who.ID && s.Seen.current(lead) {
			continue
		}
		if !who.sees(lead.Owner) || lead.Erased { // what became of it is not theirs to know
			continue
		}
		event, err := tx.NewestEvent(ctx, who.Workspace, lead.ID)
		if err != nil && !errors.Is(err, ErrNotFound) {
			return nil, fmt.Errorf("load newest event: %w", err)
		}
		changed, err := staleBy(ctx, tx, lead, event)
		if err != nil {
			return nil, err
		}
		left = append(left, digest.Left{Lead: lead, Event: event, Names: changed.Names})
	}
	return left, nil
}

// SnoozeAll hides all of the person's own planned leads that are due and in sight until an instant, as one batch, which UndoBatch takes back.
// Promises and replies owed stay, and so does what is hidden already.
func (t *Tracker) SnoozeAll(ctx context.Context, a Actor, until time.Time) (digest.Receipt, error) {
	return t.once(ctx, a, func(tx Tx, who me) (digest.Receipt, error) {
		leads, err := t.inSight(ctx, tx, who)
		if err != nil {
			return digest.Receipt{}, err
		}
		var batch []followup.Lead
		for _, l := range leads {
			if !l.Recall.Spreads() || len(batch) == mostTaken {
				continue
			}
			lead, err := tx.LockLead(ctx, who.Workspace, l.ID)
			if err != nil {
				return digest.Receipt{}, fmt.Errorf("lock lead: %w", err)
			}
			if lead.Owner == who.ID && lead.Recall.Spreads() && !lead.Recall.Due.After(who.today) && !lead.Recall.Hidden(t.clock.Now()) {
				batch = append(batch, lead)
			}
		}
		if len(batch) == 0 {
			return digest.Receipt{}, ErrNothingToSnooze
		}
		return t.applyAll(ctx, tx, a, who, t.newBatch(batch), batch, func(l followup.Lead) (change, error) {
			return t.decided(l, who.Rep, t.snoozing(until, ""))
		})
	})
}
