package tracker_test

import (
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/tracker"
)

func TestLog(t *testing.T) {
	t.Run("sets_the_default_next_step", func(t *testing.T) {
		d := newDesk(t)
		lead := d.lead(ann, "Acme", today)
		r := d.must(d.Log(t.Context(), d.as(ann), tracker.Log{
			Lead: lead.ID, Seen: seen(lead).Seen, Channel: followup.Call, Outcome: followup.NoAnswer, Minutes: 2, Note: "rang",
		}))
		d.same(r.Lead, d.load(lead.ID))
		d.same(r.Lead.Recall.Due, calendar.On(2026, 5, 15)) // two working days: Thursday is Ascension Day
		d.same([]int{r.Lead.Touches, r.Event.Detail.Attempt}, []int{1, 1})
		d.same(r.Event.Detail.Touch.Note, "rang")
		d.same([]string{r.By, r.Owner.Name}, []string{"Name of UANN", "Name of UANN"})
		stored, err := d.store.Event(t.Context(), w, r.Event.ID)
		d.ok(err)
		d.same(stored, r.Event)
	})

	t.Run("attempts_count_until_somebody_is_reached", func(t *testing.T) {
		d := newDesk(t)
		lead := d.lead(ann, "Acme", today)
		for i, o := range []followup.Outcome{followup.NoAnswer, followup.Busy, followup.TryAgain, followup.NoAnswer} {
			d.clock.Advance(time.Hour)
			r := d.must(d.Log(t.Context(), d.as(ann), tracker.Log{Lead: lead.ID, Channel: followup.Call, Outcome: o}))
			d.same(r.Event.Detail.Attempt, []int{1, 2, 0, 1}[i])
		}
	})

	t.Run("adds_the_lead_in_the_same_transaction", func(t *testing.T) {
		d := newDesk(t)
		r := d.must(d.Log(t.Context(), d.as(ann), tracker.Log{
			New: &tracker.NewLead{Company: "Acme"}, Channel: followup.Call, Outcome: followup.Voicemail,
		}))
		d.same(r.Lead.Title(), "Acme")
		d.same(r.Lead.Recall.Due, calendar.On(2026, 5, 15)) // two working days: Thursday is Ascension Day
		_, err := d.Log(t.Context(), d.as(ann), tracker.Log{
			New: &tracker.NewLead{Name: "Beta"}, Channel: followup.Call, Outcome: followup.Interested,
		})
		d.is(err, followup.ErrNoNextStep)
		d.same(d.count(`select count(*) from leads`), 1)
	})

	t.Run("a_promise_for_later_stays", func(t *testing.T) {
		d := newDesk(t)
		lead := d.lead(ann, "Acme", today)
		promise := followup.NextStep{Kind: followup.NextRecall, On: calendar.On(2026, 5, 20), Promised: true}
		kept := d.must(d.Log(t.Context(), d.as(ann), tracker.Log{Lead: lead.ID, Channel: followup.Call, Outcome: followup.Interested, Next: promise})).Lead
		again := d.must(d.Log(t.Context(), d.as(ann), tracker.Log{Lead: lead.ID, Channel: followup.Call, Outcome: followup.NoAnswer})).Lead
		d.same(again.Recall.ID, kept.Recall.ID)
		d.same(again.Recall.Due, promise.On)
		if again.Recall.Version <= kept.Recall.Version {
			t.Error("a button from before would still work")
		}
	})

	t.Run("the_same_again_is_said", func(t *testing.T) {
		d := newDesk(t)
		lead := d.lead(ann, "Acme", today)
		l := tracker.Log{Lead: lead.ID, Channel: followup.Call, Outcome: followup.NoAnswer}
		var again []bool
		for _, wait := range []time.Duration{0, time.Minute, time.Hour} {
			d.clock.Advance(wait)
			again = append(again, d.must(d.Log(t.Context(), d.as(ann), l)).Again)
		}
		d.same(again, []bool{false, true, false})
	})

	t.Run("not_in_the_future", func(t *testing.T) {
		d := newDesk(t)
		lead := d.lead(ann, "Acme", today)
		_, err := d.Log(t.Context(), d.as(ann), tracker.Log{
			Lead: lead.ID, Channel: followup.Call, Outcome: followup.NoAnswer, At: morning.Add(2 * time.Minute),
		})
		d.is(err, tracker.ErrFuture)
		d.same(d.load(lead.ID), lead)
	})

	t.Run("never_after_do_not_contact", func(t *testing.T) {
		d := newDesk(t)
		lead := d.lead(ann, "Acme", today)
		d.must(d.Log(t.Context(), d.as(ann), tracker.Log{Lead: lead.ID, Channel: followup.Email, Outcome: followup.RemoveMe}))
		_, err := d.Log(t.Context(), d.as(ann), tracker.Log{Lead: lead.ID, Channel: followup.Call, Outcome: followup.NoAnswer})
		d.is(err, tracker.ErrDoNotContact)
		_, err = d.Park(t.Context(), d.as(ann), tracker.Target{Lead: lead.ID}, followup.Park{}, today.AddDays(30))
		d.is(err, tracker.ErrDoNotContact)
	})

	t.Run("nul_is_refused_and_nothing_stored", func(t *testing.T) {
		d := newDesk(t)
		lead := d.lead(ann, "Acme", today)
		_, err := d.Log(t.Context(), d.as(ann), tracker.Log{Lead: lead.ID, Channel: followup.Call, Outcome: followup.NoAnswer, Note: "a\x00b"})
		d.is(err, tracker.ErrBadText)
		d.same(d.load(lead.ID), lead)
	})
}

func TestAddFindsDuplicates(t *testing.T) {
	d := newDesk(t)
	lead := tracker.NewLead{Name: "Jane", Contact: followup.Contact{Email: "Jane@Acme.example", Phone: "+49 30 123456"}}
	first := d.must(d.Add(t.Context(), d.as(ann), lead, false)).Lead
	for _, contact := range []followup.Contact{{Email: "jane@acme.EXAMPLE"}, {Phone: "+4930123456"}} {
		_, err := d.Add(t.Context(), d.as(zoe), tracker.NewLead{Name: "Jane D.", Contact: contact}, false)
		known := mustBe[tracker.DuplicateError](t, err).Known
		d.same(known[0].Lead.ID, first.ID)
		d.same([]any{known[0].OwnerName, known[0].Mine}, []any{"Name of UANN", false})
	}
	d.must(d.Add(t.Context(), d.as(zoe), tracker.NewLead{Name: "Jane D.", Contact: followup.Contact{Email: "jane@acme.example"}}, true))
	_, err := d.Add(t.Context(), d.as(guest), lead, false)
	d.is(err, tracker.ErrNotAllowedHere)
}
