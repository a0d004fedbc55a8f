package quicklog_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/followup/quicklog"
)

type dates map[string]string

func (ds dates) check(t *testing.T, c quicklog.Context) {
	t.Helper()
	for typed, want := range ds {
		t.Run(typed, func(t *testing.T) {
			got, err := quicklog.ParseWhen(typed, c)
			if err != nil {
				t.Fatalf("refused: %v", err)
			}
			got.Typed = ""
			if diff := cmp.Diff(when(want, ""), got); diff != "" {
				t.Errorf("understood differently (-want +got):\n%s", diff)
			}
		})
	}
}

func TestDatesTypedOnATuesday(t *testing.T) {
	dates{
		"today": "2026-05-12", "heute": "2026-05-12", "tmr": "2026-05-13", "Tomorrow": "2026-05-13", "morgen": "2026-05-13",
		"übermorgen": "2026-05-14", "u\u0308bermorgen": "2026-05-14",
		"wed": "2026-05-13", "fri": "2026-05-15", "Fri.": "2026-05-15", "friday": "2026-05-15", "thurs": "2026-05-14", "sun": "2026-05-17",
		"mon": "2026-05-18", "tue": "2026-05-19", "fr": "2026-05-15", "Freitag": "2026-05-15", "di": "2026-05-19",
		"next fri": "2026-05-22", "next mon": "2026-05-18", "next tue": "2026-05-19", "next sunday": "2026-05-24",
		"fri 14:00": "2026-05-15 14:00", "fri 2pm": "2026-05-15 14:00", "fri 2:30 pm": "2026-05-15 14:30", "fri at 9am": "2026-05-15 09:00",
		"fri, 14 Uhr": "2026-05-15 14:00", "14:00 fri": "2026-05-15 14:00", "on fri": "2026-05-15", "fri 9:05": "2026-05-15 09:05",
		"fri 12am": "2026-05-15 00:00", "fri 12pm": "2026-05-15 12:00", "fri 23:59": "2026-05-15 23:59", "fri 00:00": "2026-05-15 00:00",
		"14:00": "2026-05-12 14:00", "10:01": "2026-05-12 10:01", "2 p.m.": "2026-05-12 14:00", "today 14:00": "2026-05-12 14:00",
		"+3d": "2026-05-15", "3d": "2026-05-15", "+0d": "2026-05-12", "in 3 days": "2026-05-15", "3 Tage": "2026-05-15",
		"+1bd": "2026-05-13", "+3bd": "2026-05-15", "+4bd": "2026-05-18", "10bd": "2026-05-26",
		"2w": "2026-05-26", "2 weeks": "2026-05-26", "3m": "2026-08-12", "3 months": "2026-08-12", "1y": "2027-05-12", "10y": "2036-05-12",
		"14 May": "2026-05-14", "May 14": "2026-05-14", "14. Mai": "2026-05-14", "14.Mai": "2026-05-14", "14May": "2026-05-14", "may 14th": "2026-05-14",
		"12 May": "2026-05-12", "11 May": "2027-05-11", "1 März": "2027-03-01", "24. Dez.": "2026-12-24", "14 May 2027": "2027-05-14",
		"May 14, 2027": "2027-05-14", "14 May 9:30": "2026-05-14 09:30", "May 14 2027 9pm": "2027-05-14 21:00",
		"14.5.": "2026-05-14", "14.05.": "2026-05-14", "14.5": "2026-05-14", "14.5.2026": "2026-05-14", "14.5.26": "2026-05-14", "1.2.": "2027-02-01",
		"14.5. 14:00": "2026-05-14 14:00", "2026-05-14": "2026-05-14", "2026-5-14": "2026-05-14", "2026\u201105\u201114": "2026-05-14",
		"2026-05-12": "2026-05-12", "29 Feb": "2028-02-29", "29.2.": "2028-02-29", "29.2.2028": "2028-02-29", "2036-05-12": "2036-05-12",
		"  fri\u00a014:00 ": "2026-05-15 14:00",
	}.check(t, tuesday(t))
}

func TestAWeekdayOnThatWeekdayIsNextWeeks(t *testing.T) {
	friday := at(t, "2026-05-15 09:00", "Europe/Berlin")
	dates{"fri": "2026-05-22", "fri 14:00": "2026-05-22 14:00", "next fri": "2026-05-22", "thu": "2026-05-21", "today 14:00": "2026-05-15 14:00"}.check(t, friday)
}

