package followup_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

var monFri = calendar.MondayToFriday

// rep is somebody who works Monday to Friday in a zone.
func rep(zone string) followup.Rep {
	return followup.Rep{Person: followup.Person{Zone: zone}, DigestAt: followup.DefaultDigestAt, Week: monFri}
}

// in is the prospect of a lead whose contact's zone was said.
func in(zone string, owner followup.Rep) followup.Prospect {
	return followup.ProspectOf(followup.Lead{Contacts: []followup.Contact{{Zone: zone}}}, owner)
}

// own is in with hours that the person named.
func own(zone string, owner followup.Rep, from, to calendar.TimeOfDay) followup.Prospect {
	return followup.ProspectOf(followup.Lead{Contacts: []followup.Contact{{Zone: zone, Window: &followup.Window{From: from, To: to}}}}, owner)
}

// told writes reasons as "avoids_monday 18>19".
func told(why []followup.Reason) string {
	var all []string
	for _, r := range why {
		s := string(r.Code)
		if r.Params["from"] != "" {
			s += fmt.Sprintf(" %s>%s", r.Params["from"][5:], r.Params["to"][5:])
		}
		for _, name := range []string{"name", "whose", "country", "hours", "at", "over"} {
			if r.Params[name] != "" {
				s += " " + name + "=" + r.Params[name]
			}
		}
		all = append(all, s)
	}
	return strings.Join(all, "; ")
}

func TestPlannedCallsLandOnGoodDays(t *testing.T) {
	berlin, london := rep("Europe/Berlin"), rep("Europe/London")
	here := in("Europe/Berlin", berlin)
	closed := berlin
	closed.DaysOff = []calendar.DayOff{{On: day("2026-05-19"), Name: "Summer party"}}
	sundays := rep("Europe/Berlin")
	sundays.Week = calendar.WeekOf(0, 1, 2, 3, 4)
	mondays := rep("Europe/Berlin")
	mondays.Week = calendar.WeekOf(1)
	for _, c := range []struct {
		name     string
		on       string
		channel  followup.Channel
		owner    followup.Rep
		prospect followup.Prospect
		want     string
		why      string
	}{
		{"a Tuesday stays", "2026-05-19", followup.Call, berlin, here, "2026-05-19", ""},
		{"a Monday call waits for Tuesday", "2026-05-18", followup.Call, berlin, here, "2026-05-19", "avoids_monday 05-18>05-19"},
		{"an email goes out on a Monday", "2026-05-18", followup.Email, berlin, here, "2026-05-18", ""},
		{"what may be done in any way, too", "2026-05-18", "", berlin, here, "2026-05-18", ""},
		{"a Friday has its morning", "2026-05-22", followup.Call, berlin, here, "2026-05-22", ""},
		{
			"a Saturday call waits for Monday, and Monday for Tuesday", "2026-05-16", followup.Call, berlin, here, "2026-05-19",
			"shifted_to_working_day 05-16>05-18; avoids_monday 05-18>05-19",
		},
		{"an email of Saturday waits for Monday", "2026-05-16", followup.Email, berlin, here, "2026-05-18", "shifted_to_working_day 05-16>05-18"},
		{
			"Ascension Day of both", "2026-05-14", followup.Call, berlin, here, "2026-05-15",
			"public_holiday 05-14>05-15 name=Ascension Day whose=rep country=DE",
		},
		{
			"Ascension Day of the prospect alone", "2026-05-14", followup.Call, london, in("Europe/Berlin", london), "2026-05-15",
			"public_holiday 05-14>05-15 name=Ascension Day whose=prospect country=DE",
		},
		{"an email reaches them after their holiday", "2026-05-14", followup.Email, london, in("Europe/Berlin", london), "2026-05-14", ""},
		{
			"Whit Monday is a holiday before it is a Monday", "2026-05-25", followup.Call, berlin, here, "2026-05-26",
			"public_holiday 05-25>05-26 name=Whit Monday whose=rep country=DE",
		},
		{
			"Easter: a weekend belongs to the holiday before it", "2026-04-03", followup.Call, berlin, here, "2026-04-07",
			"public_holiday 04-03>04-06 name=Good Friday whose=rep country=DE; public_holiday 04-06>04-07 name=Easter Monday whose=rep country=DE",
		},
		{"a day off of the workspace", "2026-05-19", followup.Email, closed, here, "2026-05-20", "public_holiday 05-19>05-20 name=Summer party whose=rep"},
		{
			"own hours on a Friday afternoon, and Monday behind it", "2026-05-22", followup.Call, london, own("Europe/Berlin", london, calendar.Clock(14, 0), calendar.Clock(17, 0)),
			"2026-05-26", "avoids_late_friday 05-22>05-25; public_holiday 05-25>05-26 name=Spring Bank Holiday whose=rep country=GB",
		},
		{
			"own hours that end Friday's at 14:00", "2026-05-22", followup.Call, berlin, own("Europe/Berlin", berlin, calendar.Clock(13, 0), calendar.Clock(17, 0)),
			"2026-05-22", "",
		},
		{
			"their weekend is Friday and Saturday", "2026-05-15", followup.Call, berlin, in("Asia/Riyadh", berlin), "2026-05-19",
			"shifted_to_working_day 05-15>05-18; avoids_monday 05-18>05-19",
		},
		{"and on their Sunday a rep who works then calls", "2026-05-17", followup.Call, sundays, in("Asia/Riyadh", sundays), "2026-05-17", ""},
		{
			"in Los Angeles it is morning when Berlin's day is over", "2026-05-19", followup.Call, berlin, in("America/Los_Angeles", berlin), "2026-05-19",
			"no_shared_hours hours=19:00–21:00, 23:00–00:00",
		},
		{
			"in Tokyo only the afternoon is in Berlin's day, and Friday has none", "2026-05-22", followup.Call, berlin, in("Asia/Tokyo", berlin), "2026-05-26",
			"avoids_late_friday 05-22>05-25; public_holiday 05-25>05-26 name=Whit Monday whose=rep country=DE",
		},
		{
			"Auckland sleeps while Berlin works", "2026-05-18", followup.Call, berlin, in("Pacific/Auckland", berlin), "2026-05-19",
			"avoids_monday 05-18>05-19; no_shared_hours hours=00:00–02:00, 04:00–06:00",
		},
		{
			"who works on Mondays alone calls then", "2026-05-12", followup.Call, mondays, here, "2026-05-18",
			"shifted_to_working_day 05-12>05-18; no_shared_hours",
		},
		{"what has gone by is for today", "2026-05-08", followup.Call, berlin, here, "2026-05-12", "date_gone_by 05-08>05-12"},
	} {
		t.Run(c.name, func(t *testing.T) {
			today := day("2026-05-12")
			if strings.HasPrefix(c.name, "Easter") {
				today = day("2026-04-01")
			}
			on, why := followup.Timed(day(c.on), c.channel, today, c.owner, c.prospect)
			if on != day(c.want) || told(why) != c.why {
				t.Errorf("lands on %s %s: %s\nwant %s: %s", on.Weekday(), on, told(why), c.want, c.why)
			}
		})
	}
}
