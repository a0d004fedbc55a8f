package tracker_test

import (
	"errors"
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/tracker"
)

func called(l followup.Lead, o followup.Outcome, note string) tracker.Log {
	return tracker.Log{Lead: l.ID, Channel: followup.Call, Outcome: o, Note: note}
}

func TestAnEditStandsInForWhatItCorrects(t *testing.T) {
	d := newDesk(t)
	l := d.lead(ann, "Acme", today)
	wrong := d.must(d.Log(d.Context(), d.as(ann), called(l, followup.NoAnswer, "mailbox full")))
	a := d.as(ann)
	right := d.must(d.EditLog(d.Context(), a, wrong.Event.ID, called(l, followup.Voicemail, "left my number")))
	if right.Event.Detail.Edits != wrong.Event.ID || right.Event.Detail.Touch.Outcome != followup.Voicemail || right.Lead.Touches != 1 {
		t.Errorf("%+v", right)
	}
	again := d.must(d.EditLog(d.Context(), a, wrong.Event.ID, called(l, followup.Voicemail, "left my number")))
	if !again.Repeated || again.Event.ID != right.Event.ID {
		t.Errorf("the second time: %+v", again)
	}
	if told, err := d.ReceiptOf(d.Context(), w, wrong.Event.ID); err != nil || told.Event.ID != right.Event.ID {
		t.Errorf("told again: %+v, %v", told.Event, err)
	}
	if n := d.count(`select count(*) from touches where not is_undone`); n != 1 {
		t.Errorf("%d touches", n)
	}
	back := d.must(d.Undo(d.Context(), d.as(ann), right.Event.ID))
	d.same(unversioned(back.Lead), unversioned(l))
	_, err := d.EditLog(d.Context(), d.as(ann), right.Event.ID, called(l, followup.Busy, ""))
	var stale tracker.StaleError
	if !errors.As(err, &stale) || stale.Event.Kind != followup.Undone {
		t.Errorf("after the undo: %v", err)
	}
}

func TestAnEditCountsAttemptsAnew(t *testing.T) {
	d := newDesk(t)
	l := d.lead(ann, "Acme", today)
	d.must(d.Log(d.Context(), d.as(ann), called(l, followup.NoAnswer, "")))
	d.must(d.Log(d.Context(), d.as(ann), called(l, followup.Busy, "")))
	later := followup.NextStep{Kind: followup.NextRecall, On: today.AddDays(3), Promised: true}
	talked := called(l, followup.Interested, "")
	talked.Next = later
	r := d.must(d.Log(d.Context(), d.as(ann), talked))
	r = d.must(d.EditLog(d.Context(), d.as(ann), r.Event.ID, called(l, followup.NoAnswer, "")))
	if r.Event.Detail.Attempt != 3 || r.Lead.Touches != 3 {
		t.Errorf("attempt %d, %d touches", r.Event.Detail.Attempt, r.Lead.Touches)
	}
}

func TestAnOldEditIsRefusedByWhatCameSince(t *testing.T) {
	d := newDesk(t)
	l := d.lead(ann, "Acme", today)
	first := d.must(d.Log(d.Context(), d.as(ann), called(l, followup.NoAnswer, "")))
	d.must(d.Log(d.Context(), d.as(bob), called(l, followup.Busy, "")))
	_, err := d.EditLog(d.Context(), d.as(ann), first.Event.ID, called(l, followup.Voicemail, ""))
	var stale tracker.StaleError
	if !errors.As(err, &stale) || stale.Names[bob] != "Name of UBOB" {
		t.Errorf("%v", err)
	}
	if _, err := d.Editing(d.Context(), d.as(ann), first.Event.ID); !errors.As(err, &stale) {
		t.Errorf("%v", err)
	}
	added := d.must(d.AddContact(d.Context(), d.as(ann), l.ID, followup.Contact{Name: "Jane"}))
	left := d.must(d.ContactStep(d.Context(), d.as(ann), l.ID, added.Lead.Contacts[0].ID, followup.ContactLeft))
	_, err = d.Editing(d.Context(), d.as(ann), left.Event.ID)
	d.is(err, tracker.ErrNothingToUndo)
}

