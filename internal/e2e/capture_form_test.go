package e2e

import (
	"strings"
	"testing"

	"github.com/followup-bot/followup/internal/slacksim"
)

func TestTheLogFormOffersOwnLeadsFirstWithOwnerAndLastTouch(t *testing.T) {
	w := begin(t, options{at: nine})
	w.sales("ana", "ana", "max")
	has(w.max, `"Acme / Max One"`)
	has(w.ana, `"Acme / Jane Doe"`)
	w.max.Command("/followup log max call noanswer").Expect("Max One")

	w.ana.Command("/followup log")
	form := w.ana.ExpectModal("Log a touch")
	offered := form.TypeAhead("Lead", "acm")
	if len(offered) != 3 || offered[0] != "Acme · Jane Doe" || !strings.HasPrefix(offered[1], "Acme · Max One — Max") || !strings.Contains(offered[2], "New lead “acm”") {
		t.Fatalf("offered: %q", offered)
	}
	says(t, offered[1], "Tue 12 May", "call")
	if when := form.Value("When it was"); when != picked(t, "2026-05-12 09:00") {
		t.Errorf("when: %s", when)
	}
	form.Pick("Lead", "Max One").Choose("How", "Call").ExpectText("Minutes")
	form.Choose("What came of it", "Busy").ExpectText("What's next")
	form.Submit().ExpectClosed()
	says(t, w.ana.ExpectEphemeral("Max One").Text(), "busy (attempt 2)", "Fri 15 May, Max's time (Berlin)", "Max Weber's lead, and they are told", "[Undo]")
	note := w.max.ExpectDM("Ana Ruiz logged a touch on your lead")
	says(t, note.Text(), "Acme · Max One", "busy", "Fri 15 May", "[Open lead]", "[Undo]")
	note.Button("Undo").Click()
	note.ExpectUpdate("taken back: the touch")
	w.ExpectQuiet()
}

func TestChangingTheOutcomeChangesTheSuggestionAndKeepsWhatWasTyped(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, "Acme")
	w.ana.Command("/followup log")
	form := w.ana.ExpectModal("Log a touch")
	form.TypeAhead("Lead", "acme")
	form.Pick("Lead", "Acme").Choose("How", "Call").ExpectText("Minutes")
	form.Fill("Note", "the board meets in June").Fill("Minutes", "12").Fill("You promised them", "pricing")
	for _, step := range []struct{ outcome, suggested, next, on string }{
		{"No answer", "Suggested: call Fri 15 May", "Planned: I'll get back to them", "2026-05-15"},
		{"Asked to try again later", "they asked to try later", "Planned: I'll get back to them", "2026-05-15"},
		{"Talked: interested", "Choose the day you agreed on", "Promised to them", ""},
		{"Meeting set", "When is the meeting?", "Promised to them", ""},
		{"They replied", "Suggested: call Tue 12 May", "Planned: I'll get back to them", "2026-05-12"},
		{"Wrong number", "Suggested: email Wed 13 May", "Planned: I'll get back to them", "2026-05-13"},
	} {
		form.Choose("What came of it", step.outcome).ExpectText(step.suggested)
		if form.Value("What's next") != step.next || form.Value("On") != step.on {
			t.Errorf("%s: %s, %s", step.outcome, form.Value("What's next"), form.Value("On"))
		}
	}
	form.Choose("What came of it", "Not now → park").ExpectText("Wake it")
	form.Choose("What came of it", "Said no → lost").ExpectText("Suggested: close it as lost")
	form.Choose("What came of it", "Won the deal").ExpectText("Amount")
	form.Choose("What came of it", "Talked: interested").ExpectText("Choose the day you agreed on")
	if form.Value("Note") != "the board meets in June" || form.Value("Minutes") != "12" || form.Value("You promised them") != "pricing" {
		t.Fatalf("forgotten:\n%s", form.Text())
	}
	form.Fill("On", "2026-05-20").Fill("At", "14:30").Choose("By", "Video call").Submit().ExpectClosed()
	says(t, w.ana.ExpectEphemeral("Acme").Text(), "call, interested, 12 minutes", "video call Wed 20 May 14:30, your time (Berlin), promised")
	says(t, card(w.ana, "acme"), "the board meets in June", "we promised: pricing")
	w.ExpectQuiet()
}

