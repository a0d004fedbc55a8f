package slacksim

import (
	"regexp"
	"strings"
)

// Ping is something in a message of the app that would notify people or turn text into a link.
type Ping struct {
	Channel string `json:"channel"`
	TS      string `json:"ts"`
	Kind    string `json:"kind"` // broadcast, user, usergroup, bare (@channel in plain words), link
	What    string `json:"what"`
	In      string `json:"in"` // the text it was found in
}

var (
	pingBroadcast = regexp.MustCompile(`<!(?:channel|here|everyone)(?:\|[^>]*)?>`)
	pingGroup     = regexp.MustCompile(`<!subteam\^[A-Z0-9]+(?:\|[^>]*)?>`)
	pingUser      = regexp.MustCompile(`<@[A-Z0-9]+(?:\|[^>]*)?>`)
	pingBare      = regexp.MustCompile(`(?:^|[^\w<!])@(?:channel|here|everyone)\b`)
	pingLink      = regexp.MustCompile(`<(?:https?://|mailto:|tel:)[^>]*>`)
	pingBareLink  = regexp.MustCompile(`(?:^|[^<|\w])https?://[^\s<>|]+`)
)

// Pings lists everything in the app's messages, as posted and as edited, that would notify somebody or make a link out of
// text. Mentions and links that an app wants belong into rich text or a button; tests of most messages want none.
func (w *Workspace) Pings() []Ping {
	w.mu.Lock()
	defer w.mu.Unlock()
	return append([]Ping(nil), w.log.pings...)
}

// notePings looks through a message of the app. The caller holds the lock.
func (w *Workspace) notePings(m *message) {
	w.pingsInText(m, m.text, true)
	for _, b := range m.blocks {
		w.pingsIn(m, b)
	}
}

// noteParseFull looks for what parse=full and link_names turn into mentions on top.
func (w *Workspace) noteParseFull(m *message) {
	w.notePing(m, "bare", pingBare.FindAllString(m.text, -1), m.text)
}

// pingsIn walks through everything a block says. Links in rich text are wanted ones: nothing becomes one by accident there.
func (w *Workspace) pingsIn(m *message, node any) {
	switch v := node.(type) {
	case []any:
		for _, child := range v {
			w.pingsIn(m, child)
		}
	case object:
		switch text(v, "type") {
		case "mrkdwn":
			w.pingsInText(m, text(v, "text"), v["verbatim"] == true)
		case "markdown":
			w.pingsInText(m, text(v, "text"), false)
		case "broadcast":
			w.notePing(m, "broadcast", []string{"@" + text(v, "range")}, "rich text")
		case "user":
			w.notePing(m, "user", []string{text(v, "user_id")}, "rich text")
		case "usergroup":
			w.notePing(m, "usergroup", []string{text(v, "usergroup_id")}, "rich text")
		}
		for _, child := range v {
			w.pingsIn(m, child)
		}
	}
}

// pingsInText looks into mrkdwn. Only text that is not verbatim is searched by Slack for bare names and addresses.
func (w *Workspace) pingsInText(m *message, s string, verbatim bool) {
	if s == "" {
		return
	}
	w.notePing(m, "broadcast", pingBroadcast.FindAllString(s, -1), s)
	w.notePing(m, "usergroup", pingGroup.FindAllString(s, -1), s)
	w.notePing(m, "user", pingUser.FindAllString(s, -1), s)
	w.notePing(m, "link", pingLink.FindAllString(s, -1), s)
	if !verbatim {
		w.notePing(m, "bare", pingBare.FindAllString(s, -1), s)
		w.notePing(m, "link", pingBareLink.FindAllString(s, -1), s)
	}
}

func (w *Workspace) notePing(m *message, kind string, found []string, in string) {
	for _, what := range found {
		p := Ping{Channel: m.channel.id, TS: m.ts, Kind: kind, What: strings.TrimSpace(what), In: in}
		w.log.pings = keepLast(w.log.pings, p)
	}
}
