package simtest

import (
	"fmt"
	"strings"

	"github.com/followup-bot/followup/internal/slacksim"
)

// object is a decoded JSON object.
type object = map[string]any

// Part is something a person looks at: a message, a modal, the Home tab, or a row of one.
type Part struct {
	p      *Person
	what   string // for failures
	at     slacksim.Container
	row    string
	values slacksim.Values // what the person put into inputs
	fetch  func() ([]any, bool)
}

// Row narrows down to the first block that contains the text and what belongs to it: all blocks up to the next section, header,
// divider or input.
func (s *Part) Row(contains string) *Part {
	row := *s
	row.row, row.what = contains, fmt.Sprintf("row %q of %s", contains, s.what)
	if len(row.blocks()) == 0 {
		s.p.w.t.Helper()
		s.p.w.fail("no row with %q in %s:\n%s", contains, s.what, s.Text())
	}
	return &row
}

// Text is what the person reads, line by line.
func (s *Part) Text() string { return s.p.w.render().blocks(s.blocks()) }

// blocks are the blocks of this part as they are now.
func (s *Part) blocks() []any {
	all, ok := s.fetch()
	if !ok || s.row == "" {
		return all
	}
	render := s.p.w.render()
	for i := range all {
		if !strings.Contains(render.blocks(all[i:i+1]), s.row) {
			continue
		}
		end := i + 1
		for end < len(all) && !startsRow(all[end]) {
			end++
		}
		return all[i:end]
	}
	return nil
}

func startsRow(block any) bool {
	switch typeOf(block) {
	case "section", "header", "divider", "input":
		return true
	}
	return false
}

// use is an element found in a block.
type use struct{ block, element object }

// elements lists everything that can be used, in reading order.
func (s *Part) elements() []use {
	var all []use
	for _, b := range s.blocks() {
		block, _ := b.(object)
		for _, key := range []string{"accessory", "element"} {
			if e, ok := block[key].(object); ok {
				all = append(all, use{block, e})
			}
		}
		if typeOf(block) != "actions" {
			continue
		}
		elements, _ := block["elements"].([]any)
		for _, e := range elements {
			if element, ok := e.(object); ok {
				all = append(all, use{block, element})
			}
		}
	}
	return all
}

// act uses an element and fails the test when Slack or the app does not play along.
func (s *Part) act(u use, value any) {
	s.p.w.t.Helper()
	if err := s.try(u, value); err != nil {
		s.p.w.fail("%s used %s in %s: %v", s.p.name, str(u.element, "action_id"), s.what, err)
	}
}

func (s *Part) try(u use, value any) error {
	return s.p.w.ws.Act(s.p.w.t.Context(), slacksim.Action{
		As: s.p.id, Container: s.at, BlockID: str(u.block, "block_id"), ActionID: str(u.element, "action_id"), Value: value, Values: s.values,
	})
}

// set notes what an input holds from now on.
func (s *Part) set(u use, value any) {
	block := str(u.block, "block_id")
	if s.values[block] == nil {
		s.values[block] = map[string]any{}
	}
	s.values[block][str(u.element, "action_id")] = value
}

// Button finds a button by its text: the whole text, or else a part of it.
func (s *Part) Button(text string) *Button {
	s.p.w.t.Helper()
	u, ok := s.findButton(text)
	if !ok {
		s.p.w.fail("no button %q in %s:\n%s", text, s.what, s.Text())
	}
	return &Button{s: s, u: u}
}

// HasButton reports whether there is such a button now.
func (s *Part) HasButton(text string) bool {
	_, ok := s.findButton(text)
	return ok
}

func (s *Part) findButton(text string) (use, bool) {
	render := s.p.w.render()
	var partly *use
	for _, u := range s.elements() {
		if typeOf(u.element) != "button" {
			continue
		}
		label := render.text(u.element["text"])
		if label == text {
			return u, true
		}
		if partly == nil && strings.Contains(label, text) {
			partly = &u
		}
	}
	if partly == nil {
		return use{}, false
	}
	return *partly, true
}

// Button is a button in a message, a modal or on Home.
type Button struct {
	s *Part
	u use
}

// Click clicks the button, confirms when asked, and waits for the ack.
func (b *Button) Click() {
	b.s.p.w.t.Helper()
	b.s.act(b.u, nil)
}

// TryClick is Click for clicks that may fail.
func (b *Button) TryClick() error { return b.s.try(b.u, nil) }

// Confirm is the question that Slack asks before it sends the click; empty when there is none.
func (b *Button) Confirm() string {
	confirm, _ := b.u.element["confirm"].(object)
	render := b.s.p.w.render()
	return strings.TrimSpace(render.text(confirm["title"]) + "\n" + render.text(confirm["text"]))
}

// Overflow opens a ⋯ menu that has this option, and chooses it.
func (s *Part) Overflow(optionText string) {
	s.p.w.t.Helper()
	for _, u := range s.elements() {
		if typeOf(u.element) != "overflow" {
			continue
		}
		if value, ok := s.option(u.element, optionText); ok {
			s.act(u, value)
			return
		}
	}
	s.p.w.fail("no ⋯ menu with %q in %s:\n%s", optionText, s.what, s.Text())
}

// Select chooses from a menu outside a form, found by its placeholder, its action id, or the text of its block. It waits for the ack.
func (s *Part) Select(hint, optionText string) {
	s.p.w.t.Helper()
	u := s.control(hint)
	value := s.chosen(u, []string{optionText})
	s.set(u, value)
	s.act(u, value)
}

// control finds an element by block id, action id, label, placeholder, or the text of its block.
func (s *Part) control(hint string) use {
	s.p.w.t.Helper()
	render := s.p.w.render()
	var loosely []use
	for _, u := range s.elements() {
		if typeOf(u.element) == "button" {
			continue
		}
		label, placeholder := render.text(u.block["label"]), render.text(u.element["placeholder"])
		switch hint {
		case str(u.block, "block_id"), str(u.element, "action_id"), label, placeholder:
			return u
		}
		if strings.Contains(label+"\n"+placeholder+"\n"+render.text(u.block["text"]), hint) {
			loosely = append(loosely, u)
		}
	}
	if len(loosely) == 0 {
		s.p.w.fail("nothing called %q in %s:\n%s", hint, s.what, s.Text())
	}
	return loosely[0]
}
