package view_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/slackbot/view"
)

// stakeholders gives a lead contacts: the main one, others, and one who has left.
func (w world) stakeholders(l followup.Lead) followup.Lead {
	l.Contacts[0].ID = 1
	for i := range w.many {
		l.Contacts = append(l.Contacts, followup.Contact{ID: followup.ContactID(2 + i), Name: fmt.Sprint(w.person, i), Role: w.short})
	}
	l.Contacts = append(l.Contacts, followup.Contact{ID: 999, Email: "old@acme.example", Left: true})
	return l
}

func (w world) contactSurfaces() map[string]any {
	wrong := w.touch("UANA")
	wrong.Outcome, wrong.Contact = followup.WrongPerson, 1
	several := w.card()
	several.Lead, several.Last = w.stakeholders(several.Lead), wrong
	several.Entries[0].Event.Detail.Touch.Contact = 2
	theirs := w.othersCard(followup.Active)
	theirs.Lead = w.stakeholders(theirs.Lead)
	day := w.day()
	known, alone := w.active(80, today), w.active(81, today)
	alone.Contacts[0].ID = 1
	day.Open = []digest.Row{
		{Lead: w.stakeholders(known), Section: digest.DueToday, Last: wrong},
		{Lead: alone, Section: digest.DueToday, Last: wrong},
	}
	logged := w.receipt(w.events()[0])
	logged.Lead.Contacts[0].ID = 1
	logged.Event.Detail.Touch = wrong
	form := w.logForm(followup.NoAnswer, followup.Call)
	form.Lead.Lead, form.Lead.Last = w.stakeholders(form.Lead.Lead), wrong
	maybe := w.newLeadForm()
	maybe.Duplicates = w.duplicates()[1:]
	all := map[string]any{
		"card_contacts":        w.view.Card(several),
		"card_contacts_modal":  w.view.CardModal(several),
		"card_contacts_others": w.view.Card(theirs),
		"digest_another":       w.view.Digest(day),
		"receipt_another":      w.view.Receipt(logged, "UANA"),
		"log_whom":             w.view.LogModal(form),
		"contact_new":          w.view.ContactModal(view.ContactForm{Meta: view.Meta{Value: view.Value{Lead: 1}}, Lead: w.active(1, today)}),
		"contact_edit": w.view.ContactModal(view.ContactForm{
			Meta: view.Meta{Value: view.Value{Lead: 1}, Contact: 1}, Lead: w.active(1, today), Contact: w.active(1, today).Contacts[0],
		}),
		"duplicates_maybe":      w.view.Duplicates(w.duplicates()[1:], 5, now.In(berlin())),
		"log_known":             w.view.LogModal(maybe),
		"refused_stopped_named": view.Say(w.view.Stopped(w.duplicates()[1], now.AddDate(0, 0, -4), now.In(berlin()))),
		"refused_contact":       view.Say(w.view.ContactKnown()),
		"refused_nobody":        view.Say(w.view.NobodyThere()),
		"refused_contact_gone":  view.Say(w.view.NoSuchContact()),
	}
	for _, kind := range []followup.EventKind{
		followup.ContactAdded, followup.ContactEdited, followup.ContactMain, followup.ContactLeft, followup.ContactBack,
	} {
		e := followup.Event{ID: 60, Lead: 1, Kind: kind, By: "UANA", At: now, Detail: followup.Detail{Contact: w.person}}
		all["receipt_"+string(kind)] = w.view.Receipt(w.receipt(e), "UANA")
	}
	return all
}

func TestContactFormReadsBack(t *testing.T) {
	t.Parallel()
	c := ordinary().active(1, today).Contacts[0]
	in := view.ReadContact(stateOf(t, english.ContactModal(view.ContactForm{Lead: ordinary().active(1, today), Contact: c})))
	want := view.NewLeadInput{
		ContactName: c.Name, Email: c.Email, Phone: c.Phone, Role: c.Role, Zone: c.Zone, Preferred: c.Preferred,
		WindowFrom: clock(10, 0), WindowTo: clock(12, 0),
	}
	if diff := cmp.Diff(want, in); diff != "" {
		t.Errorf("(-shown +read):\n%s", diff)
	}
}

func TestTheFormAsksWhomItWas(t *testing.T) {
	t.Parallel()
	w := ordinary()
	form := w.logForm(followup.NoAnswer, followup.Call)
	read := func(f view.LogForm) followup.ContactID {
		_, in := view.ReadLog(stateOf(t, english.LogModal(f)), now, berlin())
		return in.Contact
	}
	if got := read(form); got != 0 {
		t.Errorf("one contact: %d is asked for", got)
	}
	form.Lead.Lead = w.stakeholders(w.active(1, calendar.On(2026, 5, 8)))
	if got := read(form); got != 1 {
		t.Errorf("the main contact comes first, not %d", got)
	}
	wrong := *w.touch("UANA")
	wrong.Outcome, wrong.Contact = followup.WrongPerson, 1
	form.Lead.Last = &wrong
	if got := read(form); got != 2 {
		t.Errorf("after a wrong person another one comes first, not %d", got)
	}
	form.Input.Contact = 3
	if got := read(form); got != 3 {
		t.Errorf("what was chosen stays, not %d", got)
	}
	form.Input.Contact = 999
	if got := read(form); got == 999 {
		t.Error("who has left is offered")
	}
}

func TestContactValuesReadBack(t *testing.T) {
	t.Parallel()
	v := view.ContactValue{Value: view.Value{Lead: 12, Recall: 345, Version: 7}, Contact: 3, Do: followup.ContactLeft}
	if got, ok := view.ParseContactValue(v.Encode()); !ok || got != v {
		t.Errorf("%v %v", got, ok)
	}
	for _, bad := range []string{"", "||", "1.2.3|4", "1.2.3|4|won", "1.2.3|0|contact_left", "1.2.3|x|contact_left", "0.2.3|4|contact_left"} {
		if got, ok := view.ParseContactValue(bad); ok {
			t.Errorf("%q was understood: %v", bad, got)
		}
	}
}
