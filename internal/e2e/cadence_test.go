package e2e

import (
	"fmt"
	"testing"
)

// A lead goes through warm-21 to its last step, each on its day: an Ascension Day, a Whit Monday, a Sunday and a Monday lie on the way. Nobody
// answers the break-up, so it rests, a quarter at a time, until a signal brings it back.
func TestALeadGoesThroughWarm21ToItsLastStep(t *testing.T) {
	w := begin(t, options{at: nine}) // Tuesday 12 May 2026
	receipt := w.ana.Command(`/followup add "Acme / Jane Doe" jane@acme.example +49301234567 €20k cadence:warm-21`).Expect("added")
	says(t, receipt.Text(), "next: call 1 of 8, Tue 12 May", "why: next in its cadence warm-21", "attempt 1: no voicemail")
	says(t, standing(w.ana, "acme"), "warm-21: call 1 of 8 · First contact: clarify the need", "attempt 1: no voicemail")
	says(t, w.ana.Command("/followup log acme call noanswer").Text(), "next: email 2 of 8, Tue 12 May")
	says(t, w.ana.Command("/followup log acme email sent").Text(), "next: call 3 of 8, Fri 15 May", "day off for Ascension Day", "attempt 2: leave a voicemail")
	for _, day := range []struct{ on, shows, more, log, next, why string }{
		{
			"2026-05-15", "call 3 of 8 · Recall: follow-up questions", "attempt 2: leave a voicemail",
			"vm", "next: email 4 of 8, Mon 18 May", "Sun 17 May → Mon 18 May: moved to a working day",
		},
		{
			"2026-05-18", "email 4 of 8 · Added value: fitting case study", "under 30 words, with one clear question (Cadence Guide)",
			"email sent", "next: call 5 of 8, Thu 21 May", "attempt 3: no voicemail",
		},
		{
			"2026-05-21", "call 5 of 8 · Recall: offer a concrete proposal · ⭐ deals are won here", "attempt 3: no voicemail",
			"call noanswer", "next: email 6 of 8, Tue 26 May", "day off for Whit Monday (Germany)",
		},
		{
			"2026-05-26", "email 6 of 8 · Impulse: relevant industry trigger · ⭐ deals are won here", "why: next in its cadence warm-21",
			"email sent", "next: call 7 of 8, Tue 2 Jun", "Mon 1 Jun → Tue 2 Jun: calls avoid Mondays",
		},
		{
			"2026-06-02", "call 7 of 8 · Recall: prompt a decision · ⭐ deals are won here", "attempt 4: leave a voicemail",
			"vm", "next: email 8 of 8, Mon 8 Jun", "Sun 7 Jun → Mon 8 Jun",
		},
		{
			"2026-06-08", "email 8 of 8 · Closing loop: friendly break-up email", "✍️ make it personal (Cadence Guide)",
			"email sent", "waiting for an answer to the break-up until Wed 17 Jun", "7 working days to answer the break-up",
		},
	} {
		w.berlin(day.on + " 10:30")
		says(t, w.ana.ExpectDM("1 to do").Text(), day.shows, day.more)
		says(t, w.ana.Command("/followup log acme "+day.log).Text(), day.next, day.why)
	}
	says(t, standing(w.ana, "acme"), "warm-21: no step is left")
	w.berlin("2026-06-16 10:30")
	says(t, w.ana.Command("/followup due").Text(), "Nothing is due today", "!Acme")
	w.berlin("2026-06-17 10:30") // silence is told with the next list, and nothing is due
	says(t, w.ana.Command("/followup due").Text(), "resting now: Acme · Jane Doe – no answer to the break-up, back Thu 17 Sep", "[Keep working]")
	says(t, card(w.ana, "acme"), "Parked until Thu 17 Sep", "no answer to the break-up by Wed 17 Jun; nothing heard, so a sign of life every quarter")
	for _, quarter := range []struct{ on, next string }{{"2026-09-17", "Thu 17 Dec"}, {"2026-12-17", "Wed 17 Mar"}} {
		w.berlin(quarter.on + " 10:30")
		says(t, w.ana.ExpectDM("1 to do").Text(), "WAKING UP", "Acme · Jane Doe")
		says(t, w.ana.Command("/followup log acme email sent").Text(), "parked until "+quarter.next, "no answer, so again in 3 months")
	}
	w.berlin("2027-01-12 10:30")
	back := w.ana.Command(`/followup signal acme role-change "new head of sales"`).Expect("Acme · Jane Doe")
	says(t, back.Text(), "next:", "Tue 12 Jan", "[Start ")
	says(t, w.ana.Command("/followup due").Text(), "Acme · Jane Doe", "new head of sales", "was parked until Wed 17 Mar")
	w.ExpectQuiet()
}

