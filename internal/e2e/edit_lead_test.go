package e2e

import "testing"

func TestWhatIsKnownOfALeadIsCorrectedFromItsCard(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, `"Acme / Jane Do" jane@acme.example €12k src:fair #q2`)
	shown := w.ana.Command("/followup lead acme").Expect("Acme · Jane Do")
	shown.Row("Log a touch").Overflow("Edit details…")
	form := w.ana.ExpectModal("Edit details")
	for label, value := range map[string]string{
		"Name": "Jane Do", "Company": "Acme", "Deal value": "€12,000", "Where from": "fair", "Tags": "q2", "Country": "", "Note": "",
	} {
		if got := form.Value(label); got != value {
			t.Errorf("%s is prefilled with %q, want %q", label, got, value)
		}
	}
	form.Submit().ExpectError("Note", "Nothing is different")
	form.Fill("Deal value", "a lot").Submit().ExpectError("Deal value", "a lot")
	form.Fill("Name", "Jane Doe").Fill("Company", "Acme GmbH").Fill("Deal value", "CHF 15,000.50").Fill("Where from", "").
		Fill("Tags", "q2, hot").Fill("Note", "she moved the budget").Submit().ExpectClosed()
	receipt := w.ana.ExpectEphemeral("Acme GmbH · Jane Doe · details edited · Name: Jane Do → Jane Doe")
	says(t, receipt.Text(), "Company: Acme → Acme GmbH", "Deal value: €12,000 → CHF 15,000.50", "Where from: fair → –", "“she moved the budget”")
	says(t, standing(w.ana, "doe"), "Acme GmbH · Jane Doe · CHF 15,000.50", "Jane Doe · jane@acme.example", "hot", "Tue 12 May", "!fair")
	w.ana.Command(`/followup add "Acme GmbH / Jane Doe"`).Expect("may be known already") // by the name that it has now

	receipt.Button("Edit").Click()
	form = w.ana.ExpectModal("Edit details")
	form.Fill("Deal value", "€15k").Submit().ExpectClosed()
	receipt.ExpectUpdate("Deal value: CHF 15,000.50 → €15,000")
	says(t, receipt.Text(), "!she moved the budget") // it stands there already
	receipt.Button("Undo").Click()
	receipt.ExpectUpdate("taken back: the edited details")
	says(t, card(w.ana, "doe"), "CHF 15,000.50")
	w.ana.Command("/followup undo").Expect("taken back: the edited details")
	says(t, standing(w.ana, "acme"), "Acme · Jane Do · €12,000", "from fair", "Jane Do · jane@acme.example")
	w.ExpectQuiet()
}

// The country of a lead says where it is called, so it can be corrected like the rest, and taken back.
func TestTheCountryOfALeadIsCorrected(t *testing.T) {
	w := begin(t, options{at: nine})
	has(w.ana, `Acme +12125550123 cadence:warm-21 country:AT`)
	says(t, standing(w.ana, "acme"), "assumed from Austria")
	w.ana.Command("/followup lead acme").Expect("Acme").Row("Log a touch").Overflow("Edit details…")
	form := w.ana.ExpectModal("Edit details")
	form.Fill("Country", "Atlantis").Submit().ExpectError("Country", "Use its two letters")
	form.Fill("Country", "us").Submit().ExpectClosed()
	corrected := w.ana.ExpectEphemeral("Country: Austria (AT) → United States (US)")
	says(t, standing(w.ana, "acme"), "assumed from United States")
	corrected.Button("Undo").Click()
	corrected.ExpectUpdate("taken back: the edited details")
	says(t, standing(w.ana, "acme"), "assumed from Austria")
	w.ExpectQuiet()
}

func TestALeadIsCorrectedFromTheReceiptOfAddingIt(t *testing.T) {
	w := begin(t, options{})
	receipt := w.ana.Command(`/followup add Acne €12k "met at the fair"`).Expect("Acne · added")
	w.ana.Command("/followup log acne call noanswer").Expect("no answer") // which doesn't matter
	receipt.Button("Edit").Click()
	form := w.ana.ExpectModal("Edit details")
	if note := form.Value("Note"); note != "met at the fair" {
		t.Errorf("the note is %q", note)
	}
	form.Submit().ExpectError("Note", "Nothing is different")
	form.Fill("Name", "Acme").Fill("Note", "met at the fair in Berlin").Submit().ExpectClosed()
	receipt.ExpectUpdate("Acme · details edited · Name: Acne → Acme · “met at the fair in Berlin”")
	says(t, card(w.ana, "acme"), "Fri 15 May", "1 touch so far", "no answer")
	w.ExpectQuiet()
}

func TestTwoWhoCorrectALeadAtOnceDontUndoEachOthersWork(t *testing.T) {
	w := begin(t, options{})
	w.join(options{})
	w.sales("max", "ana", "max", "priya")
	has(w.ana, "Acme €12k")
	w.ana.Command("/followup lead acme").Expect("Acme").Row("Log a touch").Overflow("Edit details…")
	hers := w.ana.ExpectModal("Edit details").Fill("Deal value", "€20k")
	w.max.Command("/followup lead acme").Expect("Acme").Row("Log a touch").Overflow("Edit details…")
	his := w.max.ExpectModal("Edit details").Fill("Where from", "fair")
	his.Submit().ExpectClosed()
	w.max.ExpectEphemeral("Where from: – → fair")
	hers.Submit().ExpectError("Note", "Max Weber")
	hers.Close()
	says(t, card(w.ana, "acme"), "€12,000", "from fair", "details edited · Where from: – → fair — Max Weber")

	says(t, w.priya.Command("/followup lead acme").Expect("Acme").Text(), "!Add contact") // she may look, and no more
	w.ana.Command("/followup won acme").Expect("won")
	w.ana.Command("/followup lead acme").Expect("Won").Row("Log a touch").Overflow("Edit details…")
	w.ana.ExpectModal("Edit details").Fill("Tags", "berlin").Submit().ExpectClosed()
	w.ana.ExpectEphemeral("Tags: – → berlin")
	says(t, standing(w.ana, "acme"), "Won", "berlin")
	w.ana.Command("/followup dnc acme").Expect("never to be contacted")
	says(t, card(w.ana, "acme"), "!Log a touch")
	w.ExpectQuiet()
}
