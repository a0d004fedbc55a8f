package tracker_test

import (
	"testing"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/tracker"
)

func TestAMondayCallMovesAndAPromisedOneStays(t *testing.T) {
	d := newDesk(t)
	monday := calendar.On(2026, 5, 18)
	planned := d.lead(ann, "Planned", monday)
	if planned.Recall.Due != calendar.On(2026, 5, 19) {
		t.Errorf("planned for %s", planned.Recall.Due)
	}
	why := planned.Recall.Reasons[len(planned.Recall.Reasons)-1]
	if why.Code != followup.AvoidsMonday || why.Params["from"] != monday.String() || why.Params["to"] != "2026-05-19" {
		t.Errorf("because %+v", why)
	}
	promised := d.must(d.Add(t.Context(), d.as(ann), tracker.NewLead{Name: "Promised", First: followup.NextStep{
		Kind: followup.NextRecall, On: monday, Channel: followup.Call, Promised: true,
	}}, true)).Lead
	if promised.Recall.Due != monday {
		t.Errorf("the promise moved to %s", promised.Recall.Due)
	}
}

func TestAVoicemailIsForTheSecondAndFourthCall(t *testing.T) {
	d := newDesk(t)
	l := d.lead(ann, "Acme", today)
	for attempt, leave := range map[int]bool{1: false} {
		d.voicemail(l, attempt, leave)
	}
	for attempt := 2; attempt <= 4; attempt++ {
		l = d.must(d.Log(t.Context(), d.as(ann), tracker.Log{
			Lead: l.ID, Channel: followup.Call, Outcome: followup.NoAnswer,
			Next: followup.NextStep{Kind: followup.NextRecall, On: today, Channel: followup.Call, Kept: true},
		})).Lead
		d.voicemail(l, attempt, attempt == 2 || attempt == 4)
	}
	onIt := d.warm("Beta")
	d.voicemail(onIt, 1, false)
	onIt = d.touched(onIt).Lead // a call
	onIt = d.touched(onIt).Lead // an e-mail
	d.onDay(onIt)
	d.voicemail(onIt, 2, true)
}

// voicemail looks at ann's list and at the card of a lead that is to be called today.
func (d *desk) voicemail(l followup.Lead, attempt int, leave bool) {
	d.Helper()
	want := &digest.Voicemail{Attempt: attempt, Leave: leave}
	day, err := d.Today(d.Context(), d.as(ann))
	d.ok(err)
	found := false
	for _, r := range day.Open {
		if r.Lead.ID == l.ID {
			found = true
			d.same(r.Stand.Voicemail, want)
		}
	}
	if !found {
		d.Errorf("%s is not on the list", l.Title())
	}
	card, err := d.Card(d.Context(), d.as(ann), l.ID, 0)
	d.ok(err)
	d.same(card.Stand.Voicemail, want)
}

func TestAnEditedLogEndsWhereItWouldHaveEndedAtFirst(t *testing.T) {
	d := newDesk(t)
	ctx := t.Context()
	right, wrong := d.warm("Right"), d.warm("Wrong")
	right = d.touched(right).Lead
	mistaken := d.must(d.Log(ctx, d.as(ann), tracker.Log{Lead: wrong.ID, Channel: followup.Call, Outcome: followup.Voicemail}))
	d.at(berlin(5, 13, 11, 0))
	edited := d.must(d.EditLog(ctx, d.as(ann), mistaken.Event.ID, tracker.Log{Channel: followup.Call, Outcome: followup.NoAnswer}))
	d.same(edited.Lead.Enrolment, right.Enrolment)
	if got := waits(edited.Lead); got != "2026-05-13 email" { // the day has gone by
		t.Errorf("then %s", got)
	}
	d.same(unversioned(d.must(d.Undo(ctx, d.as(ann), edited.Event.ID)).Lead), unversioned(wrong))
}

func TestABouncedAddressIsUsedNoMore(t *testing.T) {
	d := newDesk(t)
	ctx := t.Context()
	l := d.must(d.Add(ctx, d.as(ann), tracker.NewLead{
		Name: "Acme", Cadence: warm21, Contact: followup.Contact{Name: "Jane", Email: "jane@acme.example", Phone: "+49 30 123456"},
	}, true)).Lead
	l = d.touched(l).Lead
	bounced := d.must(d.Log(ctx, d.as(ann), tracker.Log{Lead: l.ID, Channel: followup.Email, Outcome: followup.Bounced}))
	if c := bounced.Lead.Contacts[0]; !c.Bounced || c.WrongNumber {
		t.Errorf("%+v", c)
	}
	d.same(d.load(l.ID), bounced.Lead)
	d.onDay(bounced.Lead)
	next := d.must(d.Log(ctx, d.as(ann), tracker.Log{Lead: l.ID, Channel: followup.Call, Outcome: followup.NoAnswer})).Lead
	if next.Recall.Channel != followup.Call {
		t.Errorf("then %s", waits(next))
	}
	other := d.must(d.EditContact(ctx, d.as(ann), l.ID, followup.Contact{ID: l.Contacts[0].ID, Name: "Jane", Email: "j@acme.example"})).Lead
	if other.Contacts[0].Bounced {
		t.Error("another address is taken for the one that bounced")
	}
}
