package e2e

import (
	"fmt"
	"strings"
	"testing"
)

// Too much for a day: what is planned beyond the capacity goes to the next day, and what piled up is spread with one press and one way back.
func TestABacklogIsSpreadAndBroughtBack(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, "Aaa", "Bbb", "Ccc", "Ddd", "Eee")
	w.ana.Command("/followup log eee call callback next today 16:00 !").Expect("promised")
	w.ana.Command("/followup settings")
	form := w.ana.ExpectModal("Your settings")
	form.Fill("Touches a day", "many").Submit().ExpectError("Touches a day", "A whole number")
	form.Fill("Touches a day", "2").Submit().ExpectClosed()
	w.ana.ExpectEphemeral("Saved")
	w.berlin("2026-05-12 08:31")
	digest := w.ana.ExpectDM("5 to do")
	says(t, digest.Text(), "capacity 2")

	digest.Overflow("Spread backlog…")
	preview := w.ana.ExpectModal("Spread backlog")
	preview.ExpectText("4 planned follow-ups would go to Wed 13 May – Fri 15 May.") // Ana has made a touch today, and promised one
	preview.ExpectText("1 promise or answer owed stays today.")
	preview.ExpectText("Wed 13 May: 2 of 2")
	w.ana.Command("/followup log aaa call noanswer").Expect("Aaa") // meanwhile
	preview.Submit().ExpectClosed()
	receipt := w.ana.ExpectEphemeral("3 leads moved to days with room")
	says(t, receipt.Text(), "1 lead stays as it is: Aaa")
	digest.ExpectUpdate("1 to do")
	says(t, digest.Text(), "Eee", "Bbb · moved to a day with room", "that day is full")
	receipt.Button("Undo").Click()
	receipt.ExpectUpdate("3 leads are back on their days")
	digest.ExpectUpdate("4 to do")

	digest.Overflow("Snooze all planned…")
	w.ana.ExpectModal("Snooze all planned").Submit().ExpectClosed()
	says(t, w.ana.ExpectEphemeral("3 leads snoozed until tomorrow, Wed 13 May").Text(), "Undo")
	digest.ExpectUpdate("1 to do")
	says(t, digest.Text(), "3 snoozed", "Eee")
	w.ana.Command("/followup undo").Expect("3 leads are back on your list")
	w.ana.Command("/followup snooze all")
	w.ana.ExpectModal("Snooze all planned")

	// Bbb, Ccc and Ddd wait today; two of tomorrow's places are taken now.
	w.ana.Command("/followup move bbb tmr").Expect("Wed 13 May")
	w.ana.Command("/followup move ccc tmr").Expect("Wed 13 May")
	says(t, w.ana.Command("/followup log ddd email sent next tmr").Text(), "next: email Fri 15 May", "Wed 13 May → Fri 15 May: that day is full (2)")
	w.ana.OpenHome()
	says(t, w.ana.ExpectHome("NEXT WORKING DAYS").Text(), "Wed 13 May: 2 of 2")
	w.ana.Command("/followup spread 99").Expect("Say over how many working days")
	w.ana.Command("/followup spread")
	w.ana.ExpectModal("Spread backlog").ExpectText("Nothing to spread")
	w.ExpectQuiet()
}

func TestLeadsParkedUntilOneDayDoNotReturnOnOneMorning(t *testing.T) {
	w := begin(t, options{})
	for n := range 7 {
		has(w.ana, fmt.Sprintf("Lead%d", n))
		said := w.ana.Command(fmt.Sprintf(`/followup park lead%d 3 aug "budget frozen"`, n)).Text()
		if n < 5 {
			says(t, said, "parked until Mon 3 Aug", "!wake-ups")
		} else {
			says(t, said, "parked until Tue 4 Aug", "Mon 3 Aug → Tue 4 Aug: that day is full of wake-ups (5)")
		}
	}
	w.berlin("2026-08-03 08:31")
	w.ana.ExpectDM("5 to do")
	w.ExpectQuiet()
}

// The third date for one follow-up is a decision, typed or in the form, and nothing that was said is lost.
func TestTheThirdMoveAsksWhatElseCouldBeDone(t *testing.T) {
	w := begin(t, options{})
	w.sales("ana", "ana", "max")
	has(w.ana, "Acme", "Beta")
	for _, lead := range []string{"acme", "beta"} {
		w.ana.Command("/followup move " + lead + " tmr").Expect("moved to")
		w.ana.Command("/followup move " + lead + " fri").Expect("moved to")
	}
	asks := w.ana.Command(`/followup move acme 20 may "after the fair"`).Expect("Acme was moved 2× already")
	says(t, asks.Text(), "after the fair", "Do it now…", "Break-up…", "Park…", "Hand over…", "Move anyway to Wed 20 May")
	asks.Button("Break-up…").Click()
	w.ana.ExpectModal("Log a touch").ExpectText("Break-up sent")
	says(t, card(w.ana, "acme"), "Fri 15 May")
	asks.Button("Move anyway to Wed 20 May").Click()
	w.until("Acme is moved", func() bool { return strings.Contains(card(w.ana, "acme"), "Wed 20 May") })
	says(t, card(w.ana, "acme"), "after the fair")

	w.berlin("2026-05-15 08:31")
	digest := w.ana.ExpectDM("1 to do")
	says(t, digest.Text(), "moved 2×")
	digest.Row("Beta").Select("Snooze", "Moved 2×: decide…")
	form := w.ana.ExpectModal("Another date")
	form.ExpectText("Beta was moved 2× already")
	form.Click("Hand over…")
	w.ana.ExpectModal("Hand over").Choose("To", "max").Submit().ExpectClosed()
	digest.ExpectUpdate("Beta · handed to Max")
	w.ExpectQuiet()
}
