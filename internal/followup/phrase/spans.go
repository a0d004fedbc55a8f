package phrase

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/followup-bot/followup/internal/followup/calendar"
)

var monthNames = makeMonths()

func makeMonths() map[string]int {
	names := map[string]int{}
	for i, month := range []string{
		"january, jan, januar, jänner", "february, feb, februar", "march, mar, märz, maerz, mär", "april, apr", "may, mai", "june, jun, juni", "july, jul, juli",
		"august, aug", "september, sept, sep", "october, oct, oktober, okt", "november, nov", "december, dec, dezember, dez",
	} {
		for name := range strings.SplitSeq(month, ", ") {
			names[name] = i + 1
		}
	}
	return names
}

func monthOf(low string) int { return monthNames[low] }

// parts of a span.
var parts = map[string]phrases{
	"early": list("early, beginning of, start of, the beginning of, the start of, anfang, beginn, early in, beginning"),
	"mid":   list("mid, middle of, the middle of, mitte"),
	"end":   list("end of, end, the end of, late, late in, ende"),
}

// wholeParts are one word for a part of the running span.
var wholeParts = map[string]struct{ part, kind string }{
	"monatsende": {"end", "m"}, "monatsmitte": {"mid", "m"}, "quartalsende": {"end", "q"}, "jahresende": {"end", "y"}, "jahreswechsel": {"over", "y"},
	"monatsanfang": {"over", "m"}, "monatsbeginn": {"over", "m"}, "quartalsanfang": {"over", "q"}, "quartalsbeginn": {"over", "q"},
	"jahresanfang": {"over", "y"}, "jahresbeginn": {"over", "y"}, "month-end": {"end", "m"}, "year-end": {"end", "y"}, "eom": {"end", "m"}, "eoy": {"end", "y"}, "eow": {"end", "w"}, "eoq": {"end", "q"},
}

// part reads Anfang Juni, mid May, end of the month, Monatsende, late next week.
func (p *parser) part(i int, _, _ bool) (span, int) {
	if whole, ok := wholeParts[p.low(i)]; ok {
		if whole.part == "over" {
			return p.opening(p.running(whole.kind, 1)), 1
		}
		return p.partOf(whole.part, p.running(whole.kind, 0)), 1
	}
	if n := p.oneOf(i, endWords); n > 0 {
		return p.partOf("end", p.running(units[p.low(i)], 0)), n
	}
	for part, names := range parts {
		n := p.oneOf(i, names)
		if n == 0 {
			continue
		}
		k := i + n
		for articles[p.low(k)] {
			k++
		}
		if whole, m := p.whole(k); m > 0 {
			return p.partOf(part, whole), k + m - i
		}
	}
	return span{}, 0
}

// whole reads the span that a part belongs to.
func (p *parser) whole(k int) (span, int) {
	if thisWords[p.low(k)] {
		k2 := k + 1
		if u := units[p.low(k2)]; u != "" && u != "d" && u != "b" {
			return p.running(u, 0), 2
		}
	}
	for _, w := range []struct{ text, kind string }{
		{"month", "m"}, {"monats", "m"}, {"week", "w"}, {"woche", "w"}, {"year", "y"}, {"jahres", "y"}, {"quarter", "q"}, {"quartals", "q"},
	} {
		if p.low(k) == w.text {
			return p.running(w.kind, 0), 1
		}
	}
	for _, w := range []struct {
		text  string
		kind  string
		ahead int
	}{
		{"nächsten monats", "m", 1},
		{"kommenden monats", "m", 1},
		{"übernächsten monats", "m", 2},
		{"dieses monats", "m", 0},
		{"nächsten jahres", "y", 1},
		{"kommenden jahres", "y", 1},
		{"dieses jahres", "y", 0},
		{"nächsten quartals", "q", 1},
		{"dieser woche", "w", 0},
		{"nächster woche", "w", 1},
		{"kommender woche", "w", 1},
	} {
		if p.is(k, strings.Fields(w.text)...) {
			return p.running(w.kind, w.ahead), 2
		}
	}
	for _, read := range []func(int, bool, bool) (span, int){p.quarter, p.nextSpan, p.month} {
		if s, n := read(k, true, true); n > 0 {
			return s, n
		}
	}
	return span{}, 0
}

// partOf is a part of a span: its beginning, its middle, its last working day. Of a month that stands alone the next one is meant whose
// part is still to come.
func (p *parser) partOf(part string, s span) span {
	if s.void {
		return s
	}
	at := s.from
	switch part {
	case "mid":
		switch s.kind {
		case "w":
			at = s.from.AddDays(2)
		case "m":
			at = s.from.AddDays(14)
		case "q":
			at = s.from.AddMonths(1).AddDays(14)
		default:
			at = s.from.AddMonths(6)
		}
	case "end":
		at = s.to
		for !p.workdays.Works(at) && at.After(s.from) {
			at = at.AddDays(-1)
		}
	case "early":
		if s.kind == "y" {
			at = firstMonday(calendar.On(s.from.Year, time.January, 1))
		}
	}
	return span{from: at, to: s.to, kind: s.kind, named: true, void: at.Before(p.today)}
}

// opening is the beginning of a span that is still to come.
func (p *parser) opening(s span) span { return p.partOf("early", s) }

// firstMonday is the first Monday after New Year's Day: before it nobody is back.
func firstMonday(january calendar.Date) calendar.Date {
	d := january.AddDays(1)
	for d.Weekday() != time.Monday {
		d = d.AddDays(1)
	}
	return d
}

