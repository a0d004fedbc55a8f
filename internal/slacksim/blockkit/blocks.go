package blockkit

import "slices"

var (
	base = shape{"type": need(str(1, 50)), "block_id": may(str(1, 255))}

	sectionElements = []string{
		"button", "checkboxes", "datepicker", "image", "multi_static_select", "multi_external_select", "multi_users_select",
		"multi_conversations_select", "multi_channels_select", "overflow", "radio_buttons", "static_select", "external_select",
		"users_select", "conversations_select", "channels_select", "timepicker",
	}
	actionElements = append(slices.DeleteFunc(slices.Clone(sectionElements), func(t string) bool { return t == "image" }), "datetimepicker", "rich_text_input")
	inputElements  = append(slices.DeleteFunc(slices.Clone(sectionElements), func(t string) bool { return t == "image" || t == "button" || t == "overflow" }),
		"plain_text_input", "email_text_input", "url_text_input", "number_input", "datetimepicker", "rich_text_input", "file_input")
)

// blockRule is what a block may hold and where it may be.
type blockRule struct {
	shape    shape
	surfaces []Surface
}

var (
	everywhere  = []Surface{Message, Modal, Home}
	modalOnly   = []Surface{Modal}
	messageOnly = []Surface{Message}
)

// blockRules are all blocks by type.
var blockRules = map[string]blockRule{
	"section": {base.with(shape{
		"text": may(anyText(3000)), "fields": may(list(1, 10, anyText(2000))), "accessory": may(element(sectionElements...)), "expand": may(boolean),
	}), everywhere},
	"actions": {base.with(shape{"elements": need(list(1, 25, element(actionElements...)))}), everywhere},
	"context": {base.with(shape{"elements": need(list(1, 10, contextPart))}), everywhere},
	"divider": {base, everywhere},
	"header":  {base.with(shape{"text": need(plain(150)), "level": may(integer(1, 4))}), everywhere},
	"image": {base.with(shape{
		"image_url": may(address(3000, "http", "https")), "alt_text": need(str(1, 2000)), "title": may(plain(2000)),
		"slack_file": may(is(shape{"id": may(str(1, 255)), "url": may(str(1, 3000))})),
	}), everywhere},
	"input": {base.with(shape{
		"label": need(plain(2000)), "element": need(element(inputElements...)), "hint": may(plain(2000)),
		"optional": may(boolean), "dispatch_action": may(boolean),
	}), everywhere},
	"rich_text": {richTextShape, everywhere},
	"markdown":  {base.with(shape{"text": need(str(1, 12000))}), messageOnly},
	"table": {base.with(shape{
		"rows": need(list(1, 100, list(1, 20, cell))), "column_settings": may(list(0, 20, columnSetting)),
	}), messageOnly},
	"file": {base.with(shape{"external_id": need(str(1, 255)), "source": need(enum("remote"))}), messageOnly},
	"video": {base.with(shape{
		"alt_text": need(str(1, 2000)), "title": need(plain(200)), "video_url": need(address(3000, "https")),
		"thumbnail_url": need(address(3000, "http", "https")), "title_url": may(address(3000, "https")), "description": may(plain(200)),
		"author_name": may(str(1, 50)), "provider_name": may(str(1, 50)), "provider_icon_url": may(address(3000, "http", "https")),
	}), everywhere},
	"alert":           {base.with(shape{"text": need(anyText(3000)), "level": may(enum("default", "info", "warning", "error", "success"))}), modalOnly},
	"context_actions": {base.with(shape{"elements": need(list(1, 5, feedback))}), messageOnly},
}

// contextPart is an image or a text in a context block.
func contextPart(c *checker, pointer string, v any) {
	if typeOf(v) == "image" {
		element("image")(c, pointer, v)
		return
	}
	anyText(3000)(c, pointer, v)
}

