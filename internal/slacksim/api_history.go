package slacksim

import "slices"

// conversationsHistory answers the newest messages first, replies left out.
func (c *call) conversationsHistory() (object, *apiError) {
	ch, failure := c.readable()
	if failure != nil {
		return nil, failure
	}
	found, failure := c.between(ch, func(m *message) bool { return m.asideOf() == "" })
	if failure != nil {
		return nil, failure
	}
	slices.Reverse(found)
	return c.pageOf(found)
}

// conversationsReplies answers a thread, its parent first.
func (c *call) conversationsReplies() (object, *apiError) {
	ch, failure := c.readable()
	if failure != nil {
		return nil, failure
	}
	parent := ch.find(c.str("ts"))
	if parent == nil {
		return nil, fail("thread_not_found")
	}
	found, failure := c.between(ch, func(m *message) bool { return m == parent || m.threadTS == parent.ts })
	if failure != nil {
		return nil, failure
	}
	return c.pageOf(found)
}

func (c *call) readable() (*channel, *apiError) {
	ch, failure := c.scoped(c.str("channel"), "history")
	if failure != nil {
		return nil, failure
	}
	if !ch.has(c.w.ids.botUser) {
		return nil, fail("not_in_channel")
	}
	return ch, nil
}

// between selects the messages after oldest and before latest; inclusive takes the two in as well.
func (c *call) between(ch *channel, want func(*message) bool) ([]*message, *apiError) {
	oldest, ok := c.bound("oldest", 0)
	if !ok {
		return nil, fail("invalid_ts_oldest")
	}
	latest, ok := c.bound("latest", 1<<62)
	if !ok {
		return nil, fail("invalid_ts_latest")
	}
	if c.flag("inclusive") {
		oldest, latest = oldest-1, latest+1
	}
	var found []*message
	for _, m := range ch.messages {
		if at, _ := parseTS(m.ts); at > oldest && at < latest && want(m) {
			found = append(found, m)
		}
	}
	return found, nil
}

func (c *call) bound(name string, fallback int64) (int64, bool) {
	s := c.str(name)
	if s == "" {
		return fallback, true
	}
	return parseTS(s)
}

func (c *call) pageOf(found []*message) (object, *apiError) {
	limit, ok := c.number("limit", 100)
	if !ok || limit < 0 {
		return nil, fail("invalid_limit")
	}
	from, to, next, failure := page(len(found), limit, 999, c.str("cursor"))
	if failure != nil {
		return nil, failure
	}
	messages := []any{}
	for _, m := range found[from:to] {
		o := c.w.messageObject(m)
		if m.metadata != nil && c.flag("include_all_metadata") {
			o["metadata"] = m.metadata
		}
		messages = append(messages, o)
	}
	return object{
		"messages": messages, "has_more": next != "", "pin_count": 0, "channel_actions_ts": nil, "channel_actions_count": 0,
		"response_metadata": object{"next_cursor": next},
	}, nil
}
