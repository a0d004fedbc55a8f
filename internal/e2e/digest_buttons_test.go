package e2e

import (
	"slices"
	"testing"
)

func TestEveryOutcomeOfOneTapLeavesAReceiptWithAWayBack(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, "Aaa", "Bbb", "Ccc", "Ddd", "Eee", "Fff")
	for _, plan := range []string{"aaa call", "bbb call", "ccc call", "ddd email", "eee call", "fff meeting"} {
		w.ana.Command("/followup log " + plan + " tryagain next tmr").Expect("Wed 13 May")
	}
	w.berlin("2026-05-13 08:31")
	digest := w.ana.ExpectDM("6 to do")
	before := digest.Text()
	for _, tap := range []struct{ lead, option, receipt string }{
		{"Aaa", "No answer", "✅ Aaa · no answer · next: call Tue 19 May"},
		{"Bbb", "Voicemail", "✅ Bbb · voicemail · next: call Tue 19 May"},
		{"Ccc", "Said no", "✅ Ccc · call, said no · closed as lost"},
		{"Ddd", "Sent", "✅ Ddd · email sent · next: email Tue 19 May"},
		{"Eee", "They replied", "✅ Eee · call, they replied · next: call Wed 13 May"},
		{"Fff", "No-show", "✅ Fff · meeting, no-show · next: email Wed 13 May"},
	} {
		digest.Row(tap.lead).Overflow(tap.option)
		digest.ExpectUpdate(tap.receipt)
		digest.Row("✅ " + tap.lead).Button("Undo").Click()
		w.until("the digest is as before", func() bool { return digest.Text() == before })
	}
	w.ExpectQuiet()
}

func TestNotNowFromTheDigestAsksHowLongAndParks(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, "Acme")
	w.berlin("2026-05-12 08:31")
	digest := w.ana.ExpectDM("Acme")
	digest.Row("Acme").Overflow("Not now → park…")
	form := w.ana.ExpectModal("Park a lead")
	form.Fill("Why", "frozen").Submit().ExpectClosed()
	digest.ExpectUpdate("✅ Acme · parked until Tue 16 Jun")
	says(t, digest.Text(), "1/1", "frozen", "That was the last one: 1 done today. Well done, Ana!")
	w.ExpectQuiet()
}

func TestSnoozeOptionsShowTheirDateAndHideTheRow(t *testing.T) {
	w := begin(t, options{at: "2026-05-15T05:00:00Z"}) // a Friday
	has(w.ana, "Later", "Tomorrow", "Monday", "Other", "Stays")
	w.berlin("2026-05-15 08:31")
	digest := w.ana.ExpectDM("5 to do")
	want := []string{"Later today 14:00", "Tomorrow Sat 16 May", "Next working day Mon 18 May", "Another date…"}
	if got := digest.Row("Later").Options("Snooze"); !slices.Equal(got, want) {
		t.Fatalf("offered: %q", got)
	}
	digest.Row("Later").Select("Snooze", want[0])
	digest.ExpectUpdate("💤 Later · snoozed until today, Fri 15 May 14:00")
	digest.Row("Tomorrow").Select("Snooze", want[1])
	digest.ExpectUpdate("snoozed until tomorrow, Sat 16 May")
	digest.Row("Monday").Select("Snooze", want[2])
	digest.ExpectUpdate("snoozed until Mon 18 May")
	digest.Row("Other").Select("Snooze", want[3])
	form := w.ana.ExpectModal("Another date")
	form.Fill("On", "2026-05-20").Submit().ExpectClosed()
	digest.ExpectUpdate("Other · moved to Wed 20 May")
	says(t, digest.Text(), "4/5", "3 snoozed")

	w.berlin("2026-05-15 14:01") // the snooze is over: the row is back, quietly
	digest.ExpectUpdate("2 to do")
	says(t, digest.Text(), "Later", "back from a snooze", "3/5")
	w.berlin("2026-05-18 08:31")
	says(t, w.ana.ExpectDM("4 to do").Text(), "Later", "Tomorrow", "Monday", "Stays", "1 day overdue", "!Other")
	w.ExpectQuiet()
}

