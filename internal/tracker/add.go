package tracker

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/cadence"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// NewLead is a lead to add. First says when and how to contact it first; without one it is due today.
type NewLead struct {
	Name, Company string
	Contact       followup.Contact
	Value         *followup.Money
	Source        string
	Tags          []string
	First         followup.NextStep
	Owner         followup.UserID // who works on it; empty: the person who adds it
	Note          string
	Country       string      // ISO 3166 code; empty: not said
	Cadence       CadenceName // it is enrolled at once; First says when its first step is, or nothing
	Another       bool        // they have seen who is called like it among the leads they can see, and this is another one
}

// Add stores a new lead of the acting rep, or of a rep for whom they decide, with its first recall. A lead that is known already, or seems to be, is a
// DuplicateError unless anyway.
func (t *Tracker) Add(ctx context.Context, a Actor, n NewLead, anyway bool) (digest.Receipt, error) {
	return t.once(ctx, a, func(tx Tx, who me) (digest.Receipt, error) { return t.add(ctx, tx, a, who, n, anyway) })
}

func (t *Tracker) add(ctx context.Context, tx Tx, a Actor, who me, n NewLead, anyway bool) (digest.Receipt, error) {
	owner, today, err := t.ownerOf(ctx, tx, who, n)
	if err != nil {
		return digest.Receipt{}, err
	}
	known, err := t.duplicates(ctx, tx, who, n)
	if err != nil {
		return digest.Receipt{}, err
	}
	if err := t.stopped(ctx, tx, known); err != nil {
		return digest.Receipt{}, err
	}
	if err := t.forgotten(ctx, tx, who.Workspace, n.Contact, n.called()); err != nil {
		return digest.Receipt{}, err
	}
	if known = unseen(known, n); len(known) > 0 && !anyway {
		return digest.Receipt{}, DuplicateError{Known: known}
	}
	if n.Name == "" {
		n.Name = n.Company
	}
	now := t.clock.Now()
	lead := followup.Lead{
		Workspace: who.Workspace, Name: n.Name, Company: n.Company, Owner: owner.ID, State: followup.Active, Value: n.Value,
		Source: n.Source, Tags: n.Tags, Country: n.Country, CreatedAt: now,
	}
	if n.Contact != (followup.Contact{}) {
		lead.Contacts = []followup.Contact{n.Contact}
	}
	lead, detail, err := t.begun(ctx, tx, lead, owner, who, n)
	if err != nil {
		return digest.Receipt{}, err
	}
	if lead, err = tx.InsertLead(ctx, lead); err != nil {
		return digest.Receipt{}, fmt.Errorf("store lead: %w", err)
	}
	if owner.ID != who.ID {
		detail.To = owner.ID
	}
	event, err := tx.InsertEvent(ctx, followup.Event{
		Lead: lead.ID, Kind: followup.Added, By: who.ID, At: now, Source: a.Source, Detail: detail,
	}, who.Workspace, nil, a.Request)
	if err != nil {
		return digest.Receipt{}, fmt.Errorf("store event: %w", err)
	}
	if promised(lead) {
		if err := t.oblige(ctx, tx, who, &event, lead); err != nil {
			return digest.Receipt{}, err
		}
	}
	if err := tx.Redraw(ctx, who.Workspace, owner.ID, today); err != nil {
		return digest.Receipt{}, fmt.Errorf("redraw digest: %w", err)
	}
	return t.receipt(ctx, tx, who, event, lead)
}

// begun is a new lead with its first recall, and on the cadence that was chosen for it.
func (t *Tracker) begun(
	ctx context.Context, tx Tx, lead followup.Lead, owner followup.Rep, who me, n NewLead,
) (followup.Lead, followup.Detail, error) {
	s := t.situation(lead, owner)
	g := cadence.Suggestion{
		Next: followup.NextStep{Kind: followup.NextRecall, On: s.Today, Channel: n.Contact.Preferred},
		Why:  []followup.Reason{{Code: followup.FirstContact}},
	}
	if n.Cadence.Key != "" {
		on := calendar.Date{}
		if n.First.Kind == followup.NextRecall {
			on = n.First.On // day 1
		}
		var err error
		if g, err = t.beginning(ctx, tx, n.Cadence, on, s); err != nil {
			return lead, followup.Detail{}, err
		}
	}
	next := n.First
	switch {
	case next.Kind == "":
		next = g.Next
	case next.Channel == "" && n.Cadence.Key != "":
		next.Channel = g.Next.Channel
	}
	s.Channel = next.Channel
	reasons := whyChosen("", next, g.Next, g.Why, s, who)
	next, shifts, err := next.Settle(s.Today, owner, s.Prospect)
	if err != nil {
		return lead, followup.Detail{}, err
	}
	reasons = append(reasons, shifts...)
	lead = follow(lead, next, reasons)
	if lead.State.Open() {
		if lead.Enrolment, err = t.keep(ctx, tx, lead.Workspace, g.After); err != nil {
			return lead, followup.Detail{}, err
		}
		lead = asleep(lead, owner, s.Today)
	}
	c := change{after: lead, next: &next, event: followup.Detail{
		Reasons: reasons, Note: n.Note, Cadence: courseOf(nil, lead, next, g.Skipped),
	}}
	if c, err = t.eased(ctx, tx, who, followup.Lead{}, c); err != nil {
		return lead, followup.Detail{}, err
	}
	c.event.Next = c.next
	return c.after, c.event, nil
}

