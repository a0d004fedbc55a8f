package cadence

import (
	"cmp"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/followup-bot/followup/internal/followup"
)

// Rule names what the linter looks for.
type Rule string

// The rules, with their sources.
const (
	OneChannel    Rule = "one_channel"      // two at least (The Recall Strategy)
	GapShrinks    Rule = "gap_shrinks"      // before, gap: days (The Recall Strategy)
	NoGoal        Rule = "no_goal"          // every touch has a reason (The Recall Strategy)
	NoContent     Rule = "no_content"       // and brings something (A Systematic Approach)
	CheckingIn    Rule = "checking_in"      // words: "just checking in" is none (Five Strategies)
	NoEnd         Rule = "no_end"           // the last step closes the loop, or silence leads on (The Recall Strategy)
	EndTooEarly   Rule = "end_too_early"    // a goodbye before the last step
	TooMany       Rule = "too_many"         // touches, most (Cadence Guide)
	NoVoicemail   Rule = "no_voicemail"     // call: the attempt; only the second and fourth leave one (Cadence Guide)
	DaysBack      Rule = "days_back"        // before, day
	RangeOverlaps Rule = "range_overlaps"   // until, day: it begins while the one before may still be in time
	BadChannel    Rule = "bad_channel"      // channel
	ChannelTwice  Rule = "channel_twice"    // channel
	ClosedInCall  Rule = "closed_in_call"   // a goodbye is written
	TextTooLong   Rule = "text_too_long"    // length, most
	NoSteps       Rule = "no_steps"         //
	DeadTrack     Rule = "dead_track"       // outcome: one that pauses or ends every cadence
	LoopTrack     Rule = "loop_track"       // silence leads to the cadence itself: it would never end
	NothingPerson Rule = "nothing_personal" // first and last touch are personal (Cadence Guide)
	LittleValue   Rule = "little_value"     // no step brings something they can keep (Five Strategies)
)

// Level says whether a finding can be accepted.
type Level string

// The levels.
const (
	Error   Level = "error"
	Warning Level = "warning" // can be accepted
)

// Finding is a rule that a cadence breaks.
type Finding struct {
	Rule   Rule
	Level  Level
	Step   int               // index; -1: the cadence as a whole
	Params map[string]string // for the words: numbers in digits, a channel, an outcome
}

// What a cadence may hold. A step's texts are shown in one line of a message and in a form's field.
const (
	MostTouches = 14
	mostGoal    = 75
	mostContent = 300
	mostName    = 75
)

// Rules lists every rule: a test holds the words against it.
func Rules() []Rule {
	return []Rule{
		OneChannel, GapShrinks, NoGoal, NoContent, CheckingIn, NoEnd, EndTooEarly, TooMany, NoVoicemail, DaysBack, RangeOverlaps, BadChannel,
		ChannelTwice, ClosedInCall, TextTooLong, NoSteps, DeadTrack, LoopTrack, NothingPerson, LittleValue,
	}
}

// Lint says what is wrong with a cadence, errors first, each by step. An error can't be accepted.
func Lint(c followup.Cadence) []Finding {
	l := &linter{c: c}
	if len(c.Steps) == 0 {
		l.find(NoSteps, Error, -1)
		return l.found
	}
	l.whole()
	l.days()
	l.tracks()
	calls := 0
	for i, s := range c.Steps {
		if slices.Contains(s.Channels, followup.Call) {
			calls++
		}
		l.step(i, s, calls)
	}
	slices.SortStableFunc(l.found, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Level, b.Level), cmp.Compare(a.Step, b.Step))
	})
	return l.found
}

type linter struct {
	c     followup.Cadence
	found []Finding
}

func (l *linter) find(rule Rule, level Level, step int, pairs ...string) {
	f := Finding{Rule: rule, Level: level, Step: step}
	for i := 0; i+1 < len(pairs); i += 2 {
		if f.Params == nil {
			f.Params = map[string]string{}
		}
		f.Params[pairs[i]] = pairs[i+1]
	}
	l.found = append(l.found, f)
}

