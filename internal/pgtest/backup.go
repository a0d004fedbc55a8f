package pgtest

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/lib/pq"
)

// Backup copies the database as it stands. restore puts the copy in its place,
// once: what was committed since is gone. Both cut all sessions; whoever comes
// back afterwards finds the database under the same address.
func (db *DB) Backup(t testing.TB) (restore func()) {
	t.Helper()
	s := shared(t)
	ctx := context.WithoutCancel(t.Context())
	var name string
	if err := db.GetContext(ctx, &name, `select current_database()`); err != nil {
		t.Fatal(err)
	}
	backup := name + "_backup"
	db.cut = true
	s.alone(ctx, t, name, func() error { return s.create(ctx, backup, name) })
	t.Cleanup(func() {
		if err := s.drop(ctx, backup); err != nil {
			t.Error(err)
		}
	})
	return func() {
		t.Helper()
		s.alone(ctx, t, name, func() error {
			if err := s.drop(ctx, name); err != nil {
				return err
			}
			_, err := s.admin.ExecContext(ctx, `alter database `+pq.QuoteIdentifier(backup)+` rename to `+pq.QuoteIdentifier(name))
			return err
		})
	}
}

// alone does something to a database that nobody may be connected to.
func (s *server) alone(ctx context.Context, t testing.TB, name string, do func() error) {
	t.Helper()
	allow := func(yes bool) {
		t.Helper()
		_, err := s.admin.ExecContext(ctx, fmt.Sprintf(`alter database %s with allow_connections %t`, pq.QuoteIdentifier(name), yes))
		if err != nil {
			t.Fatal(err)
		}
	}
	allow(false)
	defer allow(true)
	clock := clockwork.NewRealClock()
	for left := 1; left > 0; <-clock.After(5 * time.Millisecond) {
		err := s.admin.GetContext(ctx, &left, `
select count(pg_terminate_backend(pid))
from pg_stat_activity
where datname = $1`, name)
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := do(); err != nil {
		t.Fatal(err)
	}
}
