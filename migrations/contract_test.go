package migrations_test

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/followup-bot/followup/migrations"
)

// firstBound is the first migration that meets replicas of the release before it: what came earlier was never released.
const firstBound = "0010"

// contracted are the steps that take something away, by file and beginning, each with the first release that no longer uses it. One may be
// listed when that release is the one before the migration's: then nobody who runs beside it misses anything.
var contracted = map[string]string{
	"0012_cadences.sql: alter table leads add column cadence_id": "0010, which leaves the columns that it binds empty",
	"0015_signals.sql: alter table obligations add constraint":   "0014, which writes three of the four kinds that it allows",
	"0018_exits.sql: alter table recalls add constraint":         "none: it allows what was allowed, and one kind more",
}

// taking are the changes under which a program of the release before would fail: what it reads or calls is gone, what it writes is refused.
var taking = map[string]*regexp.Regexp{
	"drops what may be used":                     regexp.MustCompile(`\bdrop (table|column|view|function|trigger|type|schema|sequence|default)\b`),
	"renames":                                    regexp.MustCompile(`\brename\b`),
	"changes a type":                             regexp.MustCompile(`\balter( column)? \w+ (set data )?type\b`),
	"forbids null where it may be written":       regexp.MustCompile(`\bset not null\b`),
	"has a column that the release before omits": regexp.MustCompile(`\badd( column)?( if not exists)? \w+ [^,]*\bnot null\b`),
	"refuses rows that were allowed":             regexp.MustCompile(`\badd (constraint|check|unique|primary key|foreign key|exclude)\b|\bcreate unique index\b|\badd( column)? \w+ [^,]*\b(unique|check|references)\b`),
}

// TestAMigrationTakesNothingFromTheReleaseBefore: first expand, and contract a release later. Old and new run side by side while a new
// version is brought out.
func TestAMigrationTakesNothingFromTheReleaseBefore(t *testing.T) {
	t.Parallel()
	names, err := fs.Glob(migrations.FS, "*.sql")
	if err != nil {
		t.Fatal(err)
	}
	var listed, looked []string
	for _, name := range names {
		if name < firstBound {
			continue
		}
		looked = append(looked, name)
		text, err := migrations.FS.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		up, _, _ := strings.Cut(string(text), "-- +goose Down")
		for statement, what := range takes(up) {
			key := allowed(name, statement)
			if key == "" {
				t.Errorf("%s %s: %s\nsee contracted", name, what, statement)
			}
			listed = append(listed, key)
		}
	}
	if len(looked) == 0 {
		t.Error("there is no migration to look at")
	}
	for key := range contracted {
		if !slices.Contains(listed, key) {
			t.Errorf("nothing begins like %q any more", key)
		}
	}
}

func allowed(name, statement string) string {
	for key := range contracted {
		if file, begin, _ := strings.Cut(key, ": "); file == name && strings.HasPrefix(statement, begin) {
			return key
		}
	}
	return ""
}

var (
	comment  = regexp.MustCompile(`--[^\n]*`)
	body     = regexp.MustCompile(`(?s)\$(\w*)\$.*?\$\w*\$`)
	spaces   = regexp.MustCompile(`\s+`)
	newTable = regexp.MustCompile(`^create (unlogged )?table (if not exists )?(\w+)`)
	table    = regexp.MustCompile(`^(?:alter table (?:only )?(?:if exists )?|create (?:unique )?index (?:concurrently )?(?:if not exists )?\w+ on )(\w+)`)
	filled   = regexp.MustCompile(`\b(default|generated)\b`)
)

// takes returns the statements of a way up that take something from the release before, and what each does. A table that is made on the way may be
// shaped at will: the release before doesn't know it.
func takes(up string) map[string]string {
	text := body.ReplaceAllString(comment.ReplaceAllString(up, ""), "''")
	made, found := map[string]bool{}, map[string]string{}
	for statement := range strings.SplitSeq(text, ";") {
		statement = strings.TrimSpace(spaces.ReplaceAllString(strings.ToLower(statement), " "))
		if m := newTable.FindStringSubmatch(statement); m != nil {
			made[m[3]] = true
			continue
		}
		if m := table.FindStringSubmatch(statement); m != nil && made[m[1]] {
			continue
		}
		for what, sign := range taking {
			for _, at := range sign.FindAllStringIndex(statement, -1) {
				column, _, _ := strings.Cut(statement[at[0]:], ",")
				if what == "has a column that the release before omits" && filled.MatchString(column) {
					continue
				}
				found[statement] = what
			}
		}
	}
	return found
}

func TestWhatTakesSomethingIsNoticed(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		`create table a (id bigint not null primary key); alter table a add constraint b check (id > 0); create unique index c on a (id);`: false,
		`alter table leads add column more text`:                                    false,
		`alter table leads add column more text not null default ''`:                false,
		`alter table leads add more bigint not null generated always as (1) stored`: false,
		`create index on leads (workspace_id, more)`:                                false,
		`-- drop table leads`: false,
		`create or replace function f() returns int language sql as $$ drop table leads $$`: false,
		`drop index leads_owner`:                                                        false,
		`insert into beats select 'renamed'`:                                            false,
		"drop\n  table leads":                                                           true,
		`alter table leads add column more text, drop column name`:                      true,
		`alter table leads rename column name to title`:                                 true,
		`alter table leads alter column name type varchar(10)`:                          true,
		`alter table leads alter name set not null`:                                     true,
		`alter table leads add column more text not null`:                               true,
		`alter table leads add column one int not null default 1, add two int not null`: true,
		`alter table leads add constraint short check (length(name) < 10)`:              true,
		`create unique index on leads (workspace_id, name)`:                             true,
		`create unique index one on leads (workspace_id, name)`:                         true,
		`alter table leads alter column park_note drop default`:                         true,
		`drop function lead_key`:                                                        true,
	} {
		if got := len(takes(text)) > 0; got != want {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
}
