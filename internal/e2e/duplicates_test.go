package e2e

import "testing"

func TestALeadThatSeemsKnownIsShownBeforeItIsAddedAgain(t *testing.T) {
	w := begin(t, options{})
	w.sales("max", "ana", "priya", "max")
	has(w.max, `"Acme Industries / Jane Doe" jane@acme.example`)
	w.max.Command(`/followup log jane call noanswer "secret"`).Expect("no answer")
	question := w.ana.Command(`/followup add "ACME Industires GmbH / Jane Doe"`).Expect("This lead may be known already")
	says(t, question.Text(), "Acme Industries · Jane Doe", "Max Weber's", "last: Tue 12 May", "nearly the same name", "[This one]", "[Add it anyway]", "!secret")
	question.Button("This one").Click()
	says(t, w.ana.ExpectModal("Lead").Text(), "jane@acme.example", "owner: Max Weber")
	question = w.ana.Command(`/followup add "Beta / Eva Berg" eva@acme.example`).Expect("same company's e-mail")
	question.Button("Add it anyway").Click()
	question.ExpectUpdate("✅ Beta · Eva Berg · added")
	w.ana.Command(`/followup add "Gamma / Bo Lee" bo@gmail.com`).Expect("added")
	w.ana.Command(`/followup add "Delta / Al Lee" al@gmail.com`).Expect("added") // anybody's mail says nothing
	w.ExpectQuiet()
}

func TestTheFormForANewLeadShowsWhoMayBeTheSame(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, `"Acme / Jane Doe"`)
	w.ana.Command("/followup add")
	form := w.ana.ExpectModal("Add a lead")
	again := form.Fill("Name", "Doe, Jane").Fill("Company", "acme gmbh").Submit().ExpectUpdated("Add a lead")
	says(t, again.Text(), "may be known already", "Acme · Jane Doe — yours", "same name", "[This one]")
	again.Click("This one")
	w.ana.ExpectModal("Lead").Close()
	w.ana.ExpectModal("Add a lead").Submit().ExpectClosed()
	w.ana.ExpectEphemeral("added")
	w.ExpectQuiet()
}

func TestATouchOfALeadThatIsKnownGoesToThatOne(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, `"Acme Industries / Jane Doe"`)
	w.ana.Command("/followup log jane call busy").Expect("busy")
	w.ana.Command("/followup log")
	form := w.ana.ExpectModal("Log a touch")
	form.TypeAhead("Lead", "Jain Doe")
	form.Pick("Lead", "New lead").ExpectText("Company")
	form.Fill("Name", "Jane Doe").Fill("Company", "Acme Industires").Choose("How", "Call").ExpectText("Minutes")
	form.Choose("What came of it", "No answer").ExpectText("Suggested")
	again := form.Fill("Note", "rang out").Submit().ExpectUpdated("Log a touch")
	says(t, again.Text(), "may be known already", "nearly the same name")
	again.Click("This one")
	again.ExpectText("Acme Industries · Jane Doe — last: Tue 12 May")
	again.Submit().ExpectClosed()
	says(t, w.ana.ExpectEphemeral("no answer").Text(), "Acme Industries · Jane Doe")
	says(t, card(w.ana, "jane"), "rang out")
	w.ExpectQuiet()
}

func TestAStrangersLeadIsNamedAndNotOpened(t *testing.T) {
	w := begin(t, options{})
	has(w.max, `"Acme / Jane Doe"`)
	question := w.ana.Command(`/followup add "Acme / Jane Doe"`).Expect("may be known already")
	says(t, question.Text(), "Max Weber's", "same name", "![This one]", "[Add it anyway]")
	question.Button("Add it anyway").Click()
	question.ExpectUpdate("added")
	w.max.Command("/followup dnc jane").Expect("never to be contacted again")
	w.ana.Command(`/followup add "ACME / jane doe" "again"`).Expect("Max Weber's lead, asked on Tue 12 May not to be contacted")
	w.ExpectQuiet()
}
