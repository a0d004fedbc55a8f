package postgres

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path"
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
// take turns: the second finds nothing left to do.
func (db *DB) MigrateUp(ctx context.Context) (applied []string, err error) {
	err = db.migrating(func(p *goose.Provider) error {
		results, err := p.Up(ctx)
		for _, r := range results {
			applied = append(applied, path.Base(r.Source.Path))
		}
		return err
	})
	if err != nil {
		return applied, fmt.Errorf("apply migrations: %w", err)
	}
	return applied, nil
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

// MigrationStatus lists every migration of this program, oldest first.
func (db *DB) MigrationStatus(ctx context.Context) ([]MigrationState, error) {
	var states []MigrationState
	err := db.migrating(func(p *goose.Provider) error {
		status, err := p.Status(ctx)
		for _, s := range status {
			states = append(states, MigrationState{
				Version: s.Source.Version, Name: path.Base(s.Source.Path), Applied: s.State == goose.StateApplied, AppliedAt: s.AppliedAt,
			})
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the state of migrations: %w", err)
	}
	return states, nil
}

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
