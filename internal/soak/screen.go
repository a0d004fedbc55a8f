package soak

import (
	"encoding/json"
	"strings"

	"github.com/followup-bot/followup/internal/slackbot/view"
	"github.com/followup-bot/followup/internal/slacksim"
)

// object is a decoded JSON object.
type object = map[string]any

// widget is something on a screen that can be used.
type widget struct {
	block, action, kind string
	value               string   // of a button
	options             []string // values of a menu's
	dispatches          bool     // using it tells the bot
	required            bool     // an input that must be filled in
	filled              bool     // the bot has put something there
}

// widgets lists what can be used, in reading order.
func widgets(blocks []any) []widget {
	var all []widget
	for _, b := range blocks {
		block, _ := b.(object)
		input := str(block, "type") == "input"
		add := func(raw any) {
			e, ok := raw.(object)
			if !ok {
				return
			}
			w := widget{
				block: str(block, "block_id"), action: str(e, "action_id"), kind: str(e, "type"), value: str(e, "value"),
				dispatches: !input || block["dispatch_action"] == true, required: input && block["optional"] != true,
			}
			for key := range e {
				w.filled = w.filled || strings.HasPrefix(key, "initial_")
			}
			options, _ := e["options"].([]any)
			for _, o := range options {
				option, _ := o.(object)
				w.options = append(w.options, str(option, "value"))
			}
			all = append(all, w)
		}
		add(block["accessory"])
		add(block["element"])
		if str(block, "type") == "actions" {
			elements, _ := block["elements"].([]any)
			for _, e := range elements {
				add(e)
			}
		}
	}
	return all
}

// those are the widgets with an action id.
func those(all []widget, action string) []widget {
	var found []widget
	for _, w := range all {
		if w.action == action {
			found = append(found, w)
		}
	}
	return found
}

// receipts are what a screen says has happened: the value of each way to take something back.
func receipts(blocks []any) []view.Value {
	var all []view.Value
	for _, w := range those(widgets(blocks), view.ActUndo) {
		if v, ok := view.ParseValue(w.value); ok && v.Event != 0 {
			all = append(all, v)
		}
	}
	return all
}

// words are all that a post says, roughly.
func words(p slacksim.Post) string {
	text, err := json.Marshal(p.Blocks)
	if err != nil {
		return p.Text
	}
	return p.Text + string(text)
}

func str(o object, key string) string {
	s, _ := o[key].(string)
	return s
}
