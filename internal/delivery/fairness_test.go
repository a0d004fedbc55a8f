package delivery_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/delivery"
	"github.com/followup-bot/followup/internal/followup"
)

// Slack lets each workspace have five posts a second. In the second in which the digests of the small ones are due all of them go out,
// however far the wave of the big one is.
func TestSlacksLimitOfOneWorkspaceIsNoOthers(t *testing.T) {
	const perSecond = 5
	c := newCity(t)
	var mu sync.Mutex
	left := map[followup.WorkspaceID]int{}
	c.p.before = func(ctx context.Context, w followup.WorkspaceID) error {
		mu.Lock()
		defer mu.Unlock()
		if _, known := left[w]; !known {
			left[w] = perSecond
		}
		if left[w] == 0 { // as the bot hears it, and tells the other replicas
			if err := c.db.Outbox().Block(ctx, w, posts, time.Hour, 0); err != nil {
				return err
			}
			return delivery.WaitError{After: time.Microsecond, Cause: context.DeadlineExceeded}
		}
		left[w]--
		return nil
	}
	second := func() {
		mu.Lock()
		clear(left)
		mu.Unlock()
		_, err := c.raw.ExecContext(t.Context(), `update lanes set blocked_until = null`)
		must(t, err)
		c.kick(t.Context())
		c.wait()
	}
	for range 3 {
		second()
	}
	c.morning()
	second()
	c.onceEach()
	if got := c.p.count(big); got != 4*perSecond {
		t.Errorf("the big one got %d posts in four seconds", got)
	}
}

// Slack answers the big workspace so slowly that all calls which its wave may make at once hang. Nobody else waits for one of them.
func TestASlowWaveHoldsNoOtherWorkspaceUp(t *testing.T) {
	c := newCity(t)
	hang := make(chan struct{})
	c.p.before = func(ctx context.Context, w followup.WorkspaceID) error {
		if w != big {
			return nil
		}
		select {
		case <-hang:
		case <-ctx.Done():
		}
		return nil
	}
	ctx, stop := context.WithCancel(t.Context())
	c.kick(ctx)
	c.morning()
	c.kick(ctx)
	select {
	case <-c.p.done:
	case <-t.Context().Done():
		t.Fatal("the small ones wait for the big one")
	}
	stop()
	close(hang)
	c.wait()
	c.onceEach()
	if c.p.atEnd != 0 {
		t.Errorf("the big one had %d posts that hung", c.p.atEnd)
	}
}

// Where nothing but the database sets the pace, the big workspace gets a share of it like the others: of its wave, a small part has gone
// out when the last digest of all the others has.
func TestAWaveTakesOneShareOfTheDatabase(t *testing.T) {
	c := newCity(t)
	begun := make(chan struct{})
	var once sync.Once
	c.p.before = func(_ context.Context, w followup.WorkspaceID) error {
		if w == big && c.p.count(big) >= 20 {
			once.Do(func() { close(begun) })
		}
		return nil
	}
	ctx, stop := context.WithCancel(t.Context())
	c.kick(ctx)
	<-begun // the wave is on its way on both
	c.morning()
	at := c.p.count(big)
	c.kick(ctx)
	<-c.p.done
	stop()
	c.wait()
	c.onceEach()
	t.Logf("%d posts of the big one while all %d others got theirs", c.p.atEnd-at, c.p.want)
	if most := wave / 10; c.p.atEnd-at > most {
		t.Errorf("%d posts of the big one went before the last of %d others, want %d at most", c.p.atEnd-at, c.p.want, most)
	}
}
