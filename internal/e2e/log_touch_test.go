package e2e

import "testing"

func TestARepAddsALeadLogsACallAndTakesItBack(t *testing.T) {
	w := begin(t, options{})
	w.ana.Command(`/followup add "Acme / Jane Doe" jane@acme.example €12k`).Expect("Acme · Jane Doe")

	receipt := w.ana.Command("/followup log acme call noanswer").Expect("no answer")
	says(t, receipt.Text(), "Thu 14 May, your time (Berlin)")
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
