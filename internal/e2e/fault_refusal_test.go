package e2e

import (
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/app"
)

// execEach runs statements in one session that may write whatever the database's settings say.
func (w *world) execEach(statements ...string) {
	w.t.Helper()
	conn, err := w.db.Connx(w.t.Context())
	check(w.t, err)
	defer conn.Close() //nolint:errcheck // it goes back to the pool
	for _, s := range append([]string{`set default_transaction_read_only = off`}, statements...) {
		_, err := conn.ExecContext(w.t.Context(), s)
		check(w.t, err)
	}
}

// refused fails unless a change is refused in words that give back what was typed, and what is only read is shown.
func (w *world) refused() {
	w.t.Helper()
	w.ana.Command("/followup log Acme call noanswer").Expect("log Acme call noanswer")
	w.max.Command(`/followup add "Beta GmbH"`).Expect(`add "Beta GmbH"`)
	w.ana.Command("/followup lead Acme").Expect("touch")
	w.ana.Command("/followup due").Expect("Acme")
}

// taken waits until changes are taken again, with nobody's help.
func (w *world) taken() {
	w.t.Helper()
	w.wantNumber(0, touchesMade)
	w.healed()
	w.ana.Command("/followup log Acme call noanswer").Expect("no answer")
	w.wantNumber(1, touchesMade)
	w.wantQuickAcks()
}

const endSessions = `
select count(pg_terminate_backend(pid))
from pg_stat_activity
where datname = current_database()
and application_name = 'followup'
and backend_start < $1
and pid <> pg_backend_pid()`

// The database takes no changes, as after a switch to a standby or when an administrator wants it so.
func TestTheDatabaseTakesNoChanges(t *testing.T) {
	t.Parallel()
	replicas(t, func(t *testing.T, more int) {
		w := begin(t, options{health: true})
		for range more {
			w.join(options{health: true})
		}
		w.ana.Command("/followup add Acme").Expect("Acme")
		var name string
		check(t, w.db.GetContext(t.Context(), &name, `select current_database()`))
		w.execEach(`alter database ` + name + ` set default_transaction_read_only = on`)
		var began time.Time
		check(t, w.db.GetContext(t.Context(), &began, `select clock_timestamp()`))
		w.until("the bots' sessions are new ones", func() bool { return w.countedNow(endSessions, began) == 0 })
		for _, bot := range w.bots {
			w.until("it says that it takes no changes", func() bool {
				err := app.Probe(t.Context(), bot.health, "/readyz")
				return err != nil && err.Error() == "the database takes no changes: default_transaction_read_only is on"
			})
			check(t, app.Probe(t.Context(), bot.health, "/healthz")) // a restart would not help
		}
		w.refused()
		w.clock.Advance(91 * time.Minute) // lists fall due, and wait
		for _, bot := range w.bots {
			if err := bot.Turn(t.Context()); err == nil {
				t.Error("a sweep has written")
			}
		}
		w.wantDigests(w.ana, 0)

		w.execEach(`alter database ` + name + ` reset default_transaction_read_only`)
		w.healed()
		for _, bot := range w.bots {
			check(t, app.Probe(t.Context(), bot.health, "/readyz"))
		}
		w.ana.ExpectDM("Acme")
		w.taken()
		w.wantDigests(w.ana, 1)
		w.wantManners()
	})
}

// full refuses what would need room, as a server does whose disk is full, and says so in its words.
const full = `
create function refuse() returns trigger language plpgsql as $$
begin
    raise exception 'could not extend file "base/1/2": No space left on device' using errcode = 'disk_full';
end
$$;
create function fill() returns void language plpgsql as $$
declare t regclass;
begin
    for t in select oid from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' loop
        execute format('create trigger full_disk before insert or update on %s for each statement execute function refuse()', t);
    end loop;
end
$$;
create function make_room() returns void language plpgsql as $$
declare t regclass;
begin
    for t in select tgrelid from pg_trigger where tgname = 'full_disk' loop
        execute format('drop trigger full_disk on %s', t);
    end loop;
end
$$`

// The disk of the database is full: what is there is shown, changes are refused, and the operator reads why, once.
func TestTheDiskOfTheDatabaseIsFull(t *testing.T) {
	t.Parallel()
	replicas(t, func(t *testing.T, more int) {
		w := begin(t, options{health: true})
		for range more {
			w.join(options{health: true})
		}
		w.ana.Command("/followup add Acme").Expect("Acme")
		w.db.MustExec(full)
		w.db.MustExec(`select fill()`)
		for range 10 {
			w.refused()
		}
		w.clock.Advance(91 * time.Minute)
		for _, bot := range w.bots {
			if err := bot.Turn(t.Context()); err == nil {
				t.Error("a sweep has written")
			}
			if err := app.Probe(t.Context(), bot.health, "/readyz"); err == nil || err.Error() != "the database takes no changes: its disk is full" {
				t.Errorf("it says %v", err)
			}
		}
		w.wantDigests(w.ana, 0)
		if n := w.said.times("request failed", "No space left on device"); n < 1 || n > more+1 {
			t.Errorf("%d bots have told the operator %d times", more+1, n)
		}

		w.db.MustExec(`select make_room()`)
		w.healed()
		for _, bot := range w.bots {
			check(t, app.Probe(t.Context(), bot.health, "/readyz"))
		}
		w.ana.ExpectDM("Acme")
		w.taken()
		w.wantDigests(w.ana, 1)
		w.wantManners()
	})
}
