package simtest_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"

	"github.com/followup-bot/followup/internal/slacksim"
	"github.com/followup-bot/followup/internal/slacksim/simtest"
)

const manifest = `
display_information: {name: Orders}
features:
  app_home: {home_tab_enabled: true, messages_tab_enabled: true}
  slash_commands: [{command: /order, description: Order, should_escape: true}]
oauth_config: {scopes: {bot: [commands, chat:write, im:history]}}
settings:
  event_subscriptions: {bot_events: [app_home_opened, message.im]}
  interactivity: {is_enabled: true}
  socket_mode_enabled: true
`

const form = `{
 "type": "modal", "title": {"type": "plain_text", "text": "New order"}, "submit": {"type": "plain_text", "text": "Save"},
 "blocks": [
  {"type": "input", "block_id": "what", "label": {"type": "plain_text", "text": "What"},
   "element": {"type": "plain_text_input", "action_id": "what", "initial_value": "apples"}},
  {"type": "input", "block_id": "size", "dispatch_action": true, "label": {"type": "plain_text", "text": "Size"}, "optional": true,
   "element": {"type": "static_select", "action_id": "size", "options": [
    {"text": {"type": "plain_text", "text": "Small"}, "value": "s"}, {"text": {"type": "plain_text", "text": "Large"}, "value": "l"}]}},
  {"type": "input", "block_id": "who", "label": {"type": "plain_text", "text": "Customer"},
   "element": {"type": "external_select", "action_id": "who", "min_query_length": 1}}
 ]}`

const list = `[
 {"type": "header", "text": {"type": "plain_text", "text": "Today"}},
 {"type": "section", "text": {"type": "mrkdwn", "text": "*Acme* wants &lt;apples&gt;", "verbatim": true}},
 {"type": "actions", "elements": [
  {"type": "button", "action_id": "done-acme", "text": {"type": "plain_text", "text": "Done…"}, "value": "acme"},
  {"type": "overflow", "action_id": "more", "options": [{"text": {"type": "plain_text", "text": "Later"}, "value": "later"}]}]},
 {"type": "section", "text": {"type": "plain_text", "text": "Bolt wants pears"},
  "accessory": {"type": "button", "action_id": "done-bolt", "text": {"type": "plain_text", "text": "Done…"}, "value": "bolt"}}
]`

// shop is an app of a few lines that does a bit of everything.
type shop struct {
	api    *slack.Client
	client *socketmode.Client
}

func (s *shop) handle(ctx context.Context, ev socketmode.Event) {
	switch data := ev.Data.(type) {
	case slack.SlashCommand:
		s.command(ctx, ev, data)
	case slack.InteractionCallback:
		s.interaction(ctx, ev, data)
	case slackevents.EventsAPIEvent:
		_ = s.client.Ack(*ev.Request)
		if e, ok := data.InnerEvent.Data.(*slackevents.AppHomeOpenedEvent); ok {
			_, _ = s.api.PublishViewContext(ctx, slack.PublishViewContextRequest{UserID: e.User, View: slack.HomeTabViewRequest{
				Type: slack.VTHomeTab, Blocks: slack.Blocks{BlockSet: []slack.Block{slack.NewHeaderBlock(slack.NewTextBlockObject("plain_text", "Welcome", false, false))}},
			}})
		}
	}
}

func (s *shop) command(ctx context.Context, ev socketmode.Event, cmd slack.SlashCommand) {
	switch cmd.Text {
	case "list":
		_ = s.client.Ack(*ev.Request)
		var blocks slack.Blocks
		_ = json.Unmarshal([]byte(list), &blocks)
		_, _, _ = s.api.PostMessageContext(ctx, cmd.UserID, slack.MsgOptionText("2 orders", false), slack.MsgOptionBlocks(blocks.BlockSet...))
	case "":
		var view slack.ModalViewRequest
		_ = json.Unmarshal([]byte(form), &view)
		_, _ = s.api.OpenViewContext(ctx, cmd.TriggerID, view)
		_ = s.client.Ack(*ev.Request)
	default:
		_ = s.client.Ack(*ev.Request, map[string]any{"text": "You said " + cmd.Text})
	}
}

