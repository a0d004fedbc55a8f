package tracker_test

import (
	"errors"
	"testing"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/tracker"
)

// withTwo is Ann's lead with Jane, its main contact, and Max.
func (d *desk) withTwo() followup.Lead {
	d.Helper()
	lead := d.must(d.Add(d.Context(), d.as(ann), tracker.NewLead{
		Name: "Jane Doe", Company: "Acme", Contact: followup.Contact{Email: "jane@acme.example"},
	}, false)).Lead
	return d.must(d.AddContact(d.Context(), d.as(ann), lead.ID, followup.Contact{Name: "Max", Role: "CTO"})).Lead
}

func TestContactsChangeOnceAndCanBeUndone(t *testing.T) {
	type step func(d *desk, a tracker.Actor, l followup.Lead) (digest.Receipt, error)
	steps := map[string]step{
		"add": func(d *desk, a tracker.Actor, l followup.Lead) (digest.Receipt, error) {
			return d.AddContact(d.Context(), a, l.ID, followup.Contact{Name: "Zoe", Phone: "+49 30 7654321"})
		},
		"edit": func(d *desk, a tracker.Actor, l followup.Lead) (digest.Receipt, error) {
			return d.EditContact(d.Context(), a, l.ID, followup.Contact{ID: l.Contacts[1].ID, Name: "Max Weber", Zone: "Asia/Tokyo"})
		},
		"main": func(d *desk, a tracker.Actor, l followup.Lead) (digest.Receipt, error) {
			return d.ContactStep(d.Context(), a, l.ID, l.Contacts[1].ID, followup.ContactMain)
		},
		"left": func(d *desk, a tracker.Actor, l followup.Lead) (digest.Receipt, error) {
			return d.ContactStep(d.Context(), a, l.ID, l.Contacts[0].ID, followup.ContactLeft)
		},
		"left_by_a_touch": func(d *desk, a tracker.Actor, l followup.Lead) (digest.Receipt, error) {
			return d.Log(d.Context(), a, tracker.Log{Lead: l.ID, Channel: followup.Call, Outcome: followup.LeftCompany})
		},
	}
	for name, do := range steps {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			before := d.withTwo()
			a := d.as(ann)
			first := d.must(do(d, a, before))
			d.same(d.load(before.ID), first.Lead)
			second := d.must(do(d, a, before))
			d.same(second.Repeated, true)
			d.same(d.load(before.ID), first.Lead)
			if name != "left_by_a_touch" {
				d.same(first.Lead.Recall, before.Recall) // buttons drawn before stay good
			}
			undone := d.must(d.Undo(d.Context(), d.as(ann), first.Event.ID))
			d.same(unversioned(undone.Lead), unversioned(before))
			d.same(unversioned(d.load(before.ID)), unversioned(before))
		})
	}

	t.Run("already_so", func(t *testing.T) {
		d := newDesk(t)
		lead := d.withTwo()
		d.must(d.ContactStep(d.Context(), d.as(ann), lead.ID, lead.Contacts[1].ID, followup.ContactMain))
		_, err := d.ContactStep(d.Context(), d.as(mia), lead.ID, lead.Contacts[1].ID, followup.ContactMain)
		stale, ok := errors.AsType[tracker.StaleError](err)
		d.same(ok, true)
		d.same(stale.Event.Kind, followup.ContactMain)
	})

	t.Run("not_theirs_to_change", func(t *testing.T) {
		d := newDesk(t)
		lead := d.withTwo()
		for _, who := range []followup.UserID{bob, zoe} {
			_, err := d.AddContact(d.Context(), d.as(who), lead.ID, followup.Contact{Name: "Zoe"})
			_, ok := errors.AsType[tracker.NotYoursError](err)
			d.same(ok, true)
		}
		d.must(d.AddContact(d.Context(), d.as(mia), lead.ID, followup.Contact{Name: "Zoe"}))
	})

	t.Run("not_of_a_lead_that_asked_not_to_be_contacted", func(t *testing.T) {
		d := newDesk(t)
		lead := d.withTwo()
		d.must(d.Close(d.Context(), d.as(ann), tracker.Target{Lead: lead.ID}, followup.NextStep{Kind: followup.NextStop}))
		_, err := d.AddContact(d.Context(), d.as(ann), lead.ID, followup.Contact{Name: "Zoe"})
		d.is(err, tracker.ErrDoNotContact)
	})
}

func TestATouchSaysWhomItWasAbout(t *testing.T) {
	d := newDesk(t)
	lead := d.withTwo()
	jane, max := lead.Contacts[0].ID, lead.Contacts[1].ID
	for name, test := range map[string]struct{ named, want followup.ContactID }{
		"nobody_named_is_the_main_one": {0, jane},
		"named":                        {max, max},
		"of_another_lead":              {404, jane},
	} {
		t.Run(name, func(t *testing.T) {
			r := d.must(d.Log(t.Context(), d.as(ann), tracker.Log{
				Lead: lead.ID, Channel: followup.Call, Outcome: followup.NoAnswer, Contact: test.named, Note: name,
			}))
			d.same(r.Event.Detail.Touch.Contact, test.want)
			last, err := d.store.LastTouches(t.Context(), w, []followup.LeadID{lead.ID})
			d.ok(err)
			d.same(last[lead.ID], *r.Event.Detail.Touch)
		})
	}
}

func TestWhoLeftIsKeptAndTheNextOneFollows(t *testing.T) {
	d := newDesk(t)
	lead := d.withTwo()
	r := d.must(d.Log(t.Context(), d.as(ann), tracker.Log{Lead: lead.ID, Channel: followup.Call, Outcome: followup.LeftCompany}))
	d.same(r.Event.Detail.Contact, "Jane Doe")
	d.same(r.Lead.Title(), "Acme · Max")
	d.same(len(r.Lead.Contacts), 2)
	others, wanted := r.Lead.Others(r.Event.Detail.Touch)
	d.same(wanted, true)
	d.same(others, []followup.Contact{{ID: lead.Contacts[1].ID, Name: "Max", Role: "CTO"}})
}
