package cadence

import (
	"github.com/followup-bot/followup/internal/followup"
)

// Rule names what a linter looks for.
type Rule string

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
	Params map[string]string // for the words
}

// Rules lists every rule: a test holds the words against it.
func Rules() []Rule { return nil }

// Lint says what is wrong with a cadence, errors first, by step.
func Lint(c followup.Cadence) []Finding { return nil }
