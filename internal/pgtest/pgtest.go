// Package pgtest gives every test a fresh, migrated PostgreSQL database of
// its own.
//
// The server is the one TEST_DATABASE_URL names, whose user must be allowed to
// create databases, or else a private one, started once for the test binary
// and gone with it. Tests may run in parallel, and so may test binaries on the
// same server. There is no need for a TestMain.
package pgtest

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"
)

// DB is a database of one test. It is dropped when the test ends.
type DB struct {
	*sqlx.DB

	// URL is its address for lib/pq, to open a second pool or to configure the
	// app with.
	URL string

	cut bool // its sessions were: they can't be closed well
}

// New returns an empty database at the newest migration. Where no PostgreSQL
// can be had it fails the test with the line that installs one.
func New(t testing.TB) *DB {
	t.Helper()
	s := shared(t)
	return s.clone(t, s.template)
}

// NewEmpty returns a database without any migration, for tests of migrations.
func NewEmpty(t testing.TB) *DB {
	t.Helper()
	return shared(t).clone(t, "template0")
}

func shared(t testing.TB) *server {
	t.Helper()
	s, err := sharedServer()
	if err != nil {
		t.Fatalf("this test needs PostgreSQL: %v", err)
	}
	return s
}

func (s *server) clone(t testing.TB, template string) *DB {
	t.Helper()
	ctx := context.WithoutCancel(t.Context()) // the cleanup runs after t's context has ended
	name := s.nextName()
	if err := s.create(ctx, name, template); err != nil {
		t.Fatal(err)
	}
	db := &DB{URL: s.url(name)}
	t.Cleanup(func() {
		if err := errors.Join(db.close(), s.drop(ctx, name)); err != nil {
			t.Errorf("drop the test's database: %v", err)
		}
	})
	var err error
	if db.DB, err = sqlx.ConnectContext(ctx, "postgres", db.URL); err != nil {
		t.Fatalf("connect to the test's database: %v", err)
	}
	db.SetMaxOpenConns(10)
	return db
}

func (db *DB) close() error {
	if db.DB == nil {
		return nil
	}
	if err := db.Close(); !db.cut {
		return err
	}
	return nil
}

// create copies files instead of writing a log of them: several times faster
// for a small template.
func (s *server) create(ctx context.Context, name, template string) error {
	_, err := s.admin.ExecContext(ctx, `create database `+pq.QuoteIdentifier(name)+
		` template `+pq.QuoteIdentifier(template)+` strategy = file_copy`)
	if err != nil {
		return fmt.Errorf("create database %s from %s: %w", name, template, err)
	}
	return nil
}

func (s *server) drop(ctx context.Context, name string) error {
	_, err := s.admin.ExecContext(ctx, `drop database if exists `+pq.QuoteIdentifier(name)+` with (force)`)
	if err != nil {
		return fmt.Errorf("drop database %s: %w", name, err)
	}
	return nil
}
