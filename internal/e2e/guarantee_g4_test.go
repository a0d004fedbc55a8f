package e2e

import (
	"sync"
	"testing"

	"github.com/followup-bot/followup/internal/slacksim"
	"github.com/followup-bot/followup/internal/slacksim/simtest"
)

// atOnce does several things at the same moment and waits for all of them.
func atOnce(things ...func()) {
	var wg sync.WaitGroup
	for _, do := range things {
		wg.Go(do)
	}
	wg.Wait()
}

// twoReaders tells a story in which the copies of an envelope reach two connections at once: both of one bot, or of two bots.
func twoReaders(t *testing.T, story func(t *testing.T, w *world)) {
	for name, bots := range map[string]int{"one bot": 1, "two bots": 2} {
		t.Run(name, func(t *testing.T) {
			w := begin(t, options{sockets: 2 / bots})
			for range bots - 1 {
				w.join(w.o)
			}
			w.until("two connections are up", func() bool { return w.ws.Connections() == 2 })
			story(t, w)
		})
	}
}

func TestG4ACommandDeliveredTwiceIsOneTouch(t *testing.T) {
	t.Parallel()
	twoReaders(t, func(t *testing.T, w *world) {
		w.ana.Command("/followup add Acme").Expect("Acme")

		w.fault(slacksim.Fault{Kind: slacksim.FaultDuplicate, Envelope: "slash_commands"})
		w.ana.Command("/followup log Acme call noanswer").Expect("no answer")
		w.fault(slacksim.Fault{Kind: slacksim.FaultDuplicate, Envelope: "slash_commands"})
		w.ana.Command("/followup undo").Expect("taken back")
		w.wantNumber(0, touchesMade)
		w.wantNumber(1, eventsOf, "undone")
		w.ExpectQuiet()
	})
}

func TestG4AFormThatIsOpenedTwiceOpensOnce(t *testing.T) {
	t.Parallel()
	twoReaders(t, func(t *testing.T, w *world) {
		w.ana.Command("/followup add Acme").Expect("Acme")

		w.fault(slacksim.Fault{Kind: slacksim.FaultDuplicate, Envelope: "slash_commands"})
		w.ana.Command("/followup log Acme")
		form := w.ana.ExpectModal("Log a touch")
		w.fault(slacksim.Fault{Kind: slacksim.FaultDuplicate, Envelope: "view_submission"})
		form.Choose("How", "Call").ExpectText("Minutes")
		form.Choose("What came of it", "No answer").ExpectText("Suggested").Submit().ExpectClosed()
		w.ana.ExpectEphemeral("no answer")
		w.wantNumber(1, touchesMade)
		w.ExpectQuiet()
	})
}

func TestG4AFormSubmittedTwiceAtOnceIsOneTouch(t *testing.T) {
	t.Parallel()
	onReplicas(t, options{}, func(t *testing.T, w *world) {
		w.ana.Command("/followup add Acme").Expect("Acme")
		w.ana.Command("/followup log Acme call")
		form := w.ana.ExpectModal("Log a touch").Choose("What came of it", "No answer")

		submit := func() { _, _ = form.TrySubmit() } // the second one may find the form closed
		atOnce(submit, submit, submit)
		w.ana.ExpectEphemeral("no answer")
		w.ana.ExpectNoModal()
		w.wantNumber(1, touchesMade)
		w.ExpectQuiet()
	})
}

func TestG4AButtonPressedTwiceAtOnceIsOneTouch(t *testing.T) {
	t.Parallel()
	onReplicas(t, options{}, func(t *testing.T, w *world) {
		w.ana.Command("/followup add Acme").Expect("Acme")
		w.ana.Command("/followup add Beta").Expect("Beta")
		w.berlin("2026-05-12 08:31")
		digest := w.ana.ExpectDM("2 to do")

		row := digest.Row("Acme")
		press := func() { row.Overflow("No answer") }
		atOnce(press, press)
		digest.ExpectUpdate("1/2")
		w.wantNumber(1, touchesMade)
		w.ana.ExpectEphemeral("you did that already, 08:31")
		w.ExpectQuiet()
	})
}

