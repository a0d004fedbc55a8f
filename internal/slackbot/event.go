package slackbot

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/slackbot/transport"
)

// eventKind is the kind of a request that is an event.
const eventKind = "event"

// eventPayload is the part of an event that we read.
type eventPayload struct {
	EventID string `json:"event_id"`
	Event   struct {
		Type        string          `json:"type"`
		User        json.RawMessage `json:"user"` // an id, or the whole user in user_change
		Subtype     string          `json:"subtype"`
		BotID       string          `json:"bot_id"`
		Channel     string          `json:"channel"`
		ChannelType string          `json:"channel_type"`
		Tab         string          `json:"tab"`
	} `json:"event"`
}

// fromEvent reads an event. Slack sends it again where we didn't ack; the same event is one request, whatever its envelope.
func (b *Bot) fromEvent(e transport.Envelope) (*request, error) {
	var p eventPayload
	if err := json.Unmarshal(e.Payload, &p); err != nil {
		return nil, fmt.Errorf("read event: %w", err)
	}
	r := &request{Actor: b.actor("", followup.FromCommand, "event/"+p.EventID), kind: eventKind, name: p.Event.Type}
	r.event = p
	var id string
	if json.Unmarshal(p.Event.User, &id) == nil {
		r.User = followup.UserID(id)
	}
	return r, nil
}

// event serves the events the manifest subscribes to. All can be repeated: they only bring us up to date.
func (b *Bot) event(ctx context.Context, r *request) (answer, error) {
	switch r.name {
	case "user_change":
		var u slack.User
		if err := json.Unmarshal(r.event.Event.User, &u); err != nil {
			return answer{}, fmt.Errorf("read user: %w", err)
		}
		return answer{}, b.changed(ctx, u)
	case "message":
		return b.plainMessage(ctx, r)
	case "app_home_opened":
		return b.home(ctx, r)
	case "tokens_revoked", "app_uninstalled":
		b.Log.ErrorContext(ctx, "the app was removed from the workspace", "event", r.name)
	}
	return answer{}, nil
}

// plainMessage answers whoever writes to the bot with what it can do. Its own messages, edits and joins are none of that.
func (b *Bot) plainMessage(ctx context.Context, r *request) (answer, error) {
	e := r.event.Event
	if e.ChannelType != "im" || e.Subtype != "" || e.BotID != "" || r.User == "" || r.User == b.self {
		return answer{}, nil
	}
	rep, err := b.Tracker.Settings(ctx, r.Actor)
	if err != nil {
		return answer{}, err
	}
	first, err := b.Tracker.FirstTime(ctx, r.Actor)
	if err != nil || !first {
		return answer{}, err
	}
	welcome := r.view.Welcome(rep)
	return answer{dm: &welcome}, nil
}
