package e2e

import (
	"testing"

	"github.com/followup-bot/followup/internal/slacksim/simtest"
)

// corrected presses Edit on a receipt and fills in the form that opens.
func corrected(p *simtest.Person, receipt *simtest.Message, title string, fill func(*simtest.Modal)) {
	receipt.Button("Edit").Click()
	form := p.ExpectModal(title)
	fill(form)
	form.Submit().ExpectClosed()
}

func TestEveryReceiptIsCorrectedInAFormOfItsOwn(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, `"Acme / Jane Doe" jane@acme.example €12k`)

	receipt := w.ana.Command(`/followup snooze acme tmr "she is out"`).Expect("snoozed until tomorrow, Wed 13 May")
	receipt.Button("Edit").Click()
	form := w.ana.ExpectModal("Edit")
	if form.Value("Out of sight until") != "2026-05-13" || form.Value("At") != "" || form.Value("Note") != "she is out" {
		t.Errorf("prefilled:\n%s", form.Text())
	}
	form.Fill("Out of sight until", "2026-05-11").Submit().ExpectError("Out of sight until", "Mon 11 May")
	form.Fill("Out of sight until", "2026-09-01").Submit().ExpectError("Out of sight until", "Thu 11 Jun")
	form.Fill("Out of sight until", "2026-05-14").Fill("At", "14:00").Submit().ExpectClosed()
	receipt.ExpectUpdate("snoozed until Thu 14 May 14:00")
	says(t, card(w.ana, "acme"), "“she is out”", "(edited)", "(taken back)")

	receipt = w.ana.Command("/followup reply acme").Expect("they replied")
	corrected(w.ana, receipt, "Edit", func(form *simtest.Modal) {
		if form.Value("What came of it") != "They replied" {
			t.Errorf("prefilled:\n%s", form.Text())
		}
		form.Fill("Note", "wants pricing")
	})
	receipt.ExpectUpdate("they replied")
	says(t, card(w.ana, "acme"), "“wants pricing”")

	receipt = w.ana.Command(`/followup won acme €15k "signed"`).Expect("won · €15,000")
	corrected(w.ana, receipt, "Edit", func(form *simtest.Modal) {
		if form.Value("Amount") != "€15,000" || form.Value("Why") != "signed" {
			t.Errorf("prefilled:\n%s", form.Text())
		}
		form.Fill("Amount", "a lot").Submit().ExpectError("Amount", "a lot")
		form.Fill("Amount", "€18k").Fill("Why", "signed for a year")
	})
	receipt.ExpectUpdate("🎉 Acme · Jane Doe · won · €18,000 · “signed for a year”")
	says(t, standing(w.ana, "acme"), "€18,000", "Won")
	corrected(w.ana, receipt, "Edit", func(form *simtest.Modal) { // it was another one that was won
		form.Choose("How it ended", "Lost").ExpectText("How it ended: <Lost>")
		form.Fill("Why", "too dear")
	})
	receipt.ExpectUpdate("closed as lost · too dear")
	says(t, standing(w.ana, "acme"), "€12,000", "Lost")
	receipt.Button("Undo").Click()
	receipt.ExpectUpdate("taken back")

	receipt = w.ana.Command("/followup dnc acme").Expect("never to be contacted again")
	corrected(w.ana, receipt, "Edit", func(form *simtest.Modal) { form.Fill("Why", "asked by mail") })
	receipt.ExpectUpdate("never to be contacted again · asked by mail")
	w.ExpectQuiet()
}

func TestAContactIsCorrectedFromItsReceipt(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, `"Acme / Jane Doe" jane@acme.example`)
	w.ana.Command("/followup lead acme").Expect("Jane Doe").Button("Add contact").Click()
	w.ana.ExpectModal("Add a contact").Fill("Name", "Maks Moor").Fill("Role", "CTO").Submit().ExpectClosed()
	receipt := w.ana.ExpectEphemeral("contact added: Maks Moor")
	corrected(w.ana, receipt, "Edit a contact", func(form *simtest.Modal) {
		if form.Value("Name") != "Maks Moor" || form.Value("Role") != "CTO" {
			t.Errorf("prefilled:\n%s", form.Text())
		}
		form.Fill("Name", "Max Moor")
	})
	receipt.ExpectUpdate("contact edited: Max Moor")
	corrected(w.ana, receipt, "Edit a contact", func(form *simtest.Modal) { form.Fill("Role", "CEO") })
	receipt.ExpectUpdate("contact edited: Max Moor")
	says(t, standing(w.ana, "acme"), "Max Moor · CEO", "!Maks")
	w.ExpectQuiet()
}

func TestALeadThatWentToTheWrongPersonGoesToAnother(t *testing.T) {
	w := begin(t, options{at: "2026-05-12T07:00:00Z"})
	w.sales("max", "ana", "priya", "max")
	has(w.ana, "Acme")
	home := w.homeOf(w.priya, "Hi Priya")
	w.berlin("2026-05-13 10:00")
	w.ana.ExpectDM("Acme")
	w.ExpectChannel("#sales", "1 lead overdue").As(w.max).Button("Reassign…").Click()
	form := w.max.ExpectModal("Hand leads over")
	form.Choose("From", "Ana Ruiz").ExpectText("Leads")
	form.Choose("Leads", "Acme").Choose("To", "priya").Submit().ExpectClosed()
	receipt := w.max.ExpectDM("handed to Priya Nair")
	w.priya.ExpectHome("1 to do")
	receipt.Button("Edit").Click()
	form = w.max.ExpectModal("Edit")
	says(t, form.Text(), "Acme · owner: Ana Ruiz")
	form.Choose("To", "gus").Submit().ExpectError("To", "only active full members")
	form.Choose("To", "max").Submit().ExpectClosed()
	receipt.ExpectUpdate("handed to you")
	w.turn()
	w.homeWithout(home, "1 to do")
	says(t, standing(w.max, "acme"), "owner: you", "Tue 12 May")
	says(t, card(w.sam, "acme"), "[Edit]")
	w.ExpectQuiet()
}

func TestTwoLeadsWereMergedTheWrongWayRound(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, "Acme", "Gamma", "Delta")
	w.ana.Command("/followup log gamma call noanswer").Expect("no answer")
	w.ana.Command("/followup merge gamma into acme")
	w.ana.ExpectModal("Merge leads").Submit().ExpectClosed()
	receipt := w.ana.ExpectEphemeral("Acme · merged with Gamma")
	receipt.Button("Edit").Click()
	form := w.ana.ExpectModal("Edit").ExpectText("Gamma goes into Acme: one lead, yours.")
	form.Submit().ExpectError("The same as", "Nothing is different")
	form.Choose("Which one stays", "Gamma").ExpectText("Acme goes into Gamma").Submit().ExpectClosed()
	receipt.ExpectUpdate("Gamma · merged with Acme")
	says(t, card(w.ana, "gamma"), "1 touch so far", "merged with Acme")
	w.wantNumber(1, `select count(*) from leads where state = 'merged'`)

	receipt.Button("Edit").Click() // it was another one altogether
	form = w.ana.ExpectModal("Edit")
	form.Choose("The same as", "Delta").ExpectText("Delta goes into Gamma").Submit().ExpectClosed()
	receipt.ExpectUpdate("Gamma · merged with Delta")
	says(t, card(w.ana, "acme"), "Tue 12 May", "taken back")
	receipt.Button("Undo").Click()
	receipt.ExpectUpdate("taken back: the merge")
	w.wantNumber(3, `select count(*) from recalls where is_open`)
	w.ExpectQuiet()
}
