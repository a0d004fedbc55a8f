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

// maxCadences is how many cadences a list shows: two blocks each, within what Slack takes.
const maxCadences = 20

// Cadences lists the workspace's cadences: how long each is, who runs on it, and what one may do with it.
func (w View) Cadences(all []digest.Cadence) Message {
	head := w.Count("cadence.list", len(all))
	blocks := []slack.Block{section("cadences", head, nil)}
	mayEdit := false
	for i, c := range all[:min(len(all), maxCadences)] {
		blocks = append(blocks,
			rich(fmt.Sprintf("cadence.%d", i), line(bold(oneLine(c.Key, maxShort)), plain(around("   ", w.cadenceName(c), ""))), line(plain(w.cadenceFacts(c)))),
			actions(fmt.Sprintf("cadence.%d.do", i), append([]slack.BlockElement{
				w.onCadence(c.Key, button(ActCadence, w.Say("cadence.show"), Value{Key: c.Key}.Encode())),
				w.onCadence(c.Key, button(ActCourse, w.Say("cadence.start"), Value{Key: c.Key}.Encode())),
			}, w.cadenceMenu(c)...)...))
		mayEdit = mayEdit || c.MayEdit
	}
	if more := len(all) - maxCadences; more > 0 {
		blocks = append(blocks, aside("more", w.Count("cadence.more", more)))
	}
	if mayEdit {
		blocks = append(blocks, actions("shelf",
			button(ActCadenceNew, w.Say("cadence.new"), Value{}.Encode()),
			button(ActCadenceImport, w.Say("cadence.import"), Value{}.Encode())))
	}
	return message(head, blocks...)
}

// onCadence tells a screen reader which cadence a button is about.
func (w View) onCadence(key string, b *slack.ButtonBlockElement) *slack.ButtonBlockElement {
	b.AccessibilityLabel = cut(w.Say("button.onLead", "button", b.Text.Text, "lead", key), maxButton)
	return b
}

// What the menu of a cadence offers: its options' values begin with these, and the cadence follows.
const (
	CadenceEdit    = "edit"
	CadenceCopy    = "copy"
	CadenceExport  = "export"
	CadenceMigrate = "migrate"
)

// cadenceMenu offers what is done rarely; changing a cadence only to who may.
func (w View) cadenceMenu(c digest.Cadence) []slack.BlockElement {
	do := func(what, label string) *slack.OptionBlockObject {
		return option(CadenceValue{Do: what, Key: c.Key}.Encode(), label)
	}
	var options []*slack.OptionBlockObject
	if c.MayEdit {
		options = append(options, do(CadenceEdit, w.Say("cadence.edit")), do(CadenceCopy, w.Say("cadence.copy")))
	}
	options = append(options, do(CadenceExport, w.Say("cadence.export")))
	if c.MayEdit && c.Behind > 0 {
		options = append(options, do(CadenceMigrate, w.Count("cadence.migrate", c.Behind)))
	}
	return []slack.BlockElement{overflow(ActCadenceMenu, options...)}
}

// CadenceValue is an option of ActCadenceMenu or ActCadencePick: what to do with which form of a cadence.
type CadenceValue struct {
	Do      string
	Key     string
	Variant followup.Variant
}

// Encode writes the value as an option carries it.
func (c CadenceValue) Encode() string { return c.Do + "|" + c.Key + "|" + string(c.Variant) }

// ParseCadenceValue reads what Encode wrote. Anything else is the zero CadenceValue and false.
func ParseCadenceValue(s string) (CadenceValue, bool) {
	parts := strings.Split(s, "|")
	if len(parts) != 3 || parts[1] == "" || !isVariant(followup.Variant(parts[2])) {
		return CadenceValue{}, false
	}
	return CadenceValue{Do: parts[0], Key: parts[1], Variant: followup.Variant(parts[2])}, true
}

func isVariant(v followup.Variant) bool {
	return slices.Contains([]followup.Variant{followup.Standard, followup.Small, followup.Large, followup.Strategic}, v)
}

// variantOf returns a form of a cadence, the standard one where it has no such form; nil where it has none at all.
func variantOf(c digest.Cadence, v followup.Variant) *followup.Cadence {
	for _, one := range c.Variants {
		if one.Variant == v {
			return one
		}
	}
	if len(c.Variants) > 0 {
		return c.Variants[0]
	}
	return nil
}

