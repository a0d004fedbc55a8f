package words

import (
	"strconv"
	"time"
)

// Weekday is a day's short name: "Fri".
func (w *Words) Weekday(d time.Weekday) string { return w.Say("weekday.short." + d.String()) }

// WeekdayName is a day's whole name: "Friday".
func (w *Words) WeekdayName(d time.Weekday) string { return w.Say("weekday.long." + d.String()) }

// Date writes a date with its weekday, "Fri 15 May" or "Fr 15. Mai"; the year too where withYear says so.
func (w *Words) Date(year int, month time.Month, day int, withYear bool) string {
	weekday := time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Weekday()
	shownYear := ""
	if withYear {
		shownYear = strconv.Itoa(year)
	}
	return w.Say("date.day", "weekday", w.Weekday(weekday), "day", strconv.Itoa(day),
		"month", w.Say("month."+month.String()), "year", shownYear)
}
