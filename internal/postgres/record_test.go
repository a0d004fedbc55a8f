package postgres_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/tracker"
)

// entry is a touch on a lead as it is now, with a new recall.
func (h house) entry(id followup.LeadID, request string) tracker.Entry {
	h.Helper()
	of, err := h.store.Fresh(h.Context(), w, id)
	h.ok(err)
	after, next := of.Lead, *of.Lead.Recall
	next.ID, next.Due = 0, today.AddDays(3)
	after.Recall = &next
	after.Touches++
	return tracker.Entry{
		Of: of, After: after, Before: &of.Lead, Request: request, On: today, Settles: true,
		Event: followup.Event{
			Lead: id, Kind: followup.Logged, By: ann, At: noon, Source: followup.FromModal, Recall: of.Lead.Recall.ID,
			Detail: followup.Detail{Touch: &followup.Touch{By: ann, At: noon, Channel: followup.Call, Outcome: followup.NoAnswer}},
		},
	}
}

func TestRecord(t *testing.T) {
	h := newHouse(t)
	one := h.insert(full())
	e := h.entry(one.ID, "envelope")
	stored, done, err := h.store.Record(t.Context(), e)
	h.ok(err)
	h.same(done, true)
	h.same(stored.Lead, h.load(one.ID))
	event, err := h.store.Event(t.Context(), w, stored.Event.ID)
	h.ok(err)
	h.same(stored.Event, event)
	before, err := h.store.Before(t.Context(), w, event.ID)
	h.ok(err)
	h.same(before, one)
	h.tx(func(ctx context.Context, tx tracker.Tx) error {
		made, err := tx.RequestEvent(ctx, w, "envelope")
		h.same(made, event.ID)
		return err
	})

	for name, again := range map[string]tracker.Entry{"of the lead as it was": e, "of a request carried out": h.entry(one.ID, "envelope")} {
		_, done, err = h.store.Record(t.Context(), again)
		h.ok(err)
		if done {
			t.Errorf("one %s was stored", name)
		}
	}
	h.same(h.count(`select count(*) from events`), 1)
	h.same(h.count(`select count(*) from recalls where is_open`), 1)
}

// TestOfManyAtOnceOneIsRecorded: of many requests that were decided on the same lead, and of one request that came many times.
func TestOfManyAtOnceOneIsRecorded(t *testing.T) {
	h := newHouse(t)
	for name, request := range map[string]func(i int) string{
		"many requests": func(i int) string { return fmt.Sprintf("envelope %d", i) },
		"one request":   func(int) string { return "envelope" },
	} {
		one := h.insert(lead(name, ann, calendar.On(2026, 5, 12)))
		read := h.entry(one.ID, "")
		wins := 0
		for _, won := range together(8, func(i int) bool {
			e := read
			e.Request = request(i)
			_, done, err := h.store.Record(t.Context(), e)
			h.ok(err)
			return done
		}) {
			if won {
				wins++
			}
		}
		if wins != 1 {
			t.Errorf("%s: %d were stored", name, wins)
		}
		h.same(h.count(`select count(*) from touches where lead_id = $1`, one.ID), 1)
	}
	h.same(h.count(`select count(*) from requests`), 2)
}
