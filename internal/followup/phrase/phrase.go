// Package phrase finds in a note when somebody is to be contacted again: "call back in two weeks", "nach Ostern melden".
//
// The grammar is closed and answers nothing when it is unsure: an answer needs a word of contact near the date ("call back", "melden"),
// a note that is nothing but a date, or an outcome that asks for one. Two dates, a past one, or one that is ruled out ("not next week")
// are no answer. "Don't call before June" is June. What it finds is only ever suggested.
package phrase

import (
	"time"

	"github.com/followup-bot/followup/internal/followup/calendar"
)

// Context is what the meaning of a note depends on beside its words.
type Context struct {
	Now      time.Time
	Zone     *time.Location    // in whose calendar the date is; nil: UTC
	Workdays calendar.Workdays // for +3bd and spans
	Asked    bool              // the outcome says that they want to be contacted later: a date alone is meant so
}

// Found is a date to contact somebody again.
type Found struct {
	On    calendar.Date
	At    *calendar.TimeOfDay // nil: no time was given
	Span  bool                // the words name a span, such as a week or a month; On is where it begins
	Words string              // the words it was read from, as they stand in the note
}

// Find returns the one date that the note asks for, or false.
func Find(note string, c Context) (Found, bool) {
	p := newParser(note, c)
	var found *match
	for _, m := range p.asks() {
		if found != nil && (m.on != found.on || !sameTime(m.at, found.at)) {
			return Found{}, false
		}
		if found == nil {
			found = &m
		}
	}
	if found == nil || !p.ahead(*found) {
		return Found{}, false
	}
	return Found{On: found.on, At: found.at, Span: found.span, Words: p.words(*found)}, true
}

// match is a date as it was read: the tokens from … to name it.
type match struct {
	from, to   int
	on         calendar.Date
	at         *calendar.TimeOfDay
	relation   relation
	span       bool // a week, a month …: on is its first day
	fixed      bool // a day that was named: it stays where it is, also on a day off
	void       bool // a date that can't be meant: past, repeated, or read in two ways
	untilAfter bool // "until after": with a no before it, from then on
	cue        int  // the word of contact near it; -1: none
}

// relation is what stands before a date.
type relation int

const (
	onIt relation = iota
	afterIt
	beforeIt
	untilIt
	earliest
)

// asks lists the dates at which somebody is to be contacted.
func (p *parser) asks() []match {
	clauses := p.clauses()
	var asked []match
	dates := 0
	for i, c := range clauses {
		for _, m := range c.matches {
			dates++
			if asks, ok := p.meant(clauses, i, m); ok {
				asked = append(asked, asks)
			}
		}
	}
	if len(asked) > 0 || dates != 1 || !p.context.Asked {
		return asked
	}
	for _, c := range clauses {
		for _, m := range c.matches {
			if !m.void && !c.past && !c.event && p.stands(c, &m) {
				asked = append(asked, m)
			}
		}
	}
	return asked
}

// meant reports whether a date of clause i is one to contact somebody at.
func (p *parser) meant(clauses []clause, i int, m match) (match, bool) {
	c := clauses[i]
	bare := p.bare(c)
	afterCue := i > 0 && clauses[i-1].cue >= 0 && len(clauses[i-1].matches) == 0
	pointsBack := p.pointedAt(clauses, i)
	switch {
	case c.cue >= 0:
		m.cue = c.cue
	case c.past || c.event:
		return m, false
	case bare && (i == 0 || afterCue || m.relation == afterIt || m.relation == earliest || m.relation == beforeIt):
	case pointsBack:
	default:
		return m, false
	}
	if m.void || c.past {
		return match{on: calendar.Date{}, void: true}, m.void && c.cue >= 0
	}
	return m, p.stands(c, &m)
}

// pointedAt reports whether a later clause says "call back then" without a date of its own.
func (p *parser) pointedAt(clauses []clause, i int) bool {
	for _, later := range clauses[i+1:] {
		if later.cue >= 0 && len(later.matches) == 0 && later.then {
			return true
		}
	}
	return false
}

// stands decides by what is ruled out in the clause whether the date is meant, and which day it is.
func (p *parser) stands(c clause, m *match) bool {
	switch {
	case c.ruledOut(m.from, m.to):
		return m.relation == beforeIt || m.relation == untilIt || m.untilAfter
	case m.relation == beforeIt:
		return false
	case m.relation == untilIt && c.leave && !m.span:
		m.on = p.workdays.Next(m.on.AddDays(1))
	}
	return true
}

// ahead reports whether the date is still to come, and puts one that nobody named on a working day.
func (p *parser) ahead(m match) bool {
	if m.void || m.on.IsZero() || m.on.Before(p.today) || m.on.After(p.today.AddMonths(12*maxYears)) {
		return false
	}
	return m.at == nil || m.on != p.today || calendar.At(m.on, *m.at, p.now.Location()).After(p.now)
}

// maxYears is how far ahead a date may lie.
const maxYears = 10

// maxWords is how many bytes of the note are quoted at most; beyond it only the date is.
const maxWords = 60

// words quotes what was read: the word of contact with the date where they stand together, else the date.
func (p *parser) words(m match) string {
	from, to := p.tokens[m.from].start, p.tokens[m.to-1].end
	if m.cue < 0 {
		return p.note[from:to]
	}
	first := min(from, p.tokens[m.cue].start)
	last := max(to, p.tokens[p.cueEnd(m.cue)].end)
	if last-first > maxWords {
		return p.note[from:to]
	}
	return p.note[first:last]
}

func sameTime(a, b *calendar.TimeOfDay) bool {
	return a == b || (a != nil && b != nil && *a == *b)
}
