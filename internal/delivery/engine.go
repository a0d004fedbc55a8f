package delivery

import (
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"log/slog"
	"math"
	"time"

	"github.com/jonboulle/clockwork"

	"github.com/followup-bot/followup/internal/followup"
)

// Options are the engine's limits. All times are real time.
type Options struct {
	Parallel    int           // sends at once
	Batch       int           // rows claimed at once, where sending goes fast; what can't be begun in time is given back
	Quick       time.Duration // how long a batch may take for the next one to be twice as large, up to Batch
	SendTimeout time.Duration // of one send; shorter than the lease
	Lease       time.Duration // how long a claimed row is ours
	UnsureWait  time.Duration // how long a lost answer is waited for before it is looked up; doubles with each attempt
	MaxAttempts int           // then the row is given up
	Backoff     time.Duration // wait after the first failed attempt; doubles with each
	LongestWait time.Duration // no wait between attempts is longer, but for what is added to keep them apart
}

// Defaults are the limits of a running bot. The attempts last for more than four hours: a platform that is broken all morning costs no
// message, and what is given up then is reported before it counts as forgotten.
func Defaults() Options {
	return Options{
		Parallel: 4, Batch: 16, Quick: time.Second, SendTimeout: 10 * time.Second, Lease: 20 * time.Second, UnsureWait: time.Minute,
		MaxAttempts: 30, Backoff: 5 * time.Second, LongestWait: 10 * time.Minute,
	}
}

// Engine sends what the outbox holds for the workspaces it serves. Several engines may run on one outbox.
type Engine struct {
	outbox     Outbox
	sender     Sender
	workspaces []followup.WorkspaceID
	clock      clockwork.Clock // business time: what is due
	log        *slog.Logger
	o          Options
	lanes      lanes
}

// New returns an engine. It refuses limits under which a send could outlive its lease and be repeated by somebody else.
func New(
	outbox Outbox, sender Sender, workspaces []followup.WorkspaceID, clock clockwork.Clock, log *slog.Logger, o Options,
) (*Engine, error) {
	if o.SendTimeout <= 0 || o.SendTimeout >= o.Lease {
		return nil, fmt.Errorf("send timeout %s must be shorter than the lease %s", o.SendTimeout, o.Lease)
	}
	if o.Parallel < 1 || o.MaxAttempts < 1 {
		return nil, errors.New("parallel and max attempts must be at least 1")
	}
	o.Batch = max(o.Batch, o.Parallel)
	return &Engine{
		outbox: outbox, sender: sender, workspaces: workspaces, clock: clock, log: log, o: o,
		lanes: lanes{emptied: map[Lane]*emptying{}},
	}, nil
}

// deliver sends one item and notes what became of it, but for one that was sent: who called settles that. A crash before it is settled
// leaves the row leased; it comes back unsure, and is looked for before it is sent again.
func (e *Engine) deliver(ctx context.Context, sender Sender, item Item) (sent Sent, ok bool, err error) {
	sent, err = e.send(ctx, sender, item)
	if err == nil {
		return sent, true, nil
	}
	return sent, false, e.failed(ctx, item, err)
}

// failed notes why an item was not sent.
func (e *Engine) failed(ctx context.Context, item Item, err error) error {
	var wait WaitError
	var refused RefusedError
	switch {
	case errors.As(err, &wait):
		return e.outbox.Retry(ctx, item, wait.After, item.Unsure, false, wait.Error())
	case errors.As(err, &refused):
		return e.giveUp(ctx, item, refused.Code, err)
	case item.Attempt >= e.o.MaxAttempts:
		return e.giveUp(ctx, item, NoAnswer, err)
	case errors.Is(err, ErrUnsure) && !item.Posted():
		e.log.WarnContext(ctx, "delivery unsure", "delivery", item.ID, "kind", item.Kind, "error", err)
		return e.outbox.Retry(ctx, item, e.wait(e.o.UnsureWait, item), true, true, err.Error())
	default:
		e.log.WarnContext(ctx, "delivery failed", "delivery", item.ID, "kind", item.Kind, "attempt", item.Attempt, "error", err)
		return e.outbox.Retry(ctx, item, e.wait(e.o.Backoff, item), item.Unsure, true, err.Error())
	}
}

// giveUp ends an item for a reason that its report can put into words. The operator gets the cause.
func (e *Engine) giveUp(ctx context.Context, item Item, code string, cause error) error {
	e.log.WarnContext(ctx, "delivery given up", "delivery", item.ID, "kind", item.Kind, "recipient", item.Recipient, "error", cause)
	return e.outbox.GiveUp(ctx, item, code, e.clock.Now())
}

// send posts or edits one item; an item that may have been posted before is looked for first.
// A defect of ours in there is a failure of this item, not the end of the program: it would come back with each start.
func (e *Engine) send(ctx context.Context, sender Sender, item Item) (sent Sent, err error) {
	ctx, cancel := context.WithTimeout(ctx, e.o.SendTimeout)
	defer cancel()
	err = guarded(func() error {
		sent, err = postOrEdit(ctx, sender, item)
		return err
	})
	return sent, err
}

func postOrEdit(ctx context.Context, sender Sender, item Item) (Sent, error) {
	if item.Unsure && !item.Posted() {
		found, ok, err := sender.Find(ctx, item)
		if err != nil {
			return Sent{}, fmt.Errorf("look for earlier post: %w", err)
		}
		if ok {
			item.Channel, item.TS = found.Channel, found.TS
		}
	}
	return sender.Send(ctx, item)
}

// wait is how long after a failed attempt the next one is made: first, doubled with each attempt, and up to a fifth more, so that what
// failed together is not tried again together.
func (e *Engine) wait(first time.Duration, i Item) time.Duration {
	wait := min(first<<min(max(i.Attempt-1, 0), 10), e.o.LongestWait)
	apart := crc32.ChecksumIEEE(fmt.Appendf(nil, "%d/%d", i.ID, i.Attempt))
	return wait + time.Duration(float64(wait)/5*float64(apart)/math.MaxUint32)
}