// ownerOf returns who a new lead will belong to, and what date it is for them. Only who decides for a rep gives them leads.
func (t *Tracker) ownerOf(ctx context.Context, tx Tx, who me, n NewLead) (followup.Rep, calendar.Date, error) {
	if n.Owner == "" || n.Owner == who.ID {
		return who.Rep, who.today, nil
	}
	owner, err := t.heir(ctx, tx, who, n.Owner)
	if err != nil {
		return owner, calendar.Date{}, err
	}
	if !who.decidesFor(owner.ID) {
		return owner, calendar.Date{}, Refused{Why: ErrNotTheirManager, Name: owner.Name}
	}
	return owner, calendar.Today(t.clock.Now(), owner.Location()), nil
}

// Reassign gives open leads to another rep. All of them or none; a lead that changed since it was listed is a StaleError.
// Only somebody who decides for the present owners may (a lead that they can't even see is a NotYoursError); the heir must be an active
// full member. The receipt is the last lead's; several leads are a batch, which UndoBatch takes back.
func (t *Tracker) Reassign(ctx context.Context, a Actor, targets []Target, to followup.UserID) (digest.Receipt, error) {
	targets = slices.Clone(targets)
	slices.SortFunc(targets, func(x, y Target) int { return cmp.Compare(x.Lead, y.Lead) }) // one order of locks: no deadlock
	targets = slices.CompactFunc(targets, func(x, y Target) bool { return x.Lead == y.Lead })
	if len(targets) == 0 {
		return digest.Receipt{}, ErrNotFound
	}
	return t.once(ctx, a, func(tx Tx, who me) (digest.Receipt, error) {
		heir, err := t.heir(ctx, tx, who, to)
		if err != nil {
			return digest.Receipt{}, err
		}
		leads, err := t.lockToGive(ctx, tx, who, targets)
		if err != nil {
			return digest.Receipt{}, err
		}
		var receipt digest.Receipt
		batch := t.batchOf(leads)
		for _, lead := range leads {
			c := handOver(lead, heir, who)
			c.event.Batch = batch
			if receipt, err = t.apply(ctx, tx, a, who, lead, c); err != nil {
				return digest.Receipt{}, err
			}
		}
		return receipt, nil
	})
}

// lockToGive locks all the leads before any of them is changed: a change also touches digests, which others may hold.
func (t *Tracker) lockToGive(ctx context.Context, tx Tx, who me, targets []Target) ([]followup.Lead, error) {
	leads := make([]followup.Lead, 0, len(targets))
	for _, target := range targets {
		lead, err := t.lock(ctx, tx, who, target.Lead, target.Seen)
		if err != nil {
			return nil, err
		}
		if !who.decidesFor(lead.Owner) {
			return nil, ErrManagersOnly
		}
		leads = append(leads, lead)
	}
	return leads, nil
}

// heir returns the rep that leads go to.
func (t *Tracker) heir(ctx context.Context, tx Tx, who me, to followup.UserID) (followup.Rep, error) {
	person, err := tx.Person(ctx, who.Workspace, to)
	if err != nil {
		return followup.Rep{}, fmt.Errorf("load new owner: %w", err)
	}
	if !person.FullMember() {
		return followup.Rep{}, Refused{Why: ErrInactiveOwner, Name: person.Name}
	}
	return t.ensureRep(ctx, tx, person)
}

// handOver gives a lead to another rep; its recall keeps its date, because a promise to a prospect is the company's.
func handOver(lead followup.Lead, heir followup.Rep, who me) change {
	after := lead
	after.Owner = heir.ID
	if lead.Recall != nil {
		recall := *lead.Recall
		recall.Owner = heir.ID
		recall.SnoozedUntil = nil
		recall.Reasons = append(slices.Clone(recall.Reasons), followup.Reason{
			Code: followup.HandedOver, Params: map[string]string{"from": string(lead.Owner), "by": string(who.ID)},
		})
		after.Recall = &recall
	}
	return change{kind: followup.Reassigned, after: after, event: followup.Detail{From: lead.Owner, To: heir.ID}}
}
