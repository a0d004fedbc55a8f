package slackbot

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/delivery"
	"github.com/followup-bot/followup/internal/slackbot/transport"
)

// Refused reports whether Slack refused the token when a replica last used it.
func (b *Bot) Refused(ctx context.Context) (bool, error) {
	_, doubtful, err := b.Limits.Blocked(ctx, b.workspace, everyMethod)
	return doubtful, err
}

// TryToken finds out whether a token that Slack refused is good again, where it may be asked now. It heals nothing else, so that a bot
// which has nothing to say is not taken for dead for ever.
func (b *Bot) TryToken(ctx context.Context) error {
	err := b.lanes.call(ctx, "auth.test", func() error {
		_, err := b.API.AuthTestContext(ctx)
		return err
	})
	if _, wait := errors.AsType[delivery.WaitError](classified(err)); wait {
		return nil
	}
	return err
}

// tried makes a call with a token that was dead when it was last used: one at a time, whatever its method. Where Slack takes the token
// the others may follow.
func (l *lanes) tried(ctx context.Context, method string, do func() error) error {
	name := rand.Text()
	asking, cancel := context.WithTimeout(ctx, askTime)
	turn, err := l.shared.TakeTurn(asking, l.workspace(), everyMethod, name, turnLasts)
	cancel()
	switch {
	case err != nil:
		return fmt.Errorf("%w: %w", errAlone, err)
	case !turn.Ours:
		return delivery.WaitError{After: putBack, Cause: errHeld}
	}
	defer l.give(ctx, everyMethod, name, 0)
	err = l.made(ctx, method, do)
	if code := slackCode(err); err == nil || code != "" && !deadTokens[code] {
		if err := l.shared.Trust(context.WithoutCancel(ctx), l.workspace()); err != nil {
			l.log.WarnContext(ctx, "token not noted as good", "error", err)
		}
	}
	return err
}

// methodConnect opens a connection. It is called with the app-level token, so the bot token's death doesn't keep it back.
const methodConnect = "apps.connections.open"

// Opener asks Slack for connections, and not while Slack has asked any replica to wait.
func (b *Bot) Opener(o transport.Opener) transport.Opener { return sharedOpener{o, b} }

type sharedOpener struct {
	transport.Opener

	b *Bot
}

// OpenConnection fails with a slack.RateLimitedError while connections are to be left alone. Without a database it asks Slack.
func (o sharedOpener) OpenConnection(ctx context.Context) (string, error) {
	asking, cancel := context.WithTimeout(ctx, askTime)
	left, _, err := o.b.Limits.Blocked(asking, o.b.workspace, methodConnect)
	cancel()
	if err == nil && left > 0 {
		return "", &slack.RateLimitedError{RetryAfter: left}
	}
	address, err := o.Opener.OpenConnection(ctx)
	if limited, ok := errors.AsType[*slack.RateLimitedError](err); ok {
		if err := o.b.Limits.Block(context.WithoutCancel(ctx), o.b.workspace, methodConnect, limited.RetryAfter, 0); err != nil {
			o.b.Log.WarnContext(ctx, "limit not told to other replicas", "method", methodConnect, "error", err)
		}
	}
	return address, err
}
