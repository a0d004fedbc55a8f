package e2e

import "testing"

// Ana is away from Wed 13 to Tue 26 May, Max covers: what is planned waits for her, what was promised is kept, and on Wed 27 May nothing
// planned is overdue.
func TestTwoWeeksAwayWithPromises(t *testing.T) {
	w := begin(t, options{at: nine})
	w.sales("sam", "ana", "max")
	has(w.ana, "Acme", "Beta", "Gamma", "Delta")
	w.ana.Command("/followup move acme 18 may").Expect("Mon 18 May")
	w.ana.Command("/followup move beta 20 may").Expect("Wed 20 May")
	w.ana.Command("/followup log gamma email sent next email 18 may 14:00 !").Expect("promised")
	w.ana.Command("/followup away until 26 may cover @gus").Expect("only a full member of one of your teams")

	said := w.ana.Command("/followup away from 13 may until 26 may cover @max")
	says(t, said.Text(), "You're away from Wed 13 May until Tue 26 May. Max Weber covers.", "2 planned follow-ups wait for you: Wed 27 May",
		"1 promise or answer goes to Max Weber: Gamma", "On Wed 27 May all of it is yours again", "[Undo]", "[Cancel it]")
	says(t, w.ana.Command("/followup lead acme").Text(), "Wed 27 May", "Mon 18 May → Wed 27 May: away until Tue 26 May")
	w.ExpectQuiet()

	w.berlin("2026-05-13 08:31") // Delta was left over: it waits with the others
	says(t, w.max.ExpectDM("Ana Ruiz is away until Tue 26 May, and you cover").Text(), "1 lead can't wait", "Gamma", "email Mon 18 May 14:00, promised", "last:")
	w.ExpectQuiet()
	w.ana.OpenHome()
	w.ana.ExpectHome("You're away until Tue 26 May, covered by Max Weber.")

	w.berlin("2026-05-18 08:31")
	digest := w.max.ExpectDM("1 to do · 1 promised")
	says(t, digest.Text(), "Gamma", "for Ana (away until Tue 26 May)", "14:00")
	says(t, w.ExpectChannel("#sales", "week 21").Text(), "Ana Ruiz: away until Tue 26 May, Max Weber covers", "0 leads overdue")
	w.berlin("2026-05-18 13:50")
	ping := w.max.ExpectDM("14:00 · Gamma · promised: email · for Ana, away until Tue 26 May")
	w.max.Command("/followup log gamma email sent").Expect("Gamma · email sent")
	ping.ExpectUpdate("✅ Gamma · email sent")
	digest.ExpectUpdate("all done")
	says(t, digest.Text(), "✅ Gamma · email sent", "[Undo]")
	w.ExpectQuiet() // she hears of it when she is back

	w.berlin("2026-05-27 08:31")
	w.ana.ExpectDM("Welcome back, Ana. Max Weber kept 1 promise for you. 3 follow-ups wait, from Wed 27 May on.")
	back := w.ana.ExpectDM("3 to do")
	says(t, back.Text(), "Acme", "Beta", "Delta", "!overdue", "!OVERDUE")
	says(t, w.max.Command("/followup").Text(), "!Gamma", "!Acme")
	w.max.Command("/followup move acme fri").Expect("Ana Ruiz")
	w.ExpectQuiet()
}

// Who is back sooner presses a button on Home; what nobody touched comes back, and an undo goes on with the absence.
func TestBackSooner(t *testing.T) {
	w := begin(t, options{at: nine})
	has(w.ana, "Acme")
	w.ana.OpenHome()
	w.ana.Command("/followup abwesend")
	form := w.ana.ExpectModal("Away")
	form.Fill("Last day", "2026-05-26")
	form.Submit().ExpectClosed()
	w.ana.ExpectEphemeral("Nobody covers")
	says(t, w.ana.Command("/followup lead acme").Text(), "Wed 27 May")
	w.berlin("2026-05-19 10:00")
	home := w.ana.ExpectHome("You're away until Tue 26 May. Nobody covers.")
	home.Button("I'm back").Click()
	back := w.ana.ExpectModal("Followup")
	back.ExpectText("You're back")
	says(t, w.ana.Command("/followup").Text(), "Acme")
	w.ana.Command("/followup back").Expect("You aren't away")
	w.ana.Command("/followup undo").Expect("your absence is as it was before")
	says(t, w.ana.Command("/followup lead acme").Text(), "Wed 27 May")
}

