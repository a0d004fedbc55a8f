package quicklog

import (
	"slices"
	"strings"
)

// Words that stand in a line about an absence: before its first day, and around the cover.
var (
	fromWords  = []string{"from", "since", "von", "vom", "ab"}
	coverWords = []string{"cover", "covers", "covered", "covering", "by", "with", "is", "mit", "durch", "vertretung", "vertritt", "vertreten", "vertreter"}
)

// absence reads "from mon until 4 aug cover @max", in any order; a day without a word is the last one. How long somebody is away is said
// in days: a time is refused.
func (p *parser) absence() error {
	for p.more() {
		t := p.tokens[p.at]
		if done, err := p.separator(); done || err != nil {
			continue
		}
		done, err := p.mention()
		switch {
		case err != nil:
			return err
		case done:
			continue
		case t.plain() && slices.Contains(coverWords, t.low):
			p.at++
			if !p.more() {
				p.at--
				return p.notHere(1)
			}
			continue
		}
		first := t.plain() && slices.Contains(fromWords, t.low)
		if first {
			p.at++
		}
		if err := p.absenceDay(first); err != nil {
			return err
		}
	}
	return nil
}

func (p *parser) absenceDay(first bool) error {
	got, n, bad := p.reader.when(p.words())
	switch {
	case n == 0 && first:
		p.at--
		return p.refuse(UnknownDate, min(2, len(p.left())))
	case n == 0:
		return p.notHere(1)
	case bad != nil:
		return bad.in(p.line)
	case got.At != nil:
		return p.notHere(n)
	}
	into := &p.command.When
	if first {
		into = &p.command.From
	}
	if !into.IsZero() {
		return p.refuse(SaidTwice, n, "what", "date")
	}
	*into = got.When
	into.Typed = strings.TrimRight(p.source(p.at, p.at+n), "!,;")
	p.at += n
	return nil
}
