package e2e

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/pgtest"
	"github.com/followup-bot/followup/internal/slacksim"
	"github.com/followup-bot/followup/internal/slacksim/simtest"
)

// onOutage begins a story whose database server can be taken away.
func onOutage(t *testing.T) (*world, *pgtest.Outage) {
	t.Helper()
	server := pgtest.NewOutage(t)
	w := begin(t, options{database: server.URL})
	w.db = server.DB
	return w, server
}

// logForm has a form open in which somebody has typed.
func (w *world) logForm(p *simtest.Person, lead, note string) *simtest.Modal {
	w.t.Helper()
	p.Command("/followup log " + lead + " call")
	form := p.ExpectModal("Log a touch")
	form.Choose("What came of it", "No answer").ExpectText("Suggested")
	return form.Fill("Note", note)
}

// submitUntilTaken submits a form again and again, as somebody does who was told to.
func (w *world) submitUntilTaken(p *simtest.Person, form *simtest.Modal) {
	w.t.Helper()
	w.until("the form is taken", func() bool {
		_, err := form.TrySubmit()
		check(w.t, err)
		return len(w.ws.Modals(p.ID())) == 0
	})
}

func TestG2AFormSurvivesADatabaseThatIsAwayForHalfAMinute(t *testing.T) {
	w, server := onOutage(t)
	w.ana.Command("/followup add Acme").Expect("Acme")
	form := w.logForm(w.ana, "Acme", "she is on holiday")

	server.Stop()
	for end := real.Now().Add(30 * time.Second); real.Now().Before(end); <-real.After(2 * time.Second) {
		form.Submit().ExpectError("Note", "try again")
		if typed := form.Value("Note"); typed != "she is on holiday" {
			t.Fatalf("the form now says %q", typed)
		}
	}
	server.Start()
	w.submitUntilTaken(w.ana, form)
	w.ana.ExpectEphemeral("no answer")
	w.wantNumber(1, touchesMade)
	w.wantNumber(1, touchesOf, "she is on holiday")
	w.wantQuickAcks()
	w.ExpectQuiet()
}

func TestG2ATypedLineIsGivenBackWhileTheDatabaseIsAway(t *testing.T) {
	w, server := onOutage(t)
	w.ana.Command("/followup add Acme").Expect("Acme")

	server.Stop()
	for i := range 5 {
		line := fmt.Sprintf(`log Acme call connected "wants <pricing> & a demo %d" next fri`, i)
		w.ana.Command("/followup " + line).Expect(line)
	}
	for _, line := range []string{"", "due", "undo", "park Acme 3m", "add Beta", "settings", "team", "won Acme €12k", "lead Acme"} {
		answer := w.ana.Command("/followup " + line).Expect("try again")
		if !strings.Contains(answer.Text(), line) {
			t.Errorf("%q is not given back: %s", line, answer.Text())
		}
	}
	server.Start()
	w.until("the bot heals", func() bool {
		return strings.Contains(w.ana.Command("/followup lead Acme").Text(), "touches so far")
	})
	w.wantNumber(0, touchesMade)
	w.wantNumber(1, leadsOf, w.ana.ID())
	w.wantQuickAcks()
	w.wantManners()
}

func TestG2AFrozenDatabaseKeepsNobodyWaiting(t *testing.T) {
	w, server := onOutage(t)
	w.ana.Command("/followup add Acme").Expect("Acme")
	form := w.logForm(w.ana, "Acme", "she is on holiday")

	server.Pause()
	atOnce(
		func() { form.Submit().ExpectError("Note", "try again") },
		func() { w.max.Command("/followup add Beta").Expect("add Beta") },
		func() { w.priya.Command("/followup due").Expect("try again") },
	)
	form.Submit().ExpectError("Note", "try again")
	w.sam.Command("/followup log Acme email sent").Expect("log Acme email sent")
	server.Resume()

	w.submitUntilTaken(w.ana, form)
	w.ana.ExpectEphemeral("no answer")
	w.wantNumber(1, touchesOf, "she is on holiday")
	w.wantQuickAcks()
	w.ExpectQuiet()
}

// Whoever read that a lead was added finds it, whenever the database crashes.
func TestG2WhatWasConfirmedOutlivesACrashOfTheDatabase(t *testing.T) {
	w, server := onOutage(t)
	confirmed := make(chan string, 100)
	add := func(p *simtest.Person) func() {
		return func() {
			for i := range 8 {
				name := fmt.Sprintf("%s-%d", p.ID(), i)
				if strings.Contains(p.Command("/followup add "+name).Text(), "added") {
					confirmed <- name
				}
			}
		}
	}
	atOnce(add(w.ana), add(w.max), add(w.priya), add(w.sam), func() {
		w.until("somebody was confirmed", func() bool { return len(confirmed) >= 4 })
		server.Kill()
		server.Start()
	})
	close(confirmed)
	for name := range confirmed {
		w.wantNumber(1, `select count(*) from leads where name = $1`, name)
	}
	w.wantQuickAcks()
	w.wantManners()
}

// The form was stored, and its ack got lost: Slack shows an error, and submitting again is still one touch.
func TestG2AnAckThatGotLostDoesNotStoreTwice(t *testing.T) {
	w := begin(t, options{})
	w.ana.Command("/followup add Acme").Expect("Acme")
	form := w.logForm(w.ana, "Acme", "she is on holiday")

	w.fault(slacksim.Fault{Kind: slacksim.FaultIgnoreAck, Envelope: "view_submission"})
	if done, err := form.TrySubmit(); err == nil {
		t.Fatalf("Slack shows no trouble but %v", done)
	}
	w.ana.ExpectEphemeral("no answer")
	w.clock.Advance(4 * time.Second)
	form.Submit().ExpectClosed()
	w.ana.ExpectEphemeral("stored before, and only once")
	w.wantNumber(1, touchesMade)
	w.ExpectQuiet()
}
