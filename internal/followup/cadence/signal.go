package cadence

import (
	"slices"

	"github.com/followup-bot/followup/internal/followup"
)

// Signal says what follows a signal about an open lead: a touch today in the channel that suits it, whatever was planned. A parked lead wakes,
// and a cadence that slept with it goes on. A promise stays, with the signal beside it (G6). An answer of theirs is no matter of this rule: it
// is a touch (Suggest).
func Signal(came followup.Came, s followup.Situation) Suggestion {
	g := Suggestion{}
	recall := s.Lead.Recall
	asleep := s.Lead.State == followup.Parked
	if asleep {
		g.Why = append(g.Why, woken(s.Lead, came.Kind))
	}
	if s.Lead.Enrolment != nil {
		r := running(s)
		if asleep && r.e.Paused != nil {
			r.thaw(s.Today)
			r.reasons = append(r.reasons, followup.Reason{Code: followup.ResumedFrom, Params: map[string]string{"on": s.Today.String()}})
		}
		r.wake()
		g.After, g.Why = r.enrolment(), append(r.reasons, g.Why...)
		if _, comes := r.e.Due(); !comes { // the silence that it waited for is over
			g.After, g.Ended = nil, true
		}
	}
	g.Why = append(g.Why, came.Reason(s.Owner.Location()))
	if recall.Kind == followup.Promised {
		g.Next = followup.NextStep{Kind: followup.NextKeep, Owed: recall.ReplyOwed}
		return g
	}
	with := s.Lead
	with.Enrolment = g.After
	g.Next = followup.NextStep{
		Kind: followup.NextRecall, On: s.Today, Channel: channelFor(came.Kind, with), Owed: recall.ReplyOwed, AtOnce: true,
	}
	return g
}

// woken says what a lead slept for and until when, and whether this was the signal to wake it before.
func woken(l followup.Lead, by followup.SignalKind) followup.Reason {
	why := followup.Reason{Code: followup.WokenEarly, Params: map[string]string{"on": l.Recall.Due.String()}}
	if p := l.Park; p != nil {
		for key, text := range map[string]string{"what": p.Reason, "note": p.Note, "say": p.FirstLine} {
			if text != "" {
				why.Params[key] = text
			}
		}
		if slices.Contains(p.Signals, by) {
			why.Params["awaited"] = string(by)
		}
	}
	return why
}

// suits are the channels for a touch after each signal, the best first: what is hot is best said at once, congratulations are best where the
// news stood.
var suits = map[followup.SignalKind][]followup.Channel{
	followup.PricingPage:   {followup.Call, followup.Email, followup.LinkedIn},
	followup.EmailOpened:   {followup.Call, followup.Email, followup.LinkedIn},
	followup.Webinar:       {followup.Email, followup.Call, followup.LinkedIn},
	followup.Funding:       {followup.Email, followup.LinkedIn, followup.Call},
	followup.CompetitorWon: {followup.Email, followup.Call, followup.LinkedIn},
	followup.RoleChange:    {followup.LinkedIn, followup.Email, followup.Call},
}

// channelFor is the channel for a touch after a signal: of those in which the contact can be reached the one that the contact prefers where
// time doesn't press, else the one that the running cadence's step is for, else the best.
func channelFor(k followup.SignalKind, l followup.Lead) followup.Channel {
	open := slices.DeleteFunc(slices.Clone(suits[k]), func(c followup.Channel) bool { return !reaches(l, c) })
	if main := l.Main(); main != nil && !k.Hot() && slices.Contains(open, main.Preferred) {
		return main.Preferred
	}
	if l.Enrolment.Running() {
		for _, c := range open {
			if slices.Contains(Left(l), c) {
				return c
			}
		}
	}
	if len(open) == 0 {
		return ""
	}
	return open[0]
}
