package e2e

import "testing"

func TestAManagerNudgesARepInPrivate(t *testing.T) {
	w := begin(t, options{at: "2026-05-05T10:00:00Z"})
	w.sales("max", "ana", "max", "priya")
	has(w.ana, "Acme", "Beta", "Gamma")
	w.listOff(w.ana, w.priya)
	w.berlin("2026-05-12 09:31")
	summary := w.ExpectChannel("#sales", "week 20")
	summary.As(w.ana).Button("Nudge privately").Click()
	w.ana.ExpectEphemeral("Only Max Weber or an admin can do this")
	w.ana.ExpectNoModal()

	summary.As(w.max).Button("Nudge privately").Click()
	form := w.max.ExpectModal("Nudge privately")
	if form.Value("Whom") != "Ana Ruiz · 3 overdue" || form.Value("Leads") == "" {
		t.Fatalf("prefilled:\n%s", form.Text())
	}
	form.Fill("One line from you", "the fair <!channel> is next week").Submit().ExpectClosed()
	w.max.ExpectEphemeral("✅ Ana Ruiz gets a direct message about 3 leads. Nobody else sees it.")
	note := w.ana.ExpectDM("Max Weber asks you to look at 3 leads: “the fair <!channel> is next week”")
	says(t, note.Text(), "Acme", "due Tue 5 May, 5 days overdue", "[Done…]", "[Open lead]")

	note.Row("Acme").Overflow("No answer")
	note.ExpectUpdate("asks you to look at 2 leads")
	says(t, note.Text(), "✅ Acme")
	note.Row("Beta").Button("Done…").Click()
	log := w.ana.ExpectModal("Log a touch")
	log.Choose("How", "Call").ExpectText("Minutes")
	log.Choose("What came of it", "Busy").ExpectText("Suggested")
	log.Submit().ExpectClosed()
	note.ExpectUpdate("asks you to look at 1 lead")
	note.Row("Gamma").Button("Open lead").Click()
	says(t, w.ana.ExpectModal("Lead").Text(), "Gamma")
	w.ana.ExpectModal("Lead").Close()
	note.Row("Gamma").Overflow("No answer")
	note.ExpectUpdate("All of them are settled")

	summary.As(w.max).Button("Nudge privately").Click()
	says(t, w.max.ExpectModal("Nudge privately").Text(), "Nobody else has overdue leads")
	w.ExpectQuiet()
}

func TestANudgeIsHeldUntilWorkAndComesOncePerDay(t *testing.T) {
	w := begin(t, options{at: "2026-05-05T10:00:00Z"})
	w.join(options{})
	w.sales("max", "ana", "max")
	has(w.ana, "Acme", "Beta")
	w.listOff(w.ana)
	w.berlin("2026-05-12 09:31")
	summary := w.ExpectChannel("#sales", "week 20")
	w.berlin("2026-05-12 21:00")
	summary.As(w.max).Button("Open overdue").Click()
	list := w.max.ExpectModal("Overdue leads")
	list.Button("Nudge privately").Click()
	form := w.max.ExpectModal("Nudge privately")
	form.Choose("Leads", "Acme").Submit().ExpectClosed()
	w.max.ExpectDM("✅ Ana Ruiz isn't at work now and gets a direct message about 1 lead Wed 13 May 08:30, Berlin time. Nobody else sees it.")
	summary.As(w.max).Button("Nudge privately").Click()
	second := w.max.ExpectModal("Nudge privately")
	second.Submit().ExpectError("Whom", "One nudge a day is enough: Ana Ruiz has one from you for tomorrow, Wed 13 May")
	second.Close()
	summary.As(w.sam).Button("Nudge privately").Click()
	w.sam.ExpectModal("Nudge privately").Submit().ExpectClosed()
	w.sam.ExpectEphemeral("Wed 13 May 08:30")
	w.ExpectQuiet()

	w.berlin("2026-05-13 08:31")
	says(t, w.ana.ExpectDM("Max Weber asks you to look at 1 lead").Text(), "Acme", "!Beta")
	says(t, w.ana.ExpectDM("Sam Okafor asks you to look at 2 leads").Text(), "Acme", "Beta")
	w.turn()
	w.ExpectQuiet()
}

func TestANudgeThatNobodyNeedsAnyMoreIsNotSent(t *testing.T) {
	w := begin(t, options{at: "2026-05-05T10:00:00Z"})
	w.sales("max", "ana", "max")
	has(w.ana, "Acme")
	w.listOff(w.ana)
	w.berlin("2026-05-12 09:31")
	summary := w.ExpectChannel("#sales", "week 20")
	w.berlin("2026-05-12 21:00")
	summary.As(w.max).Button("Nudge privately").Click()
	w.max.ExpectModal("Nudge privately").Submit().ExpectClosed()
	w.max.ExpectEphemeral("Wed 13 May 08:30")
	w.ana.Command("/followup log acme call noanswer").Expect("no answer")
	w.berlin("2026-05-13 08:31")
	w.ExpectQuiet()
}
