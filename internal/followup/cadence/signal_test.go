package cadence_test

import (
	"testing"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/cadence"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

func seen(kind followup.SignalKind) followup.Came {
	return followup.Came{Signal: followup.Signal{Kind: kind, At: calendar.At(may(14), calendar.Clock(10, 2), ana.Location())}, By: "U2"}
}

// TestASignalIsFollowedUpInTheChannelThatSuitsIt: at once where it is hot, by the contact's own way where it isn't, and as the step that the
// cadence is at where that suits too.
func TestASignalIsFollowedUpInTheChannelThatSuitsIt(t *testing.T) {
	t.Parallel()
	mailOnly, caller := followup.Contact{Name: "Jo", Email: "jo@a.example"}, jane
	caller.Preferred = followup.Call
	for _, test := range []struct {
		name string
		kind followup.SignalKind
		who  followup.Contact
		want followup.Channel
	}{
		{"a hot one by phone", followup.PricingPage, followup.Contact{Name: "Jo"}, followup.Call},
		{"or as it can", followup.PricingPage, mailOnly, followup.Email},
		{"congratulations where the news stood", followup.RoleChange, followup.Contact{Name: "Jo"}, followup.LinkedIn},
		{"or as they like it", followup.RoleChange, caller, followup.Call},
		{"nobody prefers to wait", followup.EmailOpened, followup.Contact{Name: "Jo", Preferred: followup.Email}, followup.Call},
	} {
		s := followup.Situation{Today: may(14), Owner: ana, Lead: followup.Lead{
			State: followup.Active, Contacts: []followup.Contact{test.who}, Recall: &followup.Recall{Kind: followup.Planned, Due: may(20)},
		}}
		g := cadence.Signal(seen(test.kind), s)
		if g.Next.Channel != test.want || g.Next.On != may(14) || !g.Next.AtOnce || g.After != nil {
			t.Errorf("%s: %+v", test.name, g)
		}
	}
	s := enrolled(t, "warm-21", jane) // an email comes next
	s.Channel = followup.Call
	store(&s, cadence.Suggest(followup.NoAnswer, s))
	if got, want := follows(cadence.Signal(seen(followup.PricingPage), s)), "12 May email 2/8: signal_came"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestASignalLeavesAPromise as it is, stands beside it, and ends the wait for an answer.
func TestASignalLeavesAPromise(t *testing.T) {
	t.Parallel()
	s := enrolled(t, "warm-21", jane)
	s.Lead.Recall = &followup.Recall{Kind: followup.Promised, Due: may(20), Channel: followup.Call, ReplyOwed: true}
	g := cadence.Signal(seen(followup.PricingPage), s)
	if got, want := follows(g), "keep 1/8: signal_came"; got != want || !g.Next.Owed {
		t.Errorf("%q, want %q, %+v", got, want, g.Next)
	}
	s = enrolled(t, "warm-21", jane)
	s.Lead.Enrolment.Step = len(s.Lead.Enrolment.Cadence.Steps)
	s.Lead.Recall = &followup.Recall{Kind: followup.Echo, Due: may(20)}
	if g = cadence.Signal(seen(followup.Funding), s); !g.Ended || g.After != nil || g.Next.On != s.Today {
		t.Errorf("%+v", g)
	}
}

// TestASignalWakes a parked lead with what it was parked for, and the cadence that slept; one that a rep paused stays paused.
func TestASignalWakes(t *testing.T) {
	t.Parallel()
	s := enrolled(t, "warm-21", jane)
	park := &followup.Park{Reason: "budget frozen", FirstLine: "new year", Signals: []followup.SignalKind{followup.PricingPage}}
	paused := cadence.Pause(s, may(30), followup.Reason{Code: followup.NotNowParked}).After
	s.Lead.State, s.Lead.Park, s.Lead.Enrolment = followup.Parked, park, paused
	s.Lead.Recall = &followup.Recall{Kind: followup.Wake, Due: may(30)}
	s.Today = may(14)
	g := cadence.Signal(seen(followup.PricingPage), s)
	if got, want := follows(g), "14 May call 1/8: resumed_from, woken_early, signal_came"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if p := g.Why[1].Params; p["say"] != "new year" || p["what"] != "budget frozen" || p["on"] != "2026-05-30" || p["awaited"] == "" {
		t.Errorf("%+v", p)
	}
	s.Lead.State, s.Lead.Park = followup.Active, nil
	s.Lead.Recall.Kind = followup.Planned
	if g = cadence.Signal(seen(followup.PricingPage), s); g.After.Paused == nil {
		t.Errorf("a rep's pause is over: %+v", g.After)
	}
}
