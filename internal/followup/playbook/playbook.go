// Package playbook says what to say: a template for each situation that a lead can be in, in English and German and in up to three
// formats, filled with what is known of the lead.
//
// A template is text with placeholders in brackets, [first name]. One that the bot knows is replaced; one that it doesn't know, or knows
// nothing for, stays as it is: whoever copies the text sees what is missing. Only templates are searched for placeholders, never what
// people wrote, so that nothing in a note can stand in for something else (G8). What people wrote becomes one line and is cut; what else
// has to be done so that it is shown as text is the surface's work.
//
// The shipped templates are the files in templates/, each with the sources of its rules in its comments.
package playbook

import (
	"embed"
	"fmt"
	"slices"
	"sync"

	"github.com/followup-bot/followup/internal/followup"
)

// Situation is what a text is for.
type Situation string

// The situations. Those of signals are "signal_" and the signal's kind.
const (
	Opening         Situation = "opening"
	Recap           Situation = "recap"
	ValueAdd        Situation = "value_add"
	CheckIn         Situation = "check_in"
	DirectQuestion  Situation = "direct_question"
	CaseStudy       Situation = "case_study"
	LinkedInMessage Situation = "linkedin"
	CallScript      Situation = "call"
	Voicemail       Situation = "voicemail"
	Proposal        Situation = "proposal"
	Decision        Situation = "decision"
	BreakUp         Situation = "break_up"
	PauseNote       Situation = "pause_note"
	Waking          Situation = "waking"
	MeetingReminder Situation = "meeting_reminder"
	NoShow          Situation = "no_show"
)

// OfSignal is the situation that a signal makes; that of a reply is any answer of ours.
func OfSignal(k followup.SignalKind) Situation { return Situation("signal_" + string(k)) }

// Situations lists every situation in the order in which they are offered.
func Situations() []Situation {
	all := []Situation{
		Opening, Recap, ValueAdd, CheckIn, DirectQuestion, CaseStudy, LinkedInMessage, CallScript, Voicemail, Proposal, Decision, BreakUp,
		PauseNote, Waking, MeetingReminder, NoShow,
	}
	for _, k := range followup.Signals() {
		all = append(all, OfSignal(k))
	}
	return all
}

// Valid reports whether s is a situation.
func (s Situation) Valid() bool { return slices.Contains(Situations(), s) }

// Format is how a text is put. Varying it keeps answers coming ("Cadence Guide").
type Format string

// The formats.
const (
	Short    Format = "short"    // a few sentences; every template has it
	Bullets  Format = "bullets"  // a list
	Question Format = "question" // one line with one question, in under thirty words
)

// Formats lists every format in the order in which they are offered.
func Formats() []Format { return []Format{Short, Bullets, Question} }

// Languages lists the languages of the templates.
func Languages() []string { return []string{"en", "de"} }

// Template is what is said in one situation, in one language. A version never changes; the shipped one is version 0.
type Template struct {
	Situation Situation
	Language  string
	Channel   followup.Channel // in which it is said
	Name      string           // what the shipped one is called
	Subject   string           // of a mail; empty: it has none
	Texts     map[Format]string
}

// Formats lists those in which the template has a text.
func (t Template) Formats() []Format {
	return slices.DeleteFunc(Formats(), func(f Format) bool { return t.Texts[f] == "" })
}

// Same reports whether two templates say the same.
func (t Template) Same(other Template) bool {
	if t.Situation != other.Situation || t.Language != other.Language || t.Subject != other.Subject {
		return false
	}
	for _, f := range Formats() {
		if t.Texts[f] != other.Texts[f] {
			return false
		}
	}
	return true
}

//go:embed templates/*.yaml
var files embed.FS

// shipped are the templates by situation and language, read when they are first asked for.
var shipped = sync.OnceValue(func() map[Situation]map[string]Template {
	all := map[Situation]map[string]Template{}
	for _, s := range Situations() {
		file, err := files.ReadFile("templates/" + string(s) + ".yaml")
		if err != nil {
			panic(fmt.Sprintf("playbook: %v", err)) // embedded: a test reads them all
		}
		both, err := parse(file)
		if err != nil {
			panic(fmt.Sprintf("playbook: %s: %v", s, err)) // so are these
		}
		all[s] = both
	}
	return all
})

// Shipped returns the template that comes with the program, in English where a language or situation is not known. All callers share its
// texts: they are not to be changed.
func Shipped(s Situation, language string) Template {
	of, ok := shipped()[s]
	if !ok {
		of = shipped()[CheckIn]
	}
	if t, ok := of[language]; ok {
		return t
	}
	return of["en"]
}