func TestG4AnUndoPressedTwiceAtOnceIsOne(t *testing.T) {
	t.Parallel()
	onReplicas(t, options{}, func(t *testing.T, w *world) {
		w.ana.Command("/followup add Acme").Expect("Acme")
		receipt := w.ana.Command("/followup log Acme call noanswer").Expect("no answer")

		undo := receipt.Button("Undo")
		press := func() { _ = undo.TryClick() } // the receipt may be replaced already
		atOnce(press, press)
		receipt.ExpectUpdate("taken back")
		w.ana.ExpectEphemeral("you took that back already")
		w.wantNumber(0, touchesMade)
		w.wantNumber(1, eventsOf, "undone")
		w.ExpectQuiet()
	})
}

func TestG4AButtonOfYesterdayWorksWhileNothingChanged(t *testing.T) {
	t.Parallel()
	onReplicas(t, options{}, func(t *testing.T, w *world) {
		w.ana.Command("/followup add Acme").Expect("Acme")
		w.ana.Command("/followup add Beta").Expect("Beta")
		w.berlin("2026-05-12 08:31")
		yesterday := w.ana.ExpectDM("2 to do")
		w.berlin("2026-05-13 08:31")
		today := w.ana.ExpectDM("2 to do")

		yesterday.Row("Acme").Overflow("No answer")
		today.ExpectUpdate("1/2")
		w.wantNumber(1, touchesMade)

		w.ana.Command("/followup log Beta email sent").Expect("sent")
		today.ExpectUpdate("2/2")
		if yesterday.Row("Beta").HasButton("Done…") {
			yesterday.Row("Beta").Button("Done…").Click()
			w.ana.ExpectEphemeral("Beta: you did that already, 08:31")
		} else {
			t.Error("yesterday's list was redrawn: good, but then this story needs another stale button")
		}
		w.wantNumber(2, touchesMade)
		w.ExpectQuiet()
	})
}

func TestG4TwoPeopleOnOneLeadAtOnceCountBoth(t *testing.T) {
	w := begin(t, options{at: nine})
	w.join(options{})
	w.ana.Command("/followup add Acme").Expect("Acme")

	atOnce(
		func() { w.ana.Command("/followup log Acme call noanswer").Expect("Acme") },
		func() { onTheirs(w.sam, "log Acme email sent", "Ana Ruiz") }, // an admin sees every lead
	)
	w.ana.ExpectDM("Sam Okafor logged a touch on your lead")
	w.wantNumber(2, touchesMade)
	w.wantNumber(1, openRecalls)
	w.ExpectQuiet()
}

func TestG4AQuestionAnsweredTwiceIsOneTouch(t *testing.T) {
	w := begin(t, options{})
	w.join(options{})
	has(w.ana, `"Acme / Jane Doe"`, `"Acme / Kim Lee"`)
	question := w.ana.Command("/followup log acme call noanswer").Expect("Which lead")
	jane, kim := question.Row("Jane").Button("This one"), question.Row("Kim").Button("This one")
	press := func(b *simtest.Button) func() { return func() { _ = b.TryClick() } } // a later one may find the buttons gone
	atOnce(press(jane), press(kim), press(jane))
	question.ExpectUpdate("✅ Acme")
	w.ExpectQuiet()
	w.wantNumber(1, touchesMade)
}

func TestG4TwoReadingsOfALineAreCarriedOutOnce(t *testing.T) {
	w := begin(t, options{})
	w.join(options{})
	has(w.ana, "Acme")
	question := w.ana.Command("/followup log acme call noanswer next 03/06").Expect("more than one way")
	first, second := question.Button("Wed 3 Jun 2026"), question.Button("Sat 6 Mar 2027")
	press := func(b *simtest.Button) func() { return func() { _ = b.TryClick() } } // a later one may find the buttons gone
	atOnce(press(first), press(second), press(first))
	question.ExpectUpdate("✅ Acme")
	w.ExpectQuiet()
	w.wantNumber(1, touchesMade)
}
