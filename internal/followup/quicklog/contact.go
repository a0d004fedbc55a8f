package quicklog

import (
	"regexp"
	"strings"
)

var (
	emailForm = regexp.MustCompile(`^[^\s@<>,;:"]+@[^\s@<>,;:"]+\.[^\s@<>,;:".]+$`)
	tagForm   = regexp.MustCompile(`^#[\p{L}][\p{L}\d_-]*$`)
	phoneHead = regexp.MustCompile(`^(?:\+|\(|0)[\d\s()/.-]*$`)
	phoneTail = regexp.MustCompile(`^[\d()/.-]+$`)
)

func isEmail(t token) bool {
	return t.plain() && emailForm.MatchString(strings.TrimRight(t.text, ",;"))
}

// nearlyEmail reports whether t is meant as an e-mail address, good or not: refused rather than taken for a name.
func nearlyEmail(t token) bool {
	at := strings.Index(t.text, "@")
	return t.plain() && at > 0 && at < len(t.text)-1
}

func isTag(t token) bool { return t.plain() && tagForm.MatchString(strings.TrimRight(t.text, ",;")) }

func (p *parser) tag() (bool, error) {
	t := p.tokens[p.at]
	if !p.can(aContact) || !isTag(t) {
		return false, nil
	}
	p.command.Tags = append(p.command.Tags, strings.TrimRight(t.text[1:], ",;"))
	p.at++
	return true, nil
}

func (p *parser) email() (bool, error) {
	t := p.tokens[p.at]
	if !p.can(aContact) || !nearlyEmail(t) {
		return false, nil
	}
	if !isEmail(t) {
		return false, p.refuse(BadEmail, 1)
	}
	return true, p.set(&p.command.Email, strings.TrimRight(t.text, ",;"), "e-mail")
}

// isPhone reports whether a phone number begins at the position.
func (p *parser) isPhone() bool { _, n := p.phoneAt(); return n > 0 }

// phoneAt reads a phone number: it begins with +, 0 or a bracket, has six to fifteen digits and may have spaces.
func (p *parser) phoneAt() (number string, n int) {
	if !p.can(aContact) || !p.tokens[p.at].plain() || !phoneHead.MatchString(p.tokens[p.at].text) {
		return "", 0
	}
	for n = 1; p.at+n < len(p.tokens); n++ {
		t := p.tokens[p.at+n]
		if !t.plain() || !phoneTail.MatchString(t.text) {
			break
		}
	}
	number = p.joined(p.at, p.at+n)
	digits := 0
	for _, r := range number {
		if r >= '0' && r <= '9' {
			digits++
		}
	}
	if digits < 6 || digits > 15 {
		return "", 0
	}
	return number, n
}

func (p *parser) phone() (bool, error) {
	number, n := p.phoneAt()
	if n == 0 {
		return false, nil
	}
	if p.command.Phone != "" {
		return false, p.refuse(SaidTwice, n, "what", "phone")
	}
	p.command.Phone = number
	p.at += n
	return true, nil
}
