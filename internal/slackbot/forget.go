package slackbot

import (
	"context"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/quicklog"
	"github.com/followup-bot/followup/internal/slackbot/view"
)

func (b *Bot) forgetTyped(ctx context.Context, r *request, _ followup.Rep, _ quicklog.Command, lead digest.Match) (answer, error) {
	return b.openForget(ctx, r, lead.Lead.ID)
}

func (b *Bot) pressForget(ctx context.Context, r *request) (answer, error) {
	return b.openForget(ctx, r, r.pressed.Lead)
}

// openForget asks whether what is known of a lead's people is really to be erased.
func (b *Bot) openForget(ctx context.Context, r *request, lead followup.LeadID) (answer, error) {
	erasure, err := b.Tracker.ToForget(ctx, r.Actor, lead)
	if err != nil {
		return answer{}, err
	}
	draft, err := b.draft(ctx, r)
	if err != nil {
		return answer{}, err
	}
	modal := r.view.ForgetModal(view.ForgetForm{
		Meta:    view.Meta{Value: view.Value{Lead: lead, Draft: int64(draft)}, Over: r.message != nil},
		Erasure: erasure, Now: b.nowOf(ctx, r), Me: r.User,
	})
	return answer{open: &modal}, nil
}

// submitForget erases. Its receipt takes the place of the answer that offered it, which names the lead.
func (b *Bot) submitForget(ctx context.Context, r *request) (answer, error) {
	if !view.ReadForget(r.form.State) {
		return refuse(r, map[string]string{view.BlockSure: r.view.Missing()}), nil
	}
	receipt, err := b.Tracker.Forget(ctx, r.Actor, r.meta.Lead)
	return b.submitted(ctx, r, receipt, err)
}
