package transport

import (
	"errors"
	"fmt"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"
	"github.com/slack-go/slack"
)

// runAll starts replicas of one app.
func (f *fakeSlack) runAll(replicas int, h Handler, o Options) []*running {
	f.t.Helper()
	var all []*running
	for range replicas {
		all = append(all, f.run(h, o))
	}
	return all
}

// up counts the connections of all replicas.
func up(all []*running) (n int) {
	for _, c := range all {
		n += c.Status().Up
	}
	return n
}

// hellos counts the connections that ever were up.
func hellos(all []*running) (n int64) {
	for _, c := range all {
		n += c.Status().Hellos
	}
	return n
}

// onReplicas plays the same on one replica and on two.
func onReplicas(t *testing.T, play func(t *testing.T, replicas int)) {
	t.Helper()
	for _, replicas := range []int{1, 2} {
		t.Run(fmt.Sprintf("replicas=%d", replicas), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) { play(t, replicas) })
		})
	}
}

// All connections end at the same moment, and again, and again: the next command is served in less than a second.
func TestCut_of_all_connections_is_healed_within_a_second(t *testing.T) {
	t.Parallel()
	for name, cut := range map[string]func(s *socket){
		"EOF":        func(s *socket) { _ = s.ws.Close() },
		"close_1011": func(s *socket) { s.bye(websocket.CloseInternalServerErr) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			onReplicas(t, func(t *testing.T, replicas int) {
				f := inBubble(t)
				all := f.runAll(replicas, ackAll, Options{})
				f.await("all up", func() bool { return up(all) == 2*replicas })
				for n := range 5 {
					_ = sleep(t.Context(), f.clock, time.Minute)
					before := hellos(all)
					for _, s := range f.up() {
						cut(s)
					}
					began := f.clock.Now()
					f.await("one is up again", func() bool { return hellos(all) > before })
					f.newest().command(fmt.Sprintf("E%d", n))
					f.awaitAck()
					if d := f.clock.Since(began); d >= time.Second {
						t.Errorf("served again after %s", d)
					}
				}
			})
		})
	}
}

// However Slack refuses connections, an app calls it once a second at most, and soon much less.
func TestGate_of_all_replicas(t *testing.T) {
	t.Parallel()
	for name, script := range map[string]func(*fakeSlack){
		"open_fails": func(f *fakeSlack) {
			f.open = func(int) error { return slack.StatusCodeError{Code: 503, Status: "503 Service Unavailable"} }
		},
		"open_is_limited": func(f *fakeSlack) {
			f.open = func(int) error { return &slack.RateLimitedError{RetryAfter: 30 * time.Second} }
		},
		"upgrade_refused": func(f *fakeSlack) {
			f.upgrade = func(w http.ResponseWriter, _ int) bool {
				http.Error(w, "no", http.StatusForbidden)
				return false
			}
		},
		"no_hello": func(f *fakeSlack) { f.greet = func(*socket) {} },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			onReplicas(t, func(t *testing.T, replicas int) {
				f := inBubble(t)
				script(f)
				all := f.runAll(replicas, ackAll, Options{})
				_ = sleep(t.Context(), f.clock, time.Hour)
				at := f.openedAt()
				for n := range at[10:] {
					if span := at[n+10].Sub(at[n]); span < 10*time.Second {
						t.Errorf("ten calls in %s", span)
					}
				}
				if n := len(at); n > replicas*130 {
					t.Errorf("%d calls in an hour", n)
				}
				for _, c := range all {
					if st := c.Status(); st.Healthy() || st.LastError == "" {
						t.Errorf("health does not show it: %+v", st)
					}
				}
			})
		})
	}
}

// The connections of one replica go dead without a sign: it notices, is unhealthy for as long as it finds no new one, and heals. Another
// replica serves meanwhile.
func TestSilence_shows_in_health(t *testing.T) {
	t.Parallel()
	onReplicas(t, func(t *testing.T, replicas int) {
		f := inBubble(t)
		refused := false
		f.open = func(int) error {
			if refused {
				return slack.StatusCodeError{Code: 503, Status: "503 Service Unavailable"}
			}
			return nil
		}
		deaf := f.run(ackAll, Options{})
		f.await("both up", func() bool { return deaf.Status().Up == 2 })
		f.cutWires()
		others := f.runAll(replicas-1, ackAll, Options{})
		f.await("the others are up", func() bool { return up(others) == 2*(replicas-1) })
		f.mu.Lock()
		refused = true
		f.mu.Unlock()
		_ = sleep(t.Context(), f.clock, 35*time.Second)
		if st := deaf.Status(); st.Healthy() || st.Losses != 2 {
			t.Errorf("35 seconds later: %+v", st)
		}
		for _, c := range others {
			f.newest().command("E1")
			f.awaitAck()
			if st := c.Status(); !st.Healthy() || st.Losses != 0 {
				t.Errorf("the other one: %+v", st)
			}
		}
		f.mu.Lock()
		refused = false
		f.mu.Unlock()
		f.await("healed", func() bool {
			_ = sleep(t.Context(), f.clock, time.Second)
			return deaf.Status().Healthy()
		})
	})
}

// Whoever switches Socket Mode off ends every replica, with a sentence, and no call is made after it.
func TestRun_ends_on_every_replica_when_the_link_is_disabled(t *testing.T) {
	t.Parallel()
	onReplicas(t, func(t *testing.T, replicas int) {
		f := inBubble(t)
		all := f.runAll(replicas, ackAll, Options{})
		f.await("all up", func() bool { return up(all) == 2*replicas })
		calls := len(f.openedAt())
		f.mu.Lock()
		f.open = func(int) error { return slack.SlackErrorResponse{Err: "link_disabled"} }
		f.mu.Unlock()
		for _, s := range f.up() {
			s.disconnect("link_disabled")
		}
		for _, c := range all {
			if err := c.result(t); !errors.Is(err, ErrLinkDisabled) {
				t.Errorf("ended with %v", err)
			}
		}
		if n := len(f.openedAt()) - calls; n > replicas {
			t.Errorf("%d calls after it was switched off", n)
		}
	})
}

// More connections are wanted than Slack gives an app, by one replica or by two: ten are up, and the rest asks once a minute.
func TestTooManyWebsockets_of_all_replicas(t *testing.T) {
	t.Parallel()
	onReplicas(t, func(t *testing.T, replicas int) {
		f := inBubble(t)
		room := maxConnections
		if replicas == 1 {
			room = 6 // the others are somebody's who was left running
		}
		f.greet = func(s *socket) {
			open := 0
			for _, other := range f.all() {
				if other.nr < s.nr && other.open() {
					open++
				}
			}
			if open >= room {
				s.disconnect("too_many_websockets")
				s.bye(websocket.CloseNormalClosure)
				return
			}
			s.send(`{"type":"hello"}`)
		}
		all := f.runAll(replicas, ackAll, Options{Connections: 7})
		_ = sleep(t.Context(), f.clock, 10*time.Minute)
		if n := up(all); n != room {
			t.Errorf("%d are up, want %d", n, room)
		}
		if calls, wanted := len(f.openedAt())-room, 7*replicas-room; calls > 10*wanted+wanted {
			t.Errorf("%d calls in ten minutes for %d that find no room", calls, wanted)
		}
		for _, c := range all {
			if st := c.Status(); !st.Healthy() {
				t.Errorf("%+v", st)
			}
		}
		f.up()[0].command("E1")
		f.awaitAck()
	})
}
