package quicklog

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/followup-bot/followup/internal/followup"
)

// word is a piece of the line as the readers of dates see it.
type word struct {
	text       string // plain: entities and links resolved
	low        string // folded, for comparison
	start, end int    // where it stands in the line; start is -1 where it can't be replaced there
}

// token is a word, a quotation, or a key with its value.
type token struct {
	word          // of a key, the value
	quoted bool   // it stood in quotes, or its value did
	colon  bool   // a colon ended it: "acme:"
	key    string // "val" of val:case-study, by its first name in keys
	value  int    // where a key's value begins in the line
	user   followup.UserID
}

// plain reports whether t is an ordinary word.
func (t token) plain() bool { return !t.quoted && t.key == "" && t.user == "" }

// keys are the words that take a value behind a colon, under all their names.
var keys = map[string]string{
	"val": "val", "value": "val", "gave": "val", "say": "say", "tz": "tz", "zone": "tz", "src": "src", "source": "src",
	"dur": "dur", "at": "at", "note": "note", "cadence": "cadence", "kadenz": "cadence", "country": "country", "land": "country",
	"signal": "signal", "signals": "signal", "wake": "signal",
}

const doubleQuotes, singleQuotes = "\"“”„‟«»", "'‘’‚"

type scanner struct {
	line     string
	pos      int
	noSingle bool // no closing single quote is left
}

// scan cuts a line into tokens. The only error is a quotation that doesn't end.
func scan(line string) ([]token, error) {
	s := scanner{line: line}
	var tokens []token
	for {
		s.skipSpace()
		if s.pos == len(line) {
			return tokens, nil
		}
		t, ok := s.next()
		if !ok {
			p := problem(OpenQuote, line, "")
			p.Choices = []Choice{{Text: line + `"`}}
			return nil, p
		}
		if t.text != "" || t.key != "" {
			tokens = append(tokens, t)
		}
	}
}

func (s *scanner) skipSpace() {
	s.pos = len(s.line) - len(strings.TrimLeftFunc(s.line[s.pos:], unicode.IsSpace))
}

// next reads one token; false: a quotation doesn't end.
func (s *scanner) next() (token, bool) {
	t := token{word: word{start: s.pos}}
	if from, to, ok := s.quotation(); to > 0 {
		t.text, t.quoted = quotedText(s.line[from:to]), true
		t.low, t.end = fold(t.text), s.pos
		if rest := s.line[s.pos:]; strings.HasPrefix(rest, ":") && startsWithSpace(rest[1:]) {
			s.pos++
			t.colon = true
		}
		return t, ok
	}
	for s.pos < len(s.line) && !startsWithSpace(s.line[s.pos:]) {
		if n := wrappedLen(s.line[s.pos:]); n > 0 {
			s.pos += n
			continue
		}
		if key := keyBefore(s.line[t.start:s.pos]); key != "" {
			if from, to, ok := s.quotation(); to > 0 {
				t.key, t.value, t.text, t.quoted = key, from, quotedText(s.line[from:to]), true
				t.low, t.end = fold(t.text), s.pos
				return t, ok
			}
		}
		_, size := utf8.DecodeRuneInString(s.line[s.pos:])
		s.pos += size
	}
	t.end = s.pos
	t.read(s.line[t.start:t.end])
	return t, true
}

// keyBefore returns the key in "val:", empty for anything else.
func keyBefore(s string) string {
	if name, ok := strings.CutSuffix(s, ":"); ok {
		return keys[strings.ToLower(name)]
	}
	return ""
}

// read fills t from a raw piece without quotes.
func (t *token) read(raw string) {
	if n := wrappedLen(raw); strings.HasPrefix(raw, "<@") && n > 0 && strings.Trim(raw[n:], ",;.") == "" {
		id, _, _ := strings.Cut(raw[2:n-1], "|")
		t.user = followup.UserID(id)
	}
	t.text = strings.Map(visible, Unescape(raw))
	if name, value, ok := strings.Cut(t.text, ":"); ok && value != "" && keys[strings.ToLower(name)] != "" {
		t.key, t.value, t.text = keys[strings.ToLower(name)], t.start+len(name)+1, value
	}
	if head, ok := strings.CutSuffix(t.text, ":"); ok && t.key == "" {
		t.colon, t.text = true, head
	}
	t.low = fold(t.text)
}

// words returns the words of a key's value.
func (t token) words(line string) []word {
	faithful := strings.HasPrefix(line[min(t.value, len(line)):], t.text)
	var out []word
	for offset := 0; ; {
		rest := t.text[offset:]
		lead := len(rest) - len(strings.TrimLeftFunc(rest, unicode.IsSpace))
		text := rest[lead:]
		if text == "" {
			return out
		}
		if end := strings.IndexFunc(text, unicode.IsSpace); end >= 0 {
			text = text[:end]
		}
		w := word{text: text, low: fold(text), start: -1, end: -1}
		if faithful {
			w.start = t.value + offset + lead
			w.end = w.start + len(text)
		}
		out = append(out, w)
		offset += lead + len(text)
	}
}

// quotation reads a quotation at the position and returns where its inside stands; to is 0 where no quotation begins here.
// Not ok: it never closes. Any double quote closes any other, as phones mix them; a single one closes only at a word's end, so
// that an apostrophe doesn't, and opens only where it closes.
func (s *scanner) quotation() (from, to int, ok bool) {
	open, size := utf8.DecodeRuneInString(s.line[s.pos:])
	single := strings.ContainsRune(singleQuotes, open)
	if !single && !strings.ContainsRune(doubleQuotes, open) {
		return 0, 0, true
	}
	if single && s.noSingle {
		return 0, 0, true
	}
	from = s.pos + size
	for i := from; i < len(s.line); {
		r, n := utf8.DecodeRuneInString(s.line[i:])
		if r == '\\' && i+1 < len(s.line) {
			_, m := utf8.DecodeRuneInString(s.line[i+1:])
			i += 1 + m
			continue
		}
		closes := strings.ContainsRune(doubleQuotes, r)
		if single {
			closes = strings.ContainsRune(singleQuotes, r) && endsWord(s.line[i+n:])
		}
		if closes {
			s.pos = i + n
			return from, i, true
		}
		i += n
	}
	if single {
		s.noSingle = true
		return 0, 0, true
	}
	s.pos = len(s.line)
	return from, s.pos, false
}

// quotedText is the plain text of a quotation's inside.
func quotedText(inside string) string {
	for _, q := range doubleQuotes + singleQuotes {
		inside = strings.ReplaceAll(inside, `\`+string(q), string(q))
	}
	return strings.TrimSpace(Unescape(inside))
}

func startsWithSpace(s string) bool {
	r, size := utf8.DecodeRuneInString(s)
	return size == 0 || unicode.IsSpace(r)
}

func endsWord(s string) bool {
	return startsWithSpace(s) || strings.ContainsRune(":,;!.", rune(s[0]))
}

// visible drops characters that take no room and that copied text brings along.
func visible(r rune) rune {
	switch r {
	case '\u200B', '\u2060', '\uFEFF':
		return -1
	default:
		return r
	}
}

// folder makes one character of those that look alike: dashes, and umlauts that arrive in two parts.
var folder = strings.NewReplacer("\u2010", "-", "\u2011", "-", "\u2012", "-", "\u2013", "-", "\u2212", "-",
	"a\u0308", "ä", "o\u0308", "ö", "u\u0308", "ü")

// fold is the form in which words are compared.
func fold(s string) string { return folder.Replace(strings.ToLower(s)) }
