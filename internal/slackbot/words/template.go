package words

import (
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n/template"
)

// braces reads our templates: {name} is replaced, and a [piece in brackets] is left out where one of its values is missing.
// Values are never read again, so what people typed can't become a template.
type braces struct{}

// Cacheable is false: there is nothing to prepare.
func (braces) Cacheable() bool { return false }

func (braces) Parse(source, _, _ string) (template.ParsedTemplate, error) { return filled(source), nil }

// filled is a template that waits for its values.
type filled string

// Execute takes pairs of names and values; anything else fills nothing in.
func (f filled) Execute(data any) (string, error) {
	pairs, _ := data.([]string)
	return fill(string(f), pairs), nil
}

func fill(text string, pairs []string) string {
	var b strings.Builder
	for text != "" {
		before, rest, found := strings.Cut(text, "[")
		said, _ := fillPiece(before, pairs)
		b.WriteString(said)
		if !found {
			break
		}
		piece, after, _ := strings.Cut(rest, "]")
		if said, whole := fillPiece(piece, pairs); whole {
			b.WriteString(said)
		}
		text = after
	}
	return b.String()
}

// fillPiece fills a piece without brackets, and reports whether every value was there.
func fillPiece(piece string, pairs []string) (string, bool) {
	var b strings.Builder
	whole := true
	for {
		before, rest, found := strings.Cut(piece, "{")
		b.WriteString(before)
		if !found {
			return b.String(), whole
		}
		name, after, _ := strings.Cut(rest, "}")
		value := valueOf(name, pairs)
		whole = whole && value != ""
		b.WriteString(value)
		piece = after
	}
}

func valueOf(name string, pairs []string) string {
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i] == name {
			return pairs[i+1]
		}
	}
	return ""
}
