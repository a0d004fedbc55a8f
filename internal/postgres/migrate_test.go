package postgres_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/followup-bot/followup/internal/pgtest"
	"github.com/followup-bot/followup/internal/postgres"
)

// schema describes every column, constraint, index and sequence.
const schema = `
select 'column ' || attrelid::regclass || '.' || attname || ' ' || format_type(atttypid, atttypmod) || ' ' || attnotnull || ' '
    || attidentity::text || attgenerated::text || ' ' || coalesce(pg_get_expr(adbin, adrelid), '')
from pg_attribute
left join pg_attrdef on adrelid = attrelid and adnum = attnum
where attnum > 0
and not attisdropped
and attrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r')
union all
select 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
from pg_constraint
where connamespace = 'public'::regnamespace
union all
select indexdef
from pg_indexes
where schemaname = 'public'
union all
select 'sequence ' || sequencename
from pg_sequences
where schemaname = 'public'
order by 1`

func dump(t *testing.T, raw *pgtest.DB) []string {
	t.Helper()
	var lines []string
	if err := raw.SelectContext(t.Context(), &lines, schema); err != nil {
		t.Fatal(err)
	}
	return lines
}

// parts lists the tables and columns, goose's own left out.
func parts(t *testing.T, raw *pgtest.DB) []string {
	t.Helper()
	var names []string
	if err := raw.SelectContext(t.Context(), &names, `
select table_name || '.' || column_name
from information_schema.columns
where table_schema = 'public' and table_name <> 'goose_db_version'
union all
select table_name
from information_schema.tables
where table_schema = 'public' and table_name <> 'goose_db_version'
order by 1`); err != nil {
		t.Fatal(err)
	}
	return names
}

// gone lists the tables, and the columns of tables that are still there, that a step back took.
func gone(before, after []string) []string {
	var names []string
	for _, name := range before {
		table, _, column := strings.Cut(name, ".")
		if !slices.Contains(after, name) && (!column || slices.Contains(after, table)) {
			names = append(names, name)
		}
	}
	return names
}

func told(loss postgres.Loss) []string {
	names := slices.Clone(loss.Columns)
	for _, table := range loss.Tables {
		names = append(names, table.Name)
	}
	slices.Sort(names)
	return names
}

func TestMigrate(t *testing.T) {
	t.Parallel()

	t.Run("up_down_up_leaves_the_same_schema", func(t *testing.T) {
		t.Parallel()
		raw := pgtest.NewEmpty(t)
		db := open(t, raw.URL)
		applied, err := db.MigrateUp(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		first := dump(t, raw)
		if len(first) < 100 {
			t.Fatalf("the schema has only %d parts", len(first))
		}
		var undone []string
		for {
			loss, err := db.WhatDownLoses(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			before := parts(t, raw)
			name, err := db.MigrateDown(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if name == "" {
				break
			}
			undone = append(undone, name)
			if diff := cmp.Diff(gone(before, parts(t, raw)), told(loss)); diff != "" || loss.Migration != name {
				t.Errorf("what was told that %s (%s) drops: %s", name, loss.Migration, diff)
			}
		}
		slices.Reverse(undone)
		if diff := cmp.Diff(applied, undone); diff != "" {
			t.Error(diff)
		}
		left := slices.DeleteFunc(dump(t, raw), func(line string) bool { return slices.Contains(first, line) })
		if len(left) > 0 || len(dump(t, raw)) > 10 {
			t.Errorf("left after going back: %v", dump(t, raw))
		}
		if _, err := db.MigrateUp(t.Context()); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(first, dump(t, raw)); diff != "" {
			t.Error(diff)
		}
	})

	t.Run("replicas_that_start_at_once_take_turns", func(t *testing.T) {
		t.Parallel()
		raw := pgtest.NewEmpty(t)
		replicas := []*postgres.DB{open(t, raw.URL), open(t, raw.URL), open(t, raw.URL)}
		type result struct {
			applied []string
			err     error
		}
		total := 0
		for _, r := range together(len(replicas), func(i int) result {
			applied, err := replicas[i].MigrateUp(t.Context())
			return result{applied, err}
		}) {
			if r.err != nil {
				t.Error(r.err)
			}
			total += len(r.applied)
		}
		states, err := replicas[0].MigrationStatus(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if total != len(states) {
			t.Errorf("%d migrations applied, want each of %d once", total, len(states))
		}
	})

	t.Run("status_says_what_is_missing", func(t *testing.T) {
		t.Parallel()
		raw := pgtest.New(t)
		db := open(t, raw.URL)
		newest, err := db.MigrateDown(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		states, err := db.MigrationStatus(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for i, s := range states {
			last := i == len(states)-1
			if s.Applied == last || s.AppliedAt.IsZero() != last || (last && s.Name != newest) {
				t.Errorf("state %+v, newest %s", s, newest)
			}
		}
	})
}

func TestMissingNamesWhatTheProgramNeeds(t *testing.T) {
	t.Parallel()
	db := open(t, pgtest.NewEmpty(t).URL)
	if missing, err := db.Missing(t.Context()); err != nil || len(missing) < 2 || missing[0] != "0001_leads.sql" {
		t.Errorf("an empty database misses %v, %v", missing, err)
	}
	if _, err := db.MigrateUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	if missing, err := db.Missing(t.Context()); err != nil || len(missing) != 0 {
		t.Errorf("an up-to-date database misses %v, %v", missing, err)
	}
	undone, err := db.MigrateDown(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if missing, err := db.Missing(t.Context()); err != nil || !slices.Equal(missing, []string{undone}) {
		t.Errorf("after taking back %s: %v, %v", undone, missing, err)
	}
}

func TestBotsOnADatabaseAreSeen(t *testing.T) {
	t.Parallel()
	raw := pgtest.New(t)
	tool, err := postgres.Open(t.Context(), raw.URL, postgres.Options{ApplicationName: "followup migrate"})
	if err != nil {
		t.Fatal(err)
	}
	defer tool.Close() //nolint:errcheck // nothing was written
	if n, _, err := tool.BotSessions(t.Context()); err != nil || n != 0 {
		t.Errorf("without a bot: %d, %v", n, err)
	}
	open(t, raw.URL) // as a bot does
	if n, hosts, err := tool.BotSessions(t.Context()); err != nil || n != 1 || hosts == "" {
		t.Errorf("with a bot: %d from %q, %v", n, hosts, err)
	}
}

func TestOpenRefusesAnAddressWithoutAServer(t *testing.T) {
	t.Parallel()
	_, err := postgres.Open(t.Context(), "postgres://nobody@127.0.0.1:1/none?sslmode=disable", postgres.Options{})
	if err == nil {
		t.Fatal("opened")
	}
	if errors.Unwrap(err) == nil {
		t.Errorf("no cause in %v", err)
	}
}
