package pgtest

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"

	"github.com/lib/pq"
	"github.com/pressly/goose/v3"

	"github.com/followup-bot/followup/migrations"
)

// ensureTemplate returns the name of a migrated database that nobody connects
// to. Whoever comes first builds it, under another name until it is whole.
func (s *server) ensureTemplate(ctx context.Context) (_ string, err error) {
	name, err := templateName(migrations.FS)
	if err != nil {
		return "", fmt.Errorf("name the template: %w", err)
	}
	conn, err := s.admin.Connx(ctx)
	if err != nil {
		return "", fmt.Errorf("build the template: %w", err)
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	if _, err := conn.ExecContext(ctx, `select pg_advisory_lock($1, 0)`, locks); err != nil {
		return "", fmt.Errorf("build the template: %w", err)
	}
	defer func() {
		_, unlockErr := conn.ExecContext(ctx, `select pg_advisory_unlock($1, 0)`, locks)
		err = errors.Join(err, unlockErr)
	}()

	var exists bool
	if err := conn.GetContext(ctx, &exists, `select exists (select from pg_database where datname = $1)`, name); err != nil {
		return "", fmt.Errorf("look for the template: %w", err)
	}
	if exists {
		return name, nil
	}
	return name, s.buildTemplate(ctx, name)
}

func (s *server) buildTemplate(ctx context.Context, name string) error {
	building := name + "_building"
	if err := s.drop(ctx, building); err != nil {
		return err
	}
	if err := s.create(ctx, building, "template0"); err != nil {
		return err
	}
	if err := migrate(ctx, s.url(building)); err != nil {
		return err
	}
	for _, statement := range []string{
		`alter database ` + pq.QuoteIdentifier(building) + ` with allow_connections false`,
		`alter database ` + pq.QuoteIdentifier(building) + ` rename to ` + pq.QuoteIdentifier(name),
	} {
		if _, err := s.admin.ExecContext(ctx, statement); err != nil {
			return fmt.Errorf("finish the template: %w", err)
		}
	}
	return nil
}

// migrate applies every migration forward.
func migrate(ctx context.Context, address string) (err error) {
	db, err := sql.Open("postgres", address)
	if err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	provider, err := goose.NewProvider(goose.DialectPostgres, db, migrations.FS)
	if err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	return nil
}

// templateName changes with every change of a migration.
func templateName(files fs.FS) (string, error) {
	hash := sha256.New()
	err := fs.WalkDir(files, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(files, path)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(hash, "%s %d\n%s", path, len(text), text)
		return err
	})
	if err != nil {
		return "", err
	}
	return "followup_template_" + hex.EncodeToString(hash.Sum(nil)[:8]), nil
}
