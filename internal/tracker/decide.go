package tracker

import (
	"slices"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/cadence"
	"github.com/followup-bot/followup/internal/followup/phrase"
)

// decide settles what follows: the person's own choice, which the note may give the reason for, or else what is suggested. A suggestion
// of an earlier day is made up for today.
func decide(
	o followup.Outcome, chosen followup.NextStep, s followup.Situation, suggested cadence.Suggestion, who me, note string, now time.Time,
) (followup.NextStep, []followup.Reason, error) {
	next, reasons := suggested.Next, slices.Clone(suggested.Why)
	if !next.On.IsZero() && next.On.Before(s.Today) {
		next.On = s.Today
	}
	if chosen.Kind != "" {
		chosen = next.Taken(waiting(o, chosen, next, s), s)
		chosen.Owed = chosen.Owed || next.Owed && chosen.Kind == followup.NextRecall && chosen.On == next.On
		chosen = onRhythm(chosen, next)
		reasons = whyChosen(o, chosen, next, reasons, s, who)
		if asked, why, ok := phrase.Next(o, note, s, now); ok && chosen.Kind == followup.NextRecall {
			if taken := asked.Taken(chosen, s); sameDay(taken, asked) {
				chosen, reasons = taken, []followup.Reason{why}
			}
		}
		next = chosen
	}
	if next.Kind == followup.NextKeep && s.Lead.Recall == nil {
		return next, nil, followup.ErrNoNextStep
	}
	next, reasons = backAtWork(o, next, reasons, s)
	next, shifts, err := next.Settle(s.Today, s.Owner, s.Prospect)
	if err != nil {
		return next, nil, err
	}
	return next, append(reasons, shifts...), nil
}

// whyChosen gives the reasons for a step that a person chose: the suggestion's own where they took it.
func whyChosen(
	o followup.Outcome, chosen, suggested followup.NextStep, why []followup.Reason, s followup.Situation, who me,
) []followup.Reason {
	switch {
	case chosen.Kind == suggested.Kind && chosen.On == suggested.On && chosen.Promised == suggested.Promised && suggested.Complete():
		return why
	case chosen.Kind == followup.NextRecall && o == followup.MeetingSet && chosen.Promised:
		return []followup.Reason{{Code: followup.MeetingBooked}}
	case chosen.Kind == followup.NextRecall && chosen.Promised:
		return []followup.Reason{{Code: followup.AgreedWithThem, Params: map[string]string{"on": s.Today.String(), "channel": string(s.Channel)}}}
	case chosen.Kind == followup.NextPark:
		return []followup.Reason{parkedBecause(chosen.Park, s.Today)}
	case chosen.Kind == suggested.Kind && chosen.Kind != followup.NextRecall:
		return why
	default:
		return []followup.Reason{{Code: followup.ChosenByRep, Params: map[string]string{"on": s.Today.String(), "by": string(who.ID)}}}
	}
}

// waiting is the step that a person chose after a break-up: a day for it is until when its answer is waited for, unless it is agreed with
// them, or a touch in another channel.
func waiting(o followup.Outcome, chosen, suggested followup.NextStep, s followup.Situation) followup.NextStep {
	if chosen.Kind == followup.NextRecall && !chosen.Promised && (suggested.Echo || o == followup.BreakUpSent) &&
		(chosen.Channel == "" || chosen.Channel == s.Channel) {
		chosen.Echo, chosen.Channel, chosen.At = true, "", nil
	}
	return chosen
}

// backAtWork is the step after an auto-reply that says until when somebody is away: the working day after they are back, when their desk is
// full no more.
func backAtWork(
	o followup.Outcome, next followup.NextStep, why []followup.Reason, s followup.Situation,
) (followup.NextStep, []followup.Reason) {
	if o != followup.OutOfOffice || next.Kind != followup.NextRecall || next.Promised || !next.Complete() || next.On.Before(s.Today) {
		return next, why
	}
	back := followup.Reason{Code: followup.AfterReturn, Params: map[string]string{"from": next.On.String()}}
	next.On = s.Owner.Workdays().Add(next.On, 1)
	return next, []followup.Reason{back}
}

// onRhythm is a park that a person took as it was suggested: its rhythm, which no form asks for, is the suggested one.
func onRhythm(chosen, suggested followup.NextStep) followup.NextStep {
	if chosen.Kind == followup.NextPark && suggested.Kind == followup.NextPark && chosen.On == suggested.On && suggested.Park != nil {
		park := followup.Park{}
		if chosen.Park != nil {
			park = *chosen.Park
		}
		park.Rhythm = suggested.Park.Rhythm
		chosen.Park = &park
	}
	return chosen
}
