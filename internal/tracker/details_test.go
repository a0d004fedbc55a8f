package tracker_test

import (
	"testing"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/tracker"
)

// euros is a lead's value.
func euros(n int64) *followup.Money { return &followup.Money{Minor: n * 100, Currency: "EUR"} }

func TestDetailsAreCorrectedOnceAndCanBeUndone(t *testing.T) {
	d := newDesk(t)
	before := d.must(d.Add(d.Context(), d.as(ann), tracker.NewLead{
		Name: "Jane Do", Company: "Acme", Value: euros(12), Source: "fair", Contact: followup.Contact{Name: "Jane Do", Email: "jane@acme.example"},
	}, false)).Lead
	a, details := d.as(ann), followup.Details{Name: "Jane Doe", Company: "Zentaurus", Value: &followup.Money{Minor: 5, Currency: "CHF"}, Tags: []string{"q2"}}
	seen := before.Details().Version()
	first := d.must(d.EditDetails(d.Context(), a, before.ID, seen, details, "as she says"))
	d.same(d.load(before.ID), first.Lead)
	d.same(first.Lead.Details(), details)
	d.same(first.Lead.Contacts[0].Name, "Jane Doe")
	d.same(first.Lead.Recall, before.Recall) // buttons drawn before stay good
	d.same(*first.Event.Detail.Details, followup.Revision{From: before.Details(), To: details})
	again := d.must(d.EditDetails(d.Context(), a, before.ID, seen, details, "as she says"))
	d.same(again.Repeated, true)
	d.same(again.Event.ID, first.Event.ID)

	near, err := d.store.NamesNear(d.Context(), w, []string{"Zentaurus"}, 5)
	d.ok(err)
	d.same(near, []tracker.Named{{Lead: before.ID, Name: "Jane Doe", Company: "Zentaurus"}})
	undone := d.must(d.Undo(d.Context(), d.as(ann), first.Event.ID))
	d.same(unversioned(undone.Lead), unversioned(before))
	d.same(unversioned(d.load(before.ID)), unversioned(before))
	d.same(d.count(`select count(*) from lead_names where key = lead_key('Zentaurus')`), 0)
}

func TestDetailsAreNotCorrectedFromAnOldForm(t *testing.T) {
	d := newDesk(t)
	lead := d.lead(ann, "Acme", today)
	seen := lead.Details().Version()
	d.must(d.Log(d.Context(), d.as(bob), called(lead, followup.NoAnswer, ""))) // is about something else
	d.must(d.EditDetails(d.Context(), d.as(mia), lead.ID, seen, followup.Details{Name: "Acme", Value: euros(20)}, ""))
	_, err := d.EditDetails(d.Context(), d.as(ann), lead.ID, seen, followup.Details{Name: "Acme GmbH"}, "")
	stale := mustBe[tracker.StaleError](t, err)
	d.same([]any{stale.Event.Kind, stale.Names[mia]}, []any{followup.Edited, "Name of UMIA"})
	now := d.load(lead.ID).Details()
	_, err = d.EditDetails(d.Context(), d.as(ann), lead.ID, now.Version(), now, "")
	d.is(err, tracker.ErrUnchanged)
	noted := d.must(d.EditDetails(d.Context(), d.as(ann), lead.ID, now.Version(), now, "they have moved"))
	d.same(noted.Event.Detail.Note, "they have moved")
}

func TestDetailsOfClosedLeadsAreCorrectedAndOfNoOtherThatIsGone(t *testing.T) {
	d := newDesk(t)
	lead, gone := d.lead(ann, "Acme", today), d.lead(ann, "Acme Inc", today)
	version := lead.Details().Version()
	won := d.must(d.Close(d.Context(), d.as(ann), seen(lead), followup.NextStep{Kind: followup.NextWon}))
	right := d.must(d.EditDetails(d.Context(), d.as(ann), lead.ID, version, followup.Details{Name: "Acme", Value: euros(9)}, ""))
	d.same(right.Lead.State, followup.Won)
	_, err := d.EditClose(d.Context(), d.as(ann), won.Event.ID, followup.NextStep{Kind: followup.NextLost})
	_ = mustBe[tracker.StaleError](t, err)

	d.must(d.Merge(d.Context(), d.as(ann), lead.ID, gone.ID))
	_, err = d.EditDetails(d.Context(), d.as(ann), gone.ID, gone.Details().Version(), followup.Details{Name: "Beta"}, "")
	_ = mustBe[tracker.StaleError](t, err)
	d.must(d.Close(d.Context(), d.as(ann), tracker.Target{Lead: lead.ID}, followup.NextStep{Kind: followup.NextStop}))
	_, err = d.EditDetails(d.Context(), d.as(ann), lead.ID, d.load(lead.ID).Details().Version(), followup.Details{Name: "Beta"}, "")
	d.is(err, tracker.ErrDoNotContact)
	_, _, err = d.ToEdit(d.Context(), d.as(ann), lead.ID)
	d.is(err, tracker.ErrDoNotContact)
	_, _, err = d.ToEdit(d.Context(), d.as(ann), gone.ID)
	_ = mustBe[tracker.StaleError](t, err)
}

func TestTheContactOfAReceiptIsFound(t *testing.T) {
	d := newDesk(t)
	lead := d.must(d.Add(d.Context(), d.as(ann), tracker.NewLead{Name: "Jane", Company: "Acme"}, false)).Lead
	added := d.must(d.AddContact(d.Context(), d.as(ann), lead.ID, followup.Contact{Name: "Max"}))
	other := d.must(d.AddContact(d.Context(), d.as(ann), lead.ID, followup.Contact{Name: "Eva"}))
	whom := func(e followup.Event) string {
		of, err := d.Editing(d.Context(), d.as(ann), e.ID)
		d.ok(err)
		c, _ := of.Was.Contact(of.Contact)
		return c.Name
	}
	d.same([]string{whom(added.Event), whom(other.Event)}, []string{"Max", "Eva"}) // Jane, whom the lead is called after, came with Max
	them := other.Lead.Contacts[1]
	them.Role = "CTO"
	edited := d.must(d.EditContact(d.Context(), d.as(ann), lead.ID, them))
	d.same(whom(edited.Event), "Max")
	d.must(d.Undo(d.Context(), d.as(ann), edited.Event.ID))
	_, err := d.Editing(d.Context(), d.as(ann), edited.Event.ID)
	d.same(mustBe[tracker.StaleError](t, err).Event.Kind, followup.Undone)
	_, err = d.Editing(d.Context(), d.as(bob), added.Event.ID)
	_ = mustBe[tracker.NotYoursError](t, err)
	d.must(d.Undo(d.Context(), d.as(ann), other.Event.ID))
	d.must(d.Undo(d.Context(), d.as(ann), added.Event.ID))
	_, err = d.Editing(d.Context(), d.as(ann), added.Event.ID)
	_ = mustBe[tracker.StaleError](t, err)
}
