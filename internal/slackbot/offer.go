package slackbot

import (
	"context"
	"errors"
	"strconv"

	"github.com/followup-bot/followup/internal/delivery"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/slackbot/view"
	"github.com/followup-bot/followup/internal/tracker"
)

// renderOffer offers a promise whose moment has gone by; nothing first where it was dealt with meanwhile.
func (b *Bot) renderOffer(ctx context.Context, i delivery.Item) (view.Message, bool, error) {
	id, err := strconv.ParseInt(i.Subject, 10, 64)
	if err != nil {
		return view.Message{}, false, delivery.RefusedError{Code: "bad_subject"}
	}
	o, err := b.Tracker.Offered(ctx, i.Workspace, followup.ObligationID(id))
	team, to := i.Kind == tracker.KindTeamOffer, followup.UserID(i.Recipient)
	v := b.viewOf(ctx, to)
	if team {
		v = b.viewOf(ctx, o.Owner.ID)
	}
	switch {
	case errors.Is(err, tracker.ErrNotFound):
		return v.PingGone(), i.Posted(), nil
	case err != nil:
		return view.Message{}, false, err
	case o.Lead.Erased:
		return v.ErasedMessage(), i.Posted(), nil
	case !i.Posted() && (!o.Owed.Open() || o.Taken):
		return view.Message{}, false, nil
	case team:
		return v.TeamOffer(o), true, nil
	default:
		return v.Offer(o, to), true, nil
	}
}

// pressOfferTeam offers a promise to the team at once.
func (b *Bot) pressOfferTeam(ctx context.Context, r *request) (answer, error) {
	if err := b.Tracker.OfferToTeam(ctx, r.Actor, r.pressed.Owed); err != nil {
		return answer{}, err
	}
	m := view.Say(r.view.Say("offer.asked"))
	return answer{tell: &m, changed: true}, nil
}

// pressTake takes a lead over whose promise was offered to the team.
func (b *Bot) pressTake(ctx context.Context, r *request) (answer, error) {
	receipt, err := b.Tracker.Take(ctx, r.Actor, r.pressed.Owed)
	if err != nil {
		return answer{}, err
	}
	m := r.view.Receipt(receipt, r.User)
	return answer{tell: &m, changed: true}, nil
}
