package quicklog

import (
	"fmt"
	"maps"
	"strings"

	"github.com/followup-bot/followup/internal/followup/calendar"
)

// Problem says why a text was refused. Surfaces turn it into a sentence by its code; Error is a plain one.
type Problem struct {
	Code    ProblemCode
	Params  map[string]string // "text" (all that was typed) and "word" (the piece in question) always; more by code
	Choices []Choice          // what may have been meant; may be empty
}

// Choice is a text that may have been meant.
type Choice struct {
	Date calendar.Date // zero: the choice is not about a date
	Text string        // the whole text, corrected, in the form in which it came in: hand it to the same function again
}

// ProblemCode names a reason to refuse.
type ProblemCode string

// The reasons to refuse.
const (
	BadText         ProblemCode = "bad_text"         // a character no text has
	OpenQuote       ProblemCode = "open_quote"       // a quotation doesn't end
	UnknownVerb     ProblemCode = "unknown_verb"     // suggestion (may be missing): the nearest verb
	UnknownWord     ProblemCode = "unknown_word"     //
	NotHere         ProblemCode = "not_here"         // like: a line that shows what the verb takes
	LoneDate        ProblemCode = "lone_date"        // a date that nothing says the use of; the choice makes it the next step's
	ParkTime        ProblemCode = "park_time"        // a park until a time of day; the choice is its day
	SayNeedsPark    ProblemCode = "say_needs_park"   // say: with a next step that is no park; the choice keeps it as a note
	LeadFirst       ProblemCode = "lead_first"       // words where no lead was named, as in "log call acme"
	SaidTwice       ProblemCode = "said_twice"       // what: channel, outcome, date …
	OutcomeMismatch ProblemCode = "outcome_mismatch" // outcome, channel: it can't happen there
	UnknownDate     ProblemCode = "unknown_date"     //
	AmbiguousDate   ProblemCode = "ambiguous_date"   // 03/04; the choices are its readings
	NoSuchDate      ProblemCode = "no_such_date"     // 31 April
	PastDate        ProblemCode = "past_date"        // date
	PastTime        ProblemCode = "past_time"        // date: a time of today that has gone by
	BadTime         ProblemCode = "bad_time"         // 25:00
	TooFar          ProblemCode = "too_far"          // beyond MaxYears
	FutureTouch     ProblemCode = "future_touch"     // at: names a moment that has not come
	BadDuration     ProblemCode = "bad_duration"     //
	UnknownZone     ProblemCode = "unknown_zone"     //
	UnknownCountry  ProblemCode = "unknown_country"  //
	UnknownWake     ProblemCode = "unknown_wake"     //
	UnknownCadence  ProblemCode = "unknown_cadence"  // known: the keys there are
	BadKey          ProblemCode = "bad_key"          // a cadence can't be called so
	UnknownSignal   ProblemCode = "unknown_signal"   //
	StepNoDay       ProblemCode = "step_no_day"      // n: the number of the line, as of the others
	StepNoChannel   ProblemCode = "step_no_channel"  //
	StepNoGoal      ProblemCode = "step_no_goal"     //
	StepMark        ProblemCode = "step_mark"        //
	TooManySteps    ProblemCode = "too_many_steps"   // word: how many are read
	NoSteps         ProblemCode = "no_steps"         //
	BadEmail        ProblemCode = "bad_email"        //
	MissingValue    ProblemCode = "missing_value"    // a key without a value: "val:"
	BadMoney        ProblemCode = "bad_money"        //
	AmbiguousMoney  ProblemCode = "ambiguous_money"  // "€1,20,0"
	NoCurrency      ProblemCode = "no_currency"      // "12k"
)

