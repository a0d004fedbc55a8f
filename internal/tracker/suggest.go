package tracker

import (
	"context"
	"errors"
	"slices"

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
	e, next, why := cadence.Start(c, on, s)
	if _, comes := e.Due(); !comes {
		return cadence.Suggestion{}, Refused{Why: ErrNoStepFits, Lead: s.Lead}
	}
	return cadence.Suggestion{Next: next, Why: why, After: &e, Skipped: e.Skipped}, nil
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
	g := cadence.Suggest(o, s)
	if chosen.Key == "" {
		return t.followed(ctx, r, g, s)
	}
	if slices.Contains([]followup.NextKind{followup.NextWon, followup.NextLost, followup.NextStop}, g.Next.Kind) {
		return g, nil
	}
	c, err := t.newest(ctx, r, s.Owner.Workspace, chosen, s.Lead.Value)
	if err != nil {
		return g, err
	}
	if len(c.Steps) > 0 && slices.Contains(c.Steps[0].Channels, s.Channel) { // the touch is its first
		with := s
		with.Lead.Enrolment = &followup.Enrolment{Cadence: c, Began: s.Today, LastOn: s.Today}
		g := cadence.Suggest(o, with)
		if e := g.After; e != nil && g.Switch == "" && e.Cadence == c && (e.Step > 0 || len(e.Made) > 0) {
			return g, nil
		}
	}
	if !s.Lead.Recall.PromiseAhead(s.Today, s.Time, s.Channel) {
		s.Lead.Recall = nil // what it was about is done
	}
	e, next, why := cadence.Start(c, s.Today, s)
	return cadence.Suggestion{Next: next, Why: why, After: &e, Skipped: e.Skipped}, nil
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
