package playbook

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// speech writes facts as they stand in a text to a prospect, in one language: whole words, where messages to a rep are brief.
type speech struct {
	language                   string
	subject                    string
	weekdays, months           []string
	day                        func(weekday, day, month string) string // "Thursday, 14 May"
	on, at                     string                                  // before a day, and before a time of day
	clock                      string                                  // behind a time of day
	yours, mine                string
	today, yesterday, tomorrow string
	ago                        func(days int) string
	contact                    map[kind]noun
	makes                      map[followup.Channel]string // "a call"
	nouns                      bool                        // they have capitals
	money                      func(m followup.Money) string
}

// kind is what the last contact was.
type kind string

const (
	spoke   kind = "spoke"
	seen    kind = "seen" // a video call
	met     kind = "met"
	mailed  kind = "mailed" // they did
	wrote   kind = "wrote"
	rang    kind = "rang"
	unclear kind = "unclear"
)

// noun is a contact with its article: behind "for" and behind "since", which differ in German.
type noun struct{ direct, dative string }

func same(s string) noun { return noun{s, s} }

var speeches = map[string]speech{"en": english, "de": german}

// speechOf is that of a language, English where it has none.
func speechOf(language string) speech {
	if s, ok := speeches[language]; ok {
		return s
	}
	return english
}

// date writes a day, with its year where that is not the current one.
func (s speech) date(d, today calendar.Date) string {
	words := s.day(s.weekdays[d.Weekday()], strconv.Itoa(d.Day), s.months[d.Month-1])
	if d.Year != today.Year {
		words += " " + strconv.Itoa(d.Year)
	}
	return words
}

// near is a day behind a noun: "today", "on Thursday, 14 May".
func (s speech) near(d, today calendar.Date) string {
	switch today.DaysUntil(d) {
	case 0:
		return s.today
	case -1:
		return s.yesterday
	case 1:
		return s.tomorrow
	default:
		return s.on + " " + s.date(d, today)
	}
}

// moment writes a time by the prospect's clock, with the rep's beside it where it shows another time: "Thursday, 14 May at 14:00 your
// time (13:00 mine)".
func (s speech) moment(at time.Time, f Facts) string {
	mine, theirs := at.In(f.Now.Location()), at
	if f.Theirs != nil {
		theirs = at.In(f.Theirs)
	} else {
		theirs = mine
	}
	today := calendar.DateOf(f.Now)
	words := s.date(calendar.DateOf(theirs), today) + " " + s.at + " " + theirs.Format("15:04") + s.clock
	if calendar.DateOf(mine) == calendar.DateOf(theirs) && calendar.TimeOfDayOf(mine) == calendar.TimeOfDayOf(theirs) {
		return words
	}
	own := mine.Format("15:04") + s.clock
	if day := calendar.DateOf(mine); day != calendar.DateOf(theirs) {
		own = s.weekdays[day.Weekday()] + " " + own
	}
	return words + " " + s.yours + " (" + own + " " + s.mine + ")"
}

// lastContact is "our call on Thursday, 14 May"; empty where nobody has spoken with us.
func (s speech) lastContact(f Facts, dative bool) string {
	if f.Spoke == nil {
		return ""
	}
	n := s.contact[kindOf(*f.Spoke)]
	words := n.direct
	if dative {
		words = n.dative
	}
	return words + " " + s.near(calendar.DateOf(f.Spoke.At.In(f.Now.Location())), calendar.DateOf(f.Now))
}

func kindOf(t followup.Touch) kind {
	theirs := t.Outcome.Class() == followup.Response && !t.Outcome.Outbound(t.Channel)
	switch t.Channel {
	case followup.Call:
		if t.Outcome == followup.Replied {
			return rang
		}
		return spoke
	case followup.Video:
		return seen
	case followup.Meeting, followup.Visit:
		return met
	case followup.Email:
		return mailed
	case followup.LinkedIn, followup.SMS:
		return wrote
	}
	if theirs {
		return wrote
	}
	return unclear
}

// agreed is the promised next step with its date: "a call on Thursday, 14 May at 14:00".
func (s speech) agreed(f Facts) string {
	r := f.Agreed
	if r == nil {
		return ""
	}
	what := s.makes[r.Channel]
	if r.At == nil {
		return strings.TrimSpace(what + " " + s.near(r.Due, calendar.DateOf(f.Now)))
	}
	when := s.moment(calendar.At(r.Due, *r.At, f.Now.Location()), f)
	if what == "" {
		return when
	}
	return what + " " + s.on + " " + when
}

// inside writes a heading as it stands inside a sentence.
func (s speech) inside(w followup.Wording) string {
	text := []rune(w.In(s.language))
	if len(text) > 1 && !s.nouns && unicode.IsLower(text[1]) {
		text[0] = unicode.ToLower(text[0])
	}
	return string(text)
}
