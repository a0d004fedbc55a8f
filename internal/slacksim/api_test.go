package slacksim_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/jonboulle/clockwork"

	"github.com/followup-bot/followup/internal/slacksim"
)

func TestMessagesAreRefusedAsAtSlack(t *testing.T) {
	t.Parallel()
	w := start(t)
	if err := w.Archive("C2"); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, method, want string
		args               object
	}{
		{"post", "chat.postMessage", "", object{"channel": "C1", "text": "x"}},
		{"post by name", "chat.postMessage", "", object{"channel": "#sales", "text": "x"}},
		{"post to nowhere", "chat.postMessage", "channel_not_found", object{"channel": "C9", "text": "x"}},
		{"post to nobody", "chat.postMessage", "channel_not_found", object{"channel": "U9", "text": "x"}},
		{"post to a channel the app is not in", "chat.postMessage", "is_archived", object{"channel": "C2", "text": "x"}},
		{"post to a private channel", "chat.postMessage", "channel_not_found", object{"channel": "G1", "text": "x"}},
		{"post to a bot", "chat.postMessage", "cannot_dm_bot", object{"channel": "U4", "text": "x"}},
		{"post to Slackbot", "chat.postMessage", "cannot_dm_bot", object{"channel": "USLACKBOT", "text": "x"}},
		{"post to somebody who left and never wrote", "chat.postMessage", "user_disabled", object{"channel": "U3", "text": "x"}},
		{"post nothing", "chat.postMessage", "no_text", object{"channel": "C1"}},
		{"post without channel", "chat.postMessage", "invalid_arguments", object{"text": "x"}},
		{"post too much", "chat.postMessage", "msg_too_long", object{"channel": "C1", "text": strings.Repeat("a", 40_001)}},
		{"post bad blocks", "chat.postMessage", "invalid_blocks", object{"channel": "C1", "blocks": []any{object{"type": "teapot"}}}},
		{"post blocks that are none", "chat.postMessage", "invalid_blocks_format", object{"channel": "C1", "blocks": "[{"}},
		{"post too many characters in blocks", "chat.postMessage", "msg_blocks_too_long", object{"channel": "C1", "blocks": sections(5, 2650)}},
		{"post bad metadata", "chat.postMessage", "invalid_metadata_format", object{"channel": "C1", "text": "x", "metadata": object{"event_type": "a"}}},
		{"post odd metadata", "chat.postMessage", "invalid_metadata_schema", object{"channel": "C1", "text": "x", "metadata": object{"event_type": "a", "event_payload": "b"}}},
		{"whisper", "chat.postEphemeral", "", object{"channel": "C1", "user": "U1", "text": "x"}},
		{"whisper to a stranger", "chat.postEphemeral", "user_not_in_channel", object{"channel": "C1", "user": "U3", "text": "x"}},
		{"edit by user id", "chat.update", "channel_not_found", object{"channel": "U1", "ts": "1.0", "text": "x"}},
		{"edit nothing", "chat.update", "message_not_found", object{"channel": "C1", "ts": "1.000001", "text": "x"}},
		{"delete nothing", "chat.delete", "message_not_found", object{"channel": "C1", "ts": "1.000001"}},
		{"open", "conversations.open", "", object{"users": "U1"}},
		{"open with somebody who left", "conversations.open", "user_disabled", object{"users": "U3"}},
		{"open with nobody", "conversations.open", "user_not_found", object{"users": "U9"}},
		{"open with a bot", "conversations.open", "cannot_dm_bot", object{"users": "U4"}},
		{"open with two", "conversations.open", "missing_scope", object{"users": "U1,U2"}},
		{"history without scope", "conversations.history", "channel_not_found", object{"channel": "G1"}},
		{"team without scope", "team.info", "missing_scope", object{}},
		{"no such method", "chat.shout", "unknown_method", object{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { wantError(t, ask(t, w, tt.method, tt.args), tt.want) })
	}
	if violations(w) != "unknown_method" {
		t.Fatal(w.Violations())
	}
}

// sections are n blocks with so many characters each.
func sections(n, runes int) []any {
	blocks := make([]any, n)
	for i := range blocks {
		blocks[i] = object{"type": "section", "text": object{"type": "plain_text", "text": strings.Repeat("a", runes)}}
	}
	return blocks
}

