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

// A break-up is waited for in no list. A reply reopens the lead on top; silence lets it rest, which is told with the next list and taken back
// with one tap; and nobody has to wait for the rule.
func TestABreakUpIsWaitedFor(t *testing.T) {
	w := begin(t, options{at: nine})
	has(w.ana, `"Acme / Jane Doe" jane@acme.example cadence:warm-21`, `"Beta / Tim" tim@beta.example`, `"Gamma / Uma" uma@gamma.example`, `"Delta"`)
	says(t, w.ana.Command("/followup breakup acme").Text(), "Acme · Jane Doe · email break-up sent", "waiting for an answer to the break-up until Fri 22 May", "!next:", "[They replied]")
	for _, lead := range []string{"beta", "gamma"} {
		w.ana.Command("/followup breakup " + lead).Expect("until Fri 22 May")
	}
	w.ana.Command("/followup move delta 22 may").Expect("moved")
	says(t, w.ana.Command("/followup due").Text(), "Nothing is due today", "!Acme", "!Beta", "!Gamma")
	says(t, card(w.ana, "acme"), "Waiting for an answer to the break-up until Fri 22 May", "7 working days to answer the break-up", "[Let it rest]", "[They replied]", "!overdue")
	w.ana.OpenHome()
	says(t, w.ana.ExpectHome("WAITING FOR AN ANSWER TO THE BREAK-UP").Text(), "Acme · Jane Doe · waiting for an answer to the break-up until Fri 22 May", "Gamma · Uma")
	w.ana.Command("/followup lead gamma").Expect("Gamma").Button("Let it rest").Click()
	w.berlin("2026-05-20 11:00")
	says(t, card(w.ana, "gamma"), "Parked until Wed 12 Aug", "a sign of life every quarter")

	w.ana.Command("/followup lead beta").Expect("Beta").Button("They replied").Click()
	w.berlin("2026-05-20 11:01")
	says(t, w.ana.Command("/followup due").Text(), "THEY ANSWERED", "Beta · Tim", "you owe a reply", "they answered your break-up")
	w.ana.Command("/followup log beta email sent next mon").Expect("next: email")

	w.berlin("2026-05-22 10:30")
	list := w.ana.ExpectDM("1 to do")
	says(t, list.Text(), "Delta", "resting now: Acme · Jane Doe – no answer to the break-up, back Mon 24 Aug")
	list.Button("Keep working").Click()
	says(t, list.ExpectUpdate("2 to do").Text(), "no answer to the break-up so far", "!resting now", "!30 words")
	list.Row("Acme").Button("Let it rest").Click()
	list.ExpectUpdate("back Mon 24 Aug")
	w.ExpectQuiet()
}

// Who answers has the others at that company wait, if the rep says so, and an explicit no is for good.
func TestAReplyPausesTheOthersAtThatCompany(t *testing.T) {
	w := begin(t, options{at: nine})
	has(w.ana, `"Beta GmbH / Tim" tim@beta.example`)
	for _, lead := range []string{`"Beta GmbH / Eva" eva@beta.example cadence:warm-21`, `"Beta GmbH / Kai" kai@beta.example`} {
		known := w.ana.Command("/followup add " + lead).Expect("Add it anyway")
		known.Button("Add it anyway").Click()
		known.ExpectUpdate("Beta GmbH")
	}
	reply := w.ana.Command(`/followup reply tim "asks for pricing"`).Expect("they replied")
	says(t, reply.Text(), "Beta GmbH: 2 other leads of yours there go on meanwhile", "[Pause 2 other leads]")
	reply.Button("Pause 2 other leads").Click()
	paused := reply.ExpectUpdate("2 leads paused: somebody else there answered")
	says(t, card(w.ana, "eva"), "warm-21 paused", "somebody else at their company answered")
	paused.Button("Undo").Click()
	paused.ExpectUpdate("2 leads go on as planned")
	w.ana.Command("/followup log eva call no").Expect("closed as lost")
	w.ana.Command(`/followup park kai 3m "budget frozen" say:"new budget year" signal:funding,role-change`).
		Expect("wakes early when somebody there has a new role, they raise money")
	says(t, card(w.ana, "kai"), "Parked until", "budget frozen", "say first: “new budget year”", "Wakes early when somebody there has a new role, they raise money")
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
