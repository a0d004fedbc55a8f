package postgres_test

import (
	"context"
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/tracker"
)

func (h house) owe(o followup.Obligation) followup.Obligation {
	h.Helper()
	h.tx(func(ctx context.Context, tx tracker.Tx) (err error) {
		o, err = tx.SaveObligation(ctx, o)
		return err
	})
	return o
}

func TestObligations(t *testing.T) {
	h := newHouse(t)
	lead := h.insert(lead("Acme", ann, today))
	promise := h.owe(followup.Obligation{
		Workspace: w, Lead: lead.ID, Owner: ann, Kind: followup.Promise, Event: 7, For: noon.Add(time.Hour), On: today, Due: noon.Add(time.Hour), Next: noon,
	})
	got, err := h.store.Obligation(t.Context(), w, promise.ID)
	h.ok(err)
	h.same(got, promise)

	settled := promise
	settled.PingedAt, settled.SettledAt, settled.SettledOn, settled.How, settled.By, settled.Next = noon, noon, today, followup.Done, 9, time.Time{}
	settled = h.owe(settled)
	again := promise
	again.ID, again.PingedAt = 0, time.Time{}
	again = h.owe(again) // a program that hasn't heard of the ping
	h.same(again.ID, settled.ID)
	got, err = h.store.Obligation(t.Context(), w, promise.ID)
	h.ok(err)
	h.same(got.PingedAt, noon)

	recap := h.owe(followup.Obligation{
		Workspace: w, Lead: lead.ID, Owner: ann, Kind: followup.Recap, For: noon.Add(-time.Hour), On: today, Due: noon, Next: noon,
	})
	owed, err := h.store.OwedBy(t.Context(), w, []followup.UserID{ann, bob}, noon)
	h.ok(err)
	h.same(owed, []followup.Obligation{recap})
	leads, err := h.store.OwingLeads(t.Context(), w, ann)
	h.ok(err)
	h.same(leads, []followup.LeadID{lead.ID})

	due := together(3, func(int) int {
		n := 0
		h.tx(func(ctx context.Context, tx tracker.Tx) error {
			due, err := tx.ObligationsDue(ctx, noon, 10)
			n = len(due)
			for _, d := range due {
				d.Next = time.Time{}
				if _, err := tx.SaveObligation(ctx, d.Obligation); err != nil {
					return err
				}
			}
			return err
		})
		return n
	})
	if due[0]+due[1]+due[2] != 2 {
		t.Errorf("each is taken by one: %v", due)
	}
	h.tx(func(ctx context.Context, tx tracker.Tx) error { return tx.DeleteLead(ctx, w, lead.ID) })
	h.same(h.count(`select count(*) from obligations`), 0)
}

func TestWhatAnOlderProgramDidNotKnowIsTakenUpAgain(t *testing.T) {
	h := newHouse(t)
	id := h.fail(tracker.KindPing, string(ann))
	h.exec(`update deliveries set last_error = 'unknown_kind' where id = $1`, id)
	other := h.fail(tracker.KindNudge, string(ann))
	h.tx(func(ctx context.Context, tx tracker.Tx) error { return tx.TakeUpAgain(ctx, tracker.KindPing) })
	h.same(h.count(`select count(*) from deliveries where given_up_at is null and id = $1`, id), 1)
	h.same(h.count(`select count(*) from deliveries where given_up_at is null and id = $1`, other), 0)
}