func (s *shop) interaction(ctx context.Context, ev socketmode.Event, in slack.InteractionCallback) {
	switch in.Type {
	case slack.InteractionTypeBlockSuggestion:
		option := slack.NewOptionBlockObject("1", slack.NewTextBlockObject("plain_text", strings.ToUpper(in.Value), false, false), nil)
		_ = s.client.Ack(*ev.Request, slack.OptionsResponse{Options: []*slack.OptionBlockObject{option}})
	case slack.InteractionTypeViewSubmission:
		values := in.View.State.Values
		if values["what"]["what"].Value == "stones" {
			_ = s.client.Ack(*ev.Request, slack.NewErrorsViewSubmissionResponse(map[string]string{"what": "No stones, please"}))
			return
		}
		_ = s.client.Ack(*ev.Request)
		text := values["size"]["size"].SelectedOption.Value + " " + values["what"]["what"].Value + " for " + values["who"]["who"].SelectedOption.Text.Text
		_, _, _ = s.api.PostMessageContext(ctx, "C1", slack.MsgOptionText(text, false))
	case slack.InteractionTypeBlockActions:
		_ = s.client.Ack(*ev.Request)
		action := in.ActionCallback.BlockActions[0]
		if in.Container.Type == "message" {
			said := action.ActionID + " " + action.Value + action.SelectedOption.Value
			_ = slack.PostWebhookContext(ctx, in.ResponseURL, &slack.WebhookMessage{Text: said, ReplaceOriginal: true})
		}
	default:
		_ = s.client.Ack(*ev.Request)
	}
}

// open makes a workspace with Ana and Max and the shop in it.
func open(t *testing.T) *simtest.World {
	t.Helper()
	ws, err := slacksim.New(slacksim.Options{Manifest: []byte(manifest)})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []slacksim.Person{{ID: "U1", Name: "ana"}, {ID: "U2", Name: "max"}} {
		if _, err := ws.AddPerson(p); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := ws.AddChannel(slacksim.Channel{ID: "C1", Name: "sales", Members: []string{"U1", "U2"}, BotMember: true}); err != nil {
		t.Fatal(err)
	}
	if err := ws.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(ws.Close)
	s := &shop{api: slack.New(ws.BotToken(), slack.OptionAppLevelToken(ws.AppToken()), slack.OptionAPIURL(ws.APIURL()))}
	s.client = socketmode.New(s.api)
	ctx, cancel := context.WithCancel(context.Background())
	ran, served := make(chan struct{}), make(chan struct{})
	go func() { defer close(ran); _ = s.client.RunContext(ctx) }()
	go func() {
		defer close(served)
		for {
			select {
			case <-ctx.Done():
				return
			case ev := <-s.client.Events:
				s.handle(ctx, ev)
			}
		}
	}()
	t.Cleanup(func() { cancel(); <-served; <-ran })
	if err := ws.Wait(t.Context(), func() bool { return ws.Connections() > 0 }); err != nil {
		t.Fatal(err)
	}
	return simtest.New(t, ws)
}

func TestAPersonTypesACommandAndReadsTheAnswer(t *testing.T) {
	t.Parallel()
	w := open(t)
	ana := w.Person("ana")
	ana.Command("/order two pears").Expect("You said two pears")
	if code := ana.CommandFails("/nothing"); code != "unknown_command" {
		t.Fatal(code)
	}
	w.ExpectQuiet()
}

func TestAMentionInAnAnswerIsAPing(t *testing.T) {
	t.Parallel()
	w := open(t)
	w.Person("ana").In("#sales").Command("/order for @max").Expect("for @max")
	if pings := w.Workspace().Pings(); len(pings) != 1 || pings[0].Kind != "user" {
		t.Fatal(pings)
	}
}

func TestAPersonFillsAForm(t *testing.T) {
	t.Parallel()
	w := open(t)
	ana := w.Person("ana")
	ana.Command("/order")
	m := ana.ExpectModal("New order")
	if got := m.Value("What"); got != "apples" {
		t.Fatal(got)
	}
	m.Submit().ExpectError("Customer", "required")
	if offered := m.TypeAhead("Customer", "acme"); len(offered) != 1 || offered[0] != "ACME" {
		t.Fatal(offered)
	}
	m.Pick("Customer", "ACME").Choose("Size", "Large").Fill("What", "stones").Submit().ExpectError("What", "No stones")
	m.Fill("What", "plums").Submit().ExpectClosed()
	ana.ExpectNoModal()
	w.ExpectChannel("#sales", "l plums for ACME")
	w.ExpectQuiet()
}

func TestAPersonClicksInARowOfAMessage(t *testing.T) {
	t.Parallel()
	w := open(t)
	ana := w.Person("ana")
	ana.Command("/order list")
	m := ana.ExpectDM("Acme wants <apples>")
	if m.Notification() != "2 orders" {
		t.Fatal(m.Notification())
	}
	if !m.Row("Acme").HasButton("Done") || m.Row("Today").HasButton("Done") {
		t.Fatal(m.Text())
	}
	m.Row("Bolt").Button("Done…").Click()
	m.ExpectUpdate("done-bolt bolt")
	ana.Command("/order list")
	again := ana.ExpectDM("Acme")
	again.Row("Acme").Overflow("Later")
	again.ExpectUpdate("more later")
	w.ExpectQuiet()
}

func TestAPersonOpensHome(t *testing.T) {
	t.Parallel()
	w := open(t)
	ana := w.Person("ana")
	ana.OpenHome()
	ana.ExpectHome("Welcome")
	w.ExpectQuiet()
}