var cellShapes = map[string]shape{
	"raw_text":   {"type": need(enum("raw_text")), "text": need(str(1, 3000))},
	"raw_number": {"type": need(enum("raw_number")), "value": need(number), "text": may(str(1, 3000))},
	"rich_text":  richTextShape,
}

// cell is a cell of a table: text only, nothing to click.
func cell(c *checker, pointer string, v any) {
	s, known := cellShapes[typeOf(v)]
	if !known {
		c.add(pointer+"/type", "unsupported type: %s", typeOf(v))
		return
	}
	c.object(pointer, v, s)
}

// columnSetting may be null for a column that needs none.
func columnSetting(c *checker, pointer string, v any) {
	if v != nil {
		c.object(pointer, v, shape{"align": may(enum("left", "center", "right")), "is_wrapped": may(boolean)})
	}
}

var feedbackButton = shape{"text": need(plain(75)), "value": need(str(1, 2000)), "accessibility_label": may(str(1, 75))}

var feedbackShapes = map[string]shape{
	"feedback_buttons": interactive.with(shape{"positive_button": need(is(feedbackButton)), "negative_button": need(is(feedbackButton))}),
	"icon_button": confirmable.with(shape{
		"icon": need(enum("trash")), "text": need(plain(75)), "value": may(str(0, 2000)), "accessibility_label": may(str(1, 75)),
		"visible_to_user_ids": may(ids),
	}),
}

func feedback(c *checker, pointer string, v any) {
	s, known := feedbackShapes[typeOf(v)]
	if !known {
		c.add(pointer+"/type", "unsupported type: %s", typeOf(v))
		return
	}
	c.object(pointer, v, s)
}

// blocks checks all blocks of a surface.
func (c *checker) blocks(pointer string, blocks []any) {
	most := MaxViewBlocks
	if c.surface == Message {
		most = MaxMessageBlocks
	}
	c.count(pointer, len(blocks), 0, most)
	c.blockIDs = map[string]bool{}
	for i, b := range blocks {
		c.block(at(pointer, i), b)
	}
}

func (c *checker) block(pointer string, v any) {
	o, ok := v.(object)
	if !ok {
		c.add(pointer, "must provide an object")
		return
	}
	rule, known := blockRules[typeOf(v)]
	if !known || !slices.Contains(rule.surfaces, c.surface) {
		c.add(pointer+"/type", "unsupported type: %s", typeOf(v))
		return
	}
	c.object(pointer, v, rule.shape)
	c.blockID(pointer, o)
	c.actionIDs(pointer, o)
	c.blockRules(pointer, o)
}

func (c *checker) blockID(pointer string, o object) {
	id, _ := o["block_id"].(string)
	if id == "" {
		return
	}
	if c.blockIDs[id] {
		c.add(pointer+"/block_id", "`block_id` already exists: %s", id)
	}
	c.blockIDs[id] = true
}

// actionIDs makes sure that the elements of one block can be told apart.
func (c *checker) actionIDs(pointer string, o object) {
	seen := map[string]bool{}
	elements, _ := o["elements"].([]any)
	for i, e := range elements {
		el, _ := e.(object)
		id, _ := el["action_id"].(string)
		if id != "" && seen[id] {
			c.add(at(pointer+"/elements", i)+"/action_id", "`action_id` already exists: %s", id)
		}
		seen[id] = true
	}
}

// blockRules are the rules that concern several fields, or several blocks.
func (c *checker) blockRules(pointer string, o object) {
	switch o["type"] {
	case "section":
		if o["text"] == nil && o["fields"] == nil {
			c.add(pointer, "must define either `text` or `fields`")
		}
	case "image":
		if (o["image_url"] == nil) == (o["slack_file"] == nil) {
			c.add(pointer, "must define either `image_url` or `slack_file`")
		}
	case "table":
		if c.tables++; c.tables > 1 {
			c.add(pointer, "only one table allowed")
		}
	}
}
