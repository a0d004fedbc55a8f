package calendar_test

import (
	"slices"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/followup-bot/followup/internal/followup/calendar"
)

func TestPublicHolidays(t *testing.T) {
	for _, c := range []struct{ country, on, want string }{
		{"DE", "2026-05-14", "Ascension Day"},
		{"DE", "2026-05-25", "Whit Monday"},
		{"DE", "2026-10-03", "Tag der Deutschen Einheit"}, // as it is called there
		{"DE", "2026-06-04", ""},                          // Corpus Christi is a holiday of some parts
		{"DE-BY", "2026-06-04", "Corpus Christi"},
		{"DE-BE", "2026-06-04", ""},
		{"de-by", "2026-06-04", "Corpus Christi"},
		{"DE-XX", "2026-05-14", "Ascension Day"}, // a part whose own are unknown
		{"US", "2026-07-03", "Independence Day"}, // the day that stands in for a Saturday
		{"US", "2026-07-04", "Independence Day"},
		{"US", "2026-11-26", "Thanksgiving Day"},
		{"US", "2027-12-31", "New Year's Day"}, // stands in for 1 January of the next year
		{"GB", "2026-12-28", "Boxing Day"},
		{"GB", "2026-05-25", "Spring Bank Holiday"},
		{"GR", "2026-04-10", "Good Friday"}, // by the Julian calendar
		{"AT", "2026-10-26", "Nationalfeiertag"},
		{"FR", "2026-07-14", "Fête Nationale"},
		{"JP", "2026-09-23", "Autumnal Equinox Day"},
		{"AR", "2026-04-03", "Good Friday"},
		{"SI", "2026-12-26", "dan samostojnosti in enotnosti"}, // Boxing Day is something else
		{"AU", "2026-01-26", "Australia Day"},                  // of all parts
		{"AU", "2026-11-03", ""},                               // the Melbourne Cup is of one
		{"AU-VIC", "2026-11-03", "Melbourne Cup"},
		{"DE", "2026-05-15", ""},
		{"", "2026-12-25", ""},
		{"XX", "2026-12-25", ""},
		{"DE", "1500-12-25", ""},
		{"DE", "9999-12-25", ""},
	} {
		name, ok := calendar.HolidaysOf(c.country).Holiday(day(c.on))
		if name != c.want || ok != (c.want != "") {
			t.Errorf("%s in %q: got %q (%t), want %q", c.on, c.country, name, ok, c.want)
		}
	}
}

func TestEveryCountryHasItsHolidays(t *testing.T) {
	codes := calendar.Countries()
	if len(codes) < 80 || !slices.IsSorted(codes) {
		t.Errorf("%d countries and parts: %v", len(codes), codes)
	}
	for _, code := range codes {
		if !calendar.HasHolidays(code) || !calendar.IsCountry(code) {
			t.Errorf("%s is no country", code)
		}
		for year := 2020; year <= 2040; year++ {
			n := 0
			for d := calendar.On(year, time.January, 1); d.Year == year; d = d.AddDays(1) {
				if name, ok := calendar.HolidaysOf(code).Holiday(d); ok {
					n++
					if name == "" {
						t.Errorf("%s: %s has no name", code, d)
					}
				}
			}
			if n < 5 || n > 30 {
				t.Errorf("%s has %d holidays in %d", code, n, year)
			}
		}
	}
	if calendar.HasHolidays("XX") || calendar.HasHolidays("") || calendar.IsCountry("XX") || calendar.IsCountry("") {
		t.Error("nobody's country is one")
	}
}

func TestDaysOffOfAWorkspace(t *testing.T) {
	party := calendar.DayOff{On: day("2026-05-19"), Name: "Summer party"}
	on := calendar.DayOff{On: day("2026-05-14"), Name: "Bridge"}
	h := calendar.With(calendar.HolidaysOf("DE"), []calendar.DayOff{party, on})
	for date, want := range map[string]string{"2026-05-19": "Summer party", "2026-05-14": "Ascension Day", "2026-05-20": ""} {
		if got, _ := h.Holiday(day(date)); got != want {
			t.Errorf("%s: got %q, want %q", date, got, want)
		}
	}
	if name, ok := calendar.With(nil, []calendar.DayOff{party}).Holiday(party.On); !ok || name != party.Name {
		t.Errorf("beside no holidays: %q", name)
	}
	if h := calendar.HolidaysOf("DE"); calendar.With(h, nil) != h {
		t.Error("nothing added is something else")
	}
}

func TestHolidaysAreAskedByMany(t *testing.T) {
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for year := 2030; year < 2040; year++ {
				if _, ok := calendar.HolidaysOf("NO").Holiday(calendar.On(year, time.May, 17)); !ok {
					t.Errorf("17 May %d", year)
				}
			}
		})
	}
	all.Wait()
}

func TestWorkdaysCountWhatAddSteps(t *testing.T) {
	codes := append(calendar.Countries(), "")
	rapid.Check(t, func(t *rapid.T) {
		w := calendar.Workdays{
			Week:     calendar.Week(rapid.IntRange(1, 127).Draw(t, "week")),
			Holidays: calendar.HolidaysOf(rapid.SampledFrom(codes).Draw(t, "country")),
		}
		from, n := anyDate().Draw(t, "date"), rapid.IntRange(1, 40).Draw(t, "n")
		got := w.Add(from, n)
		if !w.Works(got) || w.Between(from, got) != n || w.Next(got) != got {
			t.Fatalf("%s + %d = %s, %d between", from, n, got, w.Between(from, got))
		}
	})
}
