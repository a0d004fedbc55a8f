package e2e

import "testing"

// Calls avoid Mondays; who decides for a Monday has it, and a promise isn't asked about.
func TestAMondayCallMovesToTuesdayAndAPromiseStays(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, "Acme")
	receipt := w.ana.Command("/followup log acme call noanswer next mon").Expect("next: call Tue 19 May")
	says(t, receipt.Text(), "Mon 18 May → Tue 19 May: calls avoid Mondays")
	says(t, w.ana.Command("/followup log acme email sent next mon").Text(), "next: email Mon 18 May", "!avoid")
	says(t, w.ana.Command("/followup log acme call callback next mon 10:00 !").Text(), "next: call Mon 18 May 10:00", "promised", "!avoid", "!day off")

	has(w.ana, "Beta")
	w.ana.Command("/followup log beta call noanswer next 20 may").Expect("Wed 20 May")
	kept := w.ana.Command("/followup move beta mon").Expect("moved to call Mon 18 May")
	says(t, kept.Text(), "Mon 18 May was picked, so it stays, though calls avoid Mondays")
	says(t, card(w.ana, "beta"), "Next: call Mon 18 May")
	w.ExpectQuiet()
}

func TestNothingPlannedLandsOnAHoliday(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, "Acme")
	says(t, w.ana.Command("/followup log acme email sent next 14 may").Text(), "next: email Fri 15 May",
		"Thu 14 May → Fri 15 May: day off for Ascension Day (Germany)")
	says(t, w.ana.Command("/followup move acme 14 may").Text(), "already", "Fri 15 May")
	says(t, w.ana.Command("/followup log acme call callback next 14 may 10:00 !").Text(), "next: call Thu 14 May 10:00", "promised on a day off")
	w.ExpectQuiet()
}

// Jane's number is one of New York, where the Fourth of July 2026 is kept on the Friday before it.
func TestAProspectsHolidayAndHoursCount(t *testing.T) {
	w := begin(t, options{})
	w.ana.Command(`/followup add "Acme / Jane Doe" +12125550123`).Expect("added")
	says(t, w.ana.Command("/followup log acme call noanswer next 3 july").Text(), "next: call Tue 7 Jul",
		"Fri 3 Jul → Mon 6 Jul: day off for Independence Day (United States)", "Mon 6 Jul → Tue 7 Jul: calls avoid Mondays")
	says(t, w.ana.Command("/followup log acme call noanswer next 8 july 10:00").Text(), "next: call Wed 8 Jul 10:00",
		"04:00 there, outside the hours for calls (10:00–12:00, 14:00–16:00)")
	w.ExpectQuiet()
}
