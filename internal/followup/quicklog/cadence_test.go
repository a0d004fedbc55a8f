package quicklog_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/quicklog"
)

var keys = []string{"b2b-21", "cold-12", "long-haul", "our", "post-call", "warm-21", "warm-5"}

func onCadences(t *testing.T, text string) (quicklog.Command, error) {
	t.Helper()
	c, err := quicklog.Parse(text, tuesday(t))
	if err != nil {
		return c, err
	}
	return c.OnCadences(keys)
}

func TestCadence(t *testing.T) {
	warm := quicklog.Form{Key: "warm-21"}
	large := quicklog.Form{Key: "warm-21", Variant: followup.Large, Exact: true}
	for _, c := range []struct {
		text string
		want quicklog.Command
	}{
		{"cadence", quicklog.Command{}},
		{"cadence list", quicklog.Command{}},
		{"cadence show warm-21", quicklog.Command{Doing: quicklog.ShowIt, Form: warm}},
		{"cadence warm-21", quicklog.Command{Doing: quicklog.ShowIt, Form: warm}},
		{"cadence Warm-21 Large", quicklog.Command{Doing: quicklog.ShowIt, Form: large}},
		{"cadence show warm-21 large", quicklog.Command{Doing: quicklog.ShowIt, Form: large}},
		{"cadence show warm-21/large", quicklog.Command{Doing: quicklog.ShowIt, Form: large}},
		{"cadence show ours", quicklog.Command{Doing: quicklog.ShowIt, Form: quicklog.Form{Key: "ours"}}}, // who looks it up says that it isn't there
		{"cadence start warm-21 for acme", quicklog.Command{Doing: quicklog.StartIt, Form: warm, Lead: "acme"}},
		{"cadence start warm-21 large for acme", quicklog.Command{Doing: quicklog.StartIt, Form: large, Lead: "acme"}},
		{"cadence start for acme", quicklog.Command{Doing: quicklog.StartIt, Lead: "acme"}},
		{"cadence start acme", quicklog.Command{Doing: quicklog.StartIt, Lead: "acme"}},
		{"cadence start", quicklog.Command{Doing: quicklog.StartIt}},
		{"cadence acme", quicklog.Command{Doing: quicklog.StartIt, Lead: "acme"}},
		{"cadence warm-21 acme", quicklog.Command{Doing: quicklog.StartIt, Form: warm, Lead: "acme"}},
		{"cadence acme warm-21", quicklog.Command{Doing: quicklog.StartIt, Form: warm, Lead: "acme"}},
		{"cadence Acme GmbH on warm-21 large", quicklog.Command{Doing: quicklog.StartIt, Form: large, Lead: "Acme GmbH"}},
		{`cadence warm-21 "Our House / Jane"`, quicklog.Command{Doing: quicklog.StartIt, Form: warm, Lead: "Our House / Jane"}},
		{`cadence start "warm-21"`, quicklog.Command{Doing: quicklog.StartIt, Lead: "warm-21"}}, // in quotes it is a lead
		{"cadence start warm-21 for Large Ltd", quicklog.Command{Doing: quicklog.StartIt, Form: warm, Lead: "Large Ltd"}},
		{"switch acme post-call", quicklog.Command{Doing: quicklog.SwitchTo, Form: quicklog.Form{Key: "post-call"}, Lead: "acme"}},
		{"restart acme", quicklog.Command{Doing: quicklog.RestartIt, Lead: "acme"}},
		{"cadence switch acme post-call", quicklog.Command{Doing: quicklog.SwitchTo, Form: quicklog.Form{Key: "post-call"}, Lead: "acme"}},
		{"cadence switch acme to post-call", quicklog.Command{Doing: quicklog.SwitchTo, Form: quicklog.Form{Key: "post-call"}, Lead: "acme"}},
		{"cadence switch acme", quicklog.Command{Doing: quicklog.SwitchTo, Lead: "acme"}},
		{`cadence pause acme until fri "on holiday"`, quicklog.Command{Doing: quicklog.PauseIt, Lead: "acme", When: when("2026-05-15", "until fri"), Note: "on holiday"}},
		{"pause acme 2w", quicklog.Command{Doing: quicklog.PauseIt, Lead: "acme", When: when("2026-05-26", "2w")}},
		{"cadence pause acme", quicklog.Command{Doing: quicklog.PauseIt, Lead: "acme"}},
		{"cadence resume acme", quicklog.Command{Doing: quicklog.ResumeIt, Lead: "acme"}},
		{`cadence skip acme "no LinkedIn"`, quicklog.Command{Doing: quicklog.SkipStep, Lead: "acme", Note: "no LinkedIn"}},
		{"skip acme: they have no number", quicklog.Command{Doing: quicklog.SkipStep, Lead: "acme", Note: "they have no number"}},
		{"stop acme", quicklog.Command{Doing: quicklog.StopIt, Lead: "acme"}},
		{"cadence stop acme", quicklog.Command{Doing: quicklog.StopIt, Lead: "acme"}},
		{"cadence restart acme", quicklog.Command{Doing: quicklog.RestartIt, Lead: "acme"}},
		{"cadence new", quicklog.Command{Doing: quicklog.NewOne}},
		{"cadence new our-21", quicklog.Command{Doing: quicklog.NewOne, Form: quicklog.Form{Key: "our-21"}}},
		{"cadence edit warm-21 large", quicklog.Command{Doing: quicklog.EditIt, Form: large}},
		{"cadence copy warm-21 our-21", quicklog.Command{Doing: quicklog.CopyIt, Form: warm, As: "our-21"}},
		{"cadence copy warm-21 as our-21", quicklog.Command{Doing: quicklog.CopyIt, Form: warm, As: "our-21"}},
		{"cadence export warm-21", quicklog.Command{Doing: quicklog.ExportIt, Form: warm}},
		{"cadence import", quicklog.Command{Doing: quicklog.ImportOne}},
		{"cadence migrate warm-21", quicklog.Command{Doing: quicklog.MigrateThem, Form: warm}},
	} {
		t.Run(c.text, func(t *testing.T) {
			got, err := onCadences(t, c.text)
			if err != nil {
				t.Fatal(err)
			}
			c.want.Verb, got.Rest = quicklog.Cadence, ""
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAddOnACadence(t *testing.T) {
	lines{
		{"add Beta cadence:warm-21 country:de", quicklog.Command{Verb: quicklog.Add, Lead: "Beta", Form: quicklog.Form{Key: "warm-21"}, Country: "DE"}},
		{"add Beta cadence:warm-21 large", quicklog.Command{Verb: quicklog.Add, Lead: "Beta", Form: quicklog.Form{Key: "warm-21", Variant: followup.Large, Exact: true}}},
		{`add Beta cadence:"warm-21 small"`, quicklog.Command{Verb: quicklog.Add, Lead: "Beta", Form: quicklog.Form{Key: "warm-21", Variant: followup.Small, Exact: true}}},
	}.check(t)
}

func TestCadenceRefused(t *testing.T) {
	for _, c := range []struct {
		text   string
		code   quicklog.ProblemCode
		word   string
		choice string
	}{
		{"cadence warm-12 acme", quicklog.UnknownCadence, "warm-12", "cadence warm-21 acme"},
		{"cadence start warm-31 for acme", quicklog.UnknownCadence, "warm-31", "cadence start warm-21 for acme"},
		{"cadence start mine for acme", quicklog.UnknownCadence, "mine", ""},
		{"cadence switch acme pst-call", quicklog.UnknownCadence, "pst-call", "cadence switch acme post-call"},
		{"cadence show wärm", quicklog.BadKey, "wärm", ""},
		{"cadence copy warm-21 our_21", quicklog.BadKey, "our_21", ""},
		{"cadence show warm-21 now", quicklog.NotHere, "now", ""},
		{"cadence start warm-21 tz:x", quicklog.NotHere, "tz:x", ""},
		{"cadence pause acme until fall", quicklog.UnknownDate, "until fall", ""},
		{"add Beta cadence:", quicklog.MissingValue, "cadence:", ""},
		{"add Beta cadence:Wärm", quicklog.BadKey, "cadence:Wärm", ""},
		{"add Beta country:xx", quicklog.UnknownCountry, "xx", ""},
		{"add Beta country:Deutschland", quicklog.UnknownCountry, "Deutschland", ""},
	} {
		t.Run(c.text, func(t *testing.T) {
			_, err := onCadences(t, c.text)
			p := problemOf(t, err, c.code)
			if p.Params["word"] != c.word {
				t.Errorf("it is about %q, want %q", p.Params["word"], c.word)
			}
			choice := ""
			if len(p.Choices) > 0 {
				choice = p.Choices[0].Text
			}
			if choice != c.choice {
				t.Errorf("it offers %q, want %q", choice, c.choice)
			}
		})
	}
}

func TestImportTakesTheTextAsItIs(t *testing.T) {
	text := "key: our-21\nsteps:\n  - day: 1\n    goal: \"it's & a <goal>"
	for _, typed := range []string{
		"cadence import\n```\n" + text + "\n```", "/followup cadence import " + text, "Kadenz import:\n" + text,
	} {
		escaped := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(typed)
		c, err := quicklog.Parse(escaped, tuesday(t))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(quicklog.Command{Verb: quicklog.Cadence, Doing: quicklog.ImportOne, Rest: text}, c); diff != "" {
			t.Errorf("%q:\n%s", typed, diff)
		}
	}
}
