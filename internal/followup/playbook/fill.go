package playbook

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// Draft is a text that is ready to be copied, but for what Missing lists.
type Draft struct {
	Situation Situation
	Language  string
	Format    Format
	Channel   followup.Channel
	Subject   string   // empty: it has none
	Body      string   // never empty
	Missing   []string // the placeholders that are still in it, as they stand there, in their order and each once
}

// Text is the whole of it: the subject where there is one, an empty line and the body.
func (d Draft) Text() string {
	if d.Subject == "" {
		return d.Body
	}
	return speechOf(d.Language).subject + d.Subject + "\n\n" + d.Body
}

// How much of people's text stands in a draft, in runes.
const (
	longest      = 200
	longestInOne = 90 // in a subject or a one-line question
	longestName  = 60
	mostGiven    = 3 // things they were given
)

// placeholder is a name in brackets that the bot can replace.
type placeholder struct {
	names map[string]string // by language
	value func(s speech, f Facts) string
}

func named(en, de string, value func(s speech, f Facts) string) placeholder {
	return placeholder{map[string]string{"en": en, "de": de}, value}
}

// placeholders are those that the bot knows. All others are for the rep, and stay.
var placeholders = []placeholder{
	named("first name", "Vorname", func(_ speech, f Facts) string { return oneLine(f.FirstName, longestName) }),
	named("name", "Name", func(_ speech, f Facts) string { return oneLine(f.Name, longestName) }),
	named("company", "Firma", func(_ speech, f Facts) string { return oneLine(f.Company, longestName) }),
	named("what they care about", "was ihnen wichtig ist", func(_ speech, f Facts) string { return f.Cares }),
	named("what they wrote", "was sie geschrieben haben", func(_ speech, f Facts) string { return f.Wrote }),
	named("what you promised", "was du versprochen hast", func(_ speech, f Facts) string { return f.Promised }),
	named("what they have from you", "was sie von dir haben", func(_ speech, f Facts) string {
		return strings.Join(f.Has[:min(len(f.Has), mostGiven)], ", ")
	}),
	named("what you bring", "was du mitbringst", func(_ speech, f Facts) string { return f.Brings }),
	named("our last contact", "unseren letzten Kontakt", func(s speech, f Facts) string { return s.lastContact(f, false) }),
	{map[string]string{"de": "unserem letzten Kontakt"}, func(s speech, f Facts) string { return s.lastContact(f, true) }},
	named("how long ago", "wie lange her", func(s speech, f Facts) string {
		if f.Last == nil {
			return ""
		}
		return s.ago(calendar.DateOf(f.Last.At.In(f.Now.Location())).DaysUntil(calendar.DateOf(f.Now)))
	}),
	named("what was agreed", "was vereinbart ist", func(s speech, f Facts) string { return s.agreed(f) }),
	named("day and time", "Tag und Uhrzeit", func(s speech, f Facts) string {
		if f.GoodHour.IsZero() {
			return ""
		}
		return s.moment(f.GoodHour, f)
	}),
	named("the meeting's date and time", "Tag und Uhrzeit des Termins", func(s speech, f Facts) string {
		if f.Meeting.IsZero() {
			return ""
		}
		return s.moment(f.Meeting, f)
	}),
	named("goal of this step", "Ziel dieses Schritts", func(s speech, f Facts) string { return s.inside(f.Goal) }),
	named("the first line you noted", "die erste Zeile, die du notiert hast", func(_ speech, f Facts) string { return f.FirstLine }),
	named("why it had to wait", "warum es warten sollte", func(_ speech, f Facts) string { return f.ParkedFor }),
	named("what happened", "was geschehen ist", func(_ speech, f Facts) string { return f.Signal }),
	named("their personal hook", "dein persönlicher Aufhänger", func(_ speech, f Facts) string { return f.Hook }),
	named("deal value", "Auftragswert", func(s speech, f Facts) string {
		if f.Value == nil {
			return ""
		}
		return s.money(*f.Value)
	}),
	named("your name", "dein Name", func(_ speech, f Facts) string { return oneLine(f.Rep, longestName) }),
}

// Placeholders lists the names that are replaced in a language's templates, for who writes one.
func Placeholders(language string) []string {
	var names []string
	for _, p := range placeholders {
		if name := p.names[language]; name != "" {
			names = append(names, name)
		}
	}
	return names
}

// inBrackets is a placeholder: a name in one line.
var inBrackets = regexp.MustCompile(`\[[^\[\]\n]{1,80}\]`)

// Fill returns a template's text with what is known; in the short format where it has none in the one that is asked for.
func Fill(t Template, format Format, f Facts) Draft {
	if t.Texts[format] == "" {
		format = Short
	}
	d := Draft{Situation: t.Situation, Language: t.Language, Format: format, Channel: t.Channel}
	limit := longest
	if format == Question {
		limit = longestInOne
	}
	d.Subject = d.fill(t.Subject, f, longestInOne)
	d.Body = d.fill(t.Texts[format], f, limit)
	return d
}

// fill replaces what is known. A value loses its own full stop inside a sentence, and takes the sentence's where it ends with another sign.
func (d *Draft) fill(text string, f Facts, limit int) string {
	s := speechOf(d.Language)
	var b strings.Builder
	end := 0
	for _, at := range inBrackets.FindAllStringIndex(text, -1) {
		found, rest := text[at[0]:at[1]], text[at[1]:]
		b.WriteString(text[end:at[0]])
		end = at[1]
		value := oneLine(s.valueOf(found, f), limit)
		if value == "" {
			b.WriteString(found)
			if !slices.Contains(d.Missing, found) {
				d.Missing = append(d.Missing, found)
			}
			continue
		}
		if alone := strings.HasSuffix(text[:at[0]], "\n") && strings.HasPrefix(rest, "\n"); !alone {
			value = strings.TrimRight(value, " .;,")
		}
		if last, _ := utf8.DecodeLastRuneInString(value); strings.HasPrefix(rest, ".") && strings.ContainsRune("?!…", last) {
			end++
		}
		b.WriteString(value)
	}
	return b.String() + text[end:]
}

// valueOf is what is known for a placeholder as it stands in a text, in any case and spacing; empty: nothing.
func (s speech) valueOf(found string, f Facts) string {
	name := strings.Join(strings.Fields(strings.Trim(found, "[]")), " ")
	for _, p := range placeholders {
		if known := p.names[s.language]; known != "" && strings.EqualFold(known, name) {
			return p.value(s, f)
		}
	}
	return ""
}

// oneLine makes people's text one line of at most limit runes.
func oneLine(text string, limit int) string {
	if far := 32 * limit; len(text) > far { // whatever comes later would be cut anyway
		text = strings.ToValidUTF8(text[:far], "")
	}
	text = strings.Join(strings.Fields(text), " ")
	if utf8.RuneCountInString(text) <= limit {
		return text
	}
	runes := []rune(text)[:limit-1]
	if cut := strings.LastIndexByte(string(runes), ' '); cut > len(string(runes))/2 {
		return string(runes)[:cut] + "…"
	}
	return string(runes) + "…"
}
