package postgres_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/lib/pq"

	"github.com/followup-bot/followup/internal/pgtest"
	"github.com/followup-bot/followup/internal/postgres"
	"github.com/followup-bot/followup/internal/tracker"
)

// A server that was told to take no changes takes none, also within transactions. Told otherwise, it is asked again in a new session.
func TestAServerThatTakesNoChangesIsObeyedAndAskedAgain(t *testing.T) {
	h := newHouse(t)
	var name string
	h.ok(h.raw.GetContext(t.Context(), &name, `select current_database()`))
	h.exec(`alter database ` + name + ` set default_transaction_read_only = on`)
	db := open(t, h.raw.URL)
	insert := func() error {
		return db.Store().InTx(t.Context(), func(tx tracker.Tx) error {
			_, err := tx.InsertLead(t.Context(), lead("One", ann, today))
			return err
		})
	}
	if err := insert(); pq.As(err, "25006") == nil {
		t.Fatalf("a lead is stored: %v", err)
	}
	if err := db.Outbox().Block(t.Context(), w, posts, time.Hour, 0); pq.As(err, "25006") == nil {
		t.Errorf("a block is stored: %v", err)
	}
	why, err := db.WhyReadOnly(t.Context())
	h.ok(err)
	h.same(why, "the database takes no changes: default_transaction_read_only is on")
	h.exec(`alter database ` + name + ` reset default_transaction_read_only`)
	_ = insert() // by whichever session
	h.ok(insert())
	why, err = db.WhyReadOnly(t.Context())
	h.ok(err)
	h.same(why, "")
}

// Every session ends its statements in time, those that the pool makes anew as well.
func TestEverySessionHasItsLimits(t *testing.T) {
	h := newHouse(t)
	const sessions = 6
	db, err := postgres.Open(t.Context(), h.raw.URL, postgres.Options{StatementTimeout: 200 * time.Millisecond, MaxConns: sessions})
	h.ok(err)
	defer db.Close() //nolint:errcheck // nothing was written
	one := h.insert(lead("One", ann, today))
	h.tx(func(ctx context.Context, tx tracker.Tx) error {
		_, err := tx.LockLead(ctx, w, one.ID)
		h.ok(err)
		for range 2 {
			clock := clockwork.NewRealClock()
			begun := clock.Now()
			for _, err := range together(sessions, func(int) error {
				return db.Store().InTx(ctx, func(other tracker.Tx) error {
					_, err := other.LockLead(ctx, w, one.ID)
					return err
				})
			}) {
				if err == nil || !strings.Contains(err.Error(), "statement timeout") {
					t.Errorf("waited for the lock: %v", err)
				}
			}
			if took := clock.Since(begun); took > 10*time.Second {
				t.Errorf("it took %s", took)
			}
			h.exec(`select pg_terminate_backend(pid, 5000) from pg_stat_activity
where datname = current_database() and application_name = 'followup' and state = 'idle' and pid <> pg_backend_pid()`)
		}
		return nil
	})
}

func TestOfSeveralServersTheOneThatTakesChangesIsMeant(t *testing.T) {
	h := newHouse(t)
	var name string
	h.ok(h.raw.GetContext(t.Context(), &name, `select current_database()`))
	config, err := pq.NewConfig(h.raw.URL)
	h.ok(err)
	several := "host=127.0.0.1," + config.Host + " port=1,5432 user=" + config.User + " password='" + config.Password + "' dbname=" + name + " sslmode=disable"
	db := open(t, several)
	h.ok(db.Ping(t.Context()))
	h.exec(`alter database ` + name + ` set default_transaction_read_only = on`)
	_, err = postgres.Open(t.Context(), several, postgres.Options{})
	if err == nil || !strings.Contains(err.Error(), "session is read-only") || !postgres.MayAnswerLater(err) {
		t.Errorf("none takes changes: %v", err)
	}
	open(t, several+" target_session_attrs=any")
}

// A server that answers nothing lets everybody wait; once it is known, nobody waits for it who can have another.
func TestAServerThatIsGoneIsNotWaitedForAgain(t *testing.T) {
	h := newHouse(t)
	frozen := pgtest.NewOutage(t)
	gone, err := pq.NewConfig(frozen.URL)
	h.ok(err)
	config, err := pq.NewConfig(h.raw.URL)
	h.ok(err)
	frozen.Pause()
	const patience = 2 * time.Second
	db, err := postgres.Open(t.Context(), "host="+gone.Host+","+config.Host+" port=5432,5432 user="+config.User+" password='"+config.Password+
		"' dbname="+config.Database+" sslmode=disable", postgres.Options{ConnectTimeout: patience})
	h.ok(err)
	defer db.Close() //nolint:errcheck // nothing was written
	clock := clockwork.NewRealClock()
	begun := clock.Now()
	h.ok(db.Store().InTx(t.Context(), func(tx tracker.Tx) error { // holds one session
		_, err := db.Store().Person(t.Context(), w, ann) // and needs another
		return err
	}))
	if took := clock.Since(begun); took >= patience {
		t.Errorf("it was waited for again, for %s", took)
	}
}
