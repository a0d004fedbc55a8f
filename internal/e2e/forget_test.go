package e2e

import (
	"strings"
	"testing"
	"time"
)

// wantForgotten fails where the database or a log line still has one of the words.
func (w *world) wantForgotten(words ...string) {
	w.t.Helper()
	if left := w.db.Holding(w.t, words...); len(left) > 0 {
		w.t.Errorf("the database still has\n%s", strings.Join(left, "\n"))
	}
	for _, word := range words {
		if n := w.said.times(word); n > 0 {
			w.t.Errorf("%d log lines have %q", n, word)
		}
	}
}

// On the third touch somebody asks to be removed. They leave every list, are not added again under any of their addresses, and once they are
// erased, nobody finds a word of them, neither in the database nor in the log.
func TestWhoAsksToBeRemovedIsErasedAndStaysAway(t *testing.T) {
	w := begin(t, options{at: nine, talks: true})
	w.join(options{talks: true})
	w.sales("max", "ana", "max", "priya")
	has(w.ana, `"Zqacme / Zqjane Doe" zqjane@zqacme.example +49 30 7654321 src:zqfair #zqtag "zqmet at the fair"`)
	w.ana.Command(`/followup log zqjane call noanswer "zqfirst try"`).Expect("no answer")
	onTheirs(w.max, "log zqjane email sent val:zqstudy", "Ana Ruiz")
	w.turn()
	note := w.ana.ExpectDM("logged a touch on your lead")
	receipt := w.ana.Command(`/followup log zqjane call remove "zqleave me alone"`).Expect("never to be contacted again")
	says(t, receipt.Text(), "![Erase for good…]") // she may not

	w.ana.Command("/followup add Somebody ZQJANE@zqacme.example").Expect("asked on Tue 12 May not to be contacted")
	w.ana.Command("/followup forget zqjane").Expect("Only Max Weber or an admin can do this")
	w.ana.Command("/followup lead zqjane").Expect("Never to be contacted again")
	w.berlin("2026-05-15 10:00")
	card := w.sam.Command("/followup lead zqjane").Expect("Never to be contacted again")
	card.Button("Erase for good…").Click()
	late := w.sam.ExpectModal("Erase for good")
	says(t, late.Text(), "1 contact", "3 touches", "asked not to be contacted, Tue 12 May", "No way back", "older summaries stay in Slack")
	late.Submit().ExpectError("No way back", "complete")
	question := w.max.Command("/followup forget zqjane").Expect("Is that the one you mean?")
	question.Button("This one").Click()
	form := w.max.ExpectModal("Erase for good").Choose("No way back", "I know that this can't be undone")
	form.Submit().ExpectClosed()
	question.ExpectUpdate("🗑️ An erased lead · gone for good")
	w.turn()
	says(t, note.ExpectUpdate("This lead's data was erased for good.").Text(), "!Zq")
	late.Choose("No way back", "I know that this can't be undone").Submit().ExpectError("No way back", "Already erased, Fri 15 May, by Max Weber.")
	late.Close()
	receipt.Button("Undo").Click()
	w.ana.ExpectEphemeral("Already erased")

	w.wantForgotten("zqjane", "zqacme", "7654321", "zqfair", "zqtag", "zqmet", "zqfirst", "zqleave", "zqstudy")
	w.wantNumber(3, `select count(*) from touches where note = ''`)
	for _, typed := range []string{"X zqjane@ZQACME.example", "X 030/7654321", `"Zqacme / Zqjane Doe"`} {
		w.priya.Command("/followup add " + typed).Expect("They asked not to be contacted, Tue 12 May, and their data was erased since")
	}
	w.ana.Command("/followup lead zqjane").Expect("I know no lead called")
	w.max.Command("/followup undo").Expect("can't be undone")
	w.ExpectQuiet()
}

