package e2e

import (
	"net/http"
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/slacksim"
)

// threeRows begins a morning in which Ana's list has three rows.
func threeRows(t *testing.T, o options, more func(*world)) (*world, func(lead string)) {
	t.Helper()
	w := begin(t, o)
	more(w)
	has(w.ana, "Acme", "Beta", "Gamma")
	w.berlin("2026-05-12 08:31")
	digest := w.ana.ExpectDM("3 to do")
	return w, func(lead string) { digest.Row(lead).Overflow("No answer") }
}

// Slack wants no edits for a minute: a list shows its clicks all the same, through their response_urls.
func TestAClickIsShownThroughItsResponseURL(t *testing.T) {
	t.Parallel()
	byReplicas(t, func(t *testing.T, more func(*world)) {
		w, click := threeRows(t, options{patient: true}, more)
		_, err := w.db.ExecContext(t.Context(), `insert into lanes (workspace_id, method, blocked_until)
values ($1, 'chat.update', clock_timestamp() + interval '1 hour')`, w.bots[0].Workspace())
		check(t, err)
		for n, lead := range []string{"Acme", "Beta", "Gamma"} {
			w.quickly("a click that shows", func() {
				click(lead)
				w.until("it shows", func() bool { return w.shows(n + 1) })
			})
		}
		if n := w.calls("chat.update"); n != 0 {
			t.Errorf("%d edits by chat.update", n)
		}
		w.wantNumber(3, touchesMade)
		w.until("nothing waits", func() bool { return w.number(deliveriesLeft) == 0 })
		w.ExpectQuiet()
	})
}

// shows reports whether Ana's list says how many of its three rows are done.
func (w *world) shows(done int) bool {
	return w.number(`select count(*) from deliveries where kind = 'digest' and shown = wanted`) == 1 && w.number(touchesMade) == done
}

// The response_url doesn't work: the list is edited by chat.update.
func TestAClickIsShownWithoutItsResponseURL(t *testing.T) {
	t.Parallel()
	for name, f := range map[string]slacksim.Fault{
		"refused": {Kind: slacksim.FaultStatus, Status: http.StatusInternalServerError},
		"slow":    {Kind: slacksim.FaultSlow, Delay: 700 * time.Millisecond},
	} {
		t.Run(name, func(t *testing.T) {
			byReplicas(t, func(t *testing.T, more func(*world)) {
				w, click := threeRows(t, quick, more)
				f.Method = "response_url"
				w.fault(f)
				click("Acme")
				w.until("it shows", func() bool { return w.shows(1) })
				if w.calls("chat.update") == 0 {
					t.Error("no edit by chat.update")
				}
				w.ExpectQuiet()
			})
		})
	}
}

// While Slack takes its time with an edit, more is clicked: that is shown by one edit more.
func TestEditsOfAMessageAreOne(t *testing.T) {
	t.Parallel()
	byReplicas(t, func(t *testing.T, more func(*world)) {
		w, click := threeRows(t, options{}, more)
		edits := func() int { return w.calls("response_url") + w.calls("chat.update") }
		for _, method := range []string{"response_url", "chat.update"} { // a bot that looks by itself just now may be first
			w.fault(slacksim.Fault{Kind: slacksim.FaultLate, Method: method, Delay: 3 * time.Second})
		}
		click("Acme")
		w.until("an edit is under way", func() bool { return edits() == 1 })
		click("Beta")
		click("Gamma")
		w.until("all shows", func() bool { return w.shows(3) })
		if n := edits(); n != 2 {
			t.Errorf("%d edits for three clicks", n)
		}
		w.ExpectQuiet()
	})
}

// A list that was deleted, by an admin or by how long the workspace keeps messages, can't be brought up to date: nobody is told of a failure.
func TestAMessageThatIsGoneIsNotMissed(t *testing.T) {
	t.Parallel()
	byReplicas(t, func(t *testing.T, more func(*world)) {
		w, _ := threeRows(t, options{}, more)
		w.fault(slacksim.Fault{Kind: slacksim.FaultError, Method: "chat.update", Error: "message_not_found", Count: -1})
		w.ana.Command("/followup log acme call noanswer").Expect("no answer")
		w.until("an edit was tried", func() bool { return w.calls("chat.update") > 0 })
		w.until("nothing waits", func() bool { return w.number(deliveriesLeft) == 0 })
		w.wantNumber(0, `select count(*) from deliveries where given_up_at is not null`)
		w.berlin("2026-05-12 12:00")
		says(t, w.ana.Command("/followup").Text(), "2 to do")
		w.ExpectQuiet()
	})
}
