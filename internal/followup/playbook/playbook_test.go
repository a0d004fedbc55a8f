package playbook_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/followup/playbook"
)

var update = flag.Bool("update", false, "write the golden texts anew; read them")

// tuesday is Tuesday 12 May 2026, 09:30 in Berlin.
var tuesday = time.Date(2026, 5, 12, 7, 30, 0, 0, time.UTC)

var ana = followup.Rep{Person: followup.Person{ID: "U1", Name: "Ana Ruiz", Zone: "Europe/Berlin"}, Week: calendar.MondayToFriday}

// rich is a lead of whom much is known; their clock is an hour behind.
func rich() playbook.Known {
	at := calendar.Clock(14, 0)
	return playbook.Known{
		Lead: followup.Lead{
			ID: 7, Name: "Jane Doe", Company: "Acme", State: followup.Active, Touches: 4, Source: "trade fair",
			Value:    &followup.Money{Minor: 12_500_00, Currency: "EUR"},
			Contacts: []followup.Contact{{ID: 1, Name: "Jane Doe", Email: "jane@acme.example", Role: "Head of Operations", Zone: "Europe/London"}},
			Recall: &followup.Recall{
				Kind: followup.Promised, Channel: followup.Call, Due: calendar.On(2026, 5, 14), At: &at, Goal: "Agree on the scope",
				Reasons: signalled(followup.Funding, "Series B, 20 million"),
			},
			Park: &followup.Park{Reason: "budget frozen until May", FirstLine: "The new budget year has begun.", Note: "their board decides"},
		},
		Touches: []followup.Touch{
			{At: tuesday.AddDate(0, 0, -1), Channel: followup.Email, Outcome: followup.Replied, Note: "Which of the two plans has single sign-on?"},
			{
				At: tuesday.AddDate(0, 0, -4), Channel: followup.Call, Outcome: followup.Interested, Contact: 1, Promised: "the pricing for 40 seats",
				Note: "onboarding takes too long, must be done before September.",
			},
			{At: tuesday.AddDate(0, 0, -9), Channel: followup.Email, Outcome: followup.Sent, Gave: "the onboarding checklist"},
		},
		Rep: ana, Now: tuesday, Meeting: calendar.At(calendar.On(2026, 5, 14), calendar.Clock(15, 0), ana.Location()),
		Taken:  []time.Time{time.Date(2026, 5, 13, 9, 0, 0, 0, time.UTC)},
		Brings: "“Onboarding in ten days”, https://example.com/ten-days", Hook: "runs marathons",
	}
}

// signalled are the reasons of a recall on which a signal stands.
func signalled(kind followup.SignalKind, note string) []followup.Reason {
	return []followup.Reason{followup.Came{Signal: followup.Signal{Kind: kind, Note: note, At: tuesday}, By: "U1"}.Reason(ana.Location())}
}

// poor is a lead of which only a name is known, and whose rep is known as little.
func poor() playbook.Known {
	return playbook.Known{
		Lead: followup.Lead{ID: 8, Name: "Beta", State: followup.Active}, Rep: followup.Rep{Week: calendar.MondayToFriday}, Now: tuesday,
	}
}

const evil = "<!channel> *bold* @everyone 🦄 [first name] [Name] {{name}} \u202eesrever\u202c\n\n# مرحبا `code` <https://evil.example|ok>"

// hostile is a lead whose every text wants to be something else, in 10,000 characters.
func hostile() playbook.Known {
	long := evil + " " + strings.Repeat("ab🦄 ", 2500)
	k := rich()
	k.Lead.Name, k.Lead.Company, k.Lead.Source = evil, long, long
	k.Lead.Contacts = []followup.Contact{{ID: 1, Name: long, Role: long, Zone: "Asia/Kathmandu"}}
	k.Lead.Recall.Goal = long
	k.Lead.Park = &followup.Park{Reason: long, FirstLine: long}
	for i := range k.Touches {
		k.Touches[i].Note, k.Touches[i].Promised, k.Touches[i].Gave = long, long, long
	}
	k.Lead.Recall.Reasons = signalled(followup.Funding, long)
	k.Brings, k.Hook, k.Rep.Name = long, long, long
	return k
}