// whole looks at all steps together.
func (l *linter) whole() {
	steps, used := l.c.Steps, map[followup.Channel]bool{}
	value := false
	for _, s := range steps {
		value = value || s.Value
		for _, c := range s.Channels {
			used[c] = true
		}
	}
	if len(used) < 2 {
		l.find(OneChannel, Error, -1)
	}
	if n := l.c.Touches(); n > MostTouches {
		l.find(TooMany, Error, -1, "touches", strconv.Itoa(n), "most", strconv.Itoa(MostTouches))
	}
	if !value {
		l.find(LittleValue, Warning, -1)
	}
	last := len(steps) - 1
	if to := l.c.Silence(); !steps[last].Closing && (to == "" || to == Nurture) {
		l.find(NoEnd, Error, last)
	}
	for i, s := range steps[:last] {
		if s.Closing {
			l.find(EndTooEarly, Error, i)
		}
	}
	for _, i := range slices.Compact([]int{0, last}) {
		if !steps[i].Personal {
			l.find(NothingPerson, Warning, i)
		}
	}
	for _, name := range l.c.Name {
		l.length(-1, name, mostName)
	}
}

// days looks at their order. Gaps are those between days: a day may have two steps.
func (l *linter) days() {
	before := 0
	for i, s := range l.c.Steps {
		day := strconv.Itoa(s.Day)
		if s.Day < 1 || (s.Until != 0 && s.Until <= s.Day) {
			l.find(DaysBack, Error, i, "before", "1", "day", day)
		}
		if i == 0 {
			continue
		}
		was := l.c.Steps[i-1]
		gap := s.Day - was.Day
		switch {
		case gap < 0:
			l.find(DaysBack, Error, i, "before", strconv.Itoa(was.Day), "day", day)
		case was.Until > s.Day:
			l.find(RangeOverlaps, Error, i, "until", strconv.Itoa(was.Until), "day", day)
		}
		if gap > 0 {
			if gap < before {
				l.find(GapShrinks, Error, i, "before", strconv.Itoa(before), "gap", strconv.Itoa(gap))
			}
			before = gap
		}
	}
}

func (l *linter) tracks() {
	for _, t := range l.c.Tracks {
		switch {
		case t.Outcome == "" && t.To == l.c.Key:
			l.find(LoopTrack, Error, -1)
		case ends(t.Outcome) || slices.Contains([]followup.Outcome{followup.Replied, followup.MeetingSet, followup.OutOfOffice}, t.Outcome) ||
			t.Outcome.Class() == followup.Data:
			l.find(DeadTrack, Error, -1, "outcome", string(t.Outcome))
		}
	}
}

// step looks at one of them; calls counts its call attempt.
func (l *linter) step(i int, s followup.Step, calls int) {
	seen := map[followup.Channel]bool{}
	for _, c := range s.Channels {
		switch {
		case !slices.Contains(followup.Channels(), c):
			l.find(BadChannel, Error, i, "channel", string(c))
		case seen[c]:
			l.find(ChannelTwice, Error, i, "channel", string(c))
		}
		seen[c] = true
	}
	if len(s.Channels) == 0 {
		l.find(BadChannel, Error, i, "channel", "")
	}
	if s.Closing && !slices.ContainsFunc(s.Channels, func(c followup.Channel) bool { return followup.BreakUpSent.Fits(c) }) {
		l.find(ClosedInCall, Error, i)
	}
	if blank(s.Goal) {
		l.find(NoGoal, Error, i)
	}
	if blank(s.Content) {
		l.find(NoContent, Error, i)
	}
	for _, w := range []struct {
		text followup.Wording
		most int
	}{{s.Goal, mostGoal}, {s.Content, mostContent}} {
		for _, language := range []string{"en", "de", ""} {
			text := w.text[language]
			l.length(i, text, w.most)
			if words := EmptyPhrase(text); words != "" {
				l.find(CheckingIn, Error, i, "words", words)
			}
			if speaksOfVoicemail(text) && seen[followup.Call] && !VoicemailAt(calls) {
				l.find(NoVoicemail, Error, i, "call", strconv.Itoa(calls))
				return // said once, not in each language
			}
		}
	}
}

func (l *linter) length(step int, text string, most int) {
	if n := utf8.RuneCountInString(text); n > most {
		l.find(TextTooLong, Error, step, "length", strconv.Itoa(n), "most", strconv.Itoa(most))
	}
}
