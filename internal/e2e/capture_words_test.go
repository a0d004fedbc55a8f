package e2e

import "testing"

func TestAMovedDateCanBePromisedAndExplained(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, "Acme")
	w.ana.Command("/followup log acme call noanswer").Expect("Fri 15 May")
	receipt := w.ana.Command(`/followup move acme fri 14:00 ! "board meets in the morning"`).Expect("moved to call Fri 15 May 14:00")
	says(t, receipt.Text(), "your time (Berlin), promised", "“board meets in the morning”", "why: you moved it to Fri 15 May; promised Tue 12 May")
	says(t, card(w.ana, "acme"), "Next: call Fri 15 May 14:00, promised", "“board meets in the morning”")
	w.ana.Command("/followup undo").Expect("as before: call Fri 15 May")
	says(t, standing(w.ana, "acme"), "!promised")

	w.ana.Command(`/followup move acme ! "they asked for it"`) // no date: the form asks, and has the rest
	form := w.ana.ExpectModal("Another date")
	if form.Value("Note") != "they asked for it" || form.Value("Agreed with them?") != "Promised to them" {
		t.Errorf("the form forgot:\n%s", form.Text())
	}
	form.Fill("On", "2026-05-20").Submit().ExpectClosed()
	says(t, w.ana.ExpectEphemeral("moved to call Wed 20 May").Text(), "promised", "“they asked for it”", "[Undo]")
	w.ana.Command("/followup move acme mon").Expect("moved to call Mon 18 May, your time (Berlin), promised") // it stays a promise
	w.ExpectQuiet()
}

func TestADatePromisedToAParkedLeadWakesIt(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, "Acme")
	w.ana.Command(`/followup park acme 3m "budget frozen"`).Expect("parked until")
	w.ana.Command("/followup move acme fri").Expect("moved to")
	says(t, standing(w.ana, "acme"), "Parked until Fri 15 May")
	w.ana.Command("/followup move acme wed 10:00!").Expect("promised")
	says(t, standing(w.ana, "acme"), "Wed 13 May 10:00, promised", "!Parked")
	w.ana.Command("/followup undo").Expect("taken back")
	says(t, standing(w.ana, "acme"), "Parked until Fri 15 May", "budget frozen")
	w.ExpectQuiet()
}

func TestTheReasonForASnoozeIsKept(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, "Acme")
	says(t, w.ana.Command(`/followup snooze acme tmr "at the fair"`).Text(), "snoozed until tomorrow, Wed 13 May", "“at the fair”")
	says(t, card(w.ana, "acme"), "“at the fair”")
	w.ExpectQuiet()
}

func TestAnAmountInALogIsTheDealsValue(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, "Acme €5k")
	receipt := w.ana.Command("/followup log acme call meeting booked €12k next fri 10:00 !").Expect("deal value €12,000")
	says(t, receipt.Text(), "meeting set", "next: meeting Fri 15 May 10:00")
	says(t, standing(w.ana, "acme"), "€12,000")
	receipt.Button("Undo").Click()
	receipt.ExpectUpdate("taken back")
	says(t, standing(w.ana, "acme"), "€5,000")

	w.ana.Command("/followup log acme €8k") // the rest is asked, and the amount waits
	form := w.ana.ExpectModal("Log a touch")
	form.Choose("How", "Call").ExpectText("Minutes")
	form.Choose("What came of it", "No answer").ExpectText("What's next")
	if form.Value("Deal value") != "€8,000" {
		t.Errorf("the form forgot the amount:\n%s", form.Text())
	}
	form.Choose("What came of it", "Won the deal").ExpectText("Amount")
	if form.Value("Amount") != "€8,000" {
		t.Errorf("the amount is %q", form.Value("Amount"))
	}
	form.Choose("What came of it", "No answer").ExpectText("Deal value")
	form.Fill("Deal value", "a lot").Submit().ExpectError("Deal value", "as an amount")
	form.Fill("Deal value", "€9k").Submit().ExpectClosed()
	says(t, w.ana.ExpectEphemeral("no answer").Text(), "deal value €9,000", "Fri 15 May")
	w.ana.Command("/followup log acme call won €20k").Expect("won · €20,000")
	w.ExpectQuiet()
}

