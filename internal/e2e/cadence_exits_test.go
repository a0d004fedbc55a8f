package e2e

import "testing"

// What is due beside a cadence's step isn't counted as that step, and a meeting is no call in the hours for calls.
func TestWhatComesBesideACadence(t *testing.T) {
	w := begin(t, options{at: nine})
	has(w.ana, `"Acme / Jane Doe" jane@acme.example +49301234567 cadence:warm-21`)
	says(t, w.ana.Command("/followup reply acme").Text(), "next: email Tue 12 May", "!of 8")
	w.ana.Command("/followup undo").Expect("taken back")
	says(t, w.ana.Command("/followup log acme meeting noshow").Text(), "next: email Tue 12 May", "!of 8")
	says(t, w.ana.Command("/followup due").Text(), "email · warm-21 waits at 1 of 8")
	w.ana.Command("/followup undo").Expect("taken back")
	says(t, w.ana.Command("/followup log acme call meeting next fri 14:00").Text(), "next: meeting Fri 15 May 14:00", "promised")
	says(t, card(w.ana, "acme"), "Next: meeting Fri 15 May 14:00", "Remind them of the meeting", "!10:00–12:00", "!voicemail")
	w.ana.Command("/followup undo").Expect("taken back")
	w.ana.Command("/followup log acme call callback next fri 14:00 !").Expect("promised")
	says(t, card(w.ana, "acme"), "call Fri 15 May 14:00", "!10:00–12:00")
	w.ExpectQuiet()
}

func TestAVoicemailTooManyIsSaid(t *testing.T) {
	w := begin(t, options{at: nine})
	has(w.ana, `"Acme / Jane Doe" jane@acme.example +49301234567 cadence:warm-21`)
	says(t, w.ana.Command("/followup log acme vm").Text(), "that was call attempt 1: voicemails are best left on attempts 2 and 4")
	w.ana.Command("/followup log acme email sent").Expect("call 3 of 8")
	w.berlin("2026-05-15 10:30")
	w.ana.ExpectDM("1 to do")
	says(t, w.ana.Command("/followup log acme vm").Text(), "email 4 of 8", "!that was call attempt")
	w.ExpectQuiet()
}

func TestACadenceThatIsStoppedSaysWhatStays(t *testing.T) {
	w := begin(t, options{at: nine})
	has(w.ana, `"Acme / Jane Doe" jane@acme.example +49301234567 cadence:warm-21`)
	says(t, w.ana.Command("/followup stop acme").Text(), "warm-21 ended", "next: call Tue 12 May", "planned before its cadence warm-21 was ended")
	says(t, card(w.ana, "acme"), "planned before its cadence warm-21 was ended", "!next in its cadence")
	w.ana.Command("/followup undo").Expect("taken back")
	says(t, card(w.ana, "acme"), "next in its cadence warm-21", "!was ended")
	w.ExpectQuiet()
}

// Nobody answered the goodbye: one tap lets the lead rest, on a cadence or not.
func TestAGoodbyeThatNobodyAnsweredLetsTheLeadRest(t *testing.T) {
	w := begin(t, options{at: nine})
	has(w.ana, `"Acme / Jane Doe" jane@acme.example cadence:warm-21`, `"Beta / Tim" tim@beta.example`)
	w.ana.Command("/followup breakup acme email").Expect("7 working days")
	w.ana.Command("/followup breakup beta email").Expect("7 working days")
	w.berlin("2026-05-22 10:30")
	list := w.ana.ExpectDM("2 to do")
	says(t, list.Text(), "no answer to the goodbye so far", "!30 words")
	list.Row("Acme").Button("Let it rest").Click()
	list.ExpectUpdate("parked until")
	list.Row("Beta").Button("Let it rest").Click()
	list.ExpectUpdate("2/2")
	says(t, card(w.ana, "acme"), "Parked until Mon 24 Aug")
	says(t, card(w.ana, "beta"), "Parked until Mon 24 Aug")
	w.ExpectQuiet()
}

// A pause without an end is asked about after two weeks, where it can be ended.
func TestAnOpenPauseIsAskedAbout(t *testing.T) {
	w := begin(t, options{at: nine})
	has(w.ana, `"Acme / Jane Doe" jane@acme.example cadence:warm-21`)
	w.ana.Command("/followup pause acme").Expect("Tue 26 May")
	w.berlin("2026-05-26 08:31")
	list := w.ana.ExpectDM("1 to do")
	list.Row("Acme").Button("Its cadence…").Click()
	w.ana.ExpectModal("Cadence of a lead").Submit().ExpectClosed()
	list.ExpectUpdate("warm-21 goes on")
	w.ExpectQuiet()
}
