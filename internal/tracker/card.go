package tracker

import (
	"context"
	"errors"
	"fmt"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/cadence"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// Card returns a lead with one page (0-based) of its history; of a lead that went into another one it is that one's. Whoever may not
// see the lead gets a NotYoursError.
func (t *Tracker) Card(ctx context.Context, a Actor, id followup.LeadID, page int) (digest.Card, error) {
	who, err := t.look(ctx, a)
	if err != nil {
		return digest.Card{}, err
	}
	lead, err := t.store.Lead(ctx, a.Workspace, id)
	for err == nil && lead.State == followup.Merged {
		lead, err = t.store.Lead(ctx, a.Workspace, lead.MergedInto)
	}
	if err != nil {
		return digest.Card{}, err
	}
	if err := t.maySee(ctx, t.store, who, lead); err != nil {
		return digest.Card{}, err
	}
	owner, err := repOf(ctx, t.store, who, a.Workspace, lead.Owner)
	if err != nil {
		return digest.Card{}, err
	}
	card := digest.Card{
		Lead: lead, OwnerName: owner.Name, Owner: owner, Mine: lead.Owner == a.User, MayDecide: who.decidesFor(lead.Owner),
		Page: page, Now: t.clock.Now(), Viewer: who.Person, MayForget: who.mayForget(lead),
	}
	if lead.Recall != nil && !lead.Recall.AwaitsEcho() {
		card.Overdue = owner.OverdueDays(*lead.Recall, calendar.Today(card.Now, owner.Location()))
	}
	last, err := t.store.LastTouches(ctx, a.Workspace, []followup.LeadID{lead.ID})
	if err != nil {
		return digest.Card{}, fmt.Errorf("load last touch: %w", err)
	}
	if touch, ok := last[lead.ID]; ok {
		card.Last = &touch
	}
	card.MayChange = card.Mine || card.MayDecide || who.covers(lead.Owner)
	if err := t.addStand(ctx, &card, owner); err != nil {
		return digest.Card{}, err
	}
	known, _, err := t.store.Obligations(ctx, a.Workspace, lead.ID, followup.HeardSince(card.Now))
	if err != nil {
		return digest.Card{}, fmt.Errorf("load obligations: %w", err)
	}
	for _, o := range known {
		if o.Open() && o.Kind != followup.Promise && (o.Kind != followup.Reminder || o.For.After(card.Now)) {
			card.Owed = append(card.Owed, o)
		}
		if o.Kind == followup.HotTouch && o.How == followup.Done {
			card.Acted = &o
		}
	}
	if err := t.addHistory(ctx, &card); err != nil {
		return digest.Card{}, err
	}
	if card.Giving, err = t.Given(ctx, lead); err != nil {
		return digest.Card{}, err
	}
	return card, t.addUndo(ctx, who, &card)
}

// addStand fills in where the lead stands in the method.
func (t *Tracker) addStand(ctx context.Context, card *digest.Card, owner followup.Rep) error {
	l := card.Lead
	calls := 0
	if l.Enrolment == nil && l.Recall != nil && l.Recall.Channel == followup.Call {
		attempts, err := t.store.Attempts(ctx, l.Workspace, []followup.LeadID{l.ID})
		if err != nil {
			return fmt.Errorf("count attempts: %w", err)
		}
		calls = attempts[l.ID]
	}
	card.Stand = digest.StandOf(l, owner, calls, card.Now)
	if !cadence.MayBeDark(l, card.Now) {
		return nil
	}
	touches, err := t.touchesOf(ctx, l.Workspace, []followup.LeadID{l.ID})
	if err != nil {
		return err
	}
	if rung, ok := cadence.Ladder(l, touches[l.ID], card.Now.In(owner.Location())); ok {
		card.Stand.Rung = &rung
	}
	return nil
}

// addHistory fills in the page of entries with the names they mention.
func (t *Tracker) addHistory(ctx context.Context, card *digest.Card) error {
	w := card.Lead.Workspace
	events, total, err := t.store.History(ctx, w, card.Lead.ID, card.Page*digest.HistoryPage, digest.HistoryPage)
	if err != nil {
		return fmt.Errorf("load history: %w", err)
	}
	card.Pages = (total + digest.HistoryPage - 1) / digest.HistoryPage
	var ids []followup.UserID
	if card.Lead.Recall != nil {
		ids = followup.Mentioned(card.Lead.Recall.Reasons)
	}
	if away := card.Owner.Away; away != nil {
		ids = append(ids, away.Cover)
	}
	for _, e := range events {
		ids = append(ids, e.By, e.Detail.To, e.Detail.From)
	}
	names, err := namesOf(ctx, t.store, w, ids...)
	if err != nil {
		return err
	}
	card.Names = names
	for _, e := range events {
		card.Entries = append(card.Entries, digest.Entry{Event: e, By: names[e.By], Names: names})
	}
	return nil
}

// addUndo offers to take back the newest event where this viewer may.
func (t *Tracker) addUndo(ctx context.Context, who me, card *digest.Card) error {
	newest, err := t.store.NewestEvent(ctx, card.Lead.Workspace, card.Lead.ID)
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("load newest event: %w", err)
	}
	if newest.By == card.Viewer.ID || card.Mine || card.MayDecide {
		card.UndoEvent = newest.ID
		card.Editable = digest.Editable(newest.Kind) && t.mayCorrect(ctx, t.store, who, card.Lead, newest) == nil
	}
	return nil
}

// Match returns a lead as a search shows it; the same people may see it as its card.
func (t *Tracker) Match(ctx context.Context, a Actor, id followup.LeadID) (digest.Match, error) {
	lead, _, err := t.LeadFor(ctx, a, id)
	if err != nil {
		return digest.Match{}, err
	}
	found, err := t.matches(ctx, t.store, a.Workspace, a.User, []followup.Lead{lead})
	if err != nil {
		return digest.Match{}, err
	}
	return found[0], nil
}

// LeadFor returns a lead for a form that is about to be shown, with its owner; the same people may see it as its card.
func (t *Tracker) LeadFor(ctx context.Context, a Actor, id followup.LeadID) (followup.Lead, followup.Rep, error) {
	who, err := t.look(ctx, a)
	if err != nil {
		return followup.Lead{}, followup.Rep{}, err
	}
	lead, err := t.store.Lead(ctx, a.Workspace, id)
	if err != nil {
		return followup.Lead{}, followup.Rep{}, err
	}
	if err := t.maySee(ctx, t.store, who, lead); err != nil {
		return followup.Lead{}, followup.Rep{}, err
	}
	owner, err := repOf(ctx, t.store, who, a.Workspace, lead.Owner)
	return lead, owner, err
}
