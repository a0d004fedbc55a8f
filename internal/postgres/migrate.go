package postgres

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"time"

	"github.com/lib/pq"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"github.com/followup-bot/followup/migrations"
)

// MigrationState says whether a migration is applied, and since when.
type MigrationState struct {
	Version   int64
	Name      string // its file
	Applied   bool
	AppliedAt time.Time
}

// MigrateUp applies the migrations that are missing, each in a transaction, and returns their names. Replicas that start at once
// take turns: the second finds nothing left to do. Where nothing is missing, the account needs no right to change the schema.
func (db *DB) MigrateUp(ctx context.Context) (applied []string, err error) {
	missing, err := db.Missing(ctx)
	if err != nil || len(missing) == 0 {
		return nil, err
	}
	err = db.migrating(func(p *goose.Provider) error {
		results, err := p.Up(ctx)
		for _, r := range results {
			applied = append(applied, path.Base(r.Source.Path))
		}
		return err
	})
	switch {
	case err == nil:
		return applied, nil
	case pq.As(err, notPermitted) != nil:
		return applied, fmt.Errorf("this account may not change the schema, which lacks %s: run followup migrate up with the account that owns it (%w)",
			strings.Join(missing, ", "), err)
	default:
		return applied, fmt.Errorf("apply migrations: %w", err)
	}
}

// MigrateDown takes the newest applied migration back, with what its tables held, and returns its name; empty where none is
// applied.
func (db *DB) MigrateDown(ctx context.Context) (undone string, err error) {
	err = db.migrating(func(p *goose.Provider) error {
		result, err := p.Down(ctx)
		if errors.Is(err, goose.ErrNoNextVersion) {
			return nil
		}
		if err != nil {
			return err
		}
		undone = path.Base(result.Source.Path)
		return nil
	})
	if err != nil {
		return "", fmt.Errorf("take a migration back: %w", err)
	}
	return undone, nil
}

// MigrationStatus lists every migration of this program, oldest first. It changes nothing and waits for nobody, also not for a
// replica that migrates. What a newer program has applied beyond them is not its business.
func (db *DB) MigrationStatus(ctx context.Context) ([]MigrationState, error) {
	names, err := fs.Glob(migrations.FS, "*.sql") // in the order of their numbers, which have one width
	if err != nil {
		return nil, fmt.Errorf("read the state of migrations: %w", err)
	}
	since, err := db.applied(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the state of migrations: %w", err)
	}
	states := make([]MigrationState, 0, len(names))
	for _, name := range names {
		version, err := goose.NumericComponent(name)
		if err != nil {
			return nil, fmt.Errorf("read the state of migrations: %w", err)
		}
		at, ok := since[version]
		states = append(states, MigrationState{Version: version, Name: name, Applied: ok, AppliedAt: at})
	}
	return states, nil
}

// Missing names the migrations that this program needs and the database does not have. A database that does not answer is an error.
func (db *DB) Missing(ctx context.Context) ([]string, error) {
	states, err := db.MigrationStatus(ctx)
	if err != nil {
		return nil, err
	}
	var missing []string
	for _, s := range states {
		if !s.Applied {
			missing = append(missing, s.Name)
		}
	}
	return missing, nil
}

// goose's table, a row per migration.
const sqlApplied = `
select version_id, tstamp
from goose_db_version
where is_applied`

// applied says since when each migration is. A database without goose's table has none.
func (db *DB) applied(ctx context.Context) (map[int64]time.Time, error) {
	var rows []struct {
		Version int64     `db:"version_id"`
		At      time.Time `db:"tstamp"`
	}
	err := db.pool.SelectContext(ctx, &rows, sqlApplied)
	if missing, ok := errors.AsType[*pq.Error](err); ok && missing.Code == undefinedTable {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	since := make(map[int64]time.Time, len(rows))
	for _, row := range rows {
		since[row.Version] = row.At
	}
	return since, nil
}

// What the server says.
const (
	undefinedTable = "42P01"
	notPermitted   = "42501"
)

// migrating runs do on connections of its own, without the bot's limits: a migration may take its time.
func (db *DB) migrating(do func(*goose.Provider) error) (err error) {
	connector, err := pq.NewConnectorConfig(db.named())
	if err != nil {
		return err
	}
	pool := sql.OpenDB(connector)
	defer func() { err = errors.Join(err, pool.Close()) }()
	// Asked every second, for ten minutes: another replica may be at a long migration.
	locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 600))
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(goose.DialectPostgres, pool, migrations.FS, goose.WithSessionLocker(locker))
	if err != nil {
		return err
	}
	return do(provider)
}
