package e2e

import "testing"

// TestASignalWakesALeadAndIsActedUpon: a lead sleeps until the new budget year, and a teammate sees that they look at the prices.
func TestASignalWakesALeadAndIsActedUpon(t *testing.T) {
	w := begin(t, options{})
	w.sales("sam", "ana", "max")
	has(w.ana, "Acme", "Beta")
	w.ana.Command(`/followup park acme 3m "budget frozen" say:"new budget year"`).Expect("parked until")
	w.berlin("2026-05-12 08:31")
	digest := w.ana.ExpectDM("1 to do")
	w.berlin("2026-05-12 10:02")
	question := w.max.Command(`/followup signal acme pricing-page "seen twice"`).Expect("Acme is Ana Ruiz's lead. Is that the one you mean?")
	question.Button("This one").Click()
	question.ExpectUpdate("⚡ Acme · pricing page seen")
	w.ExpectChannel("sales", "no hot signals")
	ping := w.ana.ExpectDM("⚡ Acme · pricing page seen (Max Weber: “seen twice”) · act by 11:02")
	says(t, ping.Text(), "Call and ask what they compare", "[Done…]")
	digest.ExpectUpdate("A SIGNAL CAME")
	says(t, digest.Text(), "2 to do", "was parked until Wed 12 Aug: budget frozen; pricing page seen, Tue 12 May: “seen twice” (Max Weber)",
		"say first: “new budget year”")
	w.berlin("2026-05-12 10:14")
	ping.Row("Acme").Overflow("No answer")
	ping.ExpectUpdate("✅ Acme · no answer")
	says(t, ping.Text(), "done in 12 minutes", "!act by")
	says(t, w.ana.Command("/followup lead acme").Text(), "Hot signal of 10:02: touched after 12 minutes", "pricing page seen · “seen twice”")
	w.ana.Command("/followup undo").Expect("taken back")
	ping.ExpectUpdate("act by 11:02")
	w.ExpectQuiet()
}

// TestASignalOfOnesOwn is answered with what to do, and offers the cadence; whatever can't be is said, with what was typed.
func TestASignalOfOnesOwn(t *testing.T) {
	w := begin(t, options{at: nine})
	w.listOff(w.ana)
	has(w.ana, "Acme", "Beta")
	w.ana.Command("/followup move acme fri").Expect("Fri 15 May")
	receipt := w.ana.Command("/followup signal acme email open").Expect("email opened")
	says(t, receipt.Text(), "⚡ Acme · email opened · next: call Tue 12 May, your time (Berlin)", "Act within 5 minutes, by 09:05.", "[Start b2b-21]", "[Undo]")
	receipt.Button("Start b2b-21").Click()
	receipt.ExpectUpdate("b2b-21 started")
	says(t, receipt.Text(), "email opened, Tue 12 May")
	says(t, w.ana.Command("/followup").Text(), "A SIGNAL CAME", "email opened")
	w.berlin("2026-05-12 09:05")
	w.ana.ExpectDM("⚡ Acme · email opened · waits since 09:00")

	says(t, w.ana.Command("/followup signal acme moonshine").Text(), "I don't know the signal “moonshine”", "pricing-page", "signal acme moonshine")
	w.ana.Command("/followup lost beta").Expect("closed as lost")
	says(t, w.ana.Command("/followup signal beta funding").Text(), "Beta is closed (lost). Log a touch on it to open it again.", "[Log a touch]")
	w.ana.Command("/followup undo beta").Expect("taken back")

	card := w.ana.Command("/followup lead beta").Expect("Beta")
	card.Row("Log a touch").Overflow("Note a signal")
	form := w.ana.ExpectModal("Note a signal")
	form.Choose("What happened?", "They replied").Fill("What was seen?", "asks for prices").Submit().ExpectClosed()
	w.ana.ExpectEphemeral("Beta · email, they replied")
	says(t, w.ana.Command("/followup").Text(), "THEY ANSWERED", "you owe a reply")
}
