package slacksim

// methods is every Web API method this workspace has.
var methods map[string]method

func init() { //nolint:gochecknoinits // the table refers to functions that refer to the table
	methods = map[string]method{
		"api.test":              {token: noToken, run: (*call).apiTest},
		"auth.test":             {token: anyToken, run: (*call).authTest},
		"apps.connections.open": {token: appToken, run: (*call).connectionsOpen},
		"team.info":             {scopes: []string{"team:read"}, run: (*call).teamInfo},
		"bots.info":             {scopes: []string{"users:read"}, formOnly: true, run: (*call).botsInfo},
		"users.info":            {scopes: []string{"users:read"}, formOnly: true, required: []string{"user"}, run: (*call).usersInfo},
		"users.list":            {scopes: []string{"users:read"}, formOnly: true, run: (*call).usersList},

		"chat.postMessage":   {scopes: []string{"chat:write"}, required: []string{"channel"}, run: (*call).postMessage},
		"chat.postEphemeral": {scopes: []string{"chat:write"}, required: []string{"channel", "user"}, run: (*call).postEphemeral},
		"chat.update":        {scopes: []string{"chat:write"}, required: []string{"channel", "ts"}, run: (*call).update},
		"chat.delete":        {scopes: []string{"chat:write"}, required: []string{"channel", "ts"}, run: (*call).deleteMessage},
		"chat.getPermalink":  {formOnly: true, required: []string{"channel", "message_ts"}, run: (*call).permalink},

		"conversations.open":    {scopes: anyScope("channels:manage", "groups:write", "im:write", "mpim:write"), run: (*call).conversationsOpen},
		"conversations.info":    {scopes: readScopes, formOnly: true, required: []string{"channel"}, run: (*call).conversationsInfo},
		"conversations.members": {scopes: readScopes, formOnly: true, required: []string{"channel"}, run: (*call).conversationsMembers},
		"conversations.list":    {scopes: readScopes, formOnly: true, run: (*call).conversationsList},
		"conversations.history": {scopes: historyScopes, required: []string{"channel"}, run: (*call).conversationsHistory},
		"conversations.replies": {scopes: historyScopes, formOnly: true, required: []string{"channel", "ts"}, run: (*call).conversationsReplies},

		"files.info": {scopes: []string{"files:read"}, formOnly: true, required: []string{"file"}, run: (*call).filesInfo},

		"views.open":    {required: []string{"trigger_id", "view"}, run: (*call).viewsOpen},
		"views.push":    {required: []string{"trigger_id", "view"}, run: (*call).viewsPush},
		"views.update":  {required: []string{"view"}, run: (*call).viewsUpdate},
		"views.publish": {required: []string{"user_id", "view"}, run: (*call).viewsPublish},
	}
}

var (
	readScopes    = anyScope("channels:read", "groups:read", "im:read", "mpim:read")
	historyScopes = anyScope("channels:history", "groups:history", "im:history", "mpim:history")
)

func anyScope(scopes ...string) []string { return scopes }

func (c *call) apiTest() (object, *apiError) {
	if code := c.str("error"); code != "" {
		return nil, &apiError{code: code, more: object{"args": c.args}}
	}
	return object{"args": c.args}, nil
}

func (c *call) authTest() (object, *apiError) {
	ids := c.w.ids
	if c.app {
		return object{"app_name": c.w.manifest.Display.Name, "app_id": ids.app}, nil
	}
	return object{
		"url": "https://" + ids.domain + ".slack.com/", "team": c.w.opts.WorkspaceName, "user": c.w.people[ids.botUser].Name,
		"team_id": ids.team, "user_id": ids.botUser, "bot_id": ids.bot, "is_enterprise_install": false,
	}, nil
}

func (c *call) teamInfo() (object, *apiError) {
	return object{"team": object{
		"id": c.w.ids.team, "name": c.w.opts.WorkspaceName, "domain": c.w.ids.domain, "email_domain": "",
		"url": "https://" + c.w.ids.domain + ".slack.com/", "icon": object{"image_default": true},
	}}, nil
}

func (c *call) botsInfo() (object, *apiError) {
	if id := c.str("bot"); id != c.w.ids.bot {
		return nil, fail("bot_not_found")
	}
	profile := c.w.botProfile()
	delete(profile, "team_id")
	return object{"bot": profile}, nil
}
