package e2e

import (
	"strings"
	"testing"
)

func TestAReceiptIsCorrectedInTheFormItCameFrom(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, "Acme")
	receipt := w.ana.Command(`/followup log acme call noanswer 2m "rang twice" next mon`).Expect("Tue 19 May") // calls avoid Mondays
	receipt.Button("Edit").Click()
	form := w.ana.ExpectModal("Edit")
	if form.Value("What came of it") != "No answer" || form.Value("Note") != "rang twice" || form.Value("Minutes") != "2" ||
		form.Value("On") != "2026-05-19" || form.Value("What's next") != "Planned: I'll get back to them" {
		t.Fatalf("prefilled:\n%s", form.Text())
	}
	form.Fill("Note", "rang three times")
	form.Choose("What came of it", "Left a message with somebody").ExpectText("message left, so ask for the best time")
	form.Submit().ExpectClosed()
	receipt.ExpectUpdate("✅ Acme · left a message, 2 minutes · next: call Fri 15 May")
	history := card(w.ana, "acme")
	says(t, history, "1 touch so far", "“rang three times”", "(edited)", "(taken back)")
	if strings.Count(history, "rang twice") != 1 {
		t.Error(history)
	}
	receipt.Button("Undo").Click()
	receipt.ExpectUpdate("taken back: the touch · as before: follow up Tue 12 May")
	w.ExpectQuiet()
}

func TestADigestRowIsCorrectedWhereItStands(t *testing.T) {
	w := begin(t, options{patient: true})
	has(w.ana, "Acme", "Beta")
	w.berlin("2026-05-12 08:31")
	digest := w.ana.ExpectDM("2 to do")
	digest.Row("Acme").Overflow("No answer")
	digest.ExpectUpdate("✅ Acme · no answer")
	digest.Row("✅ Acme").Button("Edit").Click()
	form := w.ana.ExpectModal("Edit")
	form.Choose("What came of it", "Busy").ExpectText("Suggested: call Fri 15 May")
	form.Submit().ExpectClosed()
	digest.ExpectUpdate("✅ Acme · busy · next: call Fri 15 May")
	says(t, digest.Text(), "1/2", "!✅ Acme · no answer")
	digest.Row("Beta").Overflow("Not now → park…")
	w.ana.ExpectModal("Park a lead").Fill("Why", "frozen").Submit().ExpectClosed()
	digest.ExpectUpdate("✅ Beta · parked until Tue 16 Jun")
	digest.Row("✅ Beta").Button("Edit").Click()
	park := w.ana.ExpectModal("Edit")
	if park.Value("Why") != "frozen" {
		t.Errorf("prefilled:\n%s", park.Text())
	}
	park.Fill("Why", "frozen until autumn").Fill("On", "2026-09-01").Submit().ExpectClosed()
	digest.ExpectUpdate("✅ Beta · parked until Tue 1 Sep")
	says(t, digest.Text(), "2/2", "frozen until autumn")
	w.ExpectQuiet()
}

func TestAMoveIsCorrectedAndCountsOnce(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, "Acme")
	receipt := w.ana.Command("/followup move acme fri").Expect("Fri 15 May")
	receipt.Button("Edit").Click()
	w.ana.ExpectModal("Edit").Fill("On", "2026-05-20").Fill("Note", "they are away").Submit().ExpectClosed()
	receipt.ExpectUpdate("moved to Wed 20 May")
	says(t, card(w.ana, "acme"), "from Tue 12 May to Wed 20 May", "they are away", "(edited)")
	w.ExpectQuiet()
}

func TestWhatHasSomethingNewerOnItIsNotEdited(t *testing.T) {
	w := begin(t, options{at: "2026-05-12T07:00:00Z"})
	w.sales("max", "ana", "max")
	has(w.ana, "Acme")
	receipt := w.ana.Command("/followup log acme call noanswer").Expect("no answer")
	receipt.Button("Edit").Click()
	form := w.ana.ExpectModal("Edit")
	onTheirs(w.max, "log acme email sent", "Ana Ruiz")
	w.ana.ExpectDM("Max Weber logged a touch on your lead")
	form.Submit().ExpectError("Note", "Max Weber")
	form.Close()
	receipt.Button("Edit").Click()
	says(t, w.ana.ExpectEphemeral("Max Weber").Text(), "Acme", "[Open lead]")
	says(t, card(w.ana, "acme"), "2 touches so far")
	w.ExpectQuiet()
}

func TestATeammatesCorrectionReachesTheOwnersNote(t *testing.T) {
	w := begin(t, options{at: "2026-05-12T07:00:00Z"})
	w.sales("sam", "ana", "max")
	has(w.ana, "Acme")
	receipt := onTheirs(w.max, "log acme call noanswer", "Ana Ruiz")
	note := w.ana.ExpectDM("Max Weber logged a touch on your lead")
	receipt.Button("Edit").Click()
	form := w.max.ExpectModal("Edit")
	form.Choose("What came of it", "Busy").ExpectText("Suggested: call Fri 15 May")
	form.Submit().ExpectClosed()
	receipt.ExpectUpdate("busy")
	note.ExpectUpdate("✅ Acme · busy")
	receipt.Button("Undo").Click()
	receipt.ExpectUpdate("taken back")
	note.ExpectUpdate("taken back: the touch")
	w.ExpectQuiet()
}

func TestWhatWasDoneLastIsCorrectedOnHome(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, "Acme")
	w.ana.Command("/followup log acme call noanswer").Expect("no answer")
	w.ana.OpenHome()
	home := w.ana.ExpectHome("✅ Acme · no answer")
	home.Button("Edit").Click()
	form := w.ana.ExpectModal("Edit")
	form.Choose("What came of it", "Left a message with somebody").ExpectText("message left, so ask for the best time")
	form.Submit().ExpectClosed()
	w.turn()
	w.ana.ExpectHome("✅ Acme · left a message")
	w.ExpectQuiet()
}
