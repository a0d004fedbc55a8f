package e2e

import "testing"

// What was given is never offered again: one tap on the digest gives, and the next suggestion is another piece.
func TestWhatWasGivenWithOneTapIsNotOfferedAgain(t *testing.T) {
	w := begin(t, options{})
	w.sales("sam", "ana", "max")
	list := w.ana.Command("/followup value").Expect("library is empty")
	list.Button("Add one…").Click()
	form := w.ana.ExpectModal("Add to the library")
	form.Fill("What it is called", "Freight case study").Fill("For whom", "#logistics").Fill("Link", "ask Max").Submit().ExpectError("Link", "It begins with https://")
	form.Fill("Link", "https://ana.example/freight").Submit().ExpectClosed()
	says(t, list.ExpectUpdate("✅ Freight case study is in the library").Text(), "for logistics", "added by Ana", "[Edit]")
	list = w.max.Command("/followup value").Expect("Freight case study")
	list.Button("Add one…").Click()
	w.max.ExpectModal("Add to the library").Fill("What it is called", "Warehouse tour").Choose("What it is", "Video").Fill("For whom", "logistics").Submit().ExpectClosed()
	says(t, list.ExpectUpdate("Warehouse tour is in the library").Text(), "[Edit]", "2 things of value")

	has(w.ana, "Acme jane@acme.example #logistics", "Beta #logistics")
	w.ana.Command("/followup log acme email sent next email wed").Expect("[Gave: Freight case study]")
	receipt := w.ana.Command("/followup log beta call connected next call wed").Expect("[Gave: Freight case study]")
	receipt.Button("Gave: Freight case study").Click()
	says(t, receipt.ExpectUpdate("gave: Freight case study").Text(), "Wed 13 May", "![Gave")
	receipt.Button("Undo").Click()
	says(t, receipt.ExpectUpdate("[Gave: Freight case study]").Text(), "Wed 13 May", "!taken back")

	w.berlin("2026-05-13 08:31")
	digest := w.ana.ExpectDM("2 to do")
	says(t, digest.Row("Beta").Text(), "![Sent, gave")
	digest.Row("Acme").Button("Sent, gave: Freight case study").Click()
	says(t, digest.ExpectUpdate("gave: Freight case study").Text(), "email sent · gave: Freight case study · next: email Tue 19 May")
	w.ana.Command("/followup log acme email sent val:case-study next email fri").Expect("“case-study” is not in your team's library")
	w.ana.Command("/followup log acme email sent next email fri").Expect("[Gave: Warehouse tour]")
	says(t, w.ana.Command("/followup log acme email sent next email fri").Expect("⚠️ 2 touches in a row without anything for them").Text(),
		"offer Warehouse tour (fits “logistics”, never given)")
	w.ana.Command("/followup log acme email")
	log := w.ana.ExpectModal("Log a touch")
	log.ExpectText("already given: case-study (Wed 13 May), Freight case study (Wed 13 May)")
	log.Choose("What came of it", "Sent").ExpectText("Suggested")
	log.Choose("You gave them", "Warehouse tour · fits “logistics”").Submit().ExpectClosed()
	says(t, w.ana.ExpectEphemeral("gave: Warehouse tour").Text(), "![Gave", "!⚠️")
	says(t, card(w.ana, "acme"), "Already given: Warehouse tour", "!give them")

	w.max.Command("/followup value freight").Expect("Freight case study")
	says(t, w.sam.Command("/followup value tour").Expect("Warehouse tour").Text(), "!Freight")
	w.ExpectQuiet()
}

// The card to prepare with says what is known of a rich lead, and of a bare one how to find out.
func TestTheCardToPrepareWith(t *testing.T) {
	w := begin(t, options{at: nine})
	has(w.ana, `"Acme / Jane Doe" jane@acme.example tz:Europe/London #logistics €42k cadence:warm-21`, "Beta")
	w.ana.Command("/followup value").Expect("empty").Button("Add one…").Click()
	w.ana.ExpectModal("Add to the library").Fill("What it is called", "Freight case study").Fill("Link", "https://ana.example/freight").Submit().ExpectClosed()
	w.ana.Command(`/followup log jane call connected "board meets 14 May; hook: runs marathons; ask: who signs?" next call fri 14:00 !`).Expect("Fri 15 May")
	w.berlin("2026-05-12 11:30")
	w.ana.Command("/followup prep jane")
	prep := w.ana.ExpectModal("Before you reach out")
	says(t, prep.Text(), "Acme · Jane Doe · €42,000", "🎯 Call Fri 15 May 14:00, promised", "Last: Tue 12 May call, interested", "They said: “board meets 14 May",
		"Ask: who signs?", "We promised: recap", "🕐 10:30 there (London, 1 h behind) · a good time to call, until 12:00", "📞 attempt", "Hook: runs marathons",
		"🎁 Give: Freight case study", "https://ana.example/freight", "!They owe us")
	prep.Button("Edit details…").Click()
	details := w.ana.ExpectModal("Edit details")
	if hook := details.Value("Personal hook"); hook != "runs marathons" {
		t.Errorf("the hook is %q", hook)
	}
	details.Fill("Personal hook", "sails").Fill("They owe us", "the list of users").Submit().ExpectClosed()
	says(t, w.ana.ExpectEphemeral("details edited").Text(), "Personal hook: runs marathons → sails")
	w.ana.Command("/followup lead jane").Expect("[Prepare]").Button("Prepare").Click()
	prep = w.ana.ExpectModal("Before you reach out")
	says(t, prep.Text(), "Hook: sails", "They owe us: the list of users")
	prep.Close()

	w.ana.Command("/followup prep beta")
	prep = w.ana.ExpectModal("Before you reach out")
	says(t, prep.Text(), "Last: no touch yet", "Ask: nothing noted. Write “ask: who signs?”", "Hook: none yet. Write “hook: runs marathons”", "your time, assumed",
		"!They said", "!We promised", "!owe us", "🎁 Give: Freight case study")
	prep.Button("Log a touch").Click()
	w.ana.ExpectModal("Log a touch").Close()
	w.ExpectQuiet()
}
