package slacksim

// Refusal is what a person gets to see when something can't be done or the app failed.
type Refusal struct {
	Code    string // short, for programs
	Message string // a sentence, as Slack words it
}

func (r *Refusal) Error() string { return r.Code + ": " + r.Message }

func refuse(code, message string) *Refusal { return &Refusal{Code: code, Message: message} }

// actor is the person who wants to do something.
func (w *Workspace) actor(as string) (*person, error) {
	p, ok := w.people[as]
	switch {
	case !ok || !p.isPerson():
		return nil, refuse("user_not_found", "There is no such person here.")
	case p.Deleted:
		return nil, refuse("user_disabled", "This account is deactivated.")
	}
	return p, nil
}

// place is a conversation the actor is in. An empty id is the DM with the app.
func (w *Workspace) place(as, channelID string) (*channel, *person, error) {
	p, err := w.actor(as)
	if err != nil {
		return nil, nil, err
	}
	if channelID == "" {
		c, _ := w.dm(as, w.ids.botUser)
		return c, p, nil
	}
	c, ok := w.channels[channelID]
	switch {
	case !ok, c.kind != kindPublic && !c.has(as):
		return nil, nil, refuse("channel_not_found", "There is no such conversation.")
	case !c.has(as):
		return nil, nil, refuse("not_in_channel", "Join this channel first.")
	case c.archived:
		return nil, nil, refuse("is_archived", "This channel is archived.")
	}
	return c, p, nil
}

func (w *Workspace) teamObject() object { return object{"id": w.ids.team, "domain": w.ids.domain} }

func (w *Workspace) userRef(p *person) object {
	return object{"id": p.ID, "username": p.Name, "name": p.Name, "team_id": w.ids.team}
}

// interaction is what all interactive payloads have in common.
func (w *Workspace) interaction(typ string, p *person) object {
	return object{
		"type": typ, "user": w.userRef(p), "api_app_id": w.ids.app, "token": w.ids.verification,
		"team": w.teamObject(), "enterprise": nil, "is_enterprise_install": false,
	}
}

// sendInteraction puts an interaction on its way. The caller holds the lock.
func (w *Workspace) sendInteraction(payload object, user string) (*pending, error) {
	if !w.manifest.Settings.Interactivity.Enabled {
		return nil, refuse("interactivity_disabled", "This app has no interactivity.")
	}
	e := envelope{Type: "interactive", AcceptsPayload: true, Payload: payload}
	return w.dispatch(e, text(payload, "type"), user, ""), nil
}
