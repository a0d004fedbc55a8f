package calendar

import (
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/aa"
	"github.com/rickar/cal/v2/ar"
	"github.com/rickar/cal/v2/at"
	"github.com/rickar/cal/v2/au"
	"github.com/rickar/cal/v2/be"
	"github.com/rickar/cal/v2/bg"
	"github.com/rickar/cal/v2/br"
	"github.com/rickar/cal/v2/ca"
	"github.com/rickar/cal/v2/ch"
	"github.com/rickar/cal/v2/cz"
	"github.com/rickar/cal/v2/de"
	"github.com/rickar/cal/v2/dk"
	"github.com/rickar/cal/v2/es"
	"github.com/rickar/cal/v2/fr"
	"github.com/rickar/cal/v2/gb"
	"github.com/rickar/cal/v2/gr"
	"github.com/rickar/cal/v2/hr"
	"github.com/rickar/cal/v2/ie"
	"github.com/rickar/cal/v2/it"
	"github.com/rickar/cal/v2/jp"
	"github.com/rickar/cal/v2/lt"
	"github.com/rickar/cal/v2/lv"
	"github.com/rickar/cal/v2/mw"
	"github.com/rickar/cal/v2/nc"
	"github.com/rickar/cal/v2/nl"
	"github.com/rickar/cal/v2/no"
	"github.com/rickar/cal/v2/nz"
	"github.com/rickar/cal/v2/pl"
	"github.com/rickar/cal/v2/ro"
	"github.com/rickar/cal/v2/ru"
	"github.com/rickar/cal/v2/se"
	"github.com/rickar/cal/v2/si"
	"github.com/rickar/cal/v2/sk"
	"github.com/rickar/cal/v2/ua"
	"github.com/rickar/cal/v2/us"
	"github.com/rickar/cal/v2/za"
)

// nations are the countries and parts of them whose holidays are known.
var nations = makeNations()

func makeNations() map[string]*nation {
	cal.DefaultLoc = time.UTC // a date must not depend on this computer's zone
	all := map[string]*nation{}
	for code, rules := range map[string][]*cal.Holiday{
		"AR": append([]*cal.Holiday{aa.GoodFriday}, ar.Holidays...), "AT": at.Holidays, "BE": be.Holidays, "BG": bg.Holidays, "BR": br.Holidays, "CA": ca.Holidays, "CH": ch.Holidays,
		"CZ": cz.Holidays, "DE": de.Holidays, "DK": dk.Holidays, "ES": es.Holidays, "FR": fr.Holidays, "GB": gb.Holidays, "GR": gr.Holidays,
		"HR": hr.Holidays, "IE": ie.Holidays, "IT": it.Holidays, "JP": jp.Holidays, "LT": lt.Holidays, "LV": lv.Holidays, "MW": mw.Holidays,
		"NC": nc.Holidays, "NL": nl.Holidays, "NO": no.Holidays, "NZ": nz.Holidays, "PL": pl.Holidays, "RO": ro.Holidays, "RU": ru.Holidays,
		"SE": se.Holidays, "SI": si.Holidays, "SK": sk.Holidays, "UA": ua.Holidays, "US": us.Holidays, "ZA": za.Holidays,

		"AU-ACT": au.HolidaysACT, "AU-NSW": au.HolidaysNSW, "AU-NT": au.HolidaysNT, "AU-QLD": au.HolidaysQLD, "AU-SA": au.HolidaysSA,
		"AU-TAS": au.HolidaysTAS, "AU-VIC": au.HolidaysVIC, "AU-WA": au.HolidaysWA,

		"CH-AG": ch.HolidaysAG, "CH-AI": ch.HolidaysAI, "CH-AR": ch.HolidaysAR, "CH-BE": ch.HolidaysBE, "CH-BL": ch.HolidaysBL,
		"CH-BS": ch.HolidaysBS, "CH-FR": ch.HolidaysFR, "CH-GE": ch.HolidaysGE, "CH-GL": ch.HolidaysGL, "CH-GR": ch.HolidaysGR,
		"CH-JU": ch.HolidaysJU, "CH-LU": ch.HolidaysLU, "CH-NE": ch.HolidaysNE, "CH-NW": ch.HolidaysNW, "CH-OW": ch.HolidaysOW,
		"CH-SG": ch.HolidaysSG, "CH-SH": ch.HolidaysSH, "CH-SO": ch.HolidaysSO, "CH-SZ": ch.HolidaysSZ, "CH-TG": ch.HolidaysTG,
		"CH-TI": ch.HolidaysTI, "CH-UR": ch.HolidaysUR, "CH-VD": ch.HolidaysVD, "CH-VS": ch.HolidaysVS, "CH-ZG": ch.HolidaysZG,
		"CH-ZH": ch.HolidaysZH,

		"DE-BB": de.HolidaysBB, "DE-BE": de.HolidaysBE, "DE-BW": de.HolidaysBW, "DE-BY": de.HolidaysBY, "DE-HB": de.HolidaysHB,
		"DE-HE": de.HolidaysHE, "DE-HH": de.HolidaysHH, "DE-MV": de.HolidaysMV, "DE-NI": de.HolidaysNI, "DE-NW": de.HolidaysNW,
		"DE-RP": de.HolidaysRP, "DE-SH": de.HolidaysSH, "DE-SL": de.HolidaysSL, "DE-SN": de.HolidaysSN, "DE-ST": de.HolidaysST,
		"DE-TH": de.HolidaysTH,
	} {
		all[code] = &nation{rules: rules}
	}
	australia := &nation{}
	for _, part := range []string{"ACT", "NSW", "NT", "QLD", "SA", "TAS", "VIC", "WA"} {
		australia.parts = append(australia.parts, all["AU-"+part])
	}
	all["AU"] = australia
	return all
}

