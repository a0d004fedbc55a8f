package slackbot

import (
	"context"
	"errors"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/slackbot/view"
	"github.com/followup-bot/followup/internal/tracker"
)

// askDecision offers what else could be done with a lead that a line would put off once too often. What was typed waits in a draft.
func (b *Bot) askDecision(ctx context.Context, r *request, e tracker.MovedOftenError) (answer, error) {
	draft, err := b.draft(ctx, r)
	if err != nil {
		return answer{}, err
	}
	m := r.view.AskDecision(e.Lead, e.Next, r.said(), int64(draft), b.nowOf(ctx, r))
	return answer{tell: &m}, nil
}

// moveAnyway carries out a typed move although the lead was moved again and again.
func (b *Bot) moveAnyway(ctx context.Context, r *request) (answer, error) {
	r.anyway = true
	return b.pickLead(ctx, r)
}

// decideInForm asks for the decision in the form itself, which keeps what was filled in; sent once more, it moves the lead.
func (b *Bot) decideInForm(ctx context.Context, r *request, e tracker.MovedOftenError) (answer, error) {
	_, owner, err := b.Tracker.LeadFor(ctx, r.Actor, e.Lead.ID)
	if err != nil {
		return answer{}, err
	}
	modal := r.view.MoveModal(view.MoveForm{
		Meta: r.meta, Lead: e.Lead, Rep: owner, Now: b.Clock.Now(), On: e.To.On, At: e.To.At, Channel: e.To.Channel,
		Promised: e.To.Promised, Note: e.To.Note,
	})
	return answer{update: &modal}, nil
}

// pressGoodbye opens the form that logs a break-up, in the way the lead was to be reached where that can carry one.
func (b *Bot) pressGoodbye(ctx context.Context, r *request) (answer, error) {
	lead, _, err := b.Tracker.CheckFresh(ctx, r.Actor, target(r.pressed))
	if err != nil {
		return b.settledBadly(ctx, r, err)
	}
	in := view.LogInput{Channel: followup.Email, Outcome: followup.BreakUpSent}
	if lead.Recall != nil && lead.Recall.Channel != "" && in.Outcome.Fits(lead.Recall.Channel) {
		in.Channel = lead.Recall.Channel
	}
	return b.openLog(ctx, r, view.LeadChoice{ID: lead.ID}, in)
}

// pressHandOne opens the form that hands one lead over.
func (b *Bot) pressHandOne(ctx context.Context, r *request) (answer, error) {
	lead, _, err := b.Tracker.CheckFresh(ctx, r.Actor, target(r.pressed))
	if err != nil {
		return b.settledBadly(ctx, r, err)
	}
	draft, err := b.draft(ctx, r)
	if err != nil {
		return answer{}, err
	}
	meta := view.Meta{Value: r.pressed, Message: r.lasting()}
	meta.Draft = int64(draft)
	modal := r.view.GiveModal(meta, lead)
	return answer{open: &modal}, nil
}

func (b *Bot) submitHandOne(ctx context.Context, r *request) (answer, error) {
	receipt, err := b.Tracker.HandLead(ctx, r.Actor, target(r.meta.Value), view.ReadReassign(r.form.State).To)
	if errors.Is(err, tracker.ErrInactiveOwner) || errors.Is(err, tracker.ErrNotATeammate) {
		sentence, _ := b.sentence(ctx, r, err)
		return refuse(r, map[string]string{view.BlockTo: sentence}), nil
	}
	return b.submitted(ctx, r, receipt, err)
}
