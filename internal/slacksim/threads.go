package slacksim

import "slices"

// isReply tells a reply from a message of the conversation, such as a thread's first.
func (m *message) isReply() bool { return m.threadTS != "" && m.threadTS != m.ts }

// asideOf is the thread in which alone the message is shown; empty for what is in the conversation.
func (m *message) asideOf() string {
	if m.isReply() && !m.broadcast {
		return m.threadTS
	}
	return ""
}

// joinThread puts a new message into its thread. An answer to a reply belongs to what the reply belongs to.
func (w *Workspace) joinThread(m *message) {
	parent := m.channel.find(m.threadTS)
	if parent != nil && parent.isReply() {
		m.threadTS = parent.threadTS
		parent = m.channel.find(m.threadTS)
	}
	if parent == nil || m.reader != "" {
		return
	}
	parent.threadTS = parent.ts
	parent.replies = append(slices.Clip(parent.replies), m.user)
	parent.latestReply = m.ts
	if !m.fromApp {
		w.read[readKey(m.channel.id, m.user, parent.ts)] = m.ts
	}
}

func leaveThread(m *message) {
	parent := m.channel.find(m.threadTS)
	if parent == nil || parent == m || m.reader != "" {
		return
	}
	parent.replies, parent.latestReply = nil, ""
	for _, o := range m.channel.messages {
		if o != parent && o.threadTS == parent.ts {
			parent.replies, parent.latestReply = append(parent.replies, o.user), o.ts
		}
	}
	if len(parent.replies) == 0 {
		parent.threadTS = ""
	}
}

// describeThread adds what Slack says of a thread to its first message and to its replies.
func (m *message) describeThread(o object) {
	if m.threadTS == "" {
		return
	}
	o["thread_ts"] = m.threadTS
	if m.isReply() {
		if parent := m.channel.find(m.threadTS); parent != nil {
			o["parent_user_id"] = parent.user
		}
		if m.broadcast {
			o["subtype"] = "thread_broadcast"
		}
		return
	}
	if len(m.replies) > 0 {
		users := m.replyUsers()
		o["reply_count"], o["reply_users"], o["reply_users_count"], o["latest_reply"] = len(m.replies), users, len(users), m.latestReply
		o["is_locked"], o["subscribed"] = false, true
	}
}

func (m *message) replyUsers() []string {
	users := []string{}
	for _, u := range m.replies {
		if !slices.Contains(users, u) {
			users = append(users, u)
		}
	}
	return users
}

// readKey is where the timestamp is kept up to which somebody has read a conversation, or one thread of it.
func readKey(channel, user, thread string) string {
	key := channel + " " + user
	if thread != "" {
		key += " " + thread
	}
	return key
}

// ReadThread marks a thread as read by a person.
func (w *Workspace) ReadThread(as, channelID, ts string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	c, _, err := w.place(as, channelID)
	if err != nil {
		return err
	}
	parent := c.find(ts)
	if parent == nil {
		return refuse("thread_not_found", "There is no such thread.")
	}
	if key := readKey(c.id, as, ts); w.read[key] != parent.latestReply {
		w.read[key] = parent.latestReply
		w.touch()
	}
	return nil
}

// threadUnread counts the replies somebody has not read, in a thread that is theirs: they began it or said something there.
func (w *Workspace) threadUnread(c *channel, parent *message, as string) int {
	if len(parent.replies) == 0 || (parent.user != as && !slices.Contains(parent.replies, as)) {
		return 0
	}
	n, seen := 0, w.read[readKey(c.id, as, parent.ts)]
	for _, m := range c.messages {
		if m != parent && m.threadTS == parent.ts && m.user != as && tsLess(seen, m.ts) {
			n++
		}
	}
	return n
}
