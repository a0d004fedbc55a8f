package e2e

import (
	"testing"

	"github.com/followup-bot/followup/internal/slacksim/simtest"
)

func TestTwoLeadsAreMergedFromTheCardAndTakenApartAgain(t *testing.T) {
	w := begin(t, options{})
	w.ana.Command(`/followup add "Beta GmbH" jane@beta.example`).Expect("Beta GmbH")
	w.ana.Command("/followup log Beta call noanswer").Expect("no answer")
	known := w.ana.Command(`/followup add "Beta Inc" kim@other.example`).Expect("may be known already")
	known.Button("Add it anyway").Click()
	known.ExpectUpdate("Beta Inc · added")
	w.ana.Command("/followup log \"Beta Inc\" call connected \"wants pricing\" next call fri 14:00 !").Expect("promised")

	w.ana.Command("/followup lead \"Beta GmbH\"").Expect("Beta GmbH").Row("Log a touch").Overflow("Merge with another…")
	form := w.ana.ExpectModal("Merge leads").ExpectText("Beta Inc goes into Beta GmbH: one lead, yours.").
		ExpectText("as planned for Beta Inc").ExpectText("Comes along: 1 touch, 1 contact")
	form.Submit().ExpectClosed()
	receipt := w.ana.ExpectEphemeral("Beta GmbH · merged with Beta Inc · next: call Fri 15 May 14:00")
	w.wantNumber(1, `select count(*) from recalls where is_open`)

	card := w.ana.Command("/followup lead \"Beta GmbH\"").Expect("kim@other.example")
	says(t, card.Text(), "!merged into", "jane@beta.example", "wants pricing", "promised", "2 touches so far", "merged with Beta Inc")
	w.ana.Command("/followup lead \"Beta Inc\"").Expect("jane@beta.example") // as which its contact is known
	w.ana.Command(`/followup add "Beta Inc"`).Expect("may be known already")

	receipt.Button("Undo").Click()
	receipt.ExpectUpdate("taken back: the merge")
	w.wantNumber(2, `select count(*) from recalls where is_open`)
	w.ana.Command("/followup lead \"Beta Inc\"").Expect("wants pricing")
	w.ExpectQuiet()
}

func TestALeadIsMergedIntoAnotherByCommand(t *testing.T) {
	w := begin(t, options{})
	w.team()
	w.ana.Command("/followup add Acme").Expect("Acme")
	w.ana.Command("/followup add Gamma").Expect("Gamma")
	w.max.Command("/followup add Delta").Expect("Delta")
	w.berlin("2026-05-12 08:31")
	digest := w.ana.ExpectDM("Gamma")
	w.max.ExpectDM("Delta")
	digest.Row("Gamma").Button("Done…").Click()
	log := w.ana.ExpectModal("Log a touch").Choose("How", "Call").ExpectText("Minutes").Choose("What came of it", "No answer")

	form := w.samMerges("gamma", "acme").ExpectText("Gamma goes into Acme: one lead, Ana Ruiz's.")
	form.Choose("Which one stays", "Gamma").ExpectText("Acme goes into Gamma")
	form.Choose("Which one stays", "Acme").ExpectText("Gamma goes into Acme").Submit().ExpectClosed()
	w.sam.ExpectEphemeral("Acme · merged with Gamma")
	digest.ExpectUpdate("Gamma · merged into Acme")
	log.ExpectText("Suggested").Submit().ExpectError("Note", "merged into Acme")
	log.Close()

	w.ana.Command("/followup merge acme")
	w.ana.ExpectModal("Merge leads").Choose("The same as", "Acme").ExpectText("another lead than this one").Submit().ExpectError("The same as", "another lead than this one")
	w.ana.ExpectModal("Merge leads").Close()
	w.ana.Command("/followup merge acme into delta")
	w.ana.ExpectModal("Merge leads").ExpectText("Max Weber").Close()
	w.wantNumber(1, `select count(*) from leads where state = 'merged'`)
	w.ExpectQuiet()
}

// samMerges has the form opened by the manager, who is asked whether it is that lead of Ana's.
func (w *world) samMerges(from, into string) *simtest.Modal {
	w.t.Helper()
	w.sam.Command("/followup merge " + from + " into " + into).Expect("Is that the one you mean?").Button("This one").Click()
	return w.sam.ExpectModal("Merge leads")
}

// Two people merge the same two leads at once, each the other way round: one merge is made, and the other person is told.
func TestTwoPeopleMergeAtOnce(t *testing.T) {
	w := begin(t, options{})
	w.join(options{})
	w.team()
	w.ana.Command("/followup add Acme").Expect("Acme")
	w.ana.Command("/followup add Gamma").Expect("Gamma")
	w.ana.Command("/followup merge acme into gamma")
	hers, his := w.ana.ExpectModal("Merge leads"), w.samMerges("gamma", "acme")
	atOnce(
		func() { _, _ = hers.TrySubmit() },
		func() { _, _ = his.TrySubmit() },
	)
	w.wantNumber(1, `select count(*) from leads where state = 'merged'`)
	w.wantNumber(1, `select count(*) from recalls where is_open`)
	if w.number(`select count(*) from events where kind = 'merged_in' and by_id = '`+w.ana.ID()+`'`) == 1 {
		w.ana.ExpectEphemeral("merged with Acme")
		his.Close()
	} else {
		w.sam.ExpectEphemeral("merged with Gamma")
		hers.Close()
	}
	w.ExpectQuiet()
}
