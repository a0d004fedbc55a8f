package e2e

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/lib/pq"

	"github.com/followup-bot/followup/internal/followup/quicklog"
	"github.com/followup-bot/followup/internal/slacksim"
)

// saying is a line, and the same with something more in it.
type saying struct{ without, with string }

// more makes sayings of a line and what may be typed behind it.
func more(line string, words ...string) []saying {
	all := make([]saying, 0, len(words))
	for _, w := range words {
		all = append(all, saying{line, line + " " + w})
	}
	return all
}

func both(groups ...[]saying) []saying {
	var all []saying
	for _, g := range groups {
		all = append(all, g...)
	}
	return all
}

// sayings has, for each verb and each part of a line it takes, lines that are complete and lines that open a form.
var sayings = map[string]map[string][]saying{
	"log": {
		"lead":       {{"log call noanswer", "log Acme call noanswer"}},
		"touch":      both(more("log Acme call", "noanswer"), more("log Acme call noanswer", "2m", "val:case-study", "at:yesterday 16:00"), more("log Acme", "2m", "dur:2m", "val:case-study", "at:yesterday 16:00", "noanswer")),
		"channel":    both(more("log Acme", "li"), []saying{{"log Acme sent next fri", "log Acme li sent next fri"}}),
		"next":       both(more("log Acme call noanswer", "next", "next fri", "next email", "next fri 14:00"), more("log Acme call interested next fri", "14:00", "email"), more("log Acme call notnow next 3m", "call")),
		"promise":    both(more("log Acme call noanswer", "!"), more("log Acme call callback next fri", "!"), more("log Acme call notnow next 3m", "!")),
		"amount":     both(more("log Acme call noanswer", "€12k"), more("log Acme call won", "€12k"), more("log Acme", "€12k"), more("log Gamma call noanswer", "€12k")),
		"note":       both(more("log Acme call noanswer", `"wants pricing"`, `note:pricing`, "wants pricing soon"), more("log Acme", `"wants pricing"`), more("log Gamma call noanswer", `"wants pricing"`)),
		"text":       {{"log Acme", "log Acme: wants pricing for ten people"}},
		"first line": both(more("log Acme call notnow next 3m", `say:"new budget year"`), more("log Acme call notnow", `say:"new budget year"`)), // where the outcome is missing too, it waits for that: see TestNotNow…
	},
	"breakup": {
		"lead":    {{"breakup email", "breakup Acme email"}},
		"touch":   both(more("breakup Acme email", "val:guide", "2m", "at:yesterday 16:00"), more("breakup Acme", "val:guide", "2m", "at:yesterday 16:00")),
		"channel": more("breakup Acme", "email"),
		"next":    both(more("breakup Acme email", "next fri", "next call"), more("breakup Acme", "next fri")),
		"note":    both(more("breakup Acme email", `"last try"`), more("breakup Acme", `"last try"`)),
		"text":    {{"breakup Acme", "breakup Acme: this was the last try"}},
	},
	"cadence": {"plan": both(more("cadence", "show warm-21", "acme", "start warm-21 for Acme", "new"), more("cadence show warm-21", "large"))},
	"stop":    {"plan": more("stop", "Acme")},
	"pause":   {"plan": more("pause", "Acme")},
	"resume":  {"plan": more("resume", "Acme")},
	"skip":    {"plan": more("skip", "Acme")},
	"restart": {"plan": more("restart", "Acme")},
	"switch":  {"plan": more("switch", "Acme")},
	"park": {
		"lead":       {{"park 3m", "park Acme 3m"}},
		"date":       both(more("park Acme", "3m"), more("park", "3m")),
		"note":       both(more("park Acme 3m", `"budget frozen"`, "budget is frozen"), more("park Acme", `"budget frozen"`)),
		"first line": both(more("park Acme 3m", `say:"new budget year"`), more("park Acme", `say:"new budget year"`)),
	},
	"add": {
		"lead":    {{"add", "add Gamma"}, {"add jane@g.example", "add Gamma jane@g.example"}, {"add Gamma", `add "Gamma / Jane"`}},
		"amount":  both(more("add Gamma", "€12k"), more("add jane@g.example", "€12k")),
		"contact": both(more("add Gamma", "jane@g.example", "+49 30 1234567", "tz:Asia/Tokyo", "src:fair", "#q2"), more("add jane@g.example", "+49 30 1234567", "tz:Asia/Tokyo", "src:fair", "#q2")),
		"note":    both(more("add Gamma", `"met at the fair"`), more("add jane@g.example", `"met at the fair"`)),
		"person":  both(more("add Gamma", "@max"), more("add jane@g.example", "@max")),
	},
	"due":    {"person": more("due", "@max")},
	"next":   {},
	"lead":   {"lead": more("lead", "Acme")},
	"snooze": {"lead": {{"snooze fri", "snooze Acme fri"}}, "date": both(more("snooze Acme", "fri"), more("snooze Acme fri", "14:00")), "note": more("snooze Acme fri", `"at the fair"`)},
	"move":   {"lead": {{"move fri", "move Acme fri"}}, "date": both(more("move Acme", "fri"), more("move Acme fri", "14:00")), "promise": both(more("move Acme fri", "!"), more("move Acme", "!")), "note": both(more("move Acme fri", `"at the fair"`), more("move Acme", `"at the fair"`))},
	"reply":  {"lead": more("reply", "Acme"), "channel": more("reply Acme", "li"), "next": more("reply Acme", "next fri", "next call fri 14:00"), "promise": both(more("reply Acme", "!"), more("reply Acme next fri", "!")), "note": both(more("reply Acme", `"asks for pricing"`), more("reply Acme !", `"asks for pricing"`)), "text": {{"reply Acme", "reply Acme: asks for pricing"}}},
	"signal": {
		"lead":   {{"signal funding", "signal Acme funding"}},
		"signal": more("signal Acme", "funding", "pricing-page", "reply"),
		"note":   both(more("signal Acme funding", `"series B"`, "series B"), more("signal Acme reply", `"asks for pricing"`), more("signal Acme", `"series B"`)),
	},
	"won":      {"lead": {{"won €12k", "won Acme €12k"}}, "amount": more("won Acme", "€12k"), "note": more("won Acme", `"three years"`)},
	"lost":     {"lead": more("lost", "Acme"), "note": more("lost Acme", `"too dear"`), "text": {{"lost Acme", "lost Acme: too dear"}}},
	"dnc":      {"lead": more("dnc", "Acme"), "note": more("dnc Acme", `"asked by phone"`), "text": {{"dnc Acme", "dnc Acme: asked by phone"}}},
	"merge":    {"lead": more("merge", "Acme"), "into": more("merge Acme", "into Delta")},
	"forget":   {"lead": more("forget", "Acme")},
	"away":     {"leave": both(more("away until 4 jun", "from 2 jun", "from fri"), more("away", "until 4 jun")), "person": more("away until 4 jun", "cover @max")},
	"back":     {},
	"undo":     {"lead": more("undo", "Acme")},
	"settings": {},
	"team":     {},
	"help":     {"rest": more("help", "log")},
	"spread":   {"rest": more("spread", "5")},
	"prep":     {"lead": more("prep", "Acme")},
	"value":    {"rest": more("value", "logistics")},
}

