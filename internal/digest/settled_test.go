package digest_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
)

func TestReceiptsAreOneForEachLead(t *testing.T) {
	at := func(id followup.EventID, lead followup.LeadID, by followup.UserID) followup.Event {
		return followup.Event{ID: id, Lead: lead, By: by, At: tuesday.Add(time.Duration(id) * time.Minute)}
	}
	hers := func(id followup.LeadID) followup.Lead { return followup.Lead{ID: id, Owner: "U1"} }
	theirs := followup.Lead{ID: 4, Owner: "U2"}
	got := digest.Receipts([]digest.Noted{
		{Lead: hers(1), Event: at(9, 1, "U2"), Undo: true}, // a teammate's
		{Lead: hers(1), Event: at(2, 1, "U1")},
		{Lead: hers(1), Event: at(2, 1, "U1")}, // noted for another recall, too
		{Lead: hers(2), Event: at(3, 2, "U1"), Undo: true},
		{Lead: theirs, Event: at(4, 4, "U9"), Given: true, Undo: true},
		{Lead: hers(5), Event: at(5, 5, "U1")},
		{Lead: hers(5), Event: at(6, 5, "U9"), Given: true},
	}, []digest.Row{{Lead: hers(2)}}, "U1")
	want := []digest.Settled{
		{Lead: hers(2), Event: at(3, 2, "U1"), Mine: true, Open: true, Undo: true},
		{Lead: theirs, Event: at(4, 4, "U9"), Given: true}, // it is not hers to undo
		{Lead: hers(5), Event: at(6, 5, "U9"), Earlier: []followup.Event{at(5, 5, "U1")}},
		{Lead: hers(1), Event: at(9, 1, "U2"), Earlier: []followup.Event{at(2, 1, "U1")}, Undo: true},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	day := digest.Day{Open: []digest.Row{{Lead: hers(2)}}, Settled: got}
	if day.Done() != 2 || day.Total() != 3 {
		t.Errorf("%d of %d: a lead that still waits is not done, and one handed over nobody's doing", day.Done(), day.Total())
	}
}