// A leaver's leads are told of at once, once, and so is that nobody covers any more.
func TestALeaversLeadsAndAbsences(t *testing.T) {
	w := begin(t, options{at: nine})
	w.sales("sam", "ana", "max")
	has(w.max, "Acme", "Beta")
	has(w.ana, "Gamma")
	w.ana.Command("/followup move gamma fri 14:00 !").Expect("promised")
	w.ana.Command("/followup away until 26 may cover @max").Expect("Max Weber covers")
	w.turn()
	w.max.ExpectDM("and you cover")

	check(t, w.ws.Deactivate(w.max.ID()))
	w.turn()
	left := w.sam.ExpectDM("Max Weber left: 2 open leads have no active owner.")
	w.sam.ExpectDM("Max Weber has left, who was to cover Ana Ruiz until Tue 26 May")
	says(t, w.ana.ExpectDM("Max Weber, who was to cover you until Tue 26 May, has left").Text(), "Gamma", "[Change…]")
	w.ExpectQuiet()

	left.Button("Reassign…").Click()
	w.sam.ExpectModal("Hand leads over").Choose("To", "ana").Submit().ExpectClosed()
	w.sam.ExpectDM("2 leads handed to Ana Ruiz")
	left.ExpectUpdate("All their open leads have an owner again")
}

// An overdue promise is offered to its owner, then to the team; who takes it has it.
func TestAnOverduePromiseFindsSomebody(t *testing.T) {
	w := begin(t, options{at: nine})
	w.sales("sam", "ana", "max")
	w.listOff(w.ana)
	w.listOff(w.max)
	has(w.ana, "Acme")
	w.ana.Command("/followup move acme today 09:20 !").Expect("promised")
	w.berlin("2026-05-12 09:25")
	w.ana.ExpectDM("09:20 · Acme")
	w.berlin("2026-05-12 13:21")
	mine := w.ana.ExpectDM("What was promised to Acme waits since Tue 12 May 09:20")
	says(t, mine.Text(), "[Done…]", "[New date…]", "[Ask the team]")
	w.berlin("2026-05-12 17:22")
	w.ExpectChannel("#sales", "week 20")
	offer := w.ExpectChannel("#sales", "A promise to Acme waits since Tue 12 May 09:20")
	says(t, offer.Text(), "Ana Ruiz", "[Take it]")
	offer.As(w.max).Button("Take it").Click()
	w.max.ExpectEphemeral("Acme · handed to you")
	offer.ExpectUpdate("✅ Acme · Max Weber took it")
	mine.ExpectUpdate("✅ Acme · Max Weber took it")
	says(t, standing(w.max, "acme"), "owner: you", "09:20, promised")
}

// What is planned waits for who is away, and is nobody's delay. A promise doesn't wait: once it is late, the manager reads of it, beside who
// covers, or, where nobody does, beside who is away.
func TestALatePromiseOfWhoIsAwayIsSeen(t *testing.T) {
	w := begin(t, options{at: nine})
	w.sales("sam", "ana", "max", "priya")
	w.listOff(w.ana, w.max, w.priya)
	has(w.ana, "Acme €12k", "Beta €5k")
	has(w.priya, "Gamma €2k")
	w.ana.Command("/followup move acme 18 may 14:00 !").Expect("promised")
	w.ana.Command("/followup move beta 18 may").Expect("planned")
	w.priya.Command("/followup move gamma 18 may 14:00 !").Expect("promised")
	w.ana.Command("/followup away until 26 may cover @max").Expect("Max Weber covers")
	w.priya.Command("/followup away until 26 may").Expect("Nobody covers")
	w.berlin("2026-05-19 09:31")
	summary := w.ExpectChannel("#sales", "week 21")
	says(t, summary.Text(), "2 overdue promises", "Max Weber | 0 | 1 (1 day) | €12,000 | 1", "Priya Nair | 0 | 1 (1 day) | €2,000 | 1", "!Ana Ruiz | ",
		"2 leads overdue", "Ana Ruiz: away until Tue 26 May, Max Weber covers", "Priya Nair: away until Tue 26 May")
	summary.As(w.sam).Button("Open overdue").Click()
	says(t, w.sam.ExpectModal("Overdue leads").Text(), "Acme — Ana Ruiz · promised for Mon 18 May", "Gamma — Priya Nair", "!Beta")
}
