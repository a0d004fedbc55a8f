package quicklog_test

import (
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/followup/quicklog"
)

// corpus holds lines people type, good and bad.
var corpus = []string{
	"", "log acme call noanswer", `log "Acme / Jane" vm 2m`, `log jane call connected "wants pricing, board 14 May" next call fri 14:00 !`,
	"log acme: call back in two weeks", "log acme email sent val:case-study next +3bd", `park acme 3m "budget frozen until Q4" say:"new budget year"`,
	`add "Beta GmbH / Jane" <mailto:jane@beta.example|jane@beta.example> €12k tz:Europe/Berlin #fair src:expo +49 30 123456`,
	"snooze acme 14:00", "move AT&amp;T 03/04 !", "move acme 31.2.", "won acme CHF 1'250.50", "won acme 12 000 EUR", "dnc acme", "undo", "team <@U1|max>",
	"log acme call busy at:yesterday 16:00 dur:2m", `log acme call busy at:"03/04 9:30" next 05/06`, "log “Ä„ö” call nicht erreicht", "log \u200b 'x' c na",
	"park acme 99999999999y", "move acme 29 Feb 2028 25:00", "log call acme next next next", `log acme "`, "log a\x00b", "log \xff\xfe call busy", "lgo acme: \u202e<!channel>",
	"log acme call busy next 14.05 12am", "park - until in 3 months", "log &lt;&amp;lt; call meeting booked, next m!", "log acme tz:a val: say:\"\"",
}

func FuzzParse(f *testing.F) {
	for _, line := range corpus {
		f.Add(line)
	}
	c := tuesday(f)
	today := day("2026-05-12")
	f.Fuzz(func(t *testing.T, text string) {
		got, err := quicklog.Parse(text, c)
		for _, s := range []string{got.Lead, got.Note, got.Gave, got.Say, got.When.Typed, got.Email, got.Phone, got.Company, got.Source, got.Rest} {
			if !utf8.ValidString(s) {
				t.Errorf("%q is not UTF-8", s)
			}
			if strings.ContainsRune(s, 0) {
				t.Errorf("%q has a NUL byte", s)
			}
		}
		if !got.When.IsZero() && (got.When.Date.Before(today) || got.When.Date.After(today.AddMonths(12*quicklog.MaxYears))) {
			t.Errorf("date %s", got.When.Date)
		}
		if got.TouchAt.After(c.Now) {
			t.Errorf("touched in the future: %s", got.TouchAt)
		}
		if got.Minutes < 0 || got.Money != nil && got.Money.Minor < 0 {
			t.Errorf("less than nothing: %+v", got)
		}
		if err == nil && got.Channel != "" && got.Outcome != "" && !got.Outcome.Fits(got.Channel) {
			t.Errorf("%s in %s", got.Outcome, got.Channel)
		}
		follow(t, text, err, func(s string) error { _, err := quicklog.Parse(s, c); return err })
	})
}

// follow presses the first choice of every problem: each press must lead to another problem, and after some to none or to one
// without choices.
func follow(t *testing.T, text string, err error, parse func(string) error) {
	t.Helper()
	seen := map[string]bool{text: true}
	for range 1000 {
		if err == nil {
			return
		}
		var p quicklog.Problem
		if !errors.As(err, &p) {
			t.Fatalf("%T is not a Problem", err)
		}
		if p.Code == "" || p.Error() == "" || !utf8.ValidString(p.Error()) {
			t.Fatalf("problem %+v", p)
		}
		if len(p.Choices) == 0 {
			return
		}
		for _, choice := range p.Choices {
			if seen[choice.Text] {
				t.Fatalf("choice %q of %s leads in a circle", choice.Text, p.Code)
			}
		}
		text = p.Choices[0].Text
		seen[text] = true
		err = parse(text)
	}
	t.Fatal("the choices don't end")
}

func FuzzParseWhen(f *testing.F) {
	for _, s := range []string{"today", "fri 14:00", "next fri", "+3bd", "3m", "14. Mai", "29 Feb", "14.5.26", "03/04/2027", "2026-05-14 2pm", "1:59 29.2.", "99y", "0d"} {
		f.Add(s, int64(1_778_572_800), "Europe/Berlin")
		f.Add(s, int64(1_711_846_800), "Australia/Lord_Howe")
	}
	f.Fuzz(func(t *testing.T, s string, unix int64, zone string) {
		c := quicklog.Context{Now: time.Unix(unix%4_000_000_000, 0), Zone: time.UTC, Workdays: calendar.Workdays{Week: calendar.MondayToFriday}}
		if loc, err := loadZone(zone); err == nil {
			c.Zone = loc
		}
		got, err := quicklog.ParseWhen(s, c)
		today := today(c)
		if !got.IsZero() && (got.Date.Before(today) || got.Date.After(today.AddMonths(12*quicklog.MaxYears))) {
			t.Errorf("%q on %s: %s", s, today, got.Date)
		}
		follow(t, s, err, func(s string) error { _, err := quicklog.ParseWhen(s, c); return err })
	})
}

func FuzzParseMoney(f *testing.F) {
	for _, s := range []string{"€12k", "12k€", "$1.5k", "12,000 EUR", "€1.200", "CHF 900", "1.20.3", "€1'200.50", "€1.200,-", "5 tsd. zł"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		m, err := quicklog.ParseMoney(s)
		if err != nil {
			return
		}
		if m.Minor < 0 || m.Currency == "" {
			t.Errorf("%q: %+v", s, m)
		}
		if again, err := quicklog.ParseMoney(m.String()); err != nil || again != m {
			t.Errorf("%q: %s reads as %v (%v)", s, m, again, err)
		}
	})
}

func FuzzUnescape(f *testing.F) {
	for _, line := range corpus {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := quicklog.Unescape(s)
		if utf8.ValidString(s) && !utf8.ValidString(got) {
			t.Errorf("%q", got)
		}
		if !strings.ContainsAny(s, "<&") && got != s {
			t.Errorf("changed %q to %q", s, got)
		}
	})
}
