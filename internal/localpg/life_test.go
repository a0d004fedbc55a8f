//go:build linux || darwin

package localpg

import (
	"context"
	"errors"
	"strings"
	"testing"
)

func TestKill_loses_no_commit(t *testing.T) {
	t.Parallel()
	c := mustStart(t, Options{})
	db := open(t, c, "postgres")
	mustExec(t, db, `create table kept (n int)`)
	for range 3 {
		mustExec(t, db, `insert into kept values (1)`)
		done := c.Done()
		c.Kill()
		<-done
		if err := db.PingContext(t.Context()); err == nil {
			t.Fatal("a killed server answers")
		}
		if err := c.Up(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if got := ask(t, db, `select count(*)::text from kept`); got != "3" {
		t.Fatalf("%s rows, want 3", got)
	}
}

func TestDown_with_an_ended_context_still_ends_the_server(t *testing.T) {
	t.Parallel()
	c := mustStart(t, Options{})
	done := c.Done()
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if err := c.Down(ended); err != nil && !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	<-done
	if err := c.Restart(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func TestDown_of_a_paused_server(t *testing.T) {
	t.Parallel()
	c := mustStart(t, Options{})
	ask(t, open(t, c, "postgres"), `select 'a session to freeze'`)
	c.Pause()
	if err := c.Restart(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func TestLog_has_no_words_of_people(t *testing.T) {
	t.Parallel()
	c := mustStart(t, Options{})
	db := open(t, c, "postgres")
	mustExec(t, db, `create table people (name text primary key)`)
	mustExec(t, db, `insert into people values ('Ada Secret')`)
	if _, err := db.ExecContext(t.Context(), `insert into people values ('Ada Secret')`); err == nil {
		t.Fatal("no error")
	}
	eventually(t, "the error is in the log", func() bool { return strings.Contains(c.Log(), "duplicate key") })
	if strings.Contains(c.Log(), "Secret") {
		t.Fatal(c.Log())
	}
}
