package slackbot

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/delivery"
	"github.com/followup-bot/followup/internal/followup"
)

// Limits is what all replicas know together: whose turn it is to call a method, and which methods Slack wants left alone, and for how
// long. Method "*" stands for all of them.
type Limits interface {
	// TakeTurn takes the turn to call a method where nobody else is calling it and it isn't blocked: then it is ours until it is given
	// back, and for so long at most.
	TakeTurn(ctx context.Context, w followup.WorkspaceID, method, turn string, most time.Duration) (delivery.Turn, error)
	// GiveTurn lets the next call be made, so long after this one was begun.
	GiveTurn(ctx context.Context, w followup.WorkspaceID, method, turn string, gap time.Duration) error
	// Block has a method left alone for a while, and its calls spaced for another.
	Block(ctx context.Context, w followup.WorkspaceID, method string, wait, spaced time.Duration) error
	// Blocked returns for how long a method is still to be left alone; 0: it isn't. doubtful: the token was dead when it was last used.
	Blocked(ctx context.Context, w followup.WorkspaceID, method string) (left time.Duration, doubtful bool, err error)
	// Trust ends the doubt about the token.
	Trust(ctx context.Context, w followup.WorkspaceID) error
}

// everyMethod is left alone while the token is dead: one call a minute, of whichever method and replica, is enough to find out that it
// lives again.
const everyMethod = "*"

// lanes keep what Slack asks for: calls of a method one after another, whichever replica makes them, and none while it wants to be
// left alone. Whoever calls before Retry-After is over is kept out for longer.
type lanes struct {
	shared    Limits
	workspace func() followup.WorkspaceID
	clock     clockwork.Clock // real time
	log       *slog.Logger
	mu        sync.Mutex
	byMethod  map[string]*lane
}

// lane is one method's.
type lane struct {
	one   chan struct{} // held by the call of this process that is made or waits for its turn
	mu    sync.Mutex
	until time.Time // as this process knows it, also while the database is away
	calls int       // of this process, since Slack last asked to wait
}

const (
	// putBack is how soon a call is tried again that never got its turn.
	putBack = 2 * time.Second
	// turnLasts is longer than a call may take; when it is over, the replica whose turn it was is dead.
	turnLasts = 15 * time.Second
	// turnWait is how soon a turn is asked for again that is another replica's.
	turnWait = 10 * time.Millisecond
	// spacing keeps below several hundred calls a minute, the least that Slack documents for messages to different people.
	spacing = 210 * time.Millisecond
	// few calls in a row are no more than come together in a second at that spacing.
	few = 5
	// spacedFor is how long the spacing outlasts the wait that it began with.
	spacedFor = time.Minute
	// askTime is how long a call waits for what the replicas know together.
	askTime = time.Second
)

// errHeld is the cause of a wait that Slack asked for earlier.
var errHeld = errors.New("slack asked to wait")

// errAlone says that what the replicas know together can't be had.
var errAlone = errors.New("the other replicas' calls are not known")

func (l *lanes) of(method string) *lane {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.byMethod == nil {
		l.byMethod = map[string]*lane{}
	}
	if l.byMethod[method] == nil {
		l.byMethod[method] = &lane{one: make(chan struct{}, 1)}
	}
	return l.byMethod[method]
}

// call makes a call of a method after the ones before it have been answered. Where it must not be made yet, or it can't be known
// whether it may, it is not, and the error is a delivery.WaitError: who has lost the database sends nothing.
func (l *lanes) call(ctx context.Context, method string, do func() error) error {
	err := l.inTurn(ctx, method, do)
	if errors.Is(err, errAlone) {
		return delivery.WaitError{After: putBack, Cause: err}
	}
	return err
}

