package e2e

import "testing"

func TestAHandoverNamesWhoGaveAndWhoGot(t *testing.T) {
	w := begin(t, options{at: "2026-05-11T10:00:00Z"}) // a Monday
	w.sales("sam", "ana", "max")
	has(w.ana, "Acme", "Beta")
	w.listOff(w.max)
	w.berlin("2026-05-12 08:31")
	digest := w.ana.ExpectDM("2 to do")
	w.berlin("2026-05-12 09:31")
	summary := w.ExpectChannel("#sales", "week 20")
	summary.As(w.sam).Button("Reassign…").Click()
	form := w.sam.ExpectModal("Hand leads over")
	form.Choose("From", "Ana Ruiz").ExpectText("Leads")
	form.Choose("Leads", "Acme").Choose("To", "max").Submit().ExpectClosed()
	handed := w.sam.ExpectDM("✅ Acme · handed to Max Weber")
	digest.ExpectUpdate("✅ Acme · handed to Max Weber, by Sam Okafor")
	says(t, digest.Text(), "1 to do", "0/1", "!teammate", "!you before", "![Undo]") // she may not decide
	summary.ExpectUpdate("Max Weber | 0 | 1")
	says(t, w.max.Command("/followup due").Expect("Acme").Text(), "handed over by Sam Okafor")
	says(t, card(w.max, "acme"), "handed over by Sam Okafor")

	w.max.Command("/followup log acme call noanswer").Expect("no answer")
	digest.Row("Beta").Overflow("No answer")
	digest.ExpectUpdate("✅ Beta · no answer")
	says(t, digest.Text(), "✅ Acme · handed to Max Weber, by Sam Okafor", "1/1") // what Max does is his
	handed.Button("Undo").Click()
	w.sam.ExpectEphemeral("Too late to undo: Max Weber changed Acme after it")
	w.ExpectQuiet()
}

func TestAHandoverOfSeveralLeadsIsTakenBackAsOne(t *testing.T) {
	w := begin(t, options{at: "2026-05-11T10:00:00Z"})
	w.sales("sam", "ana", "max")
	has(w.ana, "Acme", "Beta", "Gamma")
	w.listOff(w.max, w.sam)
	w.berlin("2026-05-12 08:31")
	digest := w.ana.ExpectDM("3 to do")
	w.berlin("2026-05-12 09:31")
	summary := w.ExpectChannel("#sales", "week 20")
	hand := func() {
		t.Helper()
		summary.As(w.sam).Button("Reassign…").Click()
		form := w.sam.ExpectModal("Hand leads over")
		form.Choose("From", "Ana Ruiz").ExpectText("Leads")
		form.Choose("Leads", "Acme", "Beta", "Gamma").Choose("To", "max").Submit().ExpectClosed()
		digest.ExpectUpdate("all done")
	}
	hand()
	handed := w.sam.ExpectDM("✅ 3 leads handed to Max Weber")
	says(t, handed.Text(), "[Undo]", "Their dates and promises stay as they are.")
	handed.Button("Undo").Click()
	handed.ExpectUpdate("↩️ 3 leads are back with their former owners")
	digest.ExpectUpdate("3 to do")
	says(t, digest.Text(), "0/3", "!handed")

	w.berlin("2026-05-12 09:40")
	hand()
	handed = w.sam.ExpectDM("✅ 3 leads handed to Max Weber")
	w.berlin("2026-05-12 09:50")
	w.max.Command("/followup log beta call noanswer").Expect("no answer")
	w.sam.Command("/followup undo").Expect("↩️ 2 leads are back with their former owners")
	digest.ExpectUpdate("2 to do")
	says(t, digest.Text(), "Acme", "Gamma", "✅ Beta · handed to Max Weber, by Sam Okafor")
	handed.Button("Undo").Click()
	w.sam.ExpectEphemeral("Gamma: you took that back already, 09:50.")

	w.berlin("2026-05-12 10:00")
	w.sam.OpenHome()
	summary.As(w.sam).Button("Reassign…").Click()
	form := w.sam.ExpectModal("Hand leads over")
	form.Choose("From", "Ana Ruiz").ExpectText("Leads")
	form.Choose("Leads", "Acme", "Gamma").Choose("To", "max").Submit().ExpectClosed()
	w.sam.ExpectDM("✅ 2 leads handed to Max Weber")
	w.max.Command("/followup move acme fri").Expect("moved")
	home := w.sam.ExpectHome("✅ 2 leads handed to Max Weber")
	home.Button("Undo").Click()
	notice := w.sam.ExpectModal("Followup")
	says(t, notice.Text(), "↩️ 1 lead is back with its former owner", "1 lead stays as it is: Acme (Max Weber, 10:00: moved to Fri 15 May, planned)")
	notice.Close()
	digest.ExpectUpdate("1 to do")
	w.ExpectQuiet()
}
