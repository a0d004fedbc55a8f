package tracker_test

import (
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/tracker"
)

// owed lists what a lead owes and how the rest was settled: "promise", "recap sent".
func (d *desk) owed(lead followup.LeadID) []string {
	d.Helper()
	list := []string{}
	d.ok(d.raw.SelectContext(d.Context(), &list,
		`select rtrim(kind || ' ' || settled_how) from obligations where lead_id = $1 order by id`, lead))
	return list
}

func (d *desk) pings() int {
	d.Helper()
	return d.count(`select count(*) from deliveries where kind = 'ping'`)
}

// heard logs a call in which they were interested, with a call promised in three days at 14:00.
func (d *desk) heard(lead followup.Lead) followup.Event {
	d.Helper()
	at := calendar.Clock(14, 0)
	return d.must(d.Log(d.Context(), d.as(ann), tracker.Log{
		Lead: lead.ID, Channel: followup.Call, Outcome: followup.Interested,
		Next: followup.NextStep{Kind: followup.NextRecall, On: today.AddDays(3), At: &at, Channel: followup.Call, Promised: true},
	})).Event
}

func (d *desk) mailed(lead followup.Lead) followup.Event {
	d.Helper()
	return d.must(d.Log(d.Context(), d.as(ann), tracker.Log{Lead: lead.ID, Channel: followup.Email, Outcome: followup.Sent})).Event
}

func TestWhatIsOwedFollowsTheLead(t *testing.T) {
	d := newDesk(t)
	d.at(berlin(5, 12, 10, 0))
	t.Run("a conversation owes a recap, an e-mail settles it, undo brings it back", func(t *testing.T) {
		d := d.in(t)
		lead := d.lead(ann, "Acme", today)
		d.same(d.owed(lead.ID), []string{})
		call := d.heard(lead)
		d.same(d.owed(lead.ID), []string{"promise", "recap"})
		mail := d.mailed(lead)
		d.same(d.owed(lead.ID), []string{"promise", "recap sent"})
		d.must(d.Undo(d.Context(), d.as(ann), mail.ID))
		d.same(d.owed(lead.ID), []string{"promise", "recap"})
		d.must(d.Undo(d.Context(), d.as(ann), call.ID))
		d.same(d.owed(lead.ID), []string{"promise undone", "recap undone"})
		d.heard(lead)
		d.same(d.owed(lead.ID), []string{"promise", "recap"})
	})
	t.Run("the button settles it, and undo brings it back", func(t *testing.T) {
		d := d.in(t)
		lead := d.lead(ann, "Beta", today)
		d.heard(lead)
		var id followup.ObligationID
		d.ok(d.raw.GetContext(d.Context(), &id, `select id from obligations where lead_id = $1 and kind = 'recap'`, lead.ID))
		a := d.as(ann)
		sent := d.must(d.SentOwed(d.Context(), a, id))
		if again := d.must(d.SentOwed(d.Context(), a, id)); !again.Repeated {
			t.Error("it counted twice")
		}
		d.same(d.owed(lead.ID), []string{"promise", "recap said"})
		if _, err := d.SentOwed(d.Context(), d.as(ann), id); err == nil {
			t.Error("it was sent twice")
		}
		if _, err := d.SentOwed(d.Context(), d.as(zoe), id); err == nil {
			t.Error("a stranger said so")
		}
		d.must(d.Move(d.Context(), d.as(ann), tracker.Target{Lead: lead.ID}, tracker.NewDate{On: today.AddDays(7)}))
		d.same(d.owed(lead.ID), []string{"promise moved", "recap said", "promise"})
		d.must(d.Undo(d.Context(), d.as(ann), 0))
		d.must(d.Undo(d.Context(), d.as(ann), sent.Event.ID))
		d.same(d.owed(lead.ID), []string{"promise", "recap", "promise undone"})
	})
	t.Run("park, close and an edit settle it", func(t *testing.T) {
		d := d.in(t)
		lead := d.lead(ann, "Gamma", today)
		call := d.heard(lead)
		d.must(d.Park(d.Context(), d.as(ann), tracker.Target{Lead: lead.ID}, followup.Park{Reason: "later"}, today.AddDays(30)))
		d.same(d.owed(lead.ID), []string{"promise parked", "recap parked"})
		d.must(d.Undo(d.Context(), d.as(ann), 0))
		d.must(d.Close(d.Context(), d.as(ann), tracker.Target{Lead: lead.ID}, followup.NextStep{Kind: followup.NextStop}))
		d.same(d.owed(lead.ID), []string{"promise closed", "recap closed"})
		d.must(d.Undo(d.Context(), d.as(ann), 0))
		d.must(d.EditLog(d.Context(), d.as(ann), call.ID, tracker.Log{Channel: followup.Call, Outcome: followup.NoAnswer}))
		d.same(d.owed(lead.ID), []string{"promise moved", "recap undone"})
	})
	t.Run("a handover takes it along, a merge too", func(t *testing.T) {
		d := d.in(t)
		lead, other := d.lead(ann, "Delta", today), d.lead(ann, "Epsilon", today)
		d.heard(lead)
		d.must(d.Reassign(d.Context(), d.as(mia), []tracker.Target{{Lead: lead.ID}, {Lead: other.ID}}, bob))
		d.same(d.count(`select count(*) from obligations where lead_id = $1 and owner_id = 'UBOB' and settled_at is null`, lead.ID), 2)
		merged := d.must(d.Merge(d.Context(), d.as(bob), other.ID, lead.ID))
		d.same(d.owed(lead.ID), []string{"promise merged", "recap merged"})
		d.same(d.owed(other.ID), []string{"promise", "recap"})
		d.must(d.Undo(d.Context(), d.as(bob), merged.Event.ID))
		d.same(d.owed(lead.ID), []string{"promise", "recap"})
		d.same(d.owed(other.ID), []string{"promise undone", "recap undone"})
	})
}

