package view

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/cadence"
)

// Cadence shows one form of a cadence: its steps as a table with the gaps between them, and what one may do with it.
func (w View) Cadence(c digest.Cadence, v followup.Variant) Message {
	one := variantOf(c, v)
	if one == nil {
		return Say(w.Say("cadence.empty"))
	}
	head := join(dot, cadenceLabel(one), w.cadenceName(c))
	blocks := []slack.Block{
		rich("cadence", line(bold(cadenceLabel(one)), plain(around("   ", w.cadenceName(c), ""))), line(plain(w.shownFacts(c, one)))),
		w.stepTable(one),
		aside("marks", join("  ", w.Say("cadence.marks"), w.trackWords(one))),
	}
	if more := len(one.Steps) - maxSteps; more > 0 {
		blocks = append(blocks, aside("more", w.Count("cadence.moreSteps", more)))
	}
	buttons := []slack.BlockElement{
		w.onCadence(c.Key, primary(ActCourse, w.Say("cadence.start"), Value{Key: c.Key, Variant: one.Variant}.Encode())),
	}
	if pick := w.variantPick(c, one); pick != nil {
		buttons = append(buttons, pick)
	}
	buttons = append(buttons, w.cadenceMenu(c)...)
	blocks = append(blocks, actions("cadence_do", append(buttons, button(ActCadences, w.Say("cadence.all"), Value{}.Encode()))...))
	return message(head, blocks...)
}

// shownFacts are cadenceFacts for one form, with its version where there is one.
func (w View) shownFacts(c digest.Cadence, one *followup.Cadence) string {
	facts := w.lengthWords(one)
	if c.Leads > 0 {
		facts = join(dot, facts, join(", ", w.Count("cadence.leads", c.Leads), w.some(c.Paused, "cadence.paused"), w.some(c.Behind, "cadence.behind")))
	}
	if c.By != "" {
		facts = join(dot, facts, w.Say("cadence.version", "n", strconv.Itoa(c.Version), "name", oneLine(c.By, maxTitle)))
	}
	return facts
}

// variantPick turns to another form; nil where there is one only.
func (w View) variantPick(c digest.Cadence, shown *followup.Cadence) slack.BlockElement {
	if len(c.Variants) < 2 {
		return nil
	}
	options := make([]*slack.OptionBlockObject, 0, len(c.Variants))
	for _, v := range c.Variants {
		options = append(options, option(CadenceValue{Key: c.Key, Variant: v.Variant}.Encode(), w.Say("variantFor."+variantKey(v.Variant))))
	}
	return choice(ActCadencePick, w.Say("cadence.variant"), CadenceValue{Key: c.Key, Variant: shown.Variant}.Encode(), options)
}

// variantKey is the last part of a form's key among the words.
func variantKey(v followup.Variant) string {
	if v == followup.Standard {
		return "standard"
	}
	return string(v)
}

// maxSteps is how many steps of a cadence are shown.
const maxSteps = 24

// stepTable has a row for each step: its day, the gap before it, how, and what for.
func (w View) stepTable(c *followup.Cadence) slack.Block {
	table := slack.NewTableBlock("steps").WithColumnSettings(
		slack.ColumnSetting{Align: slack.ColumnAlignmentLeft},
		slack.ColumnSetting{Align: slack.ColumnAlignmentRight},
		slack.ColumnSetting{Align: slack.ColumnAlignmentLeft, IsWrapped: true},
		slack.ColumnSetting{Align: slack.ColumnAlignmentLeft, IsWrapped: true},
	)
	addCells(table, w.Say("cadence.day"), w.Say("cadence.gap"), w.Say("cadence.how"), w.Say("cadence.what"))
	touch, before := 1, 0
	for i, s := range c.Steps[:min(len(c.Steps), maxSteps)] {
		gap := "–"
		if i > 0 {
			gap = "+" + strconv.Itoa(s.Day-before)
		}
		addCells(table, w.stepDay(s), gap, capital(w.stepChannels(s.Channels, s.Either)), join(" ", w.stepWhat(s), stepMarks(s, touch)))
		before, touch = s.Day, touch+touchesOf(s)
	}
	return table
}