func TestACadenceIsSuggestedAndTakenWithOneTap(t *testing.T) {
	w := begin(t, options{at: nine})
	has(w.ana, `"Acme / Jane Doe" jane@acme.example +49301234567 €60k`)
	offer := w.ana.Command("/followup cadence acme").Expect("For Acme · Jane Doe I suggest")
	says(t, offer.Text(), "large", "deal value €60,000")
	offer.Button("Start").Click()
	taken := offer.ExpectUpdate("started")
	says(t, taken.Text(), "1 of", "[Undo]")
	says(t, w.ana.Command("/followup cadence start post-call for acme").Text(), "Acme · Jane Doe runs on", "large (step 1 of", "[Its cadence…]")
	says(t, w.ana.Command("/followup cadence switch acme warm-21 small").Text(), "switched to warm-21 small from", "1 of 8")
	says(t, w.ana.Command("/followup cadence restart acme").Text(), "warm-21 small started")
	says(t, w.ana.Command("/followup stop acme").Text(), "warm-21 small ended")
	says(t, w.ana.Command("/followup stop acme").Text(), "runs on no cadence", "[Start a cadence…]")
	says(t, w.ana.Command("/followup cadence restart acme").Text(), "runs on no cadence")
	says(t, w.ana.Command("/followup undo").Text(), "taken back: the end of the cadence", "as before")
	says(t, standing(w.ana, "acme"), "warm-21 small")
	w.ExpectQuiet()
}

func TestACadenceThatIsNotThereIsAskedAbout(t *testing.T) {
	w := begin(t, options{at: nine})
	has(w.ana, "Acme +49301234567")
	wrong := w.ana.Command("/followup cadence warm-12 acme").Expect("There is no cadence “warm-12”")
	says(t, wrong.Text(), "b2b-21", "long-haul")
	wrong.Button("cadence warm-21 acme").Click()
	wrong.ExpectUpdate("warm-21 started")
	says(t, w.ana.Command("/followup cadence show warm-99").Text(), "There is no cadence “warm-99”")
	says(t, w.sam.Command("/followup cadence migrate warm-99").Text(), "There is no cadence “warm-99”")
	says(t, w.ana.Command("/followup add Beta cadence:nope").Text(), "There is no cadence “nope”")
	says(t, w.ana.Command("/followup cadence pause").Text(), "Which lead", "/followup cadence pause acme")
	w.ExpectQuiet()
}

func TestTwoManagersTakeTheSameLeadsAlong(t *testing.T) {
	w := begin(t, options{at: nine})
	w.join(options{})
	w.sales("max", "ana", "max")
	has(w.ana, "Acme +49301234567 cadence:warm-21", "Beta +49301234568 cadence:warm-21")
	w.sam.Command("/followup cadence edit warm-21")
	w.sam.ExpectModal("Steps of a cadence").Fill("Steps, one a line", ourSteps).Submit().ExpectClosed()
	w.sam.ExpectEphemeral("warm-21 is saved")
	w.sam.Command("/followup cadence migrate WARM-21")
	his := w.sam.ExpectModal("Take leads along").ExpectText("2 leads run on an older version")
	w.max.Command("/followup cadence migrate warm-21")
	w.max.ExpectModal("Take leads along").ExpectText("2 leads run on an older version").Submit().ExpectClosed()
	w.max.ExpectEphemeral("2 leads taken along")
	his.Submit().ExpectUpdated("Take leads along").ExpectText("Nobody runs on an older version of warm-21")
	w.ExpectQuiet()
}

func TestTheListAndThePageOfACadence(t *testing.T) {
	w := begin(t, options{at: nine})
	has(w.ana, "Acme +49301234567 cadence:warm-21")
	list := w.ana.Command("/followup cadence").Expect("You have 6 cadences")
	says(t, list.Text(), "warm-21", "8 touches in 21 days · 1 lead on it", "cold-12", "!New cadence") // who decides nothing can't
	list.Row("warm-21").Button("Show").Click()
	page := w.ana.ExpectEphemeral("First contact")
	says(t, page.Text(), "D16", "+4", "Recall: prompt a decision ⭐", "👋", "✍️")
	page.Select("Form", "Large: deals from 50,000")
	page.ExpectUpdate("warm-21 large")
	w.ana.Say("cadence warm-21 small")
	says(t, w.ana.ExpectDM("warm-21 small").Text(), "8 touches in 14 days")
	w.ExpectQuiet()
}

