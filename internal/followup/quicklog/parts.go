package quicklog

import (
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/followup-bot/followup/internal/followup"
)

func (p *parser) quotation() (bool, error) {
	t := p.tokens[p.at]
	if !t.quoted || t.key != "" || !p.can(aNote) {
		return false, nil
	}
	p.note(t.text)
	p.at++
	return true, nil
}

func (p *parser) mention() (bool, error) {
	t := p.tokens[p.at]
	if t.user == "" || !p.can(aPerson) {
		return false, nil
	}
	if p.command.Mention != "" && p.command.Mention != t.user {
		return false, p.refuse(SaidTwice, 1, "what", "person")
	}
	p.command.Mention = t.user
	p.at++
	return true, nil
}

// promise reads "!".
func (p *parser) promise() (bool, error) {
	if p.tokens[p.at].text != "!" || !p.can(aPromise) {
		return false, nil
	}
	p.command.Promised = true
	p.at++
	return true, nil
}

// nextStep reads "next", a channel and a date, in either order.
func (p *parser) nextStep() (bool, error) {
	if !p.can(aNext) || !isNext(p.tokens[p.at]) {
		return false, nil
	}
	if p.command.HasNext {
		return false, p.refuse(SaidTwice, 1, "what", "next")
	}
	p.command.HasNext = true
	p.at++
	for p.more() {
		if done, err := p.when(); err != nil {
			return false, err
		} else if done {
			continue
		}
		m, n := phraseAt(p.left())
		if n == 0 || m.channel == "" || m.outcome != "" {
			break
		}
		if p.command.NextChannel != "" {
			return false, p.refuse(SaidTwice, n, "what", "next channel")
		}
		p.command.NextChannel = m.channel
		p.at += n
		p.command.Promised = p.command.Promised || strings.HasSuffix(p.tokens[p.at-1].text, "!") && p.can(aPromise)
	}
	if p.command.When.IsZero() && p.more() && p.tokens[p.at].plain() && p.tokens[p.at].text != "!" {
		return false, p.refuse(UnknownDate, 1)
	}
	return true, nil
}

func isNext(t token) bool { return t.plain() && t.low == "next" }

// date reads the verb's own date.
func (p *parser) date() (bool, error) {
	if !p.can(aDate) {
		return false, nil
	}
	return p.when()
}

// when reads a date at the position; a "!" that sticks to it is a promise.
func (p *parser) when() (bool, error) {
	got, n, bad := p.reader.when(p.words())
	switch {
	case n == 0:
		return false, nil
	case bad != nil:
		return false, bad.in(p.line)
	case !p.command.When.IsZero():
		return false, p.refuse(SaidTwice, n, "what", "date")
	}
	last := p.tokens[p.at+n-1]
	if p.command.Verb == Park && got.At != nil {
		return false, p.parkTime(got.When, n)
	}
	if strings.HasSuffix(last.text, "!") {
		if !p.can(aPromise) {
			return false, p.notHere(n)
		}
		p.command.Promised = true
	}
	p.command.When = got.When
	p.command.When.Typed = strings.TrimRight(p.source(p.at, p.at+n), "!,;")
	p.at += n
	return true, nil
}

// parkTime refuses a time of day to wake at. The choice is its day.
func (p *parser) parkTime(w When, n int) Problem {
	problem := p.refuse(ParkTime, n)
	if w.Date.After(p.reader.today) {
		text := p.line[:p.tokens[p.at].start] + w.Date.String() + p.line[p.tokens[p.at+n-1].end:]
		problem.Choices = []Choice{{Date: w.Date, Text: text}}
	}
	return problem
}

func (p *parser) money() (bool, error) {
	n := 0
	if p.can(anAmount) && !p.isPhone() {
		n = moneyAt(p.left())
	}
	if n == 0 {
		return false, nil
	}
	texts := make([]string, 0, n)
	for _, t := range p.left()[:n] {
		texts = append(texts, t.text)
	}
	amount, err := ParseMoney(strings.TrimRight(strings.Join(texts, " "), ",;"))
	if err != nil {
		var bad Problem
		errors.As(err, &bad) // ParseMoney has no other errors
		return false, problem(bad.Code, p.line, bad.Params["word"])
	}
	if p.command.Money != nil {
		return false, p.refuse(SaidTwice, n, "what", "amount")
	}
	p.command.Money = &amount
	p.at += n
	return true, nil
}

// minutes reads the length of a call.
func (p *parser) minutes() (bool, error) {
	if !p.can(aTouch) || !p.tokens[p.at].plain() {
		return false, nil
	}
	n, err := p.duration(p.words())
	p.at += n
	return n > 0, err
}

// duration takes the duration at the beginning of words and returns how many it took.
func (p *parser) duration(words []word) (int, error) {
	minutes, n, bad := duration(words)
	switch {
	case n == 0:
		return 0, nil
	case bad != nil:
		return 0, bad.in(p.line)
	case p.command.Minutes != 0:
		return 0, problem(SaidTwice, p.line, textOf(words[:n]), "what", "duration")
	}
	p.command.Minutes = minutes
	return n, nil
}

// touch reads a channel or an outcome. An outcome that could as well begin a sentence counts only where none follows.
func (p *parser) touch() (bool, error) {
	m, n := phraseAt(p.left())
	if n == 0 || !p.can(aChannel) || (m.outcome != "" && !p.can(aTouch)) {
		return false, nil
	}
	last := p.tokens[p.at+n-1]
	if m.channel == followup.Meeting && p.command.Channel != "" && p.can(aTouch) && len(last.low) > 1 {
		m = meaning{outcome: followup.MeetingSet} // "call meeting": the call ended in one
	}
	if m.loose && !closed(last) && p.textAt(p.at+n) {
		return false, nil
	}
	if p.weak && m.outcome.Class() == followup.Attempt || p.weak && m.outcome.Class() == followup.Reached {
		return false, nil // "connected sent offer": words about the conversation
	}
	if m.channel != "" && p.command.Channel != "" && p.command.Channel != m.channel {
		return false, p.refuse(SaidTwice, n, "what", "channel")
	}
	if m.outcome != "" && p.command.Outcome != "" && p.command.Outcome != m.outcome && !p.weak && !m.weak {
		return false, p.refuse(SaidTwice, n, "what", "outcome")
	}
	if m.channel != "" {
		p.command.Channel = m.channel
	}
	if m.outcome != "" && (p.command.Outcome == "" || !m.weak) {
		p.command.Outcome, p.weak = m.outcome, m.weak
	}
	p.at += n
	if last.colon && m.outcome != "" && p.more() {
		p.noteFrom(p.at)
	}
	return true, nil
}

// touchedAt reads the value of at: and the words behind it.
func (p *parser) touchedAt(value []word) error {
	reader := p.reader
	reader.past = true
	words := slices.Concat(value, wordsOf(p.tokens[p.at+1:]))
	got, n, bad := reader.when(words)
	if bad != nil {
		return bad.in(p.line)
	}
	if n < len(value) || n == 0 {
		return problem(UnknownDate, p.line, textOf(value))
	}
	if moment := reader.moment(got.When); !moment.IsZero() {
		p.command.TouchAt = moment.In(time.UTC)
	}
	p.at += 1 + n - len(value)
	return nil
}
