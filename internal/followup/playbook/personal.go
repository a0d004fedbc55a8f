package playbook

import (
	"github.com/followup-bot/followup/internal/followup"
)

// MakePersonal reports whether the lead's coming touch is one to make personal: the first, third, fifth or last of its cadence or, where it
// runs on none, of all (Cadence Guide); or because its step says so. n is which it is.
func MakePersonal(l followup.Lead) (n int, personal bool) {
	n = l.Touches + 1
	e := l.Enrolment
	step, due := e.Due()
	if e != nil {
		n = e.Touches + 1
	}
	last := due && (step.Closing || e.Step == len(e.Cadence.Steps)-1)
	return n, n == 1 || n == 3 || n == 5 || last || (due && step.Personal)
}

// HookCode names what is known to make a touch personal.
type HookCode string

// What can be known.
const (
	TheirWords HookCode = "their_words"
	TheirHook  HookCode = "their_hook" // noted as something personal
	TheirRole  HookCode = "their_role"
	TheyHave   HookCode = "they_have" // of value, from us
	WhyItSlept HookCode = "why_it_slept"
	CameFrom   HookCode = "came_from" // the lead's source
)

// HookCodes lists them all: a test holds the words against it.
func HookCodes() []HookCode {
	return []HookCode{TheirHook, TheirWords, TheirRole, TheyHave, WhyItSlept, CameFrom}
}

// Hook is something to make a touch personal with.
type Hook struct {
	Code HookCode
	Text string // in the words of who noted it
}

// Hooks are what is known to make a touch personal, the most personal first; none where nothing is.
func Hooks(l followup.Lead, f Facts) []Hook {
	role := ""
	if main := l.Main(); main != nil {
		role = main.Role
	}
	has := ""
	if len(f.Has) > 0 {
		has = f.Has[0]
	}
	known := map[HookCode]string{
		TheirHook: f.Hook, TheirWords: f.Cares, TheirRole: role, TheyHave: has, WhyItSlept: f.ParkedFor, CameFrom: l.Source,
	}
	var hooks []Hook
	for _, code := range HookCodes() {
		if text := oneLine(known[code], longest); text != "" {
			hooks = append(hooks, Hook{code, text})
		}
	}
	return hooks
}
