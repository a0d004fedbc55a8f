package e2e

import "testing"

func TestARepLogsATouchInOneLine(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, `"Acme / Jane Doe" jane@acme.example €12k`)
	for _, line := range []struct{ typed, says string }{
		{`log acme call noanswer`, "no answer · next: call Fri 15 May, your time (Berlin)"},
		{`log "Acme / Jane" vm 2m`, "voicemail (attempt 2), 2 minutes · next: call Fri 15 May, your time (Berlin)"},
		{`log jane call connected "wants pricing, board 14 May" next call fri 14:00 !`, "call, interested · next: call Fri 15 May 14:00, your time (Berlin), promised"},
		{`log acme email sent val:case-study next +3bd`, "email sent · gave: case-study · next: email Mon 18 May, your time (Berlin)"},
		{`log acme li sent next 2w`, "LinkedIn sent · next: LinkedIn Tue 26 May, your time (Berlin)"},
		{`log acme c busy next e tmr`, "busy · next: email Wed 13 May, your time (Berlin)"},
		{`log acme m met "all fine" next sat`, "next: meeting Mon 18 May, your time (Berlin)"},
		{`reply acme "call me" next wed !`, "they replied · next: email Wed 13 May, your time (Berlin), promised"},
		{`log acme call callback next sat 10:00 !`, "next: call Sat 16 May 10:00, your time (Berlin), promised"},
	} {
		receipt := w.ana.Command("/followup " + line.typed).Expect("Acme · Jane Doe")
		says(t, receipt.Text(), line.says, "[Undo]")
	}
	w.ExpectQuiet()
}

func TestAPlannedDateOnADayOffIsMovedAndAPromiseIsNot(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, "Acme")
	says(t, w.ana.Command("/followup log acme call noanswer next sat").Text(), "Mon 18 May", "Sat 16 May → Mon 18 May", "working day")
	says(t, w.ana.Command("/followup log acme call callback next sat !").Text(), "Sat 16 May", "promised", "day off")
	w.ExpectQuiet()
}

func TestDatesAreReadAsTheyAreSaid(t *testing.T) {
	w := begin(t, options{})
	for typed, day := range map[string]string{
		"tmr": "Wed 13 May", "fri": "Fri 15 May", "tue": "Tue 19 May", "fri 14:00": "Fri 15 May 14:00", "+3d": "Fri 15 May", "+3bd": "Mon 18 May", // over Ascension Day
		"2w": "Tue 26 May", "3m": "Wed 12 Aug", "14 May": "Fri 15 May", "14.5.": "Fri 15 May", "2026-05-14": "Fri 15 May",
		"today": "Tue 12 May", "11 may": "Tue 11 May 2027",
	} {
		lead := "By " + typed
		has(w.ana, lead)
		w.ana.Command(`/followup move "` + lead + `" 1 june`).Expect("moved to") // wherever it was: not where it goes next
		says(t, w.ana.Command(`/followup move "`+lead+`" `+typed).Text(), "moved to", day+", your time (Berlin)", "[Undo]")
	}
	w.ExpectQuiet()
}

func TestAnAmbiguousDateIsAskedWithTwoButtons(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, "Acme")
	question := w.ana.Command("/followup move acme 03/06").Expect("more than one way")
	says(t, question.Text(), "move acme 03/06", "[Wed 3 Jun 2026]", "[Sat 6 Mar 2027]")
	question.Button("Wed 3 Jun 2026").Click()
	question.ExpectUpdate("moved to Wed 3 Jun, your time (Berlin)")
	says(t, card(w.ana, "acme"), "Wed 3 Jun")
	w.ExpectQuiet()
}

