package e2e

import (
	"testing"

	"github.com/followup-bot/followup/internal/slacksim/simtest"
)

// digestAt sets the time of a person's morning list, and the days it comes on.
func (w *world) digestAt(p *simtest.Person, at string, days ...string) {
	w.t.Helper()
	p.Command("/followup settings")
	form := p.ExpectModal("Your settings").Choose("Morning list at", at)
	if len(days) > 0 {
		form.Choose("Working days", days...)
	}
	form.Submit().ExpectClosed()
	p.ExpectEphemeral("Saved")
}

var everyDay = []string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}

// mornings moves through a night minute by minute around the given instants and says how many direct messages there are after each.
func (w *world) mornings(p *simtest.Person, zone string, steps map[string]int, order ...string) {
	w.t.Helper()
	for _, at := range order {
		w.to(at, zone)
		w.turn()
		if got := len(w.digests(p)); got != steps[at] {
			w.t.Errorf("at %s %s: %d lists, want %d", at, zone, got, steps[at])
		}
	}
}

// The clocks go forward on Sunday 29 March 2026 at 02:00, and 02:30 never comes: the list comes at 03:00.
func TestG3OneDigestWhenTheClocksGoForward(t *testing.T) {
	w := begin(t, options{at: "2026-03-27T12:00:00Z"})
	w.digestAt(w.ana, "02:30", everyDay...)
	w.ana.Command("/followup add Acme").Expect("Acme")

	// in UTC: 00:59 is 01:59 in Berlin, 01:00 is 03:00 there
	w.mornings(w.ana, "UTC", map[string]int{
		"2026-03-28 01:29": 0, "2026-03-28 01:30": 1, "2026-03-29 00:59": 1, "2026-03-29 01:00": 2, "2026-03-29 01:30": 2,
		"2026-03-30 00:29": 2, "2026-03-30 00:30": 3,
	}, "2026-03-28 01:29", "2026-03-28 01:30", "2026-03-29 00:59", "2026-03-29 01:00", "2026-03-29 01:30", "2026-03-30 00:29", "2026-03-30 00:30")
	for range 3 {
		w.ana.ExpectDM("Acme")
	}
	w.ExpectQuiet()
}

// The clocks go back on Sunday 25 October 2026 at 03:00, and 02:30 comes twice: the list comes once.
func TestG3OneDigestWhenTheClocksGoBack(t *testing.T) {
	w := begin(t, options{at: "2026-10-23T12:00:00Z"})
	second := w.join(options{})
	w.digestAt(w.ana, "02:30", everyDay...)
	w.ana.Command("/followup add Acme").Expect("Acme")

	w.mornings(w.ana, "UTC", map[string]int{
		"2026-10-24 00:30": 1, "2026-10-25 00:29": 1, "2026-10-25 00:30": 2, "2026-10-25 01:30": 2,
		"2026-10-26 01:29": 2, "2026-10-26 01:30": 3,
	}, "2026-10-24 00:30", "2026-10-25 00:29", "2026-10-25 00:30", "2026-10-25 01:30", "2026-10-26 01:29", "2026-10-26 01:30")
	w.quit(second)
	for range 3 {
		w.ana.ExpectDM("Acme")
	}
	w.ExpectQuiet()
}

// On Kiritimati (UTC+14) it is tomorrow while on Niue (UTC−11) it is still yesterday.
func TestG3EveryRepHasTheirOwnDate(t *testing.T) {
	w := begin(t, options{at: "2026-05-11T12:00:00Z"})
	w.move(w.ana, "Pacific/Kiritimati")
	w.move(w.max, "Pacific/Niue")
	w.ana.Command("/followup add Acme").Expect("Acme") // 02:00 on Tuesday
	w.max.Command("/followup add Beta").Expect("Beta") // 01:00 on Monday

	w.to("2026-05-12 08:29", "Pacific/Kiritimati")
	w.wantDigests(w.ana, 0)
	w.to("2026-05-12 08:30", "Pacific/Kiritimati")
	w.ana.ExpectDM("Tue 12 May")
	w.to("2026-05-11 08:29", "Pacific/Niue")
	w.wantDigests(w.max, 0)
	w.to("2026-05-11 08:30", "Pacific/Niue")
	w.max.ExpectDM("Mon 11 May")
	w.wantDigests(w.ana, 1)
	w.wantDigests(w.max, 1)
	w.ExpectQuiet()
}

// Somebody who flies west sees the same morning twice, and gets its list once; flying back they miss no date.
func TestG3AJourneyNeitherRepeatsNorLosesADate(t *testing.T) {
	w := begin(t, options{})
	w.ana.Command("/followup add Acme").Expect("Acme")
	w.berlin("2026-05-12 08:31")
	w.ana.ExpectDM("Tue 12 May")

	w.move(w.ana, "America/Los_Angeles") // where it is 23:31 on Monday
	w.to("2026-05-12 08:31", "America/Los_Angeles")
	w.to("2026-05-12 13:00", "America/Los_Angeles")
	w.wantDigests(w.ana, 1)
	w.to("2026-05-13 08:30", "America/Los_Angeles")
	w.ana.ExpectDM("Wed 13 May")

	w.to("2026-05-13 17:00", "America/Los_Angeles")
	w.move(w.ana, "Pacific/Kiritimati") // where it is 14:00 on Thursday
	w.turn()
	w.wantDigests(w.ana, 2)
	w.to("2026-05-15 08:31", "Pacific/Kiritimati")
	w.ana.ExpectDM("Fri 15 May")
	w.wantDigests(w.ana, 3)
	w.ExpectQuiet()
}

// A rep whose morning is already there where they land gets its list at once, until two o'clock.
func TestG3ADateThatBeginsOnTheWayIsNotLost(t *testing.T) {
	w := begin(t, options{})
	w.move(w.ana, "America/Los_Angeles") // Monday, 22:00
	w.ana.Command("/followup add Acme").Expect("Acme")
	w.ana.Command("/followup move Acme fri").Expect("Fri 15 May")
	w.to("2026-05-15 01:00", "America/Los_Angeles")
	w.wantDigests(w.ana, 0)

	w.move(w.ana, "Europe/Berlin") // Friday, 10:00
	w.turn()
	w.ana.ExpectDM("Fri 15 May")
	w.turn()
	w.wantDigests(w.ana, 1)
	w.ExpectQuiet()
}

// move has a person arrive in another zone, and waits until the bot knows.
func (w *world) move(p *simtest.Person, zone string) {
	w.t.Helper()
	check(w.t, w.ws.SetZone(p.ID(), zone))
	w.until("the bot knows that "+w.handle(p)+" is in "+zone, func() bool {
		return w.number(`select count(*) from people where user_id = $1 and zone = $2`, p.ID(), zone) == 1
	})
}
