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

// renderPing says nothing first where it was done meanwhile, where the moment has gone by, or to somebody whose lead it no longer is.
func (b *Bot) renderPing(ctx context.Context, i delivery.Item) (view.Message, bool, error) {
	id, err := strconv.ParseInt(i.Subject, 10, 64)
	if err != nil {
		return view.Message{}, false, delivery.RefusedError{Code: "bad_subject"}
	}
	to := followup.UserID(i.Recipient)
	p, err := b.Tracker.Pinged(ctx, i.Workspace, followup.ObligationID(id))
	switch {
	case errors.Is(err, tracker.ErrNotFound): // its lead was taken back
		return b.viewOf(ctx, to).PingGone(), i.Posted(), nil
	case err != nil:
		return view.Message{}, false, err
	case p.Lead.Erased:
		return b.viewOf(ctx, to).ErasedMessage(), i.Posted(), nil
	case i.Posted():
		return b.viewOf(ctx, to).Ping(p, to), true, nil
	case !p.Owed.Open(), p.Lead.Owner != to && p.Cover != to, !p.Owner.FullMember(), p.Now.Sub(p.Owed.PingedAt) > followup.PingGrace:
		return view.Message{}, false, nil
	default:
		return b.viewOf(ctx, to).Ping(p, to), true, nil
	}
}

// pressOwed notes that the recap or the reminder went out.
func (b *Bot) pressOwed(ctx context.Context, r *request) (answer, error) {
	receipt, err := b.Tracker.SentOwed(ctx, r.Actor, r.pressed.Owed)
	return b.settled(ctx, r, receipt, err)
}

// pressRebook opens the log form for the next meeting with those who did not come.
func (b *Bot) pressRebook(ctx context.Context, r *request) (answer, error) {
	return b.openLog(ctx, r, view.LeadChoice{ID: r.pressed.Lead}, view.LogInput{Channel: followup.Email, Outcome: followup.MeetingSet})
}
