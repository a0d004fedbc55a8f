package slacksim

import (
	"sort"
	"time"
)

// State is all that one person can see, as the control API gives it.
type State struct {
	OK            bool                      `json:"ok"`
	Workspace     StateWorkspace            `json:"workspace"`
	Me            string                    `json:"me"`
	App           StateApp                  `json:"app"`
	People        []StatePerson             `json:"people"`
	Conversations []StateConversation       `json:"conversations"`
	Messages      map[string][]StateMessage `json:"messages"`
	Home          *StateHome                `json:"home"`
	Views         []StateView               `json:"views"`
	Clock         StateClock                `json:"clock"`
	Seq           int64                     `json:"seq"`
}

// StateWorkspace names the workspace.
type StateWorkspace struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// StateApp is the installed app.
type StateApp struct {
	ID          string             `json:"id"`
	BotUser     string             `json:"bot_user"`
	Name        string             `json:"name"`
	DM          string             `json:"dm"`
	HomeTab     bool               `json:"home_tab"`
	MessagesTab bool               `json:"messages_tab"`
	ReadOnly    bool               `json:"messages_read_only"`
	SocketMode  bool               `json:"socket_mode"` // switched on
	Connected   bool               `json:"connected"`   // so that it hears of what happens
	Commands    []manifestCommand  `json:"commands"`
	Shortcuts   []manifestShortcut `json:"shortcuts"`
}

// StatePerson is somebody in the workspace.
type StatePerson struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	RealName string `json:"real_name"`
	Title    string `json:"title"`
	TZ       string `json:"tz"`
	TZLabel  string `json:"tz_label"`
	Color    string `json:"color"`
	Locale   string `json:"locale"`
	IsBot    bool   `json:"is_bot"`
	IsGuest  bool   `json:"is_guest"`
	IsAdmin  bool   `json:"is_admin"`
	Deleted  bool   `json:"deleted"`
}

// StateConversation is a conversation in somebody's sidebar.
type StateConversation struct {
	ID        string `json:"id"`
	Kind      string `json:"kind"` // channel, private_channel, dm, app_dm
	Name      string `json:"name"`
	Topic     string `json:"topic"`
	With      string `json:"with,omitempty"`
	Member    bool   `json:"member"`
	BotMember bool   `json:"bot_member"`
	Archived  bool   `json:"archived"`
	Unread    int    `json:"unread"`
	InThreads int    `json:"unread_in_threads"`
}

// StateMessage is a message somebody can read.
type StateMessage struct {
	TS        string       `json:"ts"`
	User      string       `json:"user"`
	Text      string       `json:"text"`
	Blocks    []any        `json:"blocks"`
	Bot       bool         `json:"bot"`
	Edited    bool         `json:"edited"`
	Ephemeral bool         `json:"ephemeral"`
	ThreadTS  string       `json:"thread_ts"`
	Broadcast bool         `json:"broadcast"` // a reply that is shown in the conversation as well
	Thread    *StateThread `json:"thread,omitempty"`
	Revision  int          `json:"revision"` // counts the edits
}

// StateThread is what is below the first message of a thread.
type StateThread struct {
	Replies int      `json:"replies"`
	Users   []string `json:"users"`
	Latest  string   `json:"latest"`
	Unread  int      `json:"unread"` // of a thread this person takes part in
}

// StateHome is the Home tab.
type StateHome struct {
	ID     string `json:"id"`
	Hash   string `json:"hash"`
	Blocks []any  `json:"blocks"`
}

// StateView is an open modal.
type StateView struct {
	ID            string            `json:"id"`
	Type          string            `json:"type"`
	CallbackID    string            `json:"callback_id"`
	Title         any               `json:"title"`
	Submit        any               `json:"submit"`
	Close         any               `json:"close"`
	Blocks        []any             `json:"blocks"`
	Hash          string            `json:"hash"`
	Errors        map[string]string `json:"errors"`
	NotifyOnClose bool              `json:"notify_on_close"`
}

// StateClock is the time on the wall.
type StateClock struct {
	Now     time.Time `json:"now"`
	CanMove bool      `json:"can_move"`
	Running bool      `json:"running"`
}

// State answers all that a person can see. Looking changes nothing, but the first look opens the DM with the app.
func (w *Workspace) State(as string) (State, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	me, ok := w.people[as]
	if !ok || !me.isPerson() {
		return State{}, refuse("user_not_found", "There is no such person here.")
	}
	s := State{
		OK: true, Workspace: StateWorkspace{ID: w.ids.team, Name: w.opts.WorkspaceName}, Me: as, App: w.stateApp(me),
		Messages: map[string][]StateMessage{}, Views: []StateView{},
		Clock: w.stateClock(), Seq: w.seq,
	}
	for _, id := range w.order {
		if p := w.people[id]; id != "USLACKBOT" {
			s.People = append(s.People, w.statePerson(p))
		}
	}
	for _, id := range w.chanOrder {
		c := w.channels[id]
		if !c.has(as) && c.kind != kindPublic {
			continue
		}
		s.Messages[id] = w.visible(c, as)
		s.Conversations = append(s.Conversations, w.stateConversation(c, as, s.Messages[id]))
	}
	if v := w.homes[as]; v != nil {
		s.Home = &StateHome{ID: v.id, Hash: v.hash, Blocks: v.blocks()}
	}
	for _, v := range w.stacks[as] {
		s.Views = append(s.Views, stateView(v))
	}
	return s, nil
}

