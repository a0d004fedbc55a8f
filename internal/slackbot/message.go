package slackbot

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/followup-bot/followup/internal/followup/quicklog"
	"github.com/followup-bot/followup/internal/slackbot/view"
	"github.com/followup-bot/followup/internal/tracker"
)

// written are the subtypes of messages that a person wrote. Edits, joins and the like are none.
var written = []string{"", "file_share", "thread_broadcast"}

// plainMessage understands what somebody writes to the bot like what stands behind /followup. The same message twice is one touch.
func (b *Bot) plainMessage(ctx context.Context, r *request) (answer, error) {
	e := r.event.Event
	r.typed = withoutCommand(r.typed)
	if e.ChannelType != "im" || !slices.Contains(written, e.Subtype) || e.BotID != "" || r.typed == "" || r.User == "" || r.User == b.self {
		return answer{}, nil
	}
	a, err := b.command(ctx, r)
	var problem quicklog.Problem
	switch {
	case errors.Is(err, tracker.ErrNotAllowedHere):
		return b.unlessBot(ctx, r, err)
	case errors.As(err, &problem) && isChat(problem):
		return b.helpOnce(ctx, r, err)
	case err != nil:
		return a, err
	case a.open != nil:
		return b.askToOpen(ctx, r)
	default:
		return a, nil
	}
}

// withoutCommand drops the command that some write out of habit.
func withoutCommand(typed string) string {
	typed = strings.TrimSpace(typed)
	if rest, ok := strings.CutPrefix(typed, "/followup"); ok {
		return strings.TrimSpace(rest)
	}
	return typed
}

// unlessBot passes on that somebody is refused, but answers no bot: two of them would go on for ever.
func (b *Bot) unlessBot(ctx context.Context, r *request, refused error) (answer, error) {
	if person, err := b.Tracker.Person(ctx, r.Workspace, r.User); err == nil && person.Bot {
		return answer{}, nil
	}
	return answer{}, refused
}

// isChat reports whether what was written is no attempt at a command: nothing in it is like one.
func isChat(p quicklog.Problem) bool {
	return p.Code == quicklog.UnknownVerb && (p.Params["suggestion"] == "" || !strings.ContainsAny(p.Params["text"], " \n"))
}

// helpOnce gives the help, once on a day. Whoever goes on chatting is told in a sentence.
func (b *Bot) helpOnce(ctx context.Context, r *request, misread error) (answer, error) {
	_, rep, err := b.Tracker.Enter(ctx, r.Actor)
	if err != nil {
		return answer{}, err
	}
	first, err := b.firstTime(ctx, r, "help/"+string(r.User)+"/"+b.todayOf(rep).String())
	if err != nil {
		return answer{}, err
	}
	if !first {
		return answer{}, misread
	}
	return b.help(ctx, r, rep, quicklog.Command{})
}

// askToOpen offers the form that is needed: an event can't open one. What was written waits in a draft.
func (b *Bot) askToOpen(ctx context.Context, r *request) (answer, error) {
	draft, err := b.draft(ctx, r)
	if err != nil {
		return answer{}, err
	}
	ask := r.view.OpenForm(int64(draft))
	return answer{tell: &ask}, nil
}

// reply answers a message where it was written. An event may come again, also to another replica: it is answered once, however often it
// was carried out. Whoever writes for the first time is welcomed.
func (b *Bot) reply(ctx context.Context, r *request, m view.Message) error {
	if first, err := b.firstTime(ctx, r, "answer/"+r.Request); err == nil && !first {
		return nil
	}
	if first, err := b.firstTime(ctx, r, tracker.WelcomeRequest+string(r.User)); err == nil && first {
		m = r.view.Welcomed(m)
	}
	return b.direct(ctx, r, m)
}

func (b *Bot) firstTime(ctx context.Context, r *request, key string) (bool, error) {
	a := r.Actor
	a.Request = key
	return b.Tracker.FirstTime(ctx, a)
}
