package slackbot

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// Whoever finds no place in time has done nothing; who waits gets the first that comes free.
func TestWhoFindsNoPlaceDoesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := make(places, 2)
		through := make(chan struct{})
		var working, done sync.WaitGroup
		working.Add(cap(p))
		for range cap(p) {
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

// A handler that panics leaves its place.
func TestAPanicLeavesItsPlace(t *testing.T) {
	p := make(places, 1)
	func() {
		defer func() { _ = recover() }()
		_, _ = p.do(t.Context(), nil, func(context.Context, *request) (answer, error) { panic("in the handler") })
	}()
	if len(p) != 0 {
		t.Error("the place is taken")
	}
}
