package pgtest

import (
	"context"
	"fmt"
	"os"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/jonboulle/clockwork"
)

func TestNew(t *testing.T) {
	t.Parallel()
	for i := range 8 {
		t.Run(fmt.Sprintf("test_%d_sees_only_its_own", i), func(t *testing.T) {
			t.Parallel()
			db := New(t)
			db.MustExec(`create table mine (n int)`) // fails if two tests share a database
			db.MustExec(`insert into mine values ($1)`, i)
			var got int
			if err := db.Get(&got, `select n from mine`); err != nil || got != i {
				t.Fatalf("got %d, %v; want %d", got, err, i)
			}
		})
	}
}

func TestNew_is_migrated(t *testing.T) {
	t.Parallel()
	if got := applied(t, New(t)); got == 0 {
		t.Fatal("no migration was applied")
	}
}

func TestNewEmpty_is_empty(t *testing.T) {
	t.Parallel()
	var tables int
	err := NewEmpty(t).Get(&tables, `select count(*) from pg_tables where schemaname = 'public'`)
	if err != nil || tables != 0 {
		t.Fatalf("%d tables, %v; want none", tables, err)
	}
}

func TestNew_keeps_time_in_utc_and_knows_letters(t *testing.T) {
	t.Parallel()
	if os.Getenv("TEST_DATABASE_URL") != "" {
		t.Log("the given server has settings of its own; only the private one is ours to check")
		return
	}
	var got struct {
		Zone, Lower string
	}
	err := New(t).Get(&got, `select current_setting('timezone') as zone, lower('ÉÄЖ') as lower`)
	if err != nil || got.Zone != "UTC" || got.Lower != "éäж" {
		t.Fatalf("got %+v, %v", got, err)
	}
}

func TestNew_is_dropped_with_connections_open(t *testing.T) {
	t.Parallel()
	var gone *DB
	t.Run("a_test", func(t *testing.T) {
		gone = New(t)
		second, err := sqlx.Connect("postgres", gone.URL)
		if err != nil {
			t.Fatal(err)
		}
		_ = second // left open, as a failing test would
	})
	if db, err := sqlx.Connect("postgres", gone.URL); err == nil {
		_ = db.Close()
		t.Fatal("the database outlived its test")
	}
}

// Two test binaries on one server: each builds or finds the template, and
// neither takes the other's databases for those of a dead run.
func TestJoin_several_binaries_share_a_server(t *testing.T) {
	t.Parallel()
	base := New(t)
	s := shared(t)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			other, err := join(context.Background(), s.url("postgres"), s.url)
			if err != nil {
				t.Error(err)
				return
			}
			if other.template != s.template {
				t.Errorf("template %s, want %s", other.template, s.template)
			}
			if err := other.leave(); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if err := base.Ping(); err != nil {
		t.Fatalf("another run dropped this test's database: %v", err)
	}
}

func TestJoin_drops_what_a_killed_run_left(t *testing.T) {
	t.Parallel()
	s := shared(t)
	ctx := t.Context()
	killed, err := join(ctx, s.url("postgres"), s.url)
	if err != nil {
		t.Fatal(err)
	}
	left := killed.nextName()
	if err := killed.create(ctx, left, s.template); err != nil {
		t.Fatal(err)
	}
	if err := killed.leave(); err != nil {
		t.Fatal(err)
	}
	// The server notices a closed session a moment later.
	for there := true; there && ctx.Err() == nil; {
		next, err := join(ctx, s.url("postgres"), s.url)
		if err != nil {
			t.Fatal(err)
		}
		if err := next.admin.Get(&there, `select exists (select from pg_database where datname = $1)`, left); err != nil {
			t.Fatal(err)
		}
		if err := next.leave(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestTemplateName_follows_the_migrations(t *testing.T) {
	t.Parallel()
	name := func(files fstest.MapFS) string {
		got, err := templateName(files)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	one := name(fstest.MapFS{"1.sql": {Data: []byte("a")}})
	if one != name(fstest.MapFS{"1.sql": {Data: []byte("a")}}) {
		t.Error("the same migrations have two names")
	}
	for what, other := range map[string]fstest.MapFS{
		"text":     {"1.sql": {Data: []byte("b")}},
		"name":     {"2.sql": {Data: []byte("a")}},
		"one more": {"1.sql": {Data: []byte("a")}, "2.sql": {}},
	} {
		if one == name(other) {
			t.Errorf("another %s has the same template name", what)
		}
	}
}

func TestWithDatabase(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		"postgres://u:p@host:5433/app?sslmode=disable": "postgres://u:p@host:5433/x?sslmode=disable",
		"postgresql://host":                            "postgresql://host/x",
		"host=/tmp sslmode=disable dbname=app":         "host=/tmp sslmode=disable dbname=app dbname=x",
	} {
		if got := withDatabase(given, "x"); got != want {
			t.Errorf("withDatabase(%q) = %q, want %q", given, got, want)
		}
	}
}

func TestOutage_an_open_pool_heals(t *testing.T) {
	t.Parallel()
	o := NewOutage(t)
	o.MustExec(`create table kept (n int)`)
	for _, fault := range []struct {
		name string
		down func()
	}{
		{"stop", o.Stop},
		{"kill", o.Kill},
	} {
		o.MustExec(`insert into kept values (1)`)
		fault.down()
		if err := o.Ping(); err == nil {
			t.Fatalf("%s: the database answers", fault.name)
		}
		o.Start()
		if _, err := o.Exec(`select 1`); err != nil {
			t.Fatalf("%s: after the start: %v", fault.name, err)
		}
	}
	o.Restart()
	var kept int
	if err := o.Get(&kept, `select count(*) from kept`); err != nil || kept != 2 {
		t.Fatalf("kept %d rows, %v; want 2", kept, err)
	}
}

func TestOutage_pause_answers_nothing_until_resume(t *testing.T) {
	t.Parallel()
	o := NewOutage(t)
	o.Pause()
	answered := make(chan error, 1)
	go func() { answered <- o.Ping() }()
	select {
	case err := <-answered:
		t.Fatalf("a paused database answers: %v", err)
	case <-clockwork.NewRealClock().After(100 * time.Millisecond):
	}
	o.Resume()
	if err := <-answered; err != nil {
		t.Fatal(err)
	}
}

func applied(t *testing.T, db *DB) int {
	t.Helper()
	var n int
	if err := db.Get(&n, `select count(*) from goose_db_version where version_id > 0`); err != nil {
		t.Fatal(err)
	}
	return n
}

func BenchmarkNew(b *testing.B) {
	New(b)
	for b.Loop() {
		b.StopTimer()
		s := shared(b)
		name := s.nextName()
		b.StartTimer()
		if err := s.create(b.Context(), name, s.template); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		if err := s.drop(b.Context(), name); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
}
