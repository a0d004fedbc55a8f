package phrase

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/followup/quicklog"
)

// nearDay reads today, tomorrow, übermorgen.
func (p *parser) nearDay(i int, _, _ bool) (span, int) {
	one := func(days, n int) (span, int) {
		d := p.today.AddDays(days)
		return span{from: d, to: d, kind: "d", named: true}, n
	}
	switch before := p.low(i - 1); {
	case p.is(i, "day", "after", "tomorrow"):
		return one(2, 3)
	case p.low(i) == "übermorgen", p.low(i) == "uebermorgen":
		return one(2, 1)
	case p.low(i) == "tomorrow", p.low(i) == "tmr", p.low(i) == "tmrw":
		return one(1, 1)
	case p.low(i) == "morgen" && before != "guten" && before != "heute" && before != "am" && before != "jeden":
		return one(1, 1)
	case p.low(i) == "today", p.low(i) == "tonight", p.low(i) == "heute" && !p.is(i+1, "morgen") && !p.is(i+1, "früh"):
		return one(0, 1)
	case p.low(i) == "yesterday", p.low(i) == "gestern", p.low(i) == "vorgestern":
		return span{void: true, named: true, kind: "d"}, 1
	}
	return span{}, 0
}

var weekdays = makeWeekdays()

func makeWeekdays() map[string]time.Weekday {
	days := map[string]time.Weekday{}
	for i, names := range []string{
		"sunday, sonntag", "monday, montag", "tuesday, tue, tues, dienstag", "wednesday, weds, mittwoch", "thursday, thu, thur, thurs, donnerstag",
		"friday, fri, freitag", "saturday, samstag, sonnabend",
	} {
		for name := range strings.SplitSeq(names, ", ") {
			days[name] = time.Weekday(i)
		}
	}
	return days
}

// shortDays count only behind a word that asks for a day.
var shortDays = map[string]time.Weekday{
	"mon": time.Monday, "wed": time.Wednesday, "sat": time.Saturday, "sun": time.Sunday, "mo": time.Monday, "di": time.Tuesday, "mi": time.Wednesday,
	"do": time.Thursday, "fr": time.Friday, "sa": time.Saturday, "so": time.Sunday,
}

var (
	nextWords = set("next, nächsten, nächster, nächste, nächstes, naechsten, naechste, naechster, naechstes")
	thisWords = set("this, coming, kommenden, kommender, kommende, kommendes, diesen, dieser, diese, dieses, the coming")
)

// weekday reads Tuesday, next Tuesday, Tuesday next week, next week Tuesday. With a date behind it the date counts, if it is that day.
func (p *parser) weekday(i int, prepared, _ bool) (span, int) {
	k, next := i, false
	if n := p.oneOf(k, nextWeekBefore); n > 0 {
		if p.low(k+n) == "on" || p.low(k+n) == "am" {
			n++
		}
		if _, ok := weekdays[p.low(k+n)]; !ok {
			return span{}, 0
		}
		k, next = k+n, true
	} else if nextWords[p.low(k)] {
		k, next = k+1, true
	} else if thisWords[p.low(k)] {
		k, prepared = k+1, true
	}
	day, ok := weekdays[p.low(k)]
	if !ok {
		if day, ok = shortDays[p.low(k)]; !ok || !prepared && !next && !p.clockAt(k+1) {
			return span{}, 0
		}
	}
	k++
	if s, n, dated := p.dayWithDate(k, day); dated {
		return s, k + n - i
	}
	if n := p.oneOf(k, nextWeekBehind); n > 0 {
		k, next = k+n, true
	} else if n := p.oneOf(k, thisWeek); n > 0 {
		k += n
	} else if p.is(k, "week") || p.is(k, "in") && p.daysBehind(k+1) {
		return span{void: true, named: true, kind: "d"}, k + 1 - i // Tuesday week; Tuesday in two weeks
	}
	ahead := (int(day-p.today.Weekday()) + 6) % 7
	d := p.today.AddDays(ahead + 1)
	if next {
		d = p.monday(1).AddDays((int(day) + 6) % 7)
	}
	return span{from: d, to: d, kind: "d", named: true}, k - i
}

