package calendar

import (
	_ "embed"
	"maps"
	"slices"
	"strings"
	"time"
)

//go:embed zones.txt
var zoneList string

// countryOf and zonesOf are the facts of zones.txt.
var countryOf, zoneOf = readZones(zoneList)

func readZones(list string) (countries, zones map[string]string) {
	countries, zones = map[string]string{}, map[string]string{}
	for line := range strings.Lines(list) {
		fields := strings.Fields(line)
		if len(fields) < 2 || fields[0] == "#" {
			continue
		}
		zones[fields[0]] = fields[1]
		for _, zone := range fields[1:] {
			countries[zone] = fields[0]
		}
	}
	return countries, zones
}

// CountryOf returns the ISO 3166 code of the country that an IANA zone is of: DE for Europe/Berlin. It is empty where it is of none, as
// Etc/UTC is.
func CountryOf(zone string) string { return countryOf[zone] }

// ZoneOf returns the IANA zone of most people of a country, or of the country that a part (DE-BY) is of. It is empty where there is no
// such country.
func ZoneOf(country string) string {
	nation, _, _ := strings.Cut(strings.ToUpper(country), "-")
	return zoneOf[nation]
}

// IsCountry reports whether code is the ISO 3166 code of a country, or of a part of one (DE-BY).
func IsCountry(code string) bool { return ZoneOf(code) != "" }

// WeekIn returns the days on which a country works: Monday to Friday nearly everywhere, Sunday to Thursday where Friday and Saturday are
// the weekend.
func WeekIn(country string) Week {
	nation, _, _ := strings.Cut(strings.ToUpper(country), "-")
	switch nation {
	case "AF", "BD", "BH", "DZ", "EG", "IL", "IQ", "JO", "KW", "LY", "MV", "OM", "PS", "QA", "SA", "SD", "SY", "YE":
		return WeekOf(time.Sunday, time.Monday, time.Tuesday, time.Wednesday, time.Thursday)
	default:
		return MondayToFriday
	}
}

// Zones lists, sorted, the IANA zones that are of a country, their old names too.
func Zones() []string { return slices.Sorted(maps.Keys(countryOf)) }
