package e2e

import "testing"

// What to say is one press away from a row, a card and a receipt, and is put another way or in another language by one more.
func TestARepCopiesWhatToSay(t *testing.T) {
	w := begin(t, options{})
	w.ana.Command(`/followup add "Acme / Jane Doe" jane@acme.example tz:Europe/London`).Expect("added")
	w.ana.Command("/followup move acme today").Expect("moved")
	w.berlin("2026-05-12 08:31")
	digest := w.ana.ExpectDM("Acme")
	digest.Row("Acme").Button("Draft").Click()
	modal := w.ana.ExpectModal("What to say")
	says(t, modal.Text(), "Acme · Jane Doe", "Touch 1: make it personal", "Hi Jane,", "Would Wednesday, 13 May at 10:00 your time (11:00 mine) suit you?", "[one result, with a number]", "Ana Ruiz")
	modal.Choose("How it is put", "One-line question").ExpectText("Hi Jane, what is harder at Acme at the moment")
	modal.Choose("Language", "Deutsch").ExpectText("Guten Tag Jane Doe, was kostet bei Acme gerade mehr Kraft")
	modal.Choose("Another text", "Break-up").ExpectText("bevor das heute ins Archiv geht")
	says(t, modal.Text(), "For now I suggest: Opening")
	modal.Submit().ExpectClosed()
	w.ana.ExpectDM("bevor das heute ins Archiv geht")

	receipt := w.ana.Command(`/followup log acme call interested "onboarding *before* <September>" next call thu 14:00 !`).Message()
	digest.ExpectUpdate("Acme")
	receipt.Button("Draft").Click()
	modal = w.ana.ExpectModal("What to say")
	says(t, modal.Text(), "Recap", "thank you for our call today", "What you told me: onboarding *before* <September>.", "a call on Thursday, 14 May at 13:00 your time (14:00 mine)")
	modal.Close()
	w.ana.Command("/followup lead acme").Message().Button("Draft").Click()
	w.ana.ExpectModal("What to say").ExpectText("Recap (suggested)").Close()

	w.ana.Command("/followup lost acme").Expect("lost")
	digest.ExpectUpdate("lost")
	receipt.Button("Draft").Click()
	w.ana.ExpectEphemeral("closed")
	w.wantQuickAcks()
	w.ExpectQuiet()
}

// A manager writes the team's own words; what they do wrong is said first, and the shipped text is one press away.
func TestATeamWritesItsOwnPlaybook(t *testing.T) {
	w := begin(t, options{at: nine})
	w.sales("max", "ana", "max")
	has(w.ana, `"Acme / Jane Doe" jane@acme.example`)
	w.ana.Command("/followup playbook").Message().Row("Opening").Button("Show").Click()
	w.ana.ExpectModal("Playbook").ExpectText("Managers and admins may change it").Close()

	w.max.Command("/followup playbook").Message().Row("Opening").Button("Show").Click()
	page := w.max.ExpectModal("Playbook").ExpectText("as shipped")
	page.Click("Edit…")
	form := w.max.ExpectModal("Edit a text")
	form.Fill("Short text", "Hi [first name],\n\nI am just checking in.").Fill("Subject", "For [company]")
	form = form.Submit().ExpectUpdated("Edit a text")
	says(t, form.Text(), "“just checking in” gives them nothing to answer", "it begins with us")
	form.Fill("Short text", "Hi [first name],\n\nyour *fair* stand had a queue.").Choose("Bullets")
	form.Submit().ExpectClosed()
	w.max.ExpectEphemeral("Opening (English) is saved, version 1")

	w.ana.Command("/followup lead acme").Message().Button("Draft").Click()
	draft := w.ana.ExpectModal("What to say")
	says(t, draft.Text(), "Subject: For Acme", "Hi Jane,", "your *fair* stand had a queue.")
	draft.Close()

	w.max.Command("/followup playbook").Message().Row("Opening").Button("Show").Click()
	page = w.max.ExpectModal("Playbook").ExpectText("version 1 by Max Weber, Tue 12 May")
	page.Click("Back to shipped…")
	page.ExpectText("It is the shipped text again").ExpectText("as shipped again since version 2")
	page.Choose("Language", "Deutsch").ExpectText("Guten Tag [Name]")
	w.wantQuickAcks()
	w.ExpectQuiet()
}
