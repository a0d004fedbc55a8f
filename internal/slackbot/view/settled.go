package view

import (
	"slices"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
)

// settledLine says what was done to a lead of the day and where that left it: "✅ Acme · no answer · moved to Fri 15 May, by Sam". What a
// person might not expect of it comes last.
func (e eye) settledLine(s digest.Settled) string {
	sign := eventSign(s.Event)
	if s.Event.Kind == followup.Snoozed && len(s.Earlier) > 0 {
		sign = eventSign(s.Earlier[0]) // hiding it is not what was done
	}
	words := sign + " " + e.title(s.Lead)
	for _, earlier := range s.Earlier {
		words = join(dot, words, e.eventWords(earlier)) + e.byOther(earlier.By)
	}
	words = join(dot, words, e.eventWords(s.Event), e.withAnother(s.Lead, s.Event.Detail.Touch), e.keeping(s.Event, s.Lead).nextWords(s.Event))
	return join(dot, words+e.byOther(s.Event.By), e.warnings(s.Event.Detail), e.dryWords(s.Event.Detail.Dry, s.Offer))
}

// byOther names who did something, where that is not who looks.
func (e eye) byOther(id followup.UserID) string {
	if id == e.me {
		return ""
	}
	return e.Say("line.lastBy", "name", e.who(string(id)))
}

// warnings are what is said also where there is no room for all the reasons: that a date is a day off or was moved from one, and
// surprises.
func (e eye) warnings(d followup.Detail) string {
	off := slices.DeleteFunc(slices.Clone(d.Reasons), func(r followup.Reason) bool {
		return !r.Code.Shift()
	})
	return join(dot, e.reasons(off), e.surprises(d))
}

// keeping is the same eye, which knows when the promise is that an event let stand.
func (e eye) keeping(event followup.Event, l followup.Lead) eye {
	if next := event.Detail.Next; next != nil && next.Kind == followup.NextKeep && l.Recall != nil {
		e.kept = e.promiseWords(*l.Recall)
	}
	return e
}

// promiseWords says when a promise is: "call today, Tue 12 May 14:00".
func (e eye) promiseWords(r followup.Recall) string {
	at := ""
	if r.At != nil {
		at = r.At.String()
	}
	return join(" ", e.nextChannel(r.Channel), e.dayNear(r.Due, e.today()), at) + e.zone
}
