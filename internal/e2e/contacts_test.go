package e2e

import "testing"

func TestALeadHasSeveralContactsAndTheCardKeepsThem(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, `"Acme / Jane Doe" jane@acme.example`)
	shown := w.ana.Command("/followup lead jane").Expect("jane@acme.example")
	shown.Button("Add contact").Click()
	form := w.ana.ExpectModal("Add a contact")
	form.Submit().ExpectError("Name", "Give a name")
	form.Fill("E-mail", "JANE@acme.example").Submit().ExpectError("E-mail", "already")
	form.Fill("Name", "Max Moor").Fill("Role", "CTO").Fill("E-mail", "max@acme.example").Fill("Phone", "+49 30 1234567").
		Fill("Time zone", "America/New_York").Choose("Prefers", "Call").Submit().ExpectClosed()
	says(t, w.ana.ExpectEphemeral("contact added: Max Moor").Text(), "Acme · Jane Doe", "[Undo]")
	shown = w.ana.Command("/followup lead jane").Expect("Max Moor · CTO · max@acme.example · +49 30 1234567 · New York, 6 h behind · prefers call")
	says(t, shown.Text(), "Jane Doe · jane@acme.example · main contact")

	shown.Row("Max Moor").Overflow("Make main")
	shown.ExpectUpdate("main contact: Max Moor")
	says(t, shown.Text(), "Acme · Max Moor", "prefers call · main contact", "[Add contact]")
	shown.Row("Jane Doe").Overflow("Has left")
	shown.ExpectUpdate("Jane Doe has left")
	says(t, shown.Text(), "Jane Doe · jane@acme.example · has left")
	shown.Row("Jane Doe · jane").Overflow("Is there again")
	shown.ExpectUpdate("Jane Doe is there again")
	shown.Button("Undo").Click()
	shown.ExpectUpdate("taken back: that the contact is there again")
	says(t, shown.Text(), "Jane Doe · jane@acme.example · has left")
	shown.Row("Max Moor · CTO").Overflow("Edit")
	form = w.ana.ExpectModal("Edit a contact")
	form.Fill("Role", "CEO").Submit().ExpectClosed()
	w.ana.ExpectEphemeral("contact edited: Max Moor").Button("Undo").Click()
	says(t, card(w.ana, "moor"), "CTO", "!CEO", "taken back")
	w.ExpectQuiet()
}

func TestALogSaysWhomItReachedAndWhoIsNext(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, `"Acme / Jane Doe" jane@acme.example`)
	receipt := w.ana.Command("/followup log jane call wrongperson").Expect("try somebody else there: nobody is known yet")
	receipt.Button("Add contact").Click()
	w.ana.ExpectModal("Add a contact").Fill("Name", "Max Moor").Fill("Role", "CTO").Submit().ExpectClosed()
	w.ana.ExpectEphemeral("contact added: Max Moor")
	says(t, card(w.ana, "acme"), "Try instead: Max Moor (CTO)")

	w.berlin("2026-05-13 08:31")
	digest := w.ana.ExpectDM("1 to do")
	says(t, digest.Text(), "try instead: Max Moor (CTO)", "![Add contact]")
	digest.Button("Done…").Click()
	form := w.ana.ExpectModal("Log a touch")
	if whom := form.Value("Whom"); whom != "Max Moor · CTO" {
		t.Errorf("the form asks for %q", whom)
	}
	form.Choose("What came of it", "No answer").ExpectText("Suggested")
	form.Submit().ExpectClosed()
	w.turn()
	digest.ExpectUpdate("✅ Acme · Jane Doe · no answer")
	says(t, card(w.ana, "acme"), "no answer · with Max Moor", "wrong person · with Jane Doe", "!Try instead")

	w.ana.Command("/followup log acme call left").Expect("try instead: Max Moor (CTO)")
	says(t, card(w.ana, "acme"), "Acme · Max Moor", "Jane Doe · jane@acme.example · has left", "!main contact")
	w.ExpectQuiet()
}

func TestOnlyWhoMayChangeALeadChangesItsContacts(t *testing.T) {
	w := begin(t, options{})
	w.sales("max", "ana", "priya", "max")
	has(w.ana, `"Acme / Jane Doe" jane@acme.example`)
	theirs := w.priya.Command("/followup lead acme").Expect("jane@acme.example")
	says(t, theirs.Text(), "![Add contact]")
	w.max.Command("/followup lead acme").Expect("jane@acme.example").Button("Add contact").Click()
	w.max.ExpectModal("Add a contact").Fill("Name", "Eva").Submit().ExpectClosed()
	w.max.ExpectEphemeral("contact added: Eva")
	says(t, card(w.ana, "acme"), "contact added: Eva — Max Weber", "main contact")
	w.ExpectQuiet()
}

func TestAContactChangedOnAnotherDeviceIsSaid(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, `"Acme / Jane Doe" jane@acme.example`)
	w.ana.Command("/followup lead acme").Expect("Acme").Button("Add contact").Click()
	w.ana.ExpectModal("Add a contact").Fill("Name", "Max Moor").Submit().ExpectClosed()
	w.ana.ExpectEphemeral("contact added")
	phone := w.ana.Command("/followup lead acme").Expect("Max Moor")
	desk := w.ana.Command("/followup lead acme").Expect("Max Moor")
	phone.Row("Max Moor").Overflow("Make main")
	phone.ExpectUpdate("main contact: Max Moor")
	desk.Row("Max Moor").Overflow("Make main")
	w.ana.ExpectEphemeral("you did that already")
	w.ExpectQuiet()
}
