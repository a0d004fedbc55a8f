package slackbot

import (
	"context"
	"testing"

	"github.com/jonboulle/clockwork"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/pgtest"
	"github.com/followup-bot/followup/internal/postgres"
	"github.com/followup-bot/followup/internal/tracker"
)

// Somebody's first command comes while the list of people is being stored: they are served, not taken for a stranger.
func TestWhoIsStoredWhileTheyAreRefusedIsServed(t *testing.T) {
	t.Parallel()
	db, err := postgres.Open(t.Context(), pgtest.New(t).URL, postgres.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	for _, guest := range []bool{false, true} {
		person := followup.Person{Workspace: "T1", ID: "UANA", Name: "Ana", Guest: guest}
		b := New(Deps{Tracker: tracker.New(db.Store(), clockwork.NewFakeClock(), nil)})
		b.workspace = "T1"
		served := 0
		_, err := b.carryOut(t.Context(), &request{Actor: b.actor("UANA", followup.FromCommand, "envelope/1")},
			func(ctx context.Context, _ *request) (answer, error) {
				if served++; served == 1 {
					if err := b.Tracker.SavePeople(ctx, []followup.Person{person}); err != nil {
						return answer{}, err
					}
					return answer{}, tracker.ErrNotAllowedHere
				}
				return answer{}, nil
			})
		if refused := err != nil; refused != guest {
			t.Errorf("guest %v: %v after %d times", guest, err, served)
		}
	}
}
