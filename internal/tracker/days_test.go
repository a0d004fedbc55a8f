package tracker_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/tracker"
)

// asides is a store that answers in its own way where a day's receipts are read, beside its rows.
type asides struct {
	tracker.Store

	settledOn func() error
}

func (s asides) SettledOn(context.Context, followup.WorkspaceID, []tracker.RepDay, time.Time) (map[followup.UserID][]digest.Noted, error) {
	return nil, s.settledOn()
}

// TestWhatIsReadBesideFailsWhereItIsWaitedFor: an error is the day's, and a panic that of whoever asked, who knows what to do about it.
func TestWhatIsReadBesideFailsWhereItIsWaitedFor(t *testing.T) {
	d := newDesk(t)
	d.lead(ann, "Acme", today)
	lost := errors.New("lost")
	if _, err := d.on(asides{d.store, func() error { return lost }}).Today(t.Context(), d.as(ann)); !errors.Is(err, lost) {
		t.Errorf("got %v", err)
	}
	defer func() {
		if got := recover(); got != "in the store" {
			t.Errorf("panicked: %v", got)
		}
	}()
	_, _ = d.on(asides{d.store, func() error { panic("in the store") }}).Today(t.Context(), d.as(ann))
	t.Error("it went on")
}

// TestNothingIsInNeitherList: a touch that is logged while the day is read is in its rows, its receipts, or both.
func TestNothingIsInNeitherList(t *testing.T) {
	d := newDesk(t)
	lead := d.lead(ann, "Acme", today)
	late := asides{d.store, func() error {
		d.must(d.Log(t.Context(), d.as(ann), tracker.Log{Lead: lead.ID, Channel: followup.Call, Outcome: followup.Busy}))
		return nil
	}}
	day, err := d.on(late).Today(t.Context(), d.as(ann))
	d.ok(err)
	if len(day.Open) != 1 {
		t.Errorf("%d rows", len(day.Open))
	}
}
