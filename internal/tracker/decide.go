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
		chosen = next.Taken(chosen, s)
		chosen.Owed = chosen.Owed || next.Owed && chosen.Kind == followup.NextRecall && chosen.On == next.On
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
