package simtest

import (
	"fmt"
	"strings"

	"github.com/followup-bot/followup/internal/slacksim"
)

// transcriptCalls is how many of the last API calls and envelopes a transcript shows.
const transcriptCalls = 30

// Transcript is all that happened in the workspace, to be read in a failure.
func (w *World) Transcript() string {
	var s strings.Builder
	render := w.render()
	s.WriteString("── messages ──\n")
	for _, p := range w.ws.Posts(func(slacksim.Post) bool { return true }) {
		to := ""
		if p.Reader != "" {
			to = " (only " + render.name(p.Reader) + ")"
		}
		text := strings.ReplaceAll(render.message(p.Text, p.Blocks), "\n", "\n    ")
		fmt.Fprintf(&s, "%s %s%s, %s:\n    %s\n", p.TS, p.Name, to, render.name(p.User), text)
	}
	for _, p := range w.ws.People() {
		for _, v := range w.ws.Modals(p.ID) {
			fmt.Fprintf(&s, "── modal of %s: %s ──\n%s\n", p.Name, render.text(v.Title), render.blocks(v.Blocks))
		}
	}
	log := w.ws.Log()
	s.WriteString("── envelopes ──\n")
	for _, e := range lastOf(log.Envelopes) {
		fmt.Fprintf(&s, "%s %s %s acked=%v after %s\n", e.Type, e.Kind, render.name(e.User), e.Acked, e.After)
	}
	s.WriteString("── calls ──\n")
	for _, c := range lastOf(log.Calls) {
		fmt.Fprintf(&s, "%s %s %d %s\n", c.Method, c.Channel, c.Status, c.Error)
	}
	for _, v := range log.Violations {
		fmt.Fprintf(&s, "violation: %s: %s\n", v.What, v.Detail)
	}
	return s.String()
}

func lastOf[T any](all []T) []T { return all[max(0, len(all)-transcriptCalls):] }