func TestAPauseHasADateAndGoesOnByItself(t *testing.T) {
	w := begin(t, options{at: nine})
	w.ana.Command(`/followup add "Acme / Jane Doe" jane@acme.example +49301234567 cadence:warm-21`).Expect("added")
	w.ana.Command("/followup log acme call noanswer").Expect("email 2 of 8")
	w.ana.Command("/followup log acme email sent").Expect("call 3 of 8, Fri 15 May")
	paused := w.ana.Command(`/followup cadence pause acme until 20 may "on holiday"`).Expect("warm-21 paused until Wed 20 May")
	says(t, paused.Text(), "on holiday", "call 3 of 8, Fri 22 May")
	says(t, standing(w.ana, "acme"), "warm-21 paused until Wed 20 May", "on holiday")
	says(t, w.ana.Command("/followup pause acme until 20 may").Text(), "paused already", "[Its cadence…]")
	w.berlin("2026-05-22 08:31")
	says(t, w.ana.ExpectDM("Acme").Text(), "call 3 of 8", "!warm-21 paused")
	says(t, w.ana.Command("/followup resume acme").Text(), "isn't paused")

	w.ana.Command("/followup pause acme").Expect("warm-21 paused")
	says(t, w.ana.Command("/followup resume acme").Text(), "warm-21 goes on", "call 3 of 8")
	w.ExpectQuiet()
}

func TestAStepThatCantBeMadeIsSkippedAndSaysWhy(t *testing.T) {
	w := begin(t, options{at: nine})
	w.ana.Command(`/followup add "Acme / Jane Doe" jane@acme.example +49301234567 cadence:warm-21`).Expect("added")
	w.ana.Command("/followup log acme call noanswer").Expect("email 2 of 8")
	says(t, w.ana.Command("/followup log acme email bounced").Text(), "that way doesn't reach them, so another one", "next: call 2 of 8")
	w.ana.Command("/followup log acme call noanswer").Expect("call 3 of 8")

	w.ana.Command("/followup cadence skip acme")
	form := w.ana.ExpectModal("Cadence of a lead")
	form.ExpectText("call 3 of 8").Fill("Why", "they have no time").Submit().ExpectClosed()
	skipped := w.ana.ExpectEphemeral("step of warm-21 skipped")
	says(t, skipped.Text(), "they have no time", "touch 4 passed over, because I know no way to reach them by email", "call 5 of 8")
	w.ExpectQuiet()
}

func TestTheFormOfALeadsCadence(t *testing.T) {
	w := begin(t, options{at: nine})
	has(w.ana, "Acme +49301234567 €5k", "Beta +49301234568")
	w.ana.Command("/followup cadence start")
	form := w.ana.ExpectModal("Cadence of a lead")
	form.Submit().ExpectError("Lead", "")
	form.TypeAhead("Lead", "acme")
	form.Pick("Lead", "Acme").ExpectText("Suggested:")
	form.Fill("Day 1 is", "2026-05-11").Submit().ExpectError("Day 1 is", "gone by")
	form.Fill("Day 1 is", "2026-05-18").Submit().ExpectClosed()
	says(t, w.ana.ExpectEphemeral("cold-12 small started").Text(), "Acme", "touch 2 passed over, because I know no way to reach them on LinkedIn")

	started := w.ana.Command("/followup lead acme").Expect("Acme")
	started.Overflow("Cadence…")
	w.ana.ExpectModal("Cadence of a lead").Choose("What to do", "Stop it").Submit().ExpectClosed()
	w.ana.ExpectEphemeral("ended")
	w.ExpectQuiet()
}

// Two clicks on one button, and the same line from two places, count once.
func TestTwoClicksStartOneCadence(t *testing.T) {
	w := begin(t, options{at: nine})
	has(w.ana, "Acme +49301234567")
	offer, again := w.ana.Command("/followup cadence acme").Expect("I suggest"), w.ana.Command("/followup cadence acme").Expect("I suggest")
	offer.Button("Start").Click()
	says(t, offer.ExpectUpdate("started").Text(), "touch 1 passed over, because I know no way to reach them", "call 4 of 8")
	again.Button("Start").Click()
	w.ana.ExpectEphemeral("you did that already")
	var began int
	check(t, w.db.GetContext(t.Context(), &began, `select count(*) from events where kind = 'cadence_began'`))
	if began != 1 {
		t.Errorf("the cadence began %d times", began)
	}
}

