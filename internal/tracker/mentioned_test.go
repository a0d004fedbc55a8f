package tracker_test

import (
	"testing"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/tracker"
)

func TestATextIsAboutOneLead(t *testing.T) {
	d := newDesk(t)
	add := func(owner followup.UserID, name, company, email string) followup.LeadID {
		return d.must(d.Add(t.Context(), d.as(owner), tracker.NewLead{
			Name: name, Company: company, Contact: followup.Contact{Name: name, Email: email, Phone: "+49 30 1234" + email},
		}, true)).Lead.ID
	}
	jane, kim := add(ann, "Jane Doe", "Acme", "jane@acme.example"), add(ann, "Kim Lee", "Acme", "")
	beta := add(bob, "Beta", "Beta", "")
	far := add(zoe, "Faraway", "", "far@away.example")
	d.lead(bob, "Kim Lee", today)
	never := add(ann, "Never Again", "", "never@again.example")
	d.must(d.Close(t.Context(), d.as(ann), tracker.Target{Lead: never}, followup.NextStep{Kind: followup.NextStop}))
	for text, want := range map[string]followup.LeadID{
		"":                             0,
		"Acme called":                  0, // which of the two?
		"kim lee of acme called":       kim,
		"Kim Lee called":               kim, // hers, not Bob's
		"spoke to Jane Doe about Beta": jane,
		"Beta is in":                   beta, // a teammate's
		"Faraway far@away.example":     0,    // of no team of hers
		"Kim Lee says: write to JANE@acme.example": jane,
		"never@again.example, or Never Again":      0,
		"the Betamax and the acmes":                0,
	} {
		got, err := d.Mentioned(t.Context(), d.as(ann), text)
		d.ok(err)
		if got != want {
			t.Errorf("%q: lead %d, want %d", text, got, want)
		}
	}
	_, err := d.Mentioned(t.Context(), d.as(guest), "Beta")
	d.is(err, tracker.ErrNotAllowedHere)
	if got, _ := d.Mentioned(t.Context(), d.as(admin), "Faraway"); got != far {
		t.Errorf("an admin sees lead %d", got)
	}
}
