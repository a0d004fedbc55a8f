package postgres_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/delivery"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/tracker"
)

func (h house) enqueue(key string, due time.Time) {
	h.Helper()
	h.tx(func(ctx context.Context, tx tracker.Tx) error {
		return tx.Enqueue(ctx, tracker.Delivery{
			Workspace: w, Kind: tracker.KindDigest, Subject: "subject of " + key, Recipient: string(ann), Key: key, Due: due,
		})
	})
}

// claim takes n rows that are due at noon, for an hour.
func (h house) claim(n int) []delivery.Item { return h.claimFor(n, time.Hour) }

func (h house) claimFor(n int, lease time.Duration) []delivery.Item {
	h.Helper()
	lanes, err := h.outbox.Lanes(h.Context(), []followup.WorkspaceID{w}, noon)
	h.ok(err)
	var all []delivery.Item
	for _, lane := range lanes {
		items, err := h.outbox.Claim(h.Context(), lane, noon, n-len(all), lease)
		h.ok(err)
		all = append(all, items...)
	}
	return all
}

// lapsed is a lease that is over at once: the claim of somebody who died.
const lapsed = -time.Millisecond

func (h house) settle(i delivery.Item, ts string) {
	h.Helper()
	h.ok(h.outbox.Settle(h.Context(), []delivery.Done{{Item: i, Sent: delivery.Sent{Channel: "D1", TS: ts}}}, noon))
}

// posted is a digest of ann's that was sent on a date.
func (h house) posted(on calendar.Date) {
	h.Helper()
	h.tx(func(ctx context.Context, tx tracker.Tx) error {
		return tx.Enqueue(ctx, tracker.Delivery{
			Workspace: w, Kind: tracker.KindDigest, Subject: on.String(), Recipient: string(ann),
			Key: tracker.DigestKey(ann, on.String()), Due: noon.AddDate(0, 0, today.DaysUntil(on)),
		})
	})
	h.settle(h.claim(1)[0], on.String())
}

func (h house) redraw() {
	h.Helper()
	h.tx(func(ctx context.Context, tx tracker.Tx) error { return tx.Redraw(ctx, w, ann, today) })
}

var digestKey = tracker.DigestKey(ann, today.String())

func TestEnqueueAllIsEnqueueOfEach(t *testing.T) {
	h := newHouse(t)
	all := []tracker.Delivery{
		{Workspace: w, Kind: tracker.KindDigest, Subject: today.String(), Recipient: string(bob), Key: "digest/bob", Due: noon, Promises: true},
		{Workspace: w, Kind: tracker.KindDigest, Subject: today.String(), Recipient: string(ann), Key: "digest/ann", Due: noon},
	}
	h.tx(func(ctx context.Context, tx tracker.Tx) error { return tx.EnqueueAll(ctx, nil) })
	h.tx(func(ctx context.Context, tx tracker.Tx) error { return tx.EnqueueAll(ctx, all) })
	h.tx(func(ctx context.Context, tx tracker.Tx) error { return tx.EnqueueAll(ctx, all) })
	items, err := h.outbox.Claim(t.Context(), delivery.Lane{Workspace: w, Method: "chat.postMessage"}, noon, 10, time.Minute)
	h.ok(err)
	h.same(len(items), 2)
	h.same([]string{items[0].Recipient, items[0].Subject, items[0].Kind}, []string{string(bob), today.String(), tracker.KindDigest}) // promises first
}

func TestEnqueueTwiceIsOnce(t *testing.T) {
	h := newHouse(t)
	h.enqueue("one", noon.Add(-time.Hour))
	h.enqueue("one", noon)
	items := h.claim(5)
	h.same(len(items), 1)
	want := delivery.Item{
		ID: items[0].ID, Workspace: w, Kind: tracker.KindDigest, Subject: "subject of one", Recipient: string(ann), Key: "one",
		Wanted: 1, Attempt: 1, Claim: 1,
	}
	h.same(items[0], want)
	h.settle(items[0], "1.1")
	h.enqueue("one", noon)
	h.same(len(h.claim(5)), 0)
}

