package postgres_test

import (
	"context"
	"strconv"
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/delivery"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/tracker"
)

const (
	posts = "chat.postMessage"
	edits = "chat.update"
)

func (h house) lanes(workspace followup.WorkspaceID) []delivery.Lane {
	h.Helper()
	lanes, err := h.outbox.Lanes(h.Context(), []followup.WorkspaceID{workspace}, noon)
	h.ok(err)
	return lanes
}

func (h house) takeTurn(turn string, most time.Duration) bool {
	h.Helper()
	got, err := h.outbox.TakeTurn(h.Context(), w, posts, turn, most)
	h.ok(err)
	return got.Ours
}

func TestALaneHasWork(t *testing.T) {
	h := newHouse(t)
	none := []delivery.Lane{}
	h.enqueue("later", noon.Add(time.Minute))
	h.same(h.lanes(w), none)
	h.enqueue("now", noon)
	h.same(h.lanes(w), []delivery.Lane{{Workspace: w, Method: posts}})
	h.same(h.lanes("T9"), none)
	h.claim(1)
	h.same(h.lanes(w), none)
}

func TestTurns(t *testing.T) {
	t.Run("are_taken_by_one_at_a_time", func(t *testing.T) {
		h := newHouse(t)
		got := 0
		for _, ours := range together(8, func(i int) bool { return h.takeTurn(strconv.Itoa(i), time.Hour) }) {
			if ours {
				got++
			}
		}
		h.same(got, 1)
	})

	t.Run("are_given_back", func(t *testing.T) {
		h := newHouse(t)
		h.same(h.takeTurn("a", time.Hour), true)
		h.ok(h.outbox.GiveTurn(t.Context(), w, posts, "b", 0)) // isn't b's to give
		h.same(h.takeTurn("b", time.Hour), false)
		h.ok(h.outbox.GiveTurn(t.Context(), w, posts, "a", 0))
		h.same(h.takeTurn("b", time.Hour), true)
	})

	t.Run("end_with_a_death", func(t *testing.T) {
		h := newHouse(t)
		h.same(h.takeTurn("a", lapsed), true)
		h.same(h.takeTurn("b", time.Hour), true)
		h.ok(h.outbox.GiveTurn(t.Context(), w, posts, "a", 0)) // wakes up too late
		h.same(h.takeTurn("c", time.Hour), false)
	})
}

func TestSpacedTurns(t *testing.T) {
	h := newHouse(t)
	h.ok(h.outbox.Block(t.Context(), w, posts, lapsed, time.Hour))
	turn, err := h.outbox.TakeTurn(t.Context(), w, posts, "a", time.Hour)
	h.ok(err)
	h.same(turn, delivery.Turn{Ours: true, Spaced: true})
	h.ok(h.outbox.GiveTurn(t.Context(), w, posts, "a", time.Hour))
	h.same(h.takeTurn("b", time.Hour), false)
	h.exec(`update lanes set taken_until = clock_timestamp() - interval '1 second'`)
	h.same(h.takeTurn("b", time.Hour), true)
}

func TestABlockedMethodIsLeftAlone(t *testing.T) {
	for name, method := range map[string]string{"by_its_name": posts, "with_all_others": "*"} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			h.enqueue("now", noon)
			lane := h.lanes(w)[0]
			h.ok(h.outbox.Block(t.Context(), w, method, time.Hour, 0))
			h.ok(h.outbox.Block(t.Context(), w, method, time.Minute, 0)) // doesn't end the longer one
			h.same(h.lanes(w), []delivery.Lane{})
			items, err := h.outbox.Claim(t.Context(), lane, noon, 1, time.Hour)
			h.ok(err)
			h.same(len(items), 0)
			h.same(h.takeTurn("a", time.Hour), false)
			left, doubtful, err := h.outbox.Blocked(t.Context(), w, posts)
			h.ok(err)
			h.same([]bool{left > 59*time.Minute, doubtful}, []bool{true, method == "*"})

			other, _, err := h.outbox.Blocked(t.Context(), w, edits)
			h.ok(err)
			h.same(other > 0, method == "*")
			h.exec(`update lanes set blocked_until = clock_timestamp() - interval '1 second'`)
			left, _, err = h.outbox.Blocked(t.Context(), w, posts)
			h.ok(err)
			h.same(left, time.Duration(0))
			h.same(h.takeTurn("a", time.Hour), true)
			h.same(len(h.claim(1)), 1)
		})
	}
}

// A token that was refused is in doubt until a call with it is answered; opening a connection, with another token, isn't kept back.
func TestATokenInDoubt(t *testing.T) {
	h := newHouse(t)
	h.ok(h.outbox.Block(t.Context(), w, "*", time.Hour, 0))
	left, _, err := h.outbox.Blocked(t.Context(), w, "apps.connections.open")
	h.ok(err)
	h.same(left, time.Duration(0))
	h.exec(`update lanes set blocked_until = clock_timestamp() - interval '1 second'`)
	turn, err := h.outbox.TakeTurn(t.Context(), w, posts, "a", time.Hour)
	h.ok(err)
	h.same(turn, delivery.Turn{Ours: true, Doubtful: true})
	tries := 0
	for _, ours := range together(8, func(i int) bool {
		turn, err := h.outbox.TakeTurn(t.Context(), w, "*", strconv.Itoa(i), time.Hour)
		return err == nil && turn.Ours
	}) {
		if ours {
			tries++
		}
	}
	h.same(tries, 1)
	h.ok(h.outbox.Trust(t.Context(), w))
	turn, err = h.outbox.TakeTurn(t.Context(), w, edits, "b", time.Hour)
	h.ok(err)
	h.same(turn, delivery.Turn{Ours: true})
}

// What is more urgent goes first, but only so far: what has waited for longer than that is not passed.
func TestTheQueue(t *testing.T) {
	h := newHouse(t)
	h.tx(func(ctx context.Context, tx tracker.Tx) error {
		for _, d := range []tracker.Delivery{
			{Kind: tracker.KindSummary, Subject: "summary", Due: noon.Add(-time.Hour)},
			{Kind: tracker.KindDigest, Subject: "digest", Due: noon.Add(-time.Hour)},
			{Kind: tracker.KindDigest, Subject: "digest with a promise", Promises: true, Due: noon.Add(-time.Hour)},
			{Kind: tracker.KindNudge, Subject: "nudge", Due: noon.Add(-50 * time.Minute)},
			{Kind: tracker.KindNudge, Subject: "late nudge", Due: noon.Add(-5 * time.Minute)},
		} {
			d.Workspace, d.Recipient, d.Key = w, string(ann), d.Subject
			if err := tx.Enqueue(ctx, d); err != nil {
				return err
			}
		}
		return nil
	})
	var order []string
	for _, i := range h.claim(10) {
		order = append(order, i.Subject)
	}
	h.same(order, []string{"nudge", "digest with a promise", "digest", "late nudge", "summary"})
}
