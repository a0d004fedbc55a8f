package e2e

import (
	"strings"
	"testing"
)

func TestANewcomerIsWelcomedWithThreeButtons(t *testing.T) {
	w := begin(t, options{})
	welcome := w.ana.Command("/followup").Expect("Hi Ana, I'm Followup")
	says(t, welcome.Text(), "08:30", "Berlin time", "[Log a touch]", "[Add a lead]", "[What can I do?]")
	welcome.Button("What can I do?").Click()
	w.ana.ExpectEphemeral("/followup log acme call noanswer")
	welcome.Button("Add a lead").Click()
	form := w.ana.ExpectModal("Add a lead")
	form.Fill("Name", "Acme").Submit().ExpectClosed()
	says(t, w.ana.ExpectEphemeral("✅ Acme · added").Text(), "Tue 12 May, your time (Berlin)", "[Undo]")
	w.ana.Command("/followup help").Expect("/followup park acme 3m")
	w.ana.Command("/followup help dates").Expect("03/04")
	w.ExpectQuiet()
}

func TestTheAddFormTakesEverythingAboutALead(t *testing.T) {
	w := begin(t, options{})
	w.ana.Command("/followup add")
	form := w.ana.ExpectModal("Add a lead")
	form.Fill("Name", "Jane Doe").Fill("Company", "Acme").Fill("E-mail", "jane@acme.example").Fill("Phone", "+49 30 1234567").
		Fill("Deal value", "lots").Fill("LinkedIn", "linkedin.example/jane").Fill("Role", "CFO").Fill("Time zone", "Mars/Base").
		Choose("Prefers", "Email").Fill("Best reached from", "16:00").Fill("Best reached until", "14:00").
		Fill("Where from", "fair").Fill("Tags", "q2, dach").Fill("First touch on", "2026-05-15").Choose("By", "Call")
	form.Submit().ExpectError("Deal value", "lots")
	form.Submit().ExpectError("Time zone", "Mars/Base")
	form.Submit().ExpectError("Best reached until", "end before they begin")
	form.Fill("Deal value", "€42k").Fill("Time zone", "America/New_York").Fill("Best reached from", "09:00").Submit().ExpectClosed()
	w.ana.ExpectEphemeral("next: call Fri 15 May, your time (Berlin)")
	says(t, card(w.ana, "jane"), "Acme · Jane Doe · €42,000", "Next: call Fri 15 May", "CFO", "jane@acme.example", "+49 30 1234567",
		"linkedin.example/jane", "New York, 6 h behind", "best 09:00–14:00", "prefers email", "owner: you", "from fair", "q2, dach")
	w.ExpectQuiet()
}

func TestAKnownContactIsShownWithOwnerAndDateBeforeAnythingIsAdded(t *testing.T) {
	w := begin(t, options{})
	has(w.max, `"Acme / Jane Doe" jane@acme.example +49 30 1234567`)
	w.max.Command(`/followup log jane call noanswer "secret"`).Expect("no answer")
	question := w.ana.Command("/followup add Jane JANE@ACME.example").Expect("known already")
	says(t, question.Text(), "Max Weber's", "last: Tue 12 May", "[Add it anyway]", "!secret", "![Open lead]")
	w.ana.Command("/followup lead jane").Expect("I know no lead")
	question.Button("Add it anyway").Click()
	question.ExpectUpdate("✅ Jane · added")

	w.ana.Command("/followup add")
	form := w.ana.ExpectModal("Add a lead")
	again := form.Fill("Name", "J. Doe").Fill("Phone", "030/1234567").Fill("Phone", "0049 30 123 45 67").Submit().ExpectUpdated("Add a lead")
	says(t, again.Text(), "known already", "Max Weber's", "Tue 12 May")
	again.Close()
	w.ana.Command("/followup lead doe").Expect("I know no lead")
	w.ExpectQuiet()
}

