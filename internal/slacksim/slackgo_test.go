package slacksim_test

import (
	"context"
	"os"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"

	"github.com/followup-bot/followup/internal/slacksim"
)

// manifestYAML is the manifest of an app that uses all there is.
const manifestYAML = `
display_information: {name: Tester}
features:
  app_home: {home_tab_enabled: true, messages_tab_enabled: true}
  bot_user: {display_name: tester}
  slash_commands:
    - {command: /try, description: Try it, should_escape: true}
    - {command: /raw, description: Unescaped}
  shortcuts:
    - {name: Start, type: global, callback_id: start, description: Starts}
    - {name: Note this, type: message, callback_id: note, description: Notes}
oauth_config:
  scopes: {bot: [commands, chat:write, im:history, im:write, users:read, channels:read, channels:history]}
settings:
  event_subscriptions: {bot_events: [app_home_opened, message.im, user_change, member_joined_channel, app_uninstalled, tokens_revoked]}
  interactivity: {is_enabled: true}
  socket_mode_enabled: true
`

// start makes a workspace with Ana, Max, a guest who left and two channels.
func start(t *testing.T, change ...func(*slacksim.Options)) *slacksim.Workspace {
	t.Helper()
	opts := slacksim.Options{Manifest: []byte(manifestYAML), RefreshNotice: 50 * time.Millisecond}
	for _, c := range change {
		c(&opts)
	}
	w, err := slacksim.New(opts)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []slacksim.Person{
		{ID: "U1", Name: "ana", RealName: "Ana Ruiz"},
		{ID: "U2", Name: "max", RealName: "Max Weber", TZ: "America/New_York", Admin: true},
		{ID: "U3", Name: "gone", Deleted: true},
		{ID: "U4", Name: "otherbot", Bot: true},
	} {
		if _, err := w.AddPerson(p); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []slacksim.Channel{
		{ID: "C1", Name: "sales", Members: []string{"U1", "U2"}, BotMember: true},
		{ID: "C2", Name: "elsewhere", Members: []string{"U1"}},
		{ID: "G1", Name: "secret", Private: true, Members: []string{"U2"}},
	} {
		if _, err := w.AddChannel(c); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.Close)
	return w
}

// connect runs a slack-go client in Socket Mode until the test ends; handle gets each request and acks it itself.
func connect(t *testing.T, w *slacksim.Workspace, handle func(*socketmode.Client, socketmode.Event)) *slack.Client {
	t.Helper()
	api := slack.New(w.BotToken(), slack.OptionAppLevelToken(w.AppToken()), slack.OptionAPIURL(w.APIURL()))
	client := socketmode.New(api)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = client.RunContext(ctx)
	}()
	handled := make(chan struct{})
	go func() {
		defer close(handled)
		for {
			select {
			case <-ctx.Done():
				return
			case ev := <-client.Events:
				handle(client, ev)
			}
		}
	}()
	t.Cleanup(func() { cancel(); <-handled; <-done })
	within(t, w, "a connection", func() bool { return w.Connections() > 0 })
	return api
}

// within waits for something to become true in the workspace.
func within(t *testing.T, w *slacksim.Workspace, what string, found func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if err := w.Wait(ctx, found); err != nil {
		t.Fatalf("no %s: %v; violations: %v", what, err, w.Violations())
	}
}

func TestTheRealManifestIsAccepted(t *testing.T) {
	t.Parallel()
	manifest, err := os.ReadFile("../../manifest.yml")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := slacksim.New(slacksim.Options{Manifest: manifest}); err != nil {
		t.Fatal(err)
	}
}