func TestWhatCannotBeReadComesBackAndChangesNothing(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, "Acme")
	before := card(w.ana, "acme")
	for typed, why := range map[string]string{
		"move acme 2026-05-11":               "past",
		"log acme call noanswer next 1.1.26": "past",
		"park acme 2020-01-01":               "past",
		"move acme 31 april":                 "no such date",
		"move acme someday":                  "someday",
		"log acme call noanswer at:tmr":      "not happened",
		"won acme €1,20,0":                   "more than one way",
		"won acme 12k":                       "currency",
		"log acme call bounced":              "channel",
		`park acme 3m "budget frozen`:        "quote",
		"frobnicate acme":                    "frobnicate",
		"lgo acme call noanswer":             "log",
		"move acme fri 25:00":                "time",
		"move acme tmr fri":                  "one too many",
		"add Beta tz:Mars/Olympus":           "time zone",
		"add Beta jane@acme":                 "e-mail",
		"snooze nobody tmr":                  "nobody",
		"lead nobody":                        "nobody",
	} {
		answer := w.ana.Command("/followup " + typed).Text()
		says(t, answer, why, typed)
	}
	if after := card(w.ana, "acme"); after != before {
		t.Fatalf("before:\n%s\nafter:\n%s", before, after)
	}
	w.ExpectQuiet()
}

func TestAMistypedVerbIsOfferedCorrected(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, "Acme")
	question := w.ana.Command("/followup lgo acme call noanswer").Expect("log")
	question.Button("log acme call noanswer").Click()
	question.ExpectUpdate("next: call Fri 15 May, your time (Berlin)")
	w.ExpectQuiet()
}

func TestALineWithoutAnOutcomeOpensTheFormWithTheRest(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, `"Acme / Jane Doe" jane@acme.example`)
	w.ana.Command(`/followup log acme call "wants pricing" 12m val:case-study next e fri 14:00 !`)
	form := w.ana.ExpectModal("Log a touch")
	says(t, form.Text(), "Acme · Jane Doe")
	for label, holds := range map[string]string{
		"How": "Call", "Note": "wants pricing", "Minutes": "12", "You gave them": "case-study",
	} {
		if got := form.Value(label); got != holds {
			t.Errorf("%s: %q", label, got)
		}
	}
	form.Choose("What came of it", "Talked: interested").ExpectText("What's next")
	if form.Value("On") != "2026-05-15" || form.Value("At") != "14:00" || form.Value("By") != "Email" || form.Value("What's next") != "Promised to them" {
		t.Errorf("next: %s %s %s %s", form.Value("What's next"), form.Value("On"), form.Value("At"), form.Value("By"))
	}
	form.Submit().ExpectClosed()
	says(t, w.ana.ExpectEphemeral("Acme").Text(), "next: email Fri 15 May 14:00, your time (Berlin), promised", "[Undo]")
	says(t, card(w.ana, "acme"), "wants pricing")
	w.ExpectQuiet()
}

func TestFreeTextBehindAColonIsTheNoteOfTheForm(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, "Acme")
	w.ana.Command("/followup log acme: call back in two weeks, no answer before noon!")
	form := w.ana.ExpectModal("Log a touch")
	if note := form.Value("Note"); note != "call back in two weeks, no answer before noon!" {
		t.Errorf("the note is %q", note)
	}
	form.Choose("How", "Call").ExpectText("Minutes")
	form.Choose("What came of it", "Talked: call back later").ExpectText("What's next")
	form.Fill("On", "2026-05-26").Submit().ExpectClosed()
	says(t, w.ana.ExpectEphemeral("Tue 26 May, your time (Berlin), promised").Text(), "call back later", "[Undo]")
	w.ExpectQuiet()
}

func TestALineForAnUnknownLeadOpensTheFormForANewOne(t *testing.T) {
	w := begin(t, options{})
	w.ana.Command(`/followup log "Beta / Kim Lee" call noanswer`)
	form := w.ana.ExpectModal("Log a touch")
	if form.Value("How") != "Call" || form.Value("What came of it") != "No answer" {
		t.Errorf("the form forgot the touch:\n%s", form.Text())
	}
	form.Submit().ExpectClosed()
	says(t, w.ana.ExpectEphemeral("Beta").Text(), "no answer", "next: call Fri 15 May", "[Undo]")
	says(t, card(w.ana, "kim"), "Beta · Kim Lee")
	w.ExpectQuiet()
}