// sentences say each problem in plain English, %q being the word.
var sentences = map[ProblemCode]string{
	BadText:         "That text has a character I can't store. Please type it again.",
	OpenQuote:       `A quotation has no closing quote. Close it with ".`,
	UnknownVerb:     "I don't know %q. Try log, park, add, due, lead, snooze, move, reply, won, lost, undo or help.",
	UnknownWord:     `I don't understand %q here. Put free text in "quotes".`,
	NotHere:         "I can't use %q here. Type it like this: /followup {like}",
	LoneDate:        "What is %q for? If it is when the next step is due, put next in front of it.",
	ParkTime:        "A parked lead sleeps until a day, not until a time: I can't keep %q. Which day?",
	SayNeedsPark:    "%q is for a parked lead: the first line to say on the day it wakes. As a note, you see it when the next step is due.",
	LeadFirst:       `Which lead? I read %q, but no lead stands in front. Put the lead first, in "quotes" if its name has words such as call.`,
	SaidTwice:       `%q is one too many: I have that already. Put free text in "quotes".`,
	OutcomeMismatch: "%q can't be the outcome in that channel.",
	UnknownDate:     "I can't read %q as a date. Try tmr, fri 14:00, +3bd, 2w, 14 May or 2026-05-14.",
	AmbiguousDate:   "%q can be read in more than one way. Which day do you mean?",
	NoSuchDate:      "There is no such date: %q.",
	PastDate:        "%q lies in the past.",
	PastTime:        "%q has already passed today.",
	BadTime:         "There is no such time: %q.",
	TooFar:          "%q is more than ten years away.",
	FutureTouch:     "%q has not happened yet.",
	BadDuration:     "%q is not a duration I can store. Try 2m or 1h.",
	UnknownZone:     "I don't know the time zone %q. Try one such as Europe/Berlin.",
	UnknownWake:     "I don't know the signal %q. Use funding, role-change, competitor, webinar, pricing-page, email-open or reply.",
	UnknownCountry:  "I don't know the country %q. Use its two letters, such as DE or US.",
	UnknownCadence:  "There is no cadence %q. There are: {known}.",
	BadKey:          "A cadence can't be called %q: small letters, digits and hyphens, such as warm-21.",
	UnknownSignal:   "I don't know the signal %q. There are: role-change, funding, competitor, webinar, pricing-page, email-open, reply.",
	StepNoDay:       "A step begins with its day, such as D3: %q.",
	StepNoChannel:   "I don't know the channel %q, or it stands twice. Try call, email, linkedin, sms, video, meeting or visit.",
	StepNoGoal:      "A step needs its goal behind a colon: %q.",
	StepMark:        "I don't know the mark %q. There are value, personal and closing.",
	TooManySteps:    "A cadence can't have more than %q steps.",
	NoSteps:         "A cadence needs at least one step.",
	BadEmail:        "%q is not an e-mail address.",
	MissingValue:    "%q needs a value right behind the colon.",
	BadMoney:        "I can't read %q as an amount. Try €12k or CHF 1,250.50.",
	AmbiguousMoney:  "%q can be read in more than one way. Try €12k or CHF 1,250.50.",
	NoCurrency:      "%q needs a currency. Try €12k or CHF 1,250.50.",
}

// ProblemCodes lists every code: a test holds the words against it.
func ProblemCodes() []ProblemCode {
	return []ProblemCode{
		BadText, OpenQuote, UnknownVerb, UnknownWord, NotHere, LoneDate, ParkTime, SayNeedsPark, LeadFirst, SaidTwice, OutcomeMismatch, UnknownDate, AmbiguousDate,
		NoSuchDate, PastDate, PastTime, BadTime, TooFar, FutureTouch, BadDuration, UnknownZone, UnknownCountry, UnknownWake, UnknownCadence, BadKey,
		UnknownSignal,
		StepNoDay, StepNoChannel, StepNoGoal, StepMark, TooManySteps, NoSteps, BadEmail, MissingValue, BadMoney,
		AmbiguousMoney, NoCurrency,
	}
}

// Error is a sentence in plain English.
func (p Problem) Error() string {
	sentence := sentences[p.Code]
	if strings.Contains(sentence, "%q") {
		sentence = fmt.Sprintf(sentence, p.Params["word"])
	}
	sentence = strings.Replace(sentence, "{like}", p.Params["like"], 1)
	sentence = strings.Replace(sentence, "{known}", p.Params["known"], 1)
	if suggestion := p.Params["suggestion"]; suggestion != "" {
		sentence = fmt.Sprintf("I don't know %q. Did you mean %s?", p.Params["word"], suggestion)
	}
	return sentence
}

// problem makes a Problem about a word of line. Extra params come in pairs.
func problem(code ProblemCode, line, word string, pairs ...string) Problem {
	params := map[string]string{"text": strings.ReplaceAll(Unescape(line), "\x00", ""), "word": word}
	for i := 0; i+1 < len(pairs); i += 2 {
		params[pairs[i]] = pairs[i+1]
	}
	return Problem{Code: code, Params: params}
}

// misread is what a reader of words found wrong. It knows the words, not the line.
type misread struct {
	code   ProblemCode
	words  []word // the piece in question
	params map[string]string
	fixes  []fix
}

// fix is a text that may stand for the words of a misread.
type fix struct {
	date calendar.Date
	text string
}

// in turns m into a Problem about line.
func (m *misread) in(line string) Problem {
	p := problem(m.code, line, textOf(m.words))
	maps.Copy(p.Params, m.params)
	if len(m.words) == 0 || m.words[0].start < 0 || m.words[len(m.words)-1].start < 0 {
		return p
	}
	from, to := m.words[0].start, m.words[len(m.words)-1].end
	for _, f := range m.fixes {
		p.Choices = append(p.Choices, Choice{Date: f.date, Text: line[:from] + f.text + line[to:]})
	}
	return p
}

// textOf joins words with spaces.
func textOf(words []word) string {
	texts := make([]string, 0, len(words))
	for _, w := range words {
		texts = append(texts, w.text)
	}
	return strings.Join(texts, " ")
}
