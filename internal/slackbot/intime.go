package slackbot

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/followup-bot/followup/internal/slackbot/view"
	"github.com/followup-bot/followup/internal/tracker"
)

// lastMoment is how long a person waits for a handler at most: what is left of Slack's three seconds is for the answer.
const lastMoment = 2600 * time.Millisecond

// errTooLate says that a handler was still at work at the last moment.
var errTooLate = errors.New("not carried out in time")

// errTooLateToKnow says that it was about to commit, or had.
var errTooLateToKnow = fmt.Errorf("%w: %w", errTooLate, tracker.ErrUnsure)

// result is what became of a request. The request is as the handler left it.
type result struct {
	r        *request
	answer   answer
	refused  bool
	err      error // not the person's to mend
	panicked any
}

// inTime carries a request out and explains what went wrong, but keeps nobody waiting: a database that froze takes no notice of a
// context that has ended. What is given up like this has not been committed and won't be, because its context has ended, unless the
// commit itself was under way, which is then told. ended is closed once the handler is through.
func (b *Bot) inTime(ctx context.Context, r *request, handle handler) (_ result, ended <-chan struct{}) {
	ctx, doubt := tracker.WithDoubt(ctx)
	done, through := make(chan result, 1), make(chan struct{})
	own := *r // it may still be changed by the handler when we have given it up
	go func() {
		defer close(through)
		defer func() {
			if p := recover(); p != nil {
				done <- result{r: r, panicked: p}
			}
		}()
		done <- b.served(ctx, &own, handle)
	}()
	select {
	case res := <-done:
		return res, through
	case <-b.Real.After(lastMoment):
		r.view = view.For("") // the directory may be what is too late
		why := errTooLate
		if doubt.Begun() {
			why = errTooLateToKnow
		}
		a, err := b.explain(ctx, r, why)
		return result{r: r, answer: a, refused: true, err: err}, through
	}
}

func (b *Bot) served(ctx context.Context, r *request, handle handler) result {
	r.view = b.viewOf(ctx, r.User)
	a, err := b.carryOut(ctx, r, handle)
	if err == nil {
		return result{r: r, answer: a}
	}
	a, err = b.explain(ctx, r, err)
	return result{r: r, answer: a, refused: true, err: err}
}
