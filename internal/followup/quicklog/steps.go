package quicklog

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/followup-bot/followup/internal/followup"
)

// A step of a cadence is one line where people write one, also on a phone:
//
//	D3 call: Recall | follow-up questions, open points
//	D2-3 email or call: Value-add | a case study [value, personal]
//	D1 email, linkedin +1h: Recap | what was agreed [closing]
//
// The day comes first, then how, then the goal behind a colon, and behind a bar what to bring. In brackets stand marks.

// stepWords are what a language calls what a line of a step says.
type stepWords struct {
	or, personal, value, closing string
	channels                     map[followup.Channel]string
}

var stepLanguages = map[string]stepWords{
	"en": {"or", "personal", "value", "closing", map[followup.Channel]string{}},
	"de": {"oder", "persönlich", "mehrwert", "abschluss", map[followup.Channel]string{
		followup.Call: "anruf", followup.Email: "e-mail", followup.Meeting: "treffen", followup.Visit: "besuch",
	}},
}

// MaxSteps is how many lines are read: more than any cadence may have, and enough to say so.
const MaxSteps = 60

// StepLines writes steps as lines that ParseSteps reads back.
func StepLines(steps []followup.Step, language string) string {
	words, known := stepLanguages[language]
	if !known {
		words = stepLanguages["en"]
	}
	lines := make([]string, 0, len(steps))
	for _, s := range steps {
		lines = append(lines, words.line(s, language))
	}
	return strings.Join(lines, "\n")
}

func (w stepWords) line(s followup.Step, language string) string {
	day := "D" + strconv.Itoa(s.Day)
	if s.Until > s.Day {
		day += "-" + strconv.Itoa(s.Until)
	}
	between := ", "
	if s.Either {
		between = " " + w.or + " "
	}
	channels := make([]string, 0, len(s.Channels))
	for _, c := range s.Channels {
		name := w.channels[c]
		if name == "" {
			name = string(c)
		}
		channels = append(channels, name)
	}
	line := day + " " + strings.Join(channels, between)
	switch {
	case s.Within > 0 && s.Within%60 == 0:
		line += fmt.Sprintf(" +%dh", s.Within/60)
	case s.Within > 0:
		line += fmt.Sprintf(" +%dm", s.Within)
	}
	line += ": " + flat(s.Goal.In(language))
	if content := flat(s.Content.In(language)); content != "" {
		line += " | " + content
	}
	var marks []string
	for _, m := range []struct {
		set  bool
		word string
	}{{s.Value, w.value}, {s.Personal, w.personal}, {s.Closing, w.closing}} {
		if m.set {
			marks = append(marks, m.word)
		}
	}
	if marks != nil {
		line += " [" + strings.Join(marks, ", ") + "]"
	}
	return line
}

// flat makes a text that can stand in a line of a step.
func flat(s string) string {
	return strings.NewReplacer("|", "/", "[", "(", "]", ")").Replace(strings.Join(strings.Fields(s), " "))
}

var (
	stepHead   = regexp.MustCompile(`^(?i:d|t|tag|day)?\s*(\d{1,3})(?:\s*[-–]\s*(\d{1,3}))?[\s.:)]+(.+)$`)
	stepMarks  = regexp.MustCompile(`\s*\[([^\[\]]*)\]\s*$`)
	stepAfter  = regexp.MustCompile(`\s*\+\s*(\d{1,3})\s*(h|m|min)\s*$`)
	stepEither = regexp.MustCompile(`\s(or|oder)\s|/`)
	stepBreak  = regexp.MustCompile(`\s*(,|\+|/|\bor\b|\boder\b|\bund\b|\band\b|&)\s*`)
)

