package postgres_test

import (
	"context"
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/delivery"
	"github.com/followup-bot/followup/internal/tracker"
)

func (h house) keepHome(again time.Time) {
	h.Helper()
	h.tx(func(ctx context.Context, tx tracker.Tx) error { return tx.KeepHome(ctx, w, ann, noon, again) })
}

func TestHomeIsOneDeliveryThatLasts(t *testing.T) {
	h := newHouse(t)
	h.rep(ann)
	h.keepHome(noon.Add(time.Hour))
	h.keepHome(noon.Add(time.Hour))
	h.same(h.count(`select wanted from deliveries where kind = 'home'`), 2)
	item := h.claim(1)[0]
	h.ok(h.outbox.Settle(t.Context(), []delivery.Done{{Item: item, Sent: delivery.Sent{Channel: "V1", TS: "hash"}}}, noon))
	h.same(len(h.claim(1)), 0)

	h.redraw() // with the digest
	item = h.claim(1)[0]
	h.same([]string{item.Channel, item.TS}, []string{"V1", "hash"})
	h.ok(h.outbox.GiveUp(t.Context(), item, "invalid_blocks", noon))
	h.tx(func(ctx context.Context, tx tracker.Tx) error {
		failures, err := tx.UnreportedFailures(ctx, 10)
		h.same(len(failures), 0)
		if err != nil {
			return err
		}
		return tx.Purge(ctx, noon.AddDate(1, 0, 0), noon.AddDate(1, 0, 0))
	})
	h.same(h.count(`select count(*) from deliveries where kind = 'home' and given_up_at is not null`), 1)

	h.tx(func(ctx context.Context, tx tracker.Tx) error {
		early, err := tx.HomesDue(ctx, noon, 10)
		h.ok(err)
		due, err := tx.HomesDue(ctx, noon.Add(time.Hour), 10)
		h.same([]int{len(early), len(due)}, []int{0, 1})
		return err
	})
	h.keepHome(noon.Add(25 * time.Hour)) // opened again: tried again
	h.same(len(h.claim(1)), 1)
}

func TestHomeLearnsThatTheDigestCame(t *testing.T) {
	h := newHouse(t)
	h.rep(ann)
	h.keepHome(noon.Add(time.Hour))
	h.settle(h.claim(1)[0], "hash")
	h.posted(today)
	h.same(h.count(`select wanted - shown from deliveries where kind = 'home'`), 1)
	h.settle(h.claim(1)[0], "hash 2")
	h.redraw()
	for _, item := range h.claim(2) {
		h.ok(h.outbox.Settle(t.Context(), []delivery.Done{{Item: item, Sent: delivery.Sent{Channel: "C", TS: "2"}}}, noon.Add(time.Minute)))
	}
	h.same(h.count(`select wanted - shown from deliveries where kind = 'home'`), 0) // an edit of the digest is no news
}
