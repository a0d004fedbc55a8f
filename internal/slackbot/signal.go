package slackbot

import (
	"context"
	"errors"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/quicklog"
	"github.com/followup-bot/followup/internal/slackbot/view"
	"github.com/followup-bot/followup/internal/tracker"
)

// signalTyped serves `/followup signal acme pricing-page "seen twice"`. Without a kind a form asks for it; where no lead is called like all
// that was typed, its last word was to be the kind.
func (b *Bot) signalTyped(ctx context.Context, r *request, rep followup.Rep, c quicklog.Command) (answer, error) {
	if c.Signal == "" && c.Lead != "" && r.pressed.Lead == 0 {
		found, err := b.Tracker.Named(ctx, r.Actor, c.Lead, 1)
		if err != nil {
			return answer{}, err
		}
		if problem, ok := c.NoSignal(r.typed); ok && len(found) == 0 {
			return answer{}, problem
		}
	}
	return b.onLead(b.signalOn)(ctx, r, rep, c)
}

func (b *Bot) signalOn(ctx context.Context, r *request, rep followup.Rep, c quicklog.Command, lead digest.Match) (answer, error) {
	switch c.Signal {
	case "":
		return b.openSignal(ctx, r, lead.Lead.ID, c.Note)
	case followup.SignalReply: // one rule, whichever word was typed
		return b.replyTyped(ctx, r, rep, c, lead)
	default:
	}
	receipt, err := b.Tracker.Signal(ctx, r.Actor, tracker.Target{Lead: lead.Lead.ID}, c.Signal, c.Note)
	if refused, ok := errors.AsType[tracker.Refused](err); ok && errors.Is(refused.Why, tracker.ErrClosed) {
		m := r.view.SignalOnClosed(refused.Lead, r.said())
		return answer{tell: &m}, nil
	}
	return b.receipt(r, receipt, err)
}

// openSignal opens the form that asks what happened about a lead.
func (b *Bot) openSignal(ctx context.Context, r *request, id followup.LeadID, note string) (answer, error) {
	lead, _, err := b.Tracker.LeadFor(ctx, r.Actor, id)
	switch {
	case err != nil:
		return answer{}, err
	case lead.State == followup.DoNotContact:
		return answer{}, tracker.Refused{Why: tracker.ErrDoNotContact, Lead: lead}
	case lead.Recall == nil:
		return answer{}, tracker.Refused{Why: tracker.ErrClosed, Lead: lead}
	}
	draft, err := b.draft(ctx, r)
	if err != nil {
		return answer{}, err
	}
	meta := view.Meta{Value: view.Value{Lead: id, Draft: int64(draft)}, Message: r.lasting()}
	modal := r.view.SignalModal(view.SignalForm{Meta: meta, Lead: lead, Note: note})
	return answer{open: &modal}, nil
}

// submitSignal notes what the form says.
func (b *Bot) submitSignal(ctx context.Context, r *request) (answer, error) {
	kind, note := view.ReadSignal(r.form.State)
	if !kind.Valid() {
		return refuse(r, map[string]string{view.BlockSignal: r.view.Missing()}), nil
	}
	receipt, err := b.Tracker.Signal(ctx, r.Actor, tracker.Target{Lead: r.meta.Lead}, kind, note)
	return b.submitted(ctx, r, receipt, err)
}
