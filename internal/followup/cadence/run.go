package cadence

import (
	"slices"
	"strconv"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// run works out what follows: the enrolment as it changes, and why. It is a value of its own, so that what it came from can be shown
// again by an undo.
type run struct {
	s       followup.Situation
	e       followup.Enrolment
	was     int // how many steps were skipped before
	reasons []followup.Reason
}

func running(s followup.Situation) *run {
	e := *s.Lead.Enrolment
	e.Made, e.Skipped = slices.Clone(e.Made), slices.Clone(e.Skipped)
	return &run{s: s, e: e, was: len(e.Skipped)}
}

func (r *run) enrolment() *followup.Enrolment { return &r.e }

// wake ends a pause whose day has come: what was left of the gap counts from that day. What was promised for later that day, such as the
// meeting it is paused for, comes first.
func (r *run) wake() {
	p := r.e.Paused
	if p != nil && !p.Until.IsZero() && !r.s.Today.Before(p.Until) && !r.s.Lead.Recall.PromiseAhead(r.s.Today, r.s.Time, r.s.Channel) {
		r.thaw(p.Until)
	}
}

// thaw lets the enrolment go on from a day.
func (r *run) thaw(on calendar.Date) {
	r.e.LastOn = on.AddDays(r.e.Paused.Left - r.e.Gap())
	r.e.Paused = nil
}

// freeze pauses the enrolment. A pause for a meeting stays one: it has an end.
func (r *run) freeze(why followup.Reason) {
	p := followup.Pause{On: r.s.Today, Left: max(0, r.s.Today.DaysUntil(r.e.Target())), Why: why}
	if before := r.e.Paused; before != nil {
		if before.Why.Code == followup.MeetingBooked && why.Code == followup.TheyReplied {
			return
		}
		p.Left = before.Left
	}
	r.e.Paused = &p
}

// count counts a touch of ours. A wrong number is no call attempt: nobody was tried.
func (r *run) count(o followup.Outcome) {
	if !o.Outbound(r.s.Channel) {
		return
	}
	r.e.Touches++
	if r.s.Channel == followup.Call && o != followup.WrongNumber {
		r.e.Calls++
	}
}

// progress takes a touch of ours into account: it completes the step that comes next where it was made in its channel, or in any while
// that step is due; else it only makes the gap count from today. closed reports whether it was the goodbye.
func (r *run) progress() (closed bool) {
	step, ok := r.e.Due()
	if !ok || r.e.Paused != nil || !r.completes(step) {
		r.rebase()
		return false
	}
	if r.e.Target() != r.s.Today {
		r.countsFromToday()
	}
	r.e.Made = append(r.e.Made, r.s.Channel)
	if len(open(step, r.e.Made, r.s.Lead)) > 0 {
		r.e.LastOn = r.s.Today.AddDays(-r.e.Gap()) // the other half stays due on the same day
		return false
	}
	r.e.Step, r.e.Made, r.e.LastOn = r.e.Step+1, nil, r.s.Today
	return step.Closing
}

// completes reports whether a touch of today in the situation's channel is one of the step's.
func (r *run) completes(step followup.Step) bool {
	channel, today := r.s.Channel, r.s.Today
	switch {
	case slices.Contains(r.e.Made, channel):
		return false // that half is made
	case len(r.e.Made) > 0:
		return true
	case r.e.Step > 0 && r.e.LastOn == today && r.e.Gap() > 0:
		return false // one more on a day that had its step
	case slices.Contains(step.Channels, channel):
		return true
	case r.e.Step > 0 && r.e.LastOn == today && slices.Contains(r.e.Cadence.Steps[r.e.Step-1].Channels, channel):
		return false // a second try of what was done today
	default:
		return r.due(step)
	}
}

// due reports whether the step that comes next is what the lead waits for today: not while it waits behind a promise, and not where
// somebody moved it to a later day.
func (r *run) due(step followup.Step) bool {
	reached := !r.e.Target().After(r.s.Today)
	recall := r.s.Lead.Recall
	if recall == nil {
		return reached
	}
	return recall.Kind == followup.Planned && !recall.Due.After(r.s.Today) && (reached || slices.Contains(step.Channels, recall.Channel))
}

// rebase makes the gap count from today, after a touch that belongs to no step. It brings nothing forward.
func (r *run) rebase() {
	if r.e.Paused != nil {
		return
	}
	if r.e.LastOn.Before(r.s.Today) {
		r.e.LastOn = r.s.Today
		r.countsFromToday()
	}
}

func (r *run) countsFromToday() {
	if !slices.ContainsFunc(r.reasons, func(w followup.Reason) bool { return w.Code == followup.CountedFrom }) {
		r.reasons = append(r.reasons, followup.Reason{Code: followup.CountedFrom, Params: map[string]string{"on": r.s.Today.String()}})
	}
}

// pass goes past the step that comes next without doing it; the spacing stays.
func (r *run) pass(why followup.Reason) {
	from := r.e.Target()
	if from.Before(r.s.Today) {
		from = r.s.Today
	}
	r.e.Skipped = append(r.e.Skipped, followup.Skip{Step: r.e.Step, Why: why})
	r.reasons = append(r.reasons, why)
	r.e.Step, r.e.Made, r.e.LastOn = r.e.Step+1, nil, from
}

// next is the step that comes next and can be done; ok is false where none is left. Steps whose channel the contact lacks are passed
// over with a reason.
func (r *run) next() (followup.NextStep, bool) {
	for {
		step, ok := r.e.Due()
		if !ok {
			return followup.NextStep{}, false
		}
		left := open(step, r.e.Made, r.s.Lead)
		for _, c := range step.Channels {
			if !step.Either && !slices.Contains(r.e.Made, c) && !reaches(r.s.Lead, c) && len(left) > 0 {
				r.reasons = append(r.reasons, r.noWay(c)) // half of it
			}
		}
		if len(left) == 0 {
			r.pass(r.noWay(step.Channels[0]))
			continue
		}
		return r.recall(step, left), true
	}
}

// recall is the step as what follows. It is never in the past: a step that is late is due today. What it is for stays with the step, which
// says it in each reader's language.
func (r *run) recall(step followup.Step, left []followup.Channel) followup.NextStep {
	n := followup.NextStep{Kind: followup.NextRecall, On: r.e.Target(), Channel: left[0]}
	if main := r.s.Lead.Main(); main != nil && slices.Contains(left, main.Preferred) {
		n.Channel = main.Preferred
	}
	if n.On.Before(r.s.Today) {
		n.On = r.s.Today
	}
	if at := r.s.Time + calendar.TimeOfDay(step.Within); step.Within > 0 && n.On == r.s.Today && at < calendar.Clock(24, 0) {
		n.At = &at
	}
	r.reasons = append(r.reasons, followup.Reason{Code: followup.CadenceStep, Params: map[string]string{
		"cadence": r.e.Cadence.Label(), "n": strconv.Itoa(r.e.Place() + 1), "of": strconv.Itoa(r.e.Cadence.Touches()),
	}})
	return n
}

func (r *run) noWay(c followup.Channel) followup.Reason {
	return followup.Reason{Code: followup.NoWayThere, Params: map[string]string{"n": strconv.Itoa(r.e.Place() + 1), "channel": string(c)}}
}

// suggest is the next step, or what comes after the last one.
func (r *run) suggest(closed bool) Suggestion {
	next, ok := r.next()
	if !ok {
		return r.finish(closed)
	}
	return r.with(Suggestion{Next: next, After: r.enrolment()})
}

// with adds what happened on the way.
func (r *run) with(g Suggestion) Suggestion {
	g.Why = append(slices.Clone(r.reasons), g.Why...)
	g.Skipped = r.e.Skipped[r.was:]
	return g
}

// reaches reports whether a lead's main contact can be reached in a channel. Where no way at all is recorded, every one may do.
func reaches(l followup.Lead, c followup.Channel) bool {
	main := l.Main()
	if main == nil || (main.Phone == "" && main.Email == "" && main.LinkedIn == "") {
		return true
	}
	switch c {
	case followup.Call, followup.SMS:
		return main.Phone != "" && !main.WrongNumber
	case followup.Email:
		return main.Email != "" && !main.Bounced
	case followup.LinkedIn:
		return main.LinkedIn != ""
	default: // a video is sent in either; people are met without
		return true
	}
}

// open are the channels of a step that are still to be used: none where it is done, or can't be.
func open(step followup.Step, made []followup.Channel, l followup.Lead) []followup.Channel {
	left := slices.DeleteFunc(slices.Clone(step.Channels), func(c followup.Channel) bool { return !reaches(l, c) })
	missing := len(left) - len(made)
	if missing <= 0 || (step.Either && len(made) > 0) {
		return nil
	}
	left = slices.DeleteFunc(left, func(c followup.Channel) bool { return slices.Contains(made, c) })
	return left[:min(len(left), missing)] // a half may have been made in yet another channel
}

// Left are the channels in which a lead's step is still to be made: with Either in one of them. None: nothing comes next.
func Left(l followup.Lead) []followup.Channel {
	step, ok := l.Enrolment.Due()
	if !ok {
		return nil
	}
	return open(step, l.Enrolment.Made, l)
}