func TestACadenceEditedUnderThirtyRunningLeads(t *testing.T) {
	w := begin(t, options{at: nine})
	w.sales("sam", "ana", "sam")
	for i := range 30 {
		has(w.ana, fmt.Sprintf("\"Lead %02d\" jane@lead%d.example +4930123%04d cadence:warm-21", i+1, i, i))
	}
	w.ana.Command(`/followup log "Lead 01" call noanswer`).Expect("email 2 of 8")
	w.ana.Command("/followup cadence edit warm-21").Expect("an admin")
	w.sam.Command("/followup cadence edit warm-21")
	form := w.sam.ExpectModal("Steps of a cadence")
	form.ExpectText("30 leads on it keep their version")
	form.Fill("Steps, one a line", "D1 fax: Hello").Submit().ExpectError("Steps, one a line", "Line 1: I don't know the channel “fax”")
	form.Fill("Steps, one a line", "D1 email: Hello | a thought [personal]").Submit()
	form.ExpectText("must be mended before I can save").ExpectText("D1 email: Hello | a thought")
	form.Fill("Steps, one a line", ourSteps).Submit().ExpectClosed()
	saved := w.sam.ExpectEphemeral("warm-21 is saved, version 2")
	says(t, saved.Text(), "30 leads keep the version they began with.")
	says(t, standing(w.ana, "lead 01"), "email 2 of 8")
	says(t, w.ana.Command("/followup add Gamma g@acme.example +49301999 cadence:warm-21").Text(), "1 of 6")

	saved.Button("Migrate 30 leads…").Click()
	before := w.sam.ExpectModal("Take leads along")
	before.ExpectText("30 leads run on an older version of warm-21").ExpectText("Lead 01").ExpectText("touch 2 → 2")
	says(t, standing(w.ana, "lead 01"), "email 2 of 8") // nothing has moved
	before.Submit().ExpectClosed()
	moved := w.sam.ExpectEphemeral("30 leads taken along to the newest version")
	says(t, standing(w.ana, "lead 01"), "2 of 6")
	moved.Button("Undo").Click()
	moved.ExpectUpdate("30 leads are back on the versions they had")
	says(t, standing(w.ana, "lead 01"), "email 2 of 8")
	w.ExpectQuiet()
}

const ourSteps = `D1 call: First contact | clarify the need [personal]
D1 email: Follow-up | what we said [value]
D4 call: Recall | open points
D8 email: Added value | a case study [value]
D13 call: Recall | the proposal
D20 email: Closing loop | a friendly goodbye [personal, closing]`

func TestACadenceGoesOutAsTextAndComesBackChanged(t *testing.T) {
	w := begin(t, options{at: nine})
	text := w.sam.Command("/followup cadence export cold-12").Expect("cold-12 as text").Text()
	says(t, text, "key: cold-12", "goal: {en: \"Opening\"", "!put their texts together")
	w.sam.Command("/followup cadence export long-haul") // more than one message holds
	says(t, w.sam.ExpectEphemeral("It takes 2 messages: put their texts together").Text(), "key: long-haul")
	says(t, w.sam.ExpectEphemeral("Executive to executive").Text(), "!key: long-haul")
	w.sam.Say("cadence import\n```\n" + ourNine + "\n```")
	warned := w.sam.ExpectDM("2 things to look at")
	says(t, warned.Text(), "Mark it so")
	warned.Button("Save it all the same").Click()
	warned.ExpectUpdate("our-9 is saved, version 1")
	w.sam.Say("cadence import\nkey: our-9\nstep: 3")
	says(t, w.sam.ExpectDM("There is no “step” here").Text(), "Line 2")
	w.sam.Say("cadence copy cold-12 our-12")
	w.sam.ExpectDM("our-12 is saved, version 1")
	says(t, w.sam.Command("/followup cadence").Text(), "You have 8 cadences", "our-9", "our-12", "your own")
	for _, line := range []string{"copy cold-12 mine-1", "new", "new mine-1", "import", "import key: mine-1"} { // refused before she has filled in a form
		says(t, w.ana.Command("/followup cadence "+line).Text(), "an admin")
	}
	w.ExpectQuiet()
}

const ourNine = `key: our-9
steps:
  - {day: 1, channel: call, goal: Hello, content: a thought, value: true}
  - {day: 9, channel: email, goal: Goodbye, content: a thank-you, closing: true}`

func TestDaysOffAndTheHolidaysOfAnotherCountry(t *testing.T) {
	w := begin(t, options{at: nine})
	has(w.ana, "Acme")
	w.sam.Command("/followup settings")
	form := w.sam.ExpectModal("Your settings")
	form.ExpectText("Germany, as your time zone says")
	form.Fill("Days off for all", "someday party").Submit().ExpectError("Days off for all", "someday party")
	form.Fill("Days off for all", "20 May Summer party").Submit().ExpectClosed()
	w.sam.ExpectEphemeral("Saved")
	says(t, w.ana.Command("/followup log acme email sent next 20 may").Text(), "next: email Thu 21 May", "Summer party")
	w.ana.Command("/followup settings")
	w.ana.ExpectModal("Your settings").Choose("Public holidays", "No public holidays").Submit().ExpectClosed()
	w.ana.ExpectEphemeral("Saved")
	says(t, w.ana.Command("/followup log acme email sent next 14 may").Text(), "next: email Thu 14 May", "!day off")
	w.ExpectQuiet()
}
