package view

import (
	"fmt"
	"strings"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/followup"
)

// Slack's limits on texts, in UTF-16 units.
const (
	maxNotify  = 600  // of top-level text, before it is made inert; Slack's own is 4,000
	maxSection = 2900 // of 3,000
	maxHeader  = 150
	maxOption  = 75
	maxButton  = 75
	maxHint    = 300
	maxModal   = 24 // title, submit and close of a modal
	maxConfirm = 300
	maxCarried = 2000 // of a button's value
)

// message makes a message. text is plain; it is made inert here and nowhere else.
func message(text string, blocks ...slack.Block) Message {
	return Message{Text: inert(orDash(oneLine(text, maxNotify))), Blocks: blocks}
}

// text makes a plain text object, which Slack shows as it is: no markup, no mentions, no :emoji:.
func text(s string, limit int) *slack.TextBlockObject {
	return slack.NewTextBlockObject(slack.PlainTextType, cut(orDash(visible(s)), limit), false, false)
}

// orDash stands in for nothing: Slack refuses empty texts.
func orDash(s string) string {
	if strings.TrimSpace(s) == "" {
		return "–"
	}
	return s
}

// naming adds to a sentence about several leads what they are called, for those who only get a message's text.
func (w View) naming(sentence string, leads ...followup.Lead) string {
	var titles string
	for _, l := range leads {
		if title := w.title(l); !strings.Contains(sentence, title) {
			titles = join(", ", titles, title)
		}
	}
	return join(" ", sentence, titles)
}

func header(s string) slack.Block { return slack.NewHeaderBlock(text(s, maxHeader)) }

// section is a paragraph of plain text, with a button beside it where one is given.
func section(id, s string, button *slack.ButtonBlockElement) slack.Block {
	var beside *slack.Accessory
	if button != nil {
		beside = slack.NewAccessory(button)
	}
	return slack.NewSectionBlock(text(s, maxSection), nil, beside, slack.SectionBlockOptionBlockID(id))
}

// aside is a small grey line.
func aside(id, s string) slack.Block { return slack.NewContextBlock(id, text(s, maxSection)) }

func divider() slack.Block { return slack.NewDividerBlock() }

// actions is a line of buttons and menus.
func actions(id string, elements ...slack.BlockElement) slack.Block {
	return slack.NewActionBlock(id, elements...)
}

func button(action, label, value string) *slack.ButtonBlockElement {
	return slack.NewButtonBlockElement(action, value, text(label, maxButton))
}

func primary(action, label, value string) *slack.ButtonBlockElement {
	return button(action, label, value).WithStyle(slack.StylePrimary)
}

// onLead tells a screen reader which lead a button is about, since its label alone stands at every row: "Done… Acme · Jane Doe". What is
// read begins with what is seen, for people who say what they want to press. Slack takes such words at buttons only; at a menu the row
// above it has to do.
func (w View) onLead(l followup.Lead, b *slack.ButtonBlockElement) *slack.ButtonBlockElement {
	b.AccessibilityLabel = cut(w.Say("button.onLead", "button", b.Text.Text, "lead", w.title(l)), maxButton)
	return b
}

func (w View) doneButton(l followup.Lead) *slack.ButtonBlockElement {
	return w.onLead(l, primary(ActDone, w.Say("button.done"), ValueOf(l).Encode()))
}

func (w View) openButton(l followup.Lead) *slack.ButtonBlockElement {
	return w.onLead(l, button(ActCard, w.Say("button.openLead"), ValueOf(l).Encode()))
}

func option(value, label string) *slack.OptionBlockObject {
	return slack.NewOptionBlockObject(value, text(label, maxOption), nil)
}

// menu is a select with a fixed list.
func menu(action, placeholder string, options ...*slack.OptionBlockObject) *slack.SelectBlockElement {
	return slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, text(placeholder, maxOption), action, options...)
}

func overflow(action string, options ...*slack.OptionBlockObject) *slack.OverflowBlockElement {
	return slack.NewOverflowBlockElement(action, options...)
}

// run is a piece of a rich line.
type run = slack.RichTextSectionElement

func plain(s string) run { return slack.NewRichTextSectionTextElement(visible(s), nil) }

func bold(s string) run {
	return slack.NewRichTextSectionTextElement(visible(s), &slack.RichTextSectionTextStyle{Bold: true})
}

func code(s string) run {
	return slack.NewRichTextSectionTextElement(visible(s), &slack.RichTextSectionTextStyle{Code: true})
}

func struck(s string) run {
	return slack.NewRichTextSectionTextElement(visible(s), &slack.RichTextSectionTextStyle{Strike: true})
}

// line is one line of rich text; pieces without text are left out, because Slack refuses them.
func line(runs ...run) slack.RichTextElement {
	kept := make([]run, 0, len(runs))
	for _, r := range runs {
		if piece, ok := r.(*slack.RichTextSectionTextElement); !ok || piece.Text != "" {
			kept = append(kept, r)
		}
	}
	if len(kept) == 0 {
		return nil
	}
	return slack.NewRichTextSection(kept...)
}

// rich is a block of lines; empty ones are left out.
func rich(id string, lines ...slack.RichTextElement) slack.Block {
	kept := make([]slack.RichTextElement, 0, len(lines))
	for _, l := range lines {
		if l != nil {
			kept = append(kept, l)
		}
	}
	return slack.NewRichTextBlock(id, kept...)
}

// typedBack gives back what somebody typed, as it was, in blocks that can be copied from.
func typedBack(typed string) []slack.Block {
	var blocks []slack.Block
	for i, piece := range chunks(cut(visible(typed), maxTyped), maxSection) {
		if piece == "" {
			continue
		}
		blocks = append(blocks, slack.NewRichTextBlock(fmt.Sprintf("typed.%d", i), &slack.RichTextPreformatted{
			Type: slack.RTEPreformatted, Elements: []run{plain(piece)},
		}))
	}
	return blocks
}

// maxTyped is how much typed text a message gives back, with its sentence in what Slack takes for sure. A longer text was a message of its
// own, of up to 40,000 characters, and stands above the answer.
const maxTyped = 9500

// rowID names a block of a lead's row. It carries the recall's version, so that a menu forgets what was chosen once the row changed.
func rowID(kind string, l followup.Lead) string { return kind + "." + ValueOf(l).compact() }

// blockTodo starts the ids of the lines of buttons below the rows of a list.
const blockTodo = "todo"

// OnList reports whether a pressed block belongs to a row of a list, which stays a list, and not to a receipt or a card.
func OnList(block string) bool { return strings.HasPrefix(block, blockTodo+".") }

// modal makes a form; without submit there is nothing to send.
func modal(callback, title, submit, closing string, meta Meta, blocks []slack.Block) slack.ModalViewRequest {
	m := slack.ModalViewRequest{
		Type: slack.VTModal, CallbackID: callback, Title: text(title, maxModal), Close: text(closing, maxModal),
		PrivateMetadata: meta.Encode(), Blocks: slack.Blocks{BlockSet: blocks},
	}
	if submit != "" {
		m.Submit = text(submit, maxModal)
	}
	return m
}
