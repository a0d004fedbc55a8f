package slackbot

import (
	"context"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/slackbot/view"
)

// pressSay shows what to say to a lead, ready to copy. All that is asked before the form opens is the database.
func (b *Bot) pressSay(ctx context.Context, r *request) (answer, error) {
	meta := view.Meta{Value: view.Value{Lead: r.pressed.Lead}}
	s, err := b.say(ctx, r, meta)
	if err != nil {
		return answer{}, err
	}
	modal := r.view.SayModal(view.SayForm{Meta: meta, Saying: s})
	return answer{open: &modal}, nil
}

// refreshSay shows it for something else, in another language or put another way.
func (b *Bot) refreshSay(ctx context.Context, r *request) (answer, error) {
	meta := r.meta
	meta.Say = view.ReadSay(r.form.State, meta.Say)
	s, err := b.say(ctx, r, meta)
	if err != nil {
		return answer{}, err
	}
	modal := r.view.SayModal(view.SayForm{Meta: meta, Saying: s})
	return answer{update: &modal}, nil
}

// submitSay sends the text to who looks at it: a phone copies from messages, not from forms. Submitted twice, it may come twice.
func (b *Bot) submitSay(ctx context.Context, r *request) (answer, error) {
	meta := r.meta
	meta.Say = view.ReadSay(r.form.State, meta.Say)
	s, err := b.say(ctx, r, meta)
	if err != nil {
		return answer{}, err
	}
	m := r.view.SayMessage(s, meta.Say)
	return answer{clear: true, dm: &m}, nil
}

func (b *Bot) say(ctx context.Context, r *request, meta view.Meta) (digest.Saying, error) {
	return b.Tracker.Say(ctx, r.Actor, meta.Lead, meta.Say.Situation)
}
