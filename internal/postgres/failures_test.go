package postgres_test

import (
	"context"
	"testing"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/tracker"
)

// fail gives up a delivery to somebody and returns its id.
func (h house) fail(kind, recipient string) int64 {
	h.Helper()
	h.tx(func(ctx context.Context, tx tracker.Tx) error {
		return tx.Enqueue(ctx, tracker.Delivery{
			Workspace: w, Kind: kind, Subject: "s", Recipient: recipient, Key: kind + recipient, Due: noon,
		})
	})
	item := h.claim(1)[0]
	h.ok(h.outbox.GiveUp(h.Context(), item, "channel_not_found", noon))
	return item.ID
}

func TestWhoIsToldOfAFailure(t *testing.T) {
	admin := person("UADMIN")
	admin.Admin = true
	retired := person("URETIRED")
	retired.Admin, retired.Deleted = true, true
	tests := []struct {
		name      string
		recipient string
		make      func(h house)
		want      []followup.UserID
	}{
		{"managers_of_the_recipients_teams", string(ann), func(h house) { h.team("C1", bob, ann); h.team("C2", mia, ann, bob) }, []followup.UserID{bob, mia}},
		{"each_once", string(ann), func(h house) { h.team("C1", bob, ann); h.team("C2", bob, ann) }, []followup.UserID{bob}},
		{"the_manager_of_a_channel", "C1", func(h house) { h.team("C1", bob, ann); h.team("C2", mia, ann) }, []followup.UserID{bob}},
		{"admins_where_there_is_no_team", string(ann), func(house) {}, []followup.UserID{"UADMIN"}},
		{"never_the_recipient", string(ann), func(h house) { h.team("C1", ann, ann, bob) }, []followup.UserID{"UADMIN"}},
		{"only_who_is_there", string(ann), func(h house) {
			h.team("C1", bob, ann)
			gone := person(bob)
			gone.Deleted = true
			h.people(gone)
		}, []followup.UserID{"UADMIN"}},
		{"nobody_is_left", "UADMIN", func(house) {}, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			h := newHouse(t)
			h.people(admin, retired)
			test.make(h)
			id := h.fail(tracker.KindDigest, test.recipient)
			want := tracker.Failure{
				ID: id, Workspace: w, Kind: tracker.KindDigest, Recipient: test.recipient, Error: "channel_not_found", Tell: test.want,
			}
			if want.Name = "Name of " + test.recipient; test.recipient == "C1" {
				want.Name = "Team C1"
			}
			got, err := h.store.Failed(t.Context(), w, id)
			h.ok(err)
			h.same(got, want)
			h.tx(func(ctx context.Context, tx tracker.Tx) error {
				failures, err := tx.UnreportedFailures(ctx, 10)
				h.same(failures, []tracker.Failure{want})
				return err
			})
		})
	}
}

func TestUnreportedFailures(t *testing.T) {
	h := newHouse(t)
	for _, kind := range []string{tracker.KindDigest, tracker.KindSummary, tracker.KindFailure} {
		h.fail(kind, "C1")
	}
	unreported := func(limit int) (n int) {
		h.tx(func(ctx context.Context, tx tracker.Tx) error {
			failures, err := tx.UnreportedFailures(ctx, limit)
			n = len(failures)
			return err
		})
		return n
	}
	h.same([]int{unreported(1), unreported(10), unreported(10)}, []int{1, 1, 0})
	h.enqueue("waits", noon)
	_, err := h.store.Failed(t.Context(), w, h.claim(1)[0].ID)
	h.is(err, tracker.ErrNotFound)
}