func TestNearlyTooManyCharactersAreAViolation(t *testing.T) {
	t.Parallel()
	w := start(t)
	wantError(t, ask(t, w, "chat.postMessage", object{"channel": "C1", "text": "x", "blocks": sections(4, 2600)}), "")
	if violations(w) != "blocks_nearly_too_long" {
		t.Fatal(w.Violations())
	}
}

func TestRefusedBlocksArePointedAt(t *testing.T) {
	t.Parallel()
	w := start(t)
	answer := form(t, w, "chat.postMessage", url.Values{"channel": {"C1"}, "blocks": {`[{"type":"header","text":{"type":"plain_text","text":"` + strings.Repeat("a", 151) + `"}}]`}})
	meta, _ := answer["response_metadata"].(object)
	if got := fmt.Sprint(meta["messages"]); got != "[[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]]" {
		t.Fatal(got)
	}
}

func TestTokens(t *testing.T) {
	t.Parallel()
	w := start(t)
	for token, want := range map[string]string{"": "not_authed", "xoxb-other": "invalid_auth", w.AppToken(): "not_allowed_token_type"} {
		answer, _ := askWith(t, w, token, "users.list", object{})
		wantError(t, answer, want)
	}
	answer, resp := askWith(t, w, w.BotToken(), "auth.test", object{})
	wantError(t, answer, "")
	if scopes := resp.Header.Get("X-OAuth-Scopes"); !strings.Contains(scopes, "chat:write") || resp.StatusCode != http.StatusOK {
		t.Fatal(scopes)
	}
	answer, _ = askWith(t, w, w.BotToken(), "apps.connections.open", object{})
	wantError(t, answer, "not_allowed_token_type")
	req, _ := http.NewRequestWithContext(t.Context(), http.MethodGet, w.APIURL()+"auth.test?token="+w.BotToken(), nil)
	answer, _ = do(t, req)
	wantError(t, answer, "not_authed")
	if violations(w) != "token_in_query" {
		t.Fatal(w.Violations())
	}
	w.RevokeToken()
	wantError(t, ask(t, w, "auth.test", object{}), "token_revoked")
	w.Reinstall()
	wantError(t, ask(t, w, "auth.test", object{}), "")
}

func TestAnOldDMWithSomebodyWhoLeftStillTakesMessages(t *testing.T) {
	t.Parallel()
	w := start(t)
	answer := ask(t, w, "chat.postMessage", object{"channel": "U2", "text": "x"})
	dm := str(answer, "channel")
	if err := w.Deactivate("U2"); err != nil {
		t.Fatal(err)
	}
	wantError(t, ask(t, w, "chat.postMessage", object{"channel": dm, "text": "y"}), "")
	wantError(t, ask(t, w, "conversations.open", object{"users": "U2"}), "user_disabled")
}

func TestUsersArePagedAndSomeHaveNoZone(t *testing.T) {
	t.Parallel()
	w := start(t)
	if _, err := w.AddPerson(slacksim.Person{ID: "U5", Name: "zoneless", NoTZ: true}); err != nil {
		t.Fatal(err)
	}
	var ids []string
	zones := map[string]any{}
	cursor := ""
	for {
		answer := form(t, w, "users.list", url.Values{"limit": {"2"}, "cursor": {cursor}})
		wantError(t, answer, "")
		members, _ := answer["members"].([]any)
		for _, m := range members {
			user, _ := m.(object)
			ids = append(ids, str(user, "id"))
			zones[str(user, "id")] = user["tz"]
		}
		if cursor = str(answer, "response_metadata", "next_cursor"); cursor == "" {
			break
		}
	}
	if !slices.Equal(ids, []string{"USLACKBOT", "UBOT", "U1", "U2", "U3", "U4", "U5"}) {
		t.Fatal(ids)
	}
	if zones["U1"] != "Europe/Berlin" || zones["U5"] != nil || zones["U3"] != nil {
		t.Fatal(zones)
	}
	wantError(t, form(t, w, "users.list", url.Values{"cursor": {"nonsense"}}), "invalid_cursor")
	wantError(t, form(t, w, "users.info", url.Values{"user": {"U9"}}), "user_not_found")
	wantError(t, ask(t, w, "users.info", object{"user": "U1"}), "invalid_arguments") // Slack reads no JSON here
}

