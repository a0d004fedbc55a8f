package slackbot

import (
	"context"
	"fmt"
	"runtime"
	"time"
)

// places are how many requests may be at work at once; the others wait until one is through. Under more load than the database carries,
// all of them at once would each get a part of their work done, and none in time: what waits here has begun nothing, so that giving it
// up wastes nothing.
//
// A few are at work at once as a rule: more of them only share the processors, so that all take as long as the last one. Where somebody
// has waited for a while it isn't the processors that the few are slow by, but a lock or the way to the database, and more may join them.
type places struct {
	first, more chan struct{}
}

const (
	// atOnce is a little more than there are connections to the database, so that none of these is idle.
	atOnce = 16
	// more may come once somebody has waited for this long. It is what a slow disk or a database far away costs where more commands come than
	// the few carry: with six and 20 ms each that is from 300 a second on.
	moreAfter = 25 * time.Millisecond
	// placeWithin leaves whoever gets a place enough of answerWithin to use it.
	placeWithin = 1200 * time.Millisecond
)

// fewAtOnce keep the processors busy, where the database has about as many as we, with two more on their way or at the disk. With six on two
// of them the slowest of 100 commands at 500 a second takes half as long as with sixteen, and the slowest of all a third (docs/performance.md).
func fewAtOnce() int { return min(2*runtime.GOMAXPROCS(0)+2, atOnce) }

func newPlaces(few, all int) places {
	return places{first: make(chan struct{}, few), more: make(chan struct{}, all-few)}
}

// do carries a request out once it has a place. Where none comes free in time, nothing was done.
func (p places) do(ctx context.Context, r *request, handle handler) (answer, error) {
	place, err := p.take(ctx)
	if err != nil {
		return answer{}, fmt.Errorf("wait for a place: %w", err)
	}
	defer func() { <-place }()
	return handle(ctx, r)
}

// take returns where the place is that was taken.
func (p places) take(ctx context.Context) (place chan struct{}, err error) {
	select {
	case p.first <- struct{}{}:
		return p.first, nil
	default:
	}
	ctx, cancel := context.WithTimeout(ctx, placeWithin)
	defer cancel()
	soon, stop := context.WithTimeout(ctx, moreAfter)
	defer stop()
	select {
	case p.first <- struct{}{}:
		return p.first, nil
	case <-soon.Done():
	}
	select {
	case p.first <- struct{}{}:
		return p.first, nil
	case p.more <- struct{}{}:
		return p.more, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
