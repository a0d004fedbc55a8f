package transport

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"
)

// Slack asks for 20 refreshes while 20 commands a second come in: each is acked once, in time. Slack writes to any
// connection it has not closed, the one it has just warned about included. There is always one, so no gap at all.
func TestRefresh_under_load_loses_nothing(t *testing.T) {
	t.Parallel()
	for _, replicas := range []int{1, 2} {
		for _, connections := range []int{1, 2} {
			for _, both := range []bool{false, true} {
				t.Run(fmt.Sprintf("replicas=%d,connections=%d,at_once=%t", replicas, connections, both), func(t *testing.T) {
					t.Parallel()
					synctest.Test(t, func(t *testing.T) { refreshUnderLoad(t, replicas, connections, both) })
				})
			}
		}
	}
}

func refreshUnderLoad(t *testing.T, replicas, connections int, both bool) {
	f := inBubble(t)
	all := f.runAll(replicas, func(ctx context.Context, _ Envelope, ack Ack) {
		_ = sleep(ctx, f.clock, 300*time.Millisecond) // a handler takes its time, so acks meet the refresh
		if err := ack(ctx, nil); err != nil {
			t.Error(err)
		}
	}, Options{Connections: connections})
	f.await("all up", func() bool { return up(all) == replicas*connections })

	sent := 0
	for refresh := range 20 {
		targets := f.up()[:1]
		if both {
			targets = f.up()
		}
		for _, s := range targets {
			s.disconnect("warning")
			f.wait.Go(func() { // as Slack does it: ten seconds later it is over
				_ = sleep(t.Context(), f.clock, 10*time.Second)
				s.spent.Store(true)
				s.disconnect("refresh_requested")
				_ = sleep(t.Context(), f.clock, 400*time.Millisecond)
				s.bye(websocket.CloseNormalClosure)
			})
		}
		for range 13 * 20 { // 13 seconds
			open := f.up()
			if len(open) == 0 {
				t.Fatalf("refresh %d: a gap", refresh)
			}
			if len(open) > maxConnections {
				t.Fatalf("%d connections are open", len(open))
			}
			id := fmt.Sprintf("E%d", sent)
			s := open[sent%len(open)]
			if !s.command(id) {
				t.Fatalf("envelope %s: the client closed a connection that Slack still wrote to", id)
			}
			sent++
			_ = sleep(t.Context(), f.clock, 50*time.Millisecond)
		}
	}
	_ = sleep(t.Context(), f.clock, 5*time.Second)
	for n := range sent {
		if got := len(f.answers(fmt.Sprintf("E%d", n))); got != 1 {
			t.Fatalf("envelope %d was acked %d times", n, got)
		}
	}
	refreshes := int64(0)
	for _, c := range all {
		st := c.Status()
		refreshes += st.Refreshes
		if st.Up != connections || st.Losses != 0 || st.AcksLost != 0 {
			t.Fatalf("%+v", st)
		}
	}
	if refreshes < 20 {
		t.Fatalf("%d refreshes", refreshes)
	}
}

// Slack renews all connections of two replicas, and some seconds later all of them again, while the old ones are still read: the limit
// of ten holds over both, because each goes by what Slack counts.
func TestRefresh_of_several_replicas_stays_within_the_limit(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		f := inBubble(t)
		open := func() (n int) {
			for _, s := range f.all() {
				if s.open() {
					n++
				}
			}
			return n
		}
		f.greet = func(s *socket) {
			n := open()
			if n > maxConnections {
				t.Errorf("%d connections are open", n)
			}
			s.send(fmt.Sprintf(`{"type":"hello","num_connections":%d}`, n))
		}
		first, second := f.run(ackAll, Options{Connections: 2}), f.run(ackAll, Options{Connections: 2})
		served := func() bool { return first.Status().Up == 2 && second.Status().Up == 2 }
		f.await("all up", served)
		for range 5 {
			for _, s := range f.up() {
				s.disconnect("warning")
			}
			_ = sleep(t.Context(), f.clock, 3*time.Second)
		}
		f.await("all up again", served)
	})
}
