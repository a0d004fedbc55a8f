package delivery

import (
	"context"
	"errors"
	"sync"
)

// errNoTime is why an item is given back that could not be begun in its batch.
var errNoTime = errors.New("claimed with others that took long")

// deliverAll sends what was claimed together and returns when all of it is settled. What is not begun when begin ends is given back: its
// send could outlive its lease.
func (e *Engine) deliverAll(ctx, begin context.Context, items []Item) {
	sender := e.together(ctx, items)
	waiting, sent := make(chan Item, len(items)), make(chan Done, len(items))
	for _, item := range items {
		waiting <- item
	}
	close(waiting)
	var senders sync.WaitGroup
	for range min(e.o.Parallel, len(items)) {
		senders.Go(func() {
			for item := range waiting {
				if begin.Err() != nil {
					e.note(ctx, item, e.outbox.Retry(ctx, item, 0, item.Unsure, false, errNoTime.Error()))
					continue
				}
				s, ok, err := e.deliver(ctx, sender, item)
				if ok {
					sent <- Done{Item: item, Sent: s}
				}
				e.note(ctx, item, err)
			}
		})
	}
	settled := make(chan struct{})
	go func() {
		defer close(settled)
		e.settleAll(ctx, sent)
	}()
	senders.Wait()
	close(sent)
	<-settled
}

// settleAll settles what was sent as it comes: what was sent while the one before was being settled goes together.
func (e *Engine) settleAll(ctx context.Context, sent <-chan Done) {
	for first := range sent {
		done := []Done{first}
		for more := true; more; {
			select {
			case d, ok := <-sent:
				if more = ok; ok {
					done = append(done, d)
				}
			default:
				more = false
			}
		}
		if err := e.outbox.Settle(ctx, done, e.clock.Now()); err != nil {
			for _, d := range done {
				e.note(ctx, d.Item, err)
			}
		}
	}
}

// note says that the outbox doesn't know what became of an item: its lease will end.
func (e *Engine) note(ctx context.Context, item Item, err error) {
	if err != nil {
		e.log.ErrorContext(ctx, "delivery not settled", "delivery", item.ID, "kind", item.Kind, "error", err)
	}
}

// together is the sender for items that were claimed together. Where it fails, each asks for itself.
func (e *Engine) together(ctx context.Context, items []Item) Sender {
	batcher, ok := e.sender.(Batcher)
	if !ok || len(items) < 2 {
		return e.sender
	}
	ctx, cancel := context.WithTimeout(ctx, e.o.SendTimeout)
	defer cancel()
	sender := e.sender
	if err := guarded(func() error { sender = batcher.Together(ctx, items); return nil }); err != nil {
		e.log.ErrorContext(ctx, "deliveries are read one by one", "error", err)
		return e.sender
	}
	return sender
}
