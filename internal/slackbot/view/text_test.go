package view

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/followup-bot/followup/internal/followup/calendar"
)

func TestOneLine(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ in, want string }{
		{"Acme", "Acme"},
		{"  two\r\n lines\t", "two lines"},
		{"a\u202eb\u200bc\u2066d\ufeff", "abcd"},
		{"👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"},
		{"می\u200cخواهم", "می\u200cخواهم"},
		{"\u3164\u115f\u200b\u200d", ""},
		{"a" + strings.Repeat("\u0301", 50), "a" + strings.Repeat("\u0301", maxMarks)},
		{"a\x00b\x07", "ab"},
		{"bad \xff byte", "bad \uFFFD byte"},
		{":tada: *b* <@U1>", ":tada: *b* <@U1>"},
	} {
		if got := oneLine(c.in, 80); got != c.want {
			t.Errorf("oneLine(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestCutNeverBreaksARune(t *testing.T) {
	t.Parallel()
	if got := cut("🦄🦄🦄🦄", 6); got != "🦄🦄…" {
		t.Errorf("got %q", got)
	}
	rapid.Check(t, func(t *rapid.T) {
		s, limit := rapid.String().Draw(t, "s"), rapid.IntRange(2, 40).Draw(t, "limit")
		if got := cut(s, limit); units(got) > limit || !utf8.ValidString(got) {
			t.Fatalf("cut(%q, %d) = %q", s, limit, got)
		}
		if joined := strings.Join(chunks(s, limit), ""); joined != s {
			t.Fatalf("chunks lost something: %q of %q", joined, s)
		}
	})
}

func TestInertTextCanNeitherPingNorLinkNorFormat(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		pieces := []string{"<!channel>", "*b*", "@here", "#general", "https://x.example", "`c`", "_i_", "~s~", "&amp;", "Acme", " ", "<@U1|x>"}
		got := inert(strings.Join(rapid.SliceOf(rapid.SampledFrom(pieces)).Draw(t, "pieces"), ""))
		for _, bad := range []string{"<", ">", "@h", "#g", "://", "*b", "_i", "~s", "`c"} {
			if strings.Contains(got, bad) {
				t.Fatalf("%q has %q", got, bad)
			}
		}
	})
}

func TestDates(t *testing.T) {
	t.Parallel()
	today := calendar.On(2026, 5, 12)
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	tokyo, err := time.LoadLocation("Asia/Tokyo")
	if err != nil {
		t.Fatal(err)
	}
	kolkata, err := time.LoadLocation("Asia/Kolkata")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 5, 12, 6, 30, 0, 0, time.UTC).In(berlin)
	for _, c := range []struct{ got, want string }{
		{inside.day(calendar.On(2026, 5, 15), today), "Fri 15 May"},
		{inside.day(calendar.On(2027, 1, 4), today), "Mon 4 Jan 2027"},
		{inside.dayNear(today, today), "today, Tue 12 May"},
		{inside.dayNear(calendar.On(2026, 5, 13), today), "tomorrow, Wed 13 May"},
		{inside.moment(now, now, true), "08:30"},
		{inside.moment(now.AddDate(0, 0, -1), now, true), "Mon 11 May 08:30"},
		{inside.until(calendar.At(calendar.On(2026, 5, 13), 0, berlin), now), "tomorrow, Wed 13 May"},
		{inside.until(now.Add(2*time.Hour), now), "today, Tue 12 May 10:30"},
		{inside.theirTime(today, calendar.Clock(20, 0), berlin, tokyo), "Wed 03:00 their time"},
		{inside.theirTime(today, calendar.Clock(9, 30), berlin, berlin), ""},
		{inside.apart(now, berlin, kolkata), "Kolkata, 3.5 h ahead"},
		{inside.apart(now, tokyo, berlin), "Berlin, 7 h behind"},
		{city(time.UTC), "UTC"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestLaterToday(t *testing.T) {
	t.Parallel()
	for now, want := range map[string]string{"08:30": "14:00", "12:59": "14:00", "13:00": "15:00", "15:40": "17:00", "16:59": "18:00", "17:00": ""} {
		at, err := calendar.ParseTimeOfDay(now)
		if err != nil {
			t.Fatal(err)
		}
		got, ok := laterToday(at)
		if (ok && got.String() != want) || ok != (want != "") {
			t.Errorf("at %s: %s %v, want %q", now, got, ok, want)
		}
	}
}
