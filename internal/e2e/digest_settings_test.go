package e2e

import "testing"

func TestARepChangesWhenTheListComes(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, "Acme")
	w.ana.Command("/followup settings")
	form := w.ana.ExpectModal("Your settings")
	if form.Value("Morning list at") != "08:30" || form.Value("Working days") != "Monday, Tuesday, Wednesday, Thursday, Friday" {
		t.Errorf("the defaults:\n%s", form.Text())
	}
	form.Fill("Morning list at", "07:15").Choose("Working days", "Tuesday", "Friday", "Sunday").Submit().ExpectClosed()
	says(t, w.ana.ExpectEphemeral("Saved").Text(), "07:15, Berlin time", "Tue Fri Sun")
	w.berlin("2026-05-12 07:16")
	w.ana.ExpectDM("Acme")
	w.berlin("2026-05-12 08:31")
	w.berlin("2026-05-13 07:16") // a day off
	w.ExpectQuiet()
	w.berlin("2026-05-14 07:16") // as is Ascension Day
	w.ExpectQuiet()
	w.berlin("2026-05-15 07:16")
	says(t, w.ana.ExpectDM("Acme").Text(), "1 overdue")
	says(t, w.ana.Command("/followup log acme call noanswer next sat").Text(), "Tue 19 May", "working day")

	w.ana.Command("/followup settings")
	form = w.ana.ExpectModal("Your settings")
	form.Choose("Morning list").Submit().ExpectClosed()
	w.ana.ExpectEphemeral("No morning list any more")
	w.berlin("2026-05-17 07:16")
	w.berlin("2026-05-19 07:16")
	w.ExpectQuiet()
	w.ana.Command("/followup").Expect("Acme")
	w.ExpectQuiet()
}

func TestAChangedTimeNeverMakesASecondDigestOfADay(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, "Acme")
	w.berlin("2026-05-12 08:31")
	digest := w.ana.ExpectDM("Acme")
	digest.Overflow("Settings")
	form := w.ana.ExpectModal("Your settings")
	form.Fill("Morning list at", "09:30").Submit().ExpectClosed()
	w.ana.ExpectEphemeral("09:30")
	w.berlin("2026-05-12 09:31")
	w.ExpectQuiet()
	w.berlin("2026-05-13 09:31")
	w.ana.ExpectDM("Acme")
	w.ExpectQuiet()
}

func TestARepWhoTravelsGetsTheListInTheNewMorning(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, "Acme")
	check(t, w.ws.SetZone(w.ana.ID(), "America/New_York"))
	w.ExpectQuiet() // Slack has told of it
	w.berlin("2026-05-12 08:31")
	w.ExpectQuiet()
	w.to("2026-05-12 08:31", "America/New_York")
	w.ana.ExpectDM("Acme")
	w.ExpectQuiet()
}