// running is the week, month, quarter or year it is now, or one so many later.
func (p *parser) running(kind string, ahead int) span {
	first := calendar.On(p.today.Year, p.today.Month, 1)
	months := 1
	switch kind {
	case "w":
		d := p.monday(ahead)
		return span{from: d, to: d.AddDays(6), kind: "w", named: true}
	case "q":
		first, months = first.AddMonths(-((int(p.today.Month) - 1) % 3)), 3
	case "y":
		first, months = calendar.On(p.today.Year, time.January, 1), 12
	}
	first = first.AddMonths(ahead * months)
	return span{from: first, to: first.AddMonths(months).AddDays(-1), kind: kind, named: true}
}

var (
	quarterForm = regexp.MustCompile(`^q([1-4])(?:[/-](\d{2}|\d{4}))?$`)
	weekForm    = regexp.MustCompile(`^(?:kw|cw|wk)\.?(\d{1,2})$`)
)

// quarter reads Q3, Q3 2027, third quarter, drittes Quartal.
func (p *parser) quarter(i int, _, _ bool) (span, int) {
	number, n, year := 0, 1, 0
	if form := quarterForm.FindStringSubmatch(p.low(i)); form != nil {
		number, _ = strconv.Atoi(form[1])
		year, _ = strconv.Atoi(form[2])
		if year > 0 && year < 100 {
			year += 2000
		}
	} else if number = ordinals[p.low(i)]; number > 0 && (p.low(i+1) == "quarter" || p.low(i+1) == "quartal" || p.low(i+1) == "quartals") {
		n = 2
	} else {
		return span{}, 0
	}
	if year == 0 && yearNumber.MatchString(p.low(i+n)) && !p.ends(i+n) {
		year, _ = strconv.Atoi(p.low(i + n))
		n++
	}
	first := calendar.On(p.today.Year, time.Month(3*number-2), 1)
	if year > 0 {
		first.Year = year
	} else if first.AddMonths(3).AddDays(-1).Before(p.today) {
		first.Year++
	}
	return span{from: first, to: first.AddMonths(3).AddDays(-1), kind: "q", named: true}, n
}

// numberedWeek reads KW 23, KW23, calendar week 23, week 23, 23. KW.
func (p *parser) numberedWeek(i int, _, _ bool) (span, int) {
	number, n := "", p.oneOf(i, weekWords)
	if form := weekForm.FindStringSubmatch(p.low(i)); form != nil {
		number, n = form[1], 1
	} else if n > 0 {
		number = strings.TrimSuffix(p.low(i+n), ".")
		n++
	} else if dayOrdinal.MatchString(p.low(i)) && (p.low(i+1) == "kw" || p.low(i+1) == "kalenderwoche") {
		number, n = strings.TrimRight(p.low(i), ".stndrh"), 2
	}
	week, err := strconv.Atoi(number)
	if n == 0 || err != nil || len(number) > 2 {
		return span{}, 0
	}
	for year := p.today.Year; year <= p.today.Year+1; year++ {
		d, ok := mondayOf(year, week)
		if ok && !d.AddDays(6).Before(p.today) {
			return span{from: d, to: d.AddDays(6), kind: "w", named: true}, n
		}
	}
	return span{void: true, named: true, kind: "w"}, n
}

// mondayOf is the Monday of an ISO week; false where the year has no such week.
func mondayOf(year, week int) (calendar.Date, bool) {
	fourth := calendar.On(year, time.January, 4) // always in week 1
	monday := fourth.AddDays(-(int(fourth.Weekday())+6)%7 + 7*(week-1))
	y, w := calendar.At(monday, 0, time.UTC).ISOWeek()
	return monday, y == year && w == week
}

// nextSpan reads next week, nächsten Monat, the week after next, the new year.
func (p *parser) nextSpan(i int, _, _ bool) (span, int) {
	if n := p.oneOf(i, weekAfterNext); n > 0 {
		return p.running("w", 2), n
	}
	if n := p.oneOf(i, monthAfterNext); n > 0 {
		return p.running("m", 2), n
	}
	if n := p.oneOf(i, newYear); n > 0 {
		s := p.running("y", 1)
		s.from = firstMonday(s.from)
		return s, n
	}
	k := i
	switch {
	case nextWords[p.low(k)] && p.low(k-1) != "the":
	case p.low(k) == "coming", strings.HasPrefix(p.low(k), "kommende"):
	case thisWords[p.low(k)]:
		if u := units[p.low(k+1)]; u != "" && u != "d" && u != "b" {
			return span{void: true, named: true, kind: u}, 2 // which day of this week?
		}
		return span{}, 0
	default:
		return span{}, 0
	}
	if m := monthOf(p.low(k + 1)); m > 0 {
		s, n := p.month(k+1, true, true)
		return s, n + 1
	}
	if one := map[string]string{"week": "w", "woche": "w", "month": "m", "monat": "m", "quarter": "q", "quartal": "q"}[p.low(k+1)]; one != "" {
		return p.running(one, 1), 2
	}
	return span{}, 0
}

// month reads June, June 2027. One that has begun is not meant as a whole.
func (p *parser) month(i int, _, _ bool) (span, int) {
	number := monthOf(p.low(i))
	if number == 0 {
		return span{}, 0
	}
	first, n := calendar.On(p.today.Year, time.Month(number), 1), 1
	if yearNumber.MatchString(p.low(i+1)) && !p.ends(i+1) {
		first.Year, _ = strconv.Atoi(p.low(i + 1))
		n = 2
	} else if number < int(p.today.Month) {
		first.Year++
	}
	return span{from: first, to: first.AddMonths(1).AddDays(-1), kind: "m"}, n
}
