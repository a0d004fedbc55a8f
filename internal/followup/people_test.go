package followup_test

import (
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

func TestReachable(t *testing.T) {
	const layout = "Mon 2 Jan 15:04"
	rep := followup.Rep{
		Person: followup.Person{Zone: "Europe/Berlin"}, DigestAt: followup.DefaultDigestAt, Week: calendar.MondayToFriday,
	}
	for now, want := range map[string]string{
		"Tue 12 May 09:00": "Tue 12 May 09:00",
		"Tue 12 May 08:30": "Tue 12 May 08:30",
		"Tue 12 May 17:59": "Tue 12 May 17:59",
		"Tue 12 May 18:00": "Wed 13 May 08:30",
		"Tue 12 May 23:30": "Wed 13 May 08:30",
		"Wed 13 May 02:00": "Wed 13 May 08:30",
		"Fri 15 May 19:00": "Mon 18 May 08:30",
		"Sat 16 May 12:00": "Mon 18 May 08:30",
		"Mon 18 May 00:00": "Mon 18 May 08:30",
	} {
		at, err := time.ParseInLocation("2006 "+layout, "2026 "+now, rep.Location())
		if err != nil {
			t.Fatal(err)
		}
		if got := rep.Reachable(at.UTC()).In(rep.Location()).Format(layout); got != want {
			t.Errorf("%s: %s, want %s", now, got, want)
		}
	}
	early := time.Date(2026, 5, 12, 21, 0, 0, 0, time.UTC)
	nobody := followup.Rep{DigestAt: followup.DefaultDigestAt}
	if got := nobody.Reachable(early); got.Before(early) || got.After(early.AddDate(0, 0, 1)) {
		t.Errorf("somebody without working days: %s", got)
	}
}