func TestTexts(t *testing.T) {
	for name, k := range map[string]playbook.Known{"rich": rich(), "poor": poor(), "hostile": hostile()} {
		for _, language := range playbook.Languages() {
			t.Run(name+" "+language, func(t *testing.T) {
				golden(t, fmt.Sprintf("%s-%s.txt", name, language), texts(language, playbook.FactsOf(k)))
			})
		}
	}
}

// texts are all drafts of a language.
func texts(language string, f playbook.Facts) string {
	var b strings.Builder
	for _, s := range playbook.Situations() {
		template := playbook.Shipped(s, language)
		for _, format := range template.Formats() {
			d := playbook.Fill(template, format, f)
			fmt.Fprintf(&b, "════ %s · %s · %s\n%s\n", s, d.Channel, format, d.Text())
			if len(d.Missing) > 0 {
				fmt.Fprintf(&b, "──── to fill in: %s\n", strings.Join(d.Missing, " "))
			}
			b.WriteString("\n")
		}
	}
	return b.String()
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("run with -update and read what changed (-want +got):\n%s", diff)
	}
}

func TestEveryShippedTemplateKeepsTheRules(t *testing.T) {
	for _, language := range playbook.Languages() {
		opening := playbook.Shipped(playbook.Opening, language)
		for _, s := range playbook.Situations() {
			template := playbook.Shipped(s, language)
			if template.Situation != s || template.Language != language {
				t.Fatalf("%s in %s is %s in %s", s, language, template.Situation, template.Language)
			}
			for _, f := range playbook.Lint(template, opening) {
				t.Errorf("%s %s %s: %s %v", s, language, f.Format, f.Rule, f.Params)
			}
			if n := len(template.Formats()); n < 2 {
				t.Errorf("%s %s has %d formats", s, language, n)
			}
			if (template.Subject != "") != (template.Channel == followup.Email) {
				t.Errorf("%s %s: subject %q in %s", s, language, template.Subject, template.Channel)
			}
			if other := playbook.Shipped(s, "de"); len(other.Formats()) != len(template.Formats()) {
				t.Errorf("%s has other formats in German", s)
			}
		}
	}
}

func TestNothingThatPeopleWroteIsReadAsATemplate(t *testing.T) {
	f := playbook.Facts{Name: "[company]", FirstName: "[company]", Company: "[first name]", Now: tuesday}
	template := playbook.Template{Language: "en", Texts: map[playbook.Format]string{playbook.Short: "[First  Name] of [company], [your number] [ ]"}}
	d := playbook.Fill(template, playbook.Bullets, f)
	if want := "[company] of [first name], [your number] [ ]"; d.Body != want || d.Format != playbook.Short {
		t.Errorf("%s in %s, want %s", d.Body, d.Format, want)
	}
	if diff := cmp.Diff([]string{"[your number]", "[ ]"}, d.Missing); diff != "" {
		t.Error(diff)
	}
}

func TestAOneLineQuestionStaysShortWithALeadsWords(t *testing.T) {
	f := playbook.FactsOf(hostile())
	for _, language := range playbook.Languages() {
		for _, s := range playbook.Situations() {
			d := playbook.Fill(playbook.Shipped(s, language), playbook.Question, f)
			if d.Format == playbook.Question && len([]rune(d.Body)) > 500 {
				t.Errorf("%s %s: %d characters", s, language, len([]rune(d.Body)))
			}
		}
	}
}

func TestHowSomebodyIsGreeted(t *testing.T) {
	for name, want := range map[string]string{
		"Jane Doe": "Jane", "Dr. Jane Doe": "Jane", "Doe, Jane": "Jane", "Prof. Dr. Doe": "Doe", "Frau Weber": "Weber", "Cher": "Cher", "": "",
		"Doe, ": "Doe,", "李 小龙": "李",
	} {
		k := poor()
		k.Lead.Contacts = []followup.Contact{{Name: name}}
		if got := playbook.FactsOf(k).FirstName; got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}
