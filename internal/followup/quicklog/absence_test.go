package quicklog_test

import (
	"errors"
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/followup/quicklog"
)

func TestAway(t *testing.T) {
	t.Parallel()
	c := quicklog.Context{Now: time.Date(2026, 7, 14, 9, 0, 0, 0, time.UTC), Workdays: calendar.Workdays{Week: calendar.MondayToFriday}} // a Tuesday
	aug4, fri, mon := calendar.On(2026, 8, 4), calendar.On(2026, 7, 17), calendar.On(2026, 7, 20)
	for _, say := range []struct {
		line        string
		verb        quicklog.Verb
		from, until calendar.Date
		cover       followup.UserID
	}{
		{"away", quicklog.Away, calendar.Date{}, calendar.Date{}, ""},
		{"away until 4 aug", quicklog.Away, calendar.Date{}, aug4, ""},
		{"away 4 aug", quicklog.Away, calendar.Date{}, aug4, ""},
		{"away until 4 aug cover <@UMAX|max>", quicklog.Away, calendar.Date{}, aug4, "UMAX"},
		{"away until 4 aug, covered by <@UMAX>", quicklog.Away, calendar.Date{}, aug4, "UMAX"},
		{"away cover <@UMAX> from fri until 4 aug", quicklog.Away, fri, aug4, "UMAX"},
		{"away from mon until 4 Aug", quicklog.Away, mon, aug4, ""},
		{"abwesend von fr bis 4. aug vertretung <@UMAX>", quicklog.Away, fri, aug4, "UMAX"},
		{"urlaub ab mo bis 4.8.", quicklog.Away, mon, aug4, ""},
		{"back", quicklog.Back, calendar.Date{}, calendar.Date{}, ""},
		{"zurück", quicklog.Back, calendar.Date{}, calendar.Date{}, ""},
	} {
		got, err := quicklog.Parse(say.line, c)
		if err != nil {
			t.Errorf("%q: %v", say.line, err)
			continue
		}
		if got.Verb != say.verb || got.From.Date != say.from || got.When.Date != say.until || got.Mention != say.cover {
			t.Errorf("%q is read as %s from %s until %s, cover %q", say.line, got.Verb, got.From.Date, got.When.Date, got.Mention)
		}
	}
	for _, wrong := range []struct {
		line string
		code quicklog.ProblemCode
	}{
		{"away until fall", quicklog.UnknownDate},
		{"away from mars", quicklog.UnknownDate},
		{"away until 4 aug fri", quicklog.SaidTwice},
		{"away until 4 aug 14:00", quicklog.NotHere},
		{"away until 4 aug cover max", quicklog.NotHere},
		{"away until 4 aug cover", quicklog.NotHere},
		{"away until 4 aug cover <@UMAX> <@UZOE>", quicklog.SaidTwice},
		{"back tomorrow", quicklog.NotHere},
	} {
		_, err := quicklog.Parse(wrong.line, c)
		if p, ok := errors.AsType[quicklog.Problem](err); !ok || p.Code != wrong.code {
			t.Errorf("%q: %v, want %s", wrong.line, err, wrong.code)
		}
	}
}