func TestHistoryIsBoundedAndKeepsMetadata(t *testing.T) {
	t.Parallel()
	w := start(t, withClock(clockwork.NewFakeClock()))
	var stamps []string
	for i := range 5 {
		answer := ask(t, w, "chat.postMessage", object{"channel": "U1", "text": fmt.Sprint(i), "metadata": object{"event_type": "n", "event_payload": object{"n": i}}})
		stamps = append(stamps, str(answer, "ts"))
	}
	if !slices.IsSorted(stamps) || len(slices.Compact(slices.Clone(stamps))) != 5 {
		t.Fatal(stamps)
	}
	dm := str(ask(t, w, "conversations.open", object{"users": "U1"}), "channel", "id")
	texts := func(args object) string {
		args["channel"] = dm
		answer := ask(t, w, "conversations.history", args)
		var all []string
		messages, _ := answer["messages"].([]any)
		for _, m := range messages {
			message, _ := m.(object)
			all = append(all, str(message, "text"))
		}
		return strings.Join(all, "")
	}
	for want, args := range map[string]object{
		"43210": {}, "43": {"limit": 2}, "432": {"oldest": stamps[1]}, "4321": {"oldest": stamps[1], "inclusive": true}, "10": {"latest": stamps[2]},
	} {
		if got := texts(args); got != want {
			t.Errorf("%v: got %s, want %s", args, got, want)
		}
	}
	first := func(args object) object {
		args["channel"] = dm
		messages, _ := ask(t, w, "conversations.history", args)["messages"].([]any)
		m, _ := messages[0].(object)
		return m
	}
	if m := first(object{}); m["metadata"] != nil {
		t.Fatal(m)
	}
	if m := first(object{"include_all_metadata": true}); str(m, "metadata", "event_type") != "n" {
		t.Fatal(m)
	}
}

func TestPingsAreNoted(t *testing.T) {
	t.Parallel()
	mrkdwn := func(text string, verbatim bool) []any {
		return []any{object{"type": "section", "text": object{"type": "mrkdwn", "text": text, "verbatim": verbatim}}}
	}
	tests := []struct {
		name, want string
		args       object
	}{
		{"inert", "", object{"text": "&lt;!channel&gt; @channel https://x.de"}},
		{"channel", "broadcast", object{"text": "<!channel>"}},
		{"here", "broadcast", object{"text": "x", "blocks": mrkdwn("<!here|here>", true)}},
		{"user", "user", object{"text": "x", "blocks": mrkdwn("<@U1>", true)}},
		{"group", "usergroup", object{"text": "<!subteam^S1>"}},
		{"bare", "bare", object{"text": "x", "blocks": mrkdwn("hey @here", false)}},
		{"bare and verbatim", "", object{"text": "x", "blocks": mrkdwn("hey @here https://x.de", true)}},
		{"link", "link", object{"text": "x", "blocks": mrkdwn("<http://x.de|y>", true)}},
		{"bare link", "link", object{"text": "x", "blocks": mrkdwn("see https://x.de", false)}},
		{"plain", "", object{"text": "x", "blocks": []any{object{"type": "header", "text": object{"type": "plain_text", "text": "<!channel> @here"}}}}},
		{"parse full", "bare", object{"text": "@channel", "parse": "full"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := start(t)
			tt.args["channel"] = "C1"
			wantError(t, ask(t, w, "chat.postMessage", tt.args), "")
			pings := w.Pings()
			if (tt.want == "") != (len(pings) == 0) || len(pings) > 1 || (len(pings) == 1 && pings[0].Kind != tt.want) {
				t.Fatal(pings)
			}
		})
	}
}

func TestAManifestSlackRefuses(t *testing.T) {
	t.Parallel()
	for name, change := range map[string][2]string{
		"no socket mode":           {"socket_mode_enabled: true", "socket_mode_enabled: false"},
		"commands without scope":   {"bot: [commands, ", "bot: ["},
		"event without scope":      {"im:history, ", ""},
		"unknown event":            {"app_home_opened", "app_home_closed"},
		"shortcut without an id":   {"callback_id: start", "callback_id: ''"},
		"command without a slash":  {"command: /try", "command: try"},
		"not even a bit of a YAML": {"display_information", "\t"},
	} {
		manifest := strings.Replace(manifestYAML, change[0], change[1], 1)
		if _, err := slacksim.New(slacksim.Options{Manifest: []byte(manifest)}); err == nil {
			t.Error(name)
		}
	}
}
