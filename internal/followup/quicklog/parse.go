package quicklog

import (
	"slices"
	"strings"
)

// parser reads the tokens behind the verb.
type parser struct {
	line    string
	tokens  []token
	at      int // the next token
	reader  reader
	takes   part
	like    string
	weak    bool // the outcome so far gives way to a more exact one
	command Command
}

// readers read one part of a line each, the first that fits wins. They answer false where the next tokens are something else.
var readers = []func(*parser) (bool, error){
	(*parser).separator, (*parser).quotation, (*parser).keyed, (*parser).mention, (*parser).tag, (*parser).promise, (*parser).nextStep,
	(*parser).date, (*parser).money, (*parser).email, (*parser).phone, (*parser).minutes, (*parser).touch,
}

func (p *parser) parse() error {
	if p.can(aRest) {
		return p.rest()
	}
	if p.can(aPlan) {
		return p.plan(p.command.Doing)
	}
	if p.can(aLeave) {
		return p.absence()
	}
	return p.parts()
}

// parts reads a lead and what is said of it.
func (p *parser) parts() error {
	if err := p.lead(); err != nil {
		return err
	}
	p.into()
	if err := p.signal(); err != nil {
		return err
	}
	for p.more() {
		if err := p.one(); err != nil {
			return err
		}
	}
	return p.finish()
}

// one reads the next part of the line.
func (p *parser) one() error {
	for _, read := range readers {
		if done, err := read(p); done || err != nil {
			return err
		}
	}
	return p.freeText()
}

// separator steps over a comma or a dash that stands alone.
func (p *parser) separator() (bool, error) {
	t := p.tokens[p.at]
	if !t.plain() || strings.Trim(t.low, ",;.-—") != "" {
		return false, nil
	}
	p.at++
	return true, nil
}

func (p *parser) can(what part) bool { return p.takes&what != 0 }
func (p *parser) more() bool         { return p.at < len(p.tokens) }
func (p *parser) left() []token      { return p.tokens[p.at:] }

// words returns the plain words at the position, as many as a date can need.
func (p *parser) words() []word { return wordsOf(p.left()) }

func wordsOf(tokens []token) []word {
	words := make([]word, 0, 8)
	for _, t := range tokens {
		if !t.plain() || len(words) == cap(words) {
			break
		}
		words = append(words, t.word)
	}
	return words
}

// refuse makes a Problem about the next n tokens.
func (p *parser) refuse(code ProblemCode, n int, pairs ...string) Problem {
	return problem(code, p.line, p.source(p.at, p.at+n), pairs...)
}

// notHere refuses the next n tokens, which mean something, but not with this verb.
func (p *parser) notHere(n int) Problem { return p.refuse(NotHere, n, "like", p.like) }

// source is the plain text of tokens as it was typed, with its spaces and punctuation.
func (p *parser) source(from, to int) string {
	if from >= to {
		return ""
	}
	return strings.TrimSpace(Unescape(p.line[p.tokens[from].start:p.tokens[to-1].end]))
}

// rest takes everything behind the verb as typed.
func (p *parser) rest() error {
	p.command.Rest = p.source(p.at, len(p.tokens))
	return nil
}

// note adds to the note.
func (p *parser) note(text string) {
	if p.command.Note != "" && text != "" {
		p.command.Note += "\n"
	}
	p.command.Note += text
}

// noteFrom takes everything from token i on as the note.
func (p *parser) noteFrom(i int) {
	p.note(p.source(i, len(p.tokens)))
	p.at = len(p.tokens)
}

// textAt reports whether free text stands at token i: an ordinary word without a meaning here.
func (p *parser) textAt(i int) bool {
	if i >= len(p.tokens) || p.endsText(i) {
		return false
	}
	if _, n := phraseAt(p.tokens[i:]); n > 0 {
		return false
	}
	if _, n, _ := duration(wordsOf(p.tokens[i:])); n > 0 {
		return false
	}
	return moneyAt(p.tokens[i:]) == 0
}

// endsText reports whether token i can't belong to free text.
func (p *parser) endsText(i int) bool {
	t := p.tokens[i]
	return !t.plain() || (p.can(aNext) && isNext(t)) || (p.can(aPromise) && t.text == "!")
}

// freeText reads words that mean nothing else: from two words on they are a note, a single one is refused. A date without
// "next" is refused with "next" as a choice.
func (p *parser) freeText() error {
	from, to := p.at, p.at
	for to < len(p.tokens) && !p.endsText(to) {
		to++
	}
	if to == from || !p.can(aNote) || p.tokens[from].text == "!" {
		return p.notHere(1)
	}
	if p.command.Lead == "" && p.can(aLead) {
		return p.leadFirst(to)
	}
	if p.can(aNext) && !p.command.HasNext {
		if got, n, bad := p.reader.when(wordsOf(p.tokens[from:to])); n == to-from && bad == nil {
			problem := p.refuse(LoneDate, n)
			start := p.tokens[from].start
			problem.Choices = []Choice{{Date: got.Date, Text: p.line[:start] + "next " + p.line[start:]}}
			return problem
		}
	}
	if to-from < 2 || p.can(aContact) {
		return p.refuse(UnknownWord, 1)
	}
	p.note(p.source(from, to))
	p.at = to
	return nil
}

// finish adds what is implied and refuses what can't be.
func (p *parser) finish() error {
	c := &p.command
	if c.Say != "" && (c.HasNext || c.Promised) && !c.Parks() {
		return p.sayNeedsPark()
	}
	if c.Outcome == "" {
		return nil
	}
	if c.Channel == "" {
		c.Channel = onlyChannel(c.Outcome)
	}
	if c.Channel == "" || c.Outcome.Fits(c.Channel) {
		return nil
	}
	word := string(c.Outcome)
	if i := slices.IndexFunc(p.tokens, func(t token) bool { return phrases[t.low].outcome == c.Outcome }); i >= 0 {
		word = p.tokens[i].text
	}
	return problem(OutcomeMismatch, p.line, word, "outcome", string(c.Outcome), "channel", string(c.Channel))
}

// sayNeedsPark refuses a first line to say where the next step is no park. The choice keeps it as a note.
func (p *parser) sayNeedsPark() Problem {
	i := slices.IndexFunc(p.tokens, func(t token) bool { return t.key == "say" })
	t := p.tokens[i]
	problem := problem(SayNeedsPark, p.line, p.source(i, i+1))
	behind := p.line[t.start+strings.IndexByte(p.line[t.start:], ':'):]
	problem.Choices = []Choice{{Text: p.line[:t.start] + "note" + behind}}
	return problem
}
