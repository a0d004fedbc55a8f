package cadence

import (
	"strings"
	"unicode"

	"github.com/followup-bot/followup/internal/followup"
)

// emptyPhrases are what somebody writes who brings nothing, in English and German. A text that goes on after one is still empty: the
// reason to write is missing.
var emptyPhrases = []string{
	"just checking in", "just check in", "checking in again", "wanted to check in", "touching base", "touch base", "just following up",
	"just follow up", "circle back", "circling back", "any news", "any update", "bumping this", "did you get a chance", "did you have a chance",
	"nur mal nachfragen", "nur kurz nachfragen", "nur nachfragen", "nur mal hören", "nur mal melden", "nur kurz melden", "wollte mal hören",
	"wollte nur mal", "wollte nur kurz", "mal nachhören", "kurz nachhaken", "nur nachhaken", "schon neuigkeiten", "gibt es neuigkeiten",
	"gibt es etwas neues", "gibt es schon etwas neues",
}

// onlyPhrases are empty where nothing else is said.
var onlyPhrases = []string{
	"checking in", "check in", "following up", "just a reminder", "nachfragen", "nachhaken", "erinnern", "erinnerung", "sich melden", "mal melden",
}

// EmptyPhrase is what a text says instead of something; empty: it says something.
func EmptyPhrase(text string) string {
	plain := plainWords(text)
	for _, p := range emptyPhrases {
		if strings.Contains(" "+plain+" ", " "+p+" ") {
			return p
		}
	}
	for _, p := range onlyPhrases {
		if plain == p {
			return p
		}
	}
	return ""
}

// voicemailWords say that a message is left; "mailbox" does in German.
var voicemailWords = []string{"voicemail", "voice mail", "answering machine", "mailbox", "anrufbeantworter"}

func speaksOfVoicemail(text string) bool {
	plain := plainWords(text)
	for _, negated := range []string{"no voicemail", "without voicemail", "keine mailbox", "nicht auf die mailbox", "ohne mailbox"} {
		if strings.Contains(plain, negated) {
			return false
		}
	}
	for _, w := range voicemailWords {
		if strings.Contains(plain, w) {
			return true
		}
	}
	return false
}

// plainWords is a text in small letters, one space between its words and nothing else.
func plainWords(text string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
}

func blank(w followup.Wording) bool {
	for _, text := range w {
		if strings.TrimSpace(text) != "" {
			return false
		}
	}
	return true
}