func TestEveryLogEndsInANextStepOrAClose(t *testing.T) {
	w := begin(t, options{})
	for _, end := range []struct {
		lead, next, fill, value, receipt, standing string
	}{
		{"Planned", "Planned: I'll get back to them", "On", "2026-05-21", "next: call Thu 21 May, your time (Berlin)", "Next: call Thu 21 May"},
		{"Promise", "Promised to them", "On", "2026-05-22", "next: call Fri 22 May, your time (Berlin), promised", "promised"},
		{"Sleeper", "Park it", "Why", "no budget", "parked until Tue 16 Jun, your time (Berlin)", "Parked until Tue 16 Jun"},
		{"Winner", "Won", "Amount", "€12k", "won · €12,000", "Won"},
		{"Loser", "Lost", "Why", "too dear", "closed as lost · too dear", "Lost"},
		{"Never", "Never contact again", "Why", "asked me", "never to be contacted again", "Never to be contacted again"},
	} {
		has(w.ana, end.lead)
		w.ana.Command("/followup log " + end.lead + " call")
		form := w.ana.ExpectModal("Log a touch")
		form.Choose("What came of it", "No answer").ExpectText("What's next")
		form.Choose("What's next", end.next).ExpectText(end.fill + ":")
		form.Fill(end.fill, end.value).Submit().ExpectClosed()
		says(t, w.ana.ExpectEphemeral(end.lead).Text(), end.receipt, "[Undo]")
		says(t, card(w.ana, end.lead), end.standing)
	}
	w.ExpectQuiet()
}

func TestTheFormRefusesWhatCannotBeAndStaysOpen(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, "Acme")
	w.ana.Command("/followup log acme call")
	form := w.ana.ExpectModal("Log a touch")
	form.Choose("What came of it", "Talked: interested").ExpectText("What's next")
	form.Fill("Note", "keep me")
	form.Submit().ExpectError("On", "required")
	form.Fill("On", "2026-05-11").Submit().ExpectError("On", "Choose Tue 12 May or later")
	form.Fill("On", "2026-05-13").Fill("When it was", picked(t, "2026-05-12 09:00")).Submit().ExpectError("When it was", "not come yet")
	form.Fill("When it was", picked(t, "2026-05-11 16:00")).Submit().ExpectClosed()
	says(t, w.ana.ExpectEphemeral("Wed 13 May").Text(), "promised")
	says(t, card(w.ana, "acme"), "Mon 11 May · call, interested · “keep me”")
	w.ExpectQuiet()
}

func TestANewLeadIsMadeInTheLogFormAndADuplicateIsShownFirst(t *testing.T) {
	w := begin(t, options{})
	has(w.max, `"Acme / Jane Doe" jane@acme.example "secret plan"`)
	w.max.Command(`/followup log jane call noanswer "a secret"`).Expect("no answer")
	w.ana.Command("/followup log")
	form := w.ana.ExpectModal("Log a touch")
	form.TypeAhead("Lead", "Jane of Acme")
	form.Pick("Lead", "New lead").ExpectText("E-mail")
	if form.Value("Name") != "Jane of Acme" {
		t.Errorf("the name is %q", form.Value("Name"))
	}
	form.Fill("Company", "Acme").Fill("E-mail", "JANE@acme.example").Fill("Deal value", "€9k").Choose("How", "Email").ExpectText("How: <Email>")
	form.Choose("What came of it", "Sent").ExpectText("Suggested: email Mon 18 May")
	again := form.Submit().ExpectUpdated("Log a touch")
	says(t, again.Text(), "known already", "Max Weber's", "Tue 12 May", "!secret")
	if again.Value("Company") != "Acme" || again.Value("What came of it") != "Sent" {
		t.Errorf("forgotten:\n%s", again.Text())
	}
	again.Submit().ExpectClosed()
	says(t, w.ana.ExpectEphemeral("Acme · Jane of Acme").Text(), "email sent", "Mon 18 May", "[Undo]")
	says(t, card(w.ana, "jane"), "€9,000", "owner: you")
	w.ExpectQuiet()
}

