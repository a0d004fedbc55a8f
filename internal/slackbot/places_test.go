package slackbot

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/jonboulle/clockwork"
)

// Whoever finds no place in time has done nothing; a place that comes free goes to somebody who waits.
func TestWhoFindsNoPlaceDoesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const all = 3
		p := newPlaces(1, all)
		through := make(chan struct{})
		var working, done sync.WaitGroup
		working.Add(all)
		for range all {
			done.Go(func() {
				_, _ = p.do(t.Context(), nil, func(context.Context, *request) (answer, error) {
					working.Done()
					<-through
					return answer{}, nil
				})
			})
		}
		working.Wait()
		began := false
		begin := func(context.Context, *request) (answer, error) {
			began = true
			return answer{}, nil
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := p.do(ctx, nil, begin); !errors.Is(err, context.DeadlineExceeded) || began {
			t.Errorf("began: %t, %v", began, err)
		}
		close(through)
		if _, err := p.do(t.Context(), nil, begin); err != nil || !began {
			t.Errorf("began: %t, %v", began, err)
		}
		done.Wait()
	})
}

// As many as there are places come to work, but more than a few only after a while.
func TestMoreJoinTheFewAfterAWhile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPlaces(2, 5)
		through := make(chan struct{})
		var atWork atomic.Int32
		var done sync.WaitGroup
		for range 7 {
			done.Go(func() {
				_, _ = p.do(t.Context(), nil, func(context.Context, *request) (answer, error) {
					atWork.Add(1)
					<-through
					return answer{}, nil
				})
			})
		}
		for _, step := range []struct {
			after time.Duration
			want  int32
		}{{0, 2}, {moreAfter - time.Millisecond, 2}, {moreAfter, 5}, {placeWithin, 5}} {
			clockwork.NewRealClock().Sleep(step.after)
			synctest.Wait()
			if got := atWork.Load(); got != step.want {
				t.Errorf("after %s more: %d at work, want %d", step.after, got, step.want)
			}
		}
		close(through)
		done.Wait()
		if len(p.first)+len(p.more) != 0 {
			t.Error("a place is taken")
		}
	})
}

// A handler that panics leaves its place.
func TestAPanicLeavesItsPlace(t *testing.T) {
	p := newPlaces(1, 1)
	func() {
		defer func() { _ = recover() }()
		_, _ = p.do(t.Context(), nil, func(context.Context, *request) (answer, error) { panic("in the handler") })
	}()
	if len(p.first) != 0 {
		t.Error("the place is taken")
	}
}
