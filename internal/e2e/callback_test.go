package e2e

import "testing"

func TestACallBackInTheNoteIsSuggestedAndConfirmed(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, "Acme")
	w.ana.Command("/followup log acme: call back in two weeks")
	form := w.ana.ExpectModal("Log a touch")
	says(t, form.Text(), "Suggested: call Tue 26 May, promised", "the note says “call back in two weeks”")
	if form.Value("What came of it") != "Talked: call back later" || form.Value("How") != "Call" ||
		form.Value("On") != "2026-05-26" || form.Value("What's next") != "Promised to them" {
		t.Fatalf("prefilled:\n%s", form.Text())
	}
	form.Submit().ExpectClosed()
	says(t, w.ana.ExpectEphemeral("Acme").Text(), "call Tue 26 May, your time (Berlin), promised", "why: the note of Tue 12 May says “call back in two weeks”")
	says(t, card(w.ana, "acme"), "“call back in two weeks”")
	w.ana.Command("/followup log Newco: nach den Ferien melden")
	form = w.ana.ExpectModal("Log a touch")
	says(t, form.Text(), "Suggested: park it until Mon 7 Sep — the note says “nach den Ferien melden”")
	form.Submit().ExpectClosed()
	says(t, w.ana.ExpectEphemeral("Newco").Text(), "parked until Mon 7 Sep", "nach den Ferien melden")
	w.ExpectQuiet()
}

func TestACompleteLineKeepsItsNextStepAndOffersTheOtherDate(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, "Acme")
	receipt := w.ana.Command(`/followup log acme call noanswer "assistant: call back in two weeks"`).Expect("next: call Fri 15 May")
	says(t, receipt.Text(), "[Undo]", "[Edit]", "[Use Tue 26 May instead (“call back in two weeks”)]")
	receipt.Button("Use Tue 26 May").Click()
	receipt.ExpectUpdate("next: call Tue 26 May")
	says(t, receipt.Text(), "the note of Tue 12 May says “call back in two weeks”", "!instead", "[Undo]")
	says(t, card(w.ana, "acme"), "1 touch so far", "(edited)", "(taken back)")
	receipt.Button("Undo").Click()
	receipt.ExpectUpdate("taken back")
	says(t, card(w.ana, "acme"), "0 touches so far")
	says(t, w.ana.Command(`/followup log acme call noanswer "the contract ends in two weeks"`).Text(), "!instead")
	w.ExpectQuiet()
}

func TestTypingANoteChangesTheSuggestionAndNotWhatAPersonChose(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, "Acme")
	w.ana.Command("/followup log acme call")
	form := w.ana.ExpectModal("Log a touch")
	form.Fill("Note", "ring me next Tuesday")
	form.Choose("What came of it", "Talked: call back later").ExpectText("the note says “ring me next Tuesday”")
	if form.Value("On") != "2026-05-19" {
		t.Errorf("on %s", form.Value("On"))
	}
	form.Fill("Note", "ring me on Friday at 14:00").ExpectText("the note says “ring me on Friday at 14:00”")
	if form.Value("On") != "2026-05-15" || form.Value("At") != "14:00" || form.Value("Note") != "ring me on Friday at 14:00" {
		t.Errorf("on %s at %s:\n%s", form.Value("On"), form.Value("At"), form.Text())
	}
	form.Fill("Note", "not next week, please").ExpectText("Choose the day you agreed on")
	form.Fill("On", "2026-05-20").Fill("Note", "call back tomorrow").ExpectText("the note says “call back tomorrow”")
	if form.Value("On") != "2026-05-20" {
		t.Errorf("what was chosen gave way: %s", form.Value("On"))
	}
	form.Fill("Note", "call back in Q4").ExpectText("Suggested: park it until Thu 1 Oct")
	form.Submit().ExpectClosed()
	says(t, w.ana.ExpectEphemeral("Acme").Text(), "Wed 20 May", "promised")
	w.ExpectQuiet()
}
