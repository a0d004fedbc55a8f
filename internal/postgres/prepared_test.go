package postgres_test

import (
	"testing"

	"github.com/followup-bot/followup/internal/pgtest"
	"github.com/followup-bot/followup/internal/postgres"
)

// TestWarmAll opens all connections but two, and stores nothing.
func TestWarmAll(t *testing.T) {
	t.Parallel()
	raw := pgtest.New(t)
	db, err := postgres.Open(t.Context(), raw.URL, postgres.Options{MaxConns: 5, ApplicationName: "warmed"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	if err := db.Warm(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := db.WarmAll(t.Context()); err != nil {
		t.Fatal(err)
	}
	for query, want := range map[string]int{
		`select count(*) from pg_stat_activity where datname = current_database() and application_name = 'warmed'`: 3,
		`select count(*) from requests`:    0,
		`select count(*) from events`:      0,
		`select count(*) from obligations`: 0,
		`select count(*) from pg_sequences where sequencename = 'events_id_seq' and last_value > 0`: 0,
	} {
		var got int
		if err := raw.GetContext(t.Context(), &got, query); err != nil || got != want {
			t.Errorf("%d, want %d (%v): %s", got, want, err, query)
		}
	}
}
