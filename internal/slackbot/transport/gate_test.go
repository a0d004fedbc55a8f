package transport

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/slack-go/slack"
)

// failures makes every attempt fail for an hour and returns when each was made.
func failures(t *testing.T, script func(f *fakeSlack)) []time.Duration {
	t.Helper()
	f := inBubble(t)
	script(f)
	began := f.clock.Now()
	c := f.run(ackAll, Options{})
	_ = sleep(t.Context(), f.clock, time.Hour)
	if st := c.Status(); st.Healthy() || st.LastError == "" || !st.LastErrorAt.After(began) {
		t.Errorf("health does not show it: %+v", st)
	}
	var at []time.Duration
	for _, o := range f.openedAt() {
		at = append(at, o.Sub(began))
	}
	return at
}

func TestGate_backs_off(t *testing.T) {
	t.Parallel()
	for name, script := range map[string]func(*fakeSlack){
		"open_fails_5xx": func(f *fakeSlack) {
			f.open = func(int) error { return slack.StatusCodeError{Code: 503, Status: "503 Service Unavailable"} }
		},
		"upgrade_refused": func(f *fakeSlack) {
			f.upgrade = func(w http.ResponseWriter, _ int) bool {
				http.Error(w, "no", http.StatusBadGateway)
				return false
			}
		},
		"no_hello":    func(f *fakeSlack) { f.greet = func(*socket) {} },
		"closed_soon": func(f *fakeSlack) { f.greet = func(s *socket) { s.bye(1011) } },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				at := failures(t, script)
				for n, least := range []time.Duration{1, 2, 4, 8, 16, 32, 60, 60, 60} {
					if gap := at[n+1] - at[n]; gap < least*time.Second || gap > least*time.Second*12/10+attemptTimeout {
						t.Errorf("attempt %d came %s after the one before", n+2, gap)
					}
				}
				if len(at) < 40 || len(at) > 70 {
					t.Errorf("%d attempts in an hour", len(at))
				}
			})
		})
	}
}

// A connection that is cut is replaced at once, again and again, but a server that hangs up after every hello is not
// hammered.
func TestGate_flapping(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		f := inBubble(t)
		f.greet = func(s *socket) {
			s.send(`{"type":"hello"}`)
			s.bye(1011)
		}
		f.run(ackAll, Options{})
		_ = sleep(t.Context(), f.clock, time.Hour)
		at := f.openedAt()
		if d := at[5].Sub(at[0]); d > 5*time.Second {
			t.Errorf("six attempts took %s", d)
		}
		if len(at) > 80 {
			t.Errorf("%d attempts in an hour", len(at))
		}
	})
}

func TestGate_obeys_retry_after(t *testing.T) {
	t.Parallel()
	for name, script := range map[string]func(*fakeSlack){
		"of_open": func(f *fakeSlack) {
			f.open = func(call int) error {
				if call == 1 {
					return &slack.RateLimitedError{RetryAfter: 90 * time.Second}
				}
				return nil
			}
		},
		"of_upgrade": func(f *fakeSlack) {
			f.upgrade = func(w http.ResponseWriter, call int) bool {
				if call == 1 {
					w.Header().Set("Retry-After", "90")
					w.WriteHeader(http.StatusTooManyRequests)
				}
				return call > 1
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				f := inBubble(t)
				script(f)
				c := f.run(ackAll, Options{})
				<-c.Ready()
				at := f.openedAt()
				if gap := at[1].Sub(at[0]); gap < 90*time.Second || gap > 92*time.Second {
					t.Errorf("came again after %s", gap)
				}
			})
		})
	}
}

// However many slots ask at once, attempts come one at a time, two at first and then one a second.
func TestGate_never_more_than_one_a_second_after_two(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		f := inBubble(t)
		g := newGate(f.clock)
		began := f.clock.Now()
		entered := make(chan time.Duration, 10)
		for range 10 {
			f.wait.Go(func() {
				if g.enter(t.Context()) == nil {
					entered <- f.clock.Since(began)
					g.leave(nil)
				}
			})
		}
		for n := range 10 {
			if got, want := <-entered, time.Duration(max(0, n-1))*time.Second; got.Round(time.Millisecond) != want {
				t.Errorf("attempt %d at %s, want %s", n+1, got, want)
			}
		}
	})
}

func TestGate_enter_ends_with_its_context(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		g := newGate(inBubble(t).clock)
		_ = g.enter(t.Context())
		g.leave(errors.New("down"))
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := g.enter(ctx); !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
		if err := g.enter(t.Context()); err != nil { // the turn was given back
			t.Fatal(err)
		}
		g.skip()
	})
}

// The eleventh connection of an app: we live with what we have and ask again once a minute.
func TestTooManyWebsockets(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		f := inBubble(t)
		full := true
		f.greet = func(s *socket) {
			f.mu.Lock()
			refuse := full && s.nr > 1
			f.mu.Unlock()
			if refuse {
				s.disconnect("too_many_websockets")
				s.bye(1000)
				return
			}
			s.send(`{"type":"hello"}`)
		}
		c := f.run(ackAll, Options{})
		_ = sleep(t.Context(), f.clock, 10*time.Minute+time.Second)
		if n := len(f.openedAt()); n < 9 || n > 12 {
			t.Errorf("%d attempts in ten minutes", n)
		}
		if st := c.Status(); st.Up != 1 || !st.Healthy() {
			t.Errorf("%+v", st)
		}
		f.up()[0].command("E1")
		f.awaitAck()
		f.mu.Lock()
		full = false
		f.mu.Unlock()
		f.await("room again", func() bool {
			_ = sleep(t.Context(), f.clock, time.Second)
			return c.Status().Up == 2
		})
	})
}

// With a single connection whose replacement finds no room, we don't wait for a minute: soon the old one is closed and
// leaves room.
func TestTooManyWebsockets_at_a_refresh_of_the_only_connection(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		f := inBubble(t)
		f.greet = func(s *socket) {
			if s.nr > 1 && f.all()[0].open() {
				s.disconnect("too_many_websockets")
				s.bye(1000)
				return
			}
			s.send(`{"type":"hello"}`)
		}
		c := f.run(ackAll, Options{Connections: 1})
		<-c.Ready()
		first := f.up()[0]
		first.disconnect("warning")
		_ = sleep(t.Context(), f.clock, 10*time.Second)
		first.bye(1000)
		closed := f.clock.Now()
		f.await("replaced", func() bool { return c.Status().Hellos == 2 })
		if d := f.clock.Since(closed); d > 10*time.Second {
			t.Errorf("replaced after %s", d)
		}
	})
}
