package quicklog_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/quicklog"
)

func wording(en, de string) followup.Wording { return followup.Wording{"en": en, "de": de} }

func twoLanguages() []followup.Step {
	return []followup.Step{
		{Day: 1, Channels: []followup.Channel{followup.Call}, Goal: wording("First contact", "Erstkontakt"), Content: wording("clarify the need", "Bedarf klären"), Personal: true},
		{Day: 1, Channels: []followup.Channel{followup.Email, followup.LinkedIn}, Within: 60, Goal: wording("Recap", "Zusammenfassung"), Value: true},
		{Day: 2, Until: 3, Channels: []followup.Channel{followup.Email, followup.Call}, Either: true, Goal: wording("Value-add", "Mehrwert"), Closing: true},
	}
}

func TestStepsAsLines(t *testing.T) {
	for language, want := range map[string]string{
		"en": "D1 call: First contact | clarify the need [personal]\nD1 email, linkedin +1h: Recap [value]\nD2-3 email or call: Value-add [closing]",
		"de": "D1 anruf: Erstkontakt | Bedarf klären [persönlich]\nD1 e-mail, linkedin +1h: Zusammenfassung [mehrwert]\nD2-3 e-mail oder anruf: Mehrwert [abschluss]",
	} {
		lines := quicklog.StepLines(twoLanguages(), language)
		if diff := cmp.Diff(want, lines); diff != "" {
			t.Error(diff)
		}
		back, err := quicklog.ParseSteps(lines, language, twoLanguages())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(twoLanguages(), back); diff != "" {
			t.Errorf("%s doesn't come back, with its other language:\n%s", language, diff)
		}
	}
}

func TestStepsAsPeopleWriteThem(t *testing.T) {
	got, err := quicklog.ParseSteps("\n  day 3 Phone / E-Mail : Ask | why [Value,Personal] \n 5. li: Look\nT8 Anruf: Nachfassen", "en", twoLanguages())
	if err != nil {
		t.Fatal(err)
	}
	want := []followup.Step{
		{Day: 3, Channels: []followup.Channel{followup.Call, followup.Email}, Either: true, Goal: followup.Wording{"en": "Ask"}, Content: followup.Wording{"en": "why"}, Value: true, Personal: true},
		{Day: 5, Channels: []followup.Channel{followup.LinkedIn}, Goal: followup.Wording{"en": "Look"}},
		{Day: 8, Channels: []followup.Channel{followup.Call}, Goal: followup.Wording{"en": "Nachfassen"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestStepsRefused(t *testing.T) {
	for _, c := range []struct {
		text string
		code quicklog.ProblemCode
		word string
		line string
	}{
		{"", quicklog.NoSteps, "", ""},
		{"call: Ask", quicklog.StepNoDay, "call: Ask", "1"},
		{"D1 call: Ask\n\nD3 fax: Ask", quicklog.StepNoChannel, "fax", "3"},
		{"D1 call, phone: Ask", quicklog.StepNoChannel, "call, phone", "1"},
		{"D1 call", quicklog.StepNoGoal, "call", "1"},
		{"D1 call: | bring it", quicklog.StepNoGoal, "call: | bring it", "1"},
		{"D1 call: Ask [nice]", quicklog.StepMark, "nice", "1"},
		{strings.Repeat("D1 call: Ask\n", quicklog.MaxSteps+1), quicklog.TooManySteps, "60", ""},
	} {
		_, err := quicklog.ParseSteps(c.text, "en", nil)
		p := problemOf(t, err, c.code)
		if p.Params["word"] != c.word || p.Params["n"] != c.line {
			t.Errorf("%q is refused for %q in line %q, want %q in line %q", c.text, p.Params["word"], p.Params["n"], c.word, c.line)
		}
	}
}
