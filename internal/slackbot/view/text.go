package view

import (
	"strings"
	"unicode"
)

// People's text is only text (G8): it stands in plain_text, rich_text and table cells, which Slack never parses; there is no
// mrkdwn in any block. The one place that is parsed is a message's top-level text: inert makes it harmless.

// How much of people's text a line shows, in UTF-16 units.
const (
	maxTitle = 80  // a lead's title, a person's name
	maxShort = 60  // a goal, a role, what was promised
	maxQuote = 110 // a note in a list
	maxSay   = 200 // a first line to say, a note on a card
)

// MaxInput is how much a text field of a form holds. A longer prefill is cut: keep the whole of it in a draft.
const MaxInput = 3000

// ellipsis marks what was cut.
const ellipsis = "…"

// oneLine makes people's text a single line without invisible tricks, at most limit long.
func oneLine(s string, limit int) string {
	if far := 32 * limit; len(s) > far { // whatever comes later would be cut anyway
		s = strings.ToValidUTF8(s[:far], "")
	}
	return cut(strings.Join(strings.Fields(visible(s)), " "), limit)
}

// nameOr is oneLine with a word for what has nothing to show.
func nameOr(s, none string) string {
	if name := oneLine(s, maxTitle); name != "" {
		return name
	}
	return none
}

// quoted is oneLine in quotation marks; empty stays empty.
func (w View) quoted(s string, limit int) string {
	text := oneLine(s, limit)
	if text == "" {
		return ""
	}
	return w.Say("quote.text", "text", text)
}

// visible removes what changes how text is shown without being seen: controls, direction overrides, zero-width spaces, blank
// letters and towers of combining marks. Joiners stay: emoji and some scripts need them. Newlines stay too.
func visible(s string) string {
	var b strings.Builder
	marks := 0
	for _, r := range strings.ToValidUTF8(s, "\uFFFD") {
		if marks++; !unicode.Is(unicode.Mn, r) {
			marks = 0
		}
		switch {
		case r == '\n' || r == '\t':
			b.WriteRune(r)
		case r == '\u2028' || r == '\u2029' || r == '\r' || r == '\u0085':
			b.WriteRune('\n')
		case isBlankLetter(r):
			b.WriteRune(' ')
		case unicode.IsControl(r) || isHidden(r) || marks > maxMarks:
		default:
			b.WriteRune(r)
		}
	}
	if strings.Trim(b.String(), "\u200c\u200d\ufe0e\ufe0f \n\t") == "" {
		return ""
	}
	return b.String()
}

// maxMarks is how many combining marks may stand on one letter.
const maxMarks = 4

// isHidden reports characters that show nothing and change what stands around them.
func isHidden(r rune) bool {
	switch {
	case r == '\u00ad', r == '\u034f', r == '\u061c', r == '\u180e', r == '\u200b', r == '\u200e', r == '\u200f', r == '\ufeff':
		return true
	case r >= '\u202a' && r <= '\u202e', r >= '\u2060' && r <= '\u206f', r >= '\ufff9' && r <= '\ufffb':
		return true
	default:
		return r >= 0xE0000 && r <= 0xE0FFF // tags and variation selectors nobody types
	}
}

// isBlankLetter reports letters that look like nothing.
func isBlankLetter(r rune) bool {
	return r == '\u115f' || r == '\u1160' || r == '\u2800' || r == '\u3164' || r == '\uffa0'
}

// cut shortens s to limit UTF-16 units, which is how Slack's clients count, and never inside a rune.
func cut(s string, limit int) string {
	if units(s) <= limit {
		return s
	}
	room := limit - units(ellipsis)
	for i, r := range s {
		if room -= runeUnits(r); room < 0 {
			return strings.TrimRight(s[:i], " \u200d") + ellipsis
		}
	}
	return s
}

// Begins reports whether a field shows no more and no less than how a text begins: it was too long for it.
func Begins(whole, shown string) bool {
	return units(whole) > MaxInput && cut(whole, MaxInput) == shown
}

// chunks splits s into pieces of at most limit UTF-16 units.
func chunks(s string, limit int) []string {
	var pieces []string
	start, room := 0, limit
	for i, r := range s {
		if room -= runeUnits(r); room < 0 {
			pieces = append(pieces, s[start:i])
			start, room = i, limit-runeUnits(r)
		}
	}
	return append(pieces, s[start:])
}

// units is the length of s in UTF-16 units.
func units(s string) int {
	n := 0
	for _, r := range s {
		n += runeUnits(r)
	}
	return n
}

func runeUnits(r rune) int {
	if r > 0xFFFF {
		return 2
	}
	return 1
}

// joiner is invisible and keeps Slack from reading the character before it as markup.
const joiner = "\u2060"

var inertReplacer = strings.NewReplacer(
	"&", "&amp;", "<", "&lt;", ">", "&gt;",
	"*", joiner+"*"+joiner, "_", joiner+"_"+joiner, "~", joiner+"~"+joiner, "`", joiner+"`"+joiner,
	"@", "@"+joiner, "#", "#"+joiner, "://", ":"+joiner+"//", "www.", "www"+joiner+".",
)

// inert is the leaf for the one text that Slack parses: nothing in it can ping, link or format.
func inert(s string) string { return inertReplacer.Replace(s) }

// join puts separators between the texts that are not empty.
func join(separator string, texts ...string) string {
	kept := make([]string, 0, len(texts))
	for _, text := range texts {
		if text != "" {
			kept = append(kept, text)
		}
	}
	return strings.Join(kept, separator)
}

// dot separates the facts of a line.
const dot = " · "

// small makes the first letter a small one, unless more capitals follow: "PDF", "I".
func small(s string) string {
	runes := []rune(s)
	if len(runes) < 2 || (!unicode.IsLower(runes[1]) && !strings.HasPrefix(s, "A ")) {
		return s
	}
	return string(unicode.ToLower(runes[0])) + string(runes[1:])
}

// capital makes the first letter a capital.
func capital(s string) string {
	for i, r := range s {
		return string(unicode.ToUpper(r)) + s[i+len(string(r)):]
	}
	return s
}
