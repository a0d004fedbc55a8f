package postgres_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/followup-bot/followup/internal/pgtest"
)

// gooseTable is the migrations' own.
const gooseTable = "goose_db_version"

// What a table may not have where its rows are to be spread over many servers by workspace: a key that reaches over workspaces, a row
// that belongs to none, a reference to another workspace's row.
const sqlCrossing = `
with ours as (
    select c.oid, c.relname, (
        select a.attnum
        from pg_attribute a
        where a.attrelid = c.oid
        and a.attname = 'workspace_id'
        and a.attnotnull
    ) as workspace
    from pg_class c
    where c.relnamespace = 'public'::regnamespace
    and c.relkind in ('r', 'p')
    and c.relname <> '` + gooseTable + `'
)
select relname || ' belongs to no workspace'
from ours
where workspace is null
union all
select relname || ' has no primary key'
from ours
where not exists (select from pg_index i where i.indrelid = ours.oid and i.indisprimary)
union all
select i.indexrelid::regclass || ' is unique over workspaces'
from ours
join pg_index i on i.indrelid = ours.oid and i.indisunique
where i.indkey[0] is distinct from ours.workspace
union all
select ours.relname || '.' || k.conname || ' may refer to another workspace'
from ours
join pg_constraint k on k.conrelid = ours.oid and k.contype = 'f'
left join ours target on target.oid = k.confrelid
where k.conkey[1] is distinct from ours.workspace
or k.confkey[1] is distinct from target.workspace`

func TestNoKeyReachesOverWorkspaces(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	if got := selected(t, db, sqlCrossing); len(got) > 0 {
		t.Errorf("the schema can't be spread by workspace any more: %q", got)
	}
	db.MustExec(`create table a (workspace_id text not null, id bigint, name text unique, primary key (id, workspace_id))`)
	db.MustExec(`create table b (a bigint, w text not null, foreign key (a, w) references a (id, workspace_id))`)
	want := []string{
		"a_name_key is unique over workspaces", "a_pkey is unique over workspaces",
		"b belongs to no workspace", "b has no primary key", "b.b_a_w_fkey may refer to another workspace",
	}
	if got := selected(t, db, sqlCrossing); !slices.Equal(slices.Sorted(slices.Values(got)), want) {
		t.Errorf("it notices %q, want %q", got, want)
	}
}

// sweepIndexes are those by which a sweep finds what is due, in whichever workspace; all others start with the workspace.
var sweepIndexes = map[string]string{
	"offers_next":         "the sweep for promises that are offered",
	"obligations_late":    "the sweep for promises whose moment has gone by",
	"absences_next":       "the sweep for absences",
	"reps_next_digest":    "the sweep for digests",
	"teams_next_summary":  "the sweep for summaries",
	"obligations_next":    "the sweep for what is owed",
	"recalls_echo":        "the sweep for break-ups that nobody answered",
	"recalls_promised":    "the sweep for promises that a program of the release before made",
	"recalls_snoozed":     "the sweep for snoozes that end",
	"deliveries_redraw":   "the sweep for Home tabs of a new day",
	"deliveries_resort":   "the sweep for digests whose order changed",
	"deliveries_given_up": "the sweep for messages given up",
	"deliveries_waiting":  "how much waits, for metrics and slips",
	"requests_made":       "the nightly purge",
	"drafts_made":         "the nightly purge",
	"nudges_made":         "the nightly purge",
}

const sqlUnconfinedIndexes = `
select i.indexrelid::regclass::text
from pg_index i
join pg_class c on c.oid = i.indrelid and c.relnamespace = 'public'::regnamespace and c.relname <> '` + gooseTable + `'
left join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id'
where i.indkey[0] is distinct from a.attnum`

// pieceIndexes hold pieces of text, each of which starts with the workspace itself.
var pieceIndexes = []string{"contacts_pieces", "lead_words_pieces"}

func TestIndexesStartWithTheWorkspaceOrServeASweep(t *testing.T) {
	t.Parallel()
	got := slices.Sorted(slices.Values(selected(t, pgtest.New(t), sqlUnconfinedIndexes)))
	if want := slices.Sorted(slices.Values(slices.AppendSeq(pieceIndexes, maps.Keys(sweepIndexes)))); !slices.Equal(got, want) {
		t.Errorf("indexes over workspaces: %q, want only those of sweeps: %q", got, want)
	}
}

func selected(t *testing.T, db *pgtest.DB, query string, args ...any) []string {
	t.Helper()
	var rows []string
	if err := db.SelectContext(t.Context(), &rows, query, args...); err != nil {
		t.Fatal(err)
	}
	return rows
}
