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

// lastRetry is how often Slack sends an event again.
const lastRetry = 3

// eventPayload is the part of an event that we read.
type eventPayload struct {
	EventID        string `json:"event_id"`
	TeamID         string `json:"team_id"`         // where it happened, which for a shared channel may be the other side's
	ContextTeamID  string `json:"context_team_id"` // through which workspace we learn of it
	Authorizations []struct {
		TeamID string `json:"team_id"`
	} `json:"authorizations"`
	Event struct {
		Type        string          `json:"type"`
		User        json.RawMessage `json:"user"` // an id, or the whole user in user_change
		Subtype     string          `json:"subtype"`
		BotID       string          `json:"bot_id"`
		Channel     string          `json:"channel"`
		ChannelType string          `json:"channel_type"`
		Tab         string          `json:"tab"`
		Text        string          `json:"text"`
		ThreadTS    string          `json:"thread_ts"`
	} `json:"event"`
}

// fromEvent reads an event. Slack sends it again where we didn't ack; the same event is one request, whatever its envelope.
func (b *Bot) fromEvent(e transport.Envelope) (*request, error) {
	var p eventPayload
	if err := json.Unmarshal(e.Payload, &p); err != nil {
		return nil, fmt.Errorf("read event: %w", err)
	}
	r := &request{
		Actor: b.actor("", followup.FromMessage, "event/"+p.EventID), kind: eventKind, name: p.Event.Type,
		channel: followup.ChannelID(p.Event.Channel), typed: p.Event.Text, thread: p.Event.ThreadTS, event: p,
		elsewhere: b.isElsewhere(p.TeamID) && !p.reaches(b.workspace),
	}
	var id string
	if json.Unmarshal(p.Event.User, &id) == nil {
		r.User = followup.UserID(id)
	}
	return r, nil
}

// reaches reports whether an event that happened elsewhere is shown to the app in a workspace.
func (p eventPayload) reaches(w followup.WorkspaceID) bool {
	if p.ContextTeamID == string(w) {
		return true
	}
	for _, a := range p.Authorizations {
		if a.TeamID == string(w) {
			return true
		}
	}
	return false
}

// event serves the events the manifest subscribes to. All can be repeated: they bring us up to date, and a message counts once.
func (b *Bot) event(ctx context.Context, r *request) (answer, error) {
	switch r.name {
	case "user_change": // (see person: whoever belongs to another workspace is a guest)
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