func TestWhatWasGivenAndWhyItWasWonAreTold(t *testing.T) {
	w := begin(t, options{})
	w.sales("max", "ana", "max")
	has(w.ana, "Acme")
	w.ana.Command("/followup log acme email sent val:case-study next fri").Expect("email sent · gave: case-study · next: email Fri 15 May")
	w.ana.Command(`/followup won acme €12k "three years"`).Expect("won · €12,000 · “three years”")
	says(t, card(w.ana, "acme"), "gave: case-study", "won · €12,000 · “three years”")
	w.berlin("2026-05-12 09:31")
	w.ExpectChannel("#sales", "Acme closed on touch 1 (Ana Ruiz, €12,000): “three years”")
	w.ExpectQuiet()
}

func TestNotNowWithADateIsAParkAndWithATimeATouch(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, "Acme")
	w.ana.Command(`/followup log acme call notnow next 3m "no budget" say:"new budget year"`).Expect("parked until Wed 12 Aug")
	says(t, card(w.ana, "acme"), "new budget year", "no budget")
	w.ana.Command("/followup log acme call notnow next fri 14:00").Expect("next: call Fri 15 May 14:00")
	has(w.ana, "Beta")
	w.ana.Command(`/followup log beta notnow next 3m say:"new budget year"`) // how is missing
	form := w.ana.ExpectModal("Log a touch")
	form.Choose("How", "Call").ExpectText("Minutes")
	if form.Value("First line to say") != "new budget year" || form.Value("What's next") != "Park it" || form.Value("On") != "2026-08-12" {
		t.Errorf("the form forgot:\n%s", form.Text())
	}
	form.Submit().ExpectClosed()
	w.ana.ExpectEphemeral("parked until Wed 12 Aug")
	w.ana.Command(`/followup log beta call say:"how was the summer?"`) // what came of it is missing
	form = w.ana.ExpectModal("Log a touch")
	form.Choose("What came of it", "Not now → park").ExpectText("Wake it")
	if form.Value("First line to say") != "how was the summer?" {
		t.Errorf("the form forgot:\n%s", form.Text())
	}
	form.Close()
	w.ExpectQuiet()
}

func TestAWordThatAVerbCannotUseComesBackWithAnExample(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, "Acme")
	before := card(w.ana, "acme")
	for typed, words := range map[string][]string{
		"due acme":             {"I can't use “acme” here", "/followup due @name"},
		"team add max":         {"I can't use “add” here", "/followup team"},
		"move acme fri val:x":  {"I can't use “val:x” here", "/followup move acme fri 14:00"},
		"park acme fri 14:00":  {"not until a time", "[Fri 15 May 2026]"},
		"won €12k":             {"Which lead?", "/followup won acme"},
		"lost":                 {"Which lead?", "/followup lost acme"},
		"lead":                 {"Which lead?", "/followup lead acme"},
		"log acme call na +3d": {"What is “+3d” for?", "[Fri 15 May 2026]"},
	} {
		says(t, w.ana.Command("/followup "+typed).Text(), append(words, "!form", "!add a new one")...)
	}
	if after := card(w.ana, "acme"); after != before {
		t.Fatalf("before:\n%s\nafter:\n%s", before, after)
	}
	question := w.ana.Command(`/followup log acme call callback next fri ! say:"how was the fair?"`).Expect("is for a parked lead")
	question.Button("note:").Click()
	question.ExpectUpdate("next: call Fri 15 May, your time (Berlin), promised")
	says(t, card(w.ana, "acme"), "“how was the fair?”")
	says(t, w.ana.Command("/followup help magic").Text(), "I have no page about “magic”", "/followup undo")
	says(t, w.ana.Command("/followup help Park").Text(), "it sleeps")
	w.ExpectQuiet()
}

func TestUndoWithANameTakesBackWhatWasDoneLastToThatLead(t *testing.T) {
	w := begin(t, options{at: nine})
	w.sales("sam", "ana", "max")
	has(w.ana, "Acme", "Beta")
	w.ana.Command("/followup log acme call noanswer").Expect("Fri 15 May")
	w.ana.Command("/followup move beta fri").Expect("Fri 15 May")
	says(t, w.ana.Command("/followup undo acme").Text(), "↩️ Acme", "taken back: the touch", "as before")
	says(t, standing(w.ana, "beta"), "Fri 15 May")
	w.ana.Command("/followup undo nobody").Expect("nobody")

	onTheirs(w.max, "log beta call noanswer", "Ana Ruiz")
	w.ana.ExpectDM("Max Weber logged a touch")
	ask := w.ana.Command("/followup undo beta").Expect("Max Weber changed this today at 09:00: Beta · no answer")
	ask.Button("Undo it").Click()
	ask.ExpectUpdate("taken back: the touch")
	w.berlin("2026-05-13 10:00")
	w.ana.ExpectDM("to do")
	w.ExpectChannel("#sales", "week 20")
	w.ana.Command("/followup undo beta").Expect("Your last change was on Tue 12 May")
	w.ExpectQuiet()
}

