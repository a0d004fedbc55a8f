package slacksim

import (
	"slices"
	"strings"
)

// scopeOf is the scope that a kind of conversation needs, with the given ending (read, history, write).
func scopeOf(kind channelKind, ending string) string {
	switch kind {
	case kindPublic:
		return "channels:" + ending
	case kindPrivate:
		return "groups:" + ending
	case kindIM:
	}
	return "im:" + ending
}

// conversation finds a conversation the app may see: its own DMs, channels it is in, and public channels.
func (c *call) conversation(id string) (*channel, *apiError) {
	ch, ok := c.w.channels[id]
	if !ok || (ch.kind != kindPublic && !ch.has(c.w.ids.botUser)) {
		return nil, fail("channel_not_found")
	}
	return ch, nil
}

// scoped is conversation plus the check of the scope for its kind.
func (c *call) scoped(id, ending string) (*channel, *apiError) {
	ch, failure := c.conversation(id)
	if failure != nil {
		return nil, failure
	}
	if scope := scopeOf(ch.kind, ending); !c.w.manifest.hasScope(scope) {
		return nil, c.missingScope(scope)
	}
	return ch, nil
}

func (c *call) conversationsOpen() (object, *apiError) {
	if id := c.str("channel"); id != "" {
		ch, failure := c.conversation(id)
		if failure != nil {
			return nil, failure
		}
		if ch.kind != kindIM {
			return nil, fail("method_not_supported_for_channel_type")
		}
		return c.opened(ch, false), nil
	}
	users := strings.Split(c.str("users"), ",")
	if c.str("users") == "" {
		return nil, fail("users_list_not_supplied")
	}
	if len(users) > 1 {
		return nil, c.missingScope("mpim:write")
	}
	if !c.w.manifest.hasScope("im:write") {
		return nil, c.missingScope("im:write")
	}
	p, failure := c.recipient(strings.TrimSpace(users[0]), "user_not_found")
	if failure != nil {
		return nil, failure
	}
	if p.Deleted {
		return nil, fail("user_disabled")
	}
	if c.flag("prevent_creation") && c.w.existingDM(p.ID, c.w.ids.botUser) == nil {
		return nil, fail("channel_not_found")
	}
	ch, created := c.w.dm(p.ID, c.w.ids.botUser)
	return c.opened(ch, created), nil
}

// recipient is the person behind a user id, or the error of writing to it.
func (c *call) recipient(id, unknown string) (*person, *apiError) {
	p, ok := c.w.people[id]
	switch {
	case !ok:
		return nil, fail(unknown)
	case !p.isPerson():
		return nil, fail("cannot_dm_bot")
	}
	return p, nil
}

func (c *call) opened(ch *channel, created bool) object {
	answer := object{"channel": object{"id": ch.id}}
	if c.flag("return_im") {
		answer["channel"] = c.w.conversationObject(ch)
	}
	if !created {
		answer["no_op"], answer["already_open"] = true, true
	}
	return answer
}

func (c *call) conversationsInfo() (object, *apiError) {
	ch, failure := c.scoped(c.str("channel"), "read")
	if failure != nil {
		return nil, failure
	}
	o := c.w.conversationObject(ch)
	if !c.flag("include_num_members") {
		delete(o, "num_members")
	}
	return object{"channel": o}, nil
}

func (c *call) conversationsMembers() (object, *apiError) {
	ch, failure := c.scoped(c.str("channel"), "read")
	if failure != nil {
		return nil, failure
	}
	limit, ok := c.number("limit", 100)
	if !ok || limit < 1 {
		return nil, fail("invalid_limit")
	}
	from, to, next, failure := page(len(ch.members), limit, 1000, c.str("cursor"))
	if failure != nil {
		return nil, failure
	}
	return object{"members": ch.members[from:to:to], "response_metadata": object{"next_cursor": next}}, nil
}

// listTypes maps the types argument of conversations.list.
var listTypes = map[string]channelKind{"public_channel": kindPublic, "private_channel": kindPrivate, "im": kindIM}

func (c *call) conversationsList() (object, *apiError) {
	types := c.str("types")
	if types == "" {
		types = "public_channel"
	}
	var kinds []channelKind
	for t := range strings.SplitSeq(types, ",") {
		if t == "mpim" {
			continue // there are no group DMs here
		}
		kind, ok := listTypes[strings.TrimSpace(t)]
		if !ok {
			return nil, fail("invalid_types")
		}
		if scope := scopeOf(kind, "read"); !c.w.manifest.hasScope(scope) {
			return nil, c.missingScope(scope)
		}
		kinds = append(kinds, kind)
	}
	limit, ok := c.number("limit", 100)
	if !ok {
		return nil, fail("invalid_limit")
	}
	all := c.listed(kinds)
	from, to, next, failure := page(len(all), limit, 1000, c.str("cursor"))
	if failure != nil {
		return nil, failure
	}
	return object{"channels": all[from:to], "response_metadata": object{"next_cursor": next}}, nil
}

func (c *call) listed(kinds []channelKind) []any {
	all := []any{}
	for _, id := range c.w.chanOrder {
		ch, failure := c.conversation(id)
		if failure != nil || !slices.Contains(kinds, ch.kind) || (ch.archived && c.flag("exclude_archived")) {
			continue
		}
		all = append(all, c.w.conversationObject(ch))
	}
	return all
}
