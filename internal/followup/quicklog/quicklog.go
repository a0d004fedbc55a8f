// Package quicklog reads what people type: the one-line syntax after /followup, dates and amounts of money.
//
// The grammar is closed: it never guesses. What it can't read it refuses with a Problem that gives the text back, and where
// a text has two readings both are offered as Choices. Nothing typed is lost silently.
//
//	log LEAD [CHANNEL] [OUTCOME] [2m] ["NOTE"] [val:GIVEN] [at:WHEN] [next [CHANNEL] [WHEN] [!]]
//	log LEAD: free text            park LEAD [WHEN] ["REASON"] [say:"FIRST LINE"] [signal:KIND,KIND]
//	add LEAD [E-MAIL] [PHONE] [AMOUNT] [tz:ZONE] [country:DE] [src:SOURCE] [#TAG] [@OWNER] [cadence:KEY] ["NOTE"]
//	snooze LEAD [WHEN] ["WHY"]     move LEAD [WHEN] [!] ["WHY"]     won LEAD [AMOUNT] ["WHY"]
//	signal LEAD KIND ["WHAT WAS SEEN"]
//	due [@REP]                     undo [LEAD]                      merge LEAD [into LEAD]
//	away [from WHEN] [until WHEN] [cover @REP]                      back
//	cadence [show|edit|export|migrate|copy KEY] [start KEY for LEAD] [pause LEAD [WHEN] ["WHY"]] [resume|skip|stop|restart LEAD] [switch LEAD KEY]
//
// A lead is quoted, or all words before the first one that means something else. Anything may be missing: the caller opens
// a form with what there is.
package quicklog

import (
	"strings"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// Context is what the meaning of a text depends on beside the text.
type Context struct {
	Now      time.Time
	Zone     *time.Location    // of the person who types; nil: UTC
	Workdays calendar.Workdays // their working days, for +3bd
}

// Command is a line as it was understood. Empty fields were not said.
type Command struct {
	Verb        Verb
	Lead        string           // as typed, quotes off, unescaped
	Channel     followup.Channel // said, or implied by an outcome that can happen in one channel only
	Outcome     followup.Outcome
	Minutes     int    // duration of a call
	Note        string // text in quotes, after "lead:", or two and more words that mean nothing else
	Gave        string // val:case-study
	Say         string // say:"first line on the day it wakes"
	When        When   // date of park, move and snooze, or of log's next step
	NextChannel followup.Channel
	HasNext     bool            // a "next …" part was typed
	From        When            // of an absence: its first day; When is its last
	Promised    bool            // "!"
	Money       *followup.Money // nil: not said
	Email       string
	Phone       string // as typed
	Zone        string // tz:Europe/Berlin; a zone that exists
	Company     string // add "Company / Person"
	TouchAt     time.Time
	Mention     followup.UserID
	Source      string   // src:fair
	Tags        []string // #tag, without the sign
	Into        string   // merge LEAD into LEAD; as typed, quotes off
	Rest        string   // what follows help; of a line about cadences the words that OnCadences tells apart, as they came, or the text to import
	Doing       Doing    // of a line about cadences
	Form        Form     // cadence:warm-21, or the cadence such a line names
	As          string   // what a copied cadence is to be called
	Country     string   // country:DE; an ISO 3166 code
	Signal      followup.SignalKind

	Wakes []followup.SignalKind // signal:funding; of a park, in the order in which forms show them
}

// Parks reports whether a log's next step is a park: "not now, next 3m". A channel, a time or a promise makes it a touch.
func (c Command) Parks() bool {
	return c.Outcome == followup.NotNow && c.HasNext && !c.When.IsZero() && c.When.At == nil && c.NextChannel == "" && !c.Promised
}

// When is a date somebody typed, maybe with a time. The zero value: not said.
type When struct {
	Date  calendar.Date
	At    *calendar.TimeOfDay // nil: any time of that day
	Typed string              // as typed
}

// IsZero reports whether no date was said.
func (w When) IsZero() bool { return w.Date.IsZero() }

// Parse reads text, what Slack sends after "/followup": entities escaped, links and mentions wrapped. Its errors are of type
// Problem; the command then holds what was understood up to there. It does not shift dates to working days: NextStep.Settle
// does.
func Parse(text string, c Context) (Command, error) {
	line := strings.ToValidUTF8(text, "\uFFFD")
	if strings.ContainsRune(line, 0) {
		return Command{}, problem(BadText, line, "")
	}
	if text, ok := imported(line); ok {
		return Command{Verb: Cadence, Doing: ImportOne, Rest: text}, nil
	}
	tokens, err := scan(line)
	if err != nil {
		return Command{}, err
	}
	if len(tokens) > 0 && tokens[0].low == "/followup" {
		tokens = tokens[1:] // typed in a direct message
	}
	if len(tokens) == 0 {
		return Command{Verb: Today}, nil
	}
	entry, ok := verbOf(tokens[0])
	if !ok {
		return Command{}, unknownVerb(line, tokens)
	}
	p := parser{line: line, tokens: tokens, at: 1, reader: newReader(c, false), takes: entry.takes, like: entry.like}
	p.command.Verb, p.command.Outcome, p.command.Doing = entry.verb, entry.outcome, entry.doing
	err = p.parse()
	return p.command, err
}
