package slackbot

import (
	"cmp"
	"context"
	"errors"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/slackbot/view"
	"github.com/followup-bot/followup/internal/tracker"
)

func (b *Bot) editSnooze(r *request, of digest.Editing, meta view.Meta) answer {
	until := of.Event.Detail.Until.In(of.Owner.Location())
	form := view.SnoozeForm{Meta: meta, Lead: of.Was, Rep: of.Owner, Until: calendar.DateOf(until), Note: of.Event.Detail.Note}
	if at := calendar.TimeOfDayOf(until); at != 0 {
		form.At = &at
	}
	modal := r.view.SnoozeModal(form)
	return answer{open: &modal}
}

func (b *Bot) submitSnooze(ctx context.Context, r *request) (answer, error) {
	in := view.ReadMove(r.form.State)
	if in.On.IsZero() {
		return refuse(r, map[string]string{view.BlockMoveDate: r.view.NoNextStep()}), nil
	}
	_, owner, err := b.Tracker.LeadFor(ctx, r.Actor, r.meta.Lead)
	if err != nil {
		return answer{}, err
	}
	at := calendar.Clock(0, 0)
	if in.At != nil {
		at = *in.At
	}
	receipt, err := b.Tracker.EditSnooze(ctx, r.Actor, r.meta.Edit, calendar.At(in.On, at, owner.Location()), in.Note)
	return b.submitted(ctx, r, receipt, err)
}

func (b *Bot) editClose(r *request, of digest.Editing, meta view.Meta) answer {
	next := of.Event.Detail.Next
	modal := r.view.CloseModal(view.CloseForm{
		Meta: meta, Lead: of.Was, Input: view.NextInput{Kind: next.Kind, Value: amountOf(of), Reason: of.Event.Detail.Note},
	})
	return answer{open: &modal}
}

// amountOf is the amount that a win is filled in with, as it can be typed.
func amountOf(of digest.Editing) string {
	amount := of.Was.Value
	if next := of.Event.Detail.Next; next != nil && next.Value != nil {
		amount = next.Value
	}
	if amount == nil {
		return ""
	}
	return amount.String()
}

// refreshClose asks what belongs to how the lead ended.
func (b *Bot) refreshClose(ctx context.Context, r *request) (answer, error) {
	of, err := b.Tracker.Editing(ctx, r.Actor, r.meta.Edit)
	if err != nil {
		return answer{}, err
	}
	in := view.ReadClose(r.form.State)
	in.Value = cmp.Or(in.Value, amountOf(of))
	modal := r.view.CloseModal(view.CloseForm{Meta: r.meta, Lead: of.Was, Input: in})
	return answer{update: &modal}, nil
}

func (b *Bot) submitClose(ctx context.Context, r *request) (answer, error) {
	in := view.ReadClose(r.form.State)
	next := followup.NextStep{Kind: in.Kind, Reason: in.Reason}
	if in.Kind == followup.NextWon {
		value, wrong := r.money(in.Value, view.BlockAmount)
		if len(wrong) > 0 {
			return refuse(r, wrong), nil
		}
		next.Value = value
	}
	receipt, err := b.Tracker.EditClose(ctx, r.Actor, r.meta.Edit, next)
	return b.submitted(ctx, r, receipt, err)
}

func (b *Bot) editHandOver(r *request, of digest.Editing, meta view.Meta) answer {
	modal := r.view.HandOverModal(view.HandOverForm{Meta: meta, Lead: of.Was, From: of.Owner.Name, To: of.Event.Detail.To})
	return answer{open: &modal}
}

func (b *Bot) submitHandOver(ctx context.Context, r *request) (answer, error) {
	receipt, err := b.Tracker.EditReassign(ctx, r.Actor, r.meta.Edit, view.ReadReassign(r.form.State).To)
	if errors.Is(err, tracker.ErrInactiveOwner) {
		return refuse(r, map[string]string{view.BlockTo: r.view.InactiveOwner("")}), nil
	}
	return b.submitted(ctx, r, receipt, err)
}
