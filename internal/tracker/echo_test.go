package tracker_test

import (
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/tracker"
)

// goodbye logs a break-up on a new lead of ann's.
func (d *desk) goodbye(name string) followup.Lead {
	d.Helper()
	l := d.lead(ann, name, today)
	return d.logs(l, followup.Email, followup.BreakUpSent).Lead
}

func (d *desk) logs(l followup.Lead, c followup.Channel, o followup.Outcome) digest.Receipt {
	d.Helper()
	return d.must(d.Log(d.Context(), d.as(ann), tracker.Log{Lead: l.ID, Channel: c, Outcome: o}))
}

func (d *desk) echoes() digest.Echoes {
	d.Helper()
	e, err := d.store.CountEchoes(d.Context(), w, []followup.UserID{ann}, d.clock.Now().AddDate(0, 0, -28))
	d.ok(err)
	return e
}

// TestABreakUpWaitsInNoList: seven working days without Ascension Day, and nothing to do until then.
func TestABreakUpWaitsInNoList(t *testing.T) {
	d := newDesk(t)
	l := d.goodbye("Acme")
	if r := l.Recall; l.State != followup.Active || r.Kind != followup.Echo || r.Due != calendar.On(2026, 5, 22) || r.Channel != "" {
		t.Fatalf("%s, %+v", l.State, l.Recall)
	}
	d.same(d.load(l.ID), l)
	d.at(berlin(time.May, 21, 23, 59))
	d.same(d.digests(ann), []string{})
	day := d.today(ann)
	d.same([]int{len(day.Open), day.Week, day.Overdue()}, []int{0, 0, 0})
	d.same(d.load(l.ID), l)

	d.at(berlin(time.May, 22, 0, 1))
	l = d.load(l.ID)
	d.same(l.Park, &followup.Park{Rhythm: followup.Quarter})
	d.same([]any{l.State, l.Recall.Kind, l.Recall.Due}, []any{followup.Parked, followup.Wake, calendar.On(2026, 8, 24)}) // 22 August is a Saturday
	version := l.Recall.Version
	d.at(berlin(time.May, 22, 0, 2)) // once
	d.same(d.load(l.ID).Recall.Version, version)
	event, err := d.store.NewestEvent(t.Context(), w, l.ID)
	d.ok(err)
	d.same([]any{event.Kind, event.Source, event.Detail.Reasons[0].Code}, []any{followup.Rested, followup.FromRule, followup.NoEcho})
	d.same(d.echoes(), digest.Echoes{Of: 1})
	_, err = d.Undo(t.Context(), d.as(ann), 0) // what a rule did is nobody's own newest change
	d.is(err, tracker.ErrNothingToUndo)
}

// TestWhatRestsIsToldOnceAndCanBeWorkedOn: in the next digest that comes, with the way back.
func TestWhatRestsIsToldOnceAndCanBeWorkedOn(t *testing.T) {
	d := newDesk(t)
	acme := d.goodbye("Acme")
	d.lead(ann, "Due", calendar.On(2026, 5, 22))
	d.at(berlin(time.May, 22, 8, 30))
	d.posted()
	rested := d.today(ann).Rested
	if len(rested) != 1 || rested[0].Lead.ID != acme.ID {
		t.Fatalf("%+v", rested)
	}
	d.at(berlin(time.May, 25, 23, 0)) // Whit Monday
	d.at(berlin(time.May, 26, 8, 30))
	d.posted()
	if again := d.today(ann).Rested; len(again) != 0 {
		t.Errorf("told again: %+v", again)
	}
	l := d.must(d.Undo(t.Context(), d.as(ann), rested[0].Event)).Lead
	if l.State != followup.Active || l.Recall.Kind != followup.Planned || l.Recall.Due != calendar.On(2026, 5, 26) {
		t.Fatalf("%s, %+v", l.State, l.Recall)
	}
	d.at(berlin(time.May, 26, 9, 0)) // and stays there
	day := d.today(ann)
	if len(day.Open) != 2 || !day.Open[1].Stand.Echo {
		t.Fatalf("%+v", day.Open)
	}
	d.same(d.echoes(), digest.Echoes{})
	l = d.must(d.Rest(t.Context(), d.as(ann), seen(l))).Lead
	d.same([]any{l.State, l.Park.Rhythm, l.Recall.Due}, []any{followup.Parked, 3, calendar.On(2026, 8, 26)})
}

func TestAReplyToABreakUpComesFirst(t *testing.T) {
	d := newDesk(t)
	beta := d.lead(ann, "Beta", today)
	l := d.goodbye("Acme")
	d.logs(beta, followup.Email, followup.Replied)
	d.at(berlin(time.May, 19, 10, 0))
	l = d.logs(l, followup.Email, followup.Replied).Lead
	if r := l.Recall; l.State != followup.Active || !r.ReplyOwed || r.Due != calendar.On(2026, 5, 19) || r.Reasons[0].Code != followup.AnsweredGoodbye {
		t.Fatalf("%+v", l.Recall)
	}
	day := d.today(ann)
	if len(day.Open) != 2 || day.Open[0].Lead.ID != l.ID || day.Open[0].Section != digest.TheyAnswered {
		t.Errorf("%+v", day.Open)
	}
	d.same(d.echoes(), digest.Echoes{Answered: 1, Of: 1})
	d.must(d.Undo(t.Context(), d.as(ann), 0))
	d.same(d.load(l.ID).Recall.Kind, followup.Echo)
	d.same(d.echoes(), digest.Echoes{})
}

// TestNurtureRepeatsEachQuarter for a year, on no cadence, until they answer.
func TestNurtureRepeatsEachQuarter(t *testing.T) {
	d := newDesk(t)
	l := d.warm("Acme")
	for range 20 {
		if l.Recall.Kind == followup.Echo {
			break
		}
		d.onDay(l)
		l = d.touched(l).Lead
	}
	var woke []string
	for range 5 {
		d.clock.Advance(calendar.At(l.Recall.Due, calendar.Clock(8, 30), berlin(5, 1, 0, 0).Location()).Sub(d.clock.Now()))
		d.ok(d.Sweep(t.Context()))
		l = d.load(l.ID)
		if l.Recall.Kind != followup.Wake {
			t.Fatalf("%+v", l.Recall)
		}
		if l.Recall.Due.After(calendar.DateOf(d.clock.Now())) { // the rule let it rest
			continue
		}
		if row := d.today(ann).Open[0]; row.Section != digest.WakingUp || row.OverdueDays != 0 {
			t.Errorf("%+v", row)
		}
		woke = append(woke, l.Recall.Due.String())
		l = d.logs(l, followup.Email, followup.Sent).Lead
		if l.State != followup.Parked || l.Park.Rhythm != followup.Quarter || l.Enrolment != nil {
			t.Fatalf("%s, %+v", l.State, l.Park)
		}
	}
	d.same(woke, []string{"2026-09-17", "2026-12-17", "2027-03-17", "2027-06-17"})
	l = d.logs(l, followup.Call, followup.TryAgain).Lead
	d.same(l.State, followup.Active)
}
