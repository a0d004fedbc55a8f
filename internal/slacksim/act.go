package slacksim

import (
	"context"
	"maps"
)

// Container says where an element is: in a message, in a modal, or on the Home tab.
type Container struct {
	Type    string `json:"type"` // message, view, home
	Channel string `json:"channel,omitempty"`
	TS      string `json:"ts,omitempty"`
	ViewID  string `json:"view_id,omitempty"`
}

// Action is a person using an element. Value and Values have the shapes of the control API.
type Action struct {
	As        string    `json:"as"`
	Container Container `json:"container"`
	BlockID   string    `json:"block_id"`
	ActionID  string    `json:"action_id"`
	Value     any       `json:"value"`
	Values    Values    `json:"values"`
}

// surface is where something happens: a message or a view, seen by one person.
type surface struct {
	message *message
	view    *view
}

func (s surface) blocks() []any {
	if s.message != nil {
		return s.message.blocks
	}
	return s.view.blocks()
}

// surface finds what a container means to a person. Only the topmost modal can be used.
func (w *Workspace) surface(as string, at Container) (surface, error) {
	gone := refuse("not_found", "This is no longer here.")
	switch at.Type {
	case "message":
		c, ok := w.channels[at.Channel]
		if !ok || !c.has(as) {
			return surface{}, gone
		}
		m := c.find(at.TS)
		if m == nil {
			m = c.findWhisper(at.TS, as)
		}
		if m == nil {
			return surface{}, gone
		}
		return surface{message: m}, nil
	case "home":
		if v := w.homes[as]; v != nil {
			return surface{view: v}, nil
		}
	case "view":
		if v := w.homes[as]; v != nil && v.id == at.ViewID {
			return surface{view: v}, nil
		}
		if stack := w.stacks[as]; len(stack) > 0 && stack[len(stack)-1].id == at.ViewID {
			return surface{view: stack[len(stack)-1]}, nil
		}
	}
	return surface{}, gone
}

// Act uses an element: clicks a button, chooses an option, or, for inputs with dispatch_action, types. It returns when the app
// acked. Using an input that does not dispatch sends nothing, as at Slack.
func (w *Workspace) Act(ctx context.Context, a Action) error {
	w.mu.Lock()
	p, silent, err := w.sendAction(a)
	w.mu.Unlock()
	if err != nil || silent {
		return err
	}
	_, err = w.await(ctx, p)
	return err
}

func (w *Workspace) sendAction(a Action) (sent *pending, silent bool, err error) {
	p, err := w.actor(a.As)
	if err != nil {
		return nil, false, err
	}
	s, err := w.surface(a.As, a.Container)
	if err != nil {
		return nil, false, err
	}
	block, element := findElement(s.blocks(), a.BlockID, a.ActionID)
	if element == nil {
		return nil, false, refuse("not_found", "This is no longer here.")
	}
	if text(block, "type") == "input" && block["dispatch_action"] != true {
		return nil, true, nil
	}
	action, err := w.actionOf(block, element, a.Value)
	if err != nil {
		return nil, false, refuse("invalid_value", err.Error())
	}
	payload := w.interaction("block_actions", p)
	payload["actions"] = []any{action}
	payload["trigger_id"] = w.newTrigger(a.As, s.view != nil && s.view.kind == "modal")
	w.describe(payload, s, withValue(a))
	sent, err = w.sendInteraction(payload, a.As)
	return sent, false, err
}

// withValue is what the surface's inputs hold, the one just used among them.
func withValue(a Action) Values {
	values := Values{}
	maps.Copy(values, a.Values)
	held := map[string]any{}
	maps.Copy(held, values[a.BlockID])
	held[a.ActionID] = a.Value
	values[a.BlockID] = held
	return values
}

// describe adds where it happened and what the inputs hold.
func (w *Workspace) describe(payload object, s surface, values Values) {
	if s.view != nil {
		payload["container"] = object{"type": "view", "view_id": s.view.id}
		payload["view"] = w.viewObject(s.view, w.stateOf(s.view.blocks(), values))
		return
	}
	m := s.message
	container := object{"type": "message", "message_ts": m.ts, "channel_id": m.channel.id, "is_ephemeral": m.reader != ""}
	if m.threadTS != "" {
		container["thread_ts"] = m.threadTS
	}
	payload["container"] = container
	payload["channel"] = object{"id": m.channel.id, "name": m.channel.payloadName()}
	payload["message"] = w.messageOf(m)
	if m.metadata != nil {
		o := w.messageOf(m)
		o["metadata"] = m.metadata
		payload["message"] = o
	}
	payload["state"] = object{"values": w.stateOf(m.blocks, values)}
	payload["response_url"] = w.newResponseURL(m.channel, userID(payload), m)
}

// messageOf is a message inside an interaction. Slack sends little more than its id of an ephemeral one.
func (w *Workspace) messageOf(m *message) object {
	if m.reader != "" {
		return object{"type": "message", "ts": m.ts, "text": m.text, "user": m.user, "bot_id": w.ids.bot, "blocks": m.blocks}
	}
	return w.messageObject(m)
}

func userID(payload object) string {
	user, _ := payload["user"].(object)
	return text(user, "id")
}

// UseShortcut starts a global shortcut, or a message shortcut on the message given by channel and ts.
func (w *Workspace) UseShortcut(ctx context.Context, as, callbackID, channelID, ts string) error {
	w.mu.Lock()
	p, err := w.sendShortcut(as, callbackID, channelID, ts)
	w.mu.Unlock()
	if err != nil {
		return err
	}
	_, err = w.await(ctx, p)
	return err
}

func (w *Workspace) sendShortcut(as, callbackID, channelID, ts string) (*pending, error) {
	p, err := w.actor(as)
	if err != nil {
		return nil, err
	}
	shortcut, ok := w.manifest.shortcut(callbackID)
	if !ok {
		return nil, refuse("unknown_shortcut", "This app has no such shortcut.")
	}
	payload := w.interaction("shortcut", p)
	payload["callback_id"], payload["trigger_id"], payload["action_ts"] = callbackID, w.newTrigger(as, false), eventTS(w.clock.Now())
	if shortcut.Type == "message" {
		c, _, err := w.place(as, channelID)
		if err != nil {
			return nil, err
		}
		m := c.find(ts)
		if m == nil {
			return nil, refuse("message_not_found", "There is no such message.")
		}
		payload["type"], payload["message_ts"], payload["message"] = "message_action", m.ts, w.messageObject(m)
		payload["channel"] = object{"id": c.id, "name": c.payloadName()}
		payload["response_url"] = w.newResponseURL(c, as, nil)
	}
	return w.sendInteraction(payload, as)
}

// OpenHome opens the Home tab of the app.
func (w *Workspace) OpenHome(_ context.Context, as string) error { return w.openTab(as, "home") }

// OpenMessages opens the Messages tab of the app.
func (w *Workspace) OpenMessages(_ context.Context, as string) error {
	return w.openTab(as, "messages")
}

func (w *Workspace) openTab(as, tab string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	c, _, err := w.place(as, "")
	if err != nil {
		return err
	}
	event := object{"type": "app_home_opened", "user": as, "channel": c.id, "tab": tab}
	if v := w.homes[as]; v != nil && tab == "home" {
		event["view"] = w.viewObject(v, w.stateOf(v.blocks(), nil))
	}
	w.emit("app_home_opened", event)
	w.touch()
	return nil
}
