package slackbot

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/delivery"
)

// lane lets the calls of one method through one at a time, and none while Slack wants to be left alone: whoever calls before
// Retry-After is over is kept out for longer. With a token that has died one call a minute is enough to find out that it lives again.
type lane struct {
	one   chan struct{}
	until time.Time // for whoever holds one
}

// lanes has one for each method. Every process learns of a limit by itself.
type lanes struct {
	clock  clockwork.Clock // real time
	mu     sync.Mutex
	byName map[string]*lane
}

// turnWait is how soon a call is tried again that never got its turn.
const turnWait = 2 * time.Second

// errHeld is the cause of a wait that Slack asked for earlier.
var errHeld = errors.New("slack asked to wait")

func (l *lanes) of(method string) *lane {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.byName == nil {
		l.byName = map[string]*lane{}
	}
	if l.byName[method] == nil {
		l.byName[method] = &lane{one: make(chan struct{}, 1)}
	}
	return l.byName[method]
}

// call makes a call of a method in its turn. Where it must not be made yet, it is not, and the error is a delivery.WaitError.
func (l *lanes) call(ctx context.Context, method string, do func() error) error {
	lane := l.of(method)
	select {
	case lane.one <- struct{}{}:
		defer func() { <-lane.one }()
	case <-ctx.Done():
		return delivery.WaitError{After: turnWait, Cause: ctx.Err()}
	}
	if left := l.clock.Until(lane.until); left > 0 {
		return delivery.WaitError{After: left, Cause: errHeld}
	}
	err := do()
	if limited, ok := errors.AsType[*slack.RateLimitedError](err); ok {
		lane.until = l.clock.Now().Add(limited.RetryAfter)
	} else if deadTokens[slackCode(err)] {
		lane.until = l.clock.Now().Add(deadTokenWait)
	}
	return err
}

// patiently is call for what nobody tries again: it waits as long as Slack asks for, while ctx lives.
func (l *lanes) patiently(ctx context.Context, method string, do func() error) error {
	for {
		err := l.call(ctx, method, do)
		var held delivery.WaitError
		if !errors.As(classified(err), &held) {
			return err
		}
		select {
		case <-l.clock.After(held.After):
		case <-ctx.Done():
			return err
		}
	}
}
