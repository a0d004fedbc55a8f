package delivery_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/followup-bot/followup/internal/delivery"
)

// reader is a platform for which items are read together.
type reader struct {
	*platform

	read *[]int // how many each time
}

func (r reader) Together(_ context.Context, items []delivery.Item) delivery.Sender {
	*r.read = append(*r.read, len(items))
	return r.platform
}

// TestFastDeliveriesAreReadTogether: more of them each time, up to a batch.
func TestFastDeliveriesAreReadTogether(t *testing.T) {
	var read []int
	p := newPlatform()
	h := buildWith(t, reader{p, &read}, func(o *delivery.Options) { o.Parallel, o.Batch, o.Quick = 2, 5, time.Hour })
	h.put("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m")
	h.turn()
	if len(p.posts) != 13 {
		t.Errorf("%d posts", len(p.posts))
	}
	if diff := cmp.Diff([]int{2, 4, 5, 2}, read); diff != "" {
		t.Error(diff)
	}
}

// TestWhatWasOnlyClaimedIsGivenBack at the end, without a wait and without a doubt whether it was sent.
func TestWhatWasOnlyClaimedIsGivenBack(t *testing.T) {
	p := newPlatform()
	ctx, stop := context.WithCancel(t.Context())
	p.answer = func(_ delivery.Item, _ int) error {
		if len(p.tries) == 2 { // the first of the second batch, which has two
			stop()
		}
		return nil
	}
	h := build(t, p, func(o *delivery.Options) { o.Parallel, o.Batch, o.Quick = 1, 4, time.Hour })
	h.put("a", "b", "c", "d", "e", "f")
	_ = h.engine.Turn(ctx)
	if len(p.posts) != 2 {
		t.Errorf("%d posts after the stop", len(p.posts))
	}
	h.turn()
	for to, n := range p.posts {
		if n != 1 {
			t.Errorf("%d posts to %s", n, to)
		}
	}
	if len(p.posts) != 6 || p.finds > 0 {
		t.Errorf("%d posts, %d looked for", len(p.posts), p.finds)
	}
}
