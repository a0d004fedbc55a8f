package slackbot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/slackbot/transport"
	"github.com/followup-bot/followup/internal/slackbot/view"
	"github.com/followup-bot/followup/internal/tracker"
)

// handler carries out one request. It has committed when it returns without an error.
type handler func(ctx context.Context, r *request) (answer, error)

// errPanicked stands for a defect of ours that ended a handler.
var errPanicked = errors.New("the handler panicked")

// slackWaits is how long Slack waits for an ack.
const slackWaits = 3 * time.Second

// answerWithin is how long a handler may take.
const answerWithin = 2200 * time.Millisecond

// afterwards is how long the calls behind an ack may take: longer than Slack asks to wait for, so that who wrote meanwhile is answered.
const afterwards = 90 * time.Second

// Handle serves one envelope: it reads it, finds its handler, carries it out and answers. It never panics, and it acks everything
// but an event that failed.
func (b *Bot) Handle(ctx context.Context, e transport.Envelope, ack transport.Ack) {
	begun := b.Real.Now()
	kind, name, how := e.Type, "", "ok"
	defer func() {
		if p := recover(); p != nil {
			how = "panic"
			b.Log.ErrorContext(ctx, "handler panicked", "envelope", e.ID, "type", e.Type, "panic", fmt.Sprint(p))
			b.apologise(ctx, ack)
		}
		b.Served(kind, name, how, b.Real.Since(begun))
	}()
	r, handle, err := b.route(e)
	if err != nil || handle == nil {
		how = "unknown"
		b.Log.WarnContext(ctx, "envelope not understood", "envelope", e.ID, "type", e.Type, "error", err)
		b.apologise(ctx, ack)
		return
	}
	kind, name = r.kind, r.name
	res, ended := b.inTime(ctx, r, handle)
	defer func() { <-ended }()
	switch {
	case res.panicked != nil: // nothing was committed, or it is known to who tries again
		how = "panic"
		b.Log.ErrorContext(ctx, "handler panicked", "envelope", e.ID, "kind", kind, "name", name, "panic", fmt.Sprint(res.panicked))
		r.view = b.viewOf(ctx, r.User)
		res.answer, _ = b.explain(ctx, r, errPanicked)
	case res.err != nil:
		how = "failed"
		b.Log.ErrorContext(ctx, "request failed", "envelope", e.ID, "kind", kind, "name", name, "user", r.User, "error", res.err)
		if kind == eventKind && e.RetryAttempt < lastRetry {
			return // not acked: Slack sends it again
		}
	case res.refused:
		how = "refused"
	}
	ctx, cancel := context.WithTimeout(ctx, afterwards)
	defer cancel()
	if err := b.give(ctx, res.r, res.answer, ack); err != nil {
		b.Log.ErrorContext(ctx, "answer not delivered", "envelope", e.ID, "kind", kind, "name", name, "user", r.User, "error", err)
	}
}

// apologise acks what could not be served; whoever waits sees Slack's own error rather than nothing.
func (b *Bot) apologise(ctx context.Context, ack transport.Ack) {
	if err := ack(ctx, nil); err != nil && !errors.Is(err, transport.ErrAlreadyAcked) {
		b.Log.WarnContext(ctx, "ack not sent", "error", err)
	}
}

// route reads an envelope and finds who serves it.
func (b *Bot) route(e transport.Envelope) (*request, handler, error) {
	switch e.Type {
	case "slash_commands":
		r, err := b.fromCommand(e)
		return r, b.command, err
	case "interactive":
		r, err := b.fromInteraction(e)
		if err != nil {
			return nil, nil, err
		}
		b.newest.note(r)
		return r, b.interaction(r), nil
	case "events_api":
		r, err := b.fromEvent(e)
		return r, b.event, err
	default:
		return nil, nil, nil
	}
}

func (b *Bot) interaction(r *request) handler {
	switch slack.InteractionType(r.kind) {
	case slack.InteractionTypeBlockActions:
		if r.form == nil && slices.Contains(inForms, r.name) {
			return nil
		}
		return b.presses[r.name]
	case slack.InteractionTypeViewSubmission:
		return b.submits[r.name]
	case slack.InteractionTypeBlockSuggestion:
		if r.name != view.ActLead {
			return nil
		}
		return b.suggest
	case slack.InteractionTypeShortcut, slack.InteractionTypeMessageAction:
		return b.shortcuts[r.name]
	default:
		return nil
	}
}

// carryOut runs a handler within the time Slack waits. What comes from another workspace is refused, and its events are none of ours. For
// somebody we had not heard of it runs again, once we have.
func (b *Bot) carryOut(ctx context.Context, r *request, handle handler) (answer, error) {
	ctx, cancel := context.WithTimeout(ctx, answerWithin)
	defer cancel()
	switch {
	case r.elsewhere && r.kind == eventKind:
		return answer{}, nil
	case r.elsewhere:
		return answer{}, tracker.ErrNotAllowedHere
	}
	a, err := b.insist(ctx, r, handle)
	if !errors.Is(err, tracker.ErrNotAllowedHere) {
		return a, err
	}
	if known, lookErr := b.introduce(ctx, r); lookErr != nil || known {
		return a, errors.Join(err, lookErr)
	}
	return b.insist(ctx, r, handle)
}

// tryAgainAfter is how soon a request is tried again that failed.
const tryAgainAfter = 200 * time.Millisecond

// insist runs a handler, and where the answer to its commit got lost again and again, until that is known or there is no time left: nobody
// may be told that nothing was stored while it may be. The same request counts once (G4), however often it is tried.
func (b *Bot) insist(ctx context.Context, r *request, handle handler) (answer, error) {
	var unsure error
	for {
		a, err := b.atWork.do(ctx, r, handle)
		switch {
		case errors.Is(err, tracker.ErrUnsure):
			unsure = err
		case unsure == nil, err == nil, !b.ours(ctx, r, err):
			return a, err
		}
		select {
		case <-ctx.Done():
			return a, errors.Join(err, unsure)
		case <-b.Real.After(tryAgainAfter):
			r.Insists = true
		}
	}
}
