package view

import (
	"strings"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// countryOfZone is the option that leaves the country to the zone; noCountry the one that has no public holidays.
const countryOfZone = "zone"

// maxCountries is how many countries and parts of them are offered, beside the two options in front.
const maxCountries = 98

// countryOptions are whose public holidays a rep has off: their zone's country as it is assumed, none, or one they choose.
func (w View) countryOptions(rep followup.Rep) []*slack.OptionBlockObject {
	assumed := w.Say("choice.zoneUnknown")
	if country := w.Country(calendar.CountryOf(rep.Zone)); country != "" {
		assumed = w.Say("choice.zoneCountry", "country", country)
	}
	options := []*slack.OptionBlockObject{option(countryOfZone, assumed), option(followup.NoCountry, w.Say("choice.noHolidays"))}
	codes := calendar.Countries()
	for _, code := range codes[:min(len(codes), maxCountries)] {
		name := w.Country(code)
		if _, part, ok := strings.Cut(code, "-"); ok {
			name = join(dot, name, part)
		}
		options = append(options, option(code, name))
	}
	return options
}

func countryChosen(rep followup.Rep) string {
	if rep.Country == "" {
		return countryOfZone
	}
	return rep.Country
}

// DaysOffLines writes days off as a form takes them: "24 Dec 2026 Christmas Eve", one a line.
func (w View) DaysOffLines(days []calendar.DayOff) string {
	lines := make([]string, 0, len(days))
	for _, d := range days {
		lines = append(lines, strings.TrimSpace(d.On.String()+" "+oneLine(d.Name, maxShort)))
	}
	return strings.Join(lines, "\n")
}

// BadDayOff refuses a line of the days off.
func (w View) BadDayOff(line string) string {
	return w.Say("refuse.dayOff", "line", w.quoted(line, maxShort))
}

// TooManyDaysOff refuses more days off than are kept.
func (w View) TooManyDaysOff(most string) string { return w.Say("refuse.daysOff", "n", most) }

// AdminsOnly refuses what only an admin decides.
func (w View) AdminsOnly() string { return w.Say("refuse.adminsOnly") }

// BadCountry refuses a country.
func (w View) BadCountry(typed string) string {
	return w.Say("refuse.country", "typed", w.quoted(typed, maxShort))
}
