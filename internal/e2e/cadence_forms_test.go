package e2e

import "testing"

func TestTheFormOfATouchStartsACadence(t *testing.T) {
	w := begin(t, options{at: nine})
	has(w.ana, "Acme jane@acme.example +49301234567")
	w.ana.Command("/followup log acme call")
	form := w.ana.ExpectModal("Log a touch")
	form.Choose("What came of it", "No answer").ExpectText("nobody reached")
	form.Choose("Start a cadence", "warm-21 · 8 touches in 21 days").ExpectText("Suggested: email Tue 12 May, planned — next in its cadence warm-21")
	form.Submit().ExpectClosed()
	says(t, w.ana.ExpectEphemeral("no answer").Text(), "next: email 2 of 8, Tue 12 May")

	w.ana.Command("/followup add")
	form = w.ana.ExpectModal("Add a lead")
	form.Fill("Name", "Beta").Fill("Phone", "+12125550123").Fill("Country", "Atlantis").Choose("Start a cadence", "warm-21 · 8 touches in 21 days")
	form.Submit().ExpectError("Country", "Use its two letters")
	form.Fill("Country", "US").Submit().ExpectClosed()
	says(t, w.ana.ExpectEphemeral("added").Text(), "next: call 1 of 8, Tue 12 May")
	says(t, standing(w.ana, "beta"), "their time, assumed from United States")
	w.ExpectQuiet()
}

// A lead that went quiet shows one concrete thing to try, rung by rung, with the button that takes it.
func TestALeadThatWentQuietClimbsTheLadder(t *testing.T) {
	w := begin(t, options{at: "2026-04-14T07:00:00Z"}) // a Tuesday, four weeks before
	has(w.ana, `"Acme / Jane Doe" jane@acme.example +49301234567`)
	w.ana.Command("/followup log acme call noanswer next 21 apr").Expect("Tue 21 Apr")
	w.berlin("2026-04-21 10:30")
	w.ana.ExpectDM("Acme")
	w.ana.Command("/followup log acme call noanswer next 28 apr").Expect("Tue 28 Apr")
	w.berlin("2026-04-28 10:30")
	w.ana.ExpectDM("Acme")
	w.ana.Command("/followup log acme call noanswer next 12 may").Expect("Tue 12 May")
	w.berlin("2026-05-12 10:30")
	digest := w.ana.ExpectDM("Acme")
	says(t, digest.Text(), "gone quiet: try another way, by email", "[Next: email]")
	digest.Row("Acme").Button("Next: email").Click()
	says(t, digest.ExpectUpdate("email").Text(), "gone quiet")
	says(t, standing(w.ana, "acme"), "Next: email Tue 12 May")
	w.ana.Command("/followup log acme email sent next 19 may").Expect("Tue 19 May")
	w.berlin("2026-05-19 10:30")
	says(t, w.ana.ExpectDM("Acme").Text(), "ask a direct question", "[Ask directly]")
	w.ExpectQuiet()
}