func TestATeammatesListIsShownToTheTeamOnly(t *testing.T) {
	w := begin(t, options{})
	w.sales("max", "ana", "max")
	has(w.ana, "Acme €42k", "Beta")
	w.ana.Command("/followup log acme call callback \"board\" next today 11:00 !").Expect("11:00")
	list := w.max.Command("/followup due @ana").Expect("Ana Ruiz: Tue 12 May · 2 to do · 1 promised")
	says(t, list.Text(), "Acme — 11:00", "€42,000", "Beta", "[Open lead]", "![Done…]")
	list.Row("Acme").Button("Open lead").Click()
	says(t, w.max.ExpectModal("Lead").Text(), "owner: Ana Ruiz", "board")
	w.priya.Command("/followup due @ana").Expect("Ana Ruiz is in no team with you")
	w.sam.Command("/followup due @max").Expect("Max Weber: Tue 12 May · all done")
	w.ana.Command("/followup due @ana").Expect("[Done…]")
	w.ExpectQuiet()
}

func TestAManagerAddsALeadForARep(t *testing.T) {
	w := begin(t, options{})
	w.sales("max", "ana", "max")
	receipt := w.max.Command("/followup add \"Beta GmbH\" €12k @ana \"met at the fair\"").Expect("added for Ana Ruiz")
	says(t, receipt.Text(), "“met at the fair”", "Tue 12 May, Ana's time (Berlin)", "Ana Ruiz's lead", "[Undo]")
	says(t, card(w.ana, "beta"), "owner: you", "added for you · “met at the fair”", "Max Weber")
	w.ana.Command("/followup due").Expect("Beta GmbH")
	receipt.Button("Undo").Click()
	receipt.ExpectUpdate("gone again")

	says(t, w.ana.Command("/followup add Gamma @max").Text(), "Only Max Weber's manager or an admin", "add Gamma @")
	w.ana.Command("/followup lead gamma").Expect("I know no lead")
	w.ana.Command("/followup add Gamma @gus").Expect("Gus Berg can't work on leads here")

	w.max.Command("/followup add jane@beta.example @ana #fair \"met at the booth\"") // the name is missing
	form := w.max.ExpectModal("Add a lead")
	if form.Value("Note") != "met at the booth" || form.Value("Whose lead") != w.ana.ID() || form.Value("Tags") != "fair" {
		t.Errorf("the form forgot:\n%s", form.Text())
	}
	form.Fill("Name", "Jane Doe").Submit().ExpectClosed()
	w.max.ExpectEphemeral("added for Ana Ruiz")
	says(t, card(w.ana, "jane"), "met at the booth", "fair")

	w.ana.Command("/followup add jim@beta.example @max")
	form = w.ana.ExpectModal("Add a lead")
	form.Fill("Name", "Jim").Submit().ExpectError("Whose lead", "Only Max Weber's manager")
	form.Close()
	w.ExpectQuiet()
}

func TestAFormThatCameTooLateNamesTheWayOn(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, "Acme")
	w.ana.Command("/followup log acme call callback \"board\" next today 18:00 !").Expect("18:00")
	w.berlin("2026-05-12 08:31")
	digest := w.ana.ExpectDM("1 to do")
	digest.Row("Acme").Button("Done…").Click()
	form := w.ana.ExpectModal("Log a touch")
	w.ana.Command("/followup move acme fri").Expect("Fri 15 May")
	digest.ExpectUpdate("moved to")
	form.Fill("Note", "she called back").Choose("What came of it", "No answer").ExpectText("What's next")
	form.Submit().ExpectError("Note", "Acme: you did that already, 08:31 (moved to call Fri 15 May, promised). Nothing of this form was stored. "+
		"Close it: /followup lead Acme shows how it stands")
	form.Close()

	list := w.ana.Command("/followup lead acme").Expect("Fri 15 May")
	w.wantNumber(1, touchesMade)
	list.Button("Log a touch").Click()
	w.ana.ExpectModal("Log a touch").Close()
	w.ExpectQuiet()
}
