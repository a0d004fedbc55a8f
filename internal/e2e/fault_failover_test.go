package e2e

import (
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/pgtest"
	"github.com/followup-bot/followup/internal/slacksim"
)

// onPair begins a story on a database with a standby, to which the bots come by an address.
func onPair(t *testing.T, pair *pgtest.Pair, address string, more int) *world {
	t.Helper()
	o := options{database: address, lease: 4 * time.Second}
	w := begin(t, o)
	w.db = pair.DB
	for range more {
		w.join(o)
	}
	w.ana.Command("/followup add Acme").Expect("Acme")
	w.max.Command("/followup add Beta").Expect("Beta")
	return w
}

// The server that leads dies in the middle of the morning, and the standby takes over: both are in the bots' address. What was
// confirmed is there, and nobody has two lists. The old one comes back as the new one's standby, and nobody writes to it.
func TestAStandbyTakesOver(t *testing.T) {
	t.Parallel()
	replicas(t, func(t *testing.T, more int) {
		pair := pgtest.NewPair(t)
		w := onPair(t, pair, pair.Both, more)
		w.fault(slacksim.Fault{Kind: slacksim.FaultLate, Method: "chat.postMessage", Delay: 300 * time.Millisecond, Count: -1})
		w.wave()
		w.until("a list is on its way", func() bool { return w.calls("chat.postMessage") > 0 })
		pair.Kill()
		pair.Promote()
		led := real.Now()
		w.healed()
		if took := real.Since(led); took > 10*time.Second {
			t.Errorf("the bots came back %s after the standby led", took)
		}
		w.within(2*soon, "every list is posted", func() bool { return w.countedNow(digestsPosted) == 2 })
		w.ana.ExpectDM("Acme")
		w.max.ExpectDM("Beta")

		pair.Follow()
		for range 5 {
			w.ana.Command("/followup log Acme call noanswer").Expect("no answer")
		}
		w.healed()
		w.wantNumber(5, touchesMade)
		w.wantNoOrphans()
		w.wantDigests(w.ana, 1)
		w.wantDigests(w.max, 1)
		w.wantQuickAcks()
		w.wantManners()
	})
}

// Another server leads now at the same address, and the old one lives on and takes no changes: the bots' connections to it, which
// nobody cut, are left behind at once.
func TestAnotherServerAnswersAtTheSameAddress(t *testing.T) {
	t.Parallel()
	replicas(t, func(t *testing.T, more int) {
		pair := pgtest.NewPair(t)
		way := pgtest.NewProxy(t, pair.URL)
		w := onPair(t, pair, way.URL, more)
		pair.Refuse()
		pair.Promote()
		way.Lead(t, pair.StandbyURL())
		w.healed()
		switched := real.Now()
		w.until("a touch is stored", func() bool {
			w.ana.Command("/followup log Acme call noanswer").Message()
			return w.number(touchesMade) > 0
		})
		if took := real.Since(switched); took > 5*time.Second {
			t.Errorf("the old server was kept for %s", took)
		}
		w.max.Command("/followup lead Beta").Expect("touch")
		w.berlin("2026-05-12 08:31")
		w.max.ExpectDM("Beta")
		w.wantQuickAcks()
		w.wantManners()
	})
}

// Of two bots one loses the database, with lists in its hands: it sends at most the one that is on its way, long before its hold on the
// others ends. The other bot sends the rest, and nobody has two lists, whatever the first one does.
func TestABotThatLosesTheDatabaseSendsNothing(t *testing.T) {
	server := pgtest.NewOutage(t)
	way := pgtest.NewProxy(t, server.URL)
	o := options{database: way.URL, lease: 5 * time.Second}
	w, people := onServer(t, o, server, 8, 0)
	slow := w.fault(slacksim.Fault{Kind: slacksim.FaultLate, Method: "chat.postMessage", Delay: 300 * time.Millisecond, Count: -1})
	w.wave()
	w.until("the first list is sent", func() bool { return w.calls("chat.postMessage") >= 2 })
	way.Cut()
	cut, sent := real.Now(), w.calls("chat.postMessage")
	w.until("it can send nothing more", func() bool { return real.Since(cut) > 2*time.Second })
	if more := w.calls("chat.postMessage") - sent; more > 1 {
		t.Errorf("it sent %d lists without the database", more)
	}
	if held := w.number(`select count(*) from deliveries where leased_until > clock_timestamp()`); held == 0 {
		t.Error("it held nothing")
	}

	w.url = server.URL
	w.join(options{lease: o.lease})
	slow()
	w.listEach(people)
	way.Lead(t, server.URL)
	w.healed()
	for range 4 { // whichever of the two is asked
		people[0].Command("/followup lead rep00").Expect("touch")
	}
	for _, p := range people {
		w.wantDigests(p, 1)
	}
	w.wantManners()
}
