package blockkit

import (
	"regexp"
	"strconv"
)

var (
	dateForm = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)
	timeForm = regexp.MustCompile(`^([01]\d|2[0-3]):[0-5]\d$`)
)

func form(pattern *regexp.Regexp, wanted string) check {
	return func(c *checker, pointer string, v any) {
		if s, ok := v.(string); !ok || !pattern.MatchString(s) {
			c.add(pointer, "must be in the form %s", wanted)
		}
	}
}

// interactive is what every element with an action_id may have.
var interactive = shape{"type": need(str(1, 50)), "action_id": may(str(1, 255))}

var (
	confirmable = interactive.with(shape{"confirm": may(is(confirmShape))})
	focusable   = confirmable.with(shape{"focus_on_load": may(focus)})
	menu        = focusable.with(shape{"placeholder": may(plain(150))})
	typing      = interactive.with(shape{
		"placeholder": may(plain(150)), "focus_on_load": may(focus), "dispatch_action_config": may(is(dispatchShape)),
	})
	several = shape{"max_selected_items": may(integer(1, 1000))}
	ids     = list(0, 1000, str(1, 255))
)

// elementShapes are all elements by type.
var elementShapes = map[string]shape{
	"button": confirmable.with(shape{
		"text": need(plain(75)), "url": may(address(3000, "http", "https", "mailto", "slack")), "value": may(str(0, 2000)),
		"style": may(enum("primary", "danger")), "accessibility_label": may(str(1, 75)),
	}),
	"image": {
		"type": need(enum("image")), "image_url": may(address(3000, "http", "https")), "alt_text": need(str(1, 2000)),
		"slack_file": may(is(shape{"id": may(str(1, 255)), "url": may(str(1, 3000))})),
	},
	"overflow": confirmable.with(shape{"options": need(options(1, 5, overflowShape))}),

	"static_select":        menu.with(choices).with(shape{"initial_option": may(is(optionShape))}),
	"external_select":      menu.with(lookup).with(shape{"initial_option": may(is(optionShape))}),
	"users_select":         menu.with(shape{"initial_user": may(str(1, 255))}),
	"channels_select":      menu.with(shape{"initial_channel": may(str(1, 255)), "response_url_enabled": may(boolean)}),
	"conversations_select": menu.with(conversations).with(shape{"initial_conversation": may(str(1, 255)), "response_url_enabled": may(boolean)}),

	"multi_static_select":        menu.with(several).with(choices).with(shape{"initial_options": may(options(0, 100, optionShape))}),
	"multi_external_select":      menu.with(several).with(lookup).with(shape{"initial_options": may(options(0, 100, optionShape))}),
	"multi_users_select":         menu.with(several).with(shape{"initial_users": may(ids)}),
	"multi_channels_select":      menu.with(several).with(shape{"initial_channels": may(ids)}),
	"multi_conversations_select": menu.with(several).with(conversations).with(shape{"initial_conversations": may(ids)}),

	"datepicker":     menu.with(shape{"initial_date": may(form(dateForm, "YYYY-MM-DD"))}),
	"timepicker":     menu.with(shape{"initial_time": may(form(timeForm, "HH:mm")), "timezone": may(str(1, 100))}),
	"datetimepicker": focusable.with(shape{"initial_date_time": may(integer(1_000_000_000, 9_999_999_999))}),

	"radio_buttons": focusable.with(shape{"options": need(options(1, 10, choiceShape)), "initial_option": may(is(choiceShape))}),
	"checkboxes":    focusable.with(shape{"options": need(options(1, 10, choiceShape)), "initial_options": may(options(1, 10, choiceShape))}),

	"plain_text_input": typing.with(shape{
		"initial_value": may(str(0, 3000)), "multiline": may(boolean), "min_length": may(integer(0, 3000)), "max_length": may(integer(1, 3000)),
	}),
	"email_text_input": typing.with(shape{"initial_value": may(str(0, 3000))}),
	"url_text_input":   typing.with(shape{"initial_value": may(str(0, 3000))}),
	"number_input": typing.with(shape{
		"is_decimal_allowed": need(boolean), "initial_value": may(numeral), "min_value": may(numeral), "max_value": may(numeral),
	}),
	"rich_text_input": typing.with(shape{
		"initial_value": may(is(richTextShape)), "min_lines": may(integer(1, 100)), "max_lines": may(integer(1, 100)),
	}),
	"file_input": interactive.with(shape{"filetypes": may(list(1, 100, str(1, 50))), "max_files": may(integer(1, 10))}),
}

var (
	choices       = shape{"options": may(options(1, 100, optionShape)), "option_groups": may(optionGroups)}
	lookup        = shape{"min_query_length": may(integer(0, 150))}
	conversations = shape{"default_to_current_conversation": may(boolean), "filter": may(is(filterShape))}
)

// focus allows one element per view to take the focus.
func focus(c *checker, pointer string, v any) {
	boolean(c, pointer, v)
	if v != true {
		return
	}
	if c.focused {
		c.add(pointer, "only one element can set focus_on_load to true")
	}
	c.focused = true
}

// numeral is a number written as text.
func numeral(c *checker, pointer string, v any) {
	s, ok := v.(string)
	if !ok {
		c.add(pointer, "must be a string")
		return
	}
	if _, err := strconv.ParseFloat(s, 64); err != nil {
		c.add(pointer, "must be a number")
	}
}

// element checks an element that may only be of the given types.
func element(types ...string) check {
	allowed := enum(types...)
	return func(c *checker, pointer string, v any) {
		o, ok := v.(object)
		if !ok {
			c.add(pointer, "must provide an object")
			return
		}
		t := typeOf(v)
		s, known := elementShapes[t]
		if !known {
			c.add(pointer+"/type", "unsupported type: %s", t)
			return
		}
		before := len(c.problems)
		allowed(c, pointer+"/type", t)
		if len(c.problems) > before {
			return
		}
		c.object(pointer, v, s)
		c.elementRules(pointer, t, o)
	}
}

// elementRules are the rules that concern several fields of one element.
func (c *checker) elementRules(pointer, t string, o object) {
	switch t {
	case "image":
		if (o["image_url"] == nil) == (o["slack_file"] == nil) {
			c.add(pointer, "must define either `image_url` or `slack_file`")
		}
	case "static_select", "multi_static_select":
		if (o["options"] == nil) == (o["option_groups"] == nil) {
			c.add(pointer, "must define either `options` or `option_groups`")
		}
		c.initialAmongOptions(pointer, o)
	case "radio_buttons", "checkboxes":
		c.initialAmongOptions(pointer, o)
	case "plain_text_input":
		c.ordered(pointer, o, "min_length", "max_length")
	case "rich_text_input":
		c.ordered(pointer, o, "min_lines", "max_lines")
	case "number_input":
		c.numberRange(pointer, o)
	}
}

func (c *checker) ordered(pointer string, o object, least, most string) {
	low, hasLow := o[least].(float64)
	high, hasHigh := o[most].(float64)
	if hasLow && hasHigh && low > high {
		c.add(pointer+"/"+least, "must be at most %s", most)
	}
}

func (c *checker) numberRange(pointer string, o object) {
	low, lowErr := strconv.ParseFloat(str0(o, "min_value"), 64)
	high, highErr := strconv.ParseFloat(str0(o, "max_value"), 64)
	if lowErr == nil && highErr == nil && low > high {
		c.add(pointer+"/min_value", "must be at most max_value")
	}
}

func str0(o object, key string) string {
	s, _ := o[key].(string)
	return s
}
