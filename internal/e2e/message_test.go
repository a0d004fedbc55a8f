package e2e

import (
	"strings"
	"testing"

	"github.com/followup-bot/followup/internal/slacksim"
)

func TestAMessageToTheBotIsUnderstoodLikeTheCommand(t *testing.T) {
	w := begin(t, options{})
	w.ana.Say("add Acme")
	hello := w.ana.ExpectDM("✅ Acme · added")
	says(t, hello.Text(), "Hi, I'm Followup. Write to me here")
	w.ana.Say("log acme call noanswer")
	receipt := w.ana.ExpectDM("✅ Acme · no answer · next: call Fri 15 May")
	says(t, receipt.Text(), "!Write to me here", "[Undo]") // welcomed once
	receipt.Button("Edit").Click()
	w.ana.ExpectModal("Edit").Fill("Note", "engaged twice").Submit().ExpectClosed()
	receipt.ExpectUpdate("✅ Acme · no answer")
	w.wantNumber(1, `select count(*) from touches where note = 'engaged twice' and not is_undone`)
	w.wantNumber(1, `select count(*) from events where source = 'message' and kind = 'logged'`)
	receipt.Button("Undo").Click()
	receipt.ExpectUpdate("taken back")

	w.ana.Say("/followup due")
	list := w.ana.ExpectDM("1 to do")
	list.Row("touch 1").Overflow("No answer")
	list.ExpectUpdate("✅ Acme · no answer")
	says(t, list.Text(), "Nothing is due today")

	w.ana.Say("log acme call\n\"board meets 14 May & <later>\"")
	ask := w.ana.ExpectDM("For that I need a form")
	ask.Button("Open the form").Click()
	form := w.ana.ExpectModal("Log a touch")
	if note := form.Value("Note"); note != "board meets 14 May & <later>" {
		t.Errorf("the note is %q", note)
	}
	form.Choose("What came of it", "No answer").ExpectText("Suggested").Submit().ExpectClosed()
	ask.ExpectUpdate("✅ Acme · no answer")
	w.wantNumber(1, `select count(*) from events where source = 'message' and kind = 'logged' and undone_by is null`)

	w.ana.Say("settings")
	w.ana.ExpectDM("I need a form").Button("Open the form").Click()
	w.ana.ExpectModal("Your settings").Close()
	w.ana.Say("team")
	w.ana.ExpectDM("A team belongs to a channel")
	w.ana.Say("log acme call noanswer next 03/04")
	ask = w.ana.ExpectDM("can be read in more than one way")
	ask.Button("Sat 3 Apr 2027").Click()
	ask.ExpectUpdate("✅ Acme · no answer")
	w.wantQuickAcks()
	w.ExpectQuiet()
}

func TestAQuestionInAMessageIsAnsweredOnceAndGivesWay(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, `"Acme / Jane Doe"`, `"Acme / Kim Lee"`)
	w.ana.Say("log acme call noanswer")
	ask := w.ana.ExpectDM("Which lead")
	jane := ask.Row("Jane").Button("This one")
	jane.Click()
	ask.ExpectUpdate("✅ Acme · Jane Doe · no answer")
	_ = jane.TryClick()
	w.wantNumber(1, touchesMade)
	w.ExpectQuiet()
}

func TestChattingGetsHelpOnceAndNoLoop(t *testing.T) {
	w := begin(t, options{})
	w.ana.Say("hi")
	says(t, w.ana.ExpectDM("Hi, I'm Followup. Write to me here").Text(), "/followup log")
	w.ana.Say("how are you?")
	says(t, w.ana.ExpectDM("I don't know “how”").Text(), "!/followup log")
	w.ana.Say("   ")
	w.gus.Say("hi")
	w.gus.ExpectDM("full members")
	w.ExpectQuiet()
}

func TestAMessageThatComesAgainIsOneTouch(t *testing.T) {
	w := begin(t, options{})
	w.join(options{})
	has(w.ana, "Acme")
	w.fault(slacksim.Fault{Kind: slacksim.FaultIgnoreAck, Envelope: "message"})
	w.ana.Say("log acme call noanswer")
	w.ana.ExpectDM("✅ Acme · no answer")
	w.until("the event came again", func() bool {
		for _, e := range w.ws.Log().Envelopes {
			if e.Retry == 1 && e.Acked {
				return true
			}
		}
		return false
	})
	w.fault(slacksim.Fault{Kind: slacksim.FaultDuplicate, Envelope: "message"})
	w.ana.Say("log acme email sent")
	w.ana.ExpectDM("✅ Acme · email sent")
	check(t, w.ws.Settle(t.Context()))
	w.wantNumber(2, touchesMade)
	w.ExpectQuiet()
}

func TestAMessageObeysWhoMayDoWhat(t *testing.T) {
	w := begin(t, options{at: nine})
	w.sales("sam", "ana", "max")
	has(w.ana, "Acme")
	w.max.Say("park acme 3m")
	says(t, w.max.ExpectDM("belongs to Ana Ruiz").Text(), "!parked")
	w.priya.Say("lead acme")
	says(t, w.priya.ExpectDM("I know no lead").Text(), "!Ana")
	w.max.Say("log acme call noanswer")
	ask := w.max.ExpectDM("Acme is Ana Ruiz's lead")
	ask.Button("This one").Click()
	ask.ExpectUpdate("no answer")
	w.ana.ExpectDM("Max Weber logged a touch")
	w.ExpectQuiet()
}

// inQuotes is a text in quotes as somebody types it who knows that quotes inside end them.
func inQuotes(text string) string { return `"` + strings.ReplaceAll(text, `"`, "'") + `"` }

func TestG8InMessagesShortcutsAndHome(t *testing.T) {
	w := begin(t, options{})
	w.homeOf(w.ana, "Hi Ana")
	for _, name := range monsters {
		w.ana.Say("add " + inQuotes(name))
		w.ana.ExpectDM("added")
	}
	w.ana.ExpectHome("to do")
	w.ana.Say("park " + inQuotes(monsters[0]) + " 2w " + inQuotes(monsters[1]))
	w.ana.ExpectDM("parked until")
	w.ana.ExpectHome("WAKING BY")
	w.ana.ExpectHome("1/") // a draw that began before the lead was parked may know half of it; the next one mends that
	w.max.In("#sales").Say(strings.Join(monsters, " "))
	w.ana.In("#sales").ShortcutOn("log_message", "")
	w.ana.ExpectModal("Log a touch").Close()
	w.wantNumber(len(monsters), `select count(*) from leads`)
	if pings := w.ws.Pings(); len(pings) > 0 {
		t.Errorf("somebody was pinged: %v", pings)
	}
	w.wantQuickAcks()
	w.ExpectQuiet()
}
