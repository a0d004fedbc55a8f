package slackbot

import (
	"context"
	"fmt"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/delivery"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/slackbot/view"
	"github.com/followup-bot/followup/internal/tracker"
)

// home has the Home tab of whoever opens it drawn, and kept true from then on.
func (b *Bot) home(ctx context.Context, r *request) (answer, error) {
	if r.event.Event.Tab != "home" {
		return answer{}, nil
	}
	return answer{changed: true}, b.Tracker.OpenHome(ctx, r.Actor)
}

// sendHome draws a Home tab from what is true now. Its view's hash is the one of the drawing that we know of: a call that was held up
// and comes late is refused by Slack, because the tab was drawn since.
func (b *Bot) sendHome(ctx context.Context, i delivery.Item) (delivery.Sent, error) {
	sent, err := b.drawHome(ctx, i, i.TS)
	if slackCode(err) == "hash_conflict" { // drawn by a call whose answer we never had: draw over it what is true by now
		sent, err = b.drawHome(ctx, i, "")
	}
	return sent, classified(err)
}

func (b *Bot) drawHome(ctx context.Context, i delivery.Item, hash string) (delivery.Sent, error) {
	home, err := b.Tracker.Home(ctx, i.Workspace, followup.UserID(i.Recipient))
	if err != nil {
		return delivery.Sent{}, err
	}
	if !home.Day.Rep.FullMember() {
		return delivery.Sent{Channel: i.Channel, TS: i.TS, Skipped: !i.Posted()}, nil
	}
	return b.publish(ctx, followup.UserID(i.Recipient), b.viewOf(ctx, home.Day.Rep.ID).Home(home), hash)
}

// publish draws a Home tab. With a hash it does so only where the tab shows what that hash stands for.
func (b *Bot) publish(ctx context.Context, to followup.UserID, tab slack.HomeTabViewRequest, hash string) (delivery.Sent, error) {
	wish := slack.PublishViewContextRequest{UserID: string(to), View: tab}
	if hash != "" {
		wish.Hash = &hash
	}
	var sent delivery.Sent
	err := b.lanes.call(ctx, "views.publish", func() error {
		drawn, err := b.API.PublishViewContext(ctx, wish)
		if err == nil {
			sent = delivery.Sent{Channel: drawn.ID, TS: drawn.Hash}
		}
		return err
	})
	if err != nil {
		return sent, fmt.Errorf("draw home: %w", err)
	}
	return sent, nil
}

// onHome reports whether somebody pressed something on their Home tab, or in a form that began there.
func (r *request) onHome() bool { return r.form != nil && r.begun() == followup.FromHome }

// begun is the surface on which it began what somebody does, where that is more than a command or a button of a message.
func (r *request) begun() followup.Source {
	switch {
	case r.form != nil && r.form.Type == slack.VTHomeTab:
		return followup.FromHome
	case r.form != nil:
		return r.meta.From
	case r.isShortcut():
		return followup.FromShortcut
	case r.name == view.ActOpenTyped:
		return followup.FromMessage
	default:
		return ""
	}
}

// where turns an answer into one that fits where it began. A form remembers that. On Home nobody is written to: what became of a form
// shows there. What can't be said there, or in answer to a shortcut, stands in a form of its own.
func (a answer) where(r *request) answer {
	from := r.begun()
	if from == "" {
		return a
	}
	pressed := r.isShortcut() || (from == followup.FromHome && r.kind == string(slack.InteractionTypeBlockActions))
	switch {
	case a.clear && from == followup.FromHome:
		a.tell, a.dm, a.changed = nil, nil, true
	case a.tell != nil && a.open == nil && a.update == nil && pressed:
		notice := r.view.Notice(*a.tell)
		a.open, a.tell = &notice, nil
	}
	for _, form := range []*slack.ModalViewRequest{a.open, a.update} {
		if form != nil {
			form.PrivateMetadata = view.BegunOn(form.PrivateMetadata, from)
		}
	}
	return a
}

// refreshHome has the Home tab drawn again on which somebody pressed what was out of date. What it shows is stored already: where this
// fails, it is only old.
func (b *Bot) refreshHome(ctx context.Context, a tracker.Actor) {
	if err := b.Tracker.OpenHome(ctx, a); err != nil {
		b.Log.WarnContext(ctx, "home not redrawn", "error", err)
	}
}
