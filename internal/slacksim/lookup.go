package slacksim

import (
	"sort"
	"strings"
)

// Post is one message of a conversation, seen from above rather than by one person.
type Post struct {
	StateMessage
	Channel string // id
	Name    string // #sales, or the handle of the person at the other end of the app's DM
	Reader  string // id of the only reader of an ephemeral message

	Metadata map[string]any // as the app gave it; nobody reads it but the app
}

// Posts lists the messages of all conversations that match, oldest first.
func (w *Workspace) Posts(match func(Post) bool) []Post {
	w.mu.Lock()
	defer w.mu.Unlock()
	var found []Post
	for _, id := range w.chanOrder {
		c := w.channels[id]
		for _, list := range [][]*message{c.messages, c.whispers} {
			for _, m := range list {
				if p := w.post(c, m); match(p) {
					found = append(found, p)
				}
			}
		}
	}
	sort.SliceStable(found, func(i, j int) bool { return tsLess(found[i].TS, found[j].TS) })
	return found
}

func (w *Workspace) post(c *channel, m *message) Post {
	p := Post{StateMessage: stateMessage(m), Channel: c.id, Name: "#" + c.name, Reader: m.reader, Metadata: m.metadata}
	if c.kind == kindIM {
		p.Name = w.people[c.other(w.ids.botUser)].Name
	}
	return p
}

// Modals is the stack of open modals of a person, the topmost last.
func (w *Workspace) Modals(user string) []StateView {
	w.mu.Lock()
	defer w.mu.Unlock()
	views := make([]StateView, 0, len(w.stacks[user]))
	for _, v := range w.stacks[user] {
		views = append(views, stateView(v))
	}
	return views
}

// Home is what a person's Home tab shows; nil until the app published one.
func (w *Workspace) Home(user string) *StateHome {
	w.mu.Lock()
	defer w.mu.Unlock()
	v := w.homes[user]
	if v == nil {
		return nil
	}
	return &StateHome{ID: v.id, Hash: v.hash, Blocks: v.blocks()}
}

// People lists everybody but Slackbot, the app's bot user among them.
func (w *Workspace) People() []StatePerson {
	w.mu.Lock()
	defer w.mu.Unlock()
	people := make([]StatePerson, 0, len(w.order))
	for _, id := range w.order {
		if id != "USLACKBOT" {
			people = append(people, w.statePerson(w.people[id]))
		}
	}
	return people
}

// ChannelID is the id of a channel by name, with or without the #; empty when there is none.
func (w *Workspace) ChannelID(name string) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, c := range w.channels {
		if c.kind != kindIM && c.name == strings.TrimPrefix(name, "#") {
			return c.id
		}
	}
	return ""
}
