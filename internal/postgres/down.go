package postgres

import (
	"cmp"
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/lib/pq"

	"github.com/followup-bot/followup/migrations"
)

// Loss is what going back one migration drops for good.
type Loss struct {
	Migration string // its file; empty: none is applied
	Tables    []TableLoss
	Columns   []string // table.column
}

// TableLoss is a table with what it holds.
type TableLoss struct {
	Name string
	Rows int
	More bool // than Rows: they were not all counted
}

// countedRows is as far as rows are counted: who loses that many needs no exact number.
const countedRows = 100_000

// WhatDownLoses says what MigrateDown would drop. It changes nothing.
func (db *DB) WhatDownLoses(ctx context.Context) (Loss, error) {
	states, err := db.MigrationStatus(ctx)
	if err != nil {
		return Loss{}, err
	}
	for _, s := range slices.Backward(states) {
		if s.Applied {
			return db.lossOf(ctx, s.Name)
		}
	}
	return Loss{}, nil
}

func (db *DB) lossOf(ctx context.Context, migration string) (Loss, error) {
	text, err := migrations.FS.ReadFile(migration)
	if err != nil {
		return Loss{}, fmt.Errorf("read migration: %w", err)
	}
	_, down, _ := strings.Cut(string(text), "-- +goose Down")
	tables, columns := dropped(down)
	loss := Loss{Migration: migration, Columns: columns}
	for _, name := range tables {
		var rows int
		count := fmt.Sprintf(`select count(*) from (select 1 from %s limit %d) as counted`, pq.QuoteIdentifier(name), countedRows+1)
		if err := db.pool.GetContext(ctx, &rows, count); err != nil {
			return Loss{}, fmt.Errorf("count the rows of %s: %w", name, err)
		}
		loss.Tables = append(loss.Tables, TableLoss{Name: name, Rows: min(rows, countedRows), More: rows > countedRows})
	}
	return loss, nil
}

var (
	dropTable  = regexp.MustCompile(`(?i)\bdrop\s+table\s+(?:if\s+exists\s+)?([^;]+);`)
	alterTable = regexp.MustCompile(`(?i)\balter\s+table\s+(\w+)([^;]+);`)
	dropColumn = regexp.MustCompile(`(?i)\bdrop\s+column\s+(?:if\s+exists\s+)?(\w+)`)
)

// dropped reads the tables and columns that a migration's way back drops, in our own plain SQL.
func dropped(down string) (tables, columns []string) {
	for _, m := range dropTable.FindAllStringSubmatch(down, -1) {
		for name := range strings.SplitSeq(m[1], ",") {
			tables = append(tables, strings.Fields(name)[0])
		}
	}
	for _, m := range alterTable.FindAllStringSubmatch(down, -1) {
		for _, c := range dropColumn.FindAllStringSubmatch(m[2], -1) {
			columns = append(columns, m[1]+"."+c[1])
		}
	}
	return tables, columns
}

// A bot that runs has at least one session: it looks for work every few seconds.
const sqlBots = `
select count(*) as sessions, coalesce(string_agg(distinct coalesce(host(client_addr), 'this computer'), ', '), '') as hosts
from pg_stat_activity
where datname = current_database()
and application_name = $1
and pid <> pg_backend_pid()`

// BotSessions counts the sessions of bots that work on this database now, and says where from. An account sees its own, and those of
// accounts that it is a member of; one has to ask before anything else is done with db.
func (db *DB) BotSessions(ctx context.Context) (sessions int, hosts string, err error) {
	var row struct {
		Sessions int    `db:"sessions"`
		Hosts    string `db:"hosts"`
	}
	if err := db.pool.GetContext(ctx, &row, sqlBots, cmp.Or(db.config.ApplicationName, botName)); err != nil {
		return 0, "", fmt.Errorf("look for bots on the database: %w", err)
	}
	return row.Sessions, row.Hosts, nil
}
