package e2e

import "testing"

func TestASnoozeThatWouldHideNothingIsRefused(t *testing.T) {
	w := begin(t, options{at: "2026-05-15T07:00:00Z"}) // a Friday
	has(w.ana, "Acme")
	w.ana.Command("/followup log acme call noanswer next tue").Expect("Tue 19 May")
	w.ana.Command("/followup snooze acme mon").Expect("Acme is due only on Tue 19 May and in no list before, so there is nothing to hide.")
	w.ana.Command("/followup snooze acme 19.5.").Expect("nothing to hide") // the day begins as it would anyway
	w.ana.Command("/followup snooze acme wed").Expect("snoozed until Wed 20 May")
	w.ExpectQuiet()
}

func TestAMoveToWhereItIsAlreadyMovesNothing(t *testing.T) {
	w := begin(t, options{at: nine})
	has(w.ana, "Acme")
	w.ana.Command("/followup move acme sat").Expect("moved to Mon 18 May")
	w.ana.Command("/followup move acme sat").Expect("Sat 16 May is no working day. Acme is due on Mon 18 May already, so I moved nothing.")
	w.ana.Command("/followup move acme mon").Expect("Acme is due on Mon 18 May already, so I moved nothing.")
	later := w.ana.Command("/followup move acme mon 14:00").Expect("moved to Mon 18 May 14:00")
	says(t, later.Text(), "you moved it to Mon 18 May", "!from Mon")
	w.ana.Command(`/followup move acme mon 14:00 !`).Expect("promised")
	w.ana.Command("/followup move acme mon 14:00 !").Expect("Acme is due on Mon 18 May 14:00 already")
	w.ExpectQuiet()
}

func TestTheFormForAnotherDateBeginsWithTheDateThereIs(t *testing.T) {
	w := begin(t, options{at: nine})
	has(w.ana, "Acme")
	w.ana.Command("/followup log acme call callback next 19 may 14:00 !").Expect("Tue 19 May 14:00, your time (Berlin), promised")
	w.ana.Command("/followup move acme")
	form := w.ana.ExpectModal("Another date")
	if form.Value("On") != "2026-05-19" || form.Value("At") != "14:00" {
		t.Errorf("it begins with:\n%s", form.Text())
	}
	form.Submit().ExpectError("On", "Acme is due on Tue 19 May 14:00 already")
	form.Fill("On", "2026-05-23").Submit().ExpectClosed()
	w.ana.ExpectEphemeral("moved to call Sat 23 May 14:00")
	w.ExpectQuiet()
}
