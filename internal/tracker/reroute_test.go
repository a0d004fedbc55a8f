package tracker_test

import (
	"errors"
	"testing"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/tracker"
)

// offers lists what was said of overdue promises: its kind and to whom, in order.
func (d *desk) offers() []string {
	d.Helper()
	list := []string{}
	d.ok(d.raw.SelectContext(d.Context(), &list, `select kind || ' ' || recipient from deliveries where kind in ('offer', 'team_offer') order by id`))
	return list
}

func TestAnOverduePromiseIsOfferedOnceToEach(t *testing.T) {
	d := newDesk(t)
	d.at(berlin(5, 12, 9, 0))
	lead := d.promised(ann, "Acme", today, 9)
	d.at(berlin(5, 12, 9, 30))
	d.at(berlin(5, 12, 12, 59))
	d.same(d.offers(), []string{})
	d.at(berlin(5, 12, 13, 1))
	d.at(berlin(5, 12, 13, 10))
	d.same(d.offers(), []string{"offer UANN"})
	d.at(berlin(5, 12, 16, 59))
	d.same(d.offers(), []string{"offer UANN"})
	d.at(berlin(5, 12, 17, 2))
	d.at(berlin(5, 13, 17, 45))
	d.same(d.offers(), []string{"offer UANN", "team_offer C1"})
	var id followup.ObligationID
	d.ok(d.raw.GetContext(d.Context(), &id, `select id from obligations where kind = 'promise' and settled_at is null`))
	offered, err := d.Offered(d.Context(), w, id)
	d.ok(err)
	d.same([]any{offered.Taken, offered.Owed.Open()}, []any{false, true})

	_, err = d.Take(d.Context(), d.as(zoe), id)
	if _, ok := errors.AsType[tracker.NotYoursError](err); !ok {
		t.Errorf("a stranger takes it: %v", err)
	}
	a := d.as(bob)
	d.must(d.Take(d.Context(), a, id))
	if again := d.must(d.Take(d.Context(), a, id)); !again.Repeated {
		t.Error("it counts twice")
	}
	d.same(d.load(lead.ID).Owner, bob)
	offered, err = d.Offered(d.Context(), w, id)
	d.ok(err)
	d.same(offered.Taken, true)
	_, err = d.Take(d.Context(), d.as(mia), id)
	if _, ok := errors.AsType[tracker.StaleError](err); !ok {
		t.Errorf("two take it: %v", err)
	}
	d.at(berlin(5, 15, 17, 45))
	d.same(d.offers(), []string{"offer UANN", "team_offer C1"})
}

func TestWhoIsAwayIsNotAskedForTheirPromise(t *testing.T) {
	d := newDesk(t)
	d.at(berlin(5, 12, 9, 0))
	d.promised(ann, "Acme", calendar.On(2026, 5, 18), 9)
	kept := d.promised(ann, "Kept", calendar.On(2026, 5, 19), 9)
	_, err := d.SayAway(d.Context(), d.as(ann), twoWeeks)
	d.ok(err)
	d.at(berlin(5, 18, 9, 1))
	d.at(berlin(5, 18, 13, 5))
	d.same(d.offers(), []string{"offer UBOB"})
	d.at(berlin(5, 18, 17, 10))
	d.same(d.offers(), []string{"offer UBOB", "team_offer C1"})
	d.at(berlin(5, 19, 9, 1))
	d.must(d.Log(d.Context(), d.as(bob), tracker.Log{Lead: kept.ID, Channel: followup.Email, Outcome: followup.Sent}))
	d.at(berlin(5, 19, 13, 5))
	d.at(berlin(5, 20, 13, 5))
	d.same(d.offers(), []string{"offer UBOB", "team_offer C1"})
}

// What settled a late promise is taken back: it goes on to the team, and nobody is asked a second time.
func TestATouchTakenBackLeavesThePromiseOnItsWay(t *testing.T) {
	d := newDesk(t)
	d.at(berlin(5, 12, 9, 0))
	lead := d.promised(ann, "Acme", today, 9)
	d.at(berlin(5, 12, 9, 30))
	d.at(berlin(5, 12, 13, 1))
	d.same(d.offers(), []string{"offer UANN"})
	done := d.logs(lead, followup.Email, followup.Sent)
	d.at(berlin(5, 12, 17, 2))
	d.same(d.offers(), []string{"offer UANN"})
	d.must(d.Undo(d.Context(), d.as(ann), done.Event.ID))
	d.at(berlin(5, 12, 17, 3))
	d.same(d.offers(), []string{"offer UANN"})
	d.at(berlin(5, 13, 17, 45))
	d.same(d.offers(), []string{"offer UANN", "team_offer C1"})
}
