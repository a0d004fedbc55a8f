package tracker_test

import (
	"fmt"
	"testing"

	"github.com/jonboulle/clockwork"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/pgtest"
	"github.com/followup-bot/followup/internal/postgres"
	"github.com/followup-bot/followup/internal/tracker"
)

// busy is a tracker with 10,000 open leads of ten reps, 20 of each due today, and 40,000 touches.
func busy(b *testing.B) (*tracker.Tracker, *pgtest.DB) {
	b.Helper()
	raw := pgtest.New(b)
	for _, statement := range []string{
		`insert into people (workspace_id, user_id, name, zone) select 'T1', 'U' || n, 'Rep ' || n, 'Europe/Berlin' from generate_series(0, 9) n`,
		`insert into reps (workspace_id, user_id, next_digest_at, joined_at) select workspace_id, user_id, '2026-05-13Z', '2026-01-01Z' from people`,
		`with recall as (
    insert into recalls (workspace_id, lead_id, owner_id, kind, due_on)
    overriding system value
    select 'T1', n, 'U' || n % 10, 'planned', date '2026-05-12' + (n / 10) % 50 from generate_series(1, 10000) n
    returning lead_id, id
)
insert into leads (workspace_id, id, name, company, owner_id, state, created_at, open_recall_id)
overriding system value
select 'T1', lead_id, 'Person ' || lead_id, 'Company ' || lead_id, 'U' || lead_id % 10, 'active', '2026-01-01Z', id from recall`,
		`insert into contacts (workspace_id, lead_id, position, name, email)
select 'T1', n, 1, 'Contact ' || n, 'c' || n || '@example.com' from generate_series(1, 10000) n`,
		`with event as (
    insert into events (workspace_id, lead_id, kind, by_id, at, source)
    select 'T1', 1 + n % 10000, 'logged', 'U' || n % 10, timestamptz '2026-01-01Z' + n * interval '1 minute', 'modal'
    from generate_series(1, 40000) n
    returning lead_id, id, by_id, at
)
insert into touches (workspace_id, lead_id, event_id, by_id, at, channel, outcome)
select 'T1', lead_id, id, by_id, at, 'call', 'no_answer' from event`,
		`analyze`,
	} {
		if _, err := raw.ExecContext(b.Context(), statement); err != nil {
			b.Fatal(err)
		}
	}
	db, err := postgres.Open(b.Context(), raw.URL, postgres.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	return tracker.New(db.Store(), clockwork.NewFakeClockAt(morning), nil), raw
}

// BenchmarkDueList loads a rep's day: 20 due leads among 10,000.
func BenchmarkDueList(b *testing.B) {
	t, _ := busy(b)
	for b.Loop() {
		day, err := t.Today(b.Context(), tracker.Actor{Workspace: w, User: "U1"})
		if err != nil || len(day.Open) != 20 {
			b.Fatalf("%d leads, %v", len(day.Open), err)
		}
	}
}

// BenchmarkAddAmongMany adds leads to a workspace of 50,000, each of which is held against those that may be it.
func BenchmarkAddAmongMany(b *testing.B) {
	t, raw := busy(b)
	for _, statement := range []string{
		`with recall as (
    insert into recalls (workspace_id, lead_id, owner_id, kind, due_on)
    overriding system value
    select 'T1', n, 'U' || n % 10, 'planned', date '2026-05-12' from generate_series(10001, 50000) n
    returning lead_id, id
)
insert into leads (workspace_id, id, name, company, owner_id, state, created_at, open_recall_id)
overriding system value
select 'T1', lead_id, 'Person ' || md5(lead_id::text), 'Company ' || md5((lead_id / 3)::text), 'U' || lead_id % 10, 'active', '2026-01-01Z', id
from recall`,
		`insert into contacts (workspace_id, lead_id, position, name, email)
select 'T1', n, 1, 'Contact ' || n, 'c' || n || '@' || n % 1000 || '.example' from generate_series(10001, 50000) n`,
		`select setval(pg_get_serial_sequence('leads', 'id'), 50000)`,
		`analyze`,
	} {
		if _, err := raw.ExecContext(b.Context(), statement); err != nil {
			b.Fatal(err)
		}
	}
	i := 0
	for b.Loop() {
		i++
		_, err := t.Add(b.Context(), tracker.Actor{Workspace: w, User: "U1", Source: followup.FromCommand, Request: fmt.Sprint(i)}, tracker.NewLead{
			Name: fmt.Sprint("Person ", i), Company: fmt.Sprint("Company new ", i), Contact: followup.Contact{Email: fmt.Sprint("n@new", i, ".example")},
		}, false)
		if err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkLogTouch logs calls, each a transaction of its own, as a button does.
func BenchmarkLogTouch(b *testing.B) {
	t, _ := busy(b)
	i := 0
	for b.Loop() {
		i++
		_, err := t.Log(b.Context(), tracker.Actor{
			Workspace: w, User: "U1", Source: followup.FromButton, Request: fmt.Sprint(i),
		}, tracker.Log{Lead: followup.LeadID(1 + 10*(i%1000)), Channel: followup.Call, Outcome: followup.NoAnswer, Note: "rang out"})
		if err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkFind looks for a lead as somebody types.
func BenchmarkFind(b *testing.B) {
	t, _ := busy(b)
	for b.Loop() {
		found, err := t.Find(b.Context(), tracker.Actor{Workspace: w, User: "U1"}, "comp", 20)
		if err != nil || len(found) != 20 {
			b.Fatalf("%d leads, %v", len(found), err)
		}
	}
}

// BenchmarkIdleSweep is what every replica does each minute when nothing is due.
func BenchmarkIdleSweep(b *testing.B) {
	t, _ := busy(b)
	if err := t.Sweep(b.Context()); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := t.Sweep(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkSimilar holds a misspelt name against 50,000 leads.
func BenchmarkSimilar(b *testing.B) {
	t, raw := busy(b)
	_, err := raw.ExecContext(b.Context(), `with lead as (
    insert into leads (workspace_id, id, name, company, owner_id, state, created_at)
    overriding system value
    select 'T1', n, 'Person ' || n, 'Company ' || n, 'U' || n % 10, 'lost', '2026-01-01Z' from generate_series(10001, 50000) n
    returning id
)
select count(*) from lead`)
	if err != nil {
		b.Fatal(err)
	}
	if _, err = raw.ExecContext(b.Context(), `update people set is_admin = true where user_id = 'U1'`); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		found, err := t.Similar(b.Context(), tracker.Actor{Workspace: w, User: "U1"}, "Persn 4711", 5)
		if err != nil || len(found) != 5 {
			b.Fatal(len(found), err)
		}
	}
}
