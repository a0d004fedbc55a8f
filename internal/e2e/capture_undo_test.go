package e2e

import (
	"strings"
	"testing"
)

func TestEveryKindOfChangeCanBeTakenBack(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, `"Acme / Jane Doe" jane@acme.example €12k`)
	w.ana.Command(`/followup log acme call callback "board meets" next today 18:00 !`).Expect("Tue 12 May 18:00")
	facts, due := standing(w.ana, "acme"), w.ana.Command("/followup due").Text()
	for _, change := range []struct{ typed, says string }{
		{"log acme email sent next +3bd", "email sent"},
		{"log acme call noanswer", "the promise stands"},
		{"reply acme", "they replied"},
		{"park acme 3m \"frozen\"", "parked until"},
		{"move acme fri 09:00", "moved to"},
		{"snooze acme tmr", "snoozed until"},
		{"won acme €15k", "won"},
		{"lost acme \"too dear\"", "closed as lost"},
		{"dnc acme", "never to be contacted again"},
	} {
		receipt := w.ana.Command("/followup " + change.typed).Expect(change.says)
		if standing(w.ana, "acme") == facts {
			t.Errorf("%s changed nothing", change.typed)
		}
		receipt.Button("Undo").Click()
		receipt.ExpectUpdate("taken back")
		if after := standing(w.ana, "acme"); after != facts {
			t.Errorf("%s: before:\n%s\nafter:\n%s", change.typed, facts, after)
		}
		w.ana.Command("/followup " + change.typed).Expect(change.says)
		w.ana.Command("/followup undo").Expect("taken back")
		if after := w.ana.Command("/followup due").Text(); after != due {
			t.Errorf("%s: before:\n%s\nafter:\n%s", change.typed, due, after)
		}
	}
	w.ExpectQuiet()
}

func TestOnlyTheNewestChangeCanBeTakenBack(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, "Acme")
	first := w.ana.Command("/followup log acme call noanswer").Expect("Fri 15 May")
	second := w.ana.Command("/followup move acme wed").Expect("Wed 13 May")
	first.Button("Undo").Click()
	w.ana.ExpectEphemeral("Too late to undo: you changed Acme after it, 07:00 (moved to call Wed 13 May, planned). Undo that first.")
	second.Button("Undo").Click()
	second.ExpectUpdate("taken back: the move · as before: call Fri 15 May")
	first.Button("Undo").Click()
	w.ana.Command("/followup lead acme").Expect("Tue 12 May")
	w.ExpectQuiet()
}

func TestAnAddedLeadCanBeTakenBackAndItsFormerNameIsFree(t *testing.T) {
	w := begin(t, options{})
	receipt := w.ana.Command("/followup add Acme jane@acme.example").Expect("added")
	receipt.Button("Undo").Click()
	receipt.ExpectUpdate("Acme is gone again")
	w.ana.Command("/followup lead acme").Expect("I know no lead called")
	has(w.ana, "Acme jane@acme.example")
	w.ana.Command("/followup undo").Expect("gone again")
	w.ana.Command("/followup undo").Expect("nothing to undo")
	w.ExpectQuiet()
}

func TestUndoFromTheCardAndInItsHistory(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, "Acme")
	w.ana.Command("/followup log acme call noanswer \"rang twice\"").Expect("no answer")
	shown := w.ana.Command("/followup lead acme").Expect("rang twice")
	shown.Button("Undo").Click()
	shown.ExpectUpdate("taken back")
	history := card(w.ana, "acme")
	says(t, history, "(taken back)", "0 touches so far")
	if strings.Count(history, "rang twice") != 1 {
		t.Error(history)
	}
	w.ExpectQuiet()
}

func TestABareUndoAsksBeforeItReachesBackToAnotherDay(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, "Acme")
	w.ana.Command("/followup log acme call noanswer next 1 june").Expect("Tue 2 Jun") // calls avoid Mondays
	w.berlin("2026-05-15 09:00")
	question := w.ana.Command("/followup undo").Expect("Your last change was on Tue 12 May 07:00: Acme · no answer · next: call Tue 2 Jun, planned. Undo it?")
	says(t, card(w.ana, "acme"), "Tue 2 Jun")
	question.Button("Undo it").Click()
	question.ExpectUpdate("taken back")

	removes := w.ana.Command("/followup undo").Expect("Acme · added")
	says(t, removes.Text(), "on Tue 12 May", "Acme would be gone, with its whole history")
	says(t, card(w.ana, "acme"), "Tue 12 May")
	removes.Button("Undo it").Click()
	removes.ExpectUpdate("Acme is gone again")
	w.ana.Command("/followup undo").Expect("nothing to undo")
	w.ExpectQuiet()
}

func TestALeadWithAHistoryIsNotRemovedByASlip(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, "Acme")
	w.ana.Command("/followup log acme call noanswer").Expect("Fri 15 May")
	w.ana.Command("/followup undo").Expect("taken back")
	question := w.ana.Command("/followup undo").Expect("Your last change was today at 07:00: Acme · added")
	says(t, card(w.ana, "acme"), "Tue 12 May")
	w.ana.Command("/followup log acme email sent next fri").Expect("Fri 15 May")
	question.Button("Undo it").Click() // after she went on with it
	w.ana.ExpectEphemeral("Too late to undo: you changed Acme after it, 07:00 (email sent · next: email Fri 15 May, planned). Undo that first.")
	says(t, card(w.ana, "acme"), "Fri 15 May")
	w.ExpectQuiet()
}
