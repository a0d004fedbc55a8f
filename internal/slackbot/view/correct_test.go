package view_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/slackbot/view"
)

// correctSurfaces are the forms that only correct, and what they leave behind.
func (w world) correctSurfaces() map[string]any {
	lead, bare := w.active(1, today), followup.Lead{ID: 1, Name: w.lead, State: followup.Active}
	meta := view.Meta{Value: view.Value{Lead: 1}, Edit: 7}
	closing := func(in view.NextInput) any {
		return w.view.CloseModal(view.CloseForm{Meta: meta, Lead: lead, Input: in})
	}
	edited := func(from, to followup.Lead, note string) any {
		return w.view.Receipt(w.receipt(followup.Event{ID: 60, Lead: 1, Kind: followup.Edited, By: "UANA", At: now, Detail: followup.Detail{
			Note: note, Details: &followup.Revision{From: from.Details(), To: to.Details()},
		}}), "UANA")
	}
	renamed := lead
	renamed.Name, renamed.Value, renamed.Country = w.person, &followup.Money{Minor: 125_050, Currency: "CHF"}, "DE-BY"
	return map[string]any{
		"details":              w.view.DetailsModal(view.DetailsForm{Meta: meta, Lead: lead, Note: w.note}),
		"details_bare":         w.view.DetailsModal(view.DetailsForm{Lead: bare}),
		"receipt_edited":       edited(lead, renamed, w.note),
		"receipt_edited_bare":  edited(lead, bare, ""),
		"receipt_edited_noted": edited(lead, lead, w.note),
		"refused_unchanged":    view.Say(w.view.Unchanged()),
		"edit_snooze":          w.view.SnoozeModal(view.SnoozeForm{Meta: meta, Lead: lead, Rep: w.rep(), Until: today, At: clock(14, 0), Note: w.note}),
		"edit_snooze_day":      w.view.SnoozeModal(view.SnoozeForm{Meta: meta, Lead: lead, Rep: w.rep(), Until: calendar.On(2026, 5, 13)}),
		"edit_won":             closing(view.NextInput{Kind: followup.NextWon, Value: "€12k", Reason: w.note}),
		"edit_lost":            closing(view.NextInput{Kind: followup.NextLost, Reason: w.note}),
		"edit_never":           closing(view.NextInput{Kind: followup.NextStop}),
		"edit_handover":        w.view.HandOverModal(view.HandOverForm{Meta: meta, Lead: lead, From: w.person, To: "UMAX"}),
	}
}

func TestCorrectionsReadBack(t *testing.T) {
	t.Parallel()
	w := ordinary()
	lead := w.active(1, today)
	form := english.DetailsModal(view.DetailsForm{Lead: lead, Note: w.note})
	want := view.NewLeadInput{Name: lead.Name, Company: lead.Company, Value: "€42,000", Source: lead.Source, Tags: "pricing, q2", Note: w.note}
	if diff := cmp.Diff(want, view.ReadDetails(stateOf(t, form))); diff != "" {
		t.Errorf("details (-shown +read):\n%s", diff)
	}
	if meta, _ := view.ParseMeta(form.PrivateMetadata); meta.Details != lead.Details().Version() {
		t.Errorf("the form remembers %q", meta.Details)
	}
	for _, in := range []view.NextInput{
		{Kind: followup.NextWon, Value: "€12k", Reason: "they like it"}, {Kind: followup.NextLost, Reason: "too dear"}, {Kind: followup.NextStop},
	} {
		if got := view.ReadClose(stateOf(t, english.CloseModal(view.CloseForm{Lead: lead, Input: in}))); !cmp.Equal(got, in) {
			t.Errorf("shown %+v, read %+v", in, got)
		}
	}
	snooze := view.ReadMove(stateOf(t, english.SnoozeModal(view.SnoozeForm{Lead: lead, Rep: w.rep(), Until: today, At: clock(14, 0), Note: w.note})))
	if snooze.On != today || *snooze.At != *clock(14, 0) || snooze.Note != w.note {
		t.Errorf("snooze: %+v", snooze)
	}
	if got := view.ReadReassign(stateOf(t, english.HandOverModal(view.HandOverForm{Lead: lead, To: "UMAX"}))).To; got != "UMAX" {
		t.Errorf("handed to %q", got)
	}
}

func TestTheMenuOfACardSaysWhichLead(t *testing.T) {
	t.Parallel()
	if id, ok := view.DetailsOf("details|12"); id != 12 || !ok {
		t.Errorf("lead %d, %t", id, ok)
	}
	for _, other := range []string{"", "details|", "details|0", "details|x", view.ValueOf(ordinary().active(1, today)).Encode()} {
		if id, ok := view.DetailsOf(other); ok {
			t.Errorf("%q is about the details of lead %d", other, id)
		}
	}
}