func TestTheCardShowsFiveTouchesAndPagesTheHistory(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, "Acme €12k")
	for range 12 {
		w.ana.Command("/followup log acme call noanswer").Expect("no answer")
	}
	shown := w.ana.Command("/followup lead acme").Expect("Acme · €12,000")
	says(t, shown.Text(), "no answer (attempt 12)", "no answer (attempt 8)", "!attempt 7", "owner: you · 12 touches so far", "[Log a touch]", "[Park…]", "[Move…]")
	shown.Button("Whole history").Click()
	modal := w.ana.ExpectModal("Lead")
	says(t, modal.Text(), "page 1 of 2", "attempt 3", "!added")
	modal.Click("Older →").ExpectText("page 2 of 2")
	says(t, modal.Text(), "added", "attempt 2")
	modal.Click("← Newer").ExpectText("page 1 of 2")
	modal.Click("Move…")
	move := w.ana.ExpectModal("Another date")
	move.Fill("On", "2026-05-11").Submit().ExpectError("On", "Choose Tue 12 May or later")
	move.Fill("On", "2026-05-29").Fill("At", "11:00").Submit().ExpectClosed()
	says(t, w.ana.ExpectDM("moved to email Fri 29 May 11:00").Text(), "your time (Berlin)", "[Undo]")
	w.ExpectQuiet()
}

func TestAStrangersLeadStaysHidden(t *testing.T) {
	w := begin(t, options{})
	has(w.max, "Acme")
	for _, typed := range []string{"lead acme", "move acme fri", "won acme", "park acme 3m", "snooze acme tmr", "reply acme", "dnc acme", "lost acme"} {
		w.ana.Command("/followup " + typed).Expect("I know no lead called “acme”")
	}
	w.ana.Command("/followup log acme call noanswer") // a new lead for her
	form := w.ana.ExpectModal("Log a touch")
	offered := form.TypeAhead("Lead", "acme")
	if len(offered) != 1 {
		t.Errorf("offered: %q", offered)
	}
	form.Close()
	w.ExpectQuiet()
}

func TestATeammateLooksAndLogsButDecidesNothing(t *testing.T) {
	w := begin(t, options{at: nine})
	w.sales("max", "ana", "priya", "max")
	has(w.ana, "Acme")
	says(t, w.priya.Command("/followup lead acme").Text(), "owner: Ana Ruiz", "[Log a touch]", "![Park…]", "![Move…]")
	for _, typed := range []string{"move acme fri", "won acme", "park acme 3m", "snooze acme tmr", "dnc acme", "lost acme"} {
		answer := w.priya.Command("/followup " + typed).Expect("Acme belongs to Ana Ruiz")
		says(t, answer.Text(), typed)
	}
	says(t, onTheirs(w.priya, "log acme call noanswer", "Ana Ruiz").Text(), "Ana Ruiz's lead, and they are told")
	note := w.ana.ExpectDM("Priya Nair logged a touch on your lead")
	note.Button("Open lead").Click()
	says(t, w.ana.ExpectModal("Lead").Text(), "no answer", "— Priya Nair")
	says(t, onTheirs(w.max, "move acme tue", "Ana Ruiz").Text(), "Tue 19 May, Ana's time (Berlin)") // the manager may
	w.ExpectQuiet()
}

func TestDoNotContactHolds(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, "Acme jane@acme.example")
	receipt := w.ana.Command(`/followup dnc acme "asked by mail"`).Expect("never to be contacted again")
	for _, typed := range []string{"log acme call noanswer", "move acme fri", "park acme 3m", "snooze acme tmr", "reply acme", "won acme"} {
		says(t, w.ana.Command("/followup "+typed).Text(), "asked not to be contacted", typed)
	}
	w.berlin("2026-05-14 09:00")
	refusal := w.ana.Command("/followup add Jane JANE@acme.example").Expect("Acme has this e-mail or phone and asked on Tue 12 May not to be contacted")
	says(t, refusal.Text(), "I added nothing", "add Jane JANE@acme.example", "![Add it anyway]")
	w.max.Command("/followup add Jane jane@acme.example").Expect("Acme, Ana Ruiz's lead, has this e-mail or phone and asked on Tue 12 May")
	w.max.Command("/followup add")
	form := w.max.ExpectModal("Add a lead")
	form.Fill("Name", "Jane").Fill("E-mail", "jane@acme.example").Submit().ExpectError("E-mail", "asked on Tue 12 May not to be contacted")
	form.Close()
	w.max.Command("/followup lead jane").Expect("I know no lead")
	w.ana.Command("/followup log acme").Expect("asked not to be contacted") // no form for what can't be stored
	receipt.Button("Undo").Click()
	receipt.ExpectUpdate("as before")
	w.ExpectQuiet()
}

