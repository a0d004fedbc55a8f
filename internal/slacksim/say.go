package slacksim

import "context"

// Say writes a message into a conversation as a person; an empty channel is the DM with the app. It answers the message's
// timestamp and does not wait for the app, which hears of it through an event.
func (w *Workspace) Say(_ context.Context, as, channelID, typed, threadTS string) (string, error) {
	return w.say(as, channelID, typed, threadTS, false)
}

// SayToAll is Say for a reply that is shown in the conversation as well.
func (w *Workspace) SayToAll(_ context.Context, as, channelID, typed, threadTS string) (string, error) {
	return w.say(as, channelID, typed, threadTS, true)
}

func (w *Workspace) say(as, channelID, typed, threadTS string, broadcast bool) (string, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	c, _, err := w.place(as, channelID)
	if err != nil {
		return "", err
	}
	home := w.manifest.Features.AppHome
	if c.kind == kindIM && c.has(w.ids.botUser) && (!home.MessagesTab || home.MessagesReadOnly) {
		return "", refuse("messages_tab_disabled", "Sending messages to this app has been turned off.")
	}
	switch {
	case typed == "":
		return "", refuse("no_text", "There is nothing to send.")
	case len([]rune(typed)) > maxTextRunes:
		return "", refuse("msg_too_long", "Your message is too long.")
	case threadTS != "" && c.find(threadTS) == nil:
		return "", refuse("thread_not_found", "There is no such thread.")
	}
	m := &message{user: as, text: w.escapeTyped(typed, false), threadTS: threadTS, broadcast: broadcast && threadTS != ""}
	m.blocks = []any{object{"type": "rich_text", "elements": []any{object{
		"type": "rich_text_section", "elements": []any{object{"type": "text", "text": typed}},
	}}}}
	w.put(c, m)
	return m.ts, nil
}

// Read marks a conversation as read by a person.
func (w *Workspace) Read(as, channelID string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	c, _, err := w.place(as, channelID)
	if err != nil {
		return err
	}
	last := ""
	for _, list := range [][]*message{c.messages, c.whispers} {
		for _, m := range list {
			if (m.reader == "" || m.reader == as) && m.asideOf() == "" && tsLess(last, m.ts) {
				last = m.ts
			}
		}
	}
	if key := c.id + " " + as; w.read[key] != last {
		w.read[key] = last
		w.touch()
	}
	return nil
}
