// Package simtest lets a Go test speak as the people of a simulated workspace: they type, click and read, and wait for what the
// app does until it has done it. Nothing sleeps. When something expected does not come, the test fails with a transcript.
package simtest

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/slacksim"
)

// patience is how long a test waits for the app in real time.
const patience = 10 * time.Second

// World is a workspace with the people of one test in it. Whatever a test expects is taken off its list; [World.ExpectQuiet] fails
// on what is left.
type World struct {
	t     testing.TB
	ws    *slacksim.Workspace
	mu    sync.Mutex
	taken map[string]bool
}

// New makes a world of a running workspace.
func New(t testing.TB, ws *slacksim.Workspace) *World {
	return &World{t: t, ws: ws, taken: map[string]bool{}}
}

// Workspace is the workspace itself.
func (w *World) Workspace() *slacksim.Workspace { return w.ws }

// Person is somebody of the workspace, by handle or id.
func (w *World) Person(name string) *Person {
	w.t.Helper()
	for _, p := range w.ws.People() {
		if p.ID == name || p.Name == name {
			return &Person{w: w, id: p.ID, name: p.Name}
		}
	}
	w.t.Fatalf("nobody is called %q", name)
	return nil
}

// ExpectChannel waits for a message of the app in a channel that contains the text.
func (w *World) ExpectChannel(name, contains string) *Message {
	w.t.Helper()
	id := w.ws.ChannelID(name)
	if id == "" {
		w.t.Fatalf("there is no channel %s", name)
	}
	says := w.says(contains)
	return w.expect(w.anyMember(id), fmt.Sprintf("message in %s with %q", name, contains), func(p slacksim.Post) bool {
		return p.Channel == id && p.Reader == "" && says(p)
	})
}

// anyMember is somebody who can click in a channel.
func (w *World) anyMember(channel string) *Person {
	for _, p := range w.ws.People() {
		s, err := w.ws.State(p.ID)
		if err != nil || p.Deleted {
			continue
		}
		for _, c := range s.Conversations {
			if c.ID == channel && c.Member {
				return &Person{w: w, id: p.ID, name: p.Name}
			}
		}
	}
	return &Person{w: w}
}

// expect waits for the first message of the app that fits and was not taken before, and takes it.
func (w *World) expect(reader *Person, what string, fits func(slacksim.Post) bool) *Message {
	w.t.Helper()
	var found *slacksim.Post
	w.wait(what, func() bool {
		posts := w.ws.Posts(func(p slacksim.Post) bool { return p.Bot && fits(p) })
		w.mu.Lock()
		defer w.mu.Unlock()
		for _, p := range posts {
			if key := p.Channel + " " + p.TS; !w.taken[key] {
				w.taken[key] = true
				found = &p
				return true
			}
		}
		return false
	})
	return newMessage(reader, *found)
}

// wait waits until found reports true and fails the test with a transcript when that takes too long.
func (w *World) wait(what string, found func() bool) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), patience)
	defer cancel()
	if err := w.ws.Wait(ctx, found); err != nil {
		w.fail("no %s", what)
	}
}

// fail ends the test and shows what happened in the workspace.
func (w *World) fail(format string, args ...any) {
	w.t.Helper()
	w.t.Fatalf("%s\n%s", fmt.Sprintf(format, args...), w.Transcript())
}

// says answers a test for posts in which a person reads this text, in the message or in its notification.
func (w *World) says(contains string) func(slacksim.Post) bool {
	render := w.render()
	return func(p slacksim.Post) bool {
		return strings.Contains(render.message(p.Text, p.Blocks), contains) || strings.Contains(render.mrkdwn(p.Text), contains)
	}
}

// ExpectQuiet fails when the app said or opened something that nobody expected, when it broke Slack's protocol, or when a message
// would ping somebody. It waits for what is under way, not for what the app may do later.
func (w *World) ExpectQuiet() {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), patience)
	defer cancel()
	if err := w.ws.Settle(ctx); err != nil {
		w.fail("the workspace does not come to rest: %v", err)
	}
	var noise []string
	for _, p := range w.unexpected() {
		noise = append(noise, fmt.Sprintf("unexpected message in %s: %s", p.Name, w.render().message(p.Text, p.Blocks)))
	}
	for _, p := range w.ws.People() {
		for _, v := range w.ws.Modals(p.ID) {
			if !w.isTaken("view " + v.ID) {
				noise = append(noise, fmt.Sprintf("unexpected modal of %s: %s", p.Name, w.render().text(v.Title)))
			}
		}
	}
	for _, v := range w.ws.Violations() {
		noise = append(noise, "violation: "+v.What+": "+v.Detail)
	}
	for _, p := range w.ws.Pings() {
		noise = append(noise, fmt.Sprintf("ping (%s) %s in %q", p.Kind, p.What, p.In))
	}
	if len(noise) > 0 {
		w.fail("not quiet:\n  %s", strings.Join(noise, "\n  "))
	}
}

func (w *World) unexpected() []slacksim.Post {
	return w.ws.Posts(func(p slacksim.Post) bool { return p.Bot && !w.isTaken(p.Channel+" "+p.TS) })
}

func (w *World) isTaken(key string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.taken[key]
}

// take marks a message or view as expected. It reports false when it already was.
func (w *World) take(key string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.taken[key] {
		return false
	}
	w.taken[key] = true
	return true
}