func TestClaim(t *testing.T) {
	t.Run("the_longest_due_first_and_nothing_early", func(t *testing.T) {
		h := newHouse(t)
		for i, key := range []string{"b", "c", "a", "early"} {
			h.enqueue(key, noon.Add(time.Duration([]int{-2, -2, -9, 1}[i])*time.Minute))
		}
		var keys []string
		for _, i := range h.claim(2) {
			keys = append(keys, i.Subject)
		}
		h.same(keys, []string{"subject of a", "subject of b"})
		h.same(len(h.claim(5)), 1)
		h.same(len(h.claim(5)), 0)
	})

	t.Run("at_once_take_different_rows", func(t *testing.T) {
		h := newHouse(t)
		for i := range 40 {
			h.enqueue(string(rune('a'+i)), noon)
		}
		var ids []int64
		for _, items := range together(8, func(int) []delivery.Item { return h.claim(5) }) {
			for _, i := range items {
				ids = append(ids, i.ID)
			}
		}
		for items := h.claim(40); len(items) > 0; items = h.claim(40) { // what others held at that moment was skipped
			for _, i := range items {
				ids = append(ids, i.ID)
			}
		}
		slices.Sort(ids)
		h.same(len(slices.Compact(ids)), 40)
		h.same(len(ids), 40)
	})

	t.Run("after_a_death_comes_back_unsure", func(t *testing.T) {
		h := newHouse(t)
		h.enqueue("one", noon)
		died := h.claimFor(1, lapsed)[0]
		again := h.claim(1)[0]
		h.same([]bool{died.Unsure, again.Unsure}, []bool{false, true})
		h.same([]int{died.Attempt, again.Attempt}, []int{1, 2})

		h.settle(died, "late.1") // wakes up again, and is not listened to
		h.same(h.count(`select count(*) from deliveries where ts <> ''`), 0)
		h.ok(h.outbox.Retry(t.Context(), died, 0, false, true, "late"))
		h.ok(h.outbox.GiveUp(t.Context(), died, "late", noon))
		h.same(len(h.claim(1)), 0)
		h.settle(again, "1.1")
		h.same(h.count(`select count(*) from deliveries where ts = '1.1' and shown = wanted and sent_at = $1`, noon), 1)
	})

	t.Run("an_old_claim_stays_void_after_others_have_settled", func(t *testing.T) {
		h := newHouse(t)
		h.enqueue(digestKey, noon)
		died := h.claimFor(1, lapsed)[0]
		h.settle(h.claim(1)[0], "1.1")
		h.redraw()
		h.claim(1) // the first attempt since the settling, as the dead one's was
		h.settle(died, "late.1")
		h.same(h.count(`select count(*) from deliveries where ts = '1.1' and shown < wanted and leased_until is not null`), 1)
	})

	t.Run("an_edit_that_died_is_not_unsure", func(t *testing.T) {
		h := newHouse(t)
		h.enqueue(digestKey, noon)
		h.settle(h.claim(1)[0], "1.1")
		h.redraw()
		h.claimFor(1, lapsed)
		h.same(h.claim(1)[0].Unsure, false)
	})
}

func TestSettle(t *testing.T) {
	t.Run("keeps_where_it_was_posted", func(t *testing.T) {
		h := newHouse(t)
		h.enqueue(digestKey, noon)
		h.settle(h.claim(1)[0], "1.1")
		h.redraw()
		h.redraw()
		edit := h.claim(5)
		h.same(len(edit), 1)
		h.same([]string{edit[0].Channel, edit[0].TS}, []string{"D1", "1.1"})
		h.same([]int{edit[0].Wanted, edit[0].Attempt}, []int{3, 1})
		h.ok(h.outbox.Settle(t.Context(), []delivery.Done{{Item: edit[0], Sent: delivery.Sent{Channel: "D1", TS: "1.1"}}}, noon.Add(time.Hour)))
		h.same(h.count(`select count(*) from deliveries where sent_at = $1 and attempt = 0`, noon), 1)
		h.same(len(h.claim(5)), 0)
	})

	t.Run("what_was_wanted_meanwhile_stays_wanted", func(t *testing.T) {
		h := newHouse(t)
		h.enqueue(digestKey, noon)
		first := h.claim(1)[0]
		h.redraw()
		h.same(len(h.claim(1)), 0)
		h.settle(first, "1.1")
		again := h.claim(1)[0]
		h.same(again.TS, "1.1")
		h.settle(again, "1.1")
		h.same(len(h.claim(1)), 0)
	})

	t.Run("skipped_digest_is_not_posted_later_that_day", func(t *testing.T) {
		h := newHouse(t)
		h.enqueue(digestKey, noon)
		item := h.claim(1)[0]
		h.redraw() // while it is found to have nothing to say
		h.ok(h.outbox.Settle(t.Context(), []delivery.Done{{Item: item, Sent: delivery.Sent{Skipped: true}}}, noon))
		h.redraw()
		h.same(len(h.claim(1)), 0)
		h.same(h.count(`select count(*) from deliveries where sent_at is null and ts = ''`), 1)
	})

	t.Run("several_at_once_but_what_was_claimed_again", func(t *testing.T) {
		h := newHouse(t)
		for _, key := range []string{"a", "b", "c"} {
			h.enqueue(key, noon)
		}
		var done []delivery.Done
		for _, i := range h.claim(3) {
			done = append(done, delivery.Done{Item: i, Sent: delivery.Sent{Channel: "D1", TS: "of " + i.Key, Skipped: i.Key == "c"}})
		}
		h.exec(`update deliveries set claim = claim + 1 where dedupe_key = 'b'`)
		h.ok(h.outbox.Settle(t.Context(), done, noon))
		h.same(h.count(`select count(*) from deliveries where shown = 1 and dedupe_key = 'a' and ts = 'of a'`), 1)
		h.same(h.count(`select count(*) from deliveries where shown = 0 and dedupe_key = 'b' and ts = '' and leased_until is not null`), 1)
		h.same(h.count(`select count(*) from deliveries where shown = 1 and dedupe_key = 'c' and ts = '' and sent_at is null`), 1)
	})

	t.Run("who_locks_the_other_way_round_ends_nothing", func(t *testing.T) {
		h := newHouse(t)
		h.exec(`insert into deliveries (workspace_id, kind, subject, recipient, dedupe_key, due_at) values ($1, 'home', '', $2, $3, $4)`,
			w, ann, tracker.HomeKey(ann), noon)
		h.exec(`update deliveries set shown = wanted`)
		h.enqueue(digestKey, noon)
		item := h.claim(1)[0]
		other, err := h.raw.BeginTxx(t.Context(), nil)
		h.ok(err)
		lock := func(key string) {
			_, err := other.ExecContext(t.Context(), `update deliveries set wanted = wanted + 1 where dedupe_key = $1`, key)
			h.ok(err)
		}
		_, err = other.ExecContext(t.Context(), `set local deadlock_timeout = '1min'`) // it is the other one that finds out
		h.ok(err)
		lock(tracker.HomeKey(ann))
		settled := make(chan error, 1)
		go func() {
			settled <- h.outbox.Settle(t.Context(), []delivery.Done{{Item: item, Sent: delivery.Sent{Channel: "D1", TS: "1.1"}}}, noon)
		}()
		for h.count(`select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`) == 0 {
			continue
		}
		lock(digestKey)
		h.ok(other.Commit())
		h.ok(<-settled)
		h.same(h.count(`select count(*) from deliveries where dedupe_key = $1 and ts = '1.1' and leased_until is null`, digestKey), 1)
	})

	t.Run("skipped_edit_keeps_its_message", func(t *testing.T) {
		h := newHouse(t)
		h.enqueue(digestKey, noon)
		h.settle(h.claim(1)[0], "1.1")
		h.redraw()
		h.ok(h.outbox.Settle(t.Context(), []delivery.Done{{Item: h.claim(1)[0], Sent: delivery.Sent{Skipped: true}}}, noon))
		h.same(len(h.claim(1)), 0)
		h.redraw()
		h.same(h.claim(1)[0].TS, "1.1")
	})
}

