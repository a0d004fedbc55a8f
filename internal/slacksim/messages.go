package slacksim

import (
	"maps"
	"slices"
	"sort"
)

// message is one message of a conversation. Fields are replaced as a whole, never changed in place.
type message struct {
	ts, user, text string
	blocks         []any
	metadata       object
	threadTS       string
	broadcast      bool     // a reply that is shown in the conversation as well
	replies        []string // who replied, one entry a reply
	latestReply    string
	fromApp        bool
	editedTS       string
	revision       int
	reader         string // set on an ephemeral message: the only one who sees it
	channel        *channel
}

// find looks a message up by its timestamp, which may carry fewer or more digits than ours.
func (c *channel) find(ts string) *message {
	micros, ok := parseTS(ts)
	if !ok {
		return nil
	}
	want := formatTS(micros)
	i := sort.Search(len(c.messages), func(i int) bool { return !tsLess(c.messages[i].ts, want) })
	if i < len(c.messages) && c.messages[i].ts == want {
		return c.messages[i]
	}
	return nil
}

// findWhisper looks up an ephemeral message of one reader.
func (c *channel) findWhisper(ts, reader string) *message {
	for _, m := range c.whispers {
		if m.ts == ts && m.reader == reader {
			return m
		}
	}
	return nil
}

func tsLess(a, b string) bool {
	x, _ := parseTS(a)
	y, _ := parseTS(b)
	return x < y
}

// put adds a message, looks whether it pings anybody and tells the app where it subscribed.
func (w *Workspace) put(c *channel, m *message) {
	m.ts, m.channel = w.newTS(), c
	m.blocks = withIDs(m.blocks)
	w.joinThread(m)
	if m.fromApp {
		w.notePings(m)
	}
	if m.reader != "" {
		c.whispers = append(c.whispers, m)
		w.touch()
		return
	}
	c.messages = append(c.messages, m)
	if !m.fromApp {
		w.read[readKey(c.id, m.user, m.asideOf())] = m.ts
	}
	w.emitMessage(c, w.messageObject(m))
	w.touch()
}

// revise replaces what a message says.
func (w *Workspace) revise(m *message, text string, blocks []any, metadata object) {
	previous := w.messageObject(m)
	m.text, m.blocks, m.metadata = text, withIDs(blocks), metadata
	m.editedTS = eventTS(w.bar.Now())
	m.revision++
	w.notePings(m)
	if m.reader == "" {
		w.emitMessage(m.channel, object{
			"type": "message", "subtype": "message_changed", "hidden": true,
			"message": w.messageObject(m), "previous_message": previous, "ts": m.editedTS,
		})
	}
	w.touch()
}

// remove takes a message away.
func (w *Workspace) remove(m *message) {
	same := func(o *message) bool { return o == m }
	m.channel.messages = slices.DeleteFunc(m.channel.messages, same)
	m.channel.whispers = slices.DeleteFunc(m.channel.whispers, same)
	leaveThread(m)
	if m.reader == "" {
		w.emitMessage(m.channel, object{
			"type": "message", "subtype": "message_deleted", "hidden": true, "deleted_ts": m.ts,
			"previous_message": w.messageObject(m), "ts": eventTS(w.bar.Now()),
		})
	}
	w.touch()
}

// messageObject is a message as Slack shows it to the app, without its metadata: who may see that depends on the call.
func (w *Workspace) messageObject(m *message) object {
	o := object{"type": "message", "user": m.user, "text": m.text, "ts": m.ts, "team": w.ids.team}
	if len(m.blocks) > 0 {
		o["blocks"] = m.blocks
	}
	if m.fromApp {
		o["bot_id"], o["app_id"], o["bot_profile"] = w.ids.bot, w.ids.app, w.botProfile()
	}
	m.describeThread(o)
	if m.editedTS != "" {
		o["edited"] = object{"user": m.user, "ts": m.editedTS}
	}
	return o
}

func (w *Workspace) botProfile() object {
	return object{
		"id": w.ids.bot, "app_id": w.ids.app, "name": w.people[w.ids.botUser].RealName, "team_id": w.ids.team,
		"deleted": false, "updated": 0, "user_id": w.ids.botUser,
		"icons": object{"image_36": "https://a.slack-edge.com/80588/img/plugins/app/bot_36.png"},
	}
}

// withIDs gives blocks and interactive elements the ids that Slack generates where the app gave none.
func withIDs(blocks []any) []any {
	named := make([]any, len(blocks))
	for i, b := range blocks {
		block, ok := b.(object)
		if !ok {
			named[i] = b
			continue
		}
		block = cloneObject(block)
		if text(block, "block_id") == "" {
			block["block_id"] = secret(3)[:5]
		}
		for _, key := range []string{"accessory", "element"} {
			if element, ok := block[key].(object); ok {
				block[key] = withActionID(element)
			}
		}
		if elements, ok := block["elements"].([]any); ok && (text(block, "type") == "actions" || text(block, "type") == "context_actions") {
			block["elements"] = mapElements(elements)
		}
		named[i] = block
	}
	return named
}

func mapElements(elements []any) []any {
	named := make([]any, len(elements))
	for i, e := range elements {
		named[i] = e
		if element, ok := e.(object); ok {
			named[i] = withActionID(element)
		}
	}
	return named
}

func withActionID(element object) object {
	if text(element, "type") == "image" || text(element, "action_id") != "" {
		return element
	}
	element = cloneObject(element)
	element["action_id"] = secret(3)[:5]
	return element
}

func cloneObject(o object) object {
	return maps.Clone(o)
}

// text reads a string field of an object; anything else is empty.
func text(o object, key string) string {
	s, _ := o[key].(string)
	return s
}
