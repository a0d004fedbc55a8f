// Package blockkit says what Slack's server would say about blocks and views: which field is missing, unknown, too long or in
// the wrong place. It works on decoded JSON. A schema made from Slack's published types says which fields there are; what a type
// can't say is written here.
package blockkit

import (
	"fmt"
	"unicode/utf8"
)

// Surface is where blocks are shown. Not every block may be everywhere.
type Surface int

// The surfaces.
const (
	Message Surface = iota
	Modal
	Home
)

// Limits of whole surfaces.
const (
	MaxMessageBlocks = 50
	MaxViewBlocks    = 100
	MaxViewBytes     = 250_000
)

// Problem is one finding. Pointer is a JSON pointer as Slack gives it, from the argument's name on.
type Problem struct {
	Text    string
	Pointer string
}

func (p Problem) String() string { return p.Text + " [json-pointer:" + p.Pointer + "]" }

// object is a decoded JSON object.
type object = map[string]any

// Check looks at the blocks argument of a message, or at the blocks of a view of that surface.
func Check(surface Surface, blocks []any) []Problem {
	c := &checker{surface: surface}
	c.blocks("/blocks", blocks)
	c.bySchema("blocks", "/blocks", blocks)
	return c.problems
}

// CheckView looks at a whole view, modal or home.
func CheckView(view map[string]any) []Problem {
	c := &checker{surface: Modal}
	switch view["type"] {
	case "home":
		c.surface = Home
		c.object("/view", view, homeShape)
	case "modal":
		c.object("/view", view, modalShape)
		c.modalRules(view)
	case nil:
		c.add("/view", "missing required field: type")
	default:
		c.add("/view/type", "unsupported type: %v", view["type"])
	}
	if blocks, ok := view["blocks"].([]any); ok {
		c.blocks("/view/blocks", blocks)
	}
	if kind, _ := view["type"].(string); kind == "home" || kind == "modal" {
		c.bySchema(kind, "/view", view)
	}
	return c.problems
}

// CheckSuggestion looks at what an app answers to a block_suggestion.
func CheckSuggestion(answer map[string]any) []Problem {
	c := &checker{}
	if answer["options"] == nil && answer["option_groups"] == nil {
		c.add("", "missing required field: options")
	}
	c.object("", answer, shape{"options": {check: options(0, 100, optionShape)}, "option_groups": {check: optionGroups}})
	c.bySchema("suggestion", "", answer)
	return c.problems
}

// TextLength is the number of characters in all texts of blocks, which Slack bounds for a message as a whole.
func TextLength(blocks []any) int {
	n := 0
	for _, b := range blocks {
		n += textLength(b)
	}
	return n
}

func textLength(node any) int {
	n := 0
	switch v := node.(type) {
	case []any:
		for _, child := range v {
			n += textLength(child)
		}
	case object:
		for key, child := range v {
			if s, ok := child.(string); ok && key == "text" {
				n += utf8.RuneCountInString(s)
				continue
			}
			n += textLength(child)
		}
	}
	return n
}

// checker collects problems of one surface.
type checker struct {
	surface  Surface
	problems []Problem
	blockIDs map[string]bool
	tables   int
	focused  bool
}

func (c *checker) add(pointer, format string, args ...any) {
	c.problems = append(c.problems, Problem{Text: fmt.Sprintf(format, args...), Pointer: pointer})
}

// modalRules are the rules of a modal that concern several fields at once.
func (c *checker) modalRules(view object) {
	if view["submit"] != nil {
		return
	}
	blocks, _ := view["blocks"].([]any)
	for _, b := range blocks {
		if block, ok := b.(object); ok && block["type"] == "input" {
			c.add("/view", "missing required field: submit")
			return
		}
	}
}