func TestClosedLeadsAreRefusedAndReopenedByALog(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, "Acme €12k")
	says(t, w.ana.Command("/followup won acme €15k").Text(), "🎉 Acme · won · €15,000", "[Undo]")
	for _, typed := range []string{"move acme fri", "snooze acme tmr"} {
		says(t, w.ana.Command("/followup "+typed).Text(), "Acme is closed (won)", typed)
	}
	w.ana.Command("/followup log acme call noanswer").Expect("next: call Fri 15 May")
	says(t, card(w.ana, "acme"), "Next: call Fri 15 May", "€15,000")
	w.ExpectQuiet()
}

func TestATeammatesLeadIsShownBeforeAnythingIsWritten(t *testing.T) {
	w := begin(t, options{at: nine})
	w.sales("max", "ana", "priya", "max")
	has(w.ana, "Acme")
	w.ana.Command("/followup log acme call noanswer next 1 june").Expect("Tue 2 Jun") // calls avoid Mondays
	for typed, done := range map[string]string{
		`log acme email sent "the case study" next fri`: "email sent · next: email Fri 15 May",
		"reply acme":                "they replied",
		`park acme 3m "frozen"`:     "parked until Wed 12 Aug, Ana's time (Berlin) · frozen",
		"snooze acme 3 june":        "snoozed until Wed 3 Jun",
		"move acme fri 09:00":       "moved to call Fri 15 May 09:00",
		"won acme €15k":             "won · €15,000",
		`lost acme "too dear"`:      "closed as lost · too dear",
		`dnc acme "asked by phone"`: "never to be contacted again · asked by phone",
	} {
		before := card(w.ana, "acme")
		question := w.max.Command("/followup " + typed).Expect("Acme is Ana Ruiz's lead. Is that the one you mean?") // he manages the team
		says(t, question.Text(), "Acme — Ana Ruiz · last: Tue 12 May call, no answer", "[This one]", "[Add as a new lead]")
		if after := card(w.ana, "acme"); after != before {
			t.Fatalf("%s: before:\n%s\nafter:\n%s", typed, before, after)
		}
		question.Button("This one").Click()
		question.ExpectUpdate(done)
		if strings.HasPrefix(typed, "log") || strings.HasPrefix(typed, "reply") {
			w.ana.ExpectDM("Max Weber logged a touch on your lead")
		}
		question.Button("Undo").Click()
		question.ExpectUpdate("taken back")
	}
	w.wantNumber(8, eventsOf, "undone")
	w.ExpectQuiet()
}

func TestATouchMeantForANewLeadIsNotLostAtTheQuestion(t *testing.T) {
	w := begin(t, options{})
	w.sales("max", "ana", "priya", "max")
	has(w.ana, "Acme")
	question := w.priya.Command(`/followup log acme call noanswer "rang twice"`).Expect("Ana Ruiz's lead")
	question.Button("Add as a new lead").Click()
	form := w.priya.ExpectModal("Log a touch")
	if form.Value("How") != "Call" || form.Value("What came of it") != "No answer" || form.Value("Note") != "rang twice" {
		t.Errorf("the form forgot the touch:\n%s", form.Text())
	}
	form.Submit().ExpectClosed()
	w.priya.ExpectEphemeral("✅ acme · no answer")
	w.ExpectQuiet()
}
