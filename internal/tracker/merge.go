package tracker

import (
	"context"
	"errors"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// ErrSameLead refuses to merge a lead into itself.
var ErrSameLead = errors.New("a lead can't be merged into itself")

// Merge has a lead go into another one: one is left, with the contacts and touches of both and one recall, and its history is that of
// both. The person must be allowed to change both. A lead that went into another one before is a StaleError.
func (t *Tracker) Merge(ctx context.Context, a Actor, kept, other followup.LeadID) (digest.Receipt, error) {
	if kept == other {
		return digest.Receipt{}, ErrSameLead
	}
	return t.once(ctx, a, func(tx Tx, who me) (digest.Receipt, error) {
		into, from, err := inOrder(kept, other, func(id followup.LeadID) (followup.Lead, error) {
			return t.lockOwn(ctx, tx, who, id, nil)
		})
		if err != nil {
			return digest.Receipt{}, err
		}
		return t.merge(ctx, tx, a, who, into, from)
	})
}

// inOrder loads two leads, the one with the smaller id first: whoever locks two does it in one order, so that nobody waits for
// somebody who waits for them.
func inOrder(a, b followup.LeadID, load func(followup.LeadID) (followup.Lead, error)) (first, second followup.Lead, err error) {
	if a < b {
		if first, err = load(a); err != nil {
			return first, second, err
		}
		second, err = load(b)
		return first, second, err
	}
	if second, err = load(b); err != nil {
		return first, second, err
	}
	first, err = load(a)
	return first, second, err
}

// merge stores the other lead first: its contacts are the kept one's from then on, under their own numbers. Both events are one
// transaction's, and the request's is the kept lead's.
func (t *Tracker) merge(ctx context.Context, tx Tx, a Actor, who me, kept, other followup.Lead) (digest.Receipt, error) {
	m := followup.Merge(kept, other)
	owner, err := repOf(ctx, tx, who, kept.Workspace, kept.Owner)
	if err != nil {
		return digest.Receipt{}, err
	}
	if e := m.Kept.Enrolment; e != nil && e.Paused == nil { // it may take over the other one's park
		m.Kept = asleep(m.Kept, owner, calendar.Today(t.clock.Now(), owner.Location()))
	}
	gone := other
	gone.State, gone.MergedInto, gone.Recall, gone.Park, gone.Contacts, gone.Enrolment = followup.Merged, kept.ID, nil, nil, nil, nil
	quiet := a
	quiet.Request = ""
	_, err = t.apply(ctx, tx, quiet, who, other, change{
		kind: followup.MergedAway, after: gone, event: followup.Detail{Merge: &followup.Joined{Lead: kept.ID, Title: kept.Title()}},
	})
	if err != nil {
		return digest.Receipt{}, err
	}
	if err := tx.MoveTouches(ctx, kept.Workspace, other.ID, kept.ID, m.Folded); err != nil {
		return digest.Receipt{}, err
	}
	c := change{
		kind: followup.MergedIn, after: m.Kept,
		event: followup.Detail{Merge: &followup.Joined{Lead: other.ID, Title: other.Title(), Folded: m.Folded}},
	}
	if m.Theirs {
		c.event.Reasons = m.Kept.Recall.Reasons[len(m.Kept.Recall.Reasons)-1:]
	}
	if t.promiseGoes(m, owner) {
		c.event.Dropped = &followup.NextStep{Kind: followup.NextRecall, On: m.Gone.Due, At: m.Gone.At, Channel: m.Gone.Channel}
	}
	if !kept.State.Open() && m.Kept.State.Open() {
		c.event.Reopened = kept.State
	}
	return t.apply(ctx, tx, a, who, kept, c)
}

// promiseGoes reports whether a merge drops a promise that is still to come.
func (t *Tracker) promiseGoes(m followup.Merging, owner followup.Rep) bool {
	local := t.clock.Now().In(owner.Location())
	return m.Gone.PromiseAhead(calendar.DateOf(local), calendar.TimeOfDayOf(local), "")
}

// unmerge takes back a merge, from the event of either lead, while nothing newer stands on either: both are as they were, with their
// own touches and recalls.
func (t *Tracker) unmerge(ctx context.Context, tx Tx, a Actor, who me, e followup.Event, ask bool) (digest.Receipt, error) {
	keptID, otherID := mergedBy(e)
	kept, other, err := inOrder(keptID, otherID, func(id followup.LeadID) (followup.Lead, error) {
		lead, err := tx.LockLead(ctx, who.Workspace, id)
		if err == nil {
			err = erased(ctx, tx, lead)
		}
		return lead, err
	})
	if err != nil {
		return digest.Receipt{}, undoable(err)
	}
	in, err := t.newestOf(ctx, tx, who, kept, followup.MergedIn, other.ID, e.ID)
	if err != nil {
		return digest.Receipt{}, err
	}
	away, err := t.newestOf(ctx, tx, who, other, followup.MergedAway, kept.ID, e.ID)
	if err != nil {
		return digest.Receipt{}, err
	}
	if err := t.mayUndo(ctx, tx, who, kept, in); err != nil {
		return digest.Receipt{}, err
	}
	if ask {
		if err := t.askToUndo(ctx, tx, who, kept, in); err != nil {
			return digest.Receipt{}, err
		}
	}
	receipt, err := t.takeBack(ctx, tx, a, who, in, kept)
	if err != nil {
		return digest.Receipt{}, err
	}
	if err := tx.MoveTouchesBack(ctx, kept.Workspace, other.ID, kept.ID, in.Detail.Merge.Folded); err != nil {
		return digest.Receipt{}, err
	}
	if err := t.oblige(ctx, tx, who, &receipt.Event, receipt.Lead); err != nil { // the touches are apart again
		return digest.Receipt{}, err
	}
	quiet := a
	quiet.Request = ""
	_, err = t.takeBack(ctx, tx, quiet, who, away, other)
	return receipt, err
}

// newestOf returns a lead's newest event where it is that merge. Else the undo of the event with the id came too late.
func (t *Tracker) newestOf(
	ctx context.Context, tx Tx, who me, lead followup.Lead, kind followup.EventKind, with followup.LeadID, id followup.EventID,
) (followup.Event, error) {
	newest, err := tx.NewestEvent(ctx, lead.Workspace, lead.ID)
	if err != nil {
		return followup.Event{}, undoable(err)
	}
	if newest.Kind != kind || newest.Detail.Merge == nil || newest.Detail.Merge.Lead != with {
		return followup.Event{}, t.tooLate(ctx, tx, who, lead, id, newest)
	}
	return newest, nil
}

// ToMerge shows what a merge would do, to somebody who may: nothing is changed. Its errors are those of Merge.
func (t *Tracker) ToMerge(ctx context.Context, a Actor, kept, other followup.LeadID) (digest.Merge, error) {
	return t.toMerge(kept, other, func(id followup.LeadID) (followup.Lead, followup.Rep, error) {
		return t.mergeable(ctx, a, id)
	})
}

func (t *Tracker) toMerge(kept, other followup.LeadID, load func(followup.LeadID) (followup.Lead, followup.Rep, error)) (digest.Merge, error) {
	if kept == other {
		return digest.Merge{}, ErrSameLead
	}
	into, owner, err := load(kept)
	if err != nil {
		return digest.Merge{}, err
	}
	from, fromOwner, err := load(other)
	if err != nil {
		return digest.Merge{}, err
	}
	m := digest.Merge{Kept: into, Other: from, After: followup.Merge(into, from), Owner: owner, OtherName: fromOwner.Name}
	m.Promise = t.promiseGoes(m.After, owner)
	return m, nil
}

// mergeable returns a lead that the person may merge, with its owner.
func (t *Tracker) mergeable(ctx context.Context, a Actor, id followup.LeadID) (followup.Lead, followup.Rep, error) {
	lead, owner, err := t.LeadFor(ctx, a, id)
	if err != nil {
		return lead, owner, err
	}
	if lead.State == followup.Merged {
		return lead, owner, stale(ctx, t.store, lead)
	}
	return lead, owner, t.MayChange(ctx, a, lead)
}

// Likeliest returns the lead that is most likely the same as another one, among those the person may change; 0 where none seems to be.
func (t *Tracker) Likeliest(ctx context.Context, a Actor, lead followup.Lead) (followup.LeadID, error) {
	who, err := t.look(ctx, a)
	if err != nil {
		return 0, err
	}
	like := NewLead{Name: lead.Name, Company: lead.Company}
	if main := lead.Main(); main != nil {
		like.Contact = followup.Contact{Email: main.Email, Phone: main.Phone}
	}
	known, err := t.duplicates(ctx, t.store, who, like)
	if err != nil {
		return 0, err
	}
	for _, d := range known {
		if d.Lead.ID != lead.ID && t.mayChange(ctx, t.store, who, d.Lead) == nil {
			return d.Lead.ID, nil
		}
	}
	return 0, nil
}