func TestOnlyWhoMayUndoMayEdit(t *testing.T) {
	d := newDesk(t)
	l := d.lead(ann, "Acme", today)
	r := d.must(d.Log(d.Context(), d.as(bob), called(l, followup.NoAnswer, "")))
	if _, err := d.EditLog(d.Context(), d.as(zoe), r.Event.ID, called(l, followup.Busy, "")); !errors.As(err, new(tracker.NotYoursError)) {
		t.Errorf("a stranger: %v", err)
	}
	r = d.must(d.EditLog(d.Context(), d.as(ann), r.Event.ID, called(l, followup.Busy, "")))
	if r.Event.By != ann || r.Event.Detail.Touch.By != bob {
		t.Errorf("by %s, called by %s", r.Event.By, r.Event.Detail.Touch.By)
	}
	r = d.must(d.EditLog(d.Context(), d.as(mia), r.Event.ID, called(l, followup.Voicemail, "")))
	if n := d.count(`select count(*) from deliveries where kind = 'touch' and recipient = $1`, ann); n != 1 {
		t.Errorf("the owner is told %d times", n)
	}
	if r.Event.Detail.Edits == 0 {
		t.Error("it doesn't say that it is an edit")
	}
}

func TestAnUntouchedNextStepKeepsItsReasonAndItsDate(t *testing.T) {
	d := newDesk(t)
	l := d.lead(ann, "Acme", today)
	r := d.must(d.Log(d.Context(), d.as(ann), called(l, followup.NoAnswer, "")))
	next, reasons := *r.Event.Detail.Next, r.Event.Detail.Reasons
	d.clock.Advance(10 * 24 * time.Hour) // its date has gone by
	noted := called(l, followup.NoAnswer, "ask for Jane")
	noted.Next = next
	r = d.must(d.EditLog(d.Context(), d.as(ann), r.Event.ID, noted))
	d.same(r.Event.Detail.Reasons, reasons)
	d.same(r.Lead.Recall.Due, next.On)
	noted.Next = recall(today)
	_, err := d.EditLog(d.Context(), d.as(ann), r.Event.ID, noted)
	if !errors.As(err, new(followup.PastDateError)) {
		t.Errorf("%v", err)
	}
}

func TestParksAndMovesAreEdited(t *testing.T) {
	d := newDesk(t)
	l := d.lead(ann, "Acme", today)
	moved := d.must(d.Move(d.Context(), d.as(ann), seen(l), tracker.NewDate{On: today.AddDays(1)}))
	moved = d.must(d.EditMove(d.Context(), d.as(ann), moved.Event.ID, tracker.NewDate{On: today.AddDays(3)}))
	if moved.Lead.Recall.Moves != 1 || moved.Lead.Recall.Due != today.AddDays(3) {
		t.Errorf("%+v", moved.Lead.Recall)
	}
	parked := d.must(d.Park(d.Context(), d.as(ann), tracker.Target{Lead: l.ID}, followup.Park{Reason: "a"}, today.AddDays(30)))
	parked = d.must(d.EditPark(d.Context(), d.as(ann), parked.Event.ID, followup.Park{Reason: "b"}, today.AddDays(60)))
	if parked.Lead.Park.Reason != "b" || parked.Lead.State != followup.Parked {
		t.Errorf("%+v", parked.Lead)
	}
	d.must(d.Undo(d.Context(), d.as(ann), parked.Event.ID))
	back := d.must(d.Undo(d.Context(), d.as(ann), moved.Event.ID))
	d.same(unversioned(back.Lead), unversioned(l))
}

