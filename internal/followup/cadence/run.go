package cadence

import (
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// Where a track leads that is no cadence.
const (
	Nurture    = "nurture"     // parked, once a quarter
	PauseNote  = "pause"       // parked for four to six weeks, then back with something new
	DarkLadder = "dark-ladder" // another channel, another message, another person, goodbye
)

// Start enrols a lead on a cadence from a day on, which is day 1. A promise of the lead stands, and its first step waits behind it (G6).
func Start(c *followup.Cadence, on calendar.Date, s followup.Situation) (followup.Enrolment, followup.NextStep, []followup.Reason) {
	e := followup.Enrolment{Cadence: c, Began: on, LastOn: on}
	return e, followup.NextStep{Kind: followup.NextRecall, On: on}, nil
}

// Enrol is the suggestion with the cadence that its Switch names, loaded by the caller: its first step comes next.
func (g Suggestion) Enrol(c *followup.Cadence, s followup.Situation) Suggestion { return g }

// Silence says what follows when nobody answered the last step, however long that was waited for.
func Silence(s followup.Situation) Suggestion { return Suggestion{Ended: true} }

// Pause freezes the lead's enrolment on a day; a zero until waits for somebody. The days left of its gap are kept.
func Pause(s followup.Situation, until calendar.Date, why followup.Reason) Suggestion { return Suggestion{} }

// Resume lets a paused enrolment go on: what was left of the gap counts from today.
func Resume(s followup.Situation) Suggestion { return Suggestion{} }

// Skip passes over the step that comes next; the spacing stays.
func Skip(s followup.Situation, why followup.Reason) Suggestion { return Suggestion{} }

// Restart begins the same version of the cadence anew today.
func Restart(s followup.Situation) Suggestion { return Suggestion{} }

// SwitchTo begins another cadence today in place of the one the lead runs on.
func SwitchTo(c *followup.Cadence, s followup.Situation) Suggestion { return Suggestion{} }

// Stop ends the enrolment; the lead keeps its recall.
func Stop(s followup.Situation) Suggestion { return Suggestion{Ended: true} }

// Migrate moves the lead to another version of its cadence: it comes to the step behind as many touches as were made.
func Migrate(to *followup.Cadence, s followup.Situation) Suggestion { return Suggestion{} }

// Progress says where an enrolment stands: the n-th of so many touches is the next, of which step, and whether it is one of those that
// decide deals, the fifth to the seventh. n is 0 where none comes.
func Progress(e *followup.Enrolment) (n, of int, step followup.Step, decisive bool) {
	return 0, 0, followup.Step{}, false
}

// UntilMeeting is the enrolment that a booked meeting paused, with the day of the meeting: it resumes by itself after it.
func UntilMeeting(e *followup.Enrolment, on calendar.Date) *followup.Enrolment { return e }
