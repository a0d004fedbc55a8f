package phrase

import (
	"strconv"
	"strings"

	"github.com/followup-bot/followup/internal/followup/calendar"
)

// distance reads "two weeks" behind "in", "two weeks from now", "in 2-3 weeks", "heute in 14 Tagen".
func (p *parser) distance(i int, _, within bool) (span, int) {
	k := i
	if p.low(k) == "heute" && p.low(k+1) == "in" {
		k, within = k+2, true
	}
	count, n := p.count(k)
	if n == 0 {
		return span{}, 0
	}
	k += n
	unit, n := p.unit(k)
	if n == 0 {
		return span{}, 0
	}
	k += n
	if p.is(k, "ago") || p.is(k, "before") || p.is(k, "zuvor") || p.is(k, "her") {
		return span{void: true, named: true, kind: "n"}, k + 1 - i
	}
	switch later := p.oneOf(k, fromNow); {
	case p.ends(k):
	case later > 0:
		within = within || p.low(k) != "time"
		k += later
	}
	if !within && !p.followsVor(i) {
		return span{}, 0
	}
	return span{from: p.distant(count, unit), kind: "n", named: true}, k - i
}

func (p *parser) followsVor(i int) bool { return p.low(i-1) == "vor" }

// count reads a number, or the first of "2-3" and "two or three".
func (p *parser) count(i int) (count, n int) {
	if n := p.oneOf(i, couples); n > 0 {
		return 2, n
	}
	if n := p.oneOf(i, halves); n > 0 {
		return -1, n // half a year
	}
	low := p.low(i)
	first, rest, ranged := strings.Cut(low, "-")
	count, ok := numbers[first]
	if !ok {
		if !digits(first) || len(first) > 3 {
			return 0, 0
		}
		count, _ = strconv.Atoi(first)
	}
	if count == 0 || ranged && !digits(rest) && numbers[rest] == 0 {
		return 0, 0
	}
	n = 1
	switch p.low(i + 1) {
	case "or", "to", "bis", "oder", "-", "–", "/":
		if second := p.low(i + 2); digits(second) || numbers[second] > 0 {
			n = 3
		}
	}
	return count, n
}

func (p *parser) unit(i int) (unit string, n int) {
	if n := p.oneOf(i, workingDays); n > 0 {
		return "b", n
	}
	if p.low(i) == "fortnight" {
		return "f", 1
	}
	if u := units[p.low(i)]; u != "" {
		return u, 1
	}
	return "", 0
}

func (p *parser) distant(count int, unit string) calendar.Date {
	if count < 0 { // half of it
		if unit != "y" {
			return calendar.Date{}
		}
		return p.today.AddMonths(6)
	}
	switch unit {
	case "d":
		return p.today.AddDays(count)
	case "b":
		return p.workdays.Add(p.today, count)
	case "f":
		return p.today.AddDays(14 * count)
	case "w":
		return p.today.AddDays(7 * count)
	case "q":
		return p.today.AddMonths(3 * count)
	case "y":
		return p.today.AddMonths(12 * count)
	default:
		return p.today.AddMonths(count)
	}
}
