package e2e

import "testing"

func TestATeammatesTouchReachesTheOwnerFromEveryDoor(t *testing.T) {
	w := begin(t, options{at: "2026-05-12T07:00:00Z"})
	w.sales("sam", "ana", "max")
	has(w.ana, "Acme")
	told := func(what string) {
		t.Helper()
		says(t, w.ana.ExpectDM("Max Weber logged a touch on your lead").Text(), "Acme", what, "[Open lead]", "[Undo]", "[Edit]")
		w.ExpectQuiet()
	}
	onTheirs(w.max, "log acme call noanswer", "Ana Ruiz")
	told("no answer")
	onTheirs(w.max, "reply acme", "Ana Ruiz")
	told("they replied")

	w.max.Command("/followup log")
	form := w.max.ExpectModal("Log a touch")
	form.TypeAhead("Lead", "acme")
	form.Pick("Lead", "Acme").Choose("How", "Call").ExpectText("Minutes")
	form.Choose("What came of it", "Busy").ExpectText("Suggested")
	form.Submit().ExpectClosed()
	w.max.ExpectEphemeral("Ana Ruiz's lead, and they are told")
	told("busy")

	shown := w.max.Command("/followup lead acme").Expect("owner: Ana Ruiz")
	shown.Button("Log a touch").Click()
	form = w.max.ExpectModal("Log a touch")
	form.Choose("How", "Email").ExpectText("How: <Email>")
	form.Choose("What came of it", "Sent").ExpectText("Suggested: email Mon 18 May")
	form.Submit().ExpectClosed()
	w.max.ExpectEphemeral("email sent")
	told("email sent")

	w.ana.Command("/followup log acme call busy").Expect("busy") // her own needs no telling
	w.ExpectQuiet()
}

func TestATouchOfTheNightIsToldInTheMorning(t *testing.T) {
	w := begin(t, options{at: "2026-05-12T19:30:00Z"})
	w.sales("sam", "ana", "max")
	has(w.ana, "Acme")
	onTheirs(w.max, "log acme call noanswer next 20 may", "Ana Ruiz")
	w.ExpectQuiet()
	w.berlin("2026-05-13 08:31")
	w.ana.ExpectDM("Max Weber logged a touch on your lead")
	w.ExpectQuiet()
}
