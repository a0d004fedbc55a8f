package e2e

import (
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/slacksim"
)

// A fifth of all calls fail, some are cut before or after Slack took them, some answers come too late: everybody gets one list.
func TestSlackFailsNowAndThen(t *testing.T) {
	t.Parallel()
	const reps = 12
	byReplicas(t, func(t *testing.T, more func(*world)) {
		w, people := crowd(t, reps, quick)
		w.join(w.o)
		more(w)
		w.ws.Seed(17)
		for _, f := range []slacksim.Fault{
			{Kind: slacksim.FaultStatus, Rate: 0.2},
			{Kind: slacksim.FaultCut, Rate: 0.05},
			{Kind: slacksim.FaultLostAnswer, Rate: 0.05},
			{Kind: slacksim.FaultLate, Rate: 0.05, Delay: 700 * time.Millisecond},
			{Kind: slacksim.FaultSlow, Rate: 0.05, Delay: 700 * time.Millisecond},
		} {
			f.Count = -1
			w.fault(f)
		}
		w.berlin("2026-05-12 08:31")
		w.within(time.Minute, "all have their list", func() bool {
			w.turn()
			return w.number(digestsPosted) == reps && w.number(deliveriesLeft) == 0
		})
		w.wantNumber(0, `select count(*) from deliveries where given_up_at is not null`)
		w.wantOneListEach(people)
		if n := w.calls("chat.postMessage"); n > 3*reps {
			t.Errorf("%d calls for %d lists", n, reps)
		}
		w.wantManners()
	})
}

// Slack takes half a minute for every call: who types is answered in time all the same, and later everybody has one list.
func TestSlackTakesHalfAMinutePerCall(t *testing.T) {
	t.Parallel()
	byReplicas(t, func(t *testing.T, more func(*world)) {
		w := withDigests(t, quick)
		more(w)
		answered := w.fault(slacksim.Fault{Kind: slacksim.FaultSlow, Delay: 30 * time.Second, Count: -1})
		w.berlin("2026-05-12 08:31")
		for range 10 {
			w.sam.Command("/followup lead Acme").Expect("Acme")
		}
		w.max.Command("/followup log Beta call noanswer").Expect("no answer")
		w.turn()
		w.wantNumber(0, digestsPosted)
		answered()
		w.wantQuickAcks()
		w.until("nothing waits", func() bool {
			w.turn()
			return w.number(deliveriesLeft) == 0
		})
		w.ana.ExpectDM("Acme")
		w.priya.ExpectDM("Gamma")
		w.wantDigests(w.ana, 1)
		w.wantDigests(w.priya, 1)
		w.wantNumber(1, touchesMade)
		w.wantManners()
	})
}

// Slack takes half a minute to post: what goes by another method is not behind it.
func TestSlowPostsHoldNothingElseUp(t *testing.T) {
	t.Parallel()
	byReplicas(t, func(t *testing.T, more func(*world)) {
		w := withDigests(t, options{})
		more(w)
		w.digestAt(w.max, "09:00")
		w.ana.OpenHome()
		w.ana.ExpectHome("Acme")
		w.berlin("2026-05-12 08:31")
		digest := w.ana.ExpectDM("Acme")
		w.priya.ExpectDM("Gamma")
		posted := w.fault(slacksim.Fault{Kind: slacksim.FaultSlow, Method: "chat.postMessage", Delay: 30 * time.Second, Count: -1})
		posts := w.calls("chat.postMessage")
		w.clock.Advance(30 * time.Minute)
		waiting := make(chan struct{})
		go func() {
			defer close(waiting)
			w.turn()
		}()
		w.until("a list is being posted", func() bool { return w.calls("chat.postMessage") > posts })
		begun := real.Now()
		digest.Row("Acme").Overflow("No answer")
		digest.ExpectUpdate("1/1")
		w.ana.ExpectHome("✅ Acme")
		if took := real.Since(begun); took > 9*time.Second {
			t.Errorf("a click was shown after %s", took)
		}
		posted()
		<-waiting
		w.wantQuickAcks()
		w.wantManners()
	})
}