// TestEveryWordALineMayHaveCounts types all that the verbs take, with and without: it must change what is stored or what is answered.
// A word that is read and then dropped is a lie to who typed it; a verb that can't use it refuses it.
func TestEveryWordALineMayHaveCounts(t *testing.T) {
	w := begin(t, options{})
	w.sales("ana", "ana", "max")
	for word, parts := range quicklog.Takes() {
		for _, part := range parts {
			if len(sayings[word][part]) == 0 {
				t.Errorf("%s takes a %s, and nobody says one here", word, part)
			}
		}
		if len(sayings[word]) != len(parts) {
			t.Errorf("%s takes only %v", word, parts)
		}
	}
	came := map[string]string{}
	for word, parts := range sayings {
		for part, lines := range parts {
			for _, line := range lines {
				if came[line.without] == "" {
					came[line.without], _ = w.comesOf(line.without)
				}
				with, refused := w.comesOf(line.with)
				if refused {
					t.Errorf("%s, %s: %q is refused:\n%s", word, part, line.with, with)
				}
				if with == came[line.without] {
					t.Errorf("%s, %s: %q comes to the same as %q:\n%s", word, part, line.with, line.without, with)
				}
			}
		}
	}
}

// empty forgets all leads. The bot goes on meanwhile, so that the database may have to choose between it and us.
func (w *world) empty() {
	w.t.Helper()
	const deadlock = "40P01"
	for {
		_, err := w.db.ExecContext(w.t.Context(),
			`truncate absences, offers, obligations, touches, events, digest_rows, deliveries, requests, recalls, contacts, lead_names, lead_words, leads`)
		if pq.As(err, deadlock) == nil {
			check(w.t, err)
			return
		}
	}
}

// comesOf is what Ana, or the admin, is answered to a line in a workspace that is always the same, and what is stored then; and whether it was refused.
func (w *world) comesOf(line string) (all string, refused bool) {
	w.t.Helper()
	w.empty()
	has(w.max, "Delta")
	has(w.ana, "Acme €5k", "Beta")
	w.ana.Command("/followup log Acme call noanswer next wed").Expect("Wed 13 May")
	w.ana.Command("/followup move Beta fri").Expect("Fri 15 May")

	by := w.ana
	if strings.HasPrefix(line, "forget") {
		by = w.sam // who may
	}
	toThem := func(p slacksim.Post) bool { return p.Bot && p.Reader == by.ID() }
	before := len(w.ws.Posts(toThem))
	reply := by.Command("/followup " + line)
	check(w.t, w.ws.Wait(w.t.Context(), func() bool {
		return len(w.ws.Modals(by.ID())) > 0 || len(w.ws.Posts(toThem)) > before
	}))
	var answer string
	if stack := w.ws.Modals(by.ID()); len(stack) > 0 {
		top := stack[len(stack)-1]
		blocks, err := json.Marshal(top.Blocks)
		check(w.t, err)
		answer = string(blocks)
		by.ExpectModal(titleOf(top.Title)).Close()
	} else {
		answer = reply.Text()
	}
	var stored string
	check(w.t, w.db.GetContext(w.t.Context(), &stored, `
select jsonb_build_array(
    (select jsonb_agg(to_jsonb(l) - 'id' - 'open_recall_id' order by l.id) from leads l),
    (select jsonb_agg(to_jsonb(c) - 'lead_id' order by c.lead_id) from contacts c),
    (select jsonb_agg(to_jsonb(r) - 'id' - 'lead_id' - 'open_id' order by r.id) from recalls r where is_open),
    (select jsonb_agg(to_jsonb(t) - 'id' - 'lead_id' - 'event_id' order by t.id) from touches t),
    (select jsonb_agg(jsonb_build_object('kind', e.kind, 'detail', e.detail) order by e.id) from events e))`))
	return answer + "\n" + stored, strings.Contains(answer, "\n"+line)
}

func titleOf(title any) string {
	words, _ := title.(map[string]any)
	text, _ := words["text"].(string)
	return text
}