// cadenceName is what a cadence is for, where its name says more than its key.
func (w View) cadenceName(c digest.Cadence) string {
	one := variantOf(c, followup.Standard)
	if one == nil {
		return ""
	}
	name := w.lang(one.Name, maxTitle)
	if strings.EqualFold(name, c.Key) {
		return ""
	}
	return name
}

// cadenceFacts are "8 touches in 21 days · 4 leads on it, 1 paused · also: small, large".
func (w View) cadenceFacts(c digest.Cadence) string {
	one := variantOf(c, followup.Standard)
	if one == nil {
		return w.Say("cadence.empty")
	}
	others := ""
	for _, v := range c.Variants {
		if v.Variant != followup.Standard {
			others = join(", ", others, w.variantName(v.Variant))
		}
	}
	leads := w.Say("cadence.noLeads")
	if c.Leads > 0 {
		leads = join(", ", w.Count("cadence.leads", c.Leads), w.some(c.Paused, "cadence.paused"))
	}
	made := ""
	switch {
	case c.Own:
		made = w.Say("cadence.own")
	case c.Changed:
		made = w.Say("cadence.changed")
	}
	return join(dot, w.lengthWords(one), leads, w.Say("cadence.also", "variants", others), made)
}

// lengthWords are "8 touches in 21 days".
func (w View) lengthWords(c *followup.Cadence) string {
	return w.Count("cadence.touches", touches(c), "days", w.Count("count.day", lastDay(c)))
}

// touches counts the touches of a cadence: a step in two channels is two.
func touches(c *followup.Cadence) int {
	n := 0
	for _, s := range c.Steps {
		n += touchesOf(s)
	}
	return n
}

func touchesOf(s followup.Step) int {
	if s.Either {
		return 1
	}
	return max(1, len(s.Channels))
}

func lastDay(c *followup.Cadence) int {
	day := 0
	for _, s := range c.Steps {
		day = max(day, s.Day, s.Until)
	}
	return day
}

// variantName names a form of a cadence; the standard one is called so.
func (w View) variantName(v followup.Variant) string {
	return w.Say("variant." + variantKey(v))
}

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
	if last := touch + touchesOf(s) - 1; last >= 5 && touch <= 7 {
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
	return append(all, message(head, blocks...))
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

// CadenceSaved says what became of a saved cadence, and offers to take along who runs on an older version.
func (w View) CadenceSaved(c digest.Cadence) Message {
	words := w.Say("cadence.saved", "cadence", oneLine(c.Key, maxShort), "n", strconv.Itoa(max(c.Version, 1)))
	buttons := []slack.BlockElement{w.onCadence(c.Key, button(ActCadence, w.Say("cadence.show"), Value{Key: c.Key}.Encode()))}
	if c.Behind > 0 {
		words = join(" ", words, w.Count("cadence.keepTheirs", c.Behind))
		if c.MayEdit {
			buttons = append(buttons, button(ActCadenceMove, w.Count("cadence.migrate", c.Behind), Value{Key: c.Key}.Encode()))
		}
	}
	return message(words, section("saved", words, nil), actions("saved.do", buttons...))
}

// SuggestCadence offers the cadence that suits a lead, to be taken with one tap, or another one.
func (w View) SuggestCadence(l followup.Lead, c *followup.Cadence) Message {
	words := w.Say("cadence.suggest", "lead", w.title(l), "cadence", cadenceLabel(c), "length", w.lengthWords(c), "why", w.suggestWhy(l, c))
	v := ValueOf(l)
	taken := v
	taken.Key, taken.Variant = c.Key, c.Variant
	return message(words, section("suggest", words, nil), actions("suggest.do",
		w.onLead(l, primary(ActCadenceStart, w.Say("cadence.startIt", "cadence", cadenceLabel(c)), taken.Encode())),
		w.onLead(l, button(ActCourse, w.Say("cadence.another"), v.Encode()))))
}

// suggestWhy says what the suggestion goes by: how well they know us, and what the deal is worth.
func (w View) suggestWhy(l followup.Lead, c *followup.Cadence) string {
	return join(", ", w.Say("cadence.byTouches", "touches", w.Count("card.touchesSoFar", l.Touches)), around(w.Say("cadence.byValue")+" ", w.money(l.Value), ""))
}

// NoCadence says that a workspace has no such cadence, and which there are.
func (w View) NoCadence(key string, known []string) string {
	names := make([]string, 0, len(known))
	for _, k := range known[:min(len(known), maxCadences)] {
		names = append(names, oneLine(k, maxShort))
	}
	return w.Say("cadence.unknown", "cadence", w.quoted(key, maxShort), "known", strings.Join(names, ", "))
}
