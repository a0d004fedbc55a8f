package faulty

import (
	"context"
	"time"

	"github.com/followup-bot/followup/internal/delivery"
	"github.com/followup-bot/followup/internal/followup"
)

// outbox is an outbox whose calls fail.
type outbox struct {
	delivery.Outbox

	in *Injector
}

// Outbox returns o with calls that fail before they are made, or whose answer gets lost.
func (i *Injector) Outbox(o delivery.Outbox) delivery.Outbox { return outbox{o, i} }

// risk makes a call that may fail before, or after it was made.
func (i *Injector) risk(ctx context.Context, operation string, call func() error) error {
	kind := i.strike(ctx, operation, Before, After, Slow)
	if kind == Before {
		return ErrInjected
	}
	err := call()
	if err == nil && kind == After {
		return ErrInjected
	}
	return err
}

func (o outbox) Lanes(ctx context.Context, workspaces []followup.WorkspaceID, now time.Time) (lanes []delivery.Lane, err error) {
	err = o.in.risk(ctx, "lanes", func() (err error) {
		lanes, err = o.Outbox.Lanes(ctx, workspaces, now)
		return err
	})
	return lanes, err
}

// Claim may take rows and lose the answer: they are then nobody's until their lease is over.
func (o outbox) Claim(ctx context.Context, l delivery.Lane, now time.Time, n int, lease time.Duration) (items []delivery.Item, err error) {
	err = o.in.risk(ctx, "claim", func() (err error) {
		items, err = o.Outbox.Claim(ctx, l, now, n, lease)
		return err
	})
	if err != nil {
		return nil, err
	}
	return items, nil
}

func (o outbox) ClaimPosted(
	ctx context.Context, w followup.WorkspaceID, channel, ts string, lease time.Duration,
) (i delivery.Item, found bool, err error) {
	err = o.in.risk(ctx, "claim posted", func() (err error) {
		i, found, err = o.Outbox.ClaimPosted(ctx, w, channel, ts, lease)
		return err
	})
	return i, found && err == nil, err
}

func (o outbox) Settle(ctx context.Context, done []delivery.Done, now time.Time) error {
	return o.in.risk(ctx, "settle", func() error { return o.Outbox.Settle(ctx, done, now) })
}

func (o outbox) Retry(ctx context.Context, i delivery.Item, wait time.Duration, unsure, counts bool, cause string) error {
	return o.in.risk(ctx, "retry", func() error { return o.Outbox.Retry(ctx, i, wait, unsure, counts, cause) })
}

func (o outbox) GiveUp(ctx context.Context, i delivery.Item, cause string, now time.Time) error {
	return o.in.risk(ctx, "give up", func() error { return o.Outbox.GiveUp(ctx, i, cause, now) })
}
