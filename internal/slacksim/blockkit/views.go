package blockkit

// anyBlocks accepts any list: the blocks of a view are checked on their own, with the rest of the surface.
func anyBlocks(c *checker, pointer string, v any) {
	if _, ok := v.([]any); !ok {
		c.add(pointer, "must be an array")
	}
}

var viewBase = shape{
	"type": need(enum("modal", "home")), "blocks": need(anyBlocks), "private_metadata": may(str(0, 3000)),
	"callback_id": may(str(0, 255)), "external_id": may(str(0, 255)),
}

// homeShape takes title, close and submit as well: Slack ignores them on a Home tab.
var homeShape = viewBase.with(shape{
	"title": may(plain(24)), "close": may(plain(24)), "submit": may(plain(24)), "clear_on_close": may(boolean), "notify_on_close": may(boolean),
})

var modalShape = viewBase.with(shape{
	"title": need(plain(24)), "close": may(plain(24)), "submit": may(plain(24)),
	"clear_on_close": may(boolean), "notify_on_close": may(boolean), "submit_disabled": may(boolean),
})
