package calendar

import (
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/rickar/cal/v2"
)

// Holidays knows the public holidays of a country or one of its parts, and the days off a workspace added.
type Holidays interface {
	// Holiday returns what a day is called: one of Feasts in English, anything else as it is called there; ok is false on an ordinary day.
	Holiday(d Date) (name string, ok bool)
}

// DayOff is a day that a workspace added to the public holidays.
type DayOff struct {
	On   Date   `json:"on"`
	Name string `json:"name"`
}

// The years whose holidays are known: before and after, the rules behind them (an equinox, a law) are nobody's.
const firstYear, lastYear = 1980, 2150

// HolidaysOf returns the public holidays of a country (DE), or of a part of it where those are known (DE-BY; of any other part it is the
// country's). An unknown country has none. What it returns is shared and safe for concurrent use; asking it is cheap.
func HolidaysOf(country string) Holidays {
	code := strings.ToUpper(country)
	if c, ok := nations[code]; ok {
		return c
	}
	nation, _, _ := strings.Cut(code, "-")
	if c, ok := nations[nation]; ok {
		return c
	}
	return noHolidays{}
}

// Countries lists, sorted, the codes whose holidays HolidaysOf knows: of countries, and of parts of them.
func Countries() []string {
	codes := make([]string, 0, len(nations))
	for code := range nations {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	return codes
}

// HasHolidays reports whether HolidaysOf knows the holidays of exactly this country or part.
func HasHolidays(country string) bool { return nations[strings.ToUpper(country)] != nil }

// With returns holidays and days off together. A day off on a holiday goes by the holiday's name.
func With(h Holidays, extra []DayOff) Holidays {
	if len(extra) == 0 {
		return h
	}
	return extended{Holidays: h, extra: extra}
}

// noHolidays are those of nobody.
type noHolidays struct{}

func (noHolidays) Holiday(Date) (string, bool) { return "", false }

// extended are holidays and a workspace's days off.
type extended struct {
	Holidays
	extra []DayOff
}

func (e extended) Holiday(d Date) (string, bool) {
	if e.Holidays != nil {
		if name, ok := e.Holidays.Holiday(d); ok {
			return name, true
		}
	}
	for _, off := range e.extra {
		if off.On == d {
			return off.Name, true
		}
	}
	return "", false
}

// nation are the holidays of a country or a part of one, worked out once for each year that is asked for.
type nation struct {
	rules []*cal.Holiday
	parts []*nation // instead of rules: a country that has only what all its parts have
	years sync.Map  // of int: map[Date]string
}

func (n *nation) Holiday(d Date) (string, bool) {
	if d.Year < firstYear || d.Year > lastYear {
		return "", false
	}
	known, ok := n.years.Load(d.Year)
	if !ok {
		known, _ = n.years.LoadOrStore(d.Year, n.of(d.Year))
	}
	name, ok := known.(map[Date]string)[d] //nolint:forcetypeassert // nothing else is put there
	return name, ok
}

// of works out a year: a day that stands in for a holiday on a weekend is one too, and may lie in the year before or after.
func (n *nation) of(year int) map[Date]string {
	days := map[Date]string{}
	for _, rule := range n.rules {
		for y := year - 1; y <= year+1; y++ {
			actual, observed := rule.Calc(y)
			for _, t := range []time.Time{actual, observed} {
				if d := DateOf(t); !t.IsZero() && d.Year == year && days[d] == "" {
					days[d] = feastOr(rule, rule.Name)
				}
			}
		}
	}
	for i, part := range n.parts {
		if i == 0 {
			days = part.of(year)
			continue
		}
		theirs := part.of(year)
		for d := range days {
			if theirs[d] == "" {
				delete(days, d)
			}
		}
	}
	return days
}
