package followup

import (
	"strings"

	"github.com/nyaruka/phonenumbers"

	"github.com/followup-bot/followup/internal/followup/calendar"
)

// ProspectOf says where and when the main contact of a lead can be called. Their zone is what was said of them, else that of most people of
// their country, else the owner's.
func ProspectOf(l Lead, owner Rep) Prospect {
	var main Contact
	if m := l.Main(); m != nil {
		main = *m
	}
	p := Prospect{Country: CountryOf(l), Windows: []Window{Morning, Afternoon}}
	if main.Window != nil && main.Window.Valid() {
		p.Windows, p.Own = []Window{*main.Window}, true
	}
	zone, known := location(main.Zone)
	if !known {
		zone, known = location(calendar.ZoneOf(p.Country))
		p.Assumed = true
	}
	if !known {
		zone = owner.Location()
	}
	p.Zone = zone
	p.Workdays = calendar.Workdays{Week: calendar.WeekIn(p.Country), Holidays: calendar.HolidaysOf(p.Country)}
	return p
}

// CountryOf returns the ISO 3166 code of the country in which a lead is called, empty where it is unknown: the lead's own, else what the
// zone, the phone number or the e-mail address of its main contact says.
func CountryOf(l Lead) string {
	if l.Country != "" {
		return strings.ToUpper(l.Country)
	}
	main := l.Main()
	if main == nil {
		return ""
	}
	if country := calendar.CountryOf(main.Zone); country != "" {
		return country
	}
	if country := phoneCountry(main.Phone); country != "" {
		return country
	}
	return emailCountry(main.Email)
}

// phoneCountry is the country of a phone number that was written with its country code; empty for any other, and for those of no country.
func phoneCountry(phone string) string {
	number, err := phonenumbers.Parse(international(phone), "")
	if err != nil {
		return ""
	}
	if country := phonenumbers.GetRegionCodeForNumber(number); calendar.IsCountry(country) {
		return country
	}
	return ""
}

// everywhere are the domains of countries that are used for what they spell.
var everywhere = map[string]bool{
	"ac": true, "ag": true, "ai": true, "am": true, "as": true, "bz": true, "cc": true, "cd": true, "co": true, "cv": true, "cx": true,
	"dj": true, "fm": true, "gd": true, "gg": true, "gl": true, "gs": true, "im": true, "io": true, "je": true, "la": true, "ly": true,
	"me": true, "mn": true, "ms": true, "mu": true, "nu": true, "pn": true, "pw": true, "sc": true, "sh": true, "so": true, "st": true,
	"su": true, "tf": true, "tk": true, "tl": true, "to": true, "tv": true, "vc": true, "vg": true, "wf": true, "ws": true,
}

// emailCountry is the country of an e-mail address: DE for name@firm.de. It is empty for .com, and for .io and the like.
func emailCountry(email string) string {
	_, domain, _ := strings.Cut(strings.ToLower(strings.TrimSpace(email)), "@")
	last := domain[strings.LastIndexByte(domain, '.')+1:]
	switch {
	case last == domain || len(last) != 2 || everywhere[last]:
		return ""
	case last == "uk":
		return "GB"
	}
	if country := strings.ToUpper(last); calendar.IsCountry(country) {
		return country
	}
	return ""
}
