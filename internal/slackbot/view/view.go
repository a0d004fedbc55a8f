// Package view turns what Followup knows into Slack messages, forms and words: data in, blocks out, nothing else.
//
// Every function is pure. People's text goes in as plain text, or escaped and made harmless at the leaf (G8); every surface
// stays inside Slack's limits whatever the data. What a form asks and how its answers are read stand side by side.
package view

import "github.com/slack-go/slack"

// Message is a message's blocks, and the text that notifications and screen readers show.
type Message struct {
	Text   string
	Blocks []slack.Block
}
