package view_test

import (
	"strings"
	"testing"

	"github.com/followup-bot/followup/internal/slackbot/view"
)

// sound is what a screen reader says of a button.
func sound(button map[string]any) string {
	if label, ok := button["accessibility_label"].(string); ok {
		return label
	}
	text, _ := button["text"].(map[string]any)
	said, _ := text["text"].(string)
	return said
}

// turnsPages are the buttons that carry a lead only to know which history they turn.
var turnsPages = map[any]bool{view.ActCardBack: true, view.ActCardPage: true}

// TestButtonsNameTheirLead wants that whoever hears a button without its row knows which lead it is about, and can call it by what is seen.
func TestButtonsNameTheirLead(t *testing.T) {
	t.Parallel()
	everySurface(t, func(t *testing.T, _ string, surface any) {
		walk(decoded(t, surface), func(node map[string]any) {
			text, ok := node["text"].(map[string]any)
			if !ok || node["type"] != "button" {
				return
			}
			seen, _ := text["text"].(string)
			value, _ := node["value"].(string)
			heard := sound(node)
			if !strings.HasPrefix(heard, strings.TrimRight(seen, "…")) || units(heard) > 75 {
				t.Errorf("%q sounds like %q", seen, heard)
			}
			if v, ok := view.ParseValue(value); ok && v.Lead != 0 && heard == seen && units(seen) < 70 && !turnsPages[node["action_id"]] {
				t.Errorf("%q doesn't say which lead it is about", seen)
			}
		})
	})
}

// TestNothingIsSilent wants words on whatever can be pressed, chosen from or typed into: a label, a placeholder or, at a menu of three dots,
// the row beside it.
func TestNothingIsSilent(t *testing.T) {
	t.Parallel()
	everySurface(t, func(t *testing.T, _ string, surface any) {
		walk(decoded(t, surface), func(node map[string]any) {
			kind, _ := node["type"].(string)
			switch {
			case kind == "input" && said(node["label"]) == "":
				t.Errorf("a field without a label: %v", node)
			case kind == "image" && node["alt_text"] == "":
				t.Errorf("a picture without words: %v", node)
			case strings.HasSuffix(kind, "_select") && said(node["placeholder"]) == "":
				t.Errorf("a menu without words: %v", node["action_id"])
			case kind == "actions":
				for _, e := range node["elements"].([]any) {
					if element, _ := e.(map[string]any); element["type"] == "overflow" && len(node["elements"].([]any)) == 1 {
						t.Errorf("a menu of three dots stands alone: %v", element["action_id"])
					}
				}
			}
		})
	})
}

// TestNotificationsSayWhatTheMessageSays wants the text that phones and screen readers get to be what the message is about: it names the
// lead of a message about one, and the first of several.
func TestNotificationsSayWhatTheMessageSays(t *testing.T) {
	t.Parallel()
	for _, language := range []string{"ordinary", "german"} {
		for name, surface := range drawn()[language] {
			m, ok := surface.(view.Message)
			if !ok || name == "digest_done" || name == "digest_folded" { // their day is done, and they say so
				continue
			}
			t.Run(language+"/"+name, func(t *testing.T) {
				t.Parallel()
				aboutLead := false
				walk(decoded(t, surface), func(node map[string]any) {
					label, _ := node["accessibility_label"].(string)
					aboutLead = aboutLead || strings.Contains(label, "Acme · Jane Doe")
				})
				if aboutLead && !strings.Contains(m.Text, "Acme · Jane Doe") {
					t.Errorf("%q names no lead", m.Text)
				}
			})
		}
	}
}

// said is what a text object says.
func said(object any) string {
	text, _ := object.(map[string]any)
	words, _ := text["text"].(string)
	return strings.TrimSpace(words)
}
