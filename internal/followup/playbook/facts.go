package playbook

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// Facts is what is known of a lead that a text can use. What is empty is not known, and stays visible in the text.
type Facts struct {
	Now       time.Time      // in the rep's zone
	Theirs    *time.Location // the prospect's zone; nil: as the rep's
	FirstName string
	Name      string
	Company   string
	Cares     string          // what they said last, as the rep noted it
	Wrote     string          // what they answered last
	Promised  string          // what we promised last and have not done
	Has       []string        // what of value they were given, newest first
	Brings    string          // the piece of value that is given now
	Spoke     *followup.Touch // the last conversation or, where there was none, the last answer; nil: neither
	Last      *followup.Touch // the last that either side had of the other
	Agreed    *followup.Recall
	Meeting   time.Time // of which they are reminded; zero: none
	GoodHour  time.Time // the next one that is good for a call and free in the rep's calendar; zero: none
	Goal      followup.Wording
	FirstLine string // to say when a parked lead wakes
	ParkedFor string // why it sleeps
	Signal    string // what was seen
	Hook      string // something personal
	Value     *followup.Money
	Rep       string
}

// Known is what FactsOf reads the facts from.
type Known struct {
	Lead    followup.Lead
	Contact followup.ContactID // whom the text is for; 0: the main contact
	Touches []followup.Touch   // of the lead, in any order
	Rep     followup.Rep       // who sends it
	Now     time.Time
	Taken   []time.Time // what the rep has at a time already
	Meeting time.Time   // of which they are to be reminded; zero: the lead's own, where one is booked
	Brings  string      // the piece of value that is suggested
	Hook    string      // something personal that was noted
}

// FactsOf returns what is known of a lead.
func FactsOf(k Known) Facts {
	l, touches := k.Lead, followup.NewestFirst(k.Touches)
	p := followup.ProspectOf(l, k.Rep)
	f := Facts{
		Now: k.Now.In(k.Rep.Location()), Theirs: p.Zone, Name: nameOf(l, k.Contact), Company: companyOf(l), Value: l.Value, Rep: k.Rep.Name,
		Brings: k.Brings, Hook: k.Hook, Meeting: k.Meeting, GoodHour: GoodHour(k.Rep, p, k.Now, k.Taken),
	}
	f.FirstName = firstName(f.Name)
	if open := followup.StillPromised(touches); len(open) > 0 {
		f.Promised = open[0].Promised
	}
	for i, t := range touches {
		f.hear(&touches[i])
		if t.Gave != "" && !slices.Contains(f.Has, t.Gave) {
			f.Has = append(f.Has, t.Gave)
		}
	}
	if step, ok := l.Enrolment.Due(); ok {
		f.Goal = step.Goal
	}
	if r := l.Recall; r != nil {
		if r.Goal != "" {
			f.Goal = followup.Wording{"": r.Goal}
		}
		if r.Kind == followup.Promised && !r.Due.Before(calendar.DateOf(f.Now)) {
			f.Agreed = r
			if f.Meeting.IsZero() && r.At != nil && (r.Channel == followup.Meeting || r.Channel == followup.Visit || r.Channel == followup.Video) {
				f.Meeting = calendar.At(r.Due, *r.At, k.Rep.Location())
			}
		}
	}
	if l.Park != nil {
		f.ParkedFor, f.FirstLine = l.Park.Reason, l.Park.FirstLine
		if f.Cares == "" {
			f.Cares = l.Park.Note
		}
	}
	if f.Cares == "" {
		f.Cares = f.Wrote
	}
	if signal, ok := signalOf(l); ok {
		f.Signal = signal.Note
	}
	return f
}

// hear takes what a touch says, the newest first. What they said in a conversation goes before what they answered: it is what they care
// about, where an answer is what they want to know.
func (f *Facts) hear(t *followup.Touch) {
	class := t.Outcome.Class()
	talked := class == followup.Conversation || class == followup.Conversion
	answered := class == followup.Response
	if f.Last == nil && (talked || answered || class == followup.Reached || t.Outcome == followup.Voicemail || t.Outcome == followup.LeftMessage) {
		f.Last = t
	}
	if !talked && !answered {
		return
	}
	if f.Spoke == nil || (talked && f.Spoke.Outcome.Class() == followup.Response) {
		f.Spoke = t
	}
	if answered && f.Wrote == "" {
		f.Wrote = t.Note
	}
	if talked && f.Cares == "" {
		f.Cares = t.Note
	}
}

// nameOf is who a text is for: the contact, else the main one, else whom the lead is called after; empty where only a company is known.
func nameOf(l followup.Lead, id followup.ContactID) string {
	if c, ok := l.Contact(id); ok && c.Name != "" {
		return c.Name
	}
	if main := l.Main(); main != nil && main.Name != "" {
		return main.Name
	}
	if l.Company == "" || strings.EqualFold(l.Company, l.Name) {
		return ""
	}
	return l.Name
}

// companyOf is the lead's company. A lead without one is a company itself, unless it is called after its main contact.
func companyOf(l followup.Lead) string {
	if l.Company != "" {
		return l.Company
	}
	if main := l.Main(); main != nil && strings.EqualFold(main.Name, l.Name) {
		return ""
	}
	return l.Name
}

// firstName is how somebody is greeted: "Jane" of "Dr. Jane Doe" and of "Doe, Jane".
func firstName(name string) string {
	if family, given, ok := strings.Cut(name, ","); ok && strings.TrimSpace(given) != "" && len(strings.Fields(family)) == 1 {
		name = given
	}
	fields := strings.Fields(name)
	for len(fields) > 1 && (isTitle(fields[0]) || strings.IndexFunc(fields[0], unicode.IsLetter) < 0) {
		fields = fields[1:]
	}
	if len(fields) == 0 {
		return ""
	}
	return fields[0]
}

// isTitle reports what stands before a name and is none.
func isTitle(word string) bool {
	switch strings.ToLower(strings.TrimSuffix(word, ".")) {
	case "dr", "prof", "herr", "frau", "mr", "mrs", "ms", "mx", "ing", "dipl-ing", "mag":
		return true
	default:
		return false
	}
}
