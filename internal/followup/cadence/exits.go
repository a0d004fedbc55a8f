package cadence

import (
	"slices"
	"strconv"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// exitAfter is how many touches without an answer a lead on no cadence gets before it is given a pause. "Follow-up Calls" asks for a limit
// and names none; eight are those of the one table for warm leads ("The Recall Strategy"). A cadence has its own end, at most fourteen.
const exitAfter = 8

// CountsSilence reports whether the exit rule may hold after the next touch of a lead: of others nobody needs to read the touches.
func CountsSilence(l followup.Lead) bool {
	return l.Enrolment == nil && l.State == followup.Active && l.Touches+1 >= exitAfter
}

// SilentTouches counts the touches of ours since they last answered, in any order.
func SilentTouches(touches []followup.Touch) int { return len(unanswered(touches)) }

// exits is what follows a touch on a lead that runs on no cadence: where nobody answered, what its exit says, else the table. It asks in
// this order: the break-up that is waited for, the rhythm on which the lead sleeps, the pause note, the limit. From the limit on the
// pause note goes before any rung of the ladder (Ladder); below it a dark lead climbs the ladder.
func exits(o followup.Outcome, s followup.Situation, byTable Suggestion) Suggestion {
	if !o.Silent() || o == followup.BreakUpSent || o == followup.NoShow || byTable.Next.Kind == followup.NextKeep {
		return byTable
	}
	switch recall, park := s.Lead.Recall, s.Lead.Park; {
	case recall.AwaitsEcho():
		next, why := followup.Suggest(followup.BreakUpSent, s)
		return Suggestion{Next: next, Why: []followup.Reason{why}}
	case s.Lead.State == followup.Parked && park != nil && park.Rhythm > 0:
		months := map[string]string{"months": strconv.Itoa(park.Rhythm)}
		return Suggestion{Next: nextQuarter(park, s.Today), Why: []followup.Reason{{Code: followup.NurtureGoesOn, Params: months}}}
	case o == followup.Sent && recall != nil && atLimit(recall.Reasons):
		return Suggestion{Next: pauseNote(s.Today), Why: []followup.Reason{{Code: followup.BackWithNews}}}
	case CountsSilence(s.Lead) && s.Silent+1 >= exitAfter:
		next := byTable.Next
		if next.Channel = followup.Email; !reaches(s.Lead, followup.Email) {
			next.Channel = otherChannel(s.Lead, nil)
		}
		touches := map[string]string{"touches": strconv.Itoa(s.Silent + 1)}
		return Suggestion{Next: next, Why: []followup.Reason{{Code: followup.LimitReached, Params: touches}}}
	default:
		return byTable
	}
}

// atLimit reports whether a recall is there for the pause note.
func atLimit(reasons []followup.Reason) bool {
	return slices.ContainsFunc(reasons, func(r followup.Reason) bool { return r.Code == followup.LimitReached })
}

// nextQuarter is nurture: the lead sleeps as it did, or for the first time, until its rhythm wakes it.
func nextQuarter(slept *followup.Park, today calendar.Date) followup.NextStep {
	park := followup.Park{Rhythm: followup.Quarter}
	if slept != nil {
		park = *slept
	}
	return followup.NextStep{Kind: followup.NextPark, On: today.AddMonths(park.Rhythm), Park: &park}
}

// pauseNote parks for "four to six weeks" ("Follow-up Calls"), then back once with a new insight: its rhythm makes it nurture from there on.
func pauseNote(today calendar.Date) followup.NextStep {
	return followup.NextStep{
		Kind: followup.NextPark, On: followup.WakeInFiveWeeks.From(today), Park: &followup.Park{Rhythm: followup.Quarter},
	}
}

// answersReply reports whether the enrolment is frozen for a reply of theirs that this touch answers.
func (r *run) answersReply(o followup.Outcome) bool {
	p := r.e.Paused
	return p != nil && p.Why.Code == followup.TheyReplied && o.Answers(r.s.Channel)
}

// timeToAnswer is how many working days they have to come back to our answer before the cadence goes on.
const timeToAnswer = 3

// afterAnswer goes on with a cadence once their reply was answered. The answer is no step of it: the one that was next comes when what
// was left of its gap is over, and not before they had time to come back to us.
func (r *run) afterAnswer() Suggestion {
	if soonest := r.s.Owner.Workdays().Add(r.s.Today, timeToAnswer); r.e.Target().Before(soonest) {
		r.e.LastOn = soonest.AddDays(-r.e.Gap())
	}
	r.reasons = append(r.reasons, followup.Reason{Code: followup.AnswerSent, Params: map[string]string{"days": strconv.Itoa(timeToAnswer)}})
	return r.suggest(false)
}