func TestNextFridayIsInTheWeekThatBeginsOnMonday(t *testing.T) {
	dates{"next mon": "2026-05-18", "mon": "2026-05-18", "next sun": "2026-05-24"}.check(t, at(t, "2026-05-17 09:00", "Europe/Berlin")) // a Sunday
	dates{"next mon": "2026-05-18", "mon": "2026-05-18", "next fri": "2026-05-22"}.check(t, at(t, "2026-05-11 09:00", "Europe/Berlin"))
}

func TestDatesAreNotShiftedToWorkingDays(t *testing.T) {
	dates{"sat": "2026-05-16", "+5d": "2026-05-17", "16 May": "2026-05-16"}.check(t, tuesday(t))
}

func TestWorkingDaysFollowThePersonsWeek(t *testing.T) {
	saturday := at(t, "2026-05-16 09:00", "Asia/Dubai")
	dates{"+0bd": "2026-05-18", "+1bd": "2026-05-18", "+5bd": "2026-05-22", "+6bd": "2026-05-25"}.check(t, saturday)
	saturday.Workdays.Week = calendar.WeekOf(0, 1, 2, 3, 4) // Sunday to Thursday
	dates{"+1bd": "2026-05-17", "+5bd": "2026-05-21", "+6bd": "2026-05-24"}.check(t, saturday)
	saturday.Workdays.Week = 0 // nobody works: calendar days
	dates{"+1bd": "2026-05-17"}.check(t, saturday)
}

func TestMonthsEndOnTheLastValidDay(t *testing.T) {
	dates{"3m": "2027-02-28", "1m": "2026-12-30", "15m": "2028-02-29"}.check(t, at(t, "2026-11-30 09:00", "Europe/Berlin"))
	dates{"1m": "2028-02-29", "12m": "2029-01-31", "1y": "2029-01-31"}.check(t, at(t, "2028-01-31 09:00", "Europe/Berlin"))
	dates{"1y": "2029-02-28", "4y": "2032-02-29"}.check(t, at(t, "2028-02-29 09:00", "Europe/Berlin"))
}

func TestTodayIsThePersonsDay(t *testing.T) {
	const instant = "2026-05-12 23:30" // in UTC
	utc := at(t, instant, "UTC")
	for zone, want := range map[string]string{
		"UTC": "2026-05-12", "Europe/Berlin": "2026-05-13", "America/Los_Angeles": "2026-05-12", "Pacific/Kiritimati": "2026-05-13",
		"Asia/Kathmandu": "2026-05-13", "Pacific/Niue": "2026-05-12",
	} {
		c := at(t, instant, zone)
		c.Now = utc.Now
		dates{"today": want}.check(t, c)
	}
	dates{"today": "2026-05-12"}.check(t, quicklog.Context{Now: utc.Now}) // no zone: UTC
}

func TestDaysOfClockChanges(t *testing.T) {
	spring := at(t, "2026-03-28 12:00", "Europe/Berlin") // clocks jump from 02:00 to 03:00 in the night
	dates{"+1d": "2026-03-29", "tmr 02:30": "2026-03-29 02:30", "2d": "2026-03-30", "1w": "2026-04-04"}.check(t, spring)
	autumn := at(t, "2026-10-24 23:30", "Europe/Berlin")
	dates{"+1d": "2026-10-25", "+2d": "2026-10-26", "mon 9:00": "2026-10-26 09:00"}.check(t, autumn)

	twice := at(t, "2026-10-25 02:45", "Europe/Berlin") // the first 02:45; 02:30 has been, 03:00 comes
	dates{"3:00": "2026-10-25 03:00"}.check(t, twice)
	_, err := quicklog.ParseWhen("2:30", twice)
	_ = problemOf(t, err, quicklog.PastTime)

	lordHowe := at(t, "2026-04-04 12:00", "Australia/Lord_Howe") // half an hour back in the night
	dates{"tmr 01:45": "2026-04-05 01:45", "1d": "2026-04-05"}.check(t, lordHowe)
	apia := at(t, "2011-12-29 12:00", "Pacific/Apia") // 30 December 2011 was skipped there
	dates{"tmr": "2011-12-30", "2d": "2011-12-31"}.check(t, apia)
}

