package e2e

import (
	"strings"
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/slacksim"
	"github.com/followup-bot/followup/internal/slacksim/simtest"
)

// homeOf opens a person's Home and waits for what it says.
func (w *world) homeOf(p *simtest.Person, contains string) *simtest.Home {
	w.t.Helper()
	p.OpenHome()
	return p.ExpectHome(contains)
}

// homeWithout waits until Home says something no more.
func (w *world) homeWithout(home *simtest.Home, words string) {
	w.t.Helper()
	w.until("Home without "+words, func() bool { return !strings.Contains(home.Text(), words) })
}

func TestHomeShowsTheDayAndAPressLeavesItsReceiptThere(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, "Aaa", "Bbb")
	w.ana.Command(`/followup park Bbb 10d "frozen"`).Expect("parked")
	home := w.homeOf(w.ana, "1 to do")
	says(t, home.Text(), "1/2", "Aaa", "✅ Bbb · parked until Fri 22 May · frozen", "PARKED, WAKING BY Thu 11 Jun", "Fri 22 May · Bbb · frozen",
		"Your morning list comes at 08:30, Berlin time", "Today's comes at 08:30.", "!YOU DID LAST")

	home.Row("Fri 22 May · Bbb").Button("Open lead").Click()
	w.ana.ExpectModal("Lead").ExpectText("frozen").Close()
	home.Row("Aaa").Overflow("No answer")
	w.ana.ExpectHome("✅ Aaa · no answer")
	says(t, home.Text(), "2/2", "That was the last one")
	home.Row("✅ Aaa").Button("Undo").Click()
	w.ana.ExpectHome("1/2")
	home.Row("Bbb · parked until").Button("Undo").Click()
	w.ana.ExpectHome("2 to do")
	says(t, home.Text(), "0/2", "!WAKING BY", "YOU DID LAST, 07:00", "Bbb · added")
	w.wantQuickAcks()
	w.ExpectQuiet() // nothing of this was a message
}

func TestAFormThatBeganOnHomeAnswersThere(t *testing.T) {
	w := begin(t, options{})
	home := w.homeOf(w.ana, "Hi Ana")
	home.Button("Add a lead").Click()
	w.ana.ExpectModal("Add a lead").Fill("Name", "Acme").Submit().ExpectClosed()
	w.ana.ExpectHome("Acme · added")

	home.Row("touch 1").Button("Done…").Click()
	form := w.ana.ExpectModal("Log a touch").Choose("How", "Call").ExpectText("Minutes")
	form.Choose("What came of it", "No answer").ExpectText("Suggested").Submit().ExpectClosed()
	w.ana.ExpectHome("✅ Acme · no answer")

	home.Button("Log a touch").Click()
	form = w.ana.ExpectModal("Log a touch")
	form.TypeAhead("Lead", "acme")
	form.Pick("Lead", "Acme").Choose("How", "Email").ExpectText("How: <Email>").Choose("What came of it", "Sent").ExpectText("Suggested").Submit().ExpectClosed()
	w.ana.ExpectHome("✅ Acme · no answer · email sent")

	home.Button("Park a lead…").Click()
	form = w.ana.ExpectModal("Park a lead")
	form.TypeAhead("Lead", "acme")
	form.Pick("Lead", "Acme").Fill("Why", "frozen").Submit().ExpectClosed()
	w.ana.ExpectHome("✅ Acme · no answer · email sent · parked until")

	home.Button("Change").Click()
	w.ana.ExpectModal("Your settings").Fill("Morning list at", "09:15").Submit().ExpectClosed()
	w.ana.ExpectHome("Your morning list comes at 09:15")

	home.Button("Help").Click()
	w.ana.ExpectModal("Followup").ExpectText("/followup log").Close()
	w.wantQuickAcks()
	w.ExpectQuiet()
}

func TestHomeIsKeptTrueWhoeverChangesIt(t *testing.T) {
	w := begin(t, options{at: nine})
	w.join(options{})
	w.sales("sam", "ana", "max")
	has(w.ana, "Acme", "Beta")
	home := w.homeOf(w.ana, "2 to do")
	his := w.homeOf(w.max, "Hi Max")

	ask := w.max.Command("/followup log acme call noanswer").Expect("Ana Ruiz's lead")
	ask.Button("This one").Click()
	ask.ExpectUpdate("no answer")
	w.ana.ExpectDM("Max Weber logged a touch")
	w.ana.ExpectHome("✅ Acme · no answer")
	says(t, home.Text(), "by Max Weber", "1/2", "Beta")
	w.max.ExpectHome("YOU DID LAST") // whoever did it has its way back
	home.Row("✅ Acme").Button("Undo").Click()
	w.ana.ExpectHome("0/2")
	w.homeWithout(his, "YOU DID LAST")

	w.berlin("2026-05-13 07:30") // a new day
	w.ana.ExpectHome("Wed 13 May")
	says(t, home.Text(), "1 day overdue", "2 overdue", "Today's comes at 08:30.")
	w.berlin("2026-05-13 08:31")
	w.ana.ExpectDM("2 to do")
	w.ana.ExpectHome("Last one: today 08:31 ✓")
	w.max.ExpectHome("None today: nothing was due at 08:30.")

	w.berlin("2026-05-13 09:31")
	w.ExpectChannel("#sales", "2 leads overdue")
	w.ana.ExpectHome("2 to do")
	w.move(w.ana, "America/New_York")
	w.ana.ExpectHome("New York time")
	w.ExpectQuiet()
}

func TestHomeIsDrawnOverWhatNobodyKnowsOf(t *testing.T) {
	w := begin(t, options{lease: 2 * time.Second})
	has(w.ana, "Acme", "Beta", "Gamma")
	home := w.homeOf(w.ana, "3 to do")
	w.fault(slacksim.Fault{Kind: slacksim.FaultError, Method: "views.publish", Error: "hash_conflict"})
	home.Row("Acme").Overflow("No answer")
	w.ana.ExpectHome("1/3")
	w.fault(slacksim.Fault{Kind: slacksim.FaultLostAnswer, Method: "views.publish"})
	home.Row("✅ Acme").Button("Undo").Click()
	w.ana.ExpectHome("0/3")
	home.Row("Beta").Overflow("No answer") // the hash we know of is an old one
	w.ana.ExpectHome("✅ Beta · no answer")
	w.wantManners()
	w.ExpectQuiet()
}

func TestAPressOnAnOldHomeIsAnsweredThere(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, "Acme", "Beta")
	home := w.homeOf(w.ana, "2 to do")
	disarm := w.fault(slacksim.Fault{Kind: slacksim.FaultRateLimited, Method: "views.publish", RetryAfter: 2})
	w.ana.Command("/followup log acme call noanswer").Expect("no answer")
	home.Row("Acme").Overflow("Voicemail")
	w.ana.ExpectModal("Followup").ExpectText("Acme: you did that already, 07:00 (no answer").Close()
	disarm()
	w.ana.ExpectHome("✅ Acme · no answer")
	w.wantNumber(1, touchesMade)
	w.wantManners()
	w.ExpectQuiet()
}
