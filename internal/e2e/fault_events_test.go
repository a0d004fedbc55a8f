package e2e

import (
	"testing"
	"time"
)

// Slack sends an event again although it was answered: minutes later, and to a bot that was started since. It is answered once, and what
// it asked for is done once.
func TestAnEventThatComesAgainMuchLaterIsAnsweredOnce(t *testing.T) {
	t.Parallel()
	byReplicas(t, func(t *testing.T, more func(*world)) {
		w := begin(t, options{})
		more(w)
		has(w.ana, "Acme")
		w.ana.Say("log Acme call noanswer")
		w.ana.ExpectDM("no answer")
		again := func() {
			t.Helper()
			before := w.acked("message")
			check(t, w.ws.Redeliver("message"))
			w.until("the event came again", func() bool { return w.acked("message") > before })
		}
		again()
		w.clock.Advance(5 * time.Minute)
		again()
		for len(w.bots) > 0 {
			w.quit(w.bots[0])
		}
		w.join(w.o)
		more(w)
		again()
		again() // by each of two
		w.wantNumber(1, touchesMade)
		w.ExpectQuiet()
	})
}

// acked counts the envelopes of a kind that the app acked.
func (w *world) acked(kind string) (n int) {
	for _, e := range w.ws.Log().Envelopes {
		if e.Kind == kind && e.Acked {
			n++
		}
	}
	return n
}

// A list of yesterday, or of this morning, has buttons of leads that are gone or somebody else's: each says so, and changes nothing.
func TestAButtonOfALeadThatIsGoneOrGiven(t *testing.T) {
	t.Parallel()
	byReplicas(t, func(t *testing.T, more func(*world)) {
		w := begin(t, options{})
		more(w)
		w.team()
		has(w.ana, "Acme", "Beta")
		old := w.ana.Command("/followup due").Expect("Acme") // is never drawn again
		w.sam.Command("/followup help").Message()
		w.ana.Command("/followup undo Beta").Expect("gone")
		w.berlin("2026-05-19 09:31")
		w.ana.ExpectDM("Acme")
		summary := w.ExpectChannel("sales", "Follow-ups").As(w.sam)
		summary.Button("Reassign…").Click()
		w.sam.ExpectModal("Hand leads over").Choose("Leads", "Acme").Choose("To", "max").Submit().ExpectClosed()
		w.sam.ExpectDM("Max Weber")
		w.until("it is handed over", func() bool { return w.number(leadsOf, w.max.ID()) == 1 })
		old.Row("Acme").Overflow("No answer")
		w.ana.ExpectEphemeral("already done by Sam Okafor")
		old.Row("Beta").Overflow("No answer")
		w.ana.ExpectEphemeral("no longer there")
		w.wantNumber(0, touchesMade)
		w.wantNumber(1, eventsOf, "reassigned")
		w.wantManners()
	})
}
