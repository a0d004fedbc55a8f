package quicklog

import (
	"regexp"
	"strings"
)

// wrapped is what Slack wraps in angle brackets: mentions, channels, special words and links. A "<" that a person typed
// arrives as an entity.
var wrapped = regexp.MustCompile(`^<(?:@[UW][A-Z0-9]*|#[CG][A-Z0-9]*|![^<>|]*|[A-Za-z][A-Za-z0-9+.-]*:[^<>|]*)(?:\|[^<>]*)?>`)

// entities are the three characters that Slack escapes.
var entities = []struct{ code, plain string }{{"&lt;", "<"}, {"&gt;", ">"}, {"&amp;", "&"}}

// Unescape turns a text as Slack sends it into the plain text a person saw: entities decoded once, links and mentions
// unwrapped. The result is plain text: escape it where it is shown.
func Unescape(s string) string {
	if !strings.ContainsAny(s, "<&") {
		return s
	}
	var b strings.Builder
	for s != "" {
		switch s[0] {
		case '<':
			if n := wrappedLen(s); n > 0 {
				b.WriteString(unwrap(s[1 : n-1]))
				s = s[n:]
				continue
			}
		case '&':
			if plain, n := entity(s); n > 0 {
				b.WriteString(plain)
				s = s[n:]
				continue
			}
		}
		next := strings.IndexAny(s[1:], "<&") + 1
		if next == 0 {
			next = len(s)
		}
		b.WriteString(s[:next])
		s = s[next:]
	}
	return b.String()
}

// wrappedLen returns the length of the wrapped piece at the beginning of s, 0 where there is none.
func wrappedLen(s string) int {
	if !strings.HasPrefix(s, "<") { // the usual case, without the expression
		return 0
	}
	return len(wrapped.FindString(s))
}

func entity(s string) (plain string, n int) {
	for _, e := range entities {
		if strings.HasPrefix(s, e.code) {
			return e.plain, len(e.code)
		}
	}
	return "", 0
}

// unwrap returns what a person saw of the inside of a wrapped piece. A link shows its label; an e-mail link its address.
func unwrap(inside string) string {
	target, label, labelled := strings.Cut(inside, "|")
	target, label = decode(target), decode(label)
	switch inside[0] {
	case '@', '#':
		if labelled && label != "" {
			return inside[:1] + label
		}
		return target
	case '!':
		if labelled && label != "" {
			return label
		}
		return "@" + target[1:]
	}
	if address, ok := strings.CutPrefix(target, "mailto:"); ok {
		address, _, _ = strings.Cut(address, "?")
		return address
	}
	if labelled && strings.TrimSpace(label) != "" {
		return label
	}
	return strings.TrimPrefix(target, "tel:")
}

// decode decodes entities once; it leaves brackets alone.
func decode(s string) string {
	if !strings.Contains(s, "&") {
		return s
	}
	return strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(s)
}
