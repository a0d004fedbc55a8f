package e2e

import (
	"strings"
	"testing"

	"github.com/followup-bot/followup/internal/slacksim"
)

// Whoever reads the database, or a backup of it, reads leads; but no token, and no address of an answer but of forms that are open, which
// Slack takes for half an hour.
func TestTheDatabaseHoldsNoTokens(t *testing.T) {
	w := begin(t, options{at: nine})
	has(w.ana, "Acme jane@acme.example")
	w.fault(slacksim.Fault{Kind: slacksim.FaultError, Method: "chat.postMessage", Error: "internal_error", Count: 1})
	w.fault(slacksim.Fault{Kind: slacksim.FaultCut, Method: "views.publish", Count: 1})
	w.ana.OpenHome()
	w.ana.Command("/followup log acme call")
	form := w.ana.ExpectModal("Log a touch")
	w.berlin("2026-05-13 08:31")
	form.Close()

	var tables []string
	check(t, w.db.SelectContext(t.Context(), &tables, `
		select quote_ident(table_schema) || '.' || quote_ident(table_name)
		from information_schema.tables
		where table_schema not in ('pg_catalog', 'information_schema')`))
	rows, answers := 0, 0
	for _, table := range tables {
		var kept []string
		check(t, w.db.SelectContext(t.Context(), &kept, `select t::text from `+table+` t`))
		rows += len(kept)
		for _, row := range kept {
			for _, secret := range []string{w.ws.BotToken(), w.ws.AppToken(), "xoxb-", "xapp-", "ticket="} {
				if strings.Contains(row, secret) {
					t.Errorf("%s keeps %s: %s", table, secret, row)
				}
			}
			if strings.Contains(row, w.ws.URL()+"response") {
				if answers++; table != "public.drafts" {
					t.Errorf("%s keeps where an answer goes: %s", table, row)
				}
			}
		}
	}
	if rows < 10 || answers == 0 {
		t.Errorf("%d rows in %q, %d addresses of answers: nothing was looked at", rows, tables, answers)
	}
}
