package delivery_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jonboulle/clockwork"

	"github.com/followup-bot/followup/internal/delivery"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/pgtest"
	"github.com/followup-bot/followup/internal/postgres"
	"github.com/followup-bot/followup/internal/tracker"
)

var now = time.Date(2026, 5, 12, 6, 30, 0, 0, time.UTC)

// platform takes messages as a test tells it to.
type platform struct {
	mu     sync.Mutex
	posts  map[string]int // by recipient
	edits  int
	finds  int
	answer func(i delivery.Item, n int) error // n: how often it was tried
	tries  map[int64]int
	slow   func(i delivery.Item)
	after  bool // the post arrives although the answer is an error
}

func newPlatform() *platform { return &platform{posts: map[string]int{}, tries: map[int64]int{}} }

func (p *platform) Send(_ context.Context, i delivery.Item) (delivery.Sent, error) {
	if p.slow != nil {
		p.slow(i)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.tries[i.ID]++
	var err error
	if p.answer != nil {
		err = p.answer(i, p.tries[i.ID])
	}
	if err == nil || p.after {
		if i.Posted() {
			p.edits++
		} else {
			p.posts[i.Recipient]++
		}
	}
	return delivery.Sent{Channel: "D" + i.Recipient, TS: fmt.Sprint(i.ID)}, err
}

func (p *platform) Find(_ context.Context, i delivery.Item) (delivery.Sent, bool, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.finds++
	return delivery.Sent{Channel: "D" + i.Recipient, TS: fmt.Sprint(i.ID)}, p.posts[i.Recipient] > 0, nil
}

// house is an outbox with an engine in front of a platform.
type house struct {
	t      *testing.T
	raw    *pgtest.DB
	db     *postgres.DB
	engine *delivery.Engine
}

func build(t *testing.T, p *platform, change func(*delivery.Options)) house {
	t.Helper()
	return buildWith(t, p, change)
}

func buildWith(t *testing.T, p delivery.Sender, change func(*delivery.Options)) house {
	t.Helper()
	t.Parallel()
	raw := pgtest.New(t)
	db, err := postgres.Open(t.Context(), raw.URL, postgres.Options{})
	must(t, err)
	t.Cleanup(func() { must(t, db.Close()) })
	o := delivery.Defaults()
	o.Backoff = time.Microsecond
	o.UnsureWait = time.Microsecond
	if change != nil {
		change(&o)
	}
	engine, err := delivery.New(db.Outbox(), p, []followup.WorkspaceID{"T1"}, clockwork.NewFakeClockAt(now), slog.New(slog.DiscardHandler), o)
	must(t, err)
	return house{t: t, raw: raw, db: db, engine: engine}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// put adds deliveries to people.
func (h house) put(recipients ...string) {
	h.t.Helper()
	must(h.t, h.db.Store().InTx(h.t.Context(), func(tx tracker.Tx) error {
		for _, to := range recipients {
			err := tx.Enqueue(h.t.Context(), tracker.Delivery{
				Workspace: "T1", Kind: tracker.KindDigest, Subject: "2026-05-12", Recipient: to, Key: "digest/" + to, Due: now,
			})
			if err != nil {
				return err
			}
		}
		return nil
	}))
}

// turn runs the engine until nothing waits any more.
func (h house) turn() {
	h.t.Helper()
	for {
		must(h.t, h.engine.Turn(h.t.Context()))
		s, err := h.db.Stats(h.t.Context(), now)
		must(h.t, err)
		if s.Waiting == 0 {
			return
		}
	}
}

func TestEveryMessageIsPostedOnce(t *testing.T) {
	p := newPlatform()
	h := build(t, p, nil)
	h.put("ana", "max", "priya", "diego", "sam", "kim", "lea")
	h.put("ana", "max")
	h.turn()
	h.turn()
	want := map[string]int{"ana": 1, "max": 1, "priya": 1, "diego": 1, "sam": 1, "kim": 1, "lea": 1}
	if diff := cmp.Diff(want, p.posts); diff != "" {
		t.Error(diff)
	}
}

func TestALostAnswerIsLookedUpAndNotPostedAgain(t *testing.T) {
	p := newPlatform()
	p.after = true
	p.answer = func(_ delivery.Item, n int) error {
		if n == 1 {
			return delivery.ErrUnsure
		}
		return nil
	}
	h := build(t, p, nil)
	h.put("ana")
	h.turn()
	if p.posts["ana"] != 1 || p.finds != 1 || p.edits != 1 {
		t.Errorf("posted %d times, looked up %d times, edited %d times", p.posts["ana"], p.finds, p.edits)
	}
}

func TestAPostThatDidNotArriveIsPostedAgain(t *testing.T) {
	p := newPlatform()
	p.answer = func(_ delivery.Item, n int) error {
		if n == 1 {
			return delivery.ErrUnsure
		}
		return nil
	}
	h := build(t, p, nil)
	h.put("ana")
	h.turn()
	if p.posts["ana"] != 1 || p.finds != 1 {
		t.Errorf("posted %d times, looked up %d times", p.posts["ana"], p.finds)
	}
}

func TestWaitingCostsNoAttempt(t *testing.T) {
	p := newPlatform()
	p.answer = func(_ delivery.Item, n int) error {
		if n <= 20 {
			return delivery.WaitError{After: time.Microsecond, Cause: errors.New("limited")}
		}
		return nil
	}
	h := build(t, p, func(o *delivery.Options) { o.MaxAttempts = 2 })
	h.put("ana")
	h.turn()
	if p.posts["ana"] != 1 {
		t.Errorf("posted %d times", p.posts["ana"])
	}
}

func TestARefusedMessageIsGivenUpAndTheRestIsSent(t *testing.T) {
	p := newPlatform()
	p.answer = func(i delivery.Item, _ int) error {
		if i.Recipient == "max" {
			return delivery.RefusedError{Code: "user_disabled"}
		}
		return nil
	}
	h := build(t, p, nil)
	h.put("ana", "max", "priya")
	h.turn()
	if diff := cmp.Diff(map[string]int{"ana": 1, "priya": 1}, p.posts); diff != "" {
		t.Error(diff)
	}
	if cause := h.lastError("max"); cause != "user_disabled" {
		t.Errorf("given up because of %q", cause)
	}
}

func TestAMessageIsTriedSoOftenAndNoMore(t *testing.T) {
	p := newPlatform()
	p.answer = func(delivery.Item, int) error { return errors.New("refused for no reason") }
	h := build(t, p, func(o *delivery.Options) { o.MaxAttempts = 3 })
	h.put("ana")
	h.turn()
	for _, n := range p.tries {
		if n != 3 {
			t.Errorf("tried %d times", n)
		}
	}
	if cause := h.lastError("ana"); cause != delivery.NoAnswer {
		t.Errorf("given up because of %q", cause)
	}
}

// lastError is why the delivery to somebody was given up.
func (h house) lastError(recipient string) (cause string) {
	h.t.Helper()
	must(h.t, h.db.Store().InTx(h.t.Context(), func(tx tracker.Tx) error {
		failures, err := tx.UnreportedFailures(h.t.Context(), 10)
		for _, f := range failures {
			if f.Recipient == recipient {
				cause = f.Error
			}
		}
		return err
	}))
	return cause
}

// A call of one method that takes its time keeps none of another method waiting.
func TestASlowLaneHoldsNoOtherUp(t *testing.T) {
	p := newPlatform()
	h := build(t, p, nil)
	h.put("ana")
	h.turn()
	edited := make(chan struct{})
	p.slow = func(i delivery.Item) {
		if i.Posted() {
			close(edited)
		} else {
			<-edited
		}
	}
	h.put("max")
	must(t, h.engine.Kick(t.Context())) // posts, until somebody has edited
	must(t, h.db.Store().InTx(t.Context(), func(tx tracker.Tx) error {
		return tx.RedrawKey(t.Context(), "T1", "digest/ana")
	}))
	h.turn()
	if p.edits != 1 || p.posts["max"] != 1 {
		t.Errorf("%d edits, posts: %v", p.edits, p.posts)
	}
}

func TestAWorkspaceIsServedByItsOwnEngine(t *testing.T) {
	p := newPlatform()
	h := build(t, p, nil)
	h.put("ana")
	other, err := delivery.New(h.db.Outbox(), newPlatform(), []followup.WorkspaceID{"T2"}, clockwork.NewFakeClockAt(now),
		slog.New(slog.DiscardHandler), delivery.Defaults())
	must(t, err)
	must(t, other.Turn(t.Context()))
	h.turn()
	if p.posts["ana"] != 1 {
		t.Errorf("posted %d times by the bot of that workspace", p.posts["ana"])
	}
}

// A defect that panics while one message is made ends neither the program nor the others, and is a failure like any.
func TestAPanicIsAFailureOfOneMessage(t *testing.T) {
	p := newPlatform()
	p.answer = func(i delivery.Item, n int) error {
		if i.Recipient == "max" && n < 3 {
			panic("a defect")
		}
		return nil
	}
	h := build(t, p, nil)
	h.put("ana", "max", "priya")
	h.turn()
	if diff := cmp.Diff(map[string]int{"ana": 1, "max": 1, "priya": 1}, p.posts); diff != "" {
		t.Error(diff)
	}
}

// What fails again and again is tried less and less often, and what failed together is not tried again together.
func TestWaitsGrowAndSpread(t *testing.T) {
	p := newPlatform()
	p.answer = func(i delivery.Item, n int) error {
		if i.Recipient == "max" {
			return delivery.ErrUnsure
		}
		return errors.New("broken")
	}
	h := build(t, p, func(o *delivery.Options) {
		*o = delivery.Defaults()
	})
	h.put("ana", "max", "priya")
	waits := map[string][]time.Duration{}
	for range delivery.Defaults().MaxAttempts - 1 {
		must(t, h.engine.Turn(t.Context()))
		for who, wait := range h.waits() {
			waits[who] = append(waits[who], wait)
		}
		h.past()
	}
	least := map[string]time.Duration{"ana": 5 * time.Second, "max": time.Minute, "priya": 5 * time.Second}
	for who, all := range waits {
		total, least := time.Duration(0), least[who]
		for n, wait := range all {
			if wait < least-time.Second || wait > least*6/5+time.Second {
				t.Errorf("%s: attempt %d came after %s, want %s and a little", who, n+2, wait, least)
			}
			total, least = total+wait, min(2*least, 10*time.Minute)
		}
		if total < 4*time.Hour || total > 6*time.Hour {
			t.Errorf("%s: tried for %s", who, total)
		}
	}
	if apart := (waits["ana"][9] - waits["priya"][9]).Abs(); apart < time.Second {
		t.Errorf("two that failed together are tried within %s", apart)
	}
	must(t, h.engine.Turn(t.Context()))
	for _, n := range p.tries {
		if n != delivery.Defaults().MaxAttempts {
			t.Errorf("tried %d times", n)
		}
	}
	if cause := h.lastError("ana"); cause != delivery.NoAnswer {
		t.Errorf("given up because of %q", cause)
	}
}

// waits are how long the deliveries still wait, by recipient.
func (h house) waits() map[string]time.Duration {
	h.t.Helper()
	var rows []struct {
		Recipient string
		Seconds   float64
	}
	must(h.t, h.raw.SelectContext(h.t.Context(), &rows,
		`select recipient, extract(epoch from retry_at - clock_timestamp())::float8 seconds from deliveries where retry_at is not null`))
	waits := map[string]time.Duration{}
	for _, row := range rows {
		waits[row.Recipient] = time.Duration(row.Seconds * float64(time.Second))
	}
	return waits
}

// past has the waits be over.
func (h house) past() {
	h.t.Helper()
	_, err := h.raw.ExecContext(h.t.Context(), `update deliveries set retry_at = clock_timestamp() - interval '1 second' where retry_at is not null`)
	must(h.t, err)
}

func TestASendMayNotOutliveItsLease(t *testing.T) {
	o := delivery.Defaults()
	o.SendTimeout = o.Lease
	if _, err := delivery.New(nil, nil, nil, clockwork.NewFakeClock(), slog.New(slog.DiscardHandler), o); err == nil {
		t.Error("accepted")
	}
}

func TestAnEndedTurnFinishesWhatIsInHand(t *testing.T) {
	p := newPlatform()
	ctx, stop := context.WithCancel(t.Context())
	p.answer = func(delivery.Item, int) error {
		stop()
		return nil
	}
	h := build(t, p, func(o *delivery.Options) { o.Parallel = 1 })
	h.put("ana", "max")
	if err := h.engine.Turn(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("ended with %v", err)
	}
	if len(p.posts) != 1 {
		t.Errorf("%d posts after the stop", len(p.posts))
	}
	p.answer = nil
	h.turn()
	if diff := cmp.Diff(map[string]int{"ana": 1, "max": 1}, p.posts); diff != "" {
		t.Error(diff)
	}
}
