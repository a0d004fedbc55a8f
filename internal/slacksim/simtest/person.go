package simtest

import (
	"errors"
	"fmt"
	"strings"

	"github.com/followup-bot/followup/internal/slacksim"
)

// Person acts in the workspace. Whatever fails at Slack fails the test, except in the methods that say otherwise.
type Person struct {
	w        *World
	id, name string
	channel  string // where they are; empty is the DM with the app
}

// ID is the person's user id.
func (p *Person) ID() string { return p.id }

// In is the same person standing in a channel.
func (p *Person) In(channel string) *Person {
	p.w.t.Helper()
	there := *p
	if there.channel = p.w.ws.ChannelID(channel); there.channel == "" {
		p.w.t.Fatalf("there is no channel %s", channel)
	}
	return &there
}

// Command types a slash command, leading slash and all, and waits for the ack. The answer is read with the reply.
func (p *Person) Command(line string) *Reply {
	p.w.t.Helper()
	if err := p.w.ws.Command(p.w.t.Context(), p.id, p.channel, line); err != nil {
		p.w.fail("%s typed %q: %v", p.name, line, err)
	}
	return &Reply{p: p, line: line}
}

// CommandFails types a slash command that Slack reports as failed, and answers the code, such as operation_timeout.
func (p *Person) CommandFails(line string) string {
	p.w.t.Helper()
	err := p.w.ws.Command(p.w.t.Context(), p.id, p.channel, line)
	var refused *slacksim.Refusal
	if !errors.As(err, &refused) {
		p.w.fail("%s typed %q and it did not fail (%v)", p.name, line, err)
	}
	return refused.Code
}

// Say writes a message.
func (p *Person) Say(text string) {
	p.w.t.Helper()
	if _, err := p.w.ws.Say(p.w.t.Context(), p.id, p.channel, text, ""); err != nil {
		p.w.fail("%s wrote %q: %v", p.name, text, err)
	}
}

// Shortcut starts a global shortcut.
func (p *Person) Shortcut(callbackID string) {
	p.w.t.Helper()
	if err := p.w.ws.UseShortcut(p.w.t.Context(), p.id, callbackID, "", ""); err != nil {
		p.w.fail("%s used the shortcut %s: %v", p.name, callbackID, err)
	}
}

// ShortcutOn starts a message shortcut on the newest message with a text in the conversation where the person is.
func (p *Person) ShortcutOn(callbackID, contains string) {
	p.w.t.Helper()
	found := p.w.ws.Posts(func(post slacksim.Post) bool {
		here := post.Channel == p.channel || (p.channel == "" && post.Name == p.name && post.Channel[0] == 'D')
		return here && post.Reader == "" && strings.Contains(post.Text, contains)
	})
	if len(found) == 0 {
		p.w.fail("%s sees no message with %q", p.name, contains)
	}
	if err := p.w.ws.UseShortcut(p.w.t.Context(), p.id, callbackID, found[len(found)-1].Channel, found[len(found)-1].TS); err != nil {
		p.w.fail("%s used the shortcut %s on %q: %v", p.name, callbackID, contains, err)
	}
}

// OpenHome opens the Home tab; what it shows is read with ExpectHome.
func (p *Person) OpenHome() {
	p.w.t.Helper()
	if err := p.w.ws.OpenHome(p.w.t.Context(), p.id); err != nil {
		p.w.fail("%s opened Home: %v", p.name, err)
	}
}

// ExpectHome waits until the Home tab shows the text.
func (p *Person) ExpectHome(contains string) *Home {
	p.w.t.Helper()
	h := &Home{Part: Part{p: p, what: "Home", values: slacksim.Values{}, at: slacksim.Container{Type: "home"}}}
	h.fetch = func() ([]any, bool) {
		home := p.w.ws.Home(p.id)
		if home == nil {
			return nil, false
		}
		return home.Blocks, true
	}
	p.w.wait(fmt.Sprintf("Home of %s with %q", p.name, contains), func() bool { return strings.Contains(h.Text(), contains) })
	return h
}

// Home is a person's Home tab. It always shows the latest.
type Home struct{ Part }

// ExpectDM waits for a direct message of the app that contains the text and was not expected before.
func (p *Person) ExpectDM(contains string) *Message {
	p.w.t.Helper()
	says := p.w.says(contains)
	return p.w.expect(p, fmt.Sprintf("DM to %s with %q", p.name, contains), func(post slacksim.Post) bool {
		return post.Reader == "" && post.Name == p.name && post.Channel[0] == 'D' && says(post)
	})
}

// ExpectEphemeral waits for a message that only this person sees, in any conversation.
func (p *Person) ExpectEphemeral(contains string) *Message {
	p.w.t.Helper()
	says := p.w.says(contains)
	return p.w.expect(p, fmt.Sprintf("ephemeral message to %s with %q", p.name, contains), func(post slacksim.Post) bool {
		return post.Reader == p.id && says(post)
	})
}

// ExpectModal waits until the topmost modal has this title.
func (p *Person) ExpectModal(title string) *Modal {
	p.w.t.Helper()
	var found slacksim.StateView
	p.w.wait(fmt.Sprintf("modal of %s called %q", p.name, title), func() bool {
		stack := p.w.ws.Modals(p.id)
		if len(stack) == 0 {
			return false
		}
		found = stack[len(stack)-1]
		return p.w.render().text(found.Title) == title
	})
	p.w.take("view " + found.ID)
	return newModal(p, found.ID, title)
}

// ExpectNoModal fails when a modal is open.
func (p *Person) ExpectNoModal() {
	p.w.t.Helper()
	if stack := p.w.ws.Modals(p.id); len(stack) > 0 {
		p.w.fail("%s still sees the modal %q", p.name, p.w.render().text(stack[len(stack)-1].Title))
	}
}

// Reply is the answer to a command: what only the person who typed it sees.
type Reply struct {
	p    *Person
	line string
	got  *Message
}

// Expect waits for the answer; it must contain the text. It answers the message, to click in.
func (r *Reply) Expect(contains string) *Message {
	r.p.w.t.Helper()
	m := r.Message()
	if !strings.Contains(m.Text(), contains) {
		r.p.w.fail("%s answered:\n%s\nwhich does not contain %q", r.line, m.Text(), contains)
	}
	return m
}

// Text waits for the answer and is what it says.
func (r *Reply) Text() string {
	r.p.w.t.Helper()
	return r.Message().Text()
}

// Message waits for the answer, the first one nobody expected yet.
func (r *Reply) Message() *Message {
	r.p.w.t.Helper()
	if r.got == nil {
		r.got = r.p.w.expect(r.p, fmt.Sprintf("answer to %s for %s", r.line, r.p.name), func(post slacksim.Post) bool {
			return post.Reader == r.p.id
		})
	}
	return r.got
}
