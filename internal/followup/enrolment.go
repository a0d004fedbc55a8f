package followup

import (
	"slices"
	"strings"

	"github.com/followup-bot/followup/internal/followup/calendar"
)

// Cadence is one version of a finite list of steps. A version never changes: editing a cadence makes the next one, and running
// enrolments keep theirs.
type Cadence struct {
	ID      CadenceID // of this version and variant in its workspace; 0: shipped with the program, not stored yet
	Key     string    // what people type: "warm-21"
	Version int       // 1, 2, …; of a key
	Variant Variant
	Name    Wording
	Steps   []Step  // by day, at least one
	Tracks  []Track // where an outcome leads out of it
}

// Variant is the form of a cadence for deals of a size.
type Variant string

// The variants. The standard one has no name.
const (
	Standard  Variant = ""
	Small     Variant = "small"     // under €10k: 14 days, lighter touches
	Large     Variant = "large"     // €50k and more: 28 to 35 days, touches that take research
	Strategic Variant = "strategic" // large, and from executive to executive at touch 4 or 5; only where a rep picks it
)

// Step is one line of a cadence.
type Step struct {
	Day      int       // counted from the enrolment, which is day 1; steps of one day follow one another
	Until    int       // last day on which it is in time; 0: Day
	Channels []Channel // how the touch is made, each of them; with Either, one of them
	Either   bool
	Goal     Wording // a few words: "prompt a decision"
	Content  Wording // what to bring
	Value    bool    // it brings them something: a case study, an insight
	Personal bool    // make it personal
	Within   int     // minutes after what it follows on its day, 0: none
	Closing  bool    // says goodbye: a break-up or a pause note
}

// Track switches an enrolment to another cadence.
type Track struct {
	Outcome Outcome // after a touch that ended so; empty: the last step is done and nothing was heard
	To      string  // the other cadence's key; "nurture" parks the lead quarterly
}

// Wording is a text by language, "en" and "de"; what a team writes has its language alone.
type Wording map[string]string

// In returns the text in a language, or else in the one there is.
func (t Wording) In(language string) string {
	if s := t[language]; s != "" {
		return s
	}
	if s := t["en"]; s != "" {
		return s
	}
	for _, s := range t {
		return s
	}
	return ""
}

// Enrolment is one lead on one version of a cadence. It is part of its lead: an undo brings back where it stood.
type Enrolment struct {
	Cadence *Cadence      // shared by all that run on it: not to be changed
	Began   calendar.Date // day 1, in the owner's zone
	Step    int           // index of the step that comes next
	Made    []Channel     // touches of that step that were made
	LastOn  calendar.Date // its gap counts from here: when the step before it was done, or was to be where it was skipped; Began for the first
	Touches int           // outbound touches since Began
	Calls   int           // call attempts since Began: a voicemail is for the second and fourth alone
	Skipped []Skip        // by step
	Paused  *Pause        // frozen; nil: it runs
}

// Skip is a step that was not done.
type Skip struct {
	Step int    `json:"step"` // index
	Why  Reason `json:"why"`
}

// Pause says since when an enrolment is frozen.
type Pause struct {
	On    calendar.Date `json:"on"`
	Until calendar.Date `json:"until,omitzero"` // resumes by itself; zero: when somebody says so
	Left  int           `json:"left"`           // days that were left of the gap: they count from the day it resumes
	Why   Reason        `json:"why"`
}

// Running reports whether the enrolment says what comes next.
func (e *Enrolment) Running() bool {
	return e != nil && e.Paused == nil && e.Step < len(e.Cadence.Steps)
}

// Pausable reports whether a lead waits for nothing but a plan of ours, so that it may be paused because somebody else at its company
// answered, and isn't yet. A promise, a reply we owe and a break-up stand (G6).
func (l Lead) Pausable() bool {
	r := l.Recall
	if l.State != Active || r == nil || r.Kind != Planned || r.ReplyOwed {
		return false
	}
	paused := slices.ContainsFunc(r.Reasons, func(why Reason) bool { return why.Code == CompanyAnswered })
	return !paused && (l.Enrolment == nil || l.Enrolment.Paused == nil)
}

// Due is the step that comes next; ok is false where none does.
func (e *Enrolment) Due() (step Step, ok bool) {
	if e == nil || e.Step >= len(e.Cadence.Steps) {
		return Step{}, false
	}
	return e.Cadence.Steps[e.Step], true
}

// Left are the channels of the step that comes next in which no touch was made yet.
func (e *Enrolment) Left() []Channel {
	step, ok := e.Due()
	if !ok {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(step.Channels), func(c Channel) bool { return slices.Contains(e.Made, c) })
}

// Gap is how many days the step that comes next lies behind the one before it, or behind the enrolment; 0 where none comes.
func (e *Enrolment) Gap() int {
	step, ok := e.Due()
	switch {
	case !ok:
		return 0
	case e.Step == 0:
		return step.Day - 1
	default:
		return step.Day - e.Cadence.Steps[e.Step-1].Day
	}
}

// Target is the day for the step that comes next, before working days and call windows are looked at. It may lie in the past; while the
// enrolment is paused, it is the day it would be if it went on at once.
func (e *Enrolment) Target() calendar.Date { return e.LastOn.AddDays(e.Gap()) }

// Touches is how many touches a step asks for.
func (s Step) Touches() int {
	if s.Either {
		return 1
	}
	return len(s.Channels)
}

// Touches is how many touches a cadence asks for.
func (c *Cadence) Touches() int { return c.touchesBefore(len(c.Steps)) }

func (c *Cadence) touchesBefore(step int) int {
	n := 0
	for _, s := range c.Steps[:step] {
		n += s.Touches()
	}
	return n
}

// Place is how many of its cadence's touches an enrolment has behind it, those of skipped steps included.
func (e *Enrolment) Place() int {
	step, _ := e.Due()
	return e.Cadence.touchesBefore(e.Step) + min(len(e.Made), max(step.Touches()-1, 0))
}

// Silence is where the cadence leads when nobody answered its last step; empty: it says nothing of it.
func (c *Cadence) Silence() string { return c.After("") }

// After is where the cadence leads after a touch with outcome o; empty: it goes on.
func (c *Cadence) After(o Outcome) string {
	for _, t := range c.Tracks {
		if t.Outcome == o {
			return t.To
		}
	}
	return ""
}

// Label is how a cadence is called where people choose one: "warm-21", "warm-21 large".
func (c *Cadence) Label() string { return strings.TrimSpace(c.Key + " " + string(c.Variant)) }