func TestDatesRefused(t *testing.T) {
	for typed, want := range map[string]quicklog.ProblemCode{
		"soon": quicklog.UnknownDate, "next week": quicklog.UnknownDate, "fri foo": quicklog.UnknownDate, "frii": quicklog.UnknownDate, "2h": quicklog.UnknownDate,
		"fri mon": quicklog.UnknownDate, "12": quicklog.UnknownDate, "3x": quicklog.UnknownDate, "14.30": quicklog.UnknownDate, "20260514": quicklog.UnknownDate,
		"03/04": quicklog.AmbiguousDate, "3/4/2027": quicklog.AmbiguousDate, "03-04-2027": quicklog.AmbiguousDate,
		"2027/03/04": quicklog.AmbiguousDate, "14.05": quicklog.AmbiguousDate,
		"31 April": quicklog.NoSuchDate, "0 May": quicklog.NoSuchDate, "30.2.": quicklog.NoSuchDate, "29.2.2027": quicklog.NoSuchDate, "2026-13-01": quicklog.NoSuchDate,
		"13/13": quicklog.NoSuchDate, "0000-00-00": quicklog.NoSuchDate,
		"yesterday": quicklog.PastDate, "2026-05-11": quicklog.PastDate, "1970-01-01": quicklog.PastDate, "14 May 2025": quicklog.PastDate, "11.5.2026": quicklog.PastDate,
		"-3d": quicklog.PastDate, "-1bd": quicklog.PastDate, "03/04/2020": quicklog.PastDate,
		"9:00": quicklog.PastTime, "10:00": quicklog.PastTime, "today 09:59": quicklog.PastTime, "12 May 9am": quicklog.PastTime,
		"25:00": quicklog.BadTime, "fri 24:00": quicklog.BadTime, "fri 14:60": quicklog.BadTime, "13pm": quicklog.BadTime, "0am": quicklog.BadTime,
		"11y": quicklog.TooFar, "2036-05-13": quicklog.TooFar, "9999-12-31": quicklog.TooFar, "121m": quicklog.TooFar, "99999999999999999999d": quicklog.TooFar,
		"+9999bd": quicklog.TooFar, "fri\x00": quicklog.BadText,
	} {
		t.Run(typed, func(t *testing.T) {
			_, err := quicklog.ParseWhen(typed, tuesday(t))
			_ = problemOf(t, err, want)
		})
	}
}

func TestASlashedDateWithOneReadingIsRead(t *testing.T) {
	dates{
		"13/06": "2026-06-13", "06/13 9:00": "2026-06-13 09:00", "05/05": "2027-05-05", "29/02": "2028-02-29", "6/13/2026": "2026-06-13",
	}.check(t, tuesday(t))
}

func TestASlashedDateOffersItsReadings(t *testing.T) {
	for typed, want := range map[string][]string{
		"03/04": {"2027-04-03", "2027-03-04"}, "06/07/2026": {"2026-07-06", "2026-06-07"}, "04/06/2026": {"2026-06-04"}, "6/7/27": {"2027-07-06", "2027-06-07"},
		"2027/03/04": {"2027-03-04", "2027-04-03"},
	} {
		t.Run(typed, func(t *testing.T) {
			_, err := quicklog.ParseWhen(typed, tuesday(t))
			var got []string
			for _, c := range problemOf(t, err, quicklog.AmbiguousDate).Choices {
				got = append(got, c.Date.String())
				if read, err := quicklog.ParseWhen(c.Text, tuesday(t)); err != nil || read.Date != c.Date {
					t.Errorf("choice %q reads as %v (%v)", c.Text, read, err)
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestATimeGoneByOffersTomorrow(t *testing.T) {
	_, err := quicklog.ParseWhen("9:00", tuesday(t))
	p := problemOf(t, err, quicklog.PastTime)
	want := []quicklog.Choice{{Date: day("2026-05-13"), Text: "2026-05-13 09:00"}}
	if diff := cmp.Diff(want, p.Choices); diff != "" {
		t.Error(diff)
	}
}

func TestNoDateIsNoProblem(t *testing.T) {
	got, err := quicklog.ParseWhen("  ", tuesday(t))
	if err != nil || !got.IsZero() {
		t.Errorf("got %v, %v", got, err)
	}
}

func loadZone(name string) (*time.Location, error) {
	if name == "Local" {
		return time.UTC, nil
	}
	return time.LoadLocation(name)
}

func today(c quicklog.Context) calendar.Date { return calendar.Today(c.Now, c.Zone) }
