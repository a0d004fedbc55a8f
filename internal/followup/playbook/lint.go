package playbook

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/cadence"
)

// Rule names what the linter looks for in a template.
type Rule string

// The rules, with their sources. Each finding is a warning: a person may know better.
const (
	CheckingIn   Rule = "checking_in"    // words: "just checking in" says nothing (The Recall Strategy; Five Strategies)
	AboutUs      Rule = "about_us"       // words: the first line is about them ("what would genuinely help this person today?", Follow-up calls)
	TwoAsks      Rule = "two_asks"       // asks: one simple next step (Follow-up calls)
	LongerThan   Rule = "longer_than"    // n, first: words; a mail is shorter than the first one (Cadence Guide)
	LongQuestion Rule = "long_question"  // n, most: words; the one-line question is under thirty (Cadence Guide)
	NoQuestion   Rule = "no_question"    // a one-line question asks something (Cadence Guide)
	UnknownName  Rule = "unclosed_blank" // words: a bracket that is never closed: nothing would be filled in
)

// Rules lists every rule: a test holds the words against it.
func Rules() []Rule {
	return []Rule{CheckingIn, AboutUs, TwoAsks, LongerThan, LongQuestion, NoQuestion, UnknownName}
}

// Finding is a rule that a template breaks.
type Finding struct {
	Rule   Rule
	Format Format
	Params map[string]string // for the words
}

// mostInQuestion is how many words a one-line question has at most.
const mostInQuestion = 29

// Lint says which rules a template breaks, format by format. opening is the first mail in its language, as the team sends it.
func Lint(t, opening Template) []Finding {
	var all []Finding
	find := func(r Rule, f Format, params map[string]string) { all = append(all, Finding{r, f, params}) }
	if words := cadence.EmptyPhrase(t.Subject); words != "" {
		find(CheckingIn, "", map[string]string{"words": words})
	}
	for _, f := range t.Formats() {
		text := t.Texts[f]
		if words := cadence.EmptyPhrase(text); words != "" {
			find(CheckingIn, f, map[string]string{"words": words})
		}
		if line := firstLine(text); aboutUs(line) {
			find(AboutUs, f, map[string]string{"words": line})
		}
		if n := asks(text); n > 1 {
			find(TwoAsks, f, map[string]string{"asks": strconv.Itoa(n)})
		}
		n := len(strings.Fields(text))
		first := len(strings.Fields(opening.Texts[Short]))
		if t.Channel == followup.Email && t.Situation != Opening && first > 0 && n > first {
			find(LongerThan, f, map[string]string{"n": strconv.Itoa(n), "first": strconv.Itoa(first)})
		}
		if f == Question {
			if n > mostInQuestion {
				find(LongQuestion, f, map[string]string{"n": strconv.Itoa(n), "most": strconv.Itoa(mostInQuestion)})
			}
			if !strings.Contains(said(text), "?") {
				find(NoQuestion, f, nil)
			}
		}
		if open := unclosed(text); open != "" {
			find(UnknownName, f, map[string]string{"words": open})
		}
	}
	return all
}

// said is a text without its placeholders: what stands in for them is not known yet.
func said(text string) string { return inBrackets.ReplaceAllString(text, "") }

// unclosed is the first line with a bracket that is no placeholder.
func unclosed(text string) string {
	for line := range strings.Lines(said(text)) {
		if strings.ContainsAny(line, "[]") {
			return strings.TrimSpace(line)
		}
	}
	return ""
}

// firstLine is the first sentence behind the greeting.
func firstLine(text string) string {
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if plain := strings.ToLower(line); greets(plain) {
			_, line, _ = strings.Cut(line, ",")
			line = strings.TrimSpace(line)
		}
		if line == "" {
			continue
		}
		if end := strings.IndexAny(line, ".?!"); end >= 0 {
			line = line[:end+1]
		}
		return line
	}
	return ""
}

// greets reports whether a line begins with a greeting.
func greets(line string) bool {
	first, _, _ := strings.Cut(strings.NewReplacer(",", " ").Replace(line), " ")
	return slices.Contains([]string{"hi", "hello", "hey", "dear", "good", "guten", "hallo", "liebe", "lieber", "sehr", "moin", "servus", "grüezi"}, first)
}

// Who a sentence is about.
var (
	us = []string{
		"i", "i'm", "i've", "i'd", "i'll", "we", "we're", "we've", "we'd", "we'll", "our", "ours", "us", "my", "mine", "me",
		"ich", "wir", "uns", "unser", "unsere", "unserem", "unseren", "unserer", "mein", "meine", "meinem", "meinen", "meiner", "mich", "mir",
	}
	them = []string{
		"you", "your", "yours", "you're", "you've", "you'd", "you'll", "sie", "ihr", "ihre", "ihrem", "ihren", "ihrer", "ihnen",
		"du", "dich", "dir", "dein", "deine", "deinem", "deinen", "deiner", "euch", "euer", "eure", "eurem", "euren", "eurer",
	}
)

// aboutUs reports whether a sentence is about ourselves: it begins with us, or speaks of us more than of them.
func aboutUs(sentence string) bool {
	words := strings.FieldsFunc(strings.ToLower(strings.ReplaceAll(said(sentence), "’", "'")), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\''
	})
	ours, theirs := 0, 0
	for i, w := range words {
		switch {
		case slices.Contains(us, w) && i == 0:
			return true
		case slices.Contains(us, w):
			ours++
		case slices.Contains(them, w):
			theirs++
		}
	}
	return ours > theirs
}

// askWords ask for something without a question mark.
var askWords = []string{
	"let me know", "tell me", "please send", "please reply", "please confirm", "please call", "please book", "please choose", "give me a call",
	"get back to me", "drop me", "sagen sie mir", "geben sie mir", "lassen sie mich wissen", "melden sie sich", "rufen sie", "schicken sie",
	"bitte senden", "bitte schicken", "bitte antworten", "bitte bestätigen", "bitte buchen", "bitte wählen", "buchen sie", "sag mir", "gib mir",
	"lass mich wissen", "melde dich", "schick mir",
}

// asks counts the sentences that want something of them.
func asks(text string) int {
	n := 0
	for sentence := range strings.SplitAfterSeq(strings.NewReplacer("?", "?\x00", ".", ".\x00", "!", "!\x00", "\n\n", "\x00").Replace(said(text)), "\x00") {
		plain := strings.ToLower(strings.Join(strings.Fields(sentence), " "))
		if strings.Contains(plain, "?") || slices.ContainsFunc(askWords, func(w string) bool { return strings.Contains(plain, w) }) {
			n++
		}
	}
	return n
}
