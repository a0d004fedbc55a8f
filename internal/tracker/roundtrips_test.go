package tracker_test

import (
	"testing"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/tracker"
)

// TestATypedLogWaitsTenTimesForTheDatabase, also where the lead runs on a cadence: two reads before the transaction; its begin, the door with the claim, the lock, the lead,
// the event, the lead again, the digests, and its commit. Who adds one has a reason.
func TestATypedLogWaitsTenTimesForTheDatabase(t *testing.T) {
	d := newDesk(t)
	d.lead(ann, "Acme", today)
	typed := func() {
		a, _, err := d.Enter(t.Context(), d.as(ann))
		d.ok(err)
		found, err := d.Named(t.Context(), a, "acme", 6)
		d.ok(err)
		d.must(d.Log(t.Context(), a, tracker.Log{Lead: found[0].Lead.ID, Channel: followup.Call, Outcome: followup.NoAnswer}))
	}
	typed() // statements are prepared by now
	before := d.db.RoundTrips()
	typed()
	if n := d.db.RoundTrips() - before; n != 10 {
		t.Errorf("waited %d times, want 10", n)
	}
	l := d.load(1)
	d.must(d.StartCadence(t.Context(), d.as(ann), seen(l), warm21, calendar.Date{}))
	before = d.db.RoundTrips()
	typed()
	if n := d.db.RoundTrips() - before; n != 10 {
		t.Errorf("on a cadence it waited %d times, want 10", n)
	}
}