func TestTheNoteOffersItsDate(t *testing.T) {
	d := newDesk(t)
	l := d.lead(ann, "Acme", today)
	r := d.must(d.Log(d.Context(), d.as(ann), called(l, followup.NoAnswer, "assistant: call back in two weeks")))
	if r.Instead == nil || r.Instead.Next.On != today.AddDays(14) || r.Instead.Next.Promised || r.Instead.Words != "call back in two weeks" {
		t.Fatalf("%+v", r.Instead)
	}
	if r.Lead.Recall.Due != today.AddDays(3) { // two working days: Thursday is Ascension Day
		t.Errorf("the default gave way: %s", r.Lead.Recall.Due)
	}
	r = d.must(d.UseNote(d.Context(), d.as(ann), r.Event.ID))
	if r.Instead != nil || r.Lead.Recall.Due != today.AddDays(14) || r.Lead.Recall.Reasons[0].Code != followup.AskedInNote {
		t.Errorf("%+v %+v", r.Instead, r.Lead.Recall)
	}
	if _, err := d.UseNote(d.Context(), d.as(ann), r.Event.ID); err == nil {
		t.Error("used twice")
	}
}

func TestWhatTheyAskedForIsPromisedAndFarAwayParked(t *testing.T) {
	d := newDesk(t)
	l := d.lead(ann, "Acme", today)
	r := d.must(d.Log(d.Context(), d.as(ann), called(l, followup.TryAgain, "ring me next Tuesday")))
	if r.Instead == nil || !r.Instead.Next.Promised || r.Instead.Next.On != today.AddDays(7) {
		t.Errorf("%+v", r.Instead)
	}
	r = d.must(d.Log(d.Context(), d.as(ann), called(l, followup.LeftMessage, "call back in Q4")))
	if r.Instead == nil || r.Instead.Next.Kind != followup.NextPark || r.Instead.Next.On != calendar.On(2026, 10, 1) {
		t.Errorf("%+v", r.Instead)
	}
	r = d.must(d.UseNote(d.Context(), d.as(ann), r.Event.ID))
	if r.Lead.State != followup.Parked || r.Lead.Park.Reason != "call back in Q4" {
		t.Errorf("%+v", r.Lead)
	}
	chosen := called(l, followup.NoAnswer, "call back in Q4")
	chosen.Next = recall(today.AddDays(1))
	if r = d.must(d.Log(d.Context(), d.as(ann), chosen)); r.Instead != nil {
		t.Errorf("beside a person's choice: %+v", r.Instead)
	}
	promised := called(l, followup.CallBackLater, "in two weeks")
	promised.Next = followup.NextStep{Kind: followup.NextRecall, On: today.AddDays(14), Channel: followup.Call, Promised: true}
	if r = d.must(d.Log(d.Context(), d.as(ann), promised)); r.Event.Detail.Reasons[0].Params["words"] != "in two weeks" {
		t.Errorf("%+v", r.Event.Detail.Reasons)
	}
}

func TestTheContactIsKeptAndOneWhoLeftByMistakeIsBack(t *testing.T) {
	d := newDesk(t)
	l := d.must(d.Add(d.Context(), d.as(ann), tracker.NewLead{
		Name: "Jane", Company: "Acme", Contact: followup.Contact{Name: "Jane", Email: "jane@acme.example"},
	}, false)).Lead
	gone := d.must(d.Log(d.Context(), d.as(ann), called(l, followup.LeftCompany, "")))
	right := d.must(d.EditLog(d.Context(), d.as(ann), gone.Event.ID, called(l, followup.NoAnswer, "assistant: call back in two weeks")))
	d.same(right.Lead.Contacts, l.Contacts)
	d.same(d.load(l.ID).Contacts, l.Contacts)
	used := d.must(d.UseNote(d.Context(), d.as(ann), right.Event.ID))
	if used.Event.Detail.Touch.Contact != right.Event.Detail.Touch.Contact || used.Event.Detail.Touch.Contact == 0 {
		t.Errorf("contact %d, then %d", right.Event.Detail.Touch.Contact, used.Event.Detail.Touch.Contact)
	}
}
