package tracker_test

import (
	"errors"
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

// TestOthersAtTheCompanyArePaused: offered on the receipt of a reply, done as a batch, and taken back as one. A promise stands.
func TestOthersAtTheCompanyArePaused(t *testing.T) {
	d := newDesk(t)
	ctx := t.Context()
	add := func(owner followup.UserID, name string, n tracker.NewLead) followup.Lead {
		n.Name, n.Company = name, "Beta GmbH"
		return d.must(d.Add(ctx, d.as(owner), n, true)).Lead
	}
	tim := add(ann, "Tim", tracker.NewLead{})
	eva := add(ann, "Eva", tracker.NewLead{Cadence: warm21})
	kai := add(ann, "Kai", tracker.NewLead{First: followup.NextStep{Kind: followup.NextRecall, On: today, Channel: followup.Email}})
	jo := add(ann, "Jo", tracker.NewLead{First: followup.NextStep{Kind: followup.NextRecall, On: today, Promised: true}})
	max := add(bob, "Max", tracker.NewLead{})
	d.lead(ann, "Acme", today)
	r := d.logs(tim, followup.Email, followup.Replied)
	if r.Company == nil || *r.Company != (digest.Company{Name: "Beta GmbH", Others: 2}) {
		t.Fatalf("%+v", r.Company)
	}
	a := d.as(ann)
	paused := d.must(d.PauseCompany(ctx, a, tim.ID))
	d.same(paused.Batch.Leads, 2)
	if e := d.load(eva.ID); e.Enrolment.Paused == nil || e.Recall.Due != calendar.On(2026, 5, 26) {
		t.Errorf("%+v, %+v", e.Enrolment, e.Recall)
	}
	d.same(d.load(kai.ID).Recall.Due, calendar.On(2026, 5, 26))
	d.same([]any{d.load(jo.ID).Recall, d.load(max.ID).Recall}, []any{jo.Recall, max.Recall})
	d.same(d.must(d.PauseCompany(ctx, a, tim.ID)).Repeated, true)
	_, err := d.PauseCompany(ctx, d.as(ann), tim.ID)
	d.is(err, tracker.ErrPaused)
	if _, err := d.PauseCompany(ctx, d.as(bob), tim.ID); err == nil {
		t.Error("a teammate pauses ann's leads")
	}
	d.must(d.UndoBatch(ctx, d.as(ann), paused.Event.ID))
	d.same([]any{unversioned(d.load(eva.ID)), unversioned(d.load(kai.ID))}, []any{unversioned(eva), unversioned(kai)})
	alone := d.logs(d.lead(ann, "Alone", today), followup.Email, followup.Replied)
	if alone.Company != nil {
		t.Errorf("%+v", alone.Company)
	}
	_, err = d.PauseCompany(ctx, d.as(ann), alone.Lead.ID)
	d.is(err, tracker.ErrPaused)
}

// TestAReplyThatIsAnsweredLetsTheCadenceGoOn: nobody has to resume it, and they get time to come back.
func TestAReplyThatIsAnsweredLetsTheCadenceGoOn(t *testing.T) {
	d := newDesk(t)
	l := d.touched(d.warm("Acme")).Lead
	l = d.logs(l, followup.Email, followup.Replied).Lead
	if l.Enrolment.Paused == nil || !l.Recall.ReplyOwed {
		t.Fatalf("%+v", l.Enrolment)
	}
	l = d.logs(l, followup.Call, followup.NoAnswer).Lead // they still wait
	if l.Enrolment.Paused == nil || !l.Recall.ReplyOwed {
		t.Fatalf("%+v", l.Recall)
	}
	l = d.logs(l, followup.Email, followup.Sent).Lead
	if l.Enrolment.Paused != nil || l.Recall.ReplyOwed || waits(l) != "2026-05-18 email" || l.Enrolment.Step != 1 {
		t.Fatalf("%s, %+v", waits(l), l.Enrolment)
	}
	d.same(l.Recall.Reasons[0].Code, followup.AnswerSent)

	p := d.must(d.Add(t.Context(), d.as(ann), tracker.NewLead{Name: "Promise", First: followup.NextStep{
		Kind: followup.NextRecall, On: calendar.On(2026, 5, 20), Promised: true,
	}}, true)).Lead
	p = d.logs(p, followup.Email, followup.Replied).Lead
	d.same([]any{p.Recall.Kind, p.Recall.ReplyOwed}, []any{followup.Promised, true})
	p = d.logs(p, followup.Email, followup.Sent).Lead
	d.same([]any{p.Recall.Kind, p.Recall.Due, p.Recall.ReplyOwed}, []any{followup.Promised, calendar.On(2026, 5, 20), false})
}

// TestAnAutoReplyIsNoReply: the working day after they are back, and a break-up is waited for until then.
func TestAnAutoReplyIsNoReply(t *testing.T) {
	d := newDesk(t)
	away := func(l followup.Lead) followup.Lead {
		return d.must(d.Log(t.Context(), d.as(ann), tracker.Log{
			Lead: l.ID, Channel: followup.Email, Outcome: followup.OutOfOffice, Next: recall(calendar.On(2026, 6, 5)), // a Friday
		})).Lead
	}
	l := away(d.lead(ann, "Acme", today))
	d.same([]any{l.Recall.Due, l.Recall.Kind, l.Recall.ReplyOwed, l.Recall.Reasons[0].Code},
		[]any{calendar.On(2026, 6, 8), followup.Planned, false, followup.AfterReturn})
	l = away(d.goodbye("Beta"))
	d.same([]any{l.Recall.Due, l.Recall.Kind}, []any{calendar.On(2026, 6, 8), followup.Echo})
	d.same(d.echoes(), digest.Echoes{})
}

// TestANoIsForGood: nothing brings the lead back by itself, for a year.
func TestANoIsForGood(t *testing.T) {
	d := newDesk(t)
	l := d.logs(d.warm("Acme"), followup.Call, followup.NotInterested).Lead
	d.same([]any{l.State, l.Recall == nil, l.Enrolment == nil}, []any{followup.Lost, true, true})
	for month := range time.Month(13) {
		d.at(berlin(6+month, 2, 9, 0))
	}
	d.same(d.load(l.ID), l)
	d.same([]any{d.digests(ann), len(d.today(ann).Open)}, []any{[]string{}, 0})
}

// TestTheLimitEndsALeadOnNoCadence: eight touches, a pause note, five weeks, once more with something new, then each quarter.
func TestTheLimitEndsALeadOnNoCadence(t *testing.T) {
	d := newDesk(t)
	l := d.lead(ann, "Acme", today)
	for i := range 8 {
		if code := l.Recall.Reasons[0].Code; i > 0 && code == followup.LimitReached {
			t.Fatalf("after %d touches", i)
		}
		l = d.logs(l, followup.Call, followup.NoAnswer).Lead
	}
	d.same([]any{l.Recall.Reasons[0].Code, l.Recall.Reasons[0].Params["touches"], l.Recall.Channel}, []any{followup.LimitReached, "8", followup.Email})
	l = d.logs(l, followup.Email, followup.Sent).Lead
	d.same([]any{l.State, l.Recall.Due, l.Recall.Reasons[0].Code}, []any{followup.Parked, calendar.On(2026, 6, 16), followup.BackWithNews})
	d.at(berlin(6, 16, 9, 0))
	l = d.logs(l, followup.Email, followup.Sent).Lead
	d.same([]any{l.State, l.Recall.Due, l.Recall.Reasons[0].Code}, []any{followup.Parked, calendar.On(2026, 9, 16), followup.NurtureGoesOn})
	l = d.logs(l, followup.Email, followup.Replied).Lead
	d.same([]any{l.State, l.Recall.ReplyOwed}, []any{followup.Active, true})
	l = d.logs(l, followup.Email, followup.Sent).Lead
	d.same(l.Recall.Reasons[0].Code, followup.GiveTimeToAnswer) // it counts from their answer
}

// TestAParkKeepsItsContract: what was agreed with oneself, through storing, moving, an edit and an undo.
func TestAParkKeepsItsContract(t *testing.T) {
	d := newDesk(t)
	l := d.lead(ann, "Acme", today)
	park := followup.Park{Reason: "budget", Note: "board in May", FirstLine: "new year", Signals: []followup.SignalKind{followup.Funding, followup.RoleChange}}
	r := d.must(d.Park(t.Context(), d.as(ann), seen(l), park, calendar.On(2026, 8, 12)))
	d.same(d.load(l.ID).Park, &park)
	r = d.must(d.EditPark(t.Context(), d.as(ann), r.Event.ID, followup.Park{Reason: "budget", Signals: park.Signals[:1]}, calendar.On(2026, 8, 12)))
	d.must(d.Move(t.Context(), d.as(ann), tracker.Target{Lead: l.ID}, tracker.NewDate{On: calendar.On(2026, 8, 20)}))
	d.same(d.load(l.ID).Park, &followup.Park{Reason: "budget", Signals: park.Signals[:1]})
	d.logs(r.Lead, followup.Call, followup.TryAgain)
	d.same(d.load(l.ID).Park == nil, true)
	d.must(d.Undo(t.Context(), d.as(ann), 0))
	d.same(d.load(l.ID).Park, &followup.Park{Reason: "budget", Signals: park.Signals[:1]})
}

// A press on a row of before, or one that nobody was shown, lets no promise go (G6).
func TestOnlyWhatWaitsForAnAnswerIsLetRest(t *testing.T) {
	d := newDesk(t)
	for _, l := range []followup.Lead{d.promised(ann, "Promised", today, 14), d.planned(ann, "Planned", today)} {
		_, err := d.Rest(t.Context(), d.as(ann), tracker.Target{Lead: l.ID})
		if _, ok := errors.AsType[tracker.StaleError](err); !ok {
			t.Errorf("%s: %v", l.Name, err)
		}
		d.same(unversioned(d.load(l.ID)), unversioned(l))
	}
}
