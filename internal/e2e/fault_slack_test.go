package e2e

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/slacksim"
)

// quick are limits under which a story needn't wait a minute for what a bot waits a minute for.
var quick = options{lease: time.Second}

// withDigests begins a story in which three people have something due on Tuesday at 08:30, and Sam manages them.
func withDigests(t *testing.T, o options) *world {
	t.Helper()
	w := begin(t, o)
	w.team()
	w.ana.Command("/followup add Acme").Expect("Acme")
	w.max.Command("/followup add Beta").Expect("Beta")
	w.priya.Command("/followup add Gamma").Expect("Gamma")
	check(t, w.ws.SetZone(w.priya.ID(), "Europe/Berlin"))
	w.until("Priya is in Berlin", func() bool { return w.number(`select count(*) from people where zone = 'Asia/Kolkata'`) == 0 })
	return w
}

// team makes Ana, Max and Priya a team in #sales that Sam manages.
func (w *world) team() {
	w.t.Helper()
	w.sam.In("sales").Command("/followup team")
	form := w.sam.ExpectModal("Team").Fill("Team's name", "Sales").Choose("Members", "ana", "max", "priya")
	form.Submit().ExpectClosed()
	w.sam.ExpectEphemeral("✅ Sales")
	w.sam.ExpectEphemeral("I'm in")
}

// everyDigest waits for the three lists, and makes sure that nobody got two.
func (w *world) everyDigest() {
	w.t.Helper()
	w.until("nothing waits", func() bool {
		w.turn()
		return w.number(deliveriesLeft) == 0
	})
	w.ana.ExpectDM("Acme")
	w.max.ExpectDM("Beta")
	w.priya.ExpectDM("Gamma")
	w.wantDigests(w.ana, 1)
	w.wantDigests(w.max, 1)
	w.wantDigests(w.priya, 1)
}

func TestSlackAsksToWaitWhilePeopleType(t *testing.T) {
	t.Parallel()
	byReplicas(t, func(t *testing.T, more func(*world)) {
		w := withDigests(t, options{})
		more(w)
		w.fault(slacksim.Fault{Kind: slacksim.FaultRateLimited, Method: "chat.postMessage", RetryAfter: 2})
		w.berlin("2026-05-12 08:31")
		for range 5 {
			w.sam.Command("/followup lead Acme").Expect("Acme")
		}
		w.ana.Command("/followup log Acme")
		w.ana.ExpectModal("Log a touch").Close()
		if took := w.slowest(); took > 500*time.Millisecond {
			t.Errorf("somebody waited %s", took)
		}
		w.everyDigest()
		w.ExpectQuiet()
	})
}

func TestSlackKeepsItsRatesInAWaveOfDigests(t *testing.T) {
	w := withDigests(t, options{})
	w.ws.LimitRate(slacksim.Limit{Method: "chat.postMessage", Every: time.Second})
	w.berlin("2026-05-12 08:31")
	w.everyDigest()
	w.ExpectQuiet()
}

// Two bots share what Slack allows: while one of them is asked to wait, neither calls, also not to answer somebody in person.
func TestTwoBotsKeepSlacksRatesTogether(t *testing.T) {
	var all []slacksim.Person
	for i := range 8 {
		all = append(all, slacksim.Person{Name: fmt.Sprintf("rep%02d", i), RealName: fmt.Sprintf("Rep %02d", i), TZ: "Europe/Berlin"})
	}
	w := foundWith(t, options{}, all...)
	w.join(options{})
	for _, p := range all {
		w.Person(p.Name).Command("/followup add " + p.Name + "'s lead").Expect("added")
	}
	w.ws.LimitRate(slacksim.Limit{Method: "chat.postMessage", Every: 200 * time.Millisecond})
	w.berlin("2026-05-12 08:31")
	for _, p := range all {
		w.Person(p.Name).Say("lead " + p.Name)
	}
	for _, p := range all {
		who := w.Person(p.Name)
		who.ExpectDM(p.Name)
		who.ExpectDM(p.Name)
		w.wantDigests(who, 2) // the list, and the answer
	}
	w.ExpectQuiet()
}

