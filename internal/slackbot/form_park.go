package slackbot

import (
	"context"
	"errors"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/slackbot/view"
	"github.com/followup-bot/followup/internal/tracker"
)

// openPark opens the park form, for a lead or for one to choose in it.
func (b *Bot) openPark(ctx context.Context, r *request, lead *digest.Match, in view.ParkInput) (answer, error) {
	draft, err := b.draft(ctx, r)
	if err != nil {
		return answer{}, err
	}
	form := view.ParkForm{Meta: view.Meta{Value: r.pressed, Message: r.lasting()}, Lead: lead, Now: b.Clock.Now(), Input: in}
	form.Meta.Draft = int64(draft)
	if form.Rep, err = b.calendarOf(ctx, r, lead); err != nil {
		return answer{}, err
	}
	if lead != nil {
		form.Meta.Lead = lead.Lead.ID
	}
	modal := r.view.ParkModal(form)
	return answer{open: &modal}, nil
}

// calendarOf returns in whose calendar a lead's dates are: the owner's, or without a lead the person's own.
func (b *Bot) calendarOf(ctx context.Context, r *request, lead *digest.Match) (followup.Rep, error) {
	if lead == nil {
		return b.Tracker.Settings(ctx, r.Actor)
	}
	_, owner, err := b.Tracker.LeadFor(ctx, r.Actor, lead.Lead.ID)
	return owner, err
}

// readPark reads the park form as it is filled in now.
func (b *Bot) readPark(ctx context.Context, r *request) (view.ParkForm, error) {
	form := view.ParkForm{Meta: r.meta, Now: b.Clock.Now()}
	loc, err := b.location(ctx, r)
	if err != nil {
		return form, err
	}
	choice, in := view.ReadPark(r.form.State, form.Now, loc)
	form.Input = in
	if choice.ID == 0 {
		choice.ID = r.meta.Lead
	}
	if choice.ID != 0 {
		match, err := b.match(ctx, r, choice.ID)
		if err != nil {
			return form, err
		}
		form.Lead = &match
	}
	form.Rep, err = b.calendarOf(ctx, r, form.Lead)
	return form, err
}

// refreshPark redraws the park form after a choice that changes what it asks.
func (b *Bot) refreshPark(ctx context.Context, r *request) (answer, error) {
	form, err := b.readPark(ctx, r)
	if err != nil {
		return answer{}, err
	}
	if r.meta.Lead == 0 {
		form.Lead = nil // it was chosen in the form and stays a choice
	}
	modal := r.view.ParkModal(form)
	return answer{update: &modal}, nil
}

func (b *Bot) submitPark(ctx context.Context, r *request) (answer, error) {
	form, err := b.readPark(ctx, r)
	if err != nil {
		return answer{}, err
	}
	if form.Lead == nil {
		return refuse(r, map[string]string{view.BlockLead: r.view.ChooseLead()}), nil
	}
	wake := b.wakeDate(form.Rep, form.Input.Wake, form.Input.On)
	if wake.IsZero() {
		return refuse(r, map[string]string{view.BlockWake: r.view.NoNextStep()}), nil
	}
	if r.meta.Edit != 0 {
		receipt, err := b.Tracker.EditPark(ctx, r.Actor, r.meta.Edit, form.Input.Park, wake)
		return b.submitted(ctx, r, receipt, err)
	}
	t := target(r.meta.Value)
	t.Lead = form.Lead.Lead.ID
	receipt, err := b.Tracker.Park(ctx, r.Actor, t, form.Input.Park, wake)
	return b.submitted(ctx, r, receipt, err)
}

// openMove opens the form for another date, with what was typed beside it.
func (b *Bot) openMove(ctx context.Context, r *request, id followup.LeadID, in view.MoveInput) (answer, error) {
	lead, owner, err := b.Tracker.LeadFor(ctx, r.Actor, id)
	if err != nil {
		return answer{}, err
	}
	if lead.State == followup.DoNotContact {
		return answer{}, tracker.Refused{Why: tracker.ErrDoNotContact, Lead: lead}
	}
	if lead.Recall == nil {
		return answer{}, tracker.Refused{Why: tracker.ErrClosed, Lead: lead}
	}
	draft, err := b.draft(ctx, r)
	if err != nil {
		return answer{}, err
	}
	meta := view.Meta{Value: r.pressed, Message: r.lasting()}
	meta.Lead, meta.Draft = id, int64(draft)
	on := lead.Recall.Due // with its time, to begin from; what is due already goes to the next working day
	if today := b.todayOf(owner); !on.After(today) {
		on = owner.Workdays().Add(today, 1)
	}
	modal := r.view.MoveModal(view.MoveForm{
		Meta: meta, Lead: lead, Rep: owner, Now: b.Clock.Now(), On: on, At: lead.Recall.At,
		Channel: lead.Recall.Channel, Promised: in.Promised, Note: in.Note,
	})
	return answer{open: &modal}, nil
}

func (b *Bot) submitMove(ctx context.Context, r *request) (answer, error) {
	in := view.ReadMove(r.form.State)
	if in.On.IsZero() {
		return refuse(r, map[string]string{view.BlockMoveDate: r.view.NoNextStep()}), nil
	}
	to := tracker.NewDate{On: in.On, At: in.At, Channel: in.Channel, Promised: in.Promised, Note: in.Note, Anyway: r.meta.Anyway}
	if r.meta.Edit != 0 {
		receipt, err := b.Tracker.EditMove(ctx, r.Actor, r.meta.Edit, to)
		return b.submitted(ctx, r, receipt, err)
	}
	receipt, err := b.Tracker.Move(ctx, r.Actor, target(r.meta.Value), to)
	if often, ok := errors.AsType[tracker.MovedOftenError](err); ok {
		return b.decideInForm(ctx, r, often)
	}
	return b.submitted(ctx, r, receipt, err)
}
