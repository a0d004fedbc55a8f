package tracker_test

import (
	"testing"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/tracker"
)

// known is what somebody is shown who wants to add a lead.
func (d *desk) known(who followup.UserID, n tracker.NewLead) []digest.Duplicate {
	d.Helper()
	_, err := d.Add(d.Context(), d.as(who), n, false)
	return mustBe[tracker.DuplicateError](d.T, err).Known
}

func TestLikelyDuplicatesAreShownTheSurestFirst(t *testing.T) {
	d := newDesk(t)
	add := func(who followup.UserID, n tracker.NewLead) followup.Lead {
		return d.must(d.Add(t.Context(), d.as(who), n, true)).Lead
	}
	colleague := add(bob, tracker.NewLead{Name: "Max Moor", Company: "Acme Industries", Contact: followup.Contact{Email: "max@acme.example"}})
	near := add(zoe, tracker.NewLead{Name: "Jane Doe", Company: "Acme Industires GmbH"})
	same := add(ann, tracker.NewLead{Name: "Doe, Jane", Company: "ACME Industries"})
	contact := add(ann, tracker.NewLead{Name: "J.", Contact: followup.Contact{Email: "Jane@acme.example"}})
	add(bob, tracker.NewLead{Name: "Eva Unlike", Company: "Beta", Contact: followup.Contact{Email: "eva@gmail.com"}})
	before := d.count(`select count(*) from leads`)

	known := d.known(ann, tracker.NewLead{Name: "Jane Doe", Company: "Acme Industries", Contact: followup.Contact{Email: "jane@acme.example"}})
	var got []any
	for _, k := range known {
		got = append(got, k.Lead.ID, k.Why, k.Mine, k.Visible, k.OwnerName)
	}
	d.same(got, []any{
		contact.ID, followup.SameContact, true, true, "Name of UANN",
		same.ID, followup.SameName, true, true, "Name of UANN",
		near.ID, followup.NearlySame, false, false, "Name of UZOE",
		colleague.ID, followup.SameDomain, false, true, "Name of UBOB",
	})
	d.same(d.count(`select count(*) from leads`), before)
	add(ann, tracker.NewLead{Name: "Jane Doe", Company: "Acme Industries"}) // anyway

	_, err := d.Log(t.Context(), d.as(ann), tracker.Log{
		New: &tracker.NewLead{Name: "Jane Doe", Company: "Acme Industries"}, Channel: followup.Call, Outcome: followup.NoAnswer,
	})
	d.same(len(mustBe[tracker.DuplicateError](t, err).Known), 3)
}

func TestWhoAskedNotToBeContactedIsNotAddedAgain(t *testing.T) {
	for name, again := range map[string]tracker.NewLead{
		"same_email": {Name: "Somebody", Contact: followup.Contact{Email: "JANE@acme.example"}},
		"same_phone": {Name: "Somebody", Contact: followup.Contact{Phone: "0049 30 1234567"}},
		"same_name":  {Name: "jane doe", Company: "Acme GmbH"},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			lead := d.must(d.Add(t.Context(), d.as(bob), tracker.NewLead{
				Name: "Jane Doe", Company: "Acme", Contact: followup.Contact{Email: "jane@acme.example", Phone: "+49 30 1234567"},
			}, false)).Lead
			d.must(d.Close(t.Context(), d.as(bob), tracker.Target{Lead: lead.ID}, followup.NextStep{Kind: followup.NextStop}))
			for _, anyway := range []bool{false, true} {
				_, err := d.Add(t.Context(), d.as(ann), again, anyway)
				d.same(mustBe[tracker.StoppedError](t, err).Known.Lead.ID, lead.ID)
			}
			d.must(d.Add(t.Context(), d.as(ann), tracker.NewLead{Name: "Max Moor", Company: "Acme"}, false)) // somebody else there
		})
	}
}

func TestARenamedLeadIsFoundByItsNewName(t *testing.T) {
	d := newDesk(t)
	lead := d.withTwo()
	d.must(d.ContactStep(t.Context(), d.as(ann), lead.ID, lead.Contacts[0].ID, followup.ContactLeft))
	d.same(d.known(bob, tracker.NewLead{Name: "Max", Company: "Acme"})[0].Lead.ID, lead.ID)
	d.must(d.Add(t.Context(), d.as(bob), tracker.NewLead{Name: "Jane Doe", Company: "Acme"}, false))
}
