package quicklog

import (
	"slices"
	"strings"
)

// lead reads the name in front: in quotes, before a colon, or all words before the first one that means something else.
func (p *parser) lead() error {
	if !p.can(aLead) || !p.more() {
		return nil
	}
	first := p.at
	if t := p.tokens[first]; t.quoted && t.key == "" {
		p.nameLead(t.text)
		p.at++
		p.colonText(t)
		return nil
	}
	for p.more() && !p.leadEnds(first) {
		t := p.tokens[p.at]
		p.at++
		if t.colon && p.can(aText|aDate|anAmount|aSignal) && p.command.Verb != Add {
			p.nameLead(tidy(p.source(first, p.at)))
			p.colonText(t)
			return nil
		}
	}
	p.nameLead(tidy(p.source(first, p.at)))
	return nil
}

// tidy is a name typed without quotes: one space between words, no punctuation behind.
func tidy(name string) string {
	return strings.TrimRight(strings.Join(strings.Fields(strings.Map(visible, name)), " "), ",;: ")
}

// colonText takes what stands behind the colon of t as the note, for verbs that have free text.
func (p *parser) colonText(t token) {
	if t.colon && p.can(aText) && p.more() {
		p.noteFrom(p.at)
	}
}

// joined is the text of tokens with one space between them.
func (p *parser) joined(from, to int) string {
	texts := make([]string, 0, to-from)
	for _, t := range p.tokens[from:to] {
		texts = append(texts, t.text)
	}
	return strings.Join(texts, " ")
}

// nameLead sets the lead; "Beta GmbH / Jane Doe" adds a person of a company.
func (p *parser) nameLead(name string) {
	p.command.Lead = name
	if p.command.Verb != Add {
		return
	}
	company, person, both := strings.Cut(p.command.Lead, " / ")
	company, person = strings.TrimSpace(company), strings.TrimSpace(person)
	if both && company != "" && person != "" && !strings.Contains(person, " / ") {
		p.command.Company, p.command.Lead = company, person
	}
}

// leadEnds reports whether the token at the position is no part of the lead's name that began at first.
func (p *parser) leadEnds(first int) bool {
	t := p.tokens[p.at]
	if !t.plain() || (p.at > first && p.keyWithoutValue()) {
		return true
	}
	if (p.can(aNext) && isNext(t)) || (p.at > first && p.isInto()) {
		return true
	}
	if p.can(aSignal) && p.at > first {
		if _, n := signalAt(p.left()); n > 0 {
			return true
		}
	}
	if p.can(aPromise) && t.text == "!" && p.at > first {
		return true
	}
	if m, n := phraseAt(p.left()); n > 0 && p.can(aChannel) && (m.outcome == "" || p.can(aTouch)) {
		return true
	}
	if p.can(anAmount) && !p.isPhone() && moneyAt(p.left()) > 0 && (p.at > first || !lonelySum.MatchString(t.low)) {
		return true
	}
	if p.can(aContact) && (nearlyEmail(t) || p.isPhone() || (p.at > first && isTag(t))) {
		return true
	}
	return p.can(aDate) && p.dateEndsLead(first)
}

// dateEndsLead reports whether a date begins at the position. In front it does only where nothing else follows: "move Sun
// Microsystems fri" names a lead, "snooze fri 14:00" names none.
func (p *parser) dateEndsLead(first int) bool {
	_, n, _ := p.reader.when(p.words())
	if p.at > first || n == 0 {
		return n > 0
	}
	return p.at+n == len(p.tokens) || !p.tokens[p.at+n].plain()
}

// leadFirst refuses words up to token to, where no lead was named: "log call acme". The choice puts them in front.
func (p *parser) leadFirst(to int) Problem {
	problem := p.refuse(LeadFirst, to-p.at)
	verb := p.tokens[0]
	run := p.line[p.tokens[p.at].start:p.tokens[to-1].end]
	between := strings.TrimSpace(p.line[verb.end:p.tokens[p.at].start])
	behind := strings.TrimSpace(p.line[p.tokens[to-1].end:])
	text := strings.Join(strings.Fields(strings.Join([]string{run, between, behind}, " ")), " ")
	if p.at > 1 && to-p.at <= 3 && !p.leadEnds(1) && !strings.ContainsAny(p.line, doubleQuotes+"<") {
		problem.Choices = []Choice{{Text: p.line[:verb.end] + " " + text}}
	}
	return problem
}

// intoWords stand between the lead that goes and the one that stays.
var intoWords = []string{"into", "with", "mit"}

// isInto reports whether the name of a lead ends at the position because another one follows.
func (p *parser) isInto() bool {
	return p.can(anInto) && p.at+1 < len(p.tokens) && slices.Contains(intoWords, p.tokens[p.at].low)
}

// into reads the lead that another one goes into: the rest of the line.
func (p *parser) into() {
	if !p.more() || !p.isInto() {
		return
	}
	p.at++
	if t := p.tokens[p.at]; t.quoted && t.key == "" && p.at+1 == len(p.tokens) {
		p.command.Into = t.text
	} else {
		p.command.Into = tidy(p.source(p.at, len(p.tokens)))
	}
	p.at = len(p.tokens)
}
