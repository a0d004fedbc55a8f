package slacksim

import (
	"fmt"
	"slices"
	"sort"
)

// Channel is a public or private channel. Only Name is required.
type Channel struct {
	ID        string // generated when empty
	Name      string
	Topic     string
	Private   bool
	Members   []string // ids of people
	BotMember bool     // the app was invited
}

type channelKind string

const (
	kindPublic  channelKind = "channel"
	kindPrivate channelKind = "group"
	kindIM      channelKind = "im"
)

type channel struct {
	id, name, topic string
	kind            channelKind
	members         []string // user ids, the app's bot user among them
	archived        bool
	created         int64
	messages        []*message // by ts
	whispers        []*message // ephemeral messages, each with one reader
}

func (c *channel) has(user string) bool { return slices.Contains(c.members, user) }

// other is the person at the other end of a DM.
func (c *channel) other(user string) string {
	for _, m := range c.members {
		if m != user {
			return m
		}
	}
	return user
}

// payloadName is what Slack calls the conversation in commands and interactions.
func (c *channel) payloadName() string {
	switch c.kind {
	case kindIM:
		return "directmessage"
	case kindPrivate:
		return "privategroup"
	case kindPublic:
	}
	return c.name
}

// AddChannel makes a channel and answers its id.
func (w *Workspace) AddChannel(c Channel) (string, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if c.Name == "" {
		return "", fmt.Errorf("slacksim: a channel needs a name")
	}
	kind := kindPublic
	if c.Private {
		kind = kindPrivate
	}
	if c.ID == "" {
		c.ID = w.newID("C")
	}
	members := slices.Clone(c.Members)
	for _, m := range members {
		if _, ok := w.people[m]; !ok {
			return "", fmt.Errorf("slacksim: #%s: nobody has the id %s", c.Name, m)
		}
	}
	if c.BotMember {
		members = append(members, w.ids.botUser)
	}
	if err := w.addChannel(&channel{id: c.ID, name: c.Name, topic: c.Topic, kind: kind, members: members}); err != nil {
		return "", err
	}
	w.touch()
	return c.ID, nil
}

func (w *Workspace) addChannel(c *channel) error {
	if _, taken := w.channels[c.id]; taken {
		return fmt.Errorf("slacksim: id %s is taken", c.id)
	}
	c.created = w.bar.Now().Unix()
	w.channels[c.id] = c
	w.chanOrder = append(w.chanOrder, c.id)
	return nil
}

// Archive closes a channel for good.
func (w *Workspace) Archive(id string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	c, ok := w.channels[id]
	if !ok || c.kind == kindIM {
		return fmt.Errorf("slacksim: no channel %s", id)
	}
	c.archived = true
	w.touch()
	return nil
}

// OpenDM answers the direct message of two people, or of a person and a bot, and makes it when they never had one.
func (w *Workspace) OpenDM(a, b string) (string, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.people[a] == nil || w.people[b] == nil || a == b {
		return "", fmt.Errorf("slacksim: no direct message between %s and %s", a, b)
	}
	c, created := w.dm(a, b)
	if created {
		w.touch()
	}
	return c.id, nil
}

func dmKey(a, b string) string {
	pair := []string{a, b}
	sort.Strings(pair)
	return pair[0] + " " + pair[1]
}

// dm is OpenDM under the lock.
func (w *Workspace) dm(a, b string) (c *channel, created bool) {
	if c = w.existingDM(a, b); c != nil {
		return c, false
	}
	c = &channel{id: w.newID("D"), kind: kindIM, members: []string{a, b}, created: w.bar.Now().Unix()}
	w.dms[dmKey(a, b)] = c.id
	w.channels[c.id] = c
	w.chanOrder = append(w.chanOrder, c.id)
	return c, true
}

func (w *Workspace) existingDM(a, b string) *channel { return w.channels[w.dms[dmKey(a, b)]] }

// Invite brings the app into a channel, as a member does with /invite.
func (w *Workspace) Invite(as, channelID string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	c, _, err := w.place(as, channelID)
	if err != nil {
		return err
	}
	if c.kind == kindIM {
		return refuse("not_allowed", "An app can't be invited to a direct message.")
	}
	w.join(c, w.ids.botUser, as)
	return nil
}

// Join makes a person a member of a channel.
func (w *Workspace) Join(user, channelID string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	c, ok := w.channels[channelID]
	if !ok || c.kind == kindIM || w.people[user] == nil {
		return fmt.Errorf("slacksim: %s can't join %s", user, channelID)
	}
	w.join(c, user, "")
	return nil
}

func (w *Workspace) join(c *channel, user, inviter string) {
	if c.has(user) {
		return
	}
	c.members = append(c.members, user)
	if c.has(w.ids.botUser) {
		letter := "C"
		if c.kind == kindPrivate {
			letter = "G"
		}
		event := object{"type": "member_joined_channel", "user": user, "channel": c.id, "channel_type": letter, "team": w.ids.team}
		if inviter != "" {
			event["inviter"] = inviter
		}
		w.emit("member_joined_channel", event)
	}
	w.touch()
}

// conversationObject is a conversation as conversations.info gives it.
func (w *Workspace) conversationObject(c *channel) object {
	o := object{
		"id": c.id, "created": c.created, "is_archived": c.archived, "is_org_shared": false, "context_team_id": w.ids.team, "updated": c.created * 1000,
		"is_im": c.kind == kindIM, "is_channel": c.kind == kindPublic, "is_group": c.kind == kindPrivate, "is_mpim": false, "is_private": c.kind != kindPublic,
	}
	if c.kind == kindIM {
		o["user"], o["is_user_deleted"], o["priority"] = c.other(w.ids.botUser), w.people[c.other(w.ids.botUser)].Deleted, 0
		return o
	}
	o["name"], o["name_normalized"], o["creator"], o["is_general"], o["is_shared"], o["is_member"] = c.name, c.name, "USLACKBOT", false, false, c.has(w.ids.botUser)
	o["topic"] = object{"value": c.topic, "creator": "", "last_set": 0}
	o["purpose"] = object{"value": "", "creator": "", "last_set": 0}
	o["num_members"] = len(c.members)
	return o
}
