package pgtest

import (
	"testing"

	"github.com/jmoiron/sqlx"
)

func TestPair_what_was_committed_is_there_when_the_other_leads(t *testing.T) {
	t.Parallel()
	p := NewPair(t)
	p.MustExec(`create table kept (n int)`)
	p.MustExec(`insert into kept values (1)`)
	p.Kill()
	p.Promote()
	p.MustExec(`insert into kept values (2)`)
	p.Follow()
	old, err := sqlx.ConnectContext(t.Context(), "postgres", p.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer old.Close() //nolint:errcheck // nothing was written
	if _, err := old.Exec(`insert into kept values (3)`); err == nil {
		t.Error("two servers lead")
	}
	var kept int
	if err := p.Get(&kept, `select count(*) from kept`); err != nil || kept != 2 {
		t.Errorf("kept %d rows, %v; want 2", kept, err)
	}
}

func TestProxy_is_cut_and_heals(t *testing.T) {
	t.Parallel()
	one := New(t)
	way := NewProxy(t, one.URL)
	db, err := sqlx.ConnectContext(t.Context(), "postgres", way.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close() //nolint:errcheck // cut
	way.Cut()
	if err := db.Ping(); err == nil {
		t.Error("it answers")
	}
	way.Lead(t, one.URL)
	if err := db.Ping(); err != nil {
		t.Error(err)
	}
}