func TestAPingComesOnce(t *testing.T) {
	d := newDesk(t)
	d.at(berlin(5, 12, 10, 0))
	lead := d.lead(ann, "Acme", today)
	call := d.heard(lead)
	d.at(berlin(5, 12, 10, 59))
	d.same(d.pings(), 0)
	d.at(berlin(5, 12, 11, 0))
	d.same(d.pings(), 1)
	d.must(d.Undo(d.Context(), d.as(ann), call.ID))
	d.at(berlin(5, 12, 11, 1))
	d.clock.Advance(-time.Hour) // somebody sets the clock back
	d.ok(d.Sweep(d.Context()))
	d.clock.Advance(time.Hour + time.Minute)
	d.ok(d.Sweep(d.Context()))
	d.same(d.pings(), 1)
	d.heard(lead) // another conversation
	d.at(berlin(5, 12, 12, 2))
	d.same(d.pings(), 2)
	d.at(berlin(5, 13, 12, 30))
	d.at(berlin(5, 14, 12, 30))
	d.at(berlin(5, 15, 13, 49))
	d.same(d.pings(), 2)
	d.at(berlin(5, 15, 13, 50))
	d.same(d.pings(), 3)
	d.at(berlin(5, 15, 13, 55))
	d.same(d.pings(), 3)
}

func TestARepInAnotherZoneIsPingedByItsClock(t *testing.T) {
	d := newDesk(t)
	d.at(berlin(5, 12, 10, 0))
	lead := d.lead(ann, "Acme", today)
	d.heard(lead)
	d.mailed(lead)
	away := person(ann)
	away.Zone = "America/New_York"
	d.ok(d.SavePeople(d.Context(), []followup.Person{away}))
	d.at(berlin(5, 15, 13, 50))
	d.same(d.pings(), 0)
	d.at(berlin(5, 15, 19, 50)) // 13:50 there
	d.same(d.pings(), 1)
}

func TestThePromisesOfAnEarlierReleaseGetTheirRow(t *testing.T) {
	d := newDesk(t)
	d.at(berlin(5, 12, 10, 0))
	lead := d.lead(ann, "Acme", today)
	d.heard(lead)
	if _, err := d.raw.ExecContext(d.Context(), `delete from obligations`); err != nil {
		t.Fatal(err)
	}
	d.at(berlin(5, 12, 10, 1))
	d.same(d.owed(lead.ID), []string{"promise", "recap"})
	if _, err := d.raw.ExecContext(d.Context(), `update recalls set due_on = due_on + 7, version = version + 1 where is_open`); err != nil {
		t.Fatal(err)
	}
	d.at(berlin(5, 15, 13, 50))
	d.same(d.count(`select count(*) from deliveries where kind = 'ping' and subject in (select id::text from obligations where kind = 'promise')`), 0)
}

func TestPromisesKeptAreCounted(t *testing.T) {
	d := newDesk(t)
	d.at(berlin(5, 12, 10, 0))
	kept, late, moved := d.lead(ann, "Acme", today), d.lead(ann, "Beta", today), d.lead(ann, "Gamma", today)
	for _, l := range []followup.Lead{kept, late, moved} {
		d.heard(l)
	}
	home := func() (int, int) {
		h, err := d.Home(d.Context(), w, ann)
		d.ok(err)
		return h.Kept.Kept, h.Kept.Of
	}
	d.must(d.Move(d.Context(), d.as(ann), tracker.Target{Lead: moved.ID}, tracker.NewDate{On: today.AddDays(20)}))
	d.at(berlin(5, 15, 14, 5))
	d.must(d.Log(d.Context(), d.as(ann), tracker.Log{Lead: kept.ID, Channel: followup.Call, Outcome: followup.NoAnswer}))
	if k, of := home(); k != 1 || of != 1 {
		t.Errorf("%d of %d on the day", k, of)
	}
	d.at(berlin(5, 18, 9, 0))
	if k, of := home(); k != 1 || of != 2 {
		t.Errorf("%d of %d after the weekend", k, of)
	}
	d.must(d.Log(d.Context(), d.as(ann), tracker.Log{Lead: late.ID, Channel: followup.Call, Outcome: followup.NoAnswer}))
	if k, of := home(); k != 1 || of != 2 {
		t.Errorf("%d of %d when it was done late", k, of)
	}
}
