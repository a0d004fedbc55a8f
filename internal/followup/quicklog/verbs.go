package quicklog

import (
	"slices"
	"strings"

	"github.com/followup-bot/followup/internal/followup"
)

// Verb is what a line asks for.
type Verb string

// The verbs. Today is the empty line: today's list, or a welcome.
const (
	Today        Verb = ""
	Log          Verb = "log"
	Park         Verb = "park"
	Add          Verb = "add"
	Due          Verb = "due"
	Next         Verb = "next"
	Lead         Verb = "lead"
	Snooze       Verb = "snooze"
	Move         Verb = "move"
	Reply        Verb = "reply"
	Won          Verb = "won"
	Lost         Verb = "lost"
	DoNotContact Verb = "dnc"
	Undo         Verb = "undo"
	Settings     Verb = "settings"
	Team         Verb = "team"
	Help         Verb = "help"
)

// Verbs lists every verb: a test holds the routes against it.
func Verbs() []Verb {
	return []Verb{
		Today, Log, Park, Add, Due, Next, Lead, Snooze, Move, Reply, Won, Lost, DoNotContact, Undo, Settings, Team, Help,
	}
}

// part is a set of things a line may say.
type part uint16

const (
	aLead    part = 1 << iota
	aTouch        // channel, outcome, minutes, val:, at:
	aChannel      // a channel alone
	aDate         // the verb's own date
	aNext         // next …
	aPromise      // !
	anAmount
	aContact // e-mail, phone, tz:, src:, #tag
	aNote
	aText // "lead: …" takes everything behind the colon as the note
	aFirstLine
	aPerson // a mention
	aRest   // anything, as typed
)

// entry is one line of the table of verbs.
type entry struct {
	verb    Verb
	words   []string
	takes   part
	outcome followup.Outcome // said by the verb itself
}

var verbs = []entry{
	{verb: Log, words: []string{"log", "touch"}, takes: aLead | aTouch | aChannel | aNext | aPromise | anAmount | aNote | aText | aFirstLine},
	{
		verb: Log, words: []string{"breakup", "break-up"}, outcome: followup.BreakUpSent,
		takes: aLead | aTouch | aChannel | aNext | aNote | aText,
	},
	{verb: Park, words: []string{"park"}, takes: aLead | aDate | aNote | aFirstLine},
	{verb: Add, words: []string{"add", "new"}, takes: aLead | anAmount | aContact | aNote | aPerson},
	{verb: Due, words: []string{"due", "today", "list", "heute"}, takes: aPerson},
	{verb: Next, words: []string{"next"}},
	{verb: Lead, words: []string{"lead", "show", "find"}, takes: aLead},
	{verb: Snooze, words: []string{"snooze"}, takes: aLead | aDate | aNote},
	{verb: Move, words: []string{"move", "reschedule"}, takes: aLead | aDate | aPromise | aNote},
	{verb: Reply, words: []string{"reply", "replied"}, takes: aLead | aChannel | aNext | aPromise | aNote | aText},
	{verb: Won, words: []string{"won", "win"}, takes: aLead | anAmount | aNote},
	{verb: Lost, words: []string{"lost", "stop"}, takes: aLead | aNote | aText},
	{verb: DoNotContact, words: []string{"dnc", "donotcontact", "do-not-contact"}, takes: aLead | aNote | aText},
	{verb: Undo, words: []string{"undo"}},
	{verb: Settings, words: []string{"settings", "setting"}, takes: aRest},
	{verb: Team, words: []string{"team", "teams"}, takes: aRest | aPerson},
	{verb: Help, words: []string{"help", "?", "hilfe"}, takes: aRest},
}

// verbOf returns the line of the table that a word names.
func verbOf(t token) (entry, bool) {
	if t.quoted {
		return entry{}, false
	}
	low := strings.TrimRight(t.low, stops)
	for _, e := range verbs {
		if slices.Contains(e.words, low) {
			return e, true
		}
	}
	return entry{}, false
}

// unknownVerb refuses a first word and suggests the nearest verb as a corrected line.
func unknownVerb(line string, tokens []token) Problem {
	first := tokens[0]
	p := problem(UnknownVerb, line, first.text)
	best, distance := "", 3
	if len([]rune(first.low)) <= 3 {
		distance = 2
	}
	for _, e := range verbs {
		for _, w := range e.words {
			if d := editDistance(first.low, w, distance); d < distance && d < len([]rune(first.low)) {
				best, distance = w, d
			}
		}
	}
	if best == "" && hasPhrase(tokens[1:]) { // "acme call noanswer"
		p.Params["suggestion"] = string(Log)
		p.Choices = []Choice{{Text: string(Log) + " " + strings.TrimSpace(line)}}
		return p
	}
	if best == "" || first.quoted {
		return p
	}
	p.Params["suggestion"] = best
	p.Choices = []Choice{{Text: strings.TrimSpace(line[:first.start] + best + line[first.end:])}}
	return p
}

func hasPhrase(tokens []token) bool {
	for i := range tokens {
		if _, n := phraseAt(tokens[i:]); n > 0 {
			return true
		}
	}
	return false
}

// editDistance counts insertions, deletions, changes and swaps of neighbours between a and b; it answers limit for any
// distance of limit or more.
func editDistance(a, b string, limit int) int {
	s, t := []rune(a), []rune(b)
	if len(s)-len(t) >= limit || len(t)-len(s) >= limit {
		return limit
	}
	rows := make([][]int, len(s)+1)
	for i := range rows {
		rows[i] = make([]int, len(t)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(s); i++ {
		for j := 1; j <= len(t); j++ {
			change := 1
			if s[i-1] == t[j-1] {
				change = 0
			}
			rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+change)
			if i > 1 && j > 1 && s[i-1] == t[j-2] && s[i-2] == t[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return min(rows[len(s)][len(t)], limit)
}
