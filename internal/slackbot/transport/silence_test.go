package transport

import (
	"testing"
	"testing/synctest"
	"time"
)

func TestSilence_half_open_is_noticed(t *testing.T) {
	t.Parallel()
	for _, serverPings := range []time.Duration{0, 10 * time.Second} {
		t.Run("server_pings="+serverPings.String(), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				f := inBubble(t)
				f.pingEvery = serverPings
				c := f.run(ackAll, Options{})
				f.await("both up", func() bool { return c.Status().Up == 2 })
				_ = sleep(t.Context(), f.clock, 17*time.Second)
				f.cutWires()
				cut := f.clock.Now()
				f.await("noticed", func() bool { return c.Status().Losses == 2 })
				if d := f.clock.Since(cut); d > 35*time.Second || d < 19*time.Second {
					t.Errorf("noticed after %s", d)
				}
				f.await("healed", func() bool { return c.Status().Up == 2 })
				if d := f.clock.Since(cut); d > 36*time.Second {
					t.Errorf("healed after %s", d)
				}
				f.newest().command("E1")
				f.awaitAck()
			})
		})
	}
}

// A quiet night is no reason to reconnect, whichever side keeps the connection warm.
func TestSilence_quiet_is_not_dead(t *testing.T) {
	t.Parallel()
	for name, script := range map[string]func(*fakeSlack){
		"server_never_pings":           func(*fakeSlack) {},
		"server_pings_answers_no_ping": func(f *fakeSlack) { f.pingEvery, f.noPongs = 10*time.Second, true },
		"server_pings_seldom":          func(f *fakeSlack) { f.pingEvery = 29 * time.Second },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				f := inBubble(t)
				script(f)
				c := f.run(ackAll, Options{})
				_ = sleep(t.Context(), f.clock, 8*time.Hour)
				if n := len(f.openedAt()); n != 2 {
					t.Errorf("%d connections in a night", n)
				}
				if st := c.Status(); st.Up != 2 || !st.Healthy() {
					t.Errorf("%+v", st)
				}
			})
		})
	}
}

// When all handlers are busy the reader does not listen; that must not pass for a dead connection.
func TestSilence_while_full_is_not_dead(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		f := inBubble(t)
		free := make(chan struct{})
		c := f.run(blockUntil(free), Options{Connections: 1, MaxInFlight: 1})
		<-c.Ready()
		s := f.up()[0]
		s.command("E1")
		s.command("E2")
		_ = sleep(t.Context(), f.clock, 5*time.Minute)
		close(free)
		f.awaitAck()
		f.awaitAck()
		if st := c.Status(); st.Losses != 0 || st.Full != 1 {
			t.Errorf("%+v", st)
		}
	})
}
