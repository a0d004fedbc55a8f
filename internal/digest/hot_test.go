package digest_test

import (
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

func TestCountHot(t *testing.T) {
	t.Parallel()
	rep := followup.Rep{Person: followup.Person{ID: "U1", Zone: "Europe/Berlin"}, DigestAt: followup.DefaultDigestAt, Week: calendar.MondayToFriday}
	at := calendar.At(calendar.On(2026, 5, 12), calendar.Clock(10, 0), rep.Location())
	touched := func(after time.Duration, how followup.Settling) followup.Obligation {
		return followup.Obligation{Owner: "U1", Kind: followup.HotTouch, For: at, SettledAt: at.Add(after), How: how}
	}
	open := followup.Obligation{Owner: "U1", Kind: followup.HotTouch, For: at}
	others := open
	others.Owner = "U2"
	all := []followup.Obligation{
		touched(4*time.Minute, followup.Done), touched(20*time.Minute, followup.Done), touched(61*time.Minute, followup.Done),
		touched(3*time.Hour, followup.TakenOff), open, others,
	}
	reps := map[followup.UserID]followup.Rep{"U1": rep}
	if got, want := digest.CountHot(all, reps, at.Add(2*time.Hour)), (digest.Hot{Of: 4, Touched: 3, Median: 20 * time.Minute, Long: 2}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	if got, want := digest.CountHot(all[:2], reps, at.Add(time.Hour)), (digest.Hot{Of: 2, Touched: 2, Median: 12 * time.Minute}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	if got := digest.CountHot(nil, reps, at); got != (digest.Hot{}) {
		t.Errorf("%+v", got)
	}
}