// ParseSteps reads the steps of a cadence, one a line; empty lines say nothing. Where a line says the same in language as a step that was
// there, that one's other languages are kept. Its errors are of type Problem, with the number of the line as n.
func ParseSteps(text, language string, was []followup.Step) ([]followup.Step, error) {
	var steps []followup.Step
	for i, raw := range strings.Split(strings.ToValidUTF8(text, "\uFFFD"), "\n") {
		line := strings.TrimSpace(strings.Map(visible, raw))
		if line == "" {
			continue
		}
		step, bad := parseStep(line, language)
		if bad != nil {
			bad.Params["n"] = strconv.Itoa(i + 1)
			return nil, *bad
		}
		if len(steps) == MaxSteps {
			return nil, problem(TooManySteps, line, strconv.Itoa(MaxSteps))
		}
		steps = append(steps, step)
	}
	if len(steps) == 0 {
		return nil, problem(NoSteps, text, "")
	}
	for i := range steps {
		translated(&steps[i], language, was)
	}
	return steps, nil
}

func parseStep(line, language string) (followup.Step, *Problem) {
	refuse := func(code ProblemCode, word string) (followup.Step, *Problem) {
		p := problem(code, line, word)
		return followup.Step{}, &p
	}
	head := stepHead.FindStringSubmatch(line)
	if head == nil {
		return refuse(StepNoDay, line)
	}
	step := followup.Step{}
	step.Day, _ = strconv.Atoi(head[1]) // digits only
	step.Until, _ = strconv.Atoi(head[2])
	if step.Until <= step.Day {
		step.Until = 0
	}
	how, goal, ok := strings.Cut(head[3], ":")
	if !ok {
		return refuse(StepNoGoal, head[3])
	}
	if m := stepAfter.FindStringSubmatch(how); m != nil {
		step.Within, _ = strconv.Atoi(m[1])
		if m[2] == "h" {
			step.Within *= 60
		}
		if step.Within < 1 || step.Within > 24*60 { // as in a cadence's text, which would not come back otherwise
			return refuse(StepNoChannel, strings.TrimSpace(how))
		}
		how = strings.TrimSuffix(how, m[0])
	}
	for _, name := range stepBreak.Split(how, -1) {
		c, ok := channelNamed(name)
		if !ok {
			return refuse(StepNoChannel, strings.TrimSpace(name))
		}
		if slices.Contains(step.Channels, c) {
			return refuse(StepNoChannel, strings.TrimSpace(how))
		}
		step.Channels = append(step.Channels, c)
	}
	step.Either = len(step.Channels) > 1 && stepEither.MatchString(fold(how))
	if m := stepMarks.FindStringSubmatch(goal); m != nil {
		if bad := mark(&step, m[1]); bad != "" {
			return refuse(StepMark, bad)
		}
		goal = strings.TrimSuffix(goal, m[0])
	}
	goal, content, _ := strings.Cut(goal, "|")
	goal, content = strings.TrimSpace(goal), strings.TrimSpace(content)
	if goal == "" {
		return refuse(StepNoGoal, head[3])
	}
	step.Goal = followup.Wording{language: goal}
	if content != "" {
		step.Content = followup.Wording{language: content}
	}
	return step, nil
}

// channelNamed reads the name of a channel, in any language of ours.
func channelNamed(name string) (followup.Channel, bool) {
	m, ok := phrases[strings.ReplaceAll(fold(strings.TrimSpace(name)), "-", "")]
	return m.channel, ok && m.channel != "" && m.outcome == ""
}

// mark sets the marks that a list names, and returns one that isn't known.
func mark(s *followup.Step, list string) string {
	for word := range strings.SplitSeq(list, ",") {
		word = strings.TrimSpace(word)
		switch fold(word) {
		case "":
		case "value", "mehrwert":
			s.Value = true
		case "personal", "persönlich", "persoenlich":
			s.Personal = true
		case "closing", "goodbye", "abschluss", "abschied":
			s.Closing = true
		default:
			return word
		}
	}
	return ""
}

// translated keeps the other languages of what was not changed.
func translated(s *followup.Step, language string, was []followup.Step) {
	keep := func(now, before followup.Wording) (followup.Wording, bool) {
		text := now.In(language)
		return before, text != "" && text == flat(before.In(language))
	}
	for _, b := range was {
		if before, same := keep(s.Goal, b.Goal); same {
			s.Goal = before
		}
		if before, same := keep(s.Content, b.Content); same {
			s.Content = before
		}
	}
}