// feasts are the holidays of many countries, whatever they are called there. Those of the Julian calendar have the same names.
var feasts = []struct {
	rule *cal.Holiday
	name string
}{
	{aa.NewYear, "New Year's Day"},
	{aa.Epiphany, "Epiphany"},
	{aa.MaundyThursday, "Maundy Thursday"},
	{aa.GoodFriday, "Good Friday"},
	{aa.Easter, "Easter Sunday"},
	{aa.EasterMonday, "Easter Monday"},
	{aa.WorkersDay, "Labour Day"},
	{aa.AscensionDay, "Ascension Day"},
	{aa.Pentecost, "Whit Sunday"},
	{aa.PentecostMonday, "Whit Monday"},
	{aa.CorpusChristi, "Corpus Christi"},
	{aa.AssumptionOfMary, "Assumption Day"},
	{aa.AllSaintsDay, "All Saints' Day"},
	{aa.ImmaculateConception, "Immaculate Conception"},
	{aa.ChristmasDay, "Christmas Day"},
	{aa.ChristmasDay2, "Boxing Day"},
}

// Feasts lists the English names of holidays that many countries have: those that a language has its own words for.
func Feasts() []string {
	names := make([]string, 0, len(feasts))
	for _, f := range feasts {
		names = append(names, f.name)
	}
	return names
}

// independence of Slovenia is celebrated on a day that is a feast elsewhere.
const independence = "dan samostojnosti in enotnosti"

// feastOr names the feast that a rule is about, or else calls it what the country does.
func feastOr(rule *cal.Holiday, own string) string {
	if own == independence || rule.EndYear > 0 {
		return own
	}
	for _, f := range feasts {
		feast := f.rule.Clone(nil)
		feast.Julian = rule.Julian
		if falls(rule, feast, 2026) && falls(rule, feast, 2027) && falls(rule, feast, 2028) {
			return f.name
		}
	}
	return own
}

// falls reports whether two holidays fall on one day of a year.
func falls(a, b *cal.Holiday, year int) bool {
	x, _ := a.Calc(year)
	y, _ := b.Calc(year)
	return x.Equal(y)
}
