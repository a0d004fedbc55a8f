package playbook

import (
	"slices"
	"strings"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/cadence"
)

// Case is what decides which template fits.
type Case struct {
	Lead    followup.Lead
	Touches []followup.Touch          // of the lead, in any order
	Owed    []followup.ObligationKind // what is owed on it now
	Now     time.Time                 // in the owner's zone
}

// Choose says which template fits what is to be done about a lead now. What somebody waits for comes first: an answer, a new meeting, the
// recap, the reminder; then what brings the lead up: a signal, the wake date, the rung of a dark lead; then the step of its cadence; and
// where there is none, its recall.
func Choose(c Case) Situation {
	l, touches := c.Lead, followup.NewestFirst(c.Touches)
	r := l.Recall
	signal, signalled := signalOf(l)
	switch {
	case r != nil && r.ReplyOwed:
		return OfSignal(followup.SignalReply)
	case len(touches) > 0 && touches[0].Outcome == followup.NoShow:
		return NoShow
	case slices.Contains(c.Owed, followup.Recap):
		return Recap
	case slices.Contains(c.Owed, followup.Reminder):
		return MeetingReminder
	case signalled:
		return OfSignal(signal.Kind)
	case l.State == followup.Parked:
		return Waking
	}
	if rung, ok := cadence.Ladder(l, touches, c.Now); ok {
		return ofRung(rung)
	}
	goal, channel := "", followup.Channel("")
	if r != nil {
		goal, channel = r.Goal, r.Channel
	}
	if step, ok := l.Enrolment.Due(); ok {
		if left := l.Enrolment.Left(); channel == "" && len(left) > 0 {
			channel = left[0]
		}
		if s, ok := ofStep(l.Enrolment, step, channel); ok {
			return s
		}
	}
	if s, ok := ofChannel(channel, callsSo(l, touches)); ok {
		return s
	}
	if s, ok := ofWords(goal); ok {
		return s
	}
	if !spoken(touches) && l.Touches == 0 {
		return Opening
	}
	return CheckIn
}

// signalOf is the newest signal that stands on a lead's recall; an answer is none: that we owe one says more.
func signalOf(l followup.Lead) (s followup.Signal, ok bool) {
	for _, came := range l.Recall.Came() {
		if came.Kind != followup.SignalReply && came.Kind.Valid() && !came.At.Before(s.At) {
			s, ok = came.Signal, true
		}
	}
	return s, ok
}

// ofRung is what suits a rung of a dark lead.
func ofRung(rung cadence.Rung) Situation {
	switch rung.Code {
	case cadence.OtherMessage:
		return DirectQuestion
	case cadence.BreakUp:
		return BreakUp
	case cadence.OtherPerson:
		return Opening
	case cadence.OtherChannel:
	}
	if s, ok := ofChannel(rung.Channel, 0); ok {
		return s
	}
	return CheckIn
}

// ofStep is what suits a step of a cadence in one of its channels.
func ofStep(e *followup.Enrolment, step followup.Step, channel followup.Channel) (Situation, bool) {
	if step.Closing {
		if e.Cadence.Silence() == cadence.PauseNote {
			return PauseNote, true
		}
		return BreakUp, true
	}
	if step.Within > 0 {
		return Recap, true
	}
	if s, ok := ofChannel(channel, e.Calls); ok {
		return s, true
	}
	for _, language := range Languages() {
		if s, _ := ofWords(step.Content[language]); s == CaseStudy && step.Value {
			return s, true // its goal may only say that it adds value
		}
		if s, ok := ofWords(step.Goal.In(language)); ok {
			return s, true
		}
	}
	switch {
	case e.Touches == 0 && e.Step == 0:
		return Opening, true
	case step.Value:
		return ValueAdd, true
	}
	return "", false
}

// ofChannel is what suits a channel that has texts of its own. calls are the call attempts before.
func ofChannel(channel followup.Channel, calls int) (Situation, bool) {
	switch channel {
	case followup.Call:
		if cadence.VoicemailAt(calls + 1) {
			return Voicemail, true
		}
		return CallScript, true
	case followup.LinkedIn:
		return LinkedInMessage, true
	case followup.Email, followup.SMS, followup.Video, followup.Meeting, followup.Visit:
	}
	return "", false
}

// goals are what a step or a recall is for, by words of either language in its goal; the first that fits counts.
var goals = []struct {
	situation Situation
	words     []string
}{
	{Recap, []string{"recap", "summary", "zusammenfassung"}},
	{CaseStudy, []string{"case study", "customer story", "reference", "praxisbeispiel", "referenz", "fallstudie"}},
	{Proposal, []string{"proposal", "offer", "quote", "pricing", "angebot", "preis"}},
	{Decision, []string{"decision", "decide", "urgency", "entscheidung", "entscheiden", "dringlichkeit"}},
	{DirectQuestion, []string{"direct ask", "direct question", "call to action", "direkt fragen", "direkte frage", "klare aufforderung"}},
	{ValueAdd, []string{"value", "angle", "impulse", "content", "impact", "mehrwert", "blickwinkel", "impuls", "inhalt"}},
	{Opening, []string{"opening", "first contact", "initial", "erster kontakt", "erste ansprache", "auftakt"}},
	{CheckIn, []string{"check-in", "check in", "follow-up", "nachfassen", "nudge", "anstoß"}},
}

func ofWords(goal string) (Situation, bool) {
	goal = strings.ToLower(goal)
	for _, g := range goals {
		if slices.ContainsFunc(g.words, func(w string) bool { return strings.Contains(goal, w) }) {
			return g.situation, true
		}
	}
	return "", false
}

// spoken reports whether they ever spoke with us, or answered.
func spoken(touches []followup.Touch) bool {
	return slices.ContainsFunc(touches, func(t followup.Touch) bool { return t.Outcome.Heard() })
}

// callsSo are the call attempts so far: those that its cadence counts, or else the newest touches in a row that reached nobody, by which rows
// and cards say whether to leave a voicemail.
func callsSo(l followup.Lead, newest []followup.Touch) int {
	if l.Enrolment != nil {
		return l.Enrolment.Calls
	}
	n := slices.IndexFunc(newest, func(t followup.Touch) bool { return t.Outcome.Class() != followup.Attempt })
	if n < 0 {
		return len(newest)
	}
	return n
}
