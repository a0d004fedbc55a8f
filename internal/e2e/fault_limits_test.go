package e2e

import (
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/slacksim"
)

// Slack's documented limits meet a wave: it takes hardly longer than they allow, and nobody calls while asked to wait.
func TestAWaveMeetsSlacksLimits(t *testing.T) {
	t.Parallel()
	byReplicas(t, func(t *testing.T, more func(*world)) {
		w, people := crowd(t, *stormSize, options{})
		w.join(w.o)
		more(w)
		w.ws.StrictRates()
		// twenty at once, then five a second, is what the workspace lets through
		least := time.Duration(len(people)-20) * time.Second / 5
		begun := real.Now()
		w.berlin("2026-05-12 08:31")
		w.within(2*least+time.Minute, "all have their list", func() bool {
			w.turn()
			return w.number(digestsPosted) == len(people)
		})
		if took := real.Since(begun); took > least*12/10+2*time.Second { // two for a slow computer to begin
			t.Errorf("%d lists took %s, at least %s", len(people), took, least)
		}
		w.wantOneListEach(people)
		w.wantManners()
	})
}

// quickly fails where somebody waits longer than half a second for something. A slow computer counts a tenth, the bot's waits in full.
func (w *world) quickly(what string, do func()) {
	w.t.Helper()
	begun := w.real.Now()
	do()
	if took := w.real.Since(begun); took > 500*time.Millisecond {
		w.t.Errorf("%s took %s", what, took)
	}
}

// Slack wants no message for a minute: nothing that people type or press waits for that, and no message is tried.
func TestNobodyWaitsForSlacksBackOff(t *testing.T) {
	t.Parallel()
	byReplicas(t, func(t *testing.T, more func(*world)) {
		w := withDigests(t, options{patient: true})
		more(w)
		w.digestAt(w.max, "09:00")
		w.berlin("2026-05-12 08:31")
		digest := w.ana.ExpectDM("Acme")
		w.priya.ExpectDM("Gamma")
		w.fault(slacksim.Fault{Kind: slacksim.FaultRateLimited, Method: "chat.postMessage", RetryAfter: 60})
		w.berlin("2026-05-12 09:01")
		posts := w.calls("chat.postMessage")

		w.quickly("a form, opened by a button", func() {
			digest.Row("Acme").Button("Done…").Click()
			w.ana.ExpectModal("Log a touch").Close()
		})
		w.quickly("a form, opened by a command", func() {
			w.max.Command("/followup log Beta call")
			w.max.ExpectModal("Log a touch").Close()
		})
		w.quickly("an answer through a response_url", func() {
			list := w.priya.Command("/followup").Expect("1 to do")
			list.Row("Gamma").Overflow("No answer")
			list.ExpectUpdate("✅ Gamma")
		})
		w.quickly("a list that shows a click", func() {
			digest.Row("Acme").Overflow("No answer")
			digest.ExpectUpdate("1/1")
		})
		for range 20 {
			w.sam.Command("/followup lead Acme").Expect("Acme")
		}
		if took := w.slowest(); took > 500*time.Millisecond {
			t.Errorf("somebody waited %s for an ack", took)
		}
		w.turn()
		if n := w.calls("chat.postMessage"); n != posts {
			t.Errorf("%d calls while asked to wait", n-posts)
		}
		w.wantDigests(w.max, 0)
		w.wantManners()
	})
}

// Slack takes its time with one person's form: the next one's is not behind it.
func TestAFormIsOpenedBesideOthers(t *testing.T) {
	t.Parallel()
	onReplicas(t, options{}, func(t *testing.T, w *world) {
		w.fault(slacksim.Fault{Kind: slacksim.FaultLate, Method: "views.open", Delay: 5 * time.Second})
		w.ana.Command("/followup add")
		w.ana.ExpectModal("Add a lead").Close()
		w.max.Command("/followup add")
		w.max.ExpectModal("Add a lead").Close()
		w.until("both calls are answered", func() bool { return len(w.callsOf("views.open")) == 2 })
		if first := w.callsOf("views.open")[0]; first.Took > 4*time.Second { // they are in the order of their answers
			t.Errorf("one form was opened after the other: %s", first.Took)
		}
		w.ExpectQuiet()
	})
}

// Somebody writes to the bot while Slack wants no messages for longer than most calls take: they are answered when it does.
func TestAnAnswerOutlastsSlacksBackOff(t *testing.T) {
	w := begin(t, options{})
	has(w.ana, "Acme")
	w.fault(slacksim.Fault{Kind: slacksim.FaultRateLimited, Method: "chat.postMessage", RetryAfter: 21})
	w.ana.Say("lead Acme")
	w.within(time.Minute, "Ana is answered", func() bool { return len(w.digests(w.ana)) == 1 })
	w.ana.ExpectDM("Acme")
	w.ExpectQuiet()
}

// callsOf are the answered calls of a method.
func (w *world) callsOf(method string) []slacksim.Call {
	var of []slacksim.Call
	for _, c := range w.ws.Log().Calls {
		if c.Method == method {
			of = append(of, c)
		}
	}
	return of
}
