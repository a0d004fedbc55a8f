package phrase

import "slices"

// clause is a piece of the note with the dates in it.
type clause struct {
	p        *parser
	from, to int
	matches  []match
	cue      int // the first word of contact; -1: none
	past     bool
	event    bool
	leave    bool
	then     bool
}

// clauses cuts the note into pieces. A date is never cut: "between Monday and Wednesday" stays whole.
func (p *parser) clauses() []clause {
	var all []clause
	c := clause{p: p, cue: -1}
	finish := func(next int) {
		if c.to > c.from {
			all = append(all, p.described(c))
		}
		c = clause{p: p, from: next, to: next, cue: -1}
	}
	for i := 0; i < len(p.tokens); {
		if m, ok := p.date(i); ok {
			c.matches = append(c.matches, m)
			i = m.to
			c.to = i
			if p.tokens[i-1].stop != 0 {
				finish(i)
			}
			continue
		}
		if splits[p.low(i)] {
			finish(i + 1)
			i++
			c.from, c.to = i, i
			continue
		}
		i++
		c.to = i
		if p.tokens[i-1].stop != 0 {
			finish(i)
		}
	}
	finish(len(p.tokens))
	return all
}

// described looks at the words of a clause beside its dates.
func (p *parser) described(c clause) clause {
	for i := c.from; i < c.to; i++ {
		if c.dated(i) {
			continue
		}
		low := p.low(i)
		n := p.oneOf(i, cues)
		if n == 0 && talks[low] && allows[p.low(i-1)] && p.low(i+1) != "to" && p.low(i+1) != "with" && p.low(i+1) != "mit" {
			n = 1
		}
		if n > 0 && c.cue < 0 && i+n <= c.to && !p.noun(i, n) {
			c.cue = i
		}
		c.past = c.past || pastWords[low] && n == 0
		c.event = c.event || eventWords[low]
		c.leave = c.leave || leaves[low]
		c.then = c.then || thens[low]
		if n > 1 {
			i += n - 1
		}
	}
	return c
}

// dated reports whether the token at i belongs to one of the clause's dates.
func (c clause) dated(i int) bool {
	return slices.ContainsFunc(c.matches, func(m match) bool { return i >= m.from && i < m.to })
}

// noun reports whether the word of contact at i names something that takes place anyway.
func (p *parser) noun(i, n int) bool {
	switch p.low(i) {
	case "call", "calls", "calling", "anruf", "kontakt", "contact", "phone", "rufe", "ring", "recall", "reminder", "erinnerung":
	default:
		return false
	}
	return n == 1 && (nouns[p.low(i-1)] || happened[p.low(i+1)])
}

// cueEnd is the last token of the word of contact at i.
func (p *parser) cueEnd(i int) int { return i + max(p.oneOf(i, cues), 1) - 1 }

// ruledOut reports whether the clause says no to the date at from … to.
func (c clause) ruledOut(from, to int) bool {
	for i := c.from; i < c.to; i++ {
		low := c.p.low(i)
		if never[low] {
			return true
		}
		if !not[low] || c.dated(i) {
			continue
		}
		k := i + 1
		for k < c.to && afterNot[c.p.low(k)] && k != from {
			k++
		}
		if k == from || k >= c.to || k == c.cue || (k > from && k < to) {
			return true
		}
	}
	return false
}

// bare reports whether a clause is nothing but a date.
func (p *parser) bare(c clause) bool {
	for i := c.from; i < c.to; i++ {
		if !c.dated(i) && !fillers[p.low(i)] {
			return false
		}
	}
	return len(c.matches) == 1
}
