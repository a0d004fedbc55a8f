package blockkit

import (
	"fmt"
	"strconv"
)

func at(pointer string, i int) string { return pointer + "/" + strconv.Itoa(i) }

// plain is a plain_text object.
func plain(most int) check {
	return is(shape{"type": need(enum("plain_text")), "text": need(str(1, most)), "emoji": may(boolean)})
}

// anyText is a text object of either type. emoji belongs to plain text, verbatim to mrkdwn.
func anyText(most int) check {
	mrkdwn := is(shape{"type": need(enum("mrkdwn")), "text": need(str(1, most)), "verbatim": may(boolean)})
	return func(c *checker, pointer string, v any) {
		switch typeOf(v) {
		case "plain_text":
			withoutVerbatim(plain(most))(c, pointer, v)
		case "mrkdwn":
			mrkdwn(c, pointer, v)
		case "":
			c.add(pointer, "must provide a text object with a type")
		default:
			c.add(pointer+"/type", "unsupported type: %s", typeOf(v))
		}
	}
}

// withoutVerbatim lets the meaningless verbatim:false of a plain text pass, which official clients write.
func withoutVerbatim(ch check) check {
	return func(c *checker, pointer string, v any) {
		if o, ok := v.(object); ok && o["verbatim"] == false {
			rest := object{}
			for k, value := range o {
				if k != "verbatim" {
					rest[k] = value
				}
			}
			v = rest
		}
		ch(c, pointer, v)
	}
}

var confirmShape = shape{
	"title": need(plain(100)), "text": need(anyText(300)), "confirm": need(plain(30)), "deny": need(plain(30)),
	"style": may(enum("primary", "danger")),
}

var (
	optionShape = shape{"text": need(plain(75)), "value": need(str(1, 75)), "description": may(plain(75))}
	// choiceShape is an option of radio buttons and checkboxes, whose texts may be mrkdwn.
	choiceShape   = shape{"text": need(anyText(75)), "value": need(str(1, 75)), "description": may(anyText(75))}
	overflowShape = optionShape.with(shape{"url": may(address(3000, "http", "https", "mailto"))})
)

// options is a list of options with values that differ.
func options(least, most int, option shape) check {
	return all(list(least, most, is(option)), func(c *checker, pointer string, v any) { c.distinctValues(pointer, v, map[string]bool{}) })
}

func (c *checker) distinctValues(pointer string, v any, seen map[string]bool) {
	items, _ := v.([]any)
	for i, it := range items {
		option, _ := it.(object)
		value, _ := option["value"].(string)
		if value != "" && seen[value] {
			c.add(fmt.Sprintf("%s/%d/value", pointer, i), "value already exists: %s", value)
		}
		seen[value] = true
	}
}

var groupShape = shape{"label": need(plain(75)), "options": need(options(1, 100, optionShape))}

func optionGroups(c *checker, pointer string, v any) { list(1, 100, is(groupShape))(c, pointer, v) }

var dispatchShape = shape{"trigger_actions_on": may(list(1, 2, enum("on_enter_pressed", "on_character_entered")))}

var filterShape = shape{
	"include":                          may(list(1, 4, enum("im", "mpim", "private", "public"))),
	"exclude_external_shared_channels": may(boolean), "exclude_bot_users": may(boolean),
}
