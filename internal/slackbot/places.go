package slackbot

import (
	"context"
	"fmt"
	"time"
)

// places are how many requests may be at work at once; the others wait until one is through. Under more load than the database carries,
// all of them at once would each get a part of their work done, and none in time: what waits here has begun nothing, so that giving it
// up wastes nothing.
type places chan struct{}

// atOnce is a little more than there are connections to the database, so that none of these is idle.
const atOnce = 16

// placeWithin leaves whoever gets a place enough of answerWithin to use it.
const placeWithin = 1200 * time.Millisecond

// do carries a request out once it has a place. Where none comes free in time, nothing was done.
func (p places) do(ctx context.Context, r *request, handle handler) (answer, error) {
	if err := p.take(ctx); err != nil {
		return answer{}, fmt.Errorf("wait for a place: %w", err)
	}
	defer func() { <-p }()
	return handle(ctx, r)
}

func (p places) take(ctx context.Context) error {
	select {
	case p <- struct{}{}:
		return nil
	default:
	}
	ctx, cancel := context.WithTimeout(ctx, placeWithin)
	defer cancel()
	select {
	case p <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
