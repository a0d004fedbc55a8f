package phrase

import (
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// span is the days that some words name.
type span struct {
	from, to calendar.Date
	kind     string // "d": one day; "w", "m", "q", "y": a week, month, quarter, year; "f": a feast; "n": a distance
	void     bool
	named    bool // stands by itself; else it needs a word such as "in" before it
}

// prepositions may stand before a date.
var prepositions = map[string]relation{
	"after": afterIt, "nach": afterIt, "before": beforeIt, "vor": beforeIt, "vorm": beforeIt, "until": untilIt, "till": untilIt, "til": untilIt, "bis": untilIt,
	"earliest": earliest, "frühestens": earliest, "fruehestens": earliest, "erst": earliest,
	"in": onIt, "on": onIt, "im": onIt, "am": onIt, "zum": onIt, "an": onIt, "by": onIt, "from": onIt, "ab": onIt, "starting": onIt, "gegen": onIt,
	"spätestens": onIt, "around": onIt, "this": onIt, "diesen": onIt, "dieses": onIt, "of": onIt, "between": onIt, "zwischen": onIt, "over": onIt, "um": onIt, "at": onIt,
}

var articles = set("the, dem, den, der, das, die, des, of, to, zu, zum")

// date reads a date that begins at token i, with what stands before it.
func (p *parser) date(i int) (match, bool) {
	m := match{from: i, cue: -1}
	k, prepared, within := i, false, false
	for {
		low := p.low(k)
		r, ok := prepositions[low]
		if !ok || k > i+3 || k > i && p.ends(k) {
			break
		}
		if low == "by" || low == "in" || low == "nach" || low == "after" {
			within = true
		}
		m.untilAfter = m.untilAfter || r == afterIt && m.relation == untilIt
		if r == afterIt && m.relation == untilIt || m.relation == onIt || r != onIt && r != earliest {
			m.relation = r
		}
		prepared = true
		k++
	}
	for prepared && articles[p.low(k)] && !p.ends(k) {
		k++
	}
	if i < k && p.ends(k) {
		return m, false
	}
	if at, n := p.clock(k, prepared); n > 0 && prepared {
		return p.timed(m, at, k+n)
	}
	s, n := p.span(k, prepared, within)
	if n == 0 && k > i+1 && prepared && p.isArticle(k-1) { // "den 14." needs its article
		k--
		s, n = p.span(k, prepared, within)
	}
	if n == 0 || !s.named && !prepared && !p.alone(i, k+n) {
		return m, false
	}
	if lastWords[p.low(i-1)] && !p.ends(i) {
		s.void = true
	}
	m.to = k + n
	p.settle(&m, s)
	p.behind(&m)
	return m, true
}

func (p *parser) isArticle(i int) bool { return articles[p.low(i)] }

// lastWords before a date make it one of the past, or one that comes again and again.
var lastWords = set("last, past, letzten, letzte, letzter, letztes, vergangenen, vergangene, vergangener, vorige, vorigen, since, seit, every, each, jeden, jede, jedes, der, within, innerhalb, during, half")

// alone reports whether the tokens are all that the sentence says.
func (p *parser) alone(from, to int) bool {
	for i := from - 1; i >= 0 && !p.ends(i+1); i-- {
		if !fillers[p.low(i)] {
			return false
		}
	}
	for i := to; i < len(p.tokens) && !p.ends(i); i++ {
		if !fillers[p.low(i)] {
			return false
		}
	}
	return true
}

// settle turns the span into the day that the words before it make of it.
func (p *parser) settle(m *match, s span) {
	m.void = s.void
	m.span = s.kind != "d" && s.kind != "n"
	m.fixed = s.kind == "d"
	m.on = s.from
	if s.kind == "n" && m.relation == beforeIt {
		m.void = true // "vor zwei Wochen"
	}
	if s.kind == "n" && m.relation == afterIt {
		m.relation = onIt
	}
	if s.kind == "f" {
		switch m.relation {
		case afterIt, beforeIt, earliest, untilIt:
			m.on = s.to.AddDays(1)
		default:
			m.void = true // at Easter nobody calls
		}
	}
	if m.relation == afterIt && s.kind != "f" {
		m.on, m.fixed = s.to.AddDays(1), false
	}
	if m.on.Before(p.today) {
		m.void = true
	}
	if !m.fixed && !m.void {
		m.on = p.workdays.Next(m.on)
	}
}

// timed reads the date behind a time of day: "at 3pm on Tuesday"; without one it is today.
func (p *parser) timed(m match, at calendar.TimeOfDay, k int) (match, bool) {
	m.to, m.on, m.at, m.fixed = k, p.today, &at, true
	if m.relation == afterIt || m.relation == beforeIt {
		m.relation = onIt
	}
	if p.ends(k) {
		return m, true
	}
	if day, ok := p.date(k); ok && day.at == nil && !day.span {
		day.from, day.at = m.from, &at
		return day, true
	}
	return m, true
}

var (
	dayparts = list("morning, afternoon, evening, noon, lunchtime, in the morning, in the afternoon, in the evening, vormittag, nachmittag, früh, frueh, mittag, abend, " +
		"vormittags, nachmittags, am vormittag, am nachmittag, am morgen, am abend, in der früh")
	beforeClock = set("at, um, gegen, ab, nach, after, around, about, @, from, circa, ca, approx")
	suffixes    = list("at the earliest, earliest, frühestens, or later, oder später, onwards")
)

// behind reads what belongs to a date and stands behind it: a time, a part of the day, a later alternative.
func (p *parser) behind(m *match) {
	p.alternative(m)
	for !p.ends(m.to) {
		n := p.oneOf(m.to, dayparts)
		if n == 0 {
			break
		}
		m.to += n
	}
	if p.ends(m.to) || m.span {
		p.suffix(m)
		return
	}
	k := m.to
	for beforeClock[p.low(k)] {
		k++
	}
	if at, n := p.clock(k, k > m.to); n > 0 {
		m.at, m.to = &at, k+n
	}
	p.suffix(m)
}

func (p *parser) suffix(m *match) {
	if p.ends(m.to) {
		return
	}
	n := p.oneOf(m.to, suffixes)
	m.to += n
	if n > 0 && m.relation == onIt {
		m.relation = earliest
	}
}

// alternative takes "or Tuesday", "to Wednesday", "oder Mittwoch" into the date: the first of the two counts.
func (p *parser) alternative(m *match) {
	if p.ends(m.to) {
		return
	}
	low := p.low(m.to)
	between := p.low(m.from) == "between" || p.low(m.from) == "zwischen"
	switch {
	case low == "or", low == "oder", low == "/", low == "-", low == "–", low == "to", low == "bis":
	case between && (low == "and" || low == "und"):
	default:
		return
	}
	k := m.to + 1
	if r := p.low(k); r == "in" || r == "on" || r == "am" || r == "im" {
		k++
	}
	if s, n := p.span(k, true, true); n > 0 {
		m.to = k + n
		if s.void || s.from.Before(m.on) && (s.kind != "d" || s.from.AddDays(7).Before(m.on)) {
			m.void = true
		}
	}
}

// span reads the days that the words at i name, and how many words they are. prepared: a preposition stands before; within: one that
// makes a distance of a duration.
func (p *parser) span(i int, prepared, within bool) (span, int) {
	if i >= len(p.tokens) {
		return span{}, 0
	}
	for _, read := range []func(int, bool, bool) (span, int){
		p.part, p.distance, p.nearDay, p.absolute, p.weekday, p.numberedWeek, p.quarter, p.feast, p.season, p.nextSpan, p.month,
	} {
		if s, n := read(i, prepared, within); n > 0 && !p.broken(i, n) {
			return s, n
		}
	}
	return span{}, 0
}

// broken reports whether a sentence ends within the n words at i.
func (p *parser) broken(i, n int) bool {
	for k := i + 1; k < i+n; k++ {
		if p.ends(k) {
			return true
		}
	}
	return false
}
