package followup

import (
	"slices"
	"strings"
)

// Likeness says why a lead may be the one that somebody wants to add.
type Likeness string

// The likenesses, the surest first.
const (
	SameContact Likeness = "contact" // an e-mail address or a phone number
	SameName    Likeness = "name"    // called exactly so
	NearlySame  Likeness = "nearly"  // called nearly so
	SameDomain  Likeness = "domain"  // an e-mail address at the same company
)

// Likenesses lists them in order: a test holds the words against it.
func Likenesses() []Likeness { return []Likeness{SameContact, SameName, NearlySame, SameDomain} }

// Rank orders likenesses: the surest is the smallest.
func (l Likeness) Rank() int { return slices.Index(Likenesses(), l) }

// Called is what a lead is called.
type Called struct{ Name, Company string }

// CalledOf is what l is called.
func CalledOf(l Lead) Called { return Called{Name: l.Name, Company: l.Company} }

// Alike compares what two leads are called: SameName, NearlySame, or nothing. Capitals, accents, the order of words and a company's
// legal form make no difference; a letter or two make little; digits and short words must be the same. Two people of one company are
// two leads.
func Alike(a, b Called) Likeness {
	a, b = a.tidy(), b.tidy()
	var names []likeness
	switch {
	case a.Company != "" && b.Company != "":
		names = []likeness{alike(a.Company, b.Company), alike(a.Name, b.Name)}
	case a.Company == "" && b.Company == "":
		names = []likeness{alike(a.Name, b.Name)}
	default: // one of them says less: a person whose company isn't known, or a company
		known := a.Name
		whole := b
		if a.Company != "" {
			known, whole = b.Name, a
		}
		if max(alike(known, whole.Name), alike(known, whole.Company)) == other {
			return ""
		}
		return NearlySame
	}
	switch slices.Min(names) {
	case same:
		return SameName
	case near:
		return NearlySame
	default:
		return ""
	}
}

// tidy leaves out a company that the name says already.
func (c Called) tidy() Called {
	if strings.EqualFold(strings.TrimSpace(c.Company), strings.TrimSpace(c.Name)) {
		c.Company = ""
	}
	return c
}

type likeness int

const (
	other likeness = iota
	near
	same
)

// alike compares two names.
func alike(a, b string) likeness {
	if len(a) > longestName || len(b) > longestName { // words that long are no name
		if strings.EqualFold(a, b) {
			return same
		}
		return other
	}
	x, y := nameWords(a), nameWords(b)
	if len(x) == 0 || len(y) == 0 {
		return other
	}
	sortedX, sortedY := slices.Sorted(slices.Values(x)), slices.Sorted(slices.Values(y))
	switch {
	case slices.Equal(sortedX, sortedY):
		return same
	case nearWords(x, y), nearWords(sortedX, sortedY):
		return near
	case len(x) != len(y) && strings.Join(x, "") == strings.Join(y, ""): // "Face Book" is Facebook
		return near
	default:
		return other
	}
}

// maxSlips is how many letters two names may differ in.
const maxSlips = 2

// nearWords compares names word by word. A name of few letters has too many neighbours to be near one.
func nearWords(x, y []string) bool {
	if len(x) != len(y) || len(strings.Join(x, "")) < 5 {
		return false
	}
	all := 0
	for i := range x {
		if x[i] == y[i] {
			continue
		}
		n := distance([]rune(x[i]), []rune(y[i]))
		if n > allowed([]rune(x[i]), []rune(y[i])) {
			return false
		}
		all += n
	}
	return all <= maxSlips
}

// allowed is how many letters two words may differ in. Digits are never chance, nor is the first letter of a short word.
func allowed(x, y []rune) int {
	short, long := min(len(x), len(y)), max(len(x), len(y))
	switch {
	case strings.ContainsAny(string(x)+string(y), "0123456789"), short < 3, long < 4, short < 6 && x[0] != y[0]:
		return 0
	case short < 8:
		return 1
	default:
		return maxSlips
	}
}

// distance counts the letters that are missing, too many, wrong or swapped.
func distance(x, y []rune) int {
	before, last, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row[0] = i
		for j := 1; j <= len(y); j++ {
			change := last[j-1]
			if x[i-1] != y[j-1] {
				change++
			}
			row[j] = min(change, last[j]+1, row[j-1]+1)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(y)]
}

// legalForms are words that say nothing of which company it is.
var legalForms = strings.Fields(`gmbh mbh ag kg kgaa ug ohg gbr ev eg se inc incorporated llc llp ltd limited plc corp corporation
	co company cie sa sas sarl srl spa bv nv ab as aps oy oyj sl pty pte`)

// nameWords are the words of a name as they are compared. A name of legal forms alone keeps them.
func nameWords(name string) []string {
	words := strings.Fields(string(plain(nil, name)))
	if telling := slices.DeleteFunc(slices.Clone(words), func(w string) bool { return slices.Contains(legalForms, w) }); len(telling) > 0 {
		return telling
	}
	return words
}

// CompanyDomain is where an e-mail address belongs, in small letters; empty for an address that anybody can have, or none.
func CompanyDomain(email string) string {
	_, domain, found := strings.Cut(strings.ToLower(strings.TrimSpace(email)), "@")
	if !found || !strings.Contains(domain, ".") || publicMail(domain) {
		return ""
	}
	return domain
}

// publicMail reports whether anybody can have an address at a domain.
func publicMail(domain string) bool {
	provider, _, _ := strings.Cut(domain, ".")
	return slices.Contains(publicProviders, provider) || slices.Contains(publicDomains, domain)
}

var (
	// publicProviders have many domains of one name: yahoo.com, yahoo.co.uk.
	publicProviders = strings.Fields(`gmail googlemail outlook hotmail live msn yahoo ymail gmx icloud aol protonmail yandex`)
	publicDomains   = strings.Fields(`web.de t-online.de freenet.de posteo.de mailbox.org arcor.de online.de email.de mail.de 1und1.de
		me.com mac.com mail.com email.com proton.me pm.me fastmail.com hey.com zoho.com tutanota.com tuta.com
		orange.fr free.fr laposte.net wanadoo.fr sfr.fr libero.it virgilio.it tiscali.it alice.it terra.es
		bluewin.ch hispeed.ch aon.at chello.at telenet.be skynet.be ziggo.nl kpnmail.nl btinternet.com sky.com
		comcast.net verizon.net att.net sbcglobal.net cox.net rogers.com shaw.ca bigpond.com
		mail.ru bk.ru list.ru inbox.ru rambler.ru qq.com 163.com 126.com sina.com naver.com daum.net rediffmail.com uol.com.br bol.com.br
		wp.pl o2.pl onet.pl interia.pl seznam.cz centrum.cz`)
)
