package e2e

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/slacksim/simtest"
)

// has adds leads for a person, each as it is typed behind "/followup add".
func has(p *simtest.Person, leads ...string) {
	for _, lead := range leads {
		p.Command("/followup add " + lead).Expect("added")
	}
}

// hasMany adds n leads called "Lead 01", "Lead 02" and so on.
func hasMany(p *simtest.Person, n int) {
	for i := range n {
		has(p, fmt.Sprintf("\"Lead %02d\"", i+1))
	}
}

// says fails unless the text contains every one of the words, and none of those after a leading "!".
func says(t *testing.T, text string, words ...string) {
	t.Helper()
	for _, word := range words {
		if unwanted, not := strings.CutPrefix(word, "!"); not {
			if strings.Contains(text, unwanted) {
				t.Fatalf("it says %q:\n%s", unwanted, text)
			}
			continue
		}
		if !strings.Contains(text, word) {
			t.Fatalf("it does not say %q:\n%s", word, text)
		}
	}
}

// inOrder fails unless the words stand in the text one after the other.
func inOrder(t *testing.T, text string, words ...string) {
	t.Helper()
	rest := text
	for _, word := range words {
		_, after, ok := strings.Cut(rest, word)
		if !ok {
			t.Fatalf("%q does not come where it should:\n%s", word, text)
		}
		rest = after
	}
}

// picked is a wall-clock time in Berlin as a date and time picker holds it.
func picked(t *testing.T, local string) string {
	t.Helper()
	loc, err := time.LoadLocation("Europe/Berlin")
	check(t, err)
	at, err := time.ParseInLocation("2006-01-02 15:04", local, loc)
	check(t, err)
	return fmt.Sprint(at.Unix())
}

// sales makes the team of #sales: its manager and members, by handle. The admin does it.
func (w *world) sales(manager string, members ...string) {
	w.t.Helper()
	w.sam.In("#sales").Command("/followup team")
	form := w.sam.ExpectModal("Team")
	form.Choose("Members", members...).Choose("Manager", manager).Submit().ExpectClosed()
	w.sam.ExpectEphemeral("The summary comes every Tuesday")
	w.sam.ExpectEphemeral("I'm in.")
}

// onTheirs types a line about a teammate's only lead of that name and says that it is the one.
func onTheirs(p *simtest.Person, typed, owner string) *simtest.Message {
	question := p.Command("/followup " + typed).Expect("is " + owner + "'s lead. Is that the one you mean?")
	question.Button("This one").Click()
	return question.ExpectUpdate("✅")
}

// card is what the card of a lead says now.
func card(p *simtest.Person, lead string) string {
	return p.Command("/followup lead " + lead).Text()
}

// standing is what the card says of the lead itself, without its history.
func standing(p *simtest.Person, lead string) string {
	facts, _, _ := strings.Cut(card(p, lead), "LAST TOUCHES")
	return facts
}
