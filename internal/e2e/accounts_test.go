package e2e

import (
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"github.com/followup-bot/followup/internal/pgtest"
	"github.com/followup-bot/followup/internal/postgres"
)

// The bot needs no right to change the schema: its owner does that, and the bot works with what is in it.
func TestTheBotWorksWithAnAccountOfItsOwn(t *testing.T) {
	raw := pgtest.NewEmpty(t)
	owner, bot := accounts(t, raw)

	schema := opened(t, bot)
	_, err := schema.MigrateUp(t.Context())
	if err == nil {
		t.Fatal("the bot's account changes the schema")
	}
	says(t, err.Error(), "this account may not change the schema, which lacks 0001_leads.sql", "followup migrate up")
	_, err = opened(t, owner).MigrateUp(t.Context())
	check(t, err)

	w := begin(t, options{database: bot})
	w.ana.Command(`/followup add "Acme / Jane Doe" jane@acme.example`).Expect("Acme · Jane Doe")
	w.ana.Command(`/followup log acme call noanswer next tmr`).Expect("no answer").Button("Undo").Click()
	w.ana.Command(`/followup log acme call noanswer next tmr`).Expect("no answer")
	w.ana.OpenHome()
	w.berlin("2026-05-13 08:31")
	digest := w.ana.ExpectDM("Acme")
	digest.Row("Acme").Overflow("No answer")
	digest.ExpectUpdate("✅ Acme")
	check(t, w.bots[0].Look(t.Context()))
	_, err = w.bots[0].TrackerAt(w.clock).Audit(t.Context())
	check(t, err)
	if n, _, err := opened(t, owner).BotSessions(t.Context()); err != nil || n == 0 {
		t.Errorf("the owner sees %d sessions of the bot (%v)", n, err)
	}

	plain, err := sqlx.ConnectContext(t.Context(), "postgres", bot)
	check(t, err)
	defer plain.Close() //nolint:errcheck // nothing was written
	for _, forbidden := range []string{
		`create table mine (id int)`, `create temporary table mine (id int)`, `drop table leads`, `truncate events`,
		`alter table leads add column mine int`, `create index on leads (name)`, `drop function lead_key`,
		`alter table leads disable trigger all`, `copy leads to program 'cat'`, `create role mine`, `set role ` + nameIn(owner),
	} {
		_, err := plain.ExecContext(t.Context(), forbidden)
		if pq.As(err, "42501") == nil {
			t.Errorf("%s: %v, want that it is not permitted", forbidden, err)
		}
	}
	w.ExpectQuiet()
}

// accounts makes the two accounts of docs/accounts.sql, by names of this test's own, and returns their addresses.
func accounts(t *testing.T, db *pgtest.DB) (owner, bot string) {
	t.Helper()
	text, err := os.ReadFile("../../docs/accounts.sql")
	check(t, err)
	var name string
	check(t, db.GetContext(t.Context(), &name, `select current_database()`))
	_, err = db.ExecContext(t.Context(), strings.NewReplacer(
		"followup_owner", name+"_owner", "followup_bot", name+"_bot", "database followup", "database "+name,
	).Replace(string(text)))
	check(t, err)
	t.Cleanup(func() {
		db.MustExec(`drop owned by ` + name + `_bot, ` + name + `_owner cascade`)
		db.MustExec(`drop role ` + name + `_bot, ` + name + `_owner`)
	})
	return by(db.URL, name+"_owner", "change me"), by(db.URL, name+"_bot", "change me too")
}

// by is a database's address for another account.
func by(address, user, password string) string {
	u, err := url.Parse(address)
	if err != nil || !strings.HasPrefix(u.Scheme, "postgres") {
		return address + " user=" + user + " password='" + password + "'"
	}
	u.User = url.UserPassword(user, password)
	return u.String()
}

func nameIn(address string) string {
	c, err := pq.NewConfig(address)
	if err != nil {
		return err.Error()
	}
	return c.User
}

func opened(t *testing.T, address string) *postgres.DB {
	t.Helper()
	db, err := postgres.Open(t.Context(), address, postgres.Options{})
	check(t, err)
	t.Cleanup(func() { _ = db.Close() })
	return db
}