func TestAPromiseStandsWhileNobodyIsReached(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, "Acme")
	w.ana.Command("/followup log acme call callback next fri 14:00 !").Expect("Fri 15 May 14:00")
	says(t, w.ana.Command("/followup log acme call noanswer").Text(), "the promise stands: call Fri 15 May 14:00, your time (Berlin)")
	w.ana.Command("/followup log acme call")
	form := w.ana.ExpectModal("Log a touch")
	form.Choose("What came of it", "Voicemail").ExpectText("Your promise of Fri 15 May stands")
	if next := form.Value("What's next"); next != "Keep the promise of Fri 15 May 14:00" {
		t.Errorf("next: %s", next)
	}
	form.Submit().ExpectClosed()
	says(t, w.ana.ExpectEphemeral("voicemail").Text(), "the promise stands: call Fri 15 May 14:00")
	says(t, w.ana.Command("/followup reply acme").Text(), "they replied", "the promise stands", "Fri 15 May")
	w.berlin("2026-05-15 08:31")
	w.ana.ExpectDM("14:00")
	says(t, w.ana.Command("/followup log acme call busy").Text(), "the promise stands", "Fri 15 May 14:00")
	w.berlin("2026-05-15 14:05")
	ping := w.ana.ExpectDM("⏰ 14:00 · Acme · promised: call")
	says(t, w.ana.Command("/followup reply acme").Text(), "the promise stands")
	says(t, w.ana.Command("/followup log acme call noanswer").Text(), "next: call Tue 19 May", "!promised")
	ping.ExpectUpdate("✅ Acme · no answer")
	says(t, w.ana.Command("/followup log acme call callback next 18 may !").Text(), "Mon 18 May")
	says(t, w.ana.Command("/followup move acme 19 may").Text(), "Tue 19 May, your time (Berlin), promised")
	w.ExpectQuiet()
}

func TestAFormSentBeforeItsSuggestionAppearsStillEndsInANextStep(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, "Acme", "Beta")
	for lead, outcome := range map[string]string{"acme": "no_answer", "beta": "interested"} {
		w.ana.Command("/followup log " + lead + " call")
		form := w.ana.ExpectModal("Log a touch")
		open := w.ws.Modals(w.ana.ID())
		sent, err := w.ws.SubmitView(t.Context(), w.ana.ID(), open[len(open)-1].ID, slacksim.Values{
			"outcome.call": {"outcome": outcome}, "note": {"note": "in a hurry"},
		})
		check(t, err)
		if outcome == "no_answer" {
			w.ana.ExpectEphemeral("✅ Acme · no answer · next: call Fri 15 May")
			continue
		}
		if sent.Response != "errors" {
			t.Fatalf("%+v", sent)
		}
		says(t, form.Text(), "Beta")
		form.Close()
		says(t, card(w.ana, "beta"), "0 touches so far")
	}
	w.ExpectQuiet()
}

func TestTheSameLineTwiceIsTwoTouchesAndSaysSo(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, "Acme")
	says(t, w.ana.Command("/followup log acme call noanswer").Text(), "!one more of the same")
	says(t, w.ana.Command("/followup log acme call noanswer").Text(), "attempt 2", "one more of the same: you logged it a few minutes ago too")
	says(t, card(w.ana, "acme"), "2 touches so far")
	w.ExpectQuiet()
}
