package tracker

import (
	"context"
	"errors"
	"fmt"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/cadence"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// situation is where a lead stands now. A pause that is over by its date is over.
func (t *Tracker) situation(lead followup.Lead, owner followup.Rep) followup.Situation {
	local := t.clock.Now().In(owner.Location())
	s := followup.Situation{
		Today: calendar.DateOf(local), Time: calendar.TimeOfDayOf(local), Owner: owner, Prospect: followup.ProspectOf(lead, owner), Lead: lead,
	}
	if lead.Enrolment != nil {
		s.Lead.Enrolment = cadence.Awake(s)
	}
	return s
}

// beginning enrols the lead of a situation on the newest version of a cadence.
func (t *Tracker) beginning(ctx context.Context, r Reads, name CadenceName, on calendar.Date, s followup.Situation) (cadence.Suggestion, error) {
	if on.IsZero() {
		on = s.Today
	}
	if on.Before(s.Today) {
		return cadence.Suggestion{}, followup.PastDateError{Date: on, Today: s.Today}
	}
	c, err := t.newest(ctx, r, s.Owner.Workspace, name, s.Lead.Value)
	if err != nil {
		return cadence.Suggestion{}, err
	}
	g := cadence.Begin(c, on, s)
	if _, comes := g.After.Due(); !comes {
		return cadence.Suggestion{}, Refused{Why: ErrNoStepFits, Lead: s.Lead}
	}
	return g, nil
}

// Suggest says what follows a touch on a lead by default: the one answer that a form, a typed line and a button give. A cadence that is
// to be begun with the touch is part of it.
func (t *Tracker) Suggest(ctx context.Context, lead followup.Lead, owner followup.Rep, l Log) (cadence.Suggestion, error) {
	s := t.situation(lead, owner)
	s.Channel = l.Channel
	return t.suggested(ctx, t.store, l.Outcome, s, l.Cadence)
}

// suggested is cadence.Suggest with the cadence loaded where the outcome leads to another one, or where the person chose one.
func (t *Tracker) suggested(
	ctx context.Context, r Reads, o followup.Outcome, s followup.Situation, chosen CadenceName,
) (cadence.Suggestion, error) {
	if cadence.CountsSilence(s.Lead) && o.Silent() {
		touches, err := r.TouchesOf(ctx, s.Owner.Workspace, []followup.LeadID{s.Lead.ID})
		if err != nil {
			return cadence.Suggestion{}, fmt.Errorf("load touches: %w", err)
		}
		s.Silent = cadence.SilentTouches(touches[s.Lead.ID])
	}
	if chosen.Key == "" {
		return t.followed(ctx, r, cadence.Suggest(o, s), s)
	}
	c, err := t.newest(ctx, r, s.Owner.Workspace, chosen, s.Lead.Value)
	if err != nil {
		return cadence.Suggestion{}, err
	}
	return cadence.BeginWith(o, c, s), nil
}

// followed goes on a suggestion's track to another cadence. Where the workspace has none of that name, what the suggestion says otherwise
// follows.
func (t *Tracker) followed(ctx context.Context, r Reads, g cadence.Suggestion, s followup.Situation) (cadence.Suggestion, error) {
	if g.Switch == "" {
		return g, nil
	}
	c, err := t.newest(ctx, r, s.Owner.Workspace, CadenceName{Key: g.Switch, BySize: true}, s.Lead.Value)
	if _, unknown := errors.AsType[UnknownCadenceError](err); unknown {
		return g, nil
	}
	if err != nil {
		return g, err
	}
	return g.Enrol(c, s), nil
}
