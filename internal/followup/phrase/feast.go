package phrase

import (
	"strings"
	"time"

	"github.com/followup-bot/followup/internal/followup/calendar"
)

// season reads summer and the like by the months they are counted by.
func (p *parser) season(i int, prepared, _ bool) (span, int) {
	k := i
	if nextWords[p.low(k)] {
		k, prepared = k+1, true
	}
	first := map[string]time.Month{
		"spring": time.March, "frühling": time.March, "frühjahr": time.March, "summer": time.June, "sommer": time.June,
		"autumn": time.September, "fall": time.September, "herbst": time.September, "winter": time.December,
	}[p.low(k)]
	if first == 0 || !prepared || p.low(k) == "fall" && p.low(k-1) != "the" && p.low(k-1) != "next" || p.low(k+1) == "break" || p.low(k+1) == "holidays" || p.low(k+1) == "vacation" {
		return span{}, 0
	}
	from := calendar.On(p.today.Year, first, 1)
	if from.AddMonths(3).AddDays(-1).Before(p.today) {
		from.Year++
	}
	return span{from: from, to: from.AddMonths(3).AddDays(-1), kind: "q", named: true}, k + 1 - i
}

// feast reads feasts and holidays; to is their last day.
func (p *parser) feast(i int, prepared, _ bool) (span, int) {
	days := func(n int, last func(year int) calendar.Date) (span, int) {
		d := last(p.today.Year)
		if d.Before(p.today) {
			d = last(p.today.Year + 1)
		}
		return span{from: d, to: d, kind: "f", named: true}, n
	}
	if n := p.oneOf(i, easterHolidays); n > 0 {
		return days(n, func(y int) calendar.Date { return easter(y).AddDays(7) })
	}
	if n := p.oneOf(i, easterWords); n > 0 {
		return days(n, func(y int) calendar.Date { return easter(y).AddDays(1) })
	}
	if n := p.oneOf(i, pentecostWords); n > 0 {
		return days(n, func(y int) calendar.Date { return easter(y).AddDays(50) })
	}
	if n := p.oneOf(i, pentecostHolidays); n > 0 {
		return days(n, func(y int) calendar.Date { return easter(y).AddDays(62) })
	}
	if n := p.oneOf(i, summerHolidays); n > 0 {
		return days(n, summerEnd)
	}
	if n := p.oneOf(i, christmasWords); n > 0 && !strings.HasPrefix(p.low(i+1), "holiday") && p.low(i+1) != "break" {
		return days(n, func(y int) calendar.Date { return calendar.On(y, time.December, 26) })
	}
	if n := p.oneOf(i, newYearsDay); n > 0 && p.low(i-1) == "after" || n > 0 && p.low(i-1) == "nach" {
		return days(n, func(y int) calendar.Date { return calendar.On(y, time.January, 1) })
	}
	if n := p.oneOf(i, christmasHolidays); n > 0 {
		return days(n, func(y int) calendar.Date { return calendar.On(y, time.January, 6) })
	}
	if n := p.oneOf(i, thanksgivingWords); n > 0 {
		return days(n, thanksgiving)
	}
	if n := p.oneOf(i, holidayWords); n > 0 && prepared && p.low(i-1) != "my" {
		return p.holidays(), n
	}
	return span{}, 0
}

// holidays are the next ones that nearly everybody has: around Easter, in summer, around Christmas.
func (p *parser) holidays() span {
	for _, d := range []calendar.Date{
		calendar.On(p.today.Year, time.January, 6), easter(p.today.Year).AddDays(7), summerEnd(p.today.Year),
	} {
		if !d.Before(p.today) {
			return span{from: d, to: d, kind: "f", named: true}
		}
	}
	d := calendar.On(p.today.Year+1, time.January, 6)
	return span{from: d, to: d, kind: "f", named: true}
}

// summerEnd is the Sunday before the first Monday of September.
func summerEnd(year int) calendar.Date {
	d := calendar.On(year, time.September, 1)
	for d.Weekday() != time.Monday {
		d = d.AddDays(1)
	}
	return d.AddDays(-1)
}

// thanksgiving is the Sunday after the fourth Thursday of November.
func thanksgiving(year int) calendar.Date {
	d := calendar.On(year, time.November, 1)
	for d.Weekday() != time.Thursday {
		d = d.AddDays(1)
	}
	return d.AddDays(21 + 3)
}

// easter is Easter Sunday by the Gregorian rule (Meeus, Jones, Butcher).
func easter(year int) calendar.Date {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	f := (b + 8) / 25
	g := (b - f + 1) / 3
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return calendar.On(year, time.Month(n/31), n%31+1)
}
