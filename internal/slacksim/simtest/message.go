package simtest

import (
	"fmt"
	"strings"

	"github.com/followup-bot/followup/internal/slacksim"
)

// Message is a message of the app that somebody expected. It always shows the latest version.
type Message struct {
	Part
	seen    int // revision
	channel string
	ts      string
}

func newMessage(p *Person, post slacksim.Post) *Message {
	m := &Message{channel: post.Channel, ts: post.TS, seen: post.Revision}
	m.Part = Part{
		p: p, what: "the message in " + post.Name, values: slacksim.Values{},
		at: slacksim.Container{Type: "message", Channel: post.Channel, TS: post.TS},
	}
	m.fetch = func() ([]any, bool) {
		now, ok := m.post()
		return now.Blocks, ok
	}
	return m
}

// post is the message as it is now.
func (m *Message) post() (slacksim.Post, bool) {
	found := m.p.w.ws.Posts(func(p slacksim.Post) bool { return p.Channel == m.channel && p.TS == m.ts })
	if len(found) == 0 {
		return slacksim.Post{}, false
	}
	return found[0], true
}

// As is the same message in the eyes and hands of somebody else.
func (m *Message) As(p *Person) *Message {
	other := *m
	other.p, other.values = p, slacksim.Values{}
	return &other
}

// Text is everything a person reads in the message, line by line.
func (m *Message) Text() string {
	post, _ := m.post()
	return m.p.w.render().message(post.Text, post.Blocks)
}

// Notification is the text that a phone shows of the message.
func (m *Message) Notification() string {
	post, _ := m.post()
	return m.p.w.render().mrkdwn(post.Text)
}

// Channel is the id of its conversation.
func (m *Message) Channel() string { return m.channel }

// TS is the message's timestamp.
func (m *Message) TS() string { return m.ts }

// ExpectUpdate waits until the message was edited, since it was last looked at here, and contains the text.
func (m *Message) ExpectUpdate(contains string) *Message {
	m.p.w.t.Helper()
	m.p.w.wait(fmt.Sprintf("update of %s with %q", m.what, contains), func() bool {
		post, ok := m.post()
		if !ok || post.Revision <= m.seen || !strings.Contains(m.p.w.render().message(post.Text, post.Blocks), contains) {
			return false
		}
		m.seen = post.Revision
		return true
	})
	return m
}

// ExpectGone waits until the message was deleted.
func (m *Message) ExpectGone() {
	m.p.w.t.Helper()
	m.p.w.wait("deletion of "+m.what, func() bool {
		_, there := m.post()
		return !there
	})
}