func (w *Workspace) stateClock() StateClock {
	s := StateClock{Now: w.bar.Now().UTC(), CanMove: w.opts.ClockBar != nil, Running: true}
	if stops, ok := w.bar.(interface{ Running() bool }); ok {
		s.Running = stops.Running()
	}
	return s
}

func (w *Workspace) stateApp(me *person) StateApp {
	features := w.manifest.Features
	dm := w.existingDM(me.ID, w.ids.botUser)
	if dm == nil && !me.Deleted {
		dm, _ = w.dm(me.ID, w.ids.botUser)
	}
	a := StateApp{
		ID: w.ids.app, BotUser: w.ids.botUser, Name: w.manifest.Display.Name, HomeTab: features.AppHome.HomeTab,
		MessagesTab: features.AppHome.MessagesTab, ReadOnly: features.AppHome.MessagesReadOnly,
		SocketMode: !w.link.disabled, Connected: !w.link.disabled && len(w.link.conns) > 0,
		Commands: append([]manifestCommand{}, features.Commands...), Shortcuts: append([]manifestShortcut{}, features.Shortcuts...),
	}
	if dm != nil {
		a.DM = dm.id
	}
	return a
}

func (w *Workspace) statePerson(p *person) StatePerson {
	s := StatePerson{
		ID: p.ID, Name: p.Name, RealName: p.RealName, Title: p.Title, Color: p.color, Locale: p.Locale,
		IsBot: p.Bot, IsGuest: p.Guest, IsAdmin: p.Admin || p.Owner, Deleted: p.Deleted,
	}
	if !p.NoTZ {
		s.TZ = p.TZ
		s.TZLabel, _ = w.bar.Now().In(p.zone()).Zone()
	}
	return s
}

func (w *Workspace) stateConversation(c *channel, as string, messages []StateMessage) StateConversation {
	s := StateConversation{
		ID: c.id, Kind: "channel", Name: c.name, Topic: c.topic, Member: c.has(as), BotMember: c.has(w.ids.botUser), Archived: c.archived,
	}
	switch c.kind {
	case kindPrivate:
		s.Kind = "private_channel"
	case kindIM:
		s.Kind, s.With = "dm", c.other(as)
		s.Name = w.people[s.With].RealName
		if s.With == w.ids.botUser {
			s.Kind, s.Name = "app_dm", w.manifest.Display.Name
		}
	case kindPublic:
	}
	for _, m := range messages {
		aside := m.ThreadTS != "" && m.ThreadTS != m.TS && !m.Broadcast
		if s.Member && !aside && m.User != as && tsLess(w.read[c.id+" "+as], m.TS) {
			s.Unread++
		}
		if m.Thread != nil {
			s.InThreads += m.Thread.Unread
		}
	}
	return s
}

// visible lists what one person reads in a conversation, oldest first.
func (w *Workspace) visible(c *channel, as string) []StateMessage {
	list := make([]StateMessage, 0, len(c.messages))
	for _, m := range c.messages {
		s := stateMessage(m)
		if len(m.replies) > 0 {
			s.Thread = &StateThread{Replies: len(m.replies), Users: m.replyUsers(), Latest: m.latestReply, Unread: w.threadUnread(c, m, as)}
		}
		list = append(list, s)
	}
	whispered := false
	for _, m := range c.whispers {
		if m.reader == as {
			list = append(list, stateMessage(m))
			whispered = true
		}
	}
	if whispered {
		sort.SliceStable(list, func(i, j int) bool { return tsLess(list[i].TS, list[j].TS) })
	}
	return list
}

func stateMessage(m *message) StateMessage {
	s := StateMessage{
		TS: m.ts, User: m.user, Text: m.text, Blocks: m.blocks, Bot: m.fromApp, Edited: m.editedTS != "",
		Ephemeral: m.reader != "", ThreadTS: m.threadTS, Broadcast: m.broadcast, Revision: m.revision,
	}
	if s.Blocks == nil {
		s.Blocks = []any{}
	}
	return s
}

func stateView(v *view) StateView {
	d := v.definition
	return StateView{
		ID: v.id, Type: v.kind, CallbackID: text(d, "callback_id"), Title: d["title"], Submit: d["submit"], Close: d["close"],
		Blocks: v.blocks(), Hash: v.hash, Errors: v.errors, NotifyOnClose: d["notify_on_close"] == true,
	}
}
