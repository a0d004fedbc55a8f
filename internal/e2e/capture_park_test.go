package e2e

import "testing"

func TestARepParksALeadAndItWakes(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, `"Acme / Jane Doe" €12k`, "Beta")
	receipt := w.ana.Command(`/followup park acme 2w "budget frozen until Q4" say:"new budget year"`).Expect("parked until Tue 26 May, your time (Berlin)")
	says(t, receipt.Text(), "budget frozen until Q4", "[Undo]")
	w.ana.Command("/followup move beta tmr").Expect("Wed 13 May")
	w.berlin("2026-05-12 08:31")
	w.berlin("2026-05-13 08:31")
	says(t, w.ana.ExpectDM("Beta").Text(), "1 to do", "!Acme")
	w.ana.Command("/followup won beta").Expect("won")

	w.berlin("2026-05-25 08:31") // nothing on any day in between
	w.berlin("2026-05-26 08:31")
	digest := w.ana.ExpectDM("Acme · Jane Doe")
	says(t, digest.Text(), "WAKING UP", "budget frozen until Q4", "say first: “new budget year”", "!overdue")
	digest.Row("Acme").Overflow("No answer")
	digest.ExpectUpdate("next: call Thu 28 May")
	w.ExpectQuiet()
}

func TestTheParkFormAsksReasonWakeDateNoteAndFirstLine(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, "Acme", "Beta")
	for wake, day := range map[string]string{
		"In 4–6 weeks · Tue 16 Jun": "Tue 16 Jun", "In 3 months · Wed 12 Aug": "Wed 12 Aug", "In 6 months · Thu 12 Nov": "Thu 12 Nov",
		"In a year · Wed 12 May 2027": "Wed 12 May 2027",
	} {
		w.ana.Command("/followup park acme")
		form := w.ana.ExpectModal("Park a lead")
		form.Choose("Wake it", wake).Submit().ExpectClosed()
		says(t, w.ana.ExpectEphemeral("parked until").Text(), day+", your time (Berlin)", "[Undo]")
	}
	w.ana.Command("/followup park")
	form := w.ana.ExpectModal("Park a lead")
	form.TypeAhead("Lead", "beta")
	form.Pick("Lead", "Beta").Choose("Wake it", "On a date…").ExpectText("On:")
	form.Fill("Why", "new CFO").Fill("Note for that day", "ask for Kim").Fill("First line to say", "shall we?").
		Fill("On", "2026-05-12").Submit().ExpectError("On", "gone by")
	form.Fill("On", "2026-05-30").Submit().ExpectClosed()
	says(t, w.ana.ExpectEphemeral("Beta").Text(), "parked until Mon 1 Jun, your time (Berlin)", "Sat 30 May → Mon 1 Jun", "new CFO")

	w.berlin("2026-06-01 08:31")
	says(t, w.ana.ExpectDM("Beta").Text(), "new CFO", "note: ask for Kim", "say first: “shall we?”")
	w.ExpectQuiet()
}

func TestAParkedLeadIsQuietUntilItsDayAndAReplyWakesIt(t *testing.T) {
	w := begin(t, options{})
	w.sales("max", "ana", "max")
	has(w.ana, "Acme")
	w.ana.Command(`/followup park acme 3m "budget frozen"`).Expect("Wed 12 Aug")
	w.berlin("2026-05-19 09:31")
	says(t, w.ExpectChannel("#sales", "week 21").Text(), "Ana Ruiz | 0 | 0", "!Acme")
	says(t, w.ana.Command("/followup due").Text(), "!Acme")
	w.ana.Command(`/followup reply acme email "budget is back"`).Expect("they replied")
	says(t, w.ana.Command("/followup due").Text(), "THEY ANSWERED", "Acme", "you owe a reply", "budget is back")
	w.ExpectQuiet()
}

func TestASnoozeIsForDaysAndAParkForMonths(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, `"Acme / Jane Doe"`, `"Acme / Kim Lee"`)
	which := w.ana.Command(`/followup snooze acme 3m "budget frozen"`).Expect("Which lead")
	which.Row("Kim").Button("This one").Click()
	question := which.ExpectUpdate("until Thu 11 Jun at most")
	says(t, question.Text(), "A snooze hides Acme · Kim Lee for a few days", `snooze acme 3m "budget frozen"`, "[Park until Wed 12 Aug]")
	says(t, standing(w.ana, "kim"), "Tue 12 May")
	question.Button("Park until Wed 12 Aug").Click()
	question.ExpectUpdate("✅ Acme · Kim Lee · parked until Wed 12 Aug, your time (Berlin) · budget frozen")

	says(t, w.ana.Command("/followup snooze kim tmr").Text(), "Acme · Kim Lee is parked: it is in no list until it wakes on Wed 12 Aug", "/followup move", "snooze kim tmr")
	says(t, standing(w.ana, "kim"), "Wed 12 Aug", "!snoozed")
	w.ana.Command("/followup snooze jane 11 june").Expect("snoozed until Thu 11 Jun")
	w.ana.Command("/followup snooze jane 12 june").Expect("until Thu 11 Jun at most")
	w.ExpectQuiet()
}

func TestAWokenLeadCanBeSnoozed(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, "Acme")
	w.ana.Command("/followup park acme fri").Expect("parked until Fri 15 May")
	w.berlin("2026-05-15 08:31")
	w.ana.ExpectDM("Acme")
	w.ana.Command("/followup snooze acme tue").Expect("snoozed until Tue 19 May")
	w.ExpectQuiet()
}
