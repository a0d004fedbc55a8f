package faulty

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jonboulle/clockwork"
	"github.com/lib/pq"

	"github.com/followup-bot/followup/internal/delivery"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/tracker"
)

var often = Rates{Before: .2, After: .2, Conflict: .2, Unavailable: .1}

// decisions are what becomes of the first calls of an operation, however many others come in between.
func decisions(i *Injector, operation string, others ...string) []Kind {
	var all []Kind
	for range 200 {
		for _, o := range others {
			i.strike(context.Background(), o, Before, After)
		}
		all = append(all, i.strike(context.Background(), operation, Before, After))
	}
	return all
}

func TestTheSameSeedHasTheSameCallsFail(t *testing.T) {
	alone := decisions(New(7, often, clockwork.NewRealClock()), "claim")
	among := decisions(New(7, often, clockwork.NewRealClock()), "claim", "settle", "retry")
	if diff := cmp.Diff(alone, among); diff != "" {
		t.Errorf("other operations decide with: %s", diff)
	}
	for _, other := range [][]Kind{
		decisions(New(8, often, clockwork.NewRealClock()), "claim"), decisions(New(7, often, clockwork.NewRealClock()), "settle"),
	} {
		if cmp.Equal(alone, other) {
			t.Error("another seed, or another operation, decides the same")
		}
	}
}

// However the callers take turns, the same number of calls fails in each way.
func TestGoroutinesShareTheDecisions(t *testing.T) {
	in := New(7, often, clockwork.NewRealClock())
	var wg sync.WaitGroup
	for range 10 {
		wg.Go(func() { decisions(in, "claim") })
	}
	wg.Wait()
	inTurn := New(7, often, clockwork.NewRealClock())
	for range 10 {
		decisions(inTurn, "claim")
	}
	if diff := cmp.Diff(inTurn.Hits(), in.Hits()); diff != "" {
		t.Error(diff)
	}
}

func TestRatesAreKept(t *testing.T) {
	in := New(7, often, clockwork.NewRealClock())
	for range 50 {
		decisions(in, "claim")
	}
	for _, kind := range []Kind{Before, After} {
		if n := in.Hits()[kind]; n < 1900 || n > 2100 {
			t.Errorf("%s: %d of 10000, want about 2000", kind, n)
		}
	}
}

func TestCalmFailsNothing(t *testing.T) {
	in := New(7, often, clockwork.NewRealClock())
	in.Calm(true)
	decisions(in, "claim")
	if n := len(in.Hits()); n > 0 {
		t.Errorf("%d kinds failed", n)
	}
	in.Calm(false)
	decisions(in, "claim")
	if len(in.Hits()) == 0 {
		t.Error("it stayed calm")
	}
}

func TestWhatIsSlowTakesItsTimeAndSucceeds(t *testing.T) {
	clock := clockwork.NewFakeClock()
	in := New(7, Rates{Slow: 1, Delay: time.Minute}, clock)
	done := make(chan Kind)
	go func() { done <- in.strike(t.Context(), "claim", Before, Slow) }()
	if err := clock.BlockUntilContext(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	clock.Advance(time.Minute)
	if kind := <-done; kind != None {
		t.Errorf("it failed: %s", kind)
	}
}

// committed is a store that counts.
type committed struct {
	tracker.Store

	n int
}

func (c *committed) InTx(_ context.Context, do func(tracker.Tx) error) error {
	err := do(remembering{})
	if err == nil {
		c.n++
	}
	return err
}

func (c *committed) Record(context.Context, tracker.Entry) (tracker.Recorded, bool, error) {
	c.n++
	return tracker.Recorded{}, true, nil
}

// remembering is a transaction in which every request was carried out before.
type remembering struct{ tracker.Tx }

func (remembering) RequestEvent(context.Context, followup.WorkspaceID, string) (followup.EventID, error) {
	return 7, nil
}

func TestATransaction(t *testing.T) {
	for _, one := range []struct {
		name      string
		rates     Rates
		want      error
		committed int
	}{
		{"fails_before", Rates{Before: 1}, ErrInjected, 0},
		{"loses_its_answer", Rates{After: 1}, tracker.ErrUnsure, 1},
		{"succeeds", Rates{}, nil, 1},
	} {
		t.Run(one.name, func(t *testing.T) {
			var below committed
			above := New(1, one.rates, clockwork.NewRealClock()).Store(&below)
			err := above.InTx(t.Context(), func(tracker.Tx) error { return nil })
			if !errors.Is(err, one.want) || below.n != one.committed {
				t.Errorf("%v, %d committed", err, below.n)
			}
			_, done, err := above.Record(t.Context(), tracker.Entry{})
			if !errors.Is(err, one.want) || done != (one.want == nil) || below.n != 2*one.committed {
				t.Errorf("in one statement: %v, %v, %d committed", done, err, below.n)
			}
		})
	}
}

// PostgreSQL's own words make the store run the transaction again.
func TestAStatementConflicts(t *testing.T) {
	var below committed
	above := New(1, Rates{Conflict: 1}, clockwork.NewRealClock()).Store(&below)
	err := above.InTx(t.Context(), func(tx tracker.Tx) error {
		_, err := tx.RequestEvent(t.Context(), "T1", "key")
		return err
	})
	if pq.As(err, "40001") == nil {
		t.Error(err)
	}
}

// taken is an outbox that has one row.
type taken struct {
	delivery.Outbox

	n int
}

func (o *taken) Claim(context.Context, delivery.Lane, time.Time, int, time.Duration) ([]delivery.Item, error) {
	o.n++
	return []delivery.Item{{ID: 1}}, nil
}

func TestAClaimWhoseAnswerIsLostHasTakenTheRows(t *testing.T) {
	var below taken
	above := New(1, Rates{After: 1}, clockwork.NewRealClock()).Outbox(&below)
	items, err := above.Claim(t.Context(), delivery.Lane{}, time.Time{}, 1, time.Second)
	if !errors.Is(err, ErrInjected) || len(items) > 0 || below.n != 1 {
		t.Errorf("%v, %v, %d", items, err, below.n)
	}
}

func TestACall(t *testing.T) {
	calls := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		calls++
		_, _ = io.WriteString(w, "ok")
	}))
	defer server.Close()
	for _, one := range []struct {
		name   string
		rates  Rates
		op     string // of the error
		status int
		calls  int
	}{
		{"gets_no_connection", Rates{Before: 1}, "dial", 0, 0},
		{"loses_its_answer", Rates{After: 1}, "read", 0, 1},
		{"is_unavailable", Rates{Unavailable: 1}, "", http.StatusServiceUnavailable, 0},
		{"succeeds", Rates{}, "", http.StatusOK, 1},
	} {
		t.Run(one.name, func(t *testing.T) {
			calls = 0
			client := http.Client{Transport: New(1, one.rates, clockwork.NewRealClock()).Slack(http.DefaultTransport)}
			answer, err := client.Post(server.URL+"/api/chat.postMessage", "text/plain", strings.NewReader("hello"))
			var broken *net.OpError
			switch {
			case one.op != "":
				if !errors.As(err, &broken) || broken.Op != one.op {
					t.Error(err)
				}
			case err != nil:
				t.Error(err)
			default:
				_ = answer.Body.Close()
				if answer.StatusCode != one.status {
					t.Error(answer.Status)
				}
			}
			if calls != one.calls {
				t.Errorf("%d calls arrived", calls)
			}
		})
	}
}
