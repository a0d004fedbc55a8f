package phrase

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/followup-bot/followup/internal/followup/calendar"
)

// token is a word of the note, without the signs around it.
type token struct {
	low        string // in small letters
	start, end int    // in the note
	stop       rune   // the sign behind it that ends a clause (',') or a sentence ('.'); 0: none
}

type parser struct {
	context  Context
	note     string
	now      time.Time
	today    calendar.Date
	workdays calendar.Workdays
	tokens   []token
}

// maxNote is how many bytes of a note are read.
const maxNote = 2000

func newParser(note string, c Context) *parser {
	zone := c.Zone
	if zone == nil {
		zone = time.UTC
	}
	if len(note) > maxNote {
		note = strings.ToValidUTF8(note[:maxNote], "")
	}
	now := c.Now.In(zone)
	p := &parser{context: c, note: note, now: now, today: calendar.DateOf(now), workdays: c.Workdays}
	p.scan()
	return p
}

const (
	openers = "\"'“„‚‘(«[<*_~`"
	closers = "\"'”“’‘)»]>*_~`"
)

// scan cuts the note into words.
func (p *parser) scan() {
	start := -1
	for i, r := range p.note {
		switch {
		case r == '\n' || r == '\r':
			p.add(start, i)
			p.stop('.')
			start = -1
		case unicode.IsSpace(r):
			p.add(start, i)
			start = -1
		case p.slashBetweenWords(i, r), r == '–', r == '—', r == '…':
			p.add(start, i)
			if r != '…' {
				p.add(i, i+utf8.RuneLen(r))
			}
			start = -1
		case start < 0:
			start = i
		}
	}
	p.add(start, len(p.note))
}

// slashBetweenWords tells "Ende Mai/Anfang Juni" from 03/04.
func (p *parser) slashBetweenWords(i int, r rune) bool {
	if r != '/' {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(p.note[:i])
	after, _ := utf8.DecodeRuneInString(p.note[i+1:])
	return !unicode.IsDigit(before) && !unicode.IsDigit(after)
}

func (p *parser) stop(sign rune) {
	if n := len(p.tokens); n > 0 && p.tokens[n-1].stop != '.' {
		p.tokens[n-1].stop = sign
	}
}

// add takes the word from start to end, less the signs around it.
func (p *parser) add(start, end int) {
	if start < 0 || start >= end {
		return
	}
	text := p.note[start:end]
	if signs[text] {
		p.tokens = append(p.tokens, token{low: text, start: start, end: end})
		return
	}
	trimmed := strings.TrimLeft(text, openers)
	start += len(text) - len(trimmed)
	var stop rune
	for trimmed != "" {
		r, size := utf8.DecodeLastRuneInString(trimmed)
		head := trimmed[:len(trimmed)-size]
		switch {
		case strings.ContainsRune(closers, r):
		case r == ',' || r == ':':
			if r == ',' && stop == 0 {
				stop = ','
			}
		case r == '.' && ordinal(head):
			head = ""
		case r == '.' && short[strings.ToLower(head)]:
		case strings.ContainsRune(".!?;", r):
			stop = '.'
		default:
			head = ""
		}
		if head == "" && (len(trimmed) > size || unicode.IsLetter(r) || unicode.IsDigit(r)) {
			break
		}
		trimmed = head
	}
	if trimmed == "" {
		if stop != 0 {
			p.stop(stop)
		}
		return
	}
	low := strings.ToLower(strings.NewReplacer("’", "'", "‘", "'").Replace(trimmed))
	for _, part := range []string{"mid", "end", "early", "late"} { // mid-May
		if rest, ok := strings.CutPrefix(low, part+"-"); ok && rest != "" && len(low) == len(trimmed) {
			p.tokens = append(p.tokens, token{low: part, start: start, end: start + len(part)})
			p.tokens = append(p.tokens, token{low: rest, start: start + len(part) + 1, end: start + len(trimmed), stop: stop})
			return
		}
	}
	p.tokens = append(p.tokens, token{low: low, start: start, end: start + len(trimmed), stop: stop})
}

// signs are words of their own.
var signs = set("/, -, –, —, |, @")

// ordinal reports whether a dot behind s belongs to a date: 14. or 14.5.
func ordinal(s string) bool {
	day, month, dotted := strings.Cut(s, ".")
	return digits(day) && len(day) <= 2 && (!dotted || digits(month) && len(month) <= 2)
}

func digits(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return s != ""
}

// low is the word at i; empty beyond the end, and behind a sign that ends a sentence where i is not the first of its expression.
func (p *parser) low(i int) string {
	if i < 0 || i >= len(p.tokens) {
		return ""
	}
	return p.tokens[i].low
}

// ends reports whether a sentence or clause ends with the token before i.
func (p *parser) ends(i int) bool { return i > 0 && i <= len(p.tokens) && p.tokens[i-1].stop == '.' }

// is reports whether the words at i are these.
func (p *parser) is(i int, words ...string) bool {
	for k, w := range words {
		if p.low(i+k) != w || k > 0 && p.ends(i+k) {
			return false
		}
	}
	return true
}

// oneOf returns how many words the longest of the phrases takes at i; 0: none stands there.
func (p *parser) oneOf(i int, of phrases) int {
	longest := 0
	for _, words := range of[p.low(i)] {
		if len(words) > longest && p.is(i, words...) {
			longest = len(words)
		}
	}
	return longest
}
