package e2e

import (
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/slacksim"
)

// takeover bounds how long people wait for what a dead bot was about to say.
const takeover = 30 * time.Second

// successor is how the work of a bot that ends goes on: by one that is started then, or by one that was there already.
type successor bool

const (
	startedThen  successor = false
	thereAlready successor = true
)

// bySuccessors tells a story of a bot that ends, on one replica and on two.
func bySuccessors(t *testing.T, story func(t *testing.T, next successor)) {
	t.Run("one bot", func(t *testing.T) { story(t, startedThen) })
	t.Run("two bots", func(t *testing.T) { story(t, thereAlready) })
}

// killed ends a bot as kill -9 does, has another go on, and returns when that was.
func (w *world) killed(bot *process, next successor, local string) time.Time {
	w.t.Helper()
	if next == thereAlready {
		w.serve(local)
	}
	bot.kill()
	died := real.Now()
	if next == startedThen {
		w.serve(local)
	}
	return died
}

// prepared is a world without a bot, in which Ana, Max and Sam have something due on Tuesday at 08:30.
func prepared(t *testing.T) *world {
	t.Helper()
	w := begin(t, options{})
	w.ana.Command("/followup add Acme").Expect("Acme")
	w.max.Command("/followup add Beta").Expect("Beta")
	w.sam.Command("/followup add Gamma").Expect("Gamma")
	w.quit(w.bots[0])
	return w
}

// takenOver waits until everybody has their list, and nobody two, soon enough after a death.
func (w *world) takenOver(died time.Time) {
	w.t.Helper()
	w.within(takeover+soon, "all have their list", func() bool { return w.number(digestsPosted) == 3 })
	if took := real.Since(died); took > takeover {
		w.t.Errorf("the lists came %s after the crash", took)
	}
	w.oneDigestEach()
}

// oneDigestEach waits until everybody has their list, and nobody two.
func (w *world) oneDigestEach() {
	w.t.Helper()
	w.ana.ExpectDM("Acme")
	w.max.ExpectDM("Beta")
	w.sam.ExpectDM("Gamma")
	w.until("nothing waits", func() bool { return w.number(deliveriesLeft) == 0 })
	w.wantNumber(3, digestsPosted)
	w.wantDigests(w.ana, 1)
	w.wantDigests(w.max, 1)
	w.wantDigests(w.sam, 1)
}

// Slack has posted the list, and the program dies before it hears so.
func TestKilledBetweenSlacksOKAndOurNote(t *testing.T) {
	t.Parallel()
	bySuccessors(t, func(t *testing.T, next successor) {
		w := prepared(t)
		w.fault(slacksim.Fault{Kind: slacksim.FaultLate, Method: "chat.postMessage", Delay: time.Minute})
		bot := w.serve("2026-05-12 08:31")
		w.until("a list is posted", func() bool { return len(w.digests(w.ana))+len(w.digests(w.max))+len(w.digests(w.sam)) > 0 })
		w.wantNumber(0, digestsPosted)
		w.takenOver(w.killed(bot, next, "2026-05-12 08:32"))
		w.ExpectQuiet()
	})
}

// Slack wanted nothing yet, and the program dies while it waits.
func TestKilledBeforeThePost(t *testing.T) {
	t.Parallel()
	bySuccessors(t, func(t *testing.T, next successor) {
		w := prepared(t)
		w.fault(slacksim.Fault{Kind: slacksim.FaultRateLimited, Method: "chat.postMessage", RetryAfter: 5})
		bot := w.serve("2026-05-12 08:31")
		w.until("all is put back", func() bool {
			return w.number(`select count(*) from deliveries where retry_at is not null and leased_until is null`) == 3
		})
		w.wantNumber(0, digestsPosted)
		w.takenOver(w.killed(bot, next, "2026-05-12 08:32"))
		w.ExpectQuiet()
	})
}

// A touch was on its way into the database: nobody was told that it is there. The server finishes a statement that it has in hand, so it may
// be; then the line that is typed again says that it is the second.
func TestKilledBeforeTheCommit(t *testing.T) {
	t.Parallel()
	bySuccessors(t, func(t *testing.T, next successor) {
		w := prepared(t)
		bot := w.serve("2026-05-12 07:30")
		release := w.holdLeads()
		told := make(chan string, 1)
		go func() { told <- w.ana.CommandFails("/followup log Acme call noanswer") }()
		w.until("the touch waits for its lead", w.somebodyWaits)
		w.killed(bot, next, "2026-05-12 07:31")
		release()
		if code := <-told; code != "operation_timeout" {
			t.Errorf("Slack says %s", code)
		}
		w.until("the server is through with it", func() bool { return !w.somebodyWaits() })
		stored := w.number(touchesMade)
		if stored > 1 {
			t.Errorf("%d touches of one line", stored)
		}

		again := w.ana.Command("/followup log Acme call noanswer")
		again.Expect("no answer")
		if stored == 1 {
			again.Expect("one more of the same")
		}
		w.wantNumber(stored+1, touchesMade)
		w.wantManners()
	})
}

// A deploy in the middle of the morning: what is in hand is finished, and the next one goes on.
func TestTerminatedInTheMiddleOfTheMorning(t *testing.T) {
	t.Parallel()
	bySuccessors(t, func(t *testing.T, next successor) {
		w := prepared(t)
		w.fault(slacksim.Fault{Kind: slacksim.FaultLate, Method: "chat.postMessage", Delay: 2 * time.Second})
		bot := w.serve("2026-05-12 08:31")
		w.until("a list is posted", func() bool { return w.calls("chat.postMessage") > 0 })
		release := w.holdLeads()
		atOnce(
			func() { w.max.Command("/followup log Beta call noanswer").Expect("no answer") },
			func() {
				w.until("the touch waits for its lead", w.somebodyWaits)
				if next == thereAlready {
					w.serve("2026-05-12 08:32")
				}
				bot.terminate(release)
			},
		)
		w.wantNumber(1, touchesMade)
		if next == startedThen {
			w.wantNumber(0, `select count(*) from deliveries where leased_until is not null`)
			w.serve("2026-05-12 08:32")
		}
		w.ana.ExpectDM("Acme")
		w.sam.ExpectDM("Gamma")
		w.until("nothing waits", func() bool { return w.number(deliveriesLeft) == 0 })
		w.wantDigests(w.ana, 1)
		w.wantDigests(w.sam, 1)
		if n := len(w.digests(w.max)); n > 1 {
			t.Errorf("Max has %d lists", n)
		}
		w.wantManners()
	})
}
