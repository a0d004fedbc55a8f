package cadence

import (
	"maps"
	"slices"
	"strconv"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// What somebody decides about an enrolment, without a touch. The lead's promise stands then, and so does a reply we owe: the enrolment
// waits behind either (G6).

// Start enrols a lead on a cadence from a day on, which is day 1. Where the lead can be reached in no channel of it, nothing of it is left
// (Progress) and the reasons say so; the lead's recall stays, or it is due on that day.
func Start(c *followup.Cadence, on calendar.Date, s followup.Situation) (followup.Enrolment, followup.NextStep, []followup.Reason) {
	s.Lead.Enrolment = &followup.Enrolment{Cadence: c, Began: on, LastOn: on}
	r := running(s)
	g := r.decided()
	if _, ok := r.e.Due(); !ok && g.Next.Kind != followup.NextKeep {
		g.Next = followup.NextStep{Kind: followup.NextRecall, On: on}
		if s.Lead.Recall != nil {
			g.Next = followup.NextStep{Kind: followup.NextKeep}
		}
		g.Why = r.reasons
	}
	return r.e, g.Next, g.Why
}

// decided is what follows now that the enrolment is as it is.
func (r *run) decided() Suggestion {
	g := Suggestion{After: r.enrolment()}
	if r.e.Paused == nil {
		g = r.suggest(false)
	}
	if keep, why, stands := waits(r.s); stands || r.e.Paused != nil {
		g.Next, g.Why = keep, slices.DeleteFunc(slices.Clone(r.reasons), func(w followup.Reason) bool { return w.Code == followup.CadenceStep })
		if stands {
			g.Why = append(g.Why, why)
		}
		if g.Ended {
			g.After, g.Ended, g.Switch = r.enrolment(), false, ""
		}
	}
	return g
}

// waits reports whether the lead's recall is one that no cadence replaces.
func waits(s followup.Situation) (keep followup.NextStep, why followup.Reason, stands bool) {
	recall := s.Lead.Recall
	keep.Kind = followup.NextKeep
	switch {
	case recall == nil:
		return keep, why, false
	case recall.Kind == followup.Promised:
		return keep, followup.Reason{Code: followup.PromiseStands, Params: map[string]string{"on": recall.Due.String()}}, true
	case recall.ReplyOwed:
		keep.Owed = true
		return keep, followup.Reason{Code: followup.TheyReplied}, true
	default:
		return keep, why, false
	}
}

// Pause freezes the lead's enrolment; the days left of its gap are kept. With a day until which, the step that comes next is due so
// many days after it; with a zero one the recall stays as it is, and somebody says when it goes on.
func Pause(s followup.Situation, until calendar.Date, why followup.Reason) Suggestion {
	if s.Lead.Enrolment == nil {
		return Suggestion{}
	}
	r := running(s)
	keep, _, _ := waits(s)
	if _, ok := r.e.Due(); !ok {
		return Suggestion{Next: keep, After: r.enrolment()}
	}
	r.freeze(why)
	p := *r.e.Paused
	p.Until, p.Why = until, why
	r.e.Paused = &p
	g := Suggestion{Next: keep, After: r.enrolment()}
	if !until.IsZero() {
		then := running(s)
		then.e.Paused = &p
		then.thaw(until)
		then.reasons = append(then.reasons, why)
		later := then.decided()
		g.Next, g.Why = later.Next, later.Why
		return g
	}
	g.Why = []followup.Reason{why}
	return g
}

// Awake is the lead's enrolment as it stands now: a pause whose day has come is over, unless something is promised for later that day. The
// lead must run on a cadence.
func Awake(s followup.Situation) *followup.Enrolment {
	r := running(s)
	r.wake()
	return r.enrolment()
}

// Resume lets a paused enrolment go on: what was left of its gap counts from today, or from the day on which the pause was over by itself.
func Resume(s followup.Situation) Suggestion {
	if s.Lead.Enrolment == nil {
		return Suggestion{}
	}
	r := running(s)
	if _, ok := r.e.Due(); !ok {
		keep, _, _ := waits(s)
		return Suggestion{Next: keep, After: r.enrolment()}
	}
	if p := r.e.Paused; p != nil {
		on := s.Today
		if !p.Until.IsZero() && p.Until.Before(on) {
			on = p.Until // it was over by itself
		}
		r.thaw(on)
		r.reasons = append(r.reasons, followup.Reason{Code: followup.ResumedFrom, Params: map[string]string{"on": on.String()}})
	}
	return r.decided()
}

// Skip passes over the step that comes next; the spacing stays. why gets the number of the touch.
func Skip(s followup.Situation, why followup.Reason) Suggestion {
	if s.Lead.Enrolment == nil {
		return Suggestion{}
	}
	r := running(s)
	if _, ok := r.e.Due(); !ok {
		keep, _, _ := waits(s)
		return Suggestion{Next: keep, After: r.enrolment()}
	}
	params := map[string]string{"n": strconv.Itoa(r.e.Place() + 1)}
	maps.Copy(params, why.Params)
	why.Params = params
	r.pass(why)
	if r.e.Paused != nil {
		p := *r.e.Paused
		p.Left = r.e.Gap()
		r.e.Paused = &p
	}
	return r.decided()
}

// Begin is Start as a suggestion, in place of the cadence that the lead runs on, if any.
func Begin(c *followup.Cadence, on calendar.Date, s followup.Situation) Suggestion {
	e, next, why := Start(c, on, s)
	return Suggestion{Next: next, Why: why, After: &e, Skipped: e.Skipped}
}

// BeginWith is Begin with today's touch, which ended with outcome o: it is the first of the cadence where it was made in a channel of the
// first step. An outcome that closes the lead begins nothing.
func BeginWith(o followup.Outcome, c *followup.Cadence, s followup.Situation) Suggestion {
	if next, _ := followup.Suggest(o, s); slices.Contains([]followup.NextKind{followup.NextWon, followup.NextLost, followup.NextStop}, next.Kind) {
		return Suggest(o, s)
	}
	if len(c.Steps) > 0 && slices.Contains(c.Steps[0].Channels, s.Channel) {
		with := s
		with.Lead.Enrolment = &followup.Enrolment{Cadence: c, Began: s.Today, LastOn: s.Today}
		g := Suggest(o, with)
		if e := g.After; e != nil && g.Switch == "" && e.Cadence == c && (e.Step > 0 || len(e.Made) > 0) {
			return g
		}
	}
	return Begin(c, s.Today, touched(s))
}

// touched is a situation after today's touch: what the lead's recall was about is done, unless it is a promise still to come (G6).
func touched(s followup.Situation) followup.Situation {
	if !s.Lead.Recall.PromiseAhead(s.Today, s.Time, s.Channel) {
		s.Lead.Recall = nil
	}
	return s
}

// Stop ends the enrolment; the lead keeps its recall.
func Stop(s followup.Situation) Suggestion {
	keep, _, _ := waits(s)
	return Suggestion{Next: keep, Ended: s.Lead.Enrolment != nil}
}

// Migrate moves the lead to another version of its cadence. It comes to the step behind as many touches as it has behind it; of the gap
// before that one, what went by since the last touch counts. Progress of After says where it lands.
func Migrate(to *followup.Cadence, s followup.Situation) Suggestion {
	if s.Lead.Enrolment == nil {
		return Suggestion{}
	}
	r := running(s)
	if _, ok := r.e.Due(); !ok {
		r.e.Cadence, r.e.Step = to, len(to.Steps)
		keep, _, _ := waits(s)
		return Suggestion{Next: keep, After: r.enrolment()}
	}
	place, made := r.e.Place(), r.e.Made
	r.e.Cadence, r.e.Step, r.e.Made, r.e.Skipped, r.was = to, 0, nil, nil, 0
	for r.e.Step < len(to.Steps) && place >= to.Steps[r.e.Step].Touches() {
		place -= to.Steps[r.e.Step].Touches()
		r.e.Step++
	}
	if step, ok := r.e.Due(); ok && place > 0 {
		r.e.Made = halves(step, made, place)
	}
	if r.e.Paused != nil {
		p := *r.e.Paused
		p.Left = min(p.Left, r.e.Gap())
		r.e.Paused = &p
	}
	return r.decided()
}

// halves are n touches of a step: those that were made, where it asks for them.
func halves(step followup.Step, made []followup.Channel, n int) []followup.Channel {
	var out []followup.Channel
	for _, c := range append(slices.Clone(made), step.Channels...) {
		if len(out) < n && slices.Contains(step.Channels, c) && !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}

// UntilMeeting is the enrolment that a booked meeting paused, with the meeting's day: from then on it goes on by itself.
func UntilMeeting(e *followup.Enrolment, on calendar.Date) *followup.Enrolment {
	if e == nil || e.Paused == nil || e.Paused.Why.Code != followup.MeetingBooked {
		return e
	}
	paused, p := *e, *e.Paused
	p.Until = on
	paused.Paused = &p
	return &paused
}

// Progress says where an enrolment stands: the n-th of so many touches is the next, of which step, and whether it is one of those that
// decide deals: the fifth to the seventh touch since it began (The Recall Strategy). n is 0 where none comes.
func Progress(e *followup.Enrolment) (n, of int, step followup.Step, decisive bool) {
	step, ok := e.Due()
	if !ok {
		return 0, 0, step, false
	}
	return e.Place() + 1, e.Cadence.Touches(), step, followup.Decisive(e.Touches + 1)
}
