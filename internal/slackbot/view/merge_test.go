package view_test

import (
	"testing"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/slackbot/view"
)

func (w world) mergeSurfaces() map[string]any {
	matches := w.matches()
	a, b := matches[0], matches[1]
	form := func(kept, other followup.Lead, owner followup.Person, promise bool) view.MergeForm {
		rep := w.rep()
		rep.Person = owner
		return view.MergeForm{
			Meta: view.Meta{Value: view.Value{Lead: a.Lead.ID}}, Lead: a, With: &b, Now: now.In(berlin()), Me: "UANA",
			Merge: &digest.Merge{
				Kept: kept, Other: other, After: followup.Merge(kept, other), Owner: rep, OtherName: w.max().Name, Promise: promise,
			},
		}
	}
	mine, theirs := w.active(a.Lead.ID, today), w.promised(b.Lead.ID, today.AddDays(3))
	other := w.closed(b.Lead.ID, followup.DoNotContact)
	theirs.Contacts = append(theirs.Contacts, followup.Contact{ID: 9, Name: w.person, Email: "other@example.com"})
	again := form(theirs, mine, w.rep().Person, false)
	again.Meta.Edit = 7
	all := map[string]any{
		"merge_edit":   w.view.MergeModal(again),
		"merge_choose": w.view.MergeModal(view.MergeForm{Meta: view.Meta{Value: view.Value{Lead: a.Lead.ID}}, Lead: a, Now: now.In(berlin())}),
		"merge":        w.view.MergeModal(form(mine, theirs, w.rep().Person, false)),
		"merge_theirs": w.view.MergeModal(form(w.promised(b.Lead.ID, today), w.promised(a.Lead.ID, today.AddDays(9)), w.max(), true)),
		"merge_never":  w.view.MergeModal(form(mine, other, w.rep().Person, false)),
		"merge_closed": w.view.MergeModal(form(w.closed(a.Lead.ID, followup.Won), w.closed(b.Lead.ID, followup.Lost), w.rep().Person, false)),
		"merge_refused": w.view.MergeModal(view.MergeForm{
			Meta: view.Meta{Value: view.Value{Lead: a.Lead.ID}}, Lead: a, Now: now.In(berlin()), Notice: w.view.MergeSame(),
		}),
		"refused_merge": view.Say(w.view.MergeSame()),
	}
	detail := followup.Detail{Merge: &followup.Joined{Lead: 2, Title: w.phrase()}}
	for _, kind := range []followup.EventKind{followup.MergedIn, followup.MergedAway} {
		e := followup.Event{ID: 60, Lead: 1, Kind: kind, By: "UANA", At: now, Detail: detail}
		all["receipt_"+string(kind)] = w.view.Receipt(w.receipt(e), "UANA")
	}
	return all
}

func TestMergeFormReadsBack(t *testing.T) {
	t.Parallel()
	w := ordinary()
	form, ok := w.mergeSurfaces()["merge"].(slack.ModalViewRequest)
	if !ok {
		t.Fatal("no form")
	}
	a, b := w.matches()[0].Lead.ID, w.matches()[1].Lead.ID
	in := view.ReadMerge(stateOf(t, form))
	if in != (view.MergeInput{With: b, Keep: a}) {
		t.Errorf("read %+v", in)
	}
	for _, test := range []struct{ keep, stays, goes followup.LeadID }{{a, a, b}, {b, b, a}, {0, a, b}} {
		if stays, goes := (view.MergeInput{With: b, Keep: test.keep}).Pair(a); stays != test.stays || goes != test.goes {
			t.Errorf("keep %d: %d stays, %d goes", test.keep, stays, goes)
		}
	}
}