// clockAt reports whether a time of day stands at i: "Do 14:30".
func (p *parser) clockAt(i int) bool {
	_, n := p.clock(i, false)
	return n > 0
}

// dayWithDate reads the date behind a weekday: "Tuesday, 26 May", "Dienstag, den 26.5.".
func (p *parser) dayWithDate(k int, day time.Weekday) (s span, n int, ok bool) {
	skip := 0
	for articles[p.low(k+skip)] && p.low(k+skip) != "to" {
		skip++
	}
	s, n = p.absolute(k+skip, true, false)
	if n == 0 {
		return s, 0, false
	}
	s.void = s.void || s.from.Weekday() != day
	return s, skip + n, true
}

// monday is the Monday of this week, or of one so many weeks on.
func (p *parser) monday(weeks int) calendar.Date {
	return p.today.AddDays(7*weeks - (int(p.today.Weekday())+6)%7)
}

var (
	numericDay = regexp.MustCompile(`^\d{1,2}\.\d{1,2}\.(\d{4}|\d{2})?$|^\d{4}-\d{1,2}-\d{1,2}$`)
	looseDay   = regexp.MustCompile(`^\d{1,2}\.\d{1,2}$`)
	slashDay   = regexp.MustCompile(`^\d{1,2}/\d{1,2}(/\d{2,4})?$`)
	dayNumber  = regexp.MustCompile(`^\d{1,2}(\.|st|nd|rd|th)?$`)
	dayOrdinal = regexp.MustCompile(`^\d{1,2}(\.|st|nd|rd|th)$`)
	yearNumber = regexp.MustCompile(`^20\d{2}$`)
)

// absolute reads 14 May, May 14th, 14.5., 2026-05-14, the 14th.
func (p *parser) absolute(i int, prepared, _ bool) (span, int) {
	low := p.low(i)
	switch {
	case numericDay.MatchString(low):
		return p.typed(low), 1
	case looseDay.MatchString(low) && prepared && (p.low(i-1) == "am" || p.low(i-1) == "zum" || p.low(i-1) == "ab"):
		return p.typed(low + "."), 1
	case slashDay.MatchString(low):
		return p.typed(low), 1
	}
	month, number, year := "", "", ""
	n := 2
	switch {
	case dayNumber.MatchString(low) && monthOf(p.low(i+1)) > 0:
		number, month = low, p.low(i+1)
	case dayNumber.MatchString(low) && p.low(i+1) == "of" && monthOf(p.low(i+2)) > 0:
		number, month, n = low, p.low(i+2), 3
	case monthOf(low) > 0 && dayOrdinal.MatchString(p.low(i+1)), monthOf(low) > 0 && dayNumber.MatchString(p.low(i+1)) && p.low(i+2) != "uhr":
		month, number = low, p.low(i+1)
	case dayOrdinal.MatchString(low) && prepared && units[p.low(i+1)] == "" && p.low(i+1) != "quartal" && p.low(i+1) != "kw":
		return p.ofMonth(strings.TrimRight(low, ".stndrh")), 1
	default:
		return span{}, 0
	}
	if yearNumber.MatchString(p.low(i+n)) && !p.ends(i+n) {
		year = " " + p.low(i+n)
		n++
	}
	return p.typed(strings.TrimRight(number, ".stndrh") + " " + time.Month(monthOf(month)).String() + year), n
}

// typed reads a date as it is typed in a line; what is refused there is no date here.
func (p *parser) typed(text string) span {
	when, err := quicklog.ParseWhen(text, quicklog.Context{Now: p.now, Zone: p.now.Location(), Workdays: p.workdays})
	if err != nil {
		return span{void: true, named: true, kind: "d"}
	}
	return span{from: when.Date, to: when.Date, kind: "d", named: true}
}

// ofMonth is the next such day of a month: "on the 14th".
func (p *parser) ofMonth(number string) span {
	day, _ := strconv.Atoi(number)
	for ahead := range 3 {
		first := calendar.On(p.today.Year, p.today.Month, 1).AddMonths(ahead)
		if d := first.AddDays(day - 1); day > 0 && d.Month == first.Month && !d.Before(p.today) {
			return span{from: d, to: d, kind: "d", named: true}
		}
	}
	return span{void: true, named: true, kind: "d"}
}
