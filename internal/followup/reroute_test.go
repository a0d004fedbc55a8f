package followup_test

import (
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

func TestWorkingTimePassesNightsDaysOffAndAbsences(t *testing.T) {
	t.Parallel()
	rep := followup.Rep{Person: followup.Person{Zone: "Europe/Berlin"}, DigestAt: followup.DefaultDigestAt, Week: calendar.MondayToFriday}
	at := func(day, hour, minute int) time.Time {
		return calendar.At(calendar.On(2026, 5, day), calendar.Clock(hour, minute), rep.Location())
	}
	for _, c := range []struct{ from, want time.Time }{
		{at(12, 9, 30), at(12, 13, 30)},
		{at(12, 7, 0), at(12, 12, 30)},
		{at(12, 16, 0), at(13, 10, 30)},
		{at(13, 17, 0), at(15, 11, 30)}, // Ascension Day
		{at(15, 18, 0), at(18, 12, 30)}, // a weekend
	} {
		if got := rep.WorkingAfter(c.from, followup.OfferAfter); !got.Equal(c.want) {
			t.Errorf("after %s it is %s, want %s", c.from, got.In(rep.Location()), c.want)
		}
	}
	rep.Away = &followup.Absence{From: calendar.On(2026, 5, 13), Until: calendar.On(2026, 5, 26)}
	if got, want := rep.WorkingAfter(at(12, 16, 0), followup.OfferAfter), at(27, 10, 30); !got.Equal(want) {
		t.Errorf("with an absence it is %s, want %s", got, want)
	}
}

func TestToWhomAPromiseIsOfferedNext(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		from          followup.OfferStage
		away, covered bool
		want          followup.OfferStage
	}{
		{followup.NotOffered, false, false, followup.ToRep},
		{followup.ToRep, false, false, followup.ToTeam},
		{followup.NotOffered, true, true, followup.ToCover},
		{followup.NotOffered, true, false, followup.ToTeam},
		{followup.ToRep, true, true, followup.ToCover},
		{followup.ToCover, true, true, followup.ToTeam},
		{followup.ToTeam, true, true, followup.ToTeam},
	} {
		if got := c.from.Next(c.away, c.covered); got != c.want {
			t.Errorf("after %d it is offered to %d, want %d (%+v)", c.from, got, c.want, c)
		}
	}
}
