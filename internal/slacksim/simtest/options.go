package simtest

import (
	"strings"

	"github.com/followup-bot/followup/internal/slacksim"
)

// chosen turns what a person picks by its words into the value of the element: one value, or a list where many may be chosen.
func (s *Part) chosen(u use, texts []string) any {
	s.p.w.t.Helper()
	typ := typeOf(u.element)
	list := make([]any, 0, len(texts))
	for _, text := range texts {
		value, ok := s.value(u, text)
		if !ok {
			s.p.w.fail("no option %q for %s in %s:\n%s", text, str(u.element, "action_id"), s.what, s.Text())
		}
		list = append(list, value)
	}
	if strings.HasPrefix(typ, "multi_") || typ == "checkboxes" {
		return list
	}
	return list[0]
}

func (s *Part) value(u use, text string) (any, bool) {
	switch strings.TrimPrefix(typeOf(u.element), "multi_") {
	case "users_select":
		for _, p := range s.p.w.ws.People() {
			if p.Name == text || p.RealName == text || p.ID == text {
				return p.ID, true
			}
		}
		return nil, false
	case "channels_select", "conversations_select":
		if id := s.p.w.ws.ChannelID(text); id != "" {
			return id, true
		}
		return text, text != "" && (text[0] == 'D' || text[0] == 'C')
	case "external_select":
		return s.suggested(u, text)
	case "datepicker", "timepicker":
		return text, true
	}
	return s.option(u.element, text)
}

// suggested types the option's words into an external select and picks it from what the app offers.
func (s *Part) suggested(u use, text string) (any, bool) {
	s.p.w.t.Helper()
	for _, option := range s.offers(u, text) {
		if s.p.w.render().text(option["text"]) == text {
			return option, true
		}
	}
	return nil, false
}

// offers asks the app what it suggests.
func (s *Part) offers(u use, query string) []object {
	s.p.w.t.Helper()
	offered, err := s.p.w.ws.Suggest(s.p.w.t.Context(), slacksim.Action{
		As: s.p.id, Container: s.at, BlockID: str(u.block, "block_id"), ActionID: str(u.element, "action_id"), Values: s.values,
	}, query)
	if err != nil {
		s.p.w.fail("%s typed %q into %s: %v", s.p.name, query, str(u.element, "action_id"), err)
	}
	return optionsOf(object{"options": offered.Options, "option_groups": offered.OptionGroups})
}

// option finds the value of an option by its text: the whole text, or else a part of it.
func (s *Part) option(element object, text string) (any, bool) {
	var partly any
	for _, option := range optionsOf(element) {
		label := s.p.w.render().text(option["text"])
		if label == text {
			return option["value"], true
		}
		if partly == nil && strings.Contains(label, text) {
			partly = option["value"]
		}
	}
	return partly, partly != nil
}

// Options lists the texts of the options that a menu, radio buttons or checkboxes show.
func (s *Part) Options(hint string) []string {
	s.p.w.t.Helper()
	var texts []string
	for _, option := range optionsOf(s.control(hint).element) {
		texts = append(texts, s.p.w.render().text(option["text"]))
	}
	return texts
}

func optionsOf(element object) []object {
	var all []object
	lists := []any{element["options"]}
	groups, _ := element["option_groups"].([]any)
	for _, g := range groups {
		group, _ := g.(object)
		lists = append(lists, group["options"])
	}
	for _, raw := range lists {
		list, _ := raw.([]any)
		for _, o := range list {
			if option, ok := o.(object); ok {
				all = append(all, option)
			}
		}
	}
	return all
}

func typeOf(v any) string {
	o, _ := v.(object)
	return str(o, "type")
}

func str(o object, key string) string {
	s, _ := o[key].(string)
	return s
}
