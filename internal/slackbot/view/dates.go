package view

import (
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// day writes a date: "Fri 15 May", with its year where that isn't today's.
func (w View) day(d, today calendar.Date) string {
	if d.IsZero() {
		return w.Say("date.noDate")
	}
	return w.Date(d.Year, d.Month, d.Day, d.Year != today.Year)
}

// dayNear writes a date with "today" or "tomorrow" in front where it is.
func (w View) dayNear(d, today calendar.Date) string {
	switch today.DaysUntil(d) {
	case 0:
		return w.Say("date.todayIs", "day", w.day(d, today))
	case 1:
		return w.Say("date.tomorrowIs", "day", w.day(d, today))
	default:
		return w.day(d, today)
	}
}

// dayAt writes a date and maybe a time: "Fri 15 May 14:00".
func (w View) dayAt(d calendar.Date, at *calendar.TimeOfDay, today calendar.Date) string {
	if at == nil {
		return w.day(d, today)
	}
	return w.day(d, today) + " " + at.String()
}

// moment writes an instant in now's zone: its time where it is today, else its date with or without the time.
func (w View) moment(t, now time.Time, withTime bool) string {
	t = t.In(now.Location())
	d, today := calendar.DateOf(t), calendar.DateOf(now)
	switch clock := calendar.TimeOfDayOf(t).String(); {
	case d == today && withTime:
		return clock
	case withTime:
		return w.day(d, today) + " " + clock
	default:
		return w.day(d, today)
	}
}

// until writes the end of a snooze: midnight is the day, anything else has its time.
func (w View) until(t, now time.Time) string {
	t = t.In(now.Location())
	d, today := calendar.DateOf(t), calendar.DateOf(now)
	if at := calendar.TimeOfDayOf(t); at != 0 {
		return w.dayNear(d, today) + " " + at.String()
	}
	return w.dayNear(d, today)
}

// city names a zone as people do: "Berlin", "New York".
func city(loc *time.Location) string {
	name := loc.String()
	return strings.ReplaceAll(name[strings.LastIndexByte(name, '/')+1:], "_", " ")
}

// todayOf is the date it is for a rep.
func todayOf(now time.Time, p followup.Person) calendar.Date {
	return calendar.Today(now, p.Location())
}

// theirTime says what a time on a date is for the contact, where their clock shows another: "15:30 their time".
func (w View) theirTime(d calendar.Date, at calendar.TimeOfDay, ours, theirs *time.Location) string {
	t := calendar.At(d, at, ours)
	local := t.In(theirs)
	if calendar.TimeOfDayOf(local) == calendar.TimeOfDayOf(t) && calendar.DateOf(local) == calendar.DateOf(t) {
		return ""
	}
	clock := calendar.TimeOfDayOf(local).String()
	if theirDay := calendar.DateOf(local); theirDay != d {
		clock = w.Weekday(theirDay.Weekday()) + " " + clock
	}
	return w.Say("date.theirTime", "time", clock)
}

// apart says how far a contact's clock is from ours at an instant: "New York, 6 h behind"; empty where it isn't.
func (w View) apart(now time.Time, ours, theirs *time.Location) string {
	_, we := now.In(ours).Zone()
	_, they := now.In(theirs).Zone()
	hours := float64(they-we) / 3600
	gap := strconv.FormatFloat(math.Abs(hours), 'f', -1, 64)
	switch {
	case hours > 0:
		return w.Say("date.ahead", "city", city(theirs), "hours", gap)
	case hours < 0:
		return w.Say("date.behind", "city", city(theirs), "hours", gap)
	default:
		return ""
	}
}

// zoneOf returns the zone of a lead's main contact; nil where it is unknown.
func zoneOf(l followup.Lead) *time.Location {
	main := l.Main()
	if main == nil || main.Zone == "" {
		return nil
	}
	loc, err := time.LoadLocation(main.Zone)
	if err != nil {
		return nil
	}
	return loc
}
