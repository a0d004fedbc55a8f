package slackbot

import (
	"cmp"
	"encoding/json"
	"fmt"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/quicklog"
	"github.com/followup-bot/followup/internal/slackbot/transport"
	"github.com/followup-bot/followup/internal/slackbot/view"
	"github.com/followup-bot/followup/internal/tracker"
)

// request is what one envelope asks for, whichever surface it comes from.
type request struct {
	tracker.Actor
	view        view.View // what the person sees, in their language
	kind        string    // of envelope or interaction, for logs
	name        string    // of command, action or form, for logs
	trigger     string    // opens a form within three seconds, once
	responseURL string
	channel     followup.ChannelID
	channelName string
	typed       string           // what was typed behind the command, as it came
	value       string           // of the pressed button or chosen option
	thread      string           // where the answer to a message goes; empty: below it
	pressed     view.Value       // the same, decoded, where it is one
	message     *view.MessageRef // the message that was pressed
	ephemeral   bool             // that message is only visible to its reader
	block       string           // block id of the pressed element
	pressedAt   string           // when it was pressed, as Slack counts
	form        *slack.View      // the form that was submitted or pressed in
	meta        view.Meta        // its metadata
	anyway      bool             // add a lead although it may be known
	another     bool             // the lead is none of those that were shown
	accepted    bool             // save a cadence although it was warned of
	callback    slack.InteractionCallback
	event       eventPayload
	elsewhere   bool // it comes from another workspace than ours
}

// fromCommand reads a slash command. The same envelope twice is one request.
func (b *Bot) fromCommand(e transport.Envelope) (*request, error) {
	var c slack.SlashCommand
	if err := json.Unmarshal(e.Payload, &c); err != nil {
		return nil, fmt.Errorf("read command: %w", err)
	}
	return &request{
		Actor: b.actor(c.UserID, followup.FromCommand, "envelope/"+e.ID),
		kind:  "command", name: c.Command, trigger: c.TriggerID, responseURL: c.ResponseURL,
		channel: followup.ChannelID(c.ChannelID), channelName: c.ChannelName, typed: c.Text, elsewhere: b.isElsewhere(c.TeamID),
	}, nil
}

// fromInteraction reads a press, a submission or a suggestion. A form counts once however often it is submitted; a press once
// per envelope, and what it changes once per version of the recall it was shown with.
func (b *Bot) fromInteraction(e transport.Envelope) (*request, error) {
	var c slack.InteractionCallback
	if err := json.Unmarshal(e.Payload, &c); err != nil {
		return nil, fmt.Errorf("read interaction: %w", err)
	}
	r := &request{
		Actor: b.actor(c.User.ID, followup.FromButton, "envelope/"+e.ID),
		kind:  string(c.Type), trigger: c.TriggerID, responseURL: c.ResponseURL, callback: c,
		channel: followup.ChannelID(c.Container.ChannelID), channelName: c.Channel.Name, ephemeral: c.Container.IsEphemeral,
		elsewhere: b.isElsewhere(c.Team.ID),
	}
	if c.View.ID != "" {
		r.form = &c.View
		r.meta, _ = view.ParseMeta(c.View.PrivateMetadata)
	}
	switch c.Type {
	case slack.InteractionTypeViewSubmission:
		r.name, r.Source, r.Request = c.View.CallbackID, cmp.Or(r.meta.From, followup.FromModal), "view/"+c.View.ID
	case slack.InteractionTypeBlockActions:
		r.readPress(c)
		r.Source = cmp.Or(r.begun(), followup.FromButton)
	case slack.InteractionTypeBlockSuggestion:
		r.name, r.value = c.ActionID, c.Value
	case slack.InteractionTypeMessageAction:
		r.name, r.channel = c.CallbackID, followup.ChannelID(c.Channel.ID)
	default:
		r.name = c.CallbackID
	}
	return r, nil
}

// readPress takes the pressed element from a block action.
func (r *request) readPress(c slack.InteractionCallback) {
	if c.Container.MessageTs != "" {
		r.message = &view.MessageRef{Channel: r.channel, TS: c.Container.MessageTs, Delivery: deliveryOf(c.Message.Metadata)}
	}
	if len(c.ActionCallback.BlockActions) == 0 {
		return
	}
	a := c.ActionCallback.BlockActions[0]
	r.name, r.block, r.value, r.pressedAt = a.ActionID, a.BlockID, a.Value, a.ActionTs
	if a.SelectedOption.Value != "" {
		r.value = a.SelectedOption.Value
	}
	r.pressed, _ = view.ParseValue(r.value)
}

// isElsewhere reports whether something comes from another workspace: an app's sockets carry the envelopes of every workspace that
// has it, and a person's id means somebody only together with their workspace.
func (b *Bot) isElsewhere(team string) bool { return team != "" && team != string(b.workspace) }

// said is what was typed as the person saw it.
func (r *request) said() string { return quicklog.Unescape(r.typed) }

func (b *Bot) actor(user string, source followup.Source, request string) tracker.Actor {
	return tracker.Actor{Workspace: b.workspace, User: followup.UserID(user), Source: source, Request: request}
}
