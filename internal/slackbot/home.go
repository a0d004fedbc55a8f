package slackbot

import (
	"context"
	"fmt"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/slackbot/view"
)

// home draws the Home tab of whoever opens it: today's list.
func (b *Bot) home(ctx context.Context, r *request) (answer, error) {
	if r.event.Event.Tab != "home" {
		return answer{}, nil
	}
	return b.homeAnswer(ctx, r)
}

// homeAnswer has the Home tab drawn from the current state, once the ack is out.
func (b *Bot) homeAnswer(ctx context.Context, r *request) (answer, error) {
	rep, err := b.Tracker.Settings(ctx, r.Actor)
	if err != nil {
		return answer{}, err
	}
	m, err := b.todayMessage(ctx, r, rep)
	if err != nil {
		return answer{}, err
	}
	return answer{after: func(ctx context.Context) error { return b.publish(ctx, r, m) }}, nil
}

func (b *Bot) publish(ctx context.Context, r *request, m view.Message) error {
	_, err := b.API.PublishViewContext(ctx, slack.PublishViewContextRequest{
		UserID: string(r.User),
		View:   slack.HomeTabViewRequest{Type: slack.VTHomeTab, Blocks: slack.Blocks{BlockSet: m.Blocks}},
	})
	if err != nil {
		return fmt.Errorf("draw home: %w", err)
	}
	return nil
}
