package tracker_test

import (
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/tracker"
)

// TestATypedLogWaitsThreeTimesForTheDatabase: who they are, the lead they name, and all that is stored. Who adds one has a reason.
// It is no more where the lead runs on a cadence.
func TestATypedLogWaitsThreeTimesForTheDatabase(t *testing.T) {
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
	if n := d.db.RoundTrips() - before; n != 3 {
		t.Errorf("waited %d times, want 3", n)
	}
	l := d.load(1)
	d.must(d.StartCadence(t.Context(), d.as(ann), seen(l), warm21, calendar.Date{}))
	before = d.db.RoundTrips()
	typed()
	if n := d.db.RoundTrips() - before; n != 3 {
		t.Errorf("on a cadence it waited %d times, want 3", n)
	}
}

// TestAnEmailWaitsThreeTimesForTheDatabase: unless it is the recap that is owed.
func TestAnEmailWaitsThreeTimesForTheDatabase(t *testing.T) {
	d := newDesk(t)
	lead := d.lead(ann, "Acme", today)
	send := func() int64 {
		before := d.db.RoundTrips()
		d.must(d.Log(t.Context(), d.as(ann), tracker.Log{Lead: lead.ID, Channel: followup.Email, Outcome: followup.Sent}))
		return d.db.RoundTrips() - before
	}
	send() // statements are prepared by now
	if n := send(); n != 3 {
		t.Errorf("waited %d times, want 3", n)
	}
	d.must(d.Log(t.Context(), d.as(ann), tracker.Log{Lead: lead.ID, Channel: followup.Call, Outcome: followup.Interested, Next: recall(today.AddDays(3))}))
	send()
	if n := d.count(`select count(*) from obligations where settled_how = 'sent'`); n != 1 {
		t.Errorf("%d recaps were sent, want 1", n)
	}
}

// TestAConversationWaitsFiveTimesForTheDatabase: what the lead owes is looked up, and what it owes now is stored with the touch.
func TestAConversationWaitsFiveTimesForTheDatabase(t *testing.T) {
	d := newDesk(t)
	lead := d.lead(ann, "Acme", today)
	talk := func() int64 {
		d.clock.Advance(time.Minute)
		before := d.db.RoundTrips()
		d.must(d.Log(t.Context(), d.as(ann), tracker.Log{Lead: lead.ID, Channel: followup.Call, Outcome: followup.Interested, Next: recall(today.AddDays(3))}))
		return d.db.RoundTrips() - before
	}
	talk() // statements are prepared by now
	if n := talk(); n != 5 {
		t.Errorf("waited %d times, want 5", n)
	}
	if n := d.count(`select count(*) from obligations where kind = 'recap' and settled_at is null`); n != 1 {
		t.Errorf("%d recaps are owed, want 1", n)
	}
}

// TestALogFromAButtonWaitsThreeTimesForTheDatabase: the same, with the lead read by its number.
func TestALogFromAButtonWaitsThreeTimesForTheDatabase(t *testing.T) {
	d := newDesk(t)
	lead := d.lead(ann, "Acme", today)
	press := func() int64 {
		target := seen(d.load(lead.ID))
		before := d.db.RoundTrips()
		d.must(d.Log(t.Context(), d.as(ann), tracker.Log{Lead: target.Lead, Seen: target.Seen, Channel: followup.Call, Outcome: followup.NoAnswer}))
		return d.db.RoundTrips() - before
	}
	press() // statements are prepared by now
	if n := press(); n != 3 {
		t.Errorf("waited %d times, want 3", n)
	}
}
