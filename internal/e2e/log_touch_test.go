package e2e

import "testing"

func TestARepAddsALeadLogsACallAndTakesItBack(t *testing.T) {
	w := begin(t, options{})
	w.ana.Command(`/followup add "Acme / Jane Doe" jane@acme.example €12k`).Expect("Acme · Jane Doe")

	receipt := w.ana.Command("/followup log acme call noanswer").Expect("no answer")
	says(t, receipt.Text(), "Fri 15 May, your time (Berlin)")
	receipt.Button("Undo").Click()
	receipt.ExpectUpdate("taken back: the touch · as before: follow up Tue 12 May, your time (Berlin)")
	w.ExpectQuiet()
}

func TestTheMorningDigestIsSettledByItsButtons(t *testing.T) {
	w := begin(t, options{})
	w.ana.Command(`/followup add "Acme / Jane Doe" jane@acme.example`).Expect("Acme · Jane Doe")
	w.ana.Command(`/followup add Beta`).Expect("Beta")

	w.berlin("2026-05-12 08:31")
	digest := w.ana.ExpectDM("Acme · Jane Doe")
	digest.Row("Acme").Overflow("No answer")
	digest.ExpectUpdate("1/2")
	digest.Row("Beta").Button("Done").Click()
	form := w.ana.ExpectModal("Log a touch")
	form.Choose("How", "Email").ExpectText("How: <Email>")
	form.Choose("What came of it", "Sent").ExpectText("What's next")
	form.Submit().ExpectClosed()
	digest.ExpectUpdate("2/2")
	w.ExpectQuiet()
}

func TestAReceiptSaysWhatOneMayNotExpect(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, "Acme")
	w.ana.Command("/followup won acme €5k").Expect("won")
	reopened := w.ana.Command("/followup log acme call noanswer").Expect("it was won and is open again")
	reopened.Button("Undo").Click()
	reopened.ExpectUpdate("taken back")
	w.ana.Command("/followup log acme call callback next fri 14:00 !").Expect("it was won and is open again")

	for _, line := range []string{"log acme email sent next thu", `park acme 3m "frozen"`, "won acme", "lost acme"} {
		receipt := w.ana.Command("/followup " + line).Expect("the promise no longer stands: call Fri 15 May 14:00, your time (Berlin)")
		receipt.Button("Undo").Click()
		receipt.ExpectUpdate("taken back")
	}
	says(t, w.ana.Command("/followup log acme email sent").Text(), "the promise stands", "!no longer")
	says(t, w.ana.Command("/followup log acme email sent next fri 14:00 !").Text(), "Fri 15 May 14:00", "!no longer") // the same, said again
	says(t, w.ana.Command("/followup move acme mon").Text(), "from Fri 15 May to Mon 18 May", "!no longer")

	says(t, w.ana.Command("/followup move acme 2027-05-12").Text(), "Wed 12 May 2027", "!months away")
	far := w.ana.Command("/followup move acme 2027-07-14").Expect("moved 2× already")
	far.Button("Move anyway to Wed 14 Jul 2027").Click()
	far.ExpectUpdate("that is 14 months away")
	says(t, w.ana.Command("/followup park acme 2028-05-12").Text(), "Fri 12 May 2028", "that is 24 months away")
	w.ExpectQuiet()
}
