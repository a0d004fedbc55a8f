package cadence

import (
	"strconv"

	"github.com/followup-bot/followup/internal/followup"
)

// Where a track leads that is no cadence.
const (
	Nurture    = "nurture"     // parked, once a quarter
	PauseNote  = "pause"       // parked for four to six weeks, then back with something new
	DarkLadder = "dark-ladder" // another channel, another message, another person, goodbye
)

// finish is what follows the last step. A goodbye is given its days to be answered, a pause note none: its lead is parked, and an answer
// wakes it.
func (r *run) finish(closed bool) Suggestion {
	to := r.e.Cadence.Silence()
	if !closed || to == PauseNote {
		return r.lead(to)
	}
	next, why := followup.Suggest(followup.BreakUpSent, r.s)
	return r.with(Suggestion{Next: next, Why: []followup.Reason{why}, After: r.enrolment()})
}

// lead follows a track. One to another cadence is the caller's to load; parked in nurture the lead is not lost where that fails.
func (r *run) lead(to string) Suggestion {
	switch to {
	case Nurture, "":
		return r.with(r.nurtured())
	case PauseNote:
		return r.with(Suggestion{
			Next:  followup.NextStep{Kind: followup.NextPark, On: followup.WakeInFiveWeeks.From(r.s.Today), Park: &followup.Park{}},
			Why:   []followup.Reason{{Code: followup.BackWithNews}},
			Ended: true,
		})
	case DarkLadder:
		return r.with(r.firstRung())
	default:
		g := r.nurtured()
		g.Switch = to
		return r.with(g)
	}
}

func (r *run) nurtured() Suggestion {
	return Suggestion{
		Next:  followup.NextStep{Kind: followup.NextPark, On: followup.WakeInThreeMonths.From(r.s.Today), Park: &followup.Park{}},
		Why:   []followup.Reason{{Code: followup.NurtureBegins}},
		Ended: true,
	}
}

// firstRung is another channel than the last one, a week later.
func (r *run) firstRung() Suggestion {
	on := r.s.Today.AddDays(daysPerRung)
	weeks := r.e.Began.DaysUntil(r.s.Today) / 7
	return Suggestion{
		Next: followup.NextStep{Kind: followup.NextRecall, On: on, Channel: otherChannel(r.s.Lead, []followup.Channel{r.s.Channel})},
		Why: []followup.Reason{{Code: followup.DarkChannel, Params: map[string]string{
			"touches": strconv.Itoa(r.e.Touches), "weeks": strconv.Itoa(weeks),
		}}},
		Ended: true,
	}
}

// Silence says what follows when the last step's answer was waited for and nobody answered: the cadence's track.
func Silence(s followup.Situation) Suggestion {
	if s.Lead.Enrolment == nil {
		return Suggestion{}
	}
	r := running(s)
	return r.lead(r.e.Cadence.Silence())
}

// Enrol is the suggestion with the cadence that its Switch names, loaded by the caller: its first step comes next, unless a promise
// stands that today's touch is not about (G6).
func (g Suggestion) Enrol(c *followup.Cadence, s followup.Situation) Suggestion {
	if !s.Lead.Recall.PromiseAhead(s.Today, s.Time) {
		s.Lead.Recall = nil // what it was about is done
	}
	e, next, why := Start(c, s.Today, s)
	why = append([]followup.Reason{{Code: followup.CadenceTrack, Params: map[string]string{"cadence": c.Label()}}}, why...)
	return Suggestion{Next: next, Why: why, After: &e, Skipped: append(g.Skipped, e.Skipped...)}
}
