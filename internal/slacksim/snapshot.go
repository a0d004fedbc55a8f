package slacksim

import (
	"encoding/json"
	"fmt"
	"slices"
)

// snapshot is what outlives a restart: people, conversations and what was said in them, Home tabs, and the tokens. Open modals, triggers
// and connections do not.
type snapshot struct {
	Version   int               `json:"version"`
	LastID    int64             `json:"last_id"`
	LastTS    int64             `json:"last_ts"`
	BotToken  string            `json:"bot_token"`
	AppToken  string            `json:"app_token"`
	People    []snapshotPerson  `json:"people"`
	Channels  []snapshotChannel `json:"channels"`
	Homes     []snapshotHome    `json:"homes"`
	Read      map[string]string `json:"read"`
	DeadToken string            `json:"dead_token,omitempty"`
}

type snapshotPerson struct {
	Person
	BotID   string `json:"bot_id,omitempty"`
	Updated int64  `json:"updated"`
}

type snapshotChannel struct {
	ID       string            `json:"id"`
	Name     string            `json:"name"`
	Topic    string            `json:"topic"`
	Kind     channelKind       `json:"kind"`
	Members  []string          `json:"members"`
	Archived bool              `json:"archived"`
	Created  int64             `json:"created"`
	Messages []snapshotMessage `json:"messages"`
}

type snapshotMessage struct {
	TS        string   `json:"ts"`
	User      string   `json:"user"`
	Text      string   `json:"text"`
	Blocks    []any    `json:"blocks,omitempty"`
	Metadata  object   `json:"metadata,omitempty"`
	ThreadTS  string   `json:"thread_ts,omitempty"`
	Broadcast bool     `json:"broadcast,omitempty"`
	Replies   []string `json:"replies,omitempty"`
	Latest    string   `json:"latest_reply,omitempty"`
	FromApp   bool     `json:"from_app,omitempty"`
	EditedTS  string   `json:"edited_ts,omitempty"`
	Revision  int      `json:"revision,omitempty"`
}

type snapshotHome struct {
	ID         string `json:"id"`
	User       string `json:"user"`
	Hash       string `json:"hash"`
	Definition object `json:"definition"`
}

const snapshotVersion = 1

// Snapshot is the workspace as bytes, for Options.Snapshot of another run. Ephemeral messages are left out, as after a reload in Slack.
func (w *Workspace) Snapshot() []byte {
	w.mu.Lock()
	defer w.mu.Unlock()
	s := snapshot{
		Version: snapshotVersion, LastID: w.lastID, LastTS: w.lastTS, BotToken: w.ids.botToken, AppToken: w.ids.appToken, Read: w.read, DeadToken: w.dead,
	}
	for _, id := range w.order {
		p := w.people[id]
		s.People = append(s.People, snapshotPerson{Person: p.Person, BotID: p.bot, Updated: p.updated})
	}
	for _, id := range w.chanOrder {
		c := w.channels[id]
		kept := snapshotChannel{ID: c.id, Name: c.name, Topic: c.topic, Kind: c.kind, Members: c.members, Archived: c.archived, Created: c.created}
		for _, m := range c.messages {
			kept.Messages = append(kept.Messages, snapshotMessage{
				TS: m.ts, User: m.user, Text: m.text, Blocks: m.blocks, Metadata: m.metadata, ThreadTS: m.threadTS, Broadcast: m.broadcast,
				Replies: m.replies, Latest: m.latestReply, FromApp: m.fromApp, EditedTS: m.editedTS, Revision: m.revision,
			})
		}
		s.Channels = append(s.Channels, kept)
	}
	for _, id := range w.order {
		if v := w.homes[id]; v != nil {
			s.Homes = append(s.Homes, snapshotHome{ID: v.id, User: v.user, Hash: v.hash, Definition: v.definition})
		}
	}
	return encode(s)
}

// Seq counts the changes, so that one can tell whether a snapshot is still what is.
func (w *Workspace) Seq() int64 {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.seq
}

// restore fills a new workspace from a snapshot.
func (w *Workspace) restore(data []byte) error {
	var s snapshot
	if err := json.Unmarshal(data, &s); err != nil {
		return fmt.Errorf("slacksim: read the snapshot: %w", err)
	}
	if s.Version != snapshotVersion {
		return fmt.Errorf("slacksim: the snapshot has version %d, this program reads %d", s.Version, snapshotVersion)
	}
	w.lastID, w.lastTS, w.ids.botToken, w.ids.appToken, w.dead = s.LastID, s.LastTS, s.BotToken, s.AppToken, s.DeadToken
	for _, p := range s.People {
		if w.people[p.ID] == nil { // the two bots are there already
			w.addPerson(&person{Person: p.Person, bot: p.BotID})
		}
		w.people[p.ID].updated = p.Updated
	}
	for _, c := range s.Channels {
		w.restoreChannel(c)
	}
	for _, h := range s.Homes {
		w.homes[h.User] = &view{id: h.ID, root: h.ID, user: h.User, kind: "home", hash: h.Hash, definition: h.Definition}
	}
	if s.Read != nil {
		w.read = s.Read
	}
	return nil
}

func (w *Workspace) restoreChannel(s snapshotChannel) {
	c := &channel{id: s.ID, name: s.Name, topic: s.Topic, kind: s.Kind, members: s.Members, archived: s.Archived, created: s.Created}
	w.channels[c.id] = c
	w.chanOrder = append(w.chanOrder, c.id)
	if c.kind == kindIM && len(c.members) == 2 {
		w.dms[dmKey(c.members[0], c.members[1])] = c.id
	}
	for _, m := range s.Messages {
		c.messages = append(c.messages, &message{
			ts: m.TS, user: m.User, text: m.Text, blocks: slices.Clip(m.Blocks), metadata: m.Metadata, threadTS: m.ThreadTS, broadcast: m.Broadcast,
			replies: m.Replies, latestReply: m.Latest, fromApp: m.FromApp, editedTS: m.EditedTS, revision: m.Revision, channel: c,
		})
	}
}
