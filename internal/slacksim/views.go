package slacksim

import (
	"encoding/json"
	"slices"

	"github.com/followup-bot/followup/internal/slacksim/blockkit"
)

// view is one modal or Home tab of one person.
type view struct {
	id, user, kind string // kind: modal, home
	hash           string
	root, previous string
	definition     object            // as the app sent it, blocks with ids
	errors         map[string]string // field errors of the last submission, by block id
}

func (v *view) blocks() []any {
	blocks, _ := v.definition["blocks"].([]any)
	return blocks
}

// define replaces what a view shows and gives it a new hash.
func (w *Workspace) define(v *view, definition object) {
	definition = cloneObject(definition)
	blocks, _ := definition["blocks"].([]any)
	definition["blocks"] = withIDs(blocks)
	w.noteFileInput(blocks)
	v.definition, v.errors = definition, nil
	v.kind = text(definition, "type")
	v.hash = eventTS(w.clock.Now()) + "." + secret(4)
	w.touch()
}

// newView makes a view of a person on top of another one, or on its own.
func (w *Workspace) newView(user string, below *view, definition object) *view {
	v := &view{id: w.newID("V"), user: user}
	v.root = v.id
	if below != nil {
		v.root, v.previous = below.root, below.id
	}
	w.define(v, definition)
	return v
}

// viewObject is a view as API answers and interactions carry it. values is the state of its inputs.
func (w *Workspace) viewObject(v *view, values object) object {
	d := v.definition
	o := object{
		"id": v.id, "team_id": w.ids.team, "app_id": w.ids.app, "app_installed_team_id": w.ids.team, "bot_id": w.ids.bot,
		"type": v.kind, "hash": v.hash, "root_view_id": v.root, "previous_view_id": nil, "state": object{"values": values},
		"blocks": v.blocks(), "title": d["title"], "submit": d["submit"], "close": d["close"],
		"callback_id": text(d, "callback_id"), "private_metadata": text(d, "private_metadata"), "external_id": text(d, "external_id"),
		"clear_on_close": d["clear_on_close"] == true, "notify_on_close": d["notify_on_close"] == true, "submit_disabled": false,
	}
	if v.previous != "" {
		o["previous_view_id"] = v.previous
	}
	if v.kind == "home" {
		o["title"] = object{"type": "plain_text", "text": "View Title", "emoji": true}
	}
	return o
}

// readView reads and checks the view of a call.
func (c *call) readView() (object, *apiError) {
	raw, _, ok := c.structure("view")
	definition, isObject := raw.(object)
	if !ok || !isObject {
		return nil, failWith("invalid_arguments", "[ERROR] must provide an object [json-pointer:/view]")
	}
	return definition, checkView(definition)
}

func checkView(definition object) *apiError {
	if encoded, err := json.Marshal(definition); err != nil || len(encoded) > blockkit.MaxViewBytes {
		return fail("view_too_large")
	}
	if problems := blockkit.CheckView(definition); len(problems) > 0 {
		return refused("invalid_arguments", problems)
	}
	return nil
}

// freeExternalID makes sure that no other view of the workspace carries the external_id.
func (c *call) freeExternalID(definition object, self *view) *apiError {
	if id := text(definition, "external_id"); id != "" {
		if other := c.w.findView("", id); other != nil && other != self {
			return fail("duplicate_external_id")
		}
	}
	return nil
}

// findView looks a view up among all modals and Home tabs, by id or by external_id.
func (w *Workspace) findView(id, external string) *view {
	is := func(v *view) bool {
		return v != nil && ((id != "" && v.id == id) || (external != "" && text(v.definition, "external_id") == external))
	}
	for _, stack := range w.stacks {
		if i := slices.IndexFunc(stack, is); i >= 0 {
			return stack[i]
		}
	}
	for _, v := range w.homes {
		if is(v) {
			return v
		}
	}
	return nil
}

func (c *call) viewsOpen() (object, *apiError) {
	return c.openOrPush(func(t *trigger, definition object) (*view, *apiError) {
		v := c.w.newView(t.user, nil, definition)
		c.w.stacks[t.user] = []*view{v}
		return v, nil
	})
}

func (c *call) viewsPush() (object, *apiError) {
	return c.openOrPush(func(t *trigger, definition object) (*view, *apiError) {
		stack := c.w.stacks[t.user]
		if !t.fromModal || len(stack) == 0 {
			return nil, fail("not_found")
		}
		if len(stack) >= maxModals {
			return nil, fail("push_limit_reached")
		}
		return c.w.push(t.user, definition), nil
	})
}

// push puts a modal on top of a person's stack.
func (w *Workspace) push(user string, definition object) *view {
	stack := w.stacks[user]
	v := w.newView(user, stack[len(stack)-1], definition)
	w.stacks[user] = append(slices.Clip(stack), v)
	return v
}

// openOrPush spends the trigger only when the view is fine, as Slack does.
func (c *call) openOrPush(place func(*trigger, object) (*view, *apiError)) (object, *apiError) {
	definition, failure := c.readView()
	if failure != nil {
		return nil, failure
	}
	if text(definition, "type") != "modal" {
		return nil, failWith("invalid_arguments", "[ERROR] must be one of: modal [json-pointer:/view/type]")
	}
	if failure := c.freeExternalID(definition, nil); failure != nil {
		return nil, failure
	}
	t, failure := c.w.useTrigger(c.str("trigger_id"))
	if failure != nil {
		return nil, failure
	}
	v, failure := place(t, definition)
	if failure != nil {
		return nil, failure
	}
	t.used = true
	return object{"view": c.w.viewObject(v, c.w.stateOf(v.blocks(), nil))}, nil
}

func (c *call) viewsUpdate() (object, *apiError) {
	definition, failure := c.readView()
	if failure != nil {
		return nil, failure
	}
	if c.str("view_id") == "" && c.str("external_id") == "" {
		return nil, failWith("invalid_arguments", "[ERROR] missing required field: view_id")
	}
	v := c.w.findView(c.str("view_id"), c.str("external_id"))
	if v == nil {
		return nil, fail("not_found")
	}
	if v.kind != text(definition, "type") {
		return nil, failWith("invalid_arguments", "[ERROR] view type can't change [json-pointer:/view/type]")
	}
	if failure := c.freeExternalID(definition, v); failure != nil {
		return nil, failure
	}
	if hash := c.str("hash"); hash != "" && hash != v.hash {
		return nil, fail("hash_conflict")
	}
	c.w.define(v, definition)
	return object{"view": c.w.viewObject(v, c.w.stateOf(v.blocks(), nil))}, nil
}

func (c *call) viewsPublish() (object, *apiError) {
	definition, failure := c.readView()
	if failure != nil {
		return nil, failure
	}
	if !c.w.manifest.Features.AppHome.HomeTab {
		return nil, fail("not_enabled")
	}
	if text(definition, "type") != "home" {
		return nil, failWith("invalid_arguments", "[ERROR] must be one of: home [json-pointer:/view/type]")
	}
	user := c.str("user_id")
	if p, ok := c.w.people[user]; !ok || !p.isPerson() {
		return nil, failWith("invalid_arguments", "[ERROR] invalid user_id")
	}
	v := c.w.homes[user]
	if hash := c.str("hash"); hash != "" && (v == nil || hash != v.hash) {
		return nil, fail("hash_conflict")
	}
	if v == nil {
		v = c.w.newView(user, nil, definition)
		c.w.homes[user] = v
	} else {
		c.w.define(v, definition)
	}
	return object{"view": c.w.viewObject(v, c.w.stateOf(v.blocks(), nil))}, nil
}
