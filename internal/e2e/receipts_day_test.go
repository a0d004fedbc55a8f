package e2e

import "testing"

func TestATouchBeforeThePromisedTimeLeavesAReceiptAndTheRowOpen(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, "Acme", "Beta")
	w.ana.Command("/followup log acme call noanswer next today").Expect("no answer")
	w.ana.Command("/followup log acme call callback next today 14:00 !").Expect("Tue 12 May 14:00")
	w.berlin("2026-05-12 08:31")
	digest := w.ana.ExpectDM("2 to do")
	w.ana.OpenHome()
	w.ana.ExpectHome("2 to do")
	stale := w.ana.Command("/followup due").Expect("Acme")

	digest.Row("Acme").Overflow("No answer")
	digest.ExpectUpdate("✅ Acme · no answer · the promise stands: call today, Tue 12 May 14:00")
	says(t, digest.Text(), "2 to do", "0/2", "14:00", "[Undo]  [Edit]")
	w.ana.ExpectHome("the promise stands: call today, Tue 12 May 14:00")
	stale.Row("Acme").Overflow("No answer") // the same version of the row, from another copy
	w.ana.ExpectEphemeral("Acme: you did that already, 08:31 (no answer · the promise stands)")
	says(t, card(w.ana, "acme"), "3 touches so far")

	digest.Row("Acme").Overflow("No answer") // the row that came after, knowingly
	digest.ExpectUpdate("no answer (attempt 2) · the promise stands")
	says(t, digest.Text(), "2 to do", "0/2")
	digest.Row("✅ Acme").Button("Undo").Click()
	digest.ExpectUpdate("· no answer · the promise stands")
	says(t, digest.Text(), "0/2", "!(attempt 2)")

	list := w.ana.Command("/followup").Expect("2 to do")
	list.Row("Acme").Overflow("Voicemail")
	list.ExpectUpdate("voicemail (attempt 2) · the promise stands: call today, Tue 12 May 14:00")
	digest.ExpectUpdate("voicemail (attempt 2)")
	digest.Row("Acme").Overflow("Said no")
	digest.ExpectUpdate("closed as lost")
	says(t, digest.Text(), "1 to do", "1/2")
	w.ExpectQuiet()
}

func TestAReceiptOfTheDaySaysWhereTheLeadStandsNow(t *testing.T) {
	w := begin(t, options{})
	w.sales("sam", "ana", "max")
	has(w.ana, "Acme", "Beta")
	w.berlin("2026-05-12 08:31")
	digest := w.ana.ExpectDM("2 to do")
	w.ana.Command(`/followup log acme call callback next 19 may 14:00 !`).Expect("Tue 19 May 14:00")
	digest.ExpectUpdate("✅ Acme · call, call back later · next: call Tue 19 May 14:00, promised")
	for _, then := range []struct{ typed, says string }{
		{"move acme sat 14:00", "✅ Acme · call, call back later · moved to call Sat 16 May 14:00, promised · promised on a day off, Sat 16 May, and kept because it is a promise"},
		{`park acme 3m "frozen"`, "✅ Acme · call, call back later · parked until Wed 12 Aug · frozen"},
		{"lost acme", "✅ Acme · call, call back later · closed as lost"},
		{"won acme €9k", "🎉 Acme · call, call back later · won"},
	} {
		w.ana.Command("/followup " + then.typed).Expect("Acme")
		digest.ExpectUpdate(then.says)
		says(t, digest.Text(), "1/2", "!next: call Tue 19 May")
	}
	digest.Row("🎉 Acme").Button("Undo").Click() // takes back what the line tells last
	digest.ExpectUpdate("✅ Acme · call, call back later · closed as lost")
	shown := w.sam.Command("/followup lead acme").Expect("owner: Ana Ruiz")
	shown.Button("Undo").Click()
	shown.ExpectUpdate("taken back")
	digest.ExpectUpdate("parked until Wed 12 Aug")
	w.ExpectQuiet()
}

func TestADayOffIsSaidInTheDigestToo(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, "Acme", "Beta")
	w.ana.Command("/followup log acme call callback next today 14:00 !").Expect("14:00")
	w.berlin("2026-05-12 08:31")
	digest := w.ana.ExpectDM("2 to do")
	for _, row := range []struct{ lead, says string }{
		{"Acme", "Sat 16 May 14:00, promised · promised on a day off, Sat 16 May, and kept because it is a promise"},
		{"Beta", "moved to Mon 18 May, planned · Sat 16 May → Mon 18 May: moved to a working day"},
	} {
		digest.Row(row.lead).Select("Snooze", "Another date…")
		w.ana.ExpectModal("Another date").Fill("On", "2026-05-16").Submit().ExpectClosed()
		digest.ExpectUpdate(row.says)
	}
	w.ExpectQuiet()
}
