package quicklog_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/quicklog"
)

func TestRefused(t *testing.T) {
	for _, c := range []struct {
		text string
		code quicklog.ProblemCode
		word string
	}{
		{"log a\x00b", quicklog.BadText, ""},
		{`log acme call noanswer "half`, quicklog.OpenQuote, ""},
		{"lgo acme", quicklog.UnknownVerb, "lgo"},
		{"hello", quicklog.UnknownVerb, "hello"},
		{`"log" acme`, quicklog.UnknownVerb, "log"},
		{"log acme call noanswer foo", quicklog.UnknownWord, "foo"},
		{"log acme call noanswer fri 14:00", quicklog.LoneDate, "fri 14:00"},
		{"due foo", quicklog.NotHere, "foo"},
		{"next acme", quicklog.NotHere, "acme"},
		{"team add max", quicklog.NotHere, "add"},
		{"settings digest", quicklog.NotHere, "digest"},
		{"breakup acme email !", quicklog.NotHere, "!"},
		{"log acme call noanswer #fair", quicklog.UnknownWord, "#fair"},
		{"park acme 3m !", quicklog.NotHere, "!"},
		{"park acme 3m!", quicklog.NotHere, "3m!"},
		{`park acme 3m val:x`, quicklog.NotHere, "val:x"},
		{"park acme fri 14:00", quicklog.ParkTime, "fri 14:00"},
		{`log acme call callback next fri ! say:"how was it?"`, quicklog.SayNeedsPark, `say:"how was it?"`},
		{`log acme call notnow next fri 14:00 say:hi`, quicklog.SayNeedsPark, "say:hi"},
		{`add "Beta GmbH" Jane Doe jane@beta.example`, quicklog.UnknownWord, "Jane"},
		{`lead acme "x"`, quicklog.NotHere, `"x"`},
		{"log call acme noanswer", quicklog.LeadFirst, "acme noanswer"},
		{"log acme call email sent", quicklog.SaidTwice, "email"},
		{"log acme call noanswer busy", quicklog.SaidTwice, "busy"},
		{"log acme call noanswer 2m 3m", quicklog.SaidTwice, "3m"},
		{"log acme call noanswer next fri mon", quicklog.SaidTwice, "mon"},
		{"log acme call noanswer next fri next mon", quicklog.SaidTwice, "next mon"},
		{"move acme fri mon", quicklog.SaidTwice, "mon"},
		{"add Beta a@b.example c@d.example", quicklog.SaidTwice, "c@d.example"},
		{"log acme call sent", quicklog.OutcomeMismatch, "sent"},
		{"log acme email noanswer", quicklog.OutcomeMismatch, "noanswer"},
		{"log acme li vm", quicklog.SaidTwice, "vm"},
		{"log acme call noanswer next frii", quicklog.UnknownDate, "frii"},
		{"log acme call connected wants it next week", quicklog.UnknownDate, "week"},
		{"snooze acme 2h", quicklog.UnknownDate, "2h"},
		{"move acme 03/04", quicklog.AmbiguousDate, "03/04"},
		{"park acme until fall", quicklog.UnknownDate, "until fall"},
		{"park acme next month", quicklog.UnknownDate, "next month"},
		{"move acme 31 April", quicklog.NoSuchDate, "31 April"},
		{"move acme 2026-05-11", quicklog.PastDate, "2026-05-11"},
		{"move acme yesterday", quicklog.PastDate, "yesterday"},
		{"snooze acme 9:00", quicklog.PastTime, "9:00"},
		{"snooze acme 25:00", quicklog.BadTime, "25:00"},
		{"park acme 11y", quicklog.TooFar, "11y"},
		{"log acme call busy 99999m", quicklog.BadDuration, "99999m"},
		{"log acme call busy dur:x", quicklog.BadDuration, "dur:x"},
		{"add Beta jane@beta", quicklog.BadEmail, "jane@beta"},
		{"add Beta tz:Mars/Base", quicklog.UnknownZone, "Mars/Base"},
		{"add Beta tz:../../etc/passwd", quicklog.UnknownZone, "../../etc/passwd"},
		{"add Beta tz:local", quicklog.UnknownZone, "local"},
		{"log acme email sent val: case", quicklog.MissingValue, "val:"},
		{`log acme email sent val:""`, quicklog.MissingValue, `val:""`},
		{"won acme €1,20,0", quicklog.AmbiguousMoney, "€1,20,0"},
		{"won acme 12k", quicklog.NoCurrency, "12k"},
		{"won acme €12x", quicklog.BadMoney, "€12x"},
	} {
		t.Run(c.text, func(t *testing.T) {
			_, err := quicklog.Parse(c.text, tuesday(t))
			p := problemOf(t, err, c.code)
			if p.Params["word"] != c.word {
				t.Errorf("about %q, want %q", p.Params["word"], c.word)
			}
			if want := strings.ReplaceAll(c.text, "\x00", ""); p.Params["text"] != want {
				t.Errorf("gave back %q, want %q", p.Params["text"], want)
			}
			if p.Error() == "" || strings.Contains(p.Error(), "%!") {
				t.Errorf("says %q", p.Error())
			}
		})
	}
}