func TestSlackIsBroken(t *testing.T) {
	t.Parallel()
	for name, f := range map[string]slacksim.Fault{
		"answers 502":                     {Kind: slacksim.FaultStatus, Status: http.StatusBadGateway},
		"answers 503":                     {Kind: slacksim.FaultStatus},
		"hangs up":                        {Kind: slacksim.FaultCut},
		"hangs up after it posted":        {Kind: slacksim.FaultLostAnswer},
		"takes too long":                  {Kind: slacksim.FaultSlow, Delay: 700 * time.Millisecond},
		"takes too long after it posted":  {Kind: slacksim.FaultLate, Delay: 700 * time.Millisecond},
		"says internal_error":             {Kind: slacksim.FaultError, Error: "internal_error"},
		"says fatal_error":                {Kind: slacksim.FaultError, Error: "fatal_error"},
		"takes nothing for some attempts": {Kind: slacksim.FaultStatus, Count: 5},
	} {
		t.Run(name, func(t *testing.T) {
			broken := func(t *testing.T, more func(*world)) {
				w := withDigests(t, quick)
				more(w)
				f.Method = "chat.postMessage"
				w.fault(f)
				w.berlin("2026-05-12 08:31")
				w.everyDigest()
				w.ExpectQuiet()
			}
			if f.Kind == slacksim.FaultLostAnswer || f.Count > 0 { // the others differ in what one bot hears
				byReplicas(t, broken)
				return
			}
			broken(t, func(*world) {})
		})
	}
}

// The edit of a list gets lost on the way: the list shows the click all the same.
func TestSlackLosesAnEdit(t *testing.T) {
	t.Parallel()
	byReplicas(t, func(t *testing.T, more func(*world)) {
		w := withDigests(t, quick)
		more(w)
		w.berlin("2026-05-12 08:31")
		digest := w.ana.ExpectDM("Acme")
		w.max.ExpectDM("Beta")
		w.priya.ExpectDM("Gamma")
		w.fault(slacksim.Fault{Kind: slacksim.FaultStatus, Method: "chat.update"})
		w.fault(slacksim.Fault{Kind: slacksim.FaultCut, Method: "chat.update"})
		digest.Row("Acme").Overflow("No answer")
		digest.ExpectUpdate("1/1")
		w.wantNumber(1, touchesMade)
		w.ExpectQuiet()
	})
}

func TestSlackRefusesAMessage(t *testing.T) {
	t.Parallel()
	byReplicas(t, func(t *testing.T, more func(*world)) {
		w := withDigests(t, options{})
		more(w)
		w.fault(slacksim.Fault{Kind: slacksim.FaultError, Method: "chat.postMessage", Channel: w.max.ID(), Error: "restricted_action"})
		w.berlin("2026-05-12 08:31")
		w.ana.ExpectDM("Acme")
		w.priya.ExpectDM("Gamma")
		w.turn()
		w.sam.ExpectDM("the morning list to Max Weber: this workspace doesn't let me post there")
		w.turn()
		w.wantDigests(w.max, 0)
		w.wantNumber(1, `select count(*) from deliveries where given_up_at is not null and last_error <> ''`)
		w.ExpectQuiet()
	})
}

// Max has left, and Slack says so only when it is written to.
func TestSomebodyIsGone(t *testing.T) {
	t.Parallel()
	byReplicas(t, func(t *testing.T, more func(*world)) {
		w := withDigests(t, options{})
		more(w)
		w.until("each has read the list of people, on which Max stands", func() bool { return len(w.callsOf("users.list")) == 2*len(w.bots) })
		w.fault(slacksim.Fault{Kind: slacksim.FaultError, Method: "chat.postMessage", Channel: w.max.ID(), Error: "user_disabled", Count: -1})
		w.berlin("2026-05-12 08:31")
		w.ana.ExpectDM("Acme")
		w.priya.ExpectDM("Gamma")
		w.turn()
		w.sam.ExpectDM("the morning list to Max Weber: their Slack account is deactivated")
		w.sam.ExpectDM("Max Weber left: 1 open lead has no active owner")

		w.berlin("2026-05-13 08:31")
		w.ana.ExpectDM("Acme")
		w.priya.ExpectDM("Gamma")
		w.turn()
		if n := len(w.digests(w.sam)); n != 2 {
			t.Errorf("Sam is told %d times of the list and of the lead that Max leaves, want once each", n)
		}
		w.berlin("2026-05-13 09:31")
		w.ExpectChannel("sales", "1 lead without an active owner")
		w.ExpectQuiet()
	})
}

// Slack says at once that Max has left: nobody writes to him, and the summary says that his leads wait for an owner.
func TestSomebodyIsDeactivated(t *testing.T) {
	t.Parallel()
	byReplicas(t, func(t *testing.T, more func(*world)) {
		w := withDigests(t, options{})
		more(w)
		check(t, w.ws.Deactivate(w.max.ID()))
		w.until("the bot knows", func() bool { return w.number(`select count(*) from people where is_deleted`) == 1 })
		w.berlin("2026-05-12 08:31")
		w.sam.ExpectDM("Max Weber left: 1 open lead has no active owner")
		w.ana.ExpectDM("Acme")
		w.priya.ExpectDM("Gamma")
		w.wantDigests(w.max, 0)
		w.berlin("2026-05-12 09:31")
		w.ExpectChannel("sales", "1 lead without an active owner")
		w.ExpectQuiet()
	})
}