// A removal while the day's list, a nudge and the Home tab show the lead: each is drawn again without it.
func TestARemovalWhileListsShowTheLead(t *testing.T) {
	w := begin(t, options{at: "2026-05-05T10:00:00Z", talks: true})
	w.sales("max", "ana", "max")
	has(w.ana, `"Zqacme / Zqjane Doe" zqjane@zqacme.example "zqmet"`, "Beta")
	w.berlin("2026-05-12 08:31")
	list := w.ana.ExpectDM("Zqjane")
	w.ana.OpenHome()
	home := w.ana.ExpectHome("Zqjane")
	w.berlin("2026-05-12 09:31")
	summary := w.ExpectChannel("#sales", "week 20")
	summary.As(w.max).Button("Nudge privately").Click()
	w.max.ExpectModal("Nudge privately").Fill("One line from you", "zqhurry").Submit().ExpectClosed()
	w.max.ExpectEphemeral("gets a direct message")
	w.turn()
	nudge := w.ana.ExpectDM("zqhurry")

	list.Row("Zqjane").Button("Done…").Click()
	late := w.ana.ExpectModal("Log a touch").Choose("How", "Call").ExpectText("Minutes").Choose("What came of it", "No answer").ExpectText("Suggested")
	offered := onTheirs(w.max, "dnc zqjane", "Ana Ruiz")
	w.turn()
	nudge.ExpectUpdate("✅ Zqacme · Zqjane Doe")
	list.ExpectUpdate("never to be contacted again")
	offered.Button("Erase for good…").Click()
	w.max.ExpectModal("Erase for good").Choose("No way back", "I know that this can't be undone").Submit().ExpectClosed()
	offered.ExpectUpdate("An erased lead · gone for good")
	w.turn()
	for _, m := range []interface{ Text() string }{
		list.ExpectUpdate("An erased lead"), nudge.ExpectUpdate("An erased lead"), w.ana.ExpectHome("An erased lead"), summary.ExpectUpdate("Ana Ruiz | 0 | 1 (5 days)"),
	} {
		says(t, m.Text(), "!Zq", "!zq")
	}
	says(t, home.Text(), "!Zq")
	late.Fill("Note", "zqlate").Submit().ExpectError("Note", "Already erased")
	late.Close()
	list.Row("Beta").Button("Done…").Click()
	w.ana.ExpectModal("Log a touch").Close()
	w.wantForgotten("zqjane", "zqacme", "zqmet", "zqhurry", "zqlate")
	w.ExpectQuiet()
}

// What waits to be told about a lead isn't told any more once it asked not to be contacted, but that it did is.
func TestNothingOldIsToldOfALeadThatIsToBeLeftAlone(t *testing.T) {
	w := begin(t, options{})
	w.sales("max", "ana", "max")
	has(w.ana, "Acme", "Beta")
	onTheirs(w.max, "log acme call noanswer", "Ana Ruiz")
	onTheirs(w.max, "log beta call noanswer", "Ana Ruiz")
	onTheirs(w.max, "log beta call remove", "Ana Ruiz")
	w.ana.Command("/followup dnc acme").Expect("never to be contacted again")
	w.berlin("2026-05-12 09:01")
	says(t, w.ana.ExpectDM("Max Weber logged a touch on your lead").Text(), "Beta", "asked to be removed")
	w.ExpectQuiet()
}

// Where the operator wants it so, closed leads are erased after a while, by whichever replica comes first; open ones never.
func TestOldClosedLeadsAreErasedWhereTheOperatorWantsIt(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, `"Zqacme / Zqjane Doe" zqjane@zqacme.example`, "Beta")
	w.ana.Command(`/followup lost zqjane "zqtoo dear"`).Expect("closed as lost")
	w.clock.Advance(200 * 24 * time.Hour)
	w.join(options{keeps: 6})
	w.join(options{keeps: 6})
	w.until("the old lead is erased", func() bool { return w.number(`select count(*) from leads where erased_at is not null`) == 1 })
	w.wantForgotten("zqjane", "zqacme", "zqtoo")
	w.wantNumber(1, `select count(*) from events where kind = 'forgotten'`)
	w.ana.Command("/followup lead beta").Expect("Beta")
	w.ana.Command(`/followup add "Zqacme / Zqjane Doe" zqjane@zqacme.example`).Expect("added") // they never asked to be left alone
}
