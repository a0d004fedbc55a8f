package view

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/playbook"
)

// SayChoice is which text is shown: for what, in which language and how it is put.
type SayChoice struct {
	Situation playbook.Situation `json:"si,omitempty"` // empty: the one that fits
	Language  string             `json:"lg,omitempty"` // empty: the viewer's
	Format    playbook.Format    `json:"fm,omitempty"` // empty: short
}

// SayForm shows what to say to a lead, ready to copy.
type SayForm struct {
	Meta   Meta
	Saying digest.Saying
}

// sayWhat is a situation with its channel, where that is not what it is called after: "Recap · email", "Call".
func (w View) sayWhat(s playbook.Situation, c followup.Channel) string {
	what, how := w.situation(s), w.channel(c)
	if strings.Contains(strings.ToLower(what), strings.ToLower(how)) {
		return what
	}
	return join(dot, what, how)
}

// sayButton opens the text for a lead.
func (w View) sayButton(l followup.Lead) *slack.ButtonBlockElement {
	return w.onLead(l, button(ActSay, w.Say("say.draft"), Value{Lead: l.ID}.Encode()))
}

// maySay reports whether there is something to say to a lead: it is open, and somebody's turn comes.
func maySay(l followup.Lead) bool { return l.State.Open() && l.Recall != nil }

// SayModal shows the text as a block to copy, what else it could be, and what is known to make it personal.
func (w View) SayModal(f SayForm) slack.ModalViewRequest {
	s := f.Saying
	f.Meta.Say = w.sayChoice(f.Meta.Say, s)
	c := f.Meta.Say
	draft := s.Draft(c.Language, c.Format)
	blocks := []slack.Block{rich("about",
		line(bold(w.title(s.Lead)), plain(dot+w.sayWhat(s.Situation, draft.Channel))),
		line(plain(w.fitsWords(s))),
	)}
	blocks = append(blocks, w.personal(s)...)
	blocks = append(blocks, copyable("say", draft.Text())...)
	if n := len(draft.Missing); n > 0 {
		blocks = append(blocks, aside("gaps", w.Count("say.gaps", n)))
	}
	blocks = append(blocks,
		actions(versioned("say_what", string(c.Situation)), w.formatPick(s, c), w.languagePick(ActSayLanguage, c.Language)),
		actions("say_for", w.situationPick(s)),
		aside("copy", w.Say("say.copy")))
	return modal(FormSay, w.Say("say.title"), w.Say("say.send"), w.Say("button.close"), f.Meta, blocks)
}

// SayMessage is the text as a message, from which a phone copies.
func (w View) SayMessage(s digest.Saying, c SayChoice) Message {
	c = w.sayChoice(c, s)
	head := w.Say("say.head", "lead", w.title(s.Lead), "situation", w.situation(s.Situation))
	return message(head, append([]slack.Block{section("about", head, nil)}, copyable("say", s.Draft(c.Language, c.Format).Text())...)...)
}

// SayRefused says in place of a text why there is none.
func (w View) SayRefused(sentence string) slack.ModalViewRequest {
	return w.NoticeModal(w.Say("say.title"), sentence)
}

// sayChoice fills in what was not chosen, and what there is no such text of.
func (w View) sayChoice(c SayChoice, s digest.Saying) SayChoice {
	c.Situation = s.Situation
	if _, ok := s.Templates[c.Language]; !ok {
		c.Language = w.Language()
	}
	if !slices.Contains(s.Templates[c.Language].Formats(), c.Format) {
		c.Format = playbook.Short
	}
	return c
}

// ReadSay reads what is chosen in the form; what it doesn't show stays as it was drawn.
func ReadSay(state *slack.ViewState, drawn SayChoice) SayChoice {
	if state == nil {
		return drawn
	}
	for _, inputs := range state.Values {
		for action, in := range inputs {
			value := in.SelectedOption.Value
			switch {
			case value == "":
			case action == ActSaySituation:
				drawn.Situation = playbook.Situation(value)
			case action == ActSayFormat:
				drawn.Format = playbook.Format(value)
			case action == ActSayLanguage:
				drawn.Language = value
			}
		}
	}
	return drawn
}

// fitsWords say that another text is the one for now.
func (w View) fitsWords(s digest.Saying) string {
	if s.Fits == s.Situation {
		return ""
	}
	return w.Say("say.fits", "situation", w.situation(s.Fits))
}

// maxHooks is how much of what is known a form shows.
const maxHooks = 4

// personal says that the touch is to be made personal, and with what.
func (w View) personal(s digest.Saying) []slack.Block {
	if !s.Personal {
		return nil
	}
	lines := []slack.RichTextElement{line(bold(w.Say("say.personal", "n", strconv.Itoa(s.Touch))))}
	for _, h := range s.Hooks[:min(len(s.Hooks), maxHooks)] {
		lines = append(lines, line(plain("• "+w.Say("hook."+string(h.Code), "text", w.quoted(h.Text, maxSay)))))
	}
	if len(s.Hooks) == 0 {
		lines = append(lines, line(plain(w.Say("say.nothingKnown"))))
	}
	return []slack.Block{rich("personal", lines...)}
}

// copyable is a text in blocks that can be copied from, as it is: nothing in it is read as anything else.
func copyable(id, s string) []slack.Block {
	var blocks []slack.Block
	for i, piece := range paragraphs(visible(s), maxSection) {
		blocks = append(blocks, slack.NewRichTextBlock(fmt.Sprintf("%s.%d", id, i), &slack.RichTextPreformatted{
			Type: slack.RTEPreformatted, Elements: []run{plain(piece)},
		}))
	}
	return blocks
}

func (w View) situation(s playbook.Situation) string { return w.Say("situation." + string(s)) }

func (w View) formatPick(s digest.Saying, c SayChoice) slack.BlockElement {
	var options []*slack.OptionBlockObject
	for _, f := range s.Templates[c.Language].Formats() {
		options = append(options, option(string(f), w.Say("format."+string(f))))
	}
	return choice(ActSayFormat, w.Say("say.format"), string(c.Format), options)
}

// languagePick chooses the language of a text; each is called as it calls itself.
func (w View) languagePick(action, chosen string) slack.BlockElement {
	var options []*slack.OptionBlockObject
	for _, l := range playbook.Languages() {
		options = append(options, option(l, w.Say("languageName."+l)))
	}
	return choice(action, w.Say("say.language"), chosen, options)
}

// situationPick chooses another text; the one that fits says so.
func (w View) situationPick(s digest.Saying) slack.BlockElement {
	var options []*slack.OptionBlockObject
	for _, one := range playbook.Situations() {
		label := w.situation(one)
		if one == s.Fits {
			label = w.Say("say.suggested", "situation", label)
		}
		options = append(options, option(string(one), label))
	}
	return choice(ActSaySituation, w.Say("say.situation"), string(s.Situation), options)
}
