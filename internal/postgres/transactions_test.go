package postgres_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/pgtest"
	"github.com/followup-bot/followup/internal/postgres"
	"github.com/followup-bot/followup/internal/tracker"
)

func TestInTx(t *testing.T) {
	t.Run("an_error_undoes_everything", func(t *testing.T) {
		h := newHouse(t)
		broken := errors.New("broken")
		err := h.store.InTx(t.Context(), func(tx tracker.Tx) error {
			_, err := tx.InsertLead(t.Context(), lead("One", ann, today))
			return errors.Join(err, broken)
		})
		h.is(err, broken)
		h.same(h.count(`select count(*) from leads`), 0)
	})

	t.Run("a_panic_undoes_everything_and_goes_on", func(t *testing.T) {
		h := newHouse(t)
		func() {
			defer func() { h.same(recover(), "oh") }()
			_ = h.store.InTx(t.Context(), func(tx tracker.Tx) error {
				_, err := tx.InsertLead(t.Context(), lead("One", ann, today))
				h.ok(err)
				panic("oh")
			})
		}()
		h.same(h.count(`select count(*) from leads`), 0)
		h.insert(lead("Two", ann, today))
	})

	t.Run("a_deadlock_is_tried_again", func(t *testing.T) {
		h := newHouse(t)
		h.exec(`alter role current_user set deadlock_timeout = '20ms'`)
		one, two := h.insert(lead("One", ann, today)), h.insert(lead("Two", ann, today))
		both := make(chan struct{}, 2)
		met := make(chan struct{})
		go func() {
			defer close(met)
			<-both
			<-both
		}()
		runs := together(2, func(i int) int {
			runs := 0
			h.ok(h.store.InTx(t.Context(), func(tx tracker.Tx) error {
				runs++
				first, second := one.ID, two.ID
				if i == 1 {
					first, second = second, first
				}
				if _, err := tx.LockLead(t.Context(), w, first); err != nil {
					return err
				}
				if runs == 1 {
					both <- struct{}{}
					<-met
				}
				_, err := tx.LockLead(t.Context(), w, second)
				return err
			}))
			return runs
		})
		if runs[0]+runs[1] < 3 { // more, when the loser is back before the winner has woken up
			t.Errorf("runs: %d and %d", runs[0], runs[1])
		}
	})

	t.Run("a_cancelled_context_commits_nothing", func(t *testing.T) {
		h := newHouse(t)
		ctx, cancel := context.WithCancel(t.Context())
		err := h.store.InTx(ctx, func(tx tracker.Tx) error {
			_, err := tx.InsertLead(ctx, lead("One", ann, today))
			cancel()
			return err
		})
		h.is(err, context.Canceled)
		h.same(h.count(`select count(*) from leads`), 0)
	})
}

func TestClaimRequest(t *testing.T) {
	t.Run("the_second_gets_what_the_first_made", func(t *testing.T) {
		h := newHouse(t)
		one := h.insert(lead("One", ann, today))
		type claim struct {
			event   followup.EventID
			claimed bool
		}
		claims := together(8, func(int) (c claim) {
			h.ok(h.store.InTx(t.Context(), func(tx tracker.Tx) error {
				m, first, err := tx.Admit(t.Context(), w, ann, "envelope", noon)
				if err != nil {
					return err
				}
				h.same(m.ID, ann)
				c.claimed = first
				if !first {
					c.event, err = tx.RequestEvent(t.Context(), w, "envelope")
					return err
				}
				e, err := tx.InsertEvent(t.Context(), followup.Event{Lead: one.ID, At: noon}, w, nil, "envelope")
				c.event = e.ID
				return err
			}))
			return c
		})
		claimed := 0
		for _, c := range claims {
			h.same(c.event, claims[0].event)
			if c.claimed {
				claimed++
			}
		}
		h.same(claimed, 1)
		h.same(h.count(`select count(*) from events`), 1)
	})

	t.Run("what_failed_can_be_asked_again", func(t *testing.T) {
		h := newHouse(t)
		for i := range 2 {
			err := h.store.InTx(t.Context(), func(tx tracker.Tx) error {
				claimed, err := tx.ClaimRequest(t.Context(), w, "envelope", noon)
				h.same(claimed, true)
				if i == 0 {
					return errors.Join(err, errors.New("refused"))
				}
				return err
			})
			h.same(err == nil, i == 1)
		}
	})

	t.Run("each_workspace_has_its_own", func(t *testing.T) {
		h := newHouse(t)
		h.tx(func(ctx context.Context, tx tracker.Tx) error {
			for _, w := range []followup.WorkspaceID{"T1", "T2"} {
				claimed, err := tx.ClaimRequest(ctx, w, "envelope", noon)
				h.ok(err)
				h.same(claimed, true)
			}
			return nil
		})
	})
}

// TestAFrozenServerIsNotWaitedFor: lib/pq alone would wait for ever.
func TestAFrozenServerIsNotWaitedFor(t *testing.T) {
	t.Parallel()
	server := pgtest.NewOutage(t)
	db, err := postgres.Open(t.Context(), server.URL, postgres.Options{StatementTimeout: 300 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	store := db.Store()
	load := func() (time.Duration, error) {
		ctx, cancel := context.WithTimeout(t.Context(), 400*time.Millisecond)
		defer cancel()
		clock := clockwork.NewRealClock()
		start := clock.Now()
		err := store.InTx(ctx, func(tx tracker.Tx) error {
			_, err := tx.Person(ctx, w, ann)
			return err
		})
		return clock.Since(start), err
	}
	if _, err := load(); !errors.Is(err, tracker.ErrNotFound) {
		t.Fatal(err)
	}
	server.Pause()
	took, err := load()
	if err == nil || took > 1500*time.Millisecond {
		t.Errorf("%v after %s", err, took)
	}
	server.Resume()
	if _, err := load(); !errors.Is(err, tracker.ErrNotFound) {
		t.Errorf("after it came back: %v", err)
	}
}

func TestAStatementEndsInTime(t *testing.T) {
	h := newHouse(t)
	db, err := postgres.Open(t.Context(), h.raw.URL, postgres.Options{StatementTimeout: 50 * time.Millisecond})
	h.ok(err)
	defer func() { _ = db.Close() }()
	one := h.insert(lead("One", ann, today))
	h.tx(func(ctx context.Context, tx tracker.Tx) error {
		_, err := tx.LockLead(ctx, w, one.ID)
		h.ok(err)
		err = db.Store().InTx(ctx, func(other tracker.Tx) error {
			_, err := other.LockLead(ctx, w, one.ID)
			return err
		})
		if err == nil || !strings.Contains(err.Error(), "statement timeout") {
			t.Errorf("waited for the lock: %v", err)
		}
		return nil
	})
}