func TestSlackGoPostsAndEdits(t *testing.T) {
	t.Parallel()
	w := start(t)
	api := slack.New(w.BotToken(), slack.OptionAPIURL(w.APIURL()))
	me, err := api.AuthTestContext(t.Context())
	if err != nil || me.UserID != w.BotUser() {
		t.Fatal(me, err)
	}
	button := slack.NewButtonBlockElement("done", "1", slack.NewTextBlockObject("plain_text", "Done", false, false))
	channel, ts, err := api.PostMessageContext(t.Context(), "U1",
		slack.MsgOptionText("Hello", false), slack.MsgOptionBlocks(slack.NewActionBlock("b", button)),
		slack.MsgOptionMetadata(slack.SlackMetadata{EventType: "digest", EventPayload: map[string]any{"id": "42"}}))
	if err != nil || channel[0] != 'D' {
		t.Fatal(channel, err)
	}
	if _, _, _, err := api.UpdateMessageContext(t.Context(), channel, ts, slack.MsgOptionText("Bye", false)); err != nil {
		t.Fatal(err)
	}
	if _, _, _, err := api.UpdateMessageContext(t.Context(), "U1", ts, slack.MsgOptionText("Bye", false)); err == nil || err.Error() != "channel_not_found" {
		t.Fatal("edit by user id:", err)
	}
	history, err := api.GetConversationHistoryContext(t.Context(), &slack.GetConversationHistoryParameters{ChannelID: channel, IncludeAllMetadata: true})
	if err != nil || len(history.Messages) != 1 {
		t.Fatal(history, err)
	}
	if m := history.Messages[0]; m.Text != "Bye" || m.Metadata.EventPayload["id"] != "42" || len(m.Blocks.BlockSet) != 1 {
		t.Fatalf("%+v", m)
	}
	if len(w.Violations()) > 0 {
		t.Fatal(w.Violations())
	}
}

func TestSlackGoAnswersACommandAndOpensAModal(t *testing.T) {
	t.Parallel()
	w := start(t)
	var api *slack.Client
	ready := make(chan struct{})
	api = connect(t, w, func(c *socketmode.Client, ev socketmode.Event) {
		<-ready
		switch data := ev.Data.(type) {
		case slack.SlashCommand:
			_, err := api.OpenViewContext(context.Background(), data.TriggerID, slack.ModalViewRequest{
				Type: slack.VTModal, Title: slack.NewTextBlockObject("plain_text", "Form", false, false),
				Submit: slack.NewTextBlockObject("plain_text", "Save", false, false),
				Blocks: slack.Blocks{BlockSet: []slack.Block{slack.NewInputBlock("note", slack.NewTextBlockObject("plain_text", "Note", false, false), nil,
					slack.NewPlainTextInputBlockElement(nil, "text"))}},
			})
			payload := map[string]any{"text": "got " + data.Text}
			if err != nil {
				payload["text"] = err.Error()
			}
			_ = c.Ack(*ev.Request, payload)
		case slack.InteractionCallback:
			text := data.View.State.Values["note"]["text"].Value
			_ = c.Ack(*ev.Request, map[string]any{"response_action": "errors", "errors": map[string]string{"note": "not " + text}})
		}
	})
	close(ready)
	if err := w.Command(t.Context(), "U1", "C1", "/try a & b @max"); err != nil {
		t.Fatal(err)
	}
	s, _ := w.State("U1")
	if last := s.Messages["C1"][0]; last.Text != "got a &amp; b <@U2|max>" || !last.Ephemeral {
		t.Fatalf("%+v", last)
	}
	if len(s.Views) != 1 {
		t.Fatal(s.Views)
	}
	id := s.Views[0].ID
	done, err := w.SubmitView(t.Context(), "U1", id, nil)
	if err != nil || done.Errors["note"] != "Please complete this required field." {
		t.Fatal(done, err)
	}
	done, err = w.SubmitView(t.Context(), "U1", id, slacksim.Values{"note": {"text": "hi"}})
	if err != nil || done.Errors["note"] != "not hi" {
		t.Fatal(done, err)
	}
	if len(w.Violations()) > 0 {
		t.Fatal(w.Violations())
	}
}
