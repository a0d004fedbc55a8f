package slackbot

import (
	"context"
	"encoding/json"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/quicklog"
	"github.com/followup-bot/followup/internal/pgtest"
	"github.com/followup-bot/followup/internal/postgres"
	"github.com/followup-bot/followup/internal/slackbot/transport"
	"github.com/followup-bot/followup/internal/slackbot/view"
	"github.com/followup-bot/followup/internal/tracker"
)

// A defect of ours ends a handler: the envelope is acked with an apology and what was typed, once; it is counted, and the next command
// is served.
func TestAPanicIsAckedWithAnApologyAndCounted(t *testing.T) {
	t.Parallel()
	db, err := postgres.Open(t.Context(), pgtest.New(t).URL, postgres.Options{})
	must(t, err)
	t.Cleanup(func() { _ = db.Close() })
	counted := map[string]int{}
	clock := clockwork.NewRealClock()
	b := New(Deps{
		Tracker: tracker.New(db.Store(), clock, nil), Clock: clock, Real: clock, Log: slog.New(slog.DiscardHandler),
		Served: func(_, _, result string, _ time.Duration) { counted[result]++ }, Wake: func() {},
	})
	b.workspace = "T1"
	must(t, b.Tracker.SavePeople(t.Context(), []followup.Person{{Workspace: "T1", ID: "UANA", Name: "Ana"}}))
	works := b.commands[quicklog.Help]
	for name, test := range map[string]struct {
		envelope transport.Envelope
		want     string
	}{
		"command": {
			transport.Envelope{ID: "E1", Type: "slash_commands", Payload: json.RawMessage(`{"user_id":"UANA","command":"/followup","text":"help"}`)},
			"help",
		},
		"form": {
			transport.Envelope{ID: "E2", Type: "interactive", Payload: json.RawMessage(
				`{"type":"view_submission","user":{"id":"UANA"},"view":{"id":"V1","type":"modal","callback_id":"log","blocks":[{"type":"input","block_id":"note"}]}}`)},
			`"response_action":"errors"`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			defect := func() (answer, error) { panic("a defect") }
			b.commands[quicklog.Help] = func(context.Context, *request, followup.Rep, quicklog.Command) (answer, error) { return defect() }
			b.submits[view.FormLog] = func(context.Context, *request) (answer, error) { return defect() }
			if said := b.answers(t, test.envelope); !strings.Contains(said, "try again") || !strings.Contains(said, test.want) {
				t.Errorf("acked with %s", said)
			}
			if counted["panic"] != 1 {
				t.Errorf("counted: %v", counted)
			}
			clear(counted)
			b.commands[quicklog.Help] = works
			next := transport.Envelope{ID: "E3", Type: "slash_commands", Payload: json.RawMessage(`{"user_id":"UANA","command":"/followup","text":"help"}`)}
			if said := b.answers(t, next); strings.Contains(said, "try again") || counted["ok"] != 1 {
				t.Errorf("the next one: %s, %v", said, counted)
			}
			clear(counted)
		})
	}
}

// answers is the one ack of an envelope.
func (b *Bot) answers(t *testing.T, e transport.Envelope) string {
	t.Helper()
	var acks []string
	b.Handle(t.Context(), e, func(_ context.Context, payload any) error {
		data, err := json.Marshal(payload)
		acks = append(acks, string(data))
		return err
	})
	if len(acks) != 1 {
		t.Fatalf("acked %d times: %q", len(acks), acks)
	}
	return acks[0]
}
