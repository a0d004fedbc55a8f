package e2e

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/slacksim"
)

// The click is on its way when the connection breaks: Slack says so, and clicking again is one touch.
func TestTheConnectionBreaksDuringAClick(t *testing.T) {
	t.Parallel()
	onReplicas(t, options{}, func(t *testing.T, w *world) {
		w.ana.Command("/followup add Acme").Expect("Acme")
		w.berlin("2026-05-12 08:31")
		digest := w.ana.ExpectDM("Acme")
		done := digest.Row("Acme").Button("Done…")

		w.fault(slacksim.Fault{Kind: slacksim.FaultDropSocket, Envelope: "block_actions"})
		var refused *slacksim.Refusal
		if err := done.TryClick(); !errors.As(err, &refused) {
			t.Fatalf("the click is not refused: %v", err)
		}
		w.until("the click is taken", func() bool { return done.TryClick() == nil })
		form := w.ana.ExpectModal("Log a touch").Choose("How", "Call").ExpectText("Minutes")
		form.Choose("What came of it", "No answer").ExpectText("Suggested").Submit().ExpectClosed()
		digest.ExpectUpdate("1/1")
		w.wantNumber(1, touchesMade)
		w.ExpectQuiet()
	})
}

// What was pressed is stored, and the connection breaks before the ack: Slack shows an error, but the receipt comes all the same.
func TestTheConnectionBreaksBeforeTheAck(t *testing.T) {
	t.Parallel()
	onReplicas(t, options{}, func(t *testing.T, w *world) {
		w.ana.Command("/followup add Acme").Expect("Acme")
		receipt := w.ana.Command("/followup log Acme call noanswer").Expect("no answer")
		undo := receipt.Button("Undo")

		release := w.holdLeads()
		pressed := make(chan error, 1)
		go func() { pressed <- undo.TryClick() }()
		w.until("the undo waits for its lead", w.somebodyWaits)
		w.ws.DropSockets()
		release()
		var refused *slacksim.Refusal
		if err := <-pressed; !errors.As(err, &refused) {
			t.Fatalf("Slack heard the ack: %v", err)
		}
		receipt.ExpectUpdate("taken back")
		w.wantNumber(0, touchesMade)
		w.ExpectQuiet()
	})
}

// The same with a typed line.
func TestTheConnectionBreaksBeforeTheAckOfALine(t *testing.T) {
	t.Parallel()
	onReplicas(t, options{}, func(t *testing.T, w *world) {
		w.ana.Command("/followup add Acme").Expect("Acme")
		release := w.holdLeads()
		atOnce(
			func() { w.ana.CommandFails("/followup log Acme call noanswer") },
			func() {
				w.until("the touch waits for its lead", w.somebodyWaits)
				w.ws.DropSockets()
				release()
			},
		)
		w.ana.ExpectEphemeral("no answer")
		w.wantNumber(1, touchesMade)
		w.ExpectQuiet()
	})
}

func TestCommandsGoOnWhileConnectionsAreRenewedAndCut(t *testing.T) {
	w := begin(t, options{})
	w.ana.Command("/followup add Acme").Expect("Acme")
	for range 5 {
		w.ws.Refresh()
		w.ana.Command("/followup lead Acme").Expect("Acme")
	}
	w.fault(slacksim.Fault{Kind: slacksim.FaultDropSocket})
	cut := real.Now()
	w.until("a command is served again", func() bool {
		return w.ws.Command(t.Context(), w.max.ID(), "", "/followup help") == nil
	})
	if took := real.Since(cut); took > 3*time.Second { // Slack's own patience
		t.Errorf("nobody was served for %s", took)
	}
	w.max.ExpectEphemeral("/followup log")
	w.ExpectQuiet()
}

// Somebody writes to the bot, and the ack gets lost: Slack sends the event again, under a new envelope, and they are answered once.
func TestAnEventThatComesAgainIsAnsweredOnce(t *testing.T) {
	t.Parallel()
	onReplicas(t, options{}, func(t *testing.T, w *world) {
		w.fault(slacksim.Fault{Kind: slacksim.FaultIgnoreAck, Envelope: "message"})
		w.ana.Say("hello?")
		w.ana.ExpectDM("Followup")
		w.until("the event came again", func() bool {
			for _, e := range w.ws.Log().Envelopes {
				if e.Retry == 1 && e.Acked {
					return true
				}
			}
			return false
		})
		w.ExpectQuiet()
	})
}

// An event that could not be stored is not lost: Slack sends it again, and then it is.
func TestAnEventThatCouldNotBeStoredComesAgain(t *testing.T) {
	t.Parallel()
	onReplicas(t, options{}, func(t *testing.T, w *world) {
		held, err := w.db.BeginTxx(t.Context(), nil)
		check(t, err)
		_, err = held.ExecContext(t.Context(), `lock table people`)
		check(t, err)
		check(t, w.ws.SetZone(w.ana.ID(), "Asia/Tokyo"))
		w.until("the event comes again", func() bool {
			all := w.ws.Log().Envelopes
			return all[len(all)-1].Retry == 1
		})
		check(t, held.Rollback())
		w.until("Ana is in Tokyo", func() bool { return w.number(`select count(*) from people where zone = 'Asia/Tokyo'`) == 1 })
		w.ExpectQuiet()
	})
}

// Nonsense on the wire harms nobody.
func TestNonsenseOnTheWire(t *testing.T) {
	t.Parallel()
	onReplicas(t, options{}, func(t *testing.T, w *world) {
		for _, frame := range []string{
			"", "null", "42", `"hello"`, "[]", "{}", "{", `{"type":null}`, `{"type":"interactive"}`, `{"type":"brand_new","payload":{}}`,
			`{"type":"slash_commands","payload":{"text":"log"}}`, "\xff\xfe", strings.Repeat("x", 2<<20),
		} {
			w.ws.SendRaw([]byte(frame))
			w.ana.Command("/followup help").Expect("/followup log")
		}
		w.ExpectQuiet()

		// and these are answered, which the workspace, having asked nothing, counts
		for _, payload := range []string{
			"null", "42", "{}", `{"type":"block_actions"}`, `{"type":"block_actions","actions":[]}`, `{"type":"block_actions","actions":[{"action_id":"quick","value":"1.2.3|x|y"}]}`,
			`{"type":"view_submission","view":{"callback_id":"log"}}`, `{"type":"view_submission","view":{"callback_id":"reassign","private_metadata":"{"}}`,
			`{"type":"block_suggestion"}`, `{"type":"message_action"}`,
		} {
			w.ws.SendRaw([]byte(`{"type":"interactive","envelope_id":"from-nowhere","payload":` + payload + `}`))
			w.ana.Command("/followup help").Expect("/followup log")
		}
		for _, v := range w.ws.Violations() {
			if v.What != "ack_unknown" {
				t.Errorf("%s: %s", v.What, v.Detail)
			}
		}
	})
}
