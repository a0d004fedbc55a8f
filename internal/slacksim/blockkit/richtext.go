package blockkit

var styleShape = shape{
	"bold": may(boolean), "italic": may(boolean), "strike": may(boolean), "code": may(boolean), "underline": may(boolean),
	"highlight": may(boolean), "client_highlight": may(boolean), "unlink": may(boolean),
}

var styled = shape{"type": need(str(1, 50)), "style": may(is(styleShape))}

// inlineShapes are the parts of a line of rich text.
var inlineShapes = map[string]shape{
	"text":      styled.with(shape{"text": need(str(1, 12000))}),
	"link":      styled.with(shape{"url": need(address(3000, "http", "https", "mailto", "tel", "slack")), "text": may(str(0, 3000)), "unsafe": may(boolean)}),
	"emoji":     styled.with(shape{"name": need(str(1, 100)), "unicode": may(str(1, 100)), "skin_tone": may(integer(1, 6))}),
	"user":      styled.with(shape{"user_id": need(str(1, 255))}),
	"usergroup": styled.with(shape{"usergroup_id": need(str(1, 255))}),
	"channel":   styled.with(shape{"channel_id": need(str(1, 255))}),
	"broadcast": styled.with(shape{"range": need(enum("here", "channel", "everyone"))}),
	"color":     styled.with(shape{"value": need(str(1, 20))}),
	"date": styled.with(shape{
		"timestamp": need(integer(0, 1<<40)), "format": need(str(1, 200)), "url": may(address(3000, "http", "https")), "fallback": may(str(1, 500)),
	}),
}

func inline(c *checker, pointer string, v any) {
	s, known := inlineShapes[typeOf(v)]
	if !known {
		c.add(pointer+"/type", "unsupported type: %s", typeOf(v))
		return
	}
	c.object(pointer, v, s)
}

var (
	inlines      = list(0, 1000, inline)
	sectionShape = shape{"type": need(enum("rich_text_section")), "elements": need(inlines)}
	border       = may(integer(0, 1))
	indent       = may(integer(0, 8))
)

// richShapes are the parts of a rich text.
var richShapes = map[string]shape{
	"rich_text_section": sectionShape,
	"rich_text_list": {
		"type": need(enum("rich_text_list")), "style": need(enum("bullet", "ordered")), "elements": need(list(0, 1000, is(sectionShape))),
		"indent": indent, "offset": may(integer(0, 10000)), "border": border,
	},
	"rich_text_quote":        {"type": need(enum("rich_text_quote")), "elements": need(inlines), "border": border},
	"rich_text_preformatted": {"type": need(enum("rich_text_preformatted")), "elements": need(inlines), "border": border, "language": may(str(1, 50))},
}

func richPart(c *checker, pointer string, v any) {
	s, known := richShapes[typeOf(v)]
	if !known {
		c.add(pointer+"/type", "unsupported type: %s", typeOf(v))
		return
	}
	c.object(pointer, v, s)
}

var richTextShape = shape{"type": need(enum("rich_text")), "block_id": may(str(1, 255)), "elements": need(list(1, 1000, richPart))}
