package cadence

import (
	"github.com/followup-bot/followup/internal/followup"
)

// Where a track leads that is no cadence.
const (
	Nurture    = "nurture"     // parked, once a quarter
	PauseNote  = "pause"       // parked for four to six weeks, then back with something new
	DarkLadder = "dark-ladder" // another channel, another message, another person, goodbye; then nurture
)

// finish is what follows the last step. A goodbye is given its days to be answered, a pause note none: its lead is parked, and an answer
// wakes it.
func (r *run) finish(closed bool) Suggestion {
	if to := r.e.Cadence.Silence(); closed && to != PauseNote && to != DarkLadder {
		return r.echo()
	}
	return r.silence()
}

// goodbye is what follows a break-up, whenever it was sent: no further step, and no rung either.
func (r *run) goodbye() Suggestion {
	r.e.Step, r.e.Made, r.e.Paused, r.e.LastOn = len(r.e.Cadence.Steps), nil, nil, r.s.Today
	if to := r.e.Cadence.Silence(); to == PauseNote {
		return r.lead(to)
	}
	for range Rungs() {
		r.e.Made = append(r.e.Made, r.s.Channel)
	}
	return r.echo()
}

// echo waits for an answer to a goodbye.
func (r *run) echo() Suggestion {
	next, why := followup.Suggest(followup.BreakUpSent, r.s)
	return r.with(Suggestion{Next: next, Why: []followup.Reason{why}, After: r.enrolment()})
}

// silence is what follows when nobody answered the last step: the cadence's track, and behind the ladder's last rung nurture.
func (r *run) silence() Suggestion {
	if to := r.e.Cadence.Silence(); to != DarkLadder || r.onLadder() {
		return r.lead(to)
	}
	return r.lead(Nurture)
}

// lead follows a track. One to another cadence is the caller's to load; parked in nurture the lead is not lost where that fails.
func (r *run) lead(to string) Suggestion {
	switch to {
	case Nurture, "":
		return r.with(r.nurtured())
	case PauseNote:
		return r.with(Suggestion{
			Next:  pauseNote(r.s.Today),
			Why:   []followup.Reason{{Code: followup.BackWithNews}},
			Ended: true,
		})
	case DarkLadder:
		return r.rung()
	default:
		g := r.nurtured()
		g.Switch = to
		return r.with(g)
	}
}

func (r *run) nurtured() Suggestion {
	return Suggestion{Next: nextQuarter(nil, r.s.Today), Why: []followup.Reason{{Code: followup.NurtureBegins}}, Ended: true}
}

// onLadder reports whether a cadence that leads onto the ladder is over and its last rung isn't climbed yet. Of an enrolment that is over,
// Made are the touches of the rungs.
func (r *run) onLadder() bool { return climbs(&r.e) }

func climbs(e *followup.Enrolment) bool {
	return e != nil && e.Step >= len(e.Cadence.Steps) && e.Cadence.Silence() == DarkLadder && len(e.Made) < len(Rungs())
}

// rung is the next one of the ladder, a week later.
func (r *run) rung() Suggestion {
	used := append(channelsOf(r.e.Cadence), r.e.Made...)
	rung := rungOf(r.s.Lead, len(r.e.Made), append(used, r.s.Channel), 0)
	rung.Why.Params = darkFor(r.e.Touches, r.e.Began, r.s.Today)
	return r.with(Suggestion{
		Next:  followup.NextStep{Kind: followup.NextRecall, On: r.s.Today.AddDays(daysPerRung), Channel: rung.Channel},
		Why:   []followup.Reason{rung.Why},
		After: r.enrolment(),
	})
}

// channelsOf are the channels of a cadence's steps, in their order.
func channelsOf(c *followup.Cadence) []followup.Channel {
	var all []followup.Channel
	for _, s := range c.Steps {
		all = append(all, s.Channels[:s.Touches()]...)
	}
	return all
}

// Silence says what follows when an answer to the last step, or to a break-up, was waited for and nobody answered: the cadence's track,
// nurture where the lead runs on none. On the ladder it goes past a rung.
func Silence(s followup.Situation) Suggestion {
	if s.Lead.Enrolment == nil {
		return Suggestion{Next: nextQuarter(nil, s.Today), Why: []followup.Reason{{Code: followup.NurtureBegins}}}
	}
	r := running(s)
	if !r.onLadder() {
		return r.silence()
	}
	r.e.Made = append(r.e.Made, s.Channel)
	if !r.onLadder() {
		return r.lead(Nurture)
	}
	return r.rung()
}

// Enrol is the suggestion with the cadence that its Switch names, loaded by the caller: its first step comes next, unless a promise
// stands that today's touch is not about (G6).
func (g Suggestion) Enrol(c *followup.Cadence, s followup.Situation) Suggestion {
	begun := Begin(c, s.Today, touched(s))
	begun.Why = append([]followup.Reason{{Code: followup.CadenceTrack, Params: map[string]string{"cadence": c.Label()}}}, begun.Why...)
	begun.Skipped = append(g.Skipped, begun.Skipped...)
	return begun
}
