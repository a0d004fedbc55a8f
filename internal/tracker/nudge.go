package tracker

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// NudgeID numbers a nudge.
type NudgeID int64

// Nudge is a manager's private word to a rep about some of the rep's leads.
type Nudge struct {
	ID        NudgeID
	Workspace followup.WorkspaceID
	From, To  followup.UserID
	ArrivesOn calendar.Date // in the rep's zone: one nudge at most from the same manager on it
	Leads     []followup.LeadID
	Line      string
	MadeAt    time.Time
}

// NudgeWish is what the form for a nudge says.
type NudgeWish struct {
	Team  followup.TeamID
	To    followup.UserID
	Leads []followup.LeadID
	Line  string
}

// NudgedError refuses a second nudge from the same manager to the same rep on a day. Nothing was sent.
type NudgedError struct {
	To followup.Rep
	At time.Time // when the first one arrives, or did
}

func (e NudgedError) Error() string { return "one nudge a day is enough" }

// ErrNothingLeft says that what a wish is about has been dealt with since it was shown.
var ErrNothingLeft = errors.New("all of it has been dealt with")

// Nudge has a rep told of some of their leads by the team's manager or an admin: at once in the rep's working hours, else when their next
// working day begins. Leads that are no longer the rep's open ones are left out.
func (t *Tracker) Nudge(ctx context.Context, a Actor, wish NudgeWish) (digest.NudgeReceipt, error) {
	var receipt digest.NudgeReceipt
	err := t.store.InTx(ctx, func(tx Tx) error {
		who, first, err := t.begin(ctx, tx, a)
		if err != nil {
			return err
		}
		rep, err := t.nudged(ctx, tx, who, wish)
		if err != nil {
			return err
		}
		receipt, err = t.nudge(ctx, tx, who, rep, wish, first)
		receipt.Repeated = receipt.Repeated && !a.Insists
		return err
	})
	return receipt, err
}

// nudged returns the rep of the team whom somebody may nudge.
func (t *Tracker) nudged(ctx context.Context, tx Tx, who me, wish NudgeWish) (followup.Rep, error) {
	team, err := tx.Team(ctx, who.Workspace, wish.Team)
	if err != nil {
		return followup.Rep{}, err
	}
	if !who.manages(team) {
		manager, err := tx.Person(ctx, who.Workspace, team.Manager)
		if err != nil {
			return followup.Rep{}, fmt.Errorf("load manager: %w", err)
		}
		return followup.Rep{}, Refused{Why: ErrManagersOnly, Name: manager.Name}
	}
	if !slices.Contains(team.Members, wish.To) {
		return followup.Rep{}, ErrNotFound
	}
	return t.heir(ctx, tx, who, wish.To)
}

func (t *Tracker) nudge(ctx context.Context, tx Tx, who me, rep followup.Rep, wish NudgeWish, first bool) (digest.NudgeReceipt, error) {
	now := t.clock.Now()
	receipt := digest.NudgeReceipt{To: rep, At: rep.Reachable(now), Now: now, Repeated: !first}
	n := Nudge{
		Workspace: who.Workspace, From: who.ID, To: rep.ID, ArrivesOn: calendar.Today(receipt.At, rep.Location()), Line: wish.Line, MadeAt: now,
	}
	open, _, err := t.stillOpen(ctx, tx, rep, wish.Leads)
	if err != nil {
		return receipt, err
	}
	for _, l := range open {
		n.Leads = append(n.Leads, l.ID)
	}
	receipt.Leads = len(n.Leads)
	switch {
	case !first:
		return receipt, nil
	case len(n.Leads) == 0:
		return receipt, ErrNothingLeft
	}
	id, made, err := tx.InsertNudge(ctx, n)
	if err != nil {
		return receipt, fmt.Errorf("store nudge: %w", err)
	}
	if !made {
		return receipt, NudgedError{To: rep, At: receipt.At}
	}
	number := strconv.FormatInt(int64(id), 10)
	err = tx.Enqueue(ctx, Delivery{
		Workspace: who.Workspace, Kind: KindNudge, Subject: number, Recipient: string(rep.ID), Key: "nudge/" + number, Due: receipt.At,
	})
	if err != nil {
		return receipt, fmt.Errorf("enqueue nudge: %w", err)
	}
	return receipt, nil
}

// stillOpen tells the rep's leads that are due from those that were dealt with or are somebody else's; what is gone is in neither.
func (t *Tracker) stillOpen(ctx context.Context, r Reads, rep followup.Rep, ids []followup.LeadID) (open, settled []followup.Lead, err error) {
	today := calendar.Today(t.clock.Now(), rep.Location())
	leads, err := r.Leads(ctx, rep.Workspace, ids)
	if err != nil {
		return nil, nil, fmt.Errorf("load leads: %w", err)
	}
	slices.SortFunc(leads, func(a, b followup.Lead) int { return cmp.Compare(a.ID, b.ID) })
	for _, lead := range leads {
		if lead.Owner == rep.ID && lead.Recall != nil && !lead.Recall.Due.After(today) {
			open = append(open, lead)
		} else {
			settled = append(settled, lead)
		}
	}
	return open, settled, nil
}

// Nudged returns a nudge as it stands now.
func (t *Tracker) Nudged(ctx context.Context, w followup.WorkspaceID, id NudgeID) (digest.Nudge, error) {
	n, err := t.store.Nudge(ctx, w, id)
	if err != nil {
		return digest.Nudge{}, err
	}
	from, err := t.store.Person(ctx, w, n.From)
	if err != nil {
		return digest.Nudge{}, fmt.Errorf("load manager: %w", err)
	}
	rep, err := t.store.Rep(ctx, w, n.To)
	if err != nil {
		return digest.Nudge{}, fmt.Errorf("load rep: %w", err)
	}
	d := digest.Nudge{From: from.Name, To: rep, Line: n.Line, Now: t.clock.Now()}
	open, settled, err := t.stillOpen(ctx, t.store, rep, n.Leads)
	if err != nil {
		return digest.Nudge{}, err
	}
	d.Settled = settled
	today := calendar.Today(d.Now, rep.Location())
	for _, l := range open {
		d.Open = append(d.Open, digest.OverdueLead{Lead: l, OwnerName: rep.Name, Days: rep.OverdueDays(*l.Recall, today)})
	}
	slices.SortStableFunc(d.Open, func(a, b digest.OverdueLead) int { return b.Days - a.Days })
	return d, nil
}