func TestANameOfSeveralLeadsIsAskedWithButtons(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, `"Acme / Jane Doe"`, `"Acme / Kim Lee"`)
	w.ana.Command("/followup log jane call noanswer next wed").Expect("Jane Doe")
	question := w.ana.Command("/followup log acme email sent next fri").Expect("Which lead")
	says(t, question.Text(), "Acme · Jane Doe — you · last: Tue 12 May call, no answer", "Acme · Kim Lee — you · no touch yet")
	question.Row("Kim Lee").Button("This one").Click()
	question.ExpectUpdate("email sent · next: email Fri 15 May")
	says(t, question.Text(), "Kim Lee", "[Undo]")

	for _, typed := range []string{"move acme fri", "snooze acme sat", "park acme 3m", "won acme €5k", "reply acme", "lead acme"} {
		ask := w.ana.Command("/followup " + typed).Expect("Which lead")
		ask.Row("Jane Doe").Button("This one").Click()
		ask.ExpectUpdate("Jane Doe")
		says(t, ask.Text(), "!Which lead")
	}
	w.ExpectQuiet()
}

func TestPhonesTypeSmartQuotesAndSlackWrapsAddresses(t *testing.T) {
	w := begin(t, options{})
	w.ana.Command(`/followup add “Beta GmbH / Kim O’Neill” kim@beta.example €1.200 src:fair #q2`).Expect("Beta GmbH · Kim O’Neill")
	says(t, card(w.ana, "“beta gmbh”"), "€1,200", "kim@beta.example", "fair", "q2", "!mailto")
	receipt := w.ana.Command(`/followup log beta call connected „wants pricing & <more>“ next fri !`).Expect("Fri 15 May")
	says(t, receipt.Text(), "promised")
	says(t, card(w.ana, "beta"), "wants pricing & <more>")
	w.ExpectQuiet()
}

func TestTheQuestionSaysHowManyMoreThereAre(t *testing.T) {
	w := begin(t, options{})
	hasMany(w.ana, 12)
	question := w.ana.Command("/followup log lead call noanswer").Expect("Which lead")
	says(t, question.Text(), "Lead 08", "!Lead 09", "+4 more — type more of the name")
	says(t, w.ana.Command("/followup log \"lead 0\" call noanswer").Text(), "Lead 08", "+1 more")
	w.ExpectQuiet()
}

func TestAMisspeltNameIsAskedAbout(t *testing.T) {
	w := begin(t, options{})
	w.sales("max", "ana", "priya", "max")
	has(w.ana, `"Globex / Jürgen Müller"`)
	alike := w.priya.Command("/followup add Glober").Expect("nearly the same name")
	alike.Button("Add it anyway").Click()
	alike.ExpectUpdate("✅ Glober · added")
	question := w.ana.Command(`/followup log glbex call noanswer "rang twice"`).Expect("I know no lead called “glbex”. Did you mean one of these?")
	says(t, question.Text(), "Globex · Jürgen Müller — you · no touch yet  [This one]\nGlober — Priya Nair · no touch yet  [This one]")
	question.Row("Globex").Button("This one").Click()
	question.ExpectUpdate("✅ Globex · Jürgen Müller · no answer · next: call Fri 15 May")
	says(t, card(w.ana, "globex"), "rang twice")
	for _, line := range []struct{ typed, done string }{
		{"move Jurgen Muller tue", "moved to call Tue 19 May"},
		{"lead mueler", "LAST TOUCHES"},
		{"won “globx / müller” €5k", "won · €5,000"},
	} {
		ask := w.ana.Command("/followup " + line.typed).Expect("Did you mean Globex · Jürgen Müller?")
		ask.Button("This one").Click()
		ask.ExpectUpdate(line.done)
	}

	isNew := w.priya.Command(`/followup log Gobler email sent "case study" next fri`).Expect("Did you mean Glober?")
	isNew.Button("Add as a new lead").Click()
	form := w.priya.ExpectModal("Log a touch")
	form.Submit().ExpectClosed()
	says(t, w.priya.ExpectEphemeral("✅ Gobler").Text(), "email sent · next: email Fri 15 May")
	w.ExpectQuiet()
}
