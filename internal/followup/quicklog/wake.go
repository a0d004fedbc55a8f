package quicklog

import (
	"slices"
	"strings"

	"github.com/followup-bot/followup/internal/followup"
)

// wakeKey reads signal:funding,role-change. Said again it adds to it.
func (p *parser) wakeKey(t token) error {
	if p.command.Verb != Park {
		return p.notHere(1)
	}
	for word := range strings.FieldsFuncSeq(t.text, func(r rune) bool { return r == ',' || r == ';' || r == '+' }) {
		kind, ok := wakeNamed(word)
		if !ok {
			return problem(UnknownWake, p.line, strings.TrimSpace(word))
		}
		if !slices.Contains(p.command.Wakes, kind) {
			p.command.Wakes = append(p.command.Wakes, kind)
		}
	}
	slices.SortFunc(p.command.Wakes, func(a, b followup.SignalKind) int {
		return slices.Index(followup.Signals(), a) - slices.Index(followup.Signals(), b)
	})
	p.at++
	return nil
}

// wakeNamed is a kind as people call it: "pricing page", "pricing-page" or "pricingpage".
func wakeNamed(word string) (followup.SignalKind, bool) {
	kind, ok := signals[spaced(fold(strings.TrimSpace(word)))]
	return kind, ok
}
