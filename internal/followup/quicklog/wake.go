package quicklog

import (
	"slices"
	"strings"

	"github.com/followup-bot/followup/internal/followup"
)

// wakeWords name the signals that wake a parked lead early, beside their own names.
var wakeWords = map[string]followup.SignalKind{
	"role": followup.RoleChange, "newrole": followup.RoleChange, "rollenwechsel": followup.RoleChange, "stellenwechsel": followup.RoleChange,
	"finanzierung": followup.Funding, "investment": followup.Funding,
	"wettbewerber": followup.CompetitorWon, "konkurrent": followup.CompetitorWon,
	"pricing": followup.PricingPage, "preisseite": followup.PricingPage, "preise": followup.PricingPage,
	"open": followup.EmailOpened, "emailopened": followup.EmailOpened, "geöffnet": followup.EmailOpened,
	"antwort": followup.SignalReply, "replied": followup.SignalReply,
}

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

func wakeNamed(word string) (followup.SignalKind, bool) {
	bare := strings.NewReplacer("-", "", "_", "", " ", "").Replace(fold(strings.TrimSpace(word)))
	for _, k := range followup.Signals() {
		if strings.ReplaceAll(string(k), "_", "") == bare {
			return k, true
		}
	}
	kind, ok := wakeWords[bare]
	return kind, ok
}
