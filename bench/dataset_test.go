package main

import (
	"context"
	"testing"

	"github.com/jonboulle/clockwork"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/pgtest"
	"github.com/followup-bot/followup/internal/postgres"
	"github.com/followup-bot/followup/internal/tracker"
)

// The made-up year keeps what the schema promises, although nothing is checked while it is filled in, and the bot works on it.
func TestAYearIsOneTheBotCouldHaveMade(t *testing.T) {
	t.Parallel()
	raw := pgtest.New(t)
	reps := madeUpReps(20)
	if err := fill(t.Context(), raw.DB, dataset{workspace: "T1", reps: reps, leads: 1000, at: tuesday, digests: tuesday, seed: 7}); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]int{
		`select count(*) from leads`: 1000, `select count(*) from touches`: 3000, `select count(*) from contacts`: 1000,
		`select count(*) from reps`: 20, `select count(*) from teams`: 2,
		`select count(*) from leads l where state in ('active', 'parked') and not exists (
			select from recalls r where r.workspace_id = l.workspace_id and r.id = l.open_recall_id and r.lead_id = l.id and r.owner_id = l.owner_id and r.is_open)`: 0,
		`select count(*) from recalls r where is_open and not exists (select from leads l where l.workspace_id = r.workspace_id and l.open_recall_id = r.id)`:          0,
		`select count(*) from touches t where not exists (select from events e where e.workspace_id = t.workspace_id and e.id = t.event_id and e.lead_id = t.lead_id)`: 0,
		`select count(*) from leads where lead_key(name) not in (select key from lead_names n where n.lead_id = leads.id)`:                                             0,
		`select count(*) from pg_indexes where indexname in ('recalls_due', 'leads_owner', 'touches_lead', 'one_open_recall', 'deliveries_queue')`:                     5,
	} {
		var got int
		if err := raw.GetContext(t.Context(), &got, name); err != nil || got != want {
			t.Errorf("%d, want %d (%v): %s", got, want, err, name)
		}
	}
	db, err := postgres.Open(t.Context(), raw.URL, postgres.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	l := lookups{
		db: raw.DB, reps: reps, t: tracker.New(db.Store(), clockwork.NewFakeClockAt(tuesday), nil),
		boss: tracker.New(db.Store(), clockwork.NewFakeClockAt(tuesday), []followup.UserID{followup.UserID(reps[0])}),
	}
	for _, look := range l.all() {
		for i := range 2 {
			if err := look.do(context.WithoutCancel(t.Context()), i); err != nil {
				t.Errorf("%s: %v", look.name, err)
			}
		}
	}
	lines, err := logLines(t.Context(), raw.DB, reps)
	if err != nil || len(lines) < 500 {
		t.Errorf("%d lines to type, %v", len(lines), err)
	}
}
