package calendar_test

import (
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/followup/calendar"
)

func TestCountriesOfZones(t *testing.T) {
	for zone, want := range map[string]string{
		"Europe/Berlin": "DE", "Europe/Vienna": "AT", "Europe/London": "GB", "America/Los_Angeles": "US", "Asia/Kolkata": "IN",
		"Asia/Calcutta": "IN", "Europe/Kiev": "UA", "Europe/Kyiv": "UA", "US/Pacific": "US", "Europe/Stockholm": "SE", "Europe/Oslo": "NO",
		"Australia/Sydney": "AU", "Atlantic/Reykjavik": "IS", "Singapore": "SG", "Etc/UTC": "", "UTC": "", "CET": "", "EST5EDT": "", "": "",
		"Europe/Nowhere": "",
	} {
		if got := calendar.CountryOf(zone); got != want {
			t.Errorf("%s is in %q, want %q", zone, got, want)
		}
	}
}

func TestZonesOfMostPeople(t *testing.T) {
	for country, want := range map[string]string{
		"DE": "Europe/Berlin", "DE-BY": "Europe/Berlin", "de": "Europe/Berlin", "US": "America/New_York", "AU": "Australia/Sydney",
		"BR": "America/Sao_Paulo", "CA": "America/Toronto", "RU": "Europe/Moscow", "UA": "Europe/Kyiv", "CN": "Asia/Shanghai",
		"NZ": "Pacific/Auckland", "ES": "Europe/Madrid", "PT": "Europe/Lisbon", "MX": "America/Mexico_City", "": "", "XX": "", "UK": "",
	} {
		if got := calendar.ZoneOf(country); got != want {
			t.Errorf("%s: got %q, want %q", country, got, want)
		}
	}
}

// Every zone of the list is one, and its country's main zone is of that country.
func TestEveryZoneIsKnown(t *testing.T) {
	if n := len(calendar.Zones()); n < 500 {
		t.Errorf("%d zones", n)
	}
	for _, zone := range calendar.Zones() {
		if _, err := time.LoadLocation(zone); err != nil {
			t.Error(err)
		}
		country := calendar.CountryOf(zone)
		if !calendar.IsCountry(country) || calendar.CountryOf(calendar.ZoneOf(country)) != country {
			t.Errorf("%s is in %q, where most have %q", zone, country, calendar.ZoneOf(country))
		}
	}
}

func TestWeeksOfCountries(t *testing.T) {
	for country, want := range map[string]calendar.Week{
		"DE": calendar.MondayToFriday, "": calendar.MondayToFriday, "AE": calendar.MondayToFriday, // since 2022
		"IL": sundayToThursday, "sa": sundayToThursday, "EG-C": sundayToThursday,
	} {
		if got := calendar.WeekIn(country); got != want {
			t.Errorf("%s works on %s", country, got)
		}
	}
}
