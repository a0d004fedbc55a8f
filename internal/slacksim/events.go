package slacksim

import "time"

// event is one occurrence that is delivered until it is acked, at most four times.
type event struct {
	id      string
	kind    string
	payload object
}

// eventRetries is how long Slack waits before each redelivery.
var eventRetries = []time.Duration{0, time.Minute, 5 * time.Minute}

// emit sends an event to the app when it subscribed to it. subscription is the name in the manifest. The caller holds the lock.
func (w *Workspace) emit(subscription string, inner object) {
	if w.ctx == nil || w.closed || !w.manifest.subscribed(subscription) {
		return
	}
	if inner["event_ts"] == nil {
		inner["event_ts"] = eventTS(w.bar.Now())
	}
	e := event{id: w.newID("Ev"), kind: text(inner, "type")}
	e.payload = object{
		"token": w.ids.verification, "team_id": w.ids.team, "context_team_id": w.ids.team, "context_enterprise_id": nil,
		"api_app_id": w.ids.app, "event": inner, "type": "event_callback", "event_id": e.id, "event_time": w.bar.Now().Unix(),
		"authorizations": []any{object{
			"enterprise_id": nil, "team_id": w.ids.team, "user_id": w.ids.botUser, "is_bot": true, "is_enterprise_install": false,
		}},
		"is_ext_shared_channel": false, "event_context": "4-" + secret(8),
	}
	w.link.remember(e)
	first := w.dispatchEvent(e, 0, "")
	w.spawnLocked(func() { w.deliver(e, first) })
}

// emitMessage sends a message event to the app for its own DMs and the channels it reads.
func (w *Workspace) emitMessage(c *channel, inner object) {
	if !c.has(w.ids.botUser) {
		return
	}
	subscription, channelType := "message.im", "im"
	switch c.kind {
	case kindPublic:
		subscription, channelType = "message.channels", "channel"
	case kindPrivate:
		subscription, channelType = "message.groups", "group"
	case kindIM:
	}
	inner = cloneObject(inner)
	inner["channel"], inner["channel_type"], inner["event_ts"] = c.id, channelType, inner["ts"]
	w.emit(subscription, inner)
}

func (w *Workspace) dispatchEvent(e event, attempt int, reason string) *pending {
	frame := envelope{Type: "events_api", Payload: e.payload, RetryAttempt: &attempt, RetryReason: &reason}
	return w.dispatch(frame, e.kind, "", e.id)
}

// deliver waits for the ack and sends the event again, under a new envelope id, while there is none.
func (w *Workspace) deliver(e event, p *pending) {
	for attempt := 0; ; attempt++ {
		_, err := w.await(w.ctx, p)
		if err == nil || attempt == len(eventRetries) || !w.pause(eventRetries[attempt], nil) {
			return
		}
		reason := "timeout"
		if err == errNoConnection { //nolint:errorlint // it is returned as it is
			reason = "connection_failed"
		}
		w.mu.Lock()
		p = w.dispatchEvent(e, attempt+1, reason)
		w.mu.Unlock()
	}
}

// RevokeToken makes the bot token invalid, as when somebody revokes it, and tells the app with tokens_revoked.
func (w *Workspace) RevokeToken() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.emit("tokens_revoked", object{"type": "tokens_revoked", "tokens": object{"oauth": []any{}, "bot": []any{w.ids.botUser}}})
	w.dead = "token_revoked"
	w.touch()
}

// Uninstall removes the app from the workspace, which tells it with app_uninstalled.
func (w *Workspace) Uninstall() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.emit("app_uninstalled", object{"type": "app_uninstalled"})
	w.dead = "account_inactive"
	w.touch()
}

// Reinstall makes the tokens good again after RevokeToken or Uninstall.
func (w *Workspace) Reinstall() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.dead = ""
	w.touch()
}
