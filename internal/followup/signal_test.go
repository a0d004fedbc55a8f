package followup_test

import (
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// signalled is a lead of U1's that is due on 20 May, with signals at ten on the 12th.
func signalled(by followup.UserID, kinds ...followup.SignalKind) followup.Lead {
	l := followup.Lead{ID: 7, Owner: "U1", State: followup.Active, Recall: &followup.Recall{
		Kind: followup.Planned, Due: calendar.On(2026, 5, 20), Reasons: []followup.Reason{{Code: followup.FirstContact}},
	}}
	for i, k := range kinds {
		at := owedAt(12, 10, i)
		if k == followup.SignalReply {
			l.Recall.ReplyOwed = true
			l.Recall.Reasons = append(l.Recall.Reasons, followup.Answered(at, at.Location()))
			continue
		}
		came := followup.Came{Signal: followup.Signal{Kind: k, At: at, Note: "twice"}, By: by}
		l.Recall.Reasons = append(l.Recall.Reasons, came.Reason(at.Location()))
	}
	return l
}

func TestAHotSignalIsOwedATouch(t *testing.T) {
	t.Parallel()
	now := owedAt(12, 10, 1)
	tests := []struct {
		name string
		lead followup.Lead
		want []time.Duration // after ten: due, pinged; 0: not at all
	}{
		{"what a teammate saw is told at once", signalled("U2", followup.PricingPage), []time.Duration{time.Hour, time.Minute}},
		{"what they saw themselves when the time is over", signalled("U1", followup.PricingPage), []time.Duration{time.Hour, time.Hour}},
		{"an opened e-mail is five minutes fresh", signalled("U1", followup.EmailOpened), []time.Duration{5 * time.Minute, 5 * time.Minute}},
		{"an answer waits an hour", signalled("U2", followup.SignalReply), []time.Duration{time.Hour, time.Hour}},
		{"a webinar is not hot", signalled("U2", followup.Webinar), nil},
		{
			"each is owed", signalled("U1", followup.PricingPage, followup.Funding, followup.EmailOpened),
			[]time.Duration{time.Hour, time.Hour, 7 * time.Minute, 7 * time.Minute},
		},
		{"a touch ends it", signalled("U2", followup.PricingPage, followup.SignalReply).Acted(now), nil},
		{"one before it doesn't", signalled("U1", followup.PricingPage).Acted(owedAt(12, 9, 0)), []time.Duration{time.Hour, time.Hour}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			owed := followup.Owed(test.lead, owingRep(), nil, now)
			if len(owed)*2 != len(test.want) {
				t.Fatalf("%+v", owed)
			}
			for i, o := range owed {
				due, next := test.want[2*i], test.want[2*i+1]
				if o.Kind != followup.HotTouch || o.Due.Sub(owedAt(12, 10, 0)) != due || o.Next.Sub(owedAt(12, 10, 0)) != next {
					t.Errorf("%+v, want due after %s, pinged after %s", o, due, next)
				}
			}
		})
	}
	asleep := signalled("U2", followup.PricingPage)
	asleep.State = followup.Parked
	if owed := followup.Owed(asleep, owingRep(), nil, now); owed != nil {
		t.Errorf("a parked lead owes %+v", owed)
	}
	if late := followup.Owed(signalled("U2", followup.PricingPage), owingRep(), nil, owedAt(12, 12, 0)); !late[0].Next.IsZero() {
		t.Errorf("it pings when it is old: %+v", late)
	}
}

// TestATouchLeavesTheRecall what and when it was: only what waited for a touch is gone.
func TestATouchLeavesTheRecall(t *testing.T) {
	t.Parallel()
	l := signalled("U2", followup.PricingPage, followup.SignalReply)
	after := l.Acted(owedAt(12, 11, 0)).Recall
	if after.Due != l.Recall.Due || len(after.Reasons) != 1 || after.ReplyOwed || len(l.Recall.Reasons) != 3 || !l.Recall.ReplyOwed {
		t.Errorf("%+v of %+v", after, l.Recall)
	}
	if early := l.Acted(owedAt(12, 10, 0)).Recall; !early.ReplyOwed || len(early.Came()) != 1 {
		t.Errorf("they answered after that touch: %+v", early)
	}
}

func TestARecallKeepsAReason(t *testing.T) {
	t.Parallel()
	l := signalled("U2", followup.PricingPage)
	l.Recall.Reasons = l.Recall.Reasons[1:]
	after := l.Acted(owedAt(12, 11, 0)).Recall
	if len(after.Reasons) != 1 || after.Reasons[0].Params["at"] != "" || after.Signalled() || len(l.Recall.Came()) != 1 {
		t.Errorf("%+v of %+v", after, l.Recall)
	}
}

func TestAHotSignalIsTurnedAndTimed(t *testing.T) {
	t.Parallel()
	hot := func(at time.Time) followup.Obligation {
		return followup.Obligation{Kind: followup.HotTouch, For: at, On: calendar.Today(at, at.Location()), Due: at.Add(time.Hour), Next: at}
	}
	quiet, off := owingRep(), owingRep()
	quiet.PingsOff, off.DigestOff = []followup.ObligationKind{followup.HotTouch}, true
	for name, test := range map[string]struct {
		owed followup.Obligation
		rep  followup.Rep
		now  time.Time
		ping bool
		next time.Time
	}{
		"by day":               {hot(owedAt(12, 10, 0)), owingRep(), owedAt(12, 10, 0), true, time.Time{}},
		"at night never":       {hot(owedAt(12, 22, 0)), owingRep(), owedAt(12, 22, 0), false, time.Time{}},
		"on Sunday never":      {hot(owedAt(17, 11, 0)), owingRep(), owedAt(17, 11, 0), false, time.Time{}},
		"without a list later": {hot(owedAt(12, 22, 0)), off, owedAt(12, 22, 0), false, owedAt(13, 8, 30)},
		"not to whom asked":    {hot(owedAt(12, 10, 0)), quiet, owedAt(12, 10, 0), false, time.Time{}},
		"not when it is late":  {hot(owedAt(12, 10, 0)), owingRep(), owedAt(12, 10, 20), false, time.Time{}},
	} {
		if ping, next := test.owed.Turn(test.rep, test.now); ping != test.ping || !next.Equal(test.next) {
			t.Errorf("%s: %v, %s", name, ping, next)
		}
	}
	touch := &followup.Touch{At: owedAt(13, 9, 0), Channel: followup.Call, Outcome: followup.NoAnswer}
	done := hot(owedAt(12, 22, 0)).Settle(&followup.Event{ID: 5, Kind: followup.Logged, Detail: followup.Detail{Touch: touch}},
		followup.Lead{State: followup.Active}, owingRep(), owedAt(13, 9, 40))
	if done.How != followup.Done || done.ActedAfter(owingRep(), owedAt(14, 9, 0)) != 30*time.Minute {
		t.Errorf("%s after %s, not thirty minutes of the owner's day", done.How, done.ActedAfter(owingRep(), owedAt(14, 9, 0)))
	}
	eager := done
	eager.SettledAt = owedAt(12, 22, 10)
	if took := eager.ActedAfter(owingRep(), owedAt(14, 9, 0)); took != 10*time.Minute {
		t.Errorf("who acted at night took %s", took)
	}
	if waits := hot(owedAt(12, 10, 0)).ActedAfter(owingRep(), owedAt(12, 12, 0)); waits != 2*time.Hour {
		t.Errorf("it has waited for %s", waits)
	}
}
