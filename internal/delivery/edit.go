package delivery

import (
	"context"
	"fmt"

	"github.com/followup-bot/followup/internal/followup"
)

// Edit brings a message up to date at once by another way than its lane: what somebody has just pressed. It reports false where there is
// nothing to do, or where the message is being edited now: whoever does that, or comes next, shows what was changed meanwhile. Where the
// other way fails, or the program dies on it, the lane edits.
func (e *Engine) Edit(
	ctx context.Context, w followup.WorkspaceID, channel, ts string, send func(context.Context, Item) error,
) (done bool, err error) {
	item, ours, err := e.outbox.ClaimPosted(ctx, w, channel, ts, e.o.Lease)
	if err != nil || !ours {
		return false, err
	}
	sending, cancel := context.WithTimeout(ctx, e.o.SendTimeout)
	defer cancel()
	ctx = context.WithoutCancel(ctx)
	if cause := guarded(func() error { return send(sending, item) }); cause != nil {
		if err := e.outbox.Retry(ctx, item, 0, false, false, cause.Error()); err != nil {
			return false, fmt.Errorf("give back an edit: %w", err)
		}
		return false, cause
	}
	return true, e.outbox.Settle(ctx, []Done{{Item: item, Sent: Sent{Channel: item.Channel, TS: item.TS}}}, e.clock.Now())
}

// guarded turns a panic into an error.
func guarded(do func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panicked: %v", p)
		}
	}()
	return do()
}