func TestDoneOpensTheFormFromDigestListAndCard(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, "Aaa", "Bbb", "Ccc")
	w.berlin("2026-05-12 08:31")
	digest := w.ana.ExpectDM("3 to do")

	digest.Row("Aaa").Button("Done…").Click()
	form := w.ana.ExpectModal("Log a touch")
	form.Choose("How", "Call").ExpectText("Minutes")
	form.Choose("What came of it", "Talked: interested").ExpectText("What's next")
	form.Fill("You gave them", "case study").Fill("On", "2026-05-15").Submit().ExpectClosed()
	digest.ExpectUpdate("✅ Aaa · call, interested · gave: case study · next: call Fri 15 May, promised")

	digest.Button("Open list").Click()
	list := w.ana.ExpectModal("Your follow-ups")
	list.Row("Bbb").Button("Done…").Click()
	form = w.ana.ExpectModal("Log a touch")
	form.Choose("How", "Email").ExpectText("How: <Email>")
	form.Choose("What came of it", "Sent").ExpectText("What's next")
	form.Submit().ExpectClosed()
	digest.ExpectUpdate("2/3")
	says(t, w.ana.ExpectDM("email sent").Text(), "✅ Bbb", "Mon 18 May, your time (Berlin)", "[Undo]")

	shown := w.ana.Command("/followup lead ccc").Expect("Ccc")
	shown.Button("Log a touch").Click()
	form = w.ana.ExpectModal("Log a touch")
	form.Choose("How", "Call").ExpectText("Minutes")
	form.Choose("What came of it", "Busy").ExpectText("What's next")
	form.Submit().ExpectClosed()
	digest.ExpectUpdate("3/3")
	says(t, w.ana.ExpectEphemeral("✅ Ccc").Text(), "busy", "Fri 15 May, your time (Berlin)", "[Undo]")
	w.ExpectQuiet()
}

func TestAStaleButtonSaysWhoDidItAndWhen(t *testing.T) {
	t.Parallel()
	onReplicas(t, options{}, func(t *testing.T, w *world) {
		w.sales("max", "ana", "max")
		has(w.ana, "Acme")
		w.berlin("2026-05-12 08:31")
		digest := w.ana.ExpectDM("Acme")
		row := digest.Row("Acme")
		done, old := row.Button("Done…"), w.ana.Command("/followup due").Expect("Acme")
		w.berlin("2026-05-12 09:12")
		says(t, onTheirs(w.max, "log acme call noanswer", "Ana Ruiz").Text(), "Fri 15 May, Ana's time (Berlin)")
		digest.ExpectUpdate("✅ Acme · no answer")
		says(t, digest.Text(), "by Max Weber", "1/1")
		w.ana.ExpectDM("Max Weber logged a touch on your lead")
		if err := done.TryClick(); err == nil {
			t.Error("the row's button is still there")
		}
		old.Row("Acme").Button("Done…").Click() // her older copy of the list
		w.ana.ExpectEphemeral("Acme: already done by Max Weber, 09:12 (no answer · next: call Fri 15 May, planned)")
		old.Row("Acme").Overflow("No answer")
		w.ana.ExpectEphemeral("already done by Max Weber, 09:12")
		old.Row("Acme").Select("Snooze", "Tomorrow Wed 13 May")
		w.ana.ExpectEphemeral("already done by Max Weber, 09:12")
		w.ana.ExpectNoModal()
		says(t, card(w.ana, "acme"), "1 touch so far")
		w.ExpectQuiet()
	})
}

func TestTodaysListIsSettledInPlaceWithAReceipt(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, "Aaa", "Bbb")
	list := w.ana.Command("/followup").Expect("2 to do")
	list.Row("Aaa").Overflow("No answer")
	list.ExpectUpdate("1 to do")
	says(t, list.Text(), "✅ Aaa · no answer · next: call Fri 15 May, your time (Berlin)", "[Undo]  [Edit]", "Bbb")
	list.Button("Undo").Click()
	list.ExpectUpdate("2 to do")
	list.Button("Open list").Click()
	modal := w.ana.ExpectModal("Your follow-ups")
	modal.Row("Bbb").Overflow("Voicemail")
	modal.ExpectText("✅ Bbb · voicemail · next: call Fri 15 May, your time (Berlin)")
	modal.Button("Undo").Click()
	modal.ExpectText("2 to do")
	modal.Close()
	w.ExpectQuiet()
}
