//go:build linux || darwin

package localpg

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jonboulle/clockwork"
)

func dataDir(t *testing.T) string {
	t.Helper()
	return filepath.Join(enterable(t), "data of ours") // a space, because people have them
}

func mustStart(t *testing.T, opts Options) *Cluster {
	t.Helper()
	c, err := Start(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { mustStop(t, c) })
	return c
}

func mustStop(t *testing.T, c *Cluster) {
	t.Helper()
	if err := c.Stop(context.WithoutCancel(t.Context())); err != nil {
		t.Error(err)
	}
}

func open(t *testing.T, c *Cluster, database string) *sql.DB {
	t.Helper()
	db, err := sql.Open("postgres", c.URL(database))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func mustExec(t *testing.T, db *sql.DB, statement string) {
	t.Helper()
	if _, err := db.ExecContext(t.Context(), statement); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

func ask(t *testing.T, db *sql.DB, query string) string {
	t.Helper()
	var answer string
	if err := db.QueryRowContext(t.Context(), query).Scan(&answer); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return answer
}

// eventually looks until it is so or the test's time is over.
func eventually(t *testing.T, what string, so func() bool) {
	t.Helper()
	clock := clockwork.NewRealClock()
	for giveUp := clock.After(leftover); !so(); {
		select {
		case <-clock.After(poll):
		case <-giveUp:
			t.Fatalf("not in time: %s", what)
		}
	}
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

func TestTemporary_is_gone_after_stop(t *testing.T) {
	t.Parallel()
	c := mustStart(t, Options{})
	if got := ask(t, open(t, c, "postgres"), `select 'here'`); got != "here" {
		t.Fatal(got)
	}
	done := c.Done()
	mustStop(t, c)
	<-done
	<-c.Done()
	if exists(c.place.root) {
		t.Fatalf("%s is still there", c.place.root)
	}
	if err := c.Up(t.Context()); !errors.Is(err, ErrStopped) {
		t.Fatalf("Up after Stop: %v", err)
	}
}

func TestKept_is_the_same_after_stop_and_start(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	first := mustStart(t, Options{DataDir: dir, Fsync: true})
	if err := first.CreateDatabase(t.Context(), `my "db"`); err != nil {
		t.Fatal(err)
	}
	db := open(t, first, `my "db"`)
	mustExec(t, db, `create table kept as select 'É' as word`)
	mustStop(t, first)

	second := mustStart(t, Options{DataDir: dir, Fsync: true})
	if first.URL("x") != second.URL("x") {
		t.Errorf("the address moved from %s to %s", first.URL("x"), second.URL("x"))
	}
	if err := second.CreateDatabase(t.Context(), `my "db"`); err != nil {
		t.Errorf("create what is there: %v", err)
	}
	if got := ask(t, db, `select lower(word) from kept`); got != "é" { // the first one's pool
		t.Errorf("kept %q", got)
	}
}

func TestSettings(t *testing.T) {
	t.Parallel()
	kept := open(t, mustStart(t, Options{
		DataDir: dataDir(t), Fsync: true, MaxConnections: 17, Settings: []string{"shared_buffers=32MB"},
	}), "postgres")
	temporary := open(t, mustStart(t, Options{}), "postgres")
	for _, want := range []struct {
		db             *sql.DB
		setting, value string
	}{
		{kept, "fsync", "on"},
		{kept, "full_page_writes", "on"},
		{kept, "synchronous_commit", "on"},
		{kept, "listen_addresses", ""},
		{kept, "timezone", "UTC"},
		{kept, "server_encoding", "UTF8"},
		{kept, "max_connections", "17"},
		{kept, "shared_buffers", "32MB"},
		{temporary, "fsync", "off"},
		{temporary, "synchronous_commit", "on"}, // a killed server loses no commit
		{temporary, "listen_addresses", ""},
		{temporary, "max_connections", "50"},
		{temporary, "shared_buffers", "64MB"},
	} {
		if got := ask(t, want.db, `select current_setting('`+want.setting+`')`); got != want.value {
			t.Errorf("%s is %q, want %q", want.setting, got, want.value)
		}
	}
}

func TestSocket_is_private_and_short(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]*Cluster{
		"temporary": mustStart(t, Options{}),
		"kept":      mustStart(t, Options{DataDir: dataDir(t)}),
	} {
		info, err := os.Stat(c.place.socket)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != 0o700 {
			t.Errorf("%s: %s is %v", name, c.place.socket, info.Mode())
		}
		if file := filepath.Join(c.place.socket, ".s.PGSQL."+socketPort); len(file) > 103 || !exists(file) {
			t.Errorf("%s: no socket %s, or its name is too long", name, file)
		}
	}
}

func TestStart_refuses_a_folder_in_use(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	mustStart(t, Options{DataDir: dir})
	_, err := Start(t.Context(), Options{DataDir: dir})
	if !errors.Is(err, ErrInUse) || !strings.Contains(fmt.Sprint(err), dir) {
		t.Fatalf("got %v, want ErrInUse with the folder's name", err)
	}
}

func TestStart_refuses_data_of_another_major(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	mustStop(t, mustStart(t, Options{DataDir: dir}))
	if err := os.WriteFile(filepath.Join(dir, "data", "PG_VERSION"), []byte("9\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Start(t.Context(), Options{DataDir: dir})
	if err == nil || !strings.Contains(err.Error(), "made by PostgreSQL 9 and this is") {
		t.Fatalf("got %v", err)
	}
}

func TestStart_takes_back_what_it_began(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	if _, err := Start(t.Context(), Options{DataDir: dir, BinDir: "/nowhere"}); err == nil || !strings.Contains(err.Error(), "/nowhere") {
		t.Fatalf("got %v", err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Start(ended, Options{DataDir: dir}); !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
	mustStart(t, Options{DataDir: dir}) // free, and whole
}

func TestStart_survives_a_stale_postmaster_pid(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	c := mustStart(t, Options{DataDir: dir})
	note := filepath.Join(dir, "data", "postmaster.pid")
	text, err := os.ReadFile(note)
	if err != nil {
		t.Fatal(err)
	}
	before := c.server.pid
	mustStop(t, c)
	// As after a crash in a container: the id belongs to another process now,
	// here to another server of the same account.
	other := mustStart(t, Options{})
	text = bytes.Replace(text, fmt.Append(nil, before), fmt.Append(nil, other.server.pid), 1)
	if err := os.WriteFile(note, text, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := c.account.own(note); err != nil {
		t.Fatal(err)
	}
	ask(t, open(t, mustStart(t, Options{DataDir: dir}), "postgres"), `select 'here'`)
}
