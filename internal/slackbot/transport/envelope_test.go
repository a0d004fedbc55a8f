package transport

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// deliver runs a client with one connection and returns its other end.
func deliver(t *testing.T, h Handler) (*fakeSlack, *running, *socket) {
	t.Helper()
	f := inBubble(t)
	c := f.run(h, Options{Connections: 1})
	<-c.Ready()
	return f, c, f.up()[0]
}

func TestEnvelope_arrives_as_it_came(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		got := make(chan Envelope, 1)
		_, _, s := deliver(t, func(ctx context.Context, e Envelope, ack Ack) {
			got <- e
			ackAll(ctx, e, ack)
		})
		s.send(`{"envelope_id":"E1","type":"events_api","payload":{"a": [1,  "<&>"]},"accepts_response_payload":true,"retry_attempt":2,"retry_reason":"timeout","new":1}`)
		e := <-got
		if e.ID != "E1" || e.Type != "events_api" || string(e.Payload) != `{"a": [1,  "<&>"]}` || !e.AcceptsResponsePayload ||
			e.RetryAttempt != 2 || e.RetryReason != "timeout" {
			t.Errorf("%+v", e)
		}
	})
}

func TestAck(t *testing.T) {
	t.Parallel()
	around := len(`{"envelope_id":"E1","payload":""}`)
	fits, tooLarge := strings.Repeat("x", ackLimit-1-around), strings.Repeat("x", ackLimit-around)
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	for name, tc := range map[string]struct {
		ctx     context.Context
		payload any
		wire    string
		err     error
	}{
		"empty":                       {t.Context(), nil, "", nil},
		"with payload":                {t.Context(), map[string]string{"text": "<a> & b"}, `{"text":"<a> & b"}`, nil},
		"just small enough":           {t.Context(), fits, `"` + fits + `"`, nil},
		"too large":                   {t.Context(), tooLarge, "", ErrAckTooLarge},
		"after the context has ended": {ended, "late", `"late"`, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				first, second := make(chan error, 1), make(chan error, 1)
				f, _, s := deliver(t, func(_ context.Context, _ Envelope, ack Ack) {
					first <- ack(tc.ctx, tc.payload)
					second <- ack(tc.ctx, tc.payload)
				})
				s.command("E1")
				f.awaitAck()
				if err := <-first; !errors.Is(err, tc.err) {
					t.Errorf("ack: %v", err)
				}
				if err := <-second; !errors.Is(err, ErrAlreadyAcked) {
					t.Errorf("second ack: %v", err)
				}
				if got := f.answers("E1"); len(got) != 1 || got[0] != tc.wire {
					t.Errorf("Slack got %d answers, %.80q", len(got), got)
				}
			})
		})
	}
}

func TestAck_of_what_is_not_JSON_goes_out_empty(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		result := make(chan error, 1)
		f, c, s := deliver(t, func(ctx context.Context, _ Envelope, ack Ack) { result <- ack(ctx, func() {}) })
		s.command("E1")
		f.awaitAck()
		if err := <-result; err == nil || c.Status().AcksRefused != 1 {
			t.Errorf("%v, %+v", err, c.Status())
		}
	})
}

func TestAck_on_a_dead_connection_is_an_error(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		free, result := make(chan struct{}), make(chan error, 1)
		f, c, s := deliver(t, func(ctx context.Context, _ Envelope, ack Ack) {
			<-free
			result <- ack(ctx, nil)
		})
		s.command("E1")
		s.bye(1011)
		<-s.closed
		synctest.Wait()
		close(free)
		if err := <-result; !errors.Is(err, ErrConnectionLost) {
			t.Error(err)
		}
		if st := c.Status(); st.AcksLost != 1 {
			t.Errorf("%+v", st)
		}
		f.await("the next connection", func() bool { return c.Status().Up == 1 })
	})
}

