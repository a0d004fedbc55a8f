package e2e

import "testing"

func TestG3OneDigestPerRepAndLocalDate(t *testing.T) {
	w := begin(t, options{})
	second := w.join(options{})
	w.ana.Command("/followup add Acme").Expect("Acme")
	w.max.Command("/followup add Beta").Expect("Beta")
	w.priya.Command("/followup add Gamma").Expect("Gamma") // 08:30 in Kolkata has gone by: her first list comes tomorrow

	w.berlin("2026-05-12 08:30")
	digest := w.ana.ExpectDM("Acme")
	w.max.ExpectDM("Beta")
	w.turn()

	w.quit(second)
	third := w.join(options{}) // a deploy
	w.berlin("2026-05-12 08:31")
	w.quit(w.bots[0])
	w.berlin("2026-05-12 13:59")
	w.turn()
	if len(w.bots) != 1 || w.bots[0] != third {
		t.Fatal("the new bot is not alone")
	}
	w.wantDigests(w.ana, 1)
	w.wantDigests(w.max, 1)

	digest.Row("Acme").Overflow("No answer") // a bot that never posted it keeps it up to date
	digest.ExpectUpdate("1/1")
	w.ana.Command("/followup move Acme tmr").Expect("Acme")
	w.berlin("2026-05-13 08:31")
	w.ana.ExpectDM("Acme")
	w.max.ExpectDM("Beta") // still due, overdue by now
	w.priya.ExpectDM("Gamma")
	w.wantDigests(w.ana, 2)
	w.wantDigests(w.max, 2)
	w.ExpectQuiet()
}

func TestG3ATimeChosenAfterTheDigestBringsNoSecondOne(t *testing.T) {
	w := begin(t, options{})
	w.ana.Command("/followup add Acme").Expect("Acme")
	w.berlin("2026-05-12 08:31")
	w.ana.ExpectDM("Acme")

	w.ana.Command("/followup settings")
	w.ana.ExpectModal("Your settings").Choose("Morning list at", "10:00").Submit().ExpectClosed()
	w.ana.ExpectEphemeral("10:00")
	w.berlin("2026-05-12 10:01")
	w.wantDigests(w.ana, 1)
	w.berlin("2026-05-13 08:31")
	w.wantDigests(w.ana, 1)
	w.berlin("2026-05-13 10:00")
	w.ana.ExpectDM("Acme")
	w.ExpectQuiet()
}

func TestG3ABotThatWasDownInTheMorningSendsOneDigestLate(t *testing.T) {
	w := begin(t, options{})
	w.ana.Command("/followup add Acme").Expect("Acme")
	w.quit(w.bots[0])

	w.berlin("2026-05-12 11:00")
	w.join(options{})
	w.join(options{})
	w.turn()
	w.ana.ExpectDM("Acme")
	w.turn()
	w.wantDigests(w.ana, 1)
	w.ExpectQuiet()
}

func TestG3ABotThatWasDownAllDayMergesTheDigestIntoTheNext(t *testing.T) {
	w := begin(t, options{})
	w.ana.Command("/followup add Acme").Expect("Acme")
	w.quit(w.bots[0])

	w.berlin("2026-05-12 14:00")
	w.join(options{})
	w.turn()
	w.wantDigests(w.ana, 0)
	w.ana.Command("/followup add Beta").Expect("Beta")
	w.berlin("2026-05-13 08:30")
	w.ana.ExpectDM("2 to do").Row("Acme")
	w.wantDigests(w.ana, 1)
	w.ExpectQuiet()
}
