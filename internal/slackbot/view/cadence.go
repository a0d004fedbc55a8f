package view

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
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
	words := w.Say("cadence.suggest", "lead", w.title(l), "cadence", cadenceLabel(c), "length", w.lengthWords(c), "why", w.suggestWhy(l))
	v := ValueOf(l)
	taken := v
	taken.Key, taken.Variant = c.Key, c.Variant
	return message(words, section("suggest", words, nil), actions("suggest.do",
		w.onLead(l, primary(ActCadenceStart, w.Say("cadence.startIt", "cadence", cadenceLabel(c)), taken.Encode())),
		w.onLead(l, button(ActCourse, w.Say("cadence.another"), v.Encode()))))
}

// suggestWhy says what the suggestion goes by: how well they know us, and what the deal is worth.
func (w View) suggestWhy(l followup.Lead) string {
	touched := w.Say("card.noTouch")
	if l.Touches > 0 {
		touched = w.Count("card.touchesSoFar", l.Touches)
	}
	return join(", ", touched, around(w.Say("cadence.byValue")+" ", w.money(l.Value), ""))
}

// NoCadence says that a workspace has no such cadence, and which there are.
func (w View) NoCadence(key string, known []string) string {
	names := make([]string, 0, len(known))
	for _, k := range known[:min(len(known), maxCadences)] {
		names = append(names, oneLine(k, maxShort))
	}
	return w.Say("cadence.unknown", "cadence", w.quoted(key, maxShort), "known", strings.Join(names, ", "))
}
