package tracker_test

import (
	"testing"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/tracker"
)

// drawn is how often ann's digest of today is to be drawn.
func (d *desk) drawn() int {
	d.Helper()
	return d.count(`select wanted from deliveries where dedupe_key = $1`, tracker.DigestKey(ann, today.String()))
}

// TestTheListFollowsTheHours: whoever can be called now stands first, and the digest is drawn again for that alone.
func TestTheListFollowsTheHours(t *testing.T) {
	d := newDesk(t)
	ctx := t.Context()
	inLisbon := d.must(d.Add(ctx, d.as(ann), tracker.NewLead{
		Name: "Lisbon", Value: &followup.Money{Minor: 9_000_00, Currency: "EUR"},
		Contact: followup.Contact{Name: "Rui", Zone: "Europe/Lisbon"},
		First:   followup.NextStep{Kind: followup.NextRecall, On: today, Channel: followup.Call},
	}, true)).Lead
	inBerlin := d.lead(ann, "Berlin", today)
	first := func() followup.LeadID {
		day, err := d.Today(ctx, d.as(ann))
		d.ok(err)
		return day.Open[0].Lead.ID
	}
	d.at(berlin(5, 12, 8, 30))
	d.posted()
	began := d.drawn()
	for _, step := range []struct {
		hour, minute, drawn int
		first               followup.LeadID
	}{
		{9, 55, 0, inLisbon.ID},  // neither can be called: the larger deal
		{10, 6, 1, inBerlin.ID},  // Berlin opens
		{10, 50, 1, inBerlin.ID}, // nothing turned since
		{11, 6, 2, inLisbon.ID},  // Lisbon opens: both, and the larger deal
		{12, 6, 3, inLisbon.ID},  // Berlin closes
		{13, 6, 4, inLisbon.ID},  // Lisbon closes
		{13, 50, 4, inLisbon.ID}, //
		{14, 6, 5, inBerlin.ID},  // Berlin opens again
	} {
		d.at(berlin(5, 12, step.hour, step.minute))
		d.ok(d.Sweep(ctx)) // a second look changes nothing
		if got := d.drawn() - began; got != step.drawn || first() != step.first {
			t.Errorf("at %02d:%02d it was drawn %d times and lead %d is first, want %d times and lead %d",
				step.hour, step.minute, got, first(), step.drawn, step.first)
		}
	}
	d.must(d.Close(ctx, d.as(ann), seen(d.load(inBerlin.ID)), followup.NextStep{Kind: followup.NextWon}))
	d.must(d.Close(ctx, d.as(ann), seen(d.load(inLisbon.ID)), followup.NextStep{Kind: followup.NextWon}))
	done := d.drawn()
	d.at(berlin(5, 12, 16, 10))
	d.at(berlin(5, 12, 20, 30))
	if d.drawn() != done {
		t.Error("a list without calls was drawn again")
	}
	if n := d.count(`select count(*) from deliveries where resort_at is not null`); n != 0 {
		t.Errorf("%d lists are looked at in the night", n)
	}
}