func TestRedraw(t *testing.T) {
	t.Run("an_unsent_digest_is_sent_once", func(t *testing.T) {
		h := newHouse(t)
		h.redraw() // there is none yet
		h.enqueue(digestKey, noon)
		h.redraw()
		h.settle(h.claim(1)[0], "1.1")
		h.same(len(h.claim(1)), 0)
	})

	t.Run("given_up_stays_given_up", func(t *testing.T) {
		h := newHouse(t)
		h.enqueue(digestKey, noon)
		h.ok(h.outbox.GiveUp(t.Context(), h.claim(1)[0], "refused", noon))
		h.redraw()
		h.same(len(h.claim(1)), 0)
	})

	t.Run("message", func(t *testing.T) {
		h := newHouse(t)
		h.enqueue("one", noon)
		h.settle(h.claim(1)[0], "1.1")
		for _, ts := range []string{"1.1", "1.1", "9.9", ""} {
			h.tx(func(ctx context.Context, tx tracker.Tx) error {
				known, err := tx.RedrawMessage(ctx, w, tracker.Posted{Channel: "D1", TS: ts})
				h.same(known, ts == "1.1")
				return err
			})
		}
		h.settle(h.claim(5)[0], "1.1")
		h.same(len(h.claim(5)), 0)
	})
}

func TestRetry(t *testing.T) {
	retry := func(h house, i delivery.Item, wait time.Duration, unsure, counts bool) {
		h.Helper()
		h.ok(h.outbox.Retry(h.Context(), i, wait, unsure, counts, "bad\x00cause\xff"))
	}

	t.Run("comes_back_after_the_wait", func(t *testing.T) {
		h := newHouse(t)
		h.enqueue("one", noon)
		retry(h, h.claim(1)[0], time.Hour, false, true)
		h.same(len(h.claim(1)), 0)
		h.exec(`update deliveries set retry_at = clock_timestamp() - interval '1 second'`)
		again := h.claim(1)[0]
		h.same([]any{again.Attempt, again.Unsure}, []any{2, false})
	})

	t.Run("a_limit_costs_no_attempt", func(t *testing.T) {
		h := newHouse(t)
		h.enqueue("one", noon)
		for range 3 {
			i := h.claim(1)[0]
			h.same(i.Attempt, 1)
			retry(h, i, 0, false, false)
		}
	})

	t.Run("a_lost_answer_makes_a_post_unsure", func(t *testing.T) {
		h := newHouse(t)
		h.enqueue("one", noon)
		retry(h, h.claim(1)[0], 0, true, true)
		again := h.claim(1)[0]
		h.same(again.Unsure, true)
		h.settle(again, "1.1")
		h.tx(func(ctx context.Context, tx tracker.Tx) error {
			known, err := tx.RedrawMessage(ctx, w, tracker.Posted{Channel: "D1", TS: "1.1"})
			h.same(known, true)
			return err
		})
		edit := h.claim(1)[0]
		retry(h, edit, 0, true, true)
		h.same(h.claim(1)[0].Unsure, false)
	})
}
