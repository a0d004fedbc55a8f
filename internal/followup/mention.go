package followup

import (
	"regexp"
	"strings"
	"unicode"
)

// Text is what somebody wrote, to be searched for the lead it is about.
type Text struct {
	raw   string
	words string // in small letters, one space between them and around
}

// maxSearched is how much of a text is searched, in bytes: who it is about stands at its beginning.
const maxSearched = 10_000

// TextOf reads a text.
func TextOf(raw string) Text {
	if len(raw) > maxSearched {
		raw = strings.ToValidUTF8(raw[:maxSearched], "")
	}
	return Text{raw: raw, words: asWords(raw)}
}

// shortestName is how long a name must be to mean something in the middle of a text.
const shortestName = 3

// Names reports whether a name stands in the text, in any case and as whole words.
func (t Text) Names(name string) bool {
	words := asWords(name)
	return len(words) >= shortestName+2 && strings.Contains(t.words, words)
}

func asWords(s string) string {
	fields := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) })
	return " " + strings.Join(fields, " ") + " "
}

var (
	emailInText = regexp.MustCompile(`[\pL\pN._%+'-]+@[\pL\pN-]+(?:\.[\pL\pN-]+)+`)
	phoneInText = regexp.MustCompile(`\+?\(?[0-9][0-9 ()./\x{a0}-]{5,}[0-9]`)
)

// maxAddresses is how many addresses of each kind are looked up.
const maxAddresses = 20

// Addresses returns the e-mail addresses in the text, in small letters, and the keys of its phone numbers.
func (t Text) Addresses() (emails, phones []string) {
	for _, found := range emailInText.FindAllString(t.raw, maxAddresses) {
		emails = append(emails, strings.ToLower(found))
	}
	for _, found := range phoneInText.FindAllString(t.raw, maxAddresses) {
		if key := PhoneKey(found); key != "" {
			phones = append(phones, key)
		}
	}
	return emails, phones
}
