package quicklog

import (
	"strings"

	"github.com/followup-bot/followup/internal/followup"
)

// signalWords name the kinds of signal.
var signalWords = map[followup.SignalKind]string{
	followup.RoleChange: "role change, role, new role, job change, new job, promotion, promoted, jobwechsel, rolle, stellenwechsel, rollenwechsel, " +
		"neue rolle, neue stelle, neuer job, beförderung, befördert",
	followup.Funding:       "funding, funded, funding round, new funding, raised, investment, finanzierung, finanzierungsrunde, investition",
	followup.CompetitorWon: "competitor, competitors, rival, wettbewerber, wettbewerb, konkurrent, konkurrenz, mitbewerber",
	followup.Webinar:       "webinar, webinars, seminar, signup, anmeldung",
	followup.PricingPage:   "pricing page, pricing, price page, prices, preisseite, preise, preis",
	followup.EmailOpened: "email open, email opened, e-mail open, e-mail opened, mail open, mail opened, open, opened, opens, geöffnet, mail geöffnet, " +
		"e-mail geöffnet, email geöffnet, mail offen",
	followup.SignalReply: "reply, replied, answer, answered, antwort, geantwortet",
}

// signals maps every phrase to its kind: "pricing page" also in one word, with a hyphen, or with an underscore.
var signals = makeSignals()

func makeSignals() map[string]followup.SignalKind {
	all := map[string]followup.SignalKind{}
	for kind, list := range signalWords {
		for phrase := range strings.SplitSeq(list, ", ") {
			words := spaced(phrase)
			all[words], all[strings.ReplaceAll(words, " ", "")] = kind, kind
		}
	}
	return all
}

// spaced is a phrase with its words apart, as signals has it.
func spaced(phrase string) string { return strings.NewReplacer("-", " ", "_", " ").Replace(phrase) }

// maxSignal is the number of words in the longest phrase.
const maxSignal = 3

// signalAt reads the longest kind of signal at the beginning of tokens and returns how many it took.
func signalAt(tokens []token) (kind followup.SignalKind, n int) {
	text := ""
	for i, t := range tokens[:min(len(tokens), maxSignal)] {
		if !t.plain() {
			break
		}
		bare := strings.TrimRight(t.low, stops+":")
		text = strings.TrimSpace(text + " " + spaced(bare))
		if k, ok := signals[text]; ok {
			kind, n = k, i+1
		}
		if closed(t) {
			break
		}
	}
	return kind, n
}

// signal reads the kind behind the lead; what follows it says what was seen. A line without a kind may be complete: then a form asks for it.
func (p *parser) signal() error {
	if !p.can(aSignal) || !p.more() {
		return nil
	}
	kind, n := signalAt(p.left())
	switch {
	case n > 0:
	case p.tokens[p.at].plain():
		return p.refuse(UnknownSignal, 1)
	default:
		return nil
	}
	p.command.Signal = kind
	p.at += n
	for p.more() && p.tokens[p.at].plain() && strings.Trim(p.tokens[p.at].low, ",;:.-—") == "" {
		p.at++
	}
	if p.more() && p.tokens[p.at].plain() {
		p.noteFrom(p.at)
	}
	return nil
}

// NoSignal refuses a line, as it was typed, whose lead seems to end with what was to be the signal; false where it is a single word.
func (c Command) NoSignal(typed string) (Problem, bool) {
	words := strings.Fields(c.Lead)
	if len(words) < 2 {
		return Problem{}, false
	}
	return problem(UnknownSignal, typed, words[len(words)-1]), true
}
