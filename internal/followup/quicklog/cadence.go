package quicklog

import (
	"regexp"
	"slices"
	"strings"

	"github.com/followup-bot/followup/internal/followup"
)

// Doing is what a line asks of a cadence.
type Doing string

// What can be asked of cadences: to look at them, to have a lead run on one, and to change what one says.
const (
	ListThem    Doing = ""
	ShowIt      Doing = "show"
	StartIt     Doing = "start"
	PauseIt     Doing = "pause"
	ResumeIt    Doing = "resume"
	SkipStep    Doing = "skip"
	StopIt      Doing = "stop"
	RestartIt   Doing = "restart"
	SwitchTo    Doing = "switch"
	NewOne      Doing = "new"
	EditIt      Doing = "edit"
	CopyIt      Doing = "copy"
	ExportIt    Doing = "export"
	ImportOne   Doing = "import"
	MigrateThem Doing = "migrate"

	// showOrStart is what a line without such a word asks: its words say which, once the cadences are known.
	showOrStart Doing = "show or start"
)

// Doings lists all that can be asked of cadences: a test holds the routes against it.
func Doings() []Doing {
	return []Doing{
		ListThem, ShowIt, StartIt, PauseIt, ResumeIt, SkipStep, StopIt, RestartIt, SwitchTo, NewOne, EditIt, CopyIt, ExportIt, ImportOne,
		MigrateThem,
	}
}

// doingWords name what can be asked of a cadence.
var doingWords = map[string]Doing{
	"list": ListThem, "all": ListThem, "show": ShowIt, "steps": ShowIt, "start": StartIt, "enrol": StartIt, "enroll": StartIt, "pause": PauseIt,
	"freeze": PauseIt, "resume": ResumeIt, "continue": ResumeIt, "skip": SkipStep, "stop": StopIt, "end": StopIt, "restart": RestartIt,
	"switch": SwitchTo, "new": NewOne, "create": NewOne, "edit": EditIt, "change": EditIt, "copy": CopyIt, "export": ExportIt, "import": ImportOne,
	"migrate": MigrateThem,
}

// doings are the lines that show what each takes.
var doings = map[Doing]entry{
	ListThem:    {like: "cadence"},
	ShowIt:      {like: "cadence show warm-21"},
	StartIt:     {like: "cadence start warm-21 for acme"},
	PauseIt:     {like: `cadence pause acme until fri "on holiday"`, takes: aLead | aDate | aNote},
	ResumeIt:    {like: "cadence resume acme", takes: aLead},
	SkipStep:    {like: `cadence skip acme "no LinkedIn"`, takes: aLead | aNote | aText},
	StopIt:      {like: "stop acme", takes: aLead | aNote | aText},
	RestartIt:   {like: "cadence restart acme", takes: aLead},
	SwitchTo:    {like: "cadence switch acme post-call"},
	NewOne:      {like: "cadence new my-cadence"},
	EditIt:      {like: "cadence edit warm-21"},
	CopyIt:      {like: "cadence copy warm-21 our-21"},
	ExportIt:    {like: "cadence export warm-21"},
	ImportOne:   {like: "cadence import"},
	MigrateThem: {like: "cadence migrate warm-21"},
}

// variantWords name the forms of a cadence.
var variantWords = map[string]followup.Variant{
	"small": followup.Small, "klein": followup.Small, "large": followup.Large, "gross": followup.Large, "groß": followup.Large,
	"strategic": followup.Strategic, "strategisch": followup.Strategic, "standard": followup.Standard,
}

// Form is a cadence as people name it.
type Form struct {
	Key     string
	Variant followup.Variant
	Exact   bool // the variant was said, also that it is the standard one
}

// FormOf reads "warm-21", "warm-21 large" or "warm-21/large".
func FormOf(text string) (Form, bool) {
	words := strings.FieldsFunc(fold(text), func(r rune) bool { return r == '/' || r == ' ' || r == ':' })
	f := Form{}
	switch len(words) {
	case 1:
		f.Key = words[0]
	case 2:
		f.Key = words[0]
		if f.Variant, f.Exact = variantWords[words[1]]; !f.Exact {
			return Form{}, false
		}
	}
	return f, isKey(f.Key)
}

// isKey reports whether a cadence can be called so.
func isKey(s string) bool {
	letter := func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' }
	return s != "" && len(s) <= MaxKey && !strings.HasPrefix(s, "-") && strings.IndexFunc(s, letter) < 0
}

// MaxKey is how long a cadence's key may be.
const MaxKey = 40

// plan reads what stands behind "cadence".
func (p *parser) plan(doing Doing) error {
	if doing == "" && p.more() {
		doing = showOrStart
		t := p.tokens[p.at]
		if named, ok := doingWords[strings.TrimRight(t.low, stops)]; ok && t.plain() {
			doing = named
			p.at++
		}
	}
	p.command.Doing = doing
	entry := doings[doing]
	if entry.like != "" {
		p.like = entry.like
	}
	switch doing {
	case showOrStart, StartIt, SwitchTo:
		return p.planWords()
	case ShowIt, EditIt, CopyIt, ExportIt, MigrateThem, NewOne:
		return p.planForm()
	default:
		p.takes = entry.takes
		return p.parts()
	}
}

// importLine begins a line that brings a cadence as text: nothing in it is read as words.
var importLine = regexp.MustCompile(`(?i)^\s*(?:/followup\s+)?(?:cadences?|kadenz)\s+import\b:?`)

// imported returns the text of a line that brings a cadence, without the fence that shows it as code.
func imported(line string) (string, bool) {
	head := importLine.FindString(line)
	if head == "" {
		return "", false
	}
	text := strings.Trim(Unescape(line[len(head):]), " \t\r\n`")
	return strings.TrimPrefix(text, "yaml\n"), true
}

// planWords keeps the words: which of them is the cadence, and which the lead, is known once the cadences are (OnCadences).
func (p *parser) planWords() error {
	from := p.at
	for ; p.more(); p.at++ {
		if t := p.tokens[p.at]; t.key != "" || t.user != "" {
			return p.notHere(1)
		}
	}
	if from < p.at {
		p.command.Rest = p.line[p.tokens[from].start:p.tokens[p.at-1].end]
	}
	return nil
}

// planForm reads a cadence, and for a copy what it is to be called.
func (p *parser) planForm() error {
	for ; p.more(); p.at++ {
		t, c := p.tokens[p.at], &p.command
		variant, isVariant := variantWords[t.low]
		switch {
		case !t.plain():
			return p.notHere(1)
		case c.Form.Key == "":
			form, ok := FormOf(t.low)
			if !ok {
				return p.refuse(BadKey, 1)
			}
			c.Form = form
		case isVariant && c.As == "" && !c.Form.Exact && c.Doing != NewOne:
			c.Form.Variant, c.Form.Exact = variant, true
		case c.Doing == CopyIt && c.As == "" && slices.Contains(toWords, t.low):
		case c.Doing == CopyIt && c.As == "":
			if !isKey(t.low) {
				return p.refuse(BadKey, 1)
			}
			c.As = t.low
		default:
			return p.notHere(1)
		}
	}
	return nil
}

// forWords stand before the lead, toWords before the cadence.
var (
	forWords = []string{"for", "für", "fuer"}
	toWords  = []string{"to", "on", "onto", "with", "as", "auf", "mit", "als", "zu"}
)
