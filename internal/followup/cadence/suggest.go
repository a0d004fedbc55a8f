// Package cadence knows the method: which touch of which cadence comes next, in which channel, and why. Cadences are data; the shipped
// ones are YAML files beside the code.
package cadence

import (
	"slices"

	"github.com/followup-bot/followup/internal/followup"
)

// Suggestion is what follows by default: after a touch, or after somebody decided something about an enrolment.
type Suggestion struct {
	Next    followup.NextStep
	Why     []followup.Reason   // newest last
	After   *followup.Enrolment // where the enrolment stands then; nil: the lead runs on none
	Switch  string              // the key of the cadence to enrol on instead, which the caller has to load (Enrol); empty: none
	Ended   bool                // the enrolment that ran is over
	Skipped []followup.Skip     // steps passed over on the way
}

// Suggest says what follows a touch with outcome o: the one answer that a form, a typed line and a button give. It asks the promise
// that stands (G6), then a track, then the next step of a running enrolment, then the outcome table. It may be incomplete: then the
// person is asked for the date. Dates are those of the cadence: the caller settles them. The lead's own enrolment is not changed.
func Suggest(o followup.Outcome, s followup.Situation) Suggestion {
	next, why := followup.Suggest(o, s)
	byTable := Suggestion{Next: next, Why: []followup.Reason{why}}
	if s.Lead.Enrolment == nil {
		return exits(o, s, byTable)
	}
	if ends(o) {
		byTable.Ended = true
		return byTable
	}
	r := running(s)
	r.wake()
	r.count(o)
	g := r.after(o, byTable)
	if next.Kind == followup.NextKeep { // the promise goes before whatever the cadence says
		g.Next, g.Why = next, []followup.Reason{why}
		if !o.Heard() { // nobody is silent who agreed on a day
			g.After, g.Ended, g.Switch = r.enrolment(), false, ""
		}
	}
	return g
}

// ends reports whether an outcome is the end of any cadence: a stop rule.
func ends(o followup.Outcome) bool {
	return slices.Contains([]followup.Outcome{followup.NotNow, followup.NotInterested, followup.RemoveMe, followup.Closed}, o)
}

// after says what follows once the touch is counted.
func (r *run) after(o followup.Outcome, byTable Suggestion) Suggestion {
	e := &r.e
	if e.Step >= len(e.Cadence.Steps) {
		return r.afterTheLast(o, byTable)
	}
	if r.answersReply(o) {
		r.thaw(r.s.Today)
		if o.Silent() && o != followup.BreakUpSent {
			return r.afterAnswer()
		}
	}
	switch {
	case o == followup.Replied:
		r.freeze(followup.Reason{Code: followup.TheyReplied, Params: map[string]string{"on": r.s.Today.String()}})
	case o == followup.MeetingSet:
		r.progress()
		r.freeze(followup.Reason{Code: followup.MeetingBooked})
	case o == followup.OutOfOffice:
	case o.Class() == followup.Data:
		byTable.Next.Channel = r.anotherWay(o, byTable.Next.Channel)
	case o == followup.TryAgain, o == followup.NoShow:
		r.rebase()
	case o.Heard():
		r.progress()
		byTable.Switch = e.Cadence.After(o)
	case o == followup.BreakUpSent:
		return r.goodbye()
	case e.Paused != nil:
	default:
		return r.goOn(o)
	}
	byTable.After = r.enrolment()
	return byTable
}

// goOn is what follows a touch that nobody answered: a track, or the next step.
func (r *run) goOn(o followup.Outcome) Suggestion {
	closed := r.progress()
	if to := r.e.Cadence.After(o); to != "" {
		return r.lead(to)
	}
	return r.suggest(closed)
}

// afterTheLast is what follows a touch while the answer to the last step is waited for.
func (r *run) afterTheLast(o followup.Outcome, byTable Suggestion) Suggestion {
	switch recall := r.s.Lead.Recall; {
	case o.Heard():
		byTable.Ended = true
		return byTable
	case o.Class() == followup.Data, o == followup.OutOfOffice, o == followup.NoShow:
		byTable.After = r.enrolment()
		return byTable
	case o == followup.BreakUpSent:
		return r.goodbye()
	case r.onLadder():
		r.e.Made = append(r.e.Made, r.s.Channel)
		if !r.onLadder() {
			return r.echo()
		}
		return r.rung()
	case recall.AwaitsEcho(), recall != nil && recall.Kind == followup.Planned && recall.Due.After(r.s.Today):
		return r.echo()
	default:
		return r.silence()
	}
}

// anotherWay is a channel in which the lead can be reached after one failed; the usual one where no better is known.
func (r *run) anotherWay(o followup.Outcome, usual followup.Channel) followup.Channel {
	if (o != followup.Bounced && o != followup.WrongNumber) || reaches(r.s.Lead, usual) {
		return usual
	}
	if usual != followup.LinkedIn && reaches(r.s.Lead, followup.LinkedIn) {
		return followup.LinkedIn
	}
	return usual
}
