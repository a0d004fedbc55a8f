package followup

import (
	"cmp"
	"regexp"
	"strings"
)

// Brief is what helps to talk to the people of a lead, as short as it is to be read before a call.
type Brief struct {
	Hook      string `json:"hook,omitempty"`      // what is personal to them: "runs marathons"
	Questions string `json:"questions,omitempty"` // what we want to know
	Owes      string `json:"owes,omitempty"`      // what they promised us
}

// Heard adds what a note says of it: "hook: runs marathons; ask: who signs?; owes: the list of users". A hook takes the place of the one
// before; of questions and promises there may be several. What is known already is not added twice.
func (b Brief) Heard(note string) Brief {
	marks := briefMark.FindAllStringSubmatchIndex(note, -1)
	for i, m := range marks {
		end := len(note)
		if i+1 < len(marks) {
			end = marks[i+1][0]
		}
		text := note[m[1]:end]
		if stop := strings.IndexAny(text, "\n;"); stop >= 0 {
			text = text[:stop]
		}
		if text = strings.Trim(text, " \t.,"); text == "" {
			continue
		}
		switch strings.ToLower(note[m[2]:m[3]]) {
		case "hook", "aufhänger":
			b.Hook = text
		case "ask", "frage":
			b.Questions = alsoSays(b.Questions, text)
		default:
			b.Owes = alsoSays(b.Owes, text)
		}
	}
	return b
}

// briefMark begins what a note says of the brief.
var briefMark = regexp.MustCompile(`(?i)(?:^|[\s;,.])(hook|aufhänger|ask|frage|owes|schuldet):[ \t]*`)

func alsoSays(known, text string) string {
	if known == "" || strings.Contains(strings.ToLower(known), strings.ToLower(text)) {
		return cmp.Or(known, text)
	}
	return known + "; " + text
}

// with is a brief with what only the other one knows.
func (b Brief) with(other Brief) Brief {
	return Brief{Hook: cmp.Or(b.Hook, other.Hook), Questions: cmp.Or(b.Questions, other.Questions), Owes: cmp.Or(b.Owes, other.Owes)}
}