// A peer that reads no more must not hold acks for ever.
func TestAck_ends_when_the_peer_reads_no_more(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		result := make(chan error, 1)
		f := inBubble(t)
		f.greet = func(s *socket) {
			s.send(`{"type":"hello"}`)
			if s.nr == 1 {
				s.command("E1")
			}
		}
		stuck := make(chan struct{})
		c := f.run(func(ctx context.Context, _ Envelope, ack Ack) {
			f.cutWires() // the peer hears nothing any more …
			<-stuck
			result <- ack(ctx, nil)
		}, Options{Connections: 1})
		<-c.Ready()
		_ = sleep(t.Context(), f.clock, time.Minute) // … which is noticed
		close(stuck)
		if err := <-result; !errors.Is(err, ErrConnectionLost) {
			t.Error(err)
		}
	})
}

func TestHandler_panic_is_survived(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		f, c, s := deliver(t, func(ctx context.Context, e Envelope, ack Ack) {
			if e.ID == "E1" {
				panic("boom")
			}
			ackAll(ctx, e, ack)
		})
		s.command("E1")
		s.command("E2")
		if id := f.awaitAck(); id != "E2" {
			t.Errorf("%s was acked", id)
		}
		synctest.Wait()
		if st := c.Status(); st.Panics != 1 || st.Unacked != 1 || st.InFlight != 0 {
			t.Errorf("%+v", st)
		}
	})
}

func TestPoison_frames_are_survived(t *testing.T) {
	t.Parallel()
	frames := []string{
		``, `{`, `null`, `[]`, `0`, `"x"`, `{}`, "\x00\xff", `{"type":null}`, `{"type":7,"envelope_id":"P"}`, `{"type":""}`,
		`{"type":"events_api"}`, `{"type":"events_api","envelope_id":null,"payload":null}`,
		`{"type":"new_thing","payload":{}}`, `{"type":"disconnect_me"}`,
		strings.Repeat("[", 20_000), `{"type":"events_api","envelope_id":"H","payload":"` + strings.Repeat("x", 10<<20) + `"}`,
	}
	synctest.Test(t, func(t *testing.T) {
		f, c, s := deliver(t, ackAll)
		for n, frame := range frames {
			s.send(frame)
			id := fmt.Sprintf("E%d", n)
			s.command(id)
			if got := f.awaitAck(); got != id {
				t.Fatalf("after %.40q: %s was acked", frame, got)
			}
		}
		if st := c.Status(); st.Poison != int64(len(frames)) || st.Losses != 0 || st.Attempts != 1 {
			t.Errorf("%+v", st)
		}
	})
}

// An envelope with a field of the wrong kind is handed on all the same, as are nulls; unknown types are acked here.
func TestPoison_what_can_be_named_is_acked(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		var handled []string
		f, c, s := deliver(t, func(ctx context.Context, e Envelope, ack Ack) {
			mu.Lock()
			handled = append(handled, e.ID)
			mu.Unlock()
			ackAll(ctx, e, ack)
		})
		for _, frame := range []string{
			`{"type":"events_api","envelope_id":"E1","retry_attempt":"1"}`,
			`{"type":"interactive","envelope_id":"E2","payload":null}`,
			`{"type":"slash_commands","envelope_id":"E3","payload":7,"retry_attempt":null}`,
			`{"type":"something_new","envelope_id":"E4","payload":{"a":1}}`,
		} {
			s.send(frame)
			f.awaitAck()
		}
		mu.Lock()
		defer mu.Unlock()
		if fmt.Sprint(handled) != "[E1 E2 E3]" || c.Status().Unknown != 1 {
			t.Errorf("handled %v, %+v", handled, c.Status())
		}
	})
}

func TestPoison_frame_beyond_all_measure_costs_the_connection_only(t *testing.T) {
	t.Parallel()
	f := onTCP(t)
	c := f.run(ackAll, Options{Connections: 1})
	<-c.Ready()
	f.up()[0].send(strings.Repeat("x", hardLimit+1))
	f.await("replaced", func() bool { return c.Status().Hellos == 2 })
	f.newest().command("E1")
	f.awaitAck()
}
