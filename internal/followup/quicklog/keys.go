package quicklog

import (
	"strings"
	"time"
	"unicode"

	"github.com/followup-bot/followup/internal/followup/calendar"
)

// keyWithoutValue reports whether a key's colon is followed by a space: "val: case".
func (p *parser) keyWithoutValue() bool {
	t := p.tokens[p.at]
	return t.plain() && t.colon && keys[t.low] != ""
}

// keyed reads a key and its value.
func (p *parser) keyed() (bool, error) {
	t := p.tokens[p.at]
	if p.keyWithoutValue() {
		return false, p.refuse(MissingValue, 1)
	}
	if t.key == "" {
		return false, nil
	}
	needs := map[string]part{
		"val": aTouch, "dur": aTouch, "at": aTouch, "say": aFirstLine, "note": aNote, "tz": aContact, "src": aContact,
		"cadence": aContact, "country": aContact, "signal": aFirstLine,
	}
	switch {
	case !p.can(needs[t.key]):
		return false, p.notHere(1)
	case t.text == "":
		return false, p.refuse(MissingValue, 1)
	case t.key == "at":
		return true, p.touchedAt(t.words(p.line))
	case t.key == "dur":
		words := t.words(p.line)
		if n, err := p.duration(words); err != nil {
			return false, err
		} else if n < len(words) || n == 0 {
			return false, p.refuse(BadDuration, 1)
		}
		p.at++
		return true, nil
	case t.key == "tz":
		zone, ok := zoneNamed(t.text)
		if !ok {
			return false, problem(UnknownZone, p.line, t.text)
		}
		return true, p.set(&p.command.Zone, zone, "zone")
	case t.key == "country":
		code, ok := CountryNamed(t.text)
		if !ok {
			return false, problem(UnknownCountry, p.line, t.text)
		}
		return true, p.set(&p.command.Country, code, "country")
	case t.key == "cadence":
		return true, p.cadenceKey(t)
	case t.key == "signal":
		return true, p.wakeKey(t)
	case t.key == "note":
		p.note(t.text)
		p.at++
		return true, nil
	case t.key == "val":
		return true, p.set(&p.command.Gave, t.text, "value")
	case t.key == "say":
		return true, p.set(&p.command.Say, t.text, "first line")
	default: // src
		return true, p.set(&p.command.Source, t.text, "source")
	}
}

// set stores what the next token says and steps behind it.
func (p *parser) set(field *string, value, what string) error {
	if *field != "" && *field != value {
		return p.refuse(SaidTwice, 1, "what", what)
	}
	*field = value
	p.at++
	return nil
}

// zoneNamed returns the IANA name of an existing zone, also where its capitals are missing.
func zoneNamed(name string) (string, bool) {
	if low := strings.ToLower(name); low == "local" || low == "" {
		return "", false
	}
	for _, try := range []string{titled(name), strings.ToUpper(name), name} {
		if loc, err := time.LoadLocation(try); err == nil {
			return loc.String(), true
		}
	}
	return "", false
}

// titled writes the first letter of every part of a zone's name as a capital, and the others small.
func titled(name string) string {
	inside := false
	return strings.Map(func(r rune) rune {
		first := !inside
		inside = unicode.IsLetter(r)
		if first {
			return unicode.ToUpper(r)
		}
		return unicode.ToLower(r)
	}, name)
}

// CountryNamed returns the ISO 3166 code of a country that is written in its two letters, or of a part of one whose holidays are known.
func CountryNamed(code string) (string, bool) {
	code = strings.ToUpper(strings.TrimSpace(code))
	if code == "UK" { // the one that everybody writes otherwise
		code = "GB"
	}
	return code, (len(code) == 2 && calendar.IsCountry(code)) || calendar.HasHolidays(code)
}

// cadenceKey reads cadence:warm-21, and the variant where it is said behind it.
func (p *parser) cadenceKey(t token) error {
	form, ok := FormOf(t.text)
	switch {
	case !ok:
		return p.refuse(BadKey, 1)
	case p.command.Form.Key != "":
		return p.refuse(SaidTwice, 1, "what", "cadence")
	}
	p.at++
	if p.more() && !form.Exact {
		if v := variantOf(p.tokens[p.at]); v != nil {
			form.Variant, form.Exact = *v, true
			p.at++
		}
	}
	p.command.Form = form
	return nil
}
