package transport

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"
	"github.com/slack-go/slack"
)

func blockUntil(free <-chan struct{}) Handler {
	return func(ctx context.Context, _ Envelope, ack Ack) {
		select {
		case <-free:
		case <-ctx.Done():
		}
		_ = ack(ctx, nil)
	}
}

func TestRun_ends_when_the_token_is_refused_at_start(t *testing.T) {
	t.Parallel()
	for _, code := range []string{
		"invalid_auth", "not_authed", "not_allowed_token_type", "token_revoked", "token_expired", "account_inactive", "missing_scope",
	} {
		t.Run(code, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				f := inBubble(t)
				f.open = func(int) error { return slack.SlackErrorResponse{Err: code} }
				c := f.run(ackAll, Options{})
				err := c.result(t)
				if !errors.Is(err, ErrTokenRefused) || !strings.Contains(err.Error(), code) || len(f.openedAt()) != 1 {
					t.Fatalf("%v after %d calls", err, len(f.openedAt()))
				}
			})
		})
	}
}

// A token that dies while we run costs one probe a minute, shows in health, and heals by itself.
func TestRun_outlives_a_dead_token(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		f := inBubble(t)
		dead := false
		f.open = func(int) error {
			if dead {
				return slack.SlackErrorResponse{Err: "token_revoked"}
			}
			return nil
		}
		c := f.run(ackAll, Options{})
		f.await("both up", func() bool { return c.Status().Up == 2 })
		f.mu.Lock()
		dead = true
		f.mu.Unlock()
		for _, s := range f.up() {
			s.bye(websocket.CloseNormalClosure)
		}
		_ = sleep(t.Context(), f.clock, time.Hour)
		at := f.openedAt()[2:]
		for n := range at[1:] {
			if gap := at[n+1].Sub(at[n]); gap < time.Minute {
				t.Fatalf("probed after %s", gap)
			}
		}
		if st := c.Status(); len(at) < 55 || st.Healthy() || st.TokenProblem == "" || st.Up != 0 {
			t.Fatalf("%d probes, %+v", len(at), st)
		}
		f.mu.Lock()
		dead = false
		f.mu.Unlock()
		_ = sleep(t.Context(), f.clock, 75*time.Second) // the longest back-off with its jitter, and a second for the other slot
		if st := c.Status(); !st.Healthy() || st.Up != 2 {
			t.Fatalf("not healed: %+v", st)
		}
	})
}

func TestRun_ends_when_the_link_is_disabled(t *testing.T) {
	t.Parallel()
	for name, script := range map[string]func(*fakeSlack){
		"by_disconnect": func(f *fakeSlack) { f.greet = func(s *socket) { s.disconnect("link_disabled") } },
		"after_hello": func(f *fakeSlack) {
			f.greet = func(s *socket) { s.send(`{"type":"hello"}`); s.disconnect("link_disabled") }
		},
		"by_apps.connections.open": func(f *fakeSlack) {
			f.open = func(int) error { return slack.SlackErrorResponse{Err: "link_disabled"} }
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				f := inBubble(t)
				script(f)
				c := f.run(ackAll, Options{})
				if err := c.result(t); !errors.Is(err, ErrLinkDisabled) || len(f.openedAt()) > 2 {
					t.Fatalf("%v after %d calls", err, len(f.openedAt()))
				}
			})
		})
	}
}

// Some are warned in vain: what comes is served all the same.
func TestRun_goes_on_when_Slack_only_warns(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		f := inBubble(t)
		f.open = func(int) error { return ErrWarnedOff }
		c := f.run(ackAll, Options{})
		f.await("both up", func() bool { return c.Status().Up == 2 })
		f.up()[0].command("E1")
		f.await("served", func() bool { return c.Status().Acks == 1 })
		c.stop()
		if err := c.result(t); err != nil {
			t.Fatal(err)
		}
	})
}

// Commands in hand when the program is told to stop are finished and acked, and so are those that arrive while one is
// still in hand.
func TestRun_drains(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		f := inBubble(t)
		free := make(chan struct{})
		c := f.run(blockUntil(free), Options{})
		f.await("both up", func() bool { return c.Status().Up == 2 })
		busy, idle := f.up()[0], f.up()[1]
		busy.command("E1")
		f.await("in hand", func() bool { return c.Status().InFlight == 1 })
		c.stop()
		<-idle.closed
		busy.command("E2")
		f.await("in hand too", func() bool { return c.Status().InFlight == 2 })
		_ = sleep(t.Context(), f.clock, 3*time.Second)
		close(free)
		if err := c.result(t); err != nil {
			t.Fatal(err)
		}
		if len(f.answers("E1")) != 1 || len(f.answers("E2")) != 1 {
			t.Fatalf("acks: %v", f.acks)
		}
	})
}

func TestRun_leaves_stuck_handlers_behind(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		f := inBubble(t)
		never := make(chan struct{})
		c := f.run(func(context.Context, Envelope, Ack) { <-never }, Options{})
		<-c.Ready()
		f.up()[0].command("E1")
		f.await("in hand", func() bool { return c.Status().InFlight == 1 })
		c.stop()
		asked := f.clock.Now()
		<-c.done
		if d := f.clock.Since(asked); !errors.Is(c.err, ErrDrainTimeout) || d > 10*time.Second {
			t.Errorf("%v after %s", c.err, d)
		}
		close(never)
	})
}

// Handlers see the end of their context a little before the drain timeout, and their acks still go out.
func TestRun_cancels_handlers_before_the_drain_timeout(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		f := inBubble(t)
		c := f.run(blockUntil(nil), Options{Connections: 1})
		<-c.Ready()
		f.up()[0].command("E1")
		f.await("in hand", func() bool { return c.Status().InFlight == 1 })
		c.stop()
		if err := c.result(t); err != nil || len(f.answers("E1")) != 1 {
			t.Fatalf("%v, acks %v", err, f.acks)
		}
	})
}

// Shutdown waits for no attempt, however stuck.
func TestRun_stops_in_the_middle_of_an_attempt(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		f := inBubble(t)
		asked := make(chan struct{})
		stuck := make(chan struct{})
		f.upgrade = func(http.ResponseWriter, int) bool {
			close(asked)
			<-stuck
			return false
		}
		c := f.run(ackAll, Options{})
		<-asked
		c.stop()
		began := f.clock.Now()
		<-c.done
		if d := f.clock.Since(began); c.err != nil || d > 0 {
			t.Errorf("%v after %s", c.err, d)
		}
		close(stuck)
	})
}

func TestNew_refuses_nonsense(t *testing.T) {
	t.Parallel()
	f := &fakeSlack{}
	for name, o := range map[string]Options{
		"no clock":             {},
		"eleven connections":   {Clock: clock, Connections: 11},
		"negative connections": {Clock: clock, Connections: -1},
		"negative in flight":   {Clock: clock, MaxInFlight: -1},
		"negative drain":       {Clock: clock, DrainTimeout: -1},
	} {
		if _, err := New(f, ackAll, o); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	if _, err := New(nil, ackAll, Options{Clock: clock}); err == nil {
		t.Error("no opener: accepted")
	}
	if _, err := New(f, nil, Options{Clock: clock}); err == nil {
		t.Error("no handler: accepted")
	}
}

func TestRun_only_once(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		f := inBubble(t)
		c := f.run(ackAll, Options{})
		<-c.Ready()
		if err := c.Run(t.Context()); err == nil {
			t.Error("ran twice")
		}
	})
}