// stepDay is "D3", "D2–3", or "1 h" for a step that follows within minutes.
func (w View) stepDay(s followup.Step) string {
	day := w.Say("cadence.dayN", "n", strconv.Itoa(s.Day))
	if s.Until > s.Day {
		day += "–" + strconv.Itoa(s.Until)
	}
	switch {
	case s.Within >= 60 && s.Within%60 == 0:
		day += fmt.Sprintf(" +%d h", s.Within/60)
	case s.Within > 0:
		day += fmt.Sprintf(" +%d min", s.Within)
	}
	return day
}

// stepWhat is the goal of a step and what to bring.
func (w View) stepWhat(s followup.Step) string {
	content := w.lang(s.Content, maxQuote)
	if w.Language() == "en" { // other languages write their nouns with capitals
		content = small(content)
	}
	return orDash(join(": ", w.lang(s.Goal, maxShort), content))
}

// stepMarks are the signs that the legend below the table explains. touch is the number of the step's first touch.
func stepMarks(s followup.Step, touch int) string {
	decisive, personal, closing := "", "", ""
	if last := touch + touchesOf(s) - 1; followup.Decisive(touch) || followup.Decisive(last) {
		decisive = "⭐"
	}
	if s.Personal {
		personal = "✍️"
	}
	if s.Closing {
		closing = "👋"
	}
	return join(" ", decisive, personal, closing)
}

// trackWords say where outcomes lead out of a cadence: "connected → post-call".
func (w View) trackWords(c *followup.Cadence) string {
	words := ""
	for _, t := range c.Tracks[:min(len(c.Tracks), 8)] {
		after := w.Say("cadence.silence")
		if t.Outcome != "" {
			after = w.outcome(t.Outcome)
		}
		words = join(dot, words, after+" → "+w.trackTo(t.To))
	}
	return w.Say("cadence.tracks", "tracks", words)
}

// trackTo names where a track leads: a cadence by its key, and what is none by its words.
func (w View) trackTo(to string) string {
	if slices.Contains([]string{cadence.Nurture, cadence.PauseNote, cadence.DarkLadder}, to) {
		return w.Say("track." + to)
	}
	return oneLine(to, maxShort)
}

// CadenceText gives a cadence as the text that can be imported again, in as many messages as it takes.
func (w View) CadenceText(key, text string) []Message {
	head := w.Say("cadence.exported", "cadence", oneLine(key, maxShort))
	blocks := []slack.Block{section("exported", head, nil)}
	var all []Message
	room := maxTyped
	for i, piece := range paragraphs(visible(text), maxSection) {
		if room -= units(piece); room < 0 {
			all, blocks, room = append(all, message(head, blocks...)), nil, maxTyped-units(piece)
		}
		blocks = append(blocks, slack.NewRichTextBlock(fmt.Sprintf("text.%d", i), &slack.RichTextPreformatted{
			Type: slack.RTEPreformatted, Elements: []run{plain(piece)},
		}))
	}
	all = append(all, message(head, blocks...))
	if len(all) > 1 { // a part alone would be another cadence, or none
		all[0].Blocks[0] = section("exported", join(" ", head, w.Say("cadence.exportedParts", "n", strconv.Itoa(len(all)))), nil)
	}
	return all
}

// paragraphs splits a text between its lines into pieces of at most limit UTF-16 units; a line that is longer is split itself.
func paragraphs(s string, limit int) []string {
	var pieces []string
	piece := ""
	for line := range strings.Lines(s) {
		if piece != "" && units(piece)+units(line) > limit {
			pieces, piece = append(pieces, piece), ""
		}
		piece += line
		if units(piece) > limit {
			parts := chunks(piece, limit)
			pieces, piece = append(pieces, parts[:len(parts)-1]...), parts[len(parts)-1]
		}
	}
	if strings.TrimSpace(piece) != "" {
		pieces = append(pieces, piece)
	}
	return pieces
}
