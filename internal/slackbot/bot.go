// Package slackbot is Followup in Slack: it turns what people type, press and submit into use cases, and sends what is waiting.
package slackbot

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/delivery"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/quicklog"
	"github.com/followup-bot/followup/internal/tracker"
)

// Deps are what a Bot works with.
type Deps struct {
	API     *slack.Client
	APIURL  string       // where that is; empty: Slack's own
	HTTP    *http.Client // for response URLs
	Tracker *tracker.Tracker
	Limits  Limits
	Clock   clockwork.Clock // business time
	Real    clockwork.Clock // technical time: response URLs die by it
	Log     *slog.Logger
	Wake    func()                                           // has waiting deliveries looked at soon
	Edit    Edit                                             // edits a message of a delivery by another way than its lane; nil: none is
	Served  func(kind, name, result string, t time.Duration) // counts envelopes, for metrics
}

// Edit edits the message that stands in a channel, by send, where it is out of date and nobody else is at it; see [delivery.Engine.Edit].
type Edit func(ctx context.Context, w followup.WorkspaceID, channel, ts string, send func(context.Context, delivery.Item) error) (bool, error)

// Bot serves one workspace.
type Bot struct {
	Deps
	workspace followup.WorkspaceID
	self      followup.UserID
	url       string // of the workspace: links to its messages begin with it
	commands  map[verb]commandHandler
	doings    map[quicklog.Doing]commandHandler
	presses   map[string]handler
	submits   map[string]handler
	shortcuts map[string]handler
	newest    newest
	directory directory
	lanes     lanes
	atWork    places
}

// New returns a bot that has not connected yet.
func New(d Deps) *Bot {
	b := &Bot{Deps: d, atWork: newPlaces(fewAtOnce(), atOnce)}
	b.lanes = lanes{shared: d.Limits, workspace: b.Workspace, clock: d.Real, log: d.Log}
	b.commands = b.commandRoutes()
	b.doings = b.doingRoutes()
	b.presses = b.pressRoutes()
	b.submits = b.submitRoutes()
	b.shortcuts = b.shortcutRoutes()
	return b
}

// Connect asks Slack who we are; nothing is served before.
func (b *Bot) Connect(ctx context.Context) error {
	who, err := b.API.AuthTestContext(ctx)
	if err != nil {
		return fmt.Errorf("ask Slack who we are: %w", err)
	}
	b.workspace, b.self, b.url = followup.WorkspaceID(who.TeamID), followup.UserID(who.UserID), who.URL
	return nil
}

// Workspace returns the workspace the bot serves, once it is connected.
func (b *Bot) Workspace() followup.WorkspaceID { return b.workspace }
