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
	Signal       Verb = "signal"
	Won          Verb = "won"
	Lost         Verb = "lost"
	DoNotContact Verb = "dnc"
	Merge        Verb = "merge"
	Cadence      Verb = "cadence"
	Forget       Verb = "forget"
	Away         Verb = "away"
	Back         Verb = "back"
	Playbook     Verb = "playbook"
	Undo         Verb = "undo"
	Settings     Verb = "settings"
	Team         Verb = "team"
	Help         Verb = "help"
	Spread       Verb = "spread"
	Prep         Verb = "prep"
	Library      Verb = "value"
)

// Verbs lists every verb: a test holds the routes against it.
func Verbs() []Verb {
	return []Verb{
		Today, Log, Park, Add, Due, Next, Lead, Snooze, Move, Reply, Signal, Won, Lost, DoNotContact, Merge, Cadence, Forget, Playbook, Away, Back, Undo, Settings, Team, Help, Spread,
		Prep, Library,
	}
}

// part is a set of things a line may say.
type part uint32

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
	anInto  // into LEAD
	aSignal // a kind of signal
	aPlan   // what is asked of a cadence
	aLeave  // when somebody is away, and who covers
	aRest   // anything, as typed
)

// entry is one line of the table of verbs.
type entry struct {
	verb    Verb
	words   []string
	takes   part
	outcome followup.Outcome // said by the verb itself
	doing   Doing            // the same, of cadences
	like    string           // a line that shows what it takes, for those who typed what it doesn't
}

var verbs = []entry{
	{
		verb: Log, words: []string{"log", "touch"}, like: `log acme call connected "wants pricing" next fri`,
		takes: aLead | aTouch | aChannel | aNext | aPromise | anAmount | aNote | aText | aFirstLine,
	},
	{
		verb: Log, words: []string{"breakup", "break-up"}, outcome: followup.BreakUpSent, like: `breakup acme email "last try"`,
		takes: aLead | aTouch | aChannel | aNext | aNote | aText,
	},
	{verb: Park, words: []string{"park"}, takes: aLead | aDate | aNote | aFirstLine, like: `park acme 3m "budget frozen"`},
	{
		verb: Add, words: []string{"add", "new"}, like: `add "Beta GmbH" jane@beta.example €12k "met at the fair"`,
		takes: aLead | anAmount | aContact | aNote | aPerson,
	},
	{verb: Due, words: []string{"due", "today", "list", "heute"}, takes: aPerson, like: "due @name"},
	{verb: Next, words: []string{"next"}, like: "next"},
	{verb: Lead, words: []string{"lead", "show", "find"}, takes: aLead, like: "lead acme"},
	{verb: Snooze, words: []string{"snooze"}, takes: aLead | aDate | aNote, like: "snooze acme tmr"},
	{verb: Move, words: []string{"move", "reschedule"}, takes: aLead | aDate | aPromise | aNote, like: "move acme fri 14:00"},
	{
		verb: Reply, words: []string{"reply", "replied"}, like: `reply acme "asks for pricing"`,
		takes: aLead | aChannel | aNext | aPromise | aNote | aText,
	},
	{
		verb: Signal, words: []string{"signal", "signals"}, takes: aLead | aSignal | aNote,
		like: `signal acme pricing-page "seen twice"`,
	},
	{verb: Won, words: []string{"won", "win"}, takes: aLead | anAmount | aNote, like: `won acme €12k "three years"`},
	{verb: Lost, words: []string{"lost"}, takes: aLead | aNote | aText, like: `lost acme "too dear"`},
	{verb: DoNotContact, words: []string{"dnc", "donotcontact", "do-not-contact"}, takes: aLead | aNote | aText, like: "dnc acme"},
	{verb: Merge, words: []string{"merge"}, takes: aLead | anInto, like: "merge beta into acme"},
	{verb: Cadence, words: []string{"cadence", "cadences", "kadenz"}, takes: aPlan, like: "cadence start warm-21 for acme"},
	{verb: Cadence, words: []string{"stop"}, doing: StopIt, takes: aPlan},
	{verb: Cadence, words: []string{"pause"}, doing: PauseIt, takes: aPlan},
	{verb: Cadence, words: []string{"resume"}, doing: ResumeIt, takes: aPlan},
	{verb: Cadence, words: []string{"skip"}, doing: SkipStep, takes: aPlan},
	{verb: Cadence, words: []string{"restart"}, doing: RestartIt, takes: aPlan},
	{verb: Cadence, words: []string{"switch"}, doing: SwitchTo, takes: aPlan},
	{verb: Forget, words: []string{"forget", "erase"}, takes: aLead, like: "forget acme"},
	{verb: Away, words: []string{"away", "abwesend", "weg", "urlaub"}, takes: aLeave | aPerson, like: "away until 4 aug cover @max"},
	{verb: Back, words: []string{"back", "zurück", "zurueck", "zuruck"}, like: "back"},
	{verb: Playbook, words: []string{"playbook", "templates", "vorlagen"}, like: "playbook"},
	{verb: Undo, words: []string{"undo"}, takes: aLead, like: "undo acme"},
	{verb: Settings, words: []string{"settings", "setting"}, like: "settings"},
	{verb: Team, words: []string{"team", "teams"}, like: "team"},
	{verb: Spread, words: []string{"spread", "verteilen"}, takes: aRest, like: "spread 3"},
	{verb: Help, words: []string{"help", "?", "hilfe"}, takes: aRest, like: "help log"},
	{verb: Prep, words: []string{"prep", "prepare"}, takes: aLead, like: "prep acme"},
	{verb: Library, words: []string{"value", "library"}, takes: aRest, like: "value logistics"},
}

// partNames name what a line may say.
var partNames = map[part]string{
	aLead: "lead", aTouch: "touch", aChannel: "channel", aDate: "date", aNext: "next", aPromise: "promise", anAmount: "amount",
	aContact: "contact", aNote: "note", aText: "text", aFirstLine: "first line", aPerson: "person", anInto: "into", aSignal: "signal", aPlan: "plan", aLeave: "leave", aRest: "rest",
}

// Takes names, for each line of the table by its first word, all that may be said there: a test types each of it and looks for what
// it does, because a word that is read and then dropped is worse than one that is refused.
func Takes() map[string][]string {
	all := make(map[string][]string, len(verbs))
	for _, e := range verbs {
		names := []string{}
		for p := aLead; p <= aRest; p <<= 1 {
			if e.takes&p != 0 {
				names = append(names, partNames[p])
			}
		}
		all[e.words[0]] = names
	}
	return all
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
	if len([]rune(first.low)) <= 5 { // "hello" is no "help"
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

// hasPhrase reports whether a line without a verb reads like a touch: among its first words is a channel or an outcome. What is longer than
// that before it says either is a letter.
func hasPhrase(tokens []token) bool {
	const read = 60
	for i := range tokens[:min(len(tokens), read)] {
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