// patiently is call for what nobody tries again: it waits as long as Slack asks for, while ctx lives, and goes by what this process
// knows where the database is away.
func (l *lanes) patiently(ctx context.Context, method string, do func() error) error {
	for {
		err := l.inTurn(ctx, method, do)
		if errors.Is(err, errAlone) {
			err = l.made(ctx, method, do)
		}
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

// atOnce makes a call beside others of its method, for somebody who is waiting: what they pressed counts for three seconds. Where it
// must not be made, the error is a delivery.WaitError.
func (l *lanes) atOnce(ctx context.Context, method string, do func() error) error {
	asking, cancel := context.WithTimeout(ctx, askTime)
	defer cancel()
	left, doubtful, err := l.shared.Blocked(asking, l.workspace(), method)
	if err == nil && left > 0 {
		return delivery.WaitError{After: left, Cause: errHeld}
	}
	if doubtful {
		return l.tried(ctx, method, do)
	}
	return l.made(ctx, method, do)
}

// inTurn makes a call when it is its turn.
func (l *lanes) inTurn(ctx context.Context, method string, do func() error) error {
	lane := l.of(method)
	select {
	case lane.one <- struct{}{}:
		defer func() { <-lane.one }()
	case <-ctx.Done():
		return delivery.WaitError{After: putBack, Cause: ctx.Err()}
	}
	name := rand.Text()
	turn, err := l.take(ctx, method, name)
	if err != nil {
		return err
	}
	gap := time.Duration(0)
	if turn.Spaced {
		gap = spacing
	}
	defer l.give(ctx, method, name, gap)
	if turn.Doubtful {
		return l.tried(ctx, method, do)
	}
	return l.made(ctx, method, do)
}

// take waits until it is our turn to call a method.
func (l *lanes) take(ctx context.Context, method, name string) (delivery.Turn, error) {
	for {
		asking, cancel := context.WithTimeout(ctx, askTime)
		turn, err := l.shared.TakeTurn(asking, l.workspace(), method, name, turnLasts)
		var left time.Duration
		if err == nil && !turn.Ours {
			left, _, err = l.shared.Blocked(asking, l.workspace(), method)
		}
		cancel()
		switch {
		case err != nil:
			return delivery.Turn{}, fmt.Errorf("%w: %w", errAlone, err)
		case turn.Ours:
			return turn, nil
		case left > 0:
			return delivery.Turn{}, delivery.WaitError{After: left, Cause: errHeld}
		}
		select {
		case <-l.clock.After(turnWait):
		case <-ctx.Done():
			return delivery.Turn{}, delivery.WaitError{After: putBack, Cause: ctx.Err()}
		}
	}
}

// give lets the next call of a method be made, so long after this one was begun. Where it can't, the turn ends by itself.
func (l *lanes) give(ctx context.Context, method, name string, gap time.Duration) {
	if err := l.shared.GiveTurn(context.WithoutCancel(ctx), l.workspace(), method, name, gap); err != nil {
		l.log.WarnContext(ctx, "turn not given back", "method", method, "error", err)
	}
}

// made makes a call unless this process knows that it mustn't, and tells the others when Slack asks to be left alone.
func (l *lanes) made(ctx context.Context, method string, do func() error) error {
	if left := max(l.of(method).left(l.clock), l.of(everyMethod).left(l.clock)); left > 0 {
		return delivery.WaitError{After: left, Cause: errHeld}
	}
	l.of(method).count()
	err := do()
	if limited, ok := errors.AsType[*slack.RateLimitedError](err); ok {
		l.block(ctx, method, limited.RetryAfter)
	} else if deadTokens[slackCode(err)] {
		l.block(ctx, everyMethod, deadTokenWait)
	}
	return err
}

// block notes a limit for this process and for the others. Calls follow one another as fast as they are answered, which meets a limit
// best that lets some through at once. Where Slack lets only few through before it asks to wait, the whole seconds that it asks for
// would cost more than the limit itself: then they are spaced for a time.
func (l *lanes) block(ctx context.Context, method string, wait time.Duration) {
	spaced := time.Duration(0)
	if l.of(method).hold(l.clock.Now().Add(wait)) <= few {
		spaced = wait + spacedFor
	}
	if err := l.shared.Block(context.WithoutCancel(ctx), l.workspace(), method, wait, spaced); err != nil {
		l.log.WarnContext(ctx, "limit not told to other replicas", "method", method, "error", err)
	}
}

func (l *lane) left(clock clockwork.Clock) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	return clock.Until(l.until)
}

func (l *lane) count() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.calls++
}

// hold keeps calls back and returns how many there were since it last did.
func (l *lane) hold(until time.Time) (calls int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.until = until
	calls, l.calls = l.calls, 0
	return calls
}