func TestChoicesAreTheCorrectedLine(t *testing.T) {
	for text, want := range map[string][]string{
		"move AT&amp;T 03/04 !":           {"move AT&amp;T 2027-04-03 !", "move AT&amp;T 2027-03-04 !"},
		"move acme 14.05":                 {"move acme 2026-05-14"},
		"snooze acme 9:00":                {"snooze acme 2026-05-13 09:00"},
		"lgo acme call busy":              {"log acme call busy"},
		"acme call busy":                  {"log acme call busy"},
		"log call acme":                   {"log acme call"},
		"log acme call busy fri":          {"log acme call busy next fri"},
		`log acme call busy "half`:        {`log acme call busy "half"`},
		"log acme call busy at:03/04 9am": {"log acme call busy at:2026-04-03 9am", "log acme call busy at:2026-03-04 9am"},
	} {
		t.Run(text, func(t *testing.T) {
			_, err := quicklog.Parse(text, tuesday(t))
			var p quicklog.Problem
			if !errors.As(err, &p) {
				t.Fatalf("got %v, want a Problem", err)
			}
			var got []string
			for _, c := range p.Choices {
				got = append(got, c.Text)
				if _, err := quicklog.Parse(c.Text, tuesday(t)); err != nil {
					t.Errorf("%s is refused: %v", c.Text, err)
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestARefusedWordComesBackWithTheWayToSayIt(t *testing.T) {
	for text, want := range map[string]struct{ choice, sentence string }{
		"log acme call noanswer +3bd":                       {"log acme call noanswer next +3bd", "put next in front"},
		"park acme 1 sep 14:00 \"frozen\"":                  {`park acme 2026-09-01 "frozen"`, "until a day"},
		`log acme call callback next fri say:"how was it?"`: {`log acme call callback next fri note:"how was it?"`, "As a note"},
		"move acme fri val:x":                               {"", "/followup move acme fri 14:00"},
	} {
		_, err := quicklog.Parse(text, tuesday(t))
		var p quicklog.Problem
		if !errors.As(err, &p) || !strings.Contains(p.Error(), want.sentence) {
			t.Errorf("%s: %v", text, err)
		}
		got := ""
		if len(p.Choices) > 0 {
			got = p.Choices[0].Text
		}
		if got != want.choice {
			t.Errorf("%s: the choice is %q", text, got)
		}
	}
}

func TestEveryProblemHasASentence(t *testing.T) {
	for _, code := range quicklog.ProblemCodes() {
		p := quicklog.Problem{Code: code, Params: map[string]string{"word": "foo"}}
		if p.Error() == "" {
			t.Errorf("%s says nothing", code)
		}
	}
}

func TestARefusedLineKeepsWhatWasUnderstood(t *testing.T) {
	got, err := quicklog.Parse("log acme call noanswer next frii", tuesday(t))
	_ = problemOf(t, err, quicklog.UnknownDate)
	if got.Lead != "acme" || got.Channel != followup.Call || got.Outcome != followup.NoAnswer {
		t.Errorf("got %+v", got)
	}
}
