package e2e

import (
	"testing"

	"github.com/followup-bot/followup/internal/slacksim/simtest"
)

// healed does what is due once every bot has found the database again.
func (w *world) healed() {
	w.t.Helper()
	for _, bot := range w.bots {
		w.until("the bot has the database back", func() bool { return bot.Turn(w.t.Context()) == nil })
	}
}

// adopted fails unless a digest from before the restore is the one digest of its reader, and is worked with.
func (w *world) adopted(p *simtest.Person, digest *simtest.Message, lead string) {
	w.t.Helper()
	w.wantDigests(p, 1)
	digest.Row(lead).Overflow("No answer")
	w.healed()
	digest.ExpectUpdate("1/1")
	w.wantDigests(p, 1)
}

// The database is restored under the bots' feet, as it was before the morning: they notice, and nobody gets their list again.
func TestTheDatabaseIsRestoredWhileBotsRun(t *testing.T) {
	t.Parallel()
	for name, replicas := range map[string]int{"one bot": 1, "two bots": 2} {
		t.Run(name, func(t *testing.T) {
			w := begin(t, options{})
			for range replicas - 1 {
				w.join(options{})
			}
			w.ana.Command("/followup add Acme").Expect("Acme")
			w.max.Command("/followup add Beta").Expect("Beta")
			restore := w.db.Backup(t)
			w.healed()
			w.berlin("2026-05-12 08:31")
			anas, maxs := w.ana.ExpectDM("Acme"), w.max.ExpectDM("Beta")
			w.ana.Command("/followup add Forgotten").Expect("Forgotten")
			forgotten := w.number(`select max(id) from leads`)

			restore()
			w.healed()
			w.wantNumber(2, digestsPosted)
			w.adopted(w.ana, anas, "Acme")
			w.adopted(w.max, maxs, "Beta")
			w.wantNumber(0, `select count(*) from leads where name = 'Forgotten'`)
			w.ana.Command("/followup add Another").Expect("Another")
			if n := w.number(`select max(id) from leads`); n <= forgotten {
				t.Errorf("number %d was a lead's that buttons may still be about, and %d is another's", forgotten, n)
			}
			w.berlin("2026-05-13 08:31")
			w.wantDigests(w.ana, 2)
			w.wantDigests(w.max, 1) // nothing of his is due: he tried today
			w.ana.ExpectDM("Another")
			w.wantManners()
		})
	}
}

// The bots are stopped, the backup of an hour before is restored, and new ones start. What was due meanwhile is looked for: what was
// posted is taken up, and what was not is posted.
func TestBotsStartOnTheBackupOfAnHourBefore(t *testing.T) {
	w := begin(t, options{})
	w.join(options{})
	w.ana.Command("/followup add Acme").Expect("Acme")
	restore := w.db.Backup(t)
	w.healed()
	w.berlin("2026-05-12 08:31")
	anas := w.ana.ExpectDM("Acme")
	for len(w.bots) > 0 {
		w.quit(w.bots[0])
	}

	restore()
	w.db.MustExec(`update beats set beat_at = beat_at - interval '1 hour'`)
	looked := w.calls("conversations.history")
	w.join(options{})
	w.join(options{})
	w.healed()
	w.adopted(w.ana, anas, "Acme")
	if n := w.calls("conversations.history"); n != looked+1 {
		t.Errorf("looked into direct messages %d times, for one list", n-looked)
	}
	w.ExpectQuiet()
}

// An hour in which no bot runs looks the same to the next one: the lists come late, and once.
func TestAnHourWithoutABotCostsALookAndNoList(t *testing.T) {
	w := begin(t, options{})
	w.ana.Command("/followup add Acme").Expect("Acme")
	w.max.Command("/followup add Beta").Expect("Beta")
	w.quit(w.bots[0])
	w.db.MustExec(`update beats set beat_at = beat_at - interval '1 hour'`)
	w.berlin("2026-05-12 09:00")
	w.join(options{})
	w.turn()
	w.ana.ExpectDM("Acme")
	w.max.ExpectDM("Beta")
	if n := w.calls("conversations.history"); n != 2 {
		t.Errorf("looked into %d direct messages for two lists", n)
	}
	w.wantDigests(w.ana, 1)
	w.wantDigests(w.max, 1)
	w.ExpectQuiet()
}

// A restart in the morning looks for nothing: Slack lets an app look into fifty conversations a minute.
func TestARestartInTheMorningLooksForNothing(t *testing.T) {
	w := begin(t, options{})
	w.ana.Command("/followup add Acme").Expect("Acme")
	w.quit(w.bots[0])
	w.berlin("2026-05-12 08:31")
	w.join(options{})
	w.turn()
	w.ana.ExpectDM("Acme")
	if n := w.calls("conversations.history"); n != 0 {
		t.Errorf("looked into %d direct messages", n)
	}
	w.ExpectQuiet()
}
