package simtest

import (
	"fmt"
	"regexp"
	"strings"
)

// renderer writes what a person reads in blocks as lines of text.
type renderer struct {
	people map[string]string // id → handle
}

func (w *World) render() renderer {
	people := map[string]string{}
	for _, p := range w.ws.People() {
		people[p.ID] = p.Name
	}
	return renderer{people: people}
}

// message is a message: its blocks, or its text where it has none.
func (r renderer) message(text string, blocks []any) string {
	if len(blocks) == 0 {
		return r.mrkdwn(text)
	}
	return r.blocks(blocks)
}

func (r renderer) blocks(blocks []any) string {
	var lines []string
	for _, b := range blocks {
		block, _ := b.(object)
		if line := r.block(block); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

func (r renderer) block(b object) string {
	switch typeOf(b) {
	case "section", "header", "alert":
		return r.section(b)
	case "context", "actions":
		return r.row(b["elements"], "  ")
	case "divider":
		return "────"
	case "image":
		return "(" + str(b, "alt_text") + ")"
	case "input":
		return strings.TrimRight(r.text(b["label"])+": "+r.element(b["element"])+"  "+r.text(b["hint"]), " ")
	case "rich_text":
		return r.rich(b)
	case "markdown":
		return str(b, "text")
	case "table":
		return r.table(b)
	}
	return ""
}

func (r renderer) section(b object) string {
	parts := []string{}
	if s := r.text(b["text"]); s != "" {
		parts = append(parts, s)
	}
	fields, _ := b["fields"].([]any)
	for _, f := range fields {
		parts = append(parts, r.text(f))
	}
	line := strings.Join(parts, "\n")
	if accessory := r.element(b["accessory"]); accessory != "" {
		line += "  " + accessory
	}
	return line
}

func (r renderer) row(raw any, between string) string {
	list, _ := raw.([]any)
	parts := make([]string, 0, len(list))
	for _, e := range list {
		parts = append(parts, r.element(e))
	}
	return strings.Join(parts, between)
}

func (r renderer) element(v any) string {
	e, _ := v.(object)
	switch typeOf(e) {
	case "":
		return ""
	case "button":
		return "[" + r.text(e["text"]) + "]"
	case "image":
		return "(" + str(e, "alt_text") + ")"
	case "plain_text", "mrkdwn":
		return r.text(e)
	case "overflow":
		return "[⋯ " + r.options(e) + "]"
	case "radio_buttons", "checkboxes":
		return r.options(e)
	}
	shown := r.text(e["placeholder"])
	for key, initial := range e {
		if strings.HasPrefix(key, "initial_") {
			shown = r.initial(initial)
		}
	}
	return "<" + shown + ">"
}

func (r renderer) initial(v any) string {
	switch v := v.(type) {
	case object:
		return r.text(v["text"])
	case []any:
		parts := make([]string, 0, len(v))
		for _, one := range v {
			parts = append(parts, r.initial(one))
		}
		return strings.Join(parts, ", ")
	}
	return fmt.Sprint(v)
}

func (r renderer) options(e object) string {
	var texts []string
	for _, o := range optionsOf(e) {
		texts = append(texts, r.text(o["text"]))
	}
	return strings.Join(texts, " / ")
}

func (r renderer) table(b object) string {
	rows, _ := b["rows"].([]any)
	lines := make([]string, 0, len(rows))
	for _, row := range rows {
		cells, _ := row.([]any)
		texts := make([]string, 0, len(cells))
		for _, c := range cells {
			cell, _ := c.(object)
			if typeOf(cell) == "rich_text" {
				texts = append(texts, r.rich(cell))
				continue
			}
			texts = append(texts, str(cell, "text"))
		}
		lines = append(lines, strings.Join(texts, " | "))
	}
	return strings.Join(lines, "\n")
}

// rich flattens rich text: one line per section or list item.
func (r renderer) rich(b object) string {
	elements, _ := b["elements"].([]any)
	var lines []string
	for _, e := range elements {
		part, _ := e.(object)
		if typeOf(part) == "rich_text_list" {
			items, _ := part["elements"].([]any)
			for _, item := range items {
				lines = append(lines, "• "+r.inline(item))
			}
			continue
		}
		lines = append(lines, r.inline(part))
	}
	return strings.Join(lines, "\n")
}

func (r renderer) inline(v any) string {
	part, _ := v.(object)
	elements, _ := part["elements"].([]any)
	var s strings.Builder
	for _, e := range elements {
		piece, _ := e.(object)
		switch typeOf(piece) {
		case "text":
			s.WriteString(str(piece, "text"))
		case "link":
			s.WriteString(firstOf(str(piece, "text"), str(piece, "url")))
		case "user":
			s.WriteString("@" + r.name(str(piece, "user_id")))
		case "channel":
			s.WriteString("#" + str(piece, "channel_id"))
		case "broadcast":
			s.WriteString("@" + str(piece, "range"))
		case "emoji":
			s.WriteString(":" + str(piece, "name") + ":")
		case "date":
			s.WriteString(str(piece, "fallback"))
		}
	}
	return s.String()
}

func (r renderer) name(id string) string { return firstOf(r.people[id], id) }

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// text is a text object: plain text as it is, mrkdwn as it looks.
func (r renderer) text(v any) string {
	o, _ := v.(object)
	if typeOf(o) == "mrkdwn" {
		return r.mrkdwn(str(o, "text"))
	}
	return str(o, "text")
}

var (
	angle    = regexp.MustCompile(`<([^<>]+)>`)
	emphasis = []*regexp.Regexp{
		regexp.MustCompile(`(^|[\s(\[—–-])\*([^*\n]+)\*($|[\s.,;:!?)\]—–-])`),
		regexp.MustCompile(`(^|[\s(\[—–-])_([^_\n]+)_($|[\s.,;:!?)\]—–-])`),
		regexp.MustCompile(`(^|[\s(\[—–-])~([^~\n]+)~($|[\s.,;:!?)\]—–-])`),
		regexp.MustCompile("(^|[\\s(\\[—–-])`([^`\\n]+)`($|[\\s.,;:!?)\\]—–-])"),
	}
	entities = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")
)

// mrkdwn is Slack's markup as a person sees it: names for ids, labels for links, no asterisks.
func (r renderer) mrkdwn(s string) string {
	s = angle.ReplaceAllStringFunc(s, func(found string) string {
		target, label, labelled := strings.Cut(found[1:len(found)-1], "|")
		switch {
		case strings.HasPrefix(target, "@"):
			return "@" + firstOf(r.people[target[1:]], firstOf(label, target[1:]))
		case labelled:
			return label
		case strings.HasPrefix(target, "!"):
			return "@" + target[1:]
		}
		return target
	})
	for _, mark := range emphasis {
		s = mark.ReplaceAllString(s, "$1$2$3")
	}
	return entities.Replace(s)
}
