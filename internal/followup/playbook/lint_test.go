package playbook_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/playbook"
)

func mail(short string) playbook.Template {
	return playbook.Template{
		Situation: playbook.CheckIn, Language: "en", Channel: followup.Email, Texts: map[playbook.Format]string{playbook.Short: short},
	}
}

func TestTheLinterNamesWhatAMailDoesWrong(t *testing.T) {
	opening := mail(strings.Repeat("word ", 30))
	for text, want := range map[string][]playbook.Rule{
		"Hi [first name],\n\nyour point from Friday: [what they care about]. Is it still open?": nil,
		"Hi [first name],\n\njust checking in on the proposal.":                                 {playbook.CheckingIn},
		"Hi, any news?": {playbook.CheckingIn},
		"Guten Tag [Name],\n\nich wollte nur kurz nachfragen.":                            {playbook.CheckingIn, playbook.AboutUs},
		"Guten Tag [Name],\n\ngibt es schon etwas Neues?":                                 {playbook.CheckingIn},
		"Hi [first name],\n\nI wanted to tell you something.":                             {playbook.AboutUs},
		"Hi [first name], we are the leading vendor.":                                     {playbook.AboutUs},
		"Hi [first name],\n\nOur product has news.":                                       {playbook.AboutUs},
		"Guten Tag [Name],\n\nwir freuen uns über Ihr Interesse.":                         {playbook.AboutUs},
		"Hallo [Name],\n\nunsere Lösung ist da.":                                          {playbook.AboutUs},
		"Hi [first name],\n\nI’m here.":                                                   {playbook.AboutUs},
		"Hi [first name],\n\nthank you for our call.":                                     nil,
		"Hi [first name],\n\nyour plan is clear. Does Friday suit you? Or rather Monday?": {playbook.TwoAsks},
		"Hi [first name],\n\nyour plan is clear. Does Friday suit you? Please send it.":   {playbook.TwoAsks},
		"Guten Tag [Name],\n\npasst es Freitag? Sagen Sie mir Bescheid.":                  {playbook.TwoAsks},
		"Hi [first name],\n\nyour plan is clear. Could you let me know?":                  nil,
		"Hi [what? who?],\n\nyour plan is clear. Does Friday suit you?":                   nil,
		"Hi [first name],\n\n" + strings.Repeat("your ", 29):                              {playbook.LongerThan},
		"Hi [first name,\n\nyour plan is clear.":                                          {playbook.UnknownName},
	} {
		var got []playbook.Rule
		for _, f := range playbook.Lint(mail(text), opening) {
			got = append(got, f.Rule)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

func TestAOneLineQuestionIsOneAndShort(t *testing.T) {
	template := mail("Hi, your plan.")
	template.Texts[playbook.Question] = strings.Repeat("your ", 30)
	var got []playbook.Rule
	for _, f := range playbook.Lint(template, playbook.Template{}) {
		got = append(got, f.Rule)
	}
	if diff := cmp.Diff([]playbook.Rule{playbook.LongQuestion, playbook.NoQuestion}, got); diff != "" {
		t.Error(diff)
	}
	template.Subject = "Just checking in"
	template.Texts[playbook.Question] = "Hi, is it Friday?"
	if got := playbook.Lint(template, playbook.Template{}); len(got) != 1 || got[0].Rule != playbook.CheckingIn || got[0].Format != "" {
		t.Errorf("%+v", got)
	}
}
