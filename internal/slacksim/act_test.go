package slacksim_test

import (
	"encoding/json"
	"maps"
	"testing"

	"github.com/followup-bot/followup/internal/slacksim"
)

func plain(text string) object { return object{"type": "plain_text", "text": text} }

func option(text, value string) object { return object{"text": plain(text), "value": value} }

// modal is a view with one of each kind of input.
func modal(title string, blocks ...any) object {
	if len(blocks) == 0 {
		blocks = []any{object{"type": "section", "text": plain("nothing")}}
	}
	return object{"type": "modal", "title": plain(title), "submit": plain("Save"), "blocks": blocks, "notify_on_close": true, "private_metadata": "m"}
}

func input(id string, element object, more object) object {
	element["action_id"] = id
	block := object{"type": "input", "block_id": id, "label": plain(id), "element": element}
	maps.Copy(block, more)
	return block
}

// app answers everything with a function and remembers what it got.
type app struct {
	got    chan object
	answer func(object) object
}

func serve(t *testing.T, w *slacksim.Workspace, answer func(object) object) *app {
	t.Helper()
	a := &app{got: make(chan object, 100), answer: answer}
	s := connected(t, w)
	go func() {
		for {
			frame := object{}
			if s.ws.ReadJSON(&frame) != nil {
				return
			}
			if frame["type"] == "events_api" {
				s.ack(frame, nil)
				continue
			}
			a.got <- payload(frame)
			s.ack(frame, a.answer(payload(frame)))
		}
	}()
	return a
}

// opening is an app that opens a view on every command.
func opening(t *testing.T, w *slacksim.Workspace, view object) *app {
	t.Helper()
	return serve(t, w, func(p object) object {
		if p["command"] != nil {
			wantError(t, ask(t, w, "views.open", object{"trigger_id": p["trigger_id"], "view": view}), "")
		}
		return nil
	})
}

func TestStateValuesHoldEveryInput(t *testing.T) {
	t.Parallel()
	w := start(t)
	options := []any{option("A", "a"), option("B", "b")}
	optional := object{"optional": true}
	a := opening(t, w, modal("All",
		input("text", object{"type": "plain_text_input", "initial_value": "as it was"}, nil),
		input("empty", object{"type": "plain_text_input"}, optional),
		input("select", object{"type": "static_select", "options": options, "initial_option": option("B", "b")}, nil),
		input("radio", object{"type": "radio_buttons", "options": options}, nil),
		input("checks", object{"type": "checkboxes", "options": options}, optional),
		input("multi", object{"type": "multi_static_select", "options": options}, nil),
		input("ext", object{"type": "external_select"}, nil),
		input("user", object{"type": "users_select"}, nil),
		input("date", object{"type": "datepicker"}, nil),
		input("time", object{"type": "timepicker"}, nil),
		input("moment", object{"type": "datetimepicker"}, nil),
		input("number", object{"type": "number_input", "is_decimal_allowed": false}, nil),
	))
	if err := w.Command(t.Context(), "U1", "", "/try"); err != nil {
		t.Fatal(err)
	}
	<-a.got
	view := w.Modals("U1")[0]
	done, err := w.SubmitView(t.Context(), "U1", view.ID, slacksim.Values{
		"radio": {"radio": "a"}, "multi": {"multi": []any{"a", "b"}}, "ext": {"ext": option("X", "x")}, "user": {"user": "U2"},
		"date": {"date": "2026-05-12"}, "time": {"time": "09:30"}, "moment": {"moment": 1_800_000_000.0}, "number": {"number": "7"},
	})
	if err != nil || done.Response != "closed" {
		t.Fatal(done, err)
	}
	submission := <-a.got
	state, _ := submission["view"].(object)["state"].(object)
	got, _ := json.Marshal(state["values"])
	want, _ := json.Marshal(object{
		"text":   object{"text": object{"type": "plain_text_input", "value": "as it was"}},
		"empty":  object{"empty": object{"type": "plain_text_input", "value": nil}},
		"select": object{"select": object{"type": "static_select", "selected_option": option("B", "b")}},
		"radio":  object{"radio": object{"type": "radio_buttons", "selected_option": option("A", "a")}},
		"checks": object{"checks": object{"type": "checkboxes", "selected_options": []any{}}},
		"multi":  object{"multi": object{"type": "multi_static_select", "selected_options": options}},
		"ext":    object{"ext": object{"type": "external_select", "selected_option": option("X", "x")}},
		"user":   object{"user": object{"type": "users_select", "selected_user": "U2"}},
		"date":   object{"date": object{"type": "datepicker", "selected_date": "2026-05-12"}},
		"time":   object{"time": object{"type": "timepicker", "selected_time": "09:30"}},
		"moment": object{"moment": object{"type": "datetimepicker", "selected_date_time": 1_800_000_000}},
		"number": object{"number": object{"type": "number_input", "value": "7"}},
	})
	if string(got) != string(want) {
		t.Fatalf("got  %s\nwant %s", got, want)
	}
	if str(submission, "view", "private_metadata") != "m" || str(submission, "type") != "view_submission" {
		t.Fatal(submission)
	}
}

func TestTheClientRefusesWhatTheAppNeverSees(t *testing.T) {
	t.Parallel()
	w := start(t)
	a := opening(t, w, modal("Strict",
		input("short", object{"type": "plain_text_input", "min_length": 3, "max_length": 5}, nil),
		input("mail", object{"type": "email_text_input"}, nil),
		input("url", object{"type": "url_text_input"}, nil),
		input("number", object{"type": "number_input", "is_decimal_allowed": false, "max_value": "9"}, nil),
	))
	if err := w.Command(t.Context(), "U1", "", "/try"); err != nil {
		t.Fatal(err)
	}
	<-a.got
	id := w.Modals("U1")[0].ID
	bad := slacksim.Values{"short": {"short": "ab"}, "mail": {"mail": "x"}, "url": {"url": "x"}, "number": {"number": "10"}}
	done, err := w.SubmitView(t.Context(), "U1", id, bad)
	if err != nil || done.Response != "errors" || len(done.Errors) != 4 {
		t.Fatal(done, err)
	}
	if got := w.Modals("U1")[0].Errors; len(got) != 4 {
		t.Fatal(got)
	}
	good := slacksim.Values{"short": {"short": "abc"}, "mail": {"mail": "a@b.de"}, "url": {"url": "https://x.de"}, "number": {"number": "9"}}
	if done, err = w.SubmitView(t.Context(), "U1", id, good); err != nil || done.Response != "closed" {
		t.Fatal(done, err)
	}
	if len(a.got) != 1 {
		t.Fatal("the refused submission was sent")
	}
}

func TestAClickInAMessage(t *testing.T) {
	t.Parallel()
	w := start(t)
	a := serve(t, w, func(object) object { return nil })
	posted := ask(t, w, "chat.postMessage", object{"channel": "C1", "text": "x", "blocks": []any{object{
		"type": "actions", "block_id": "b", "elements": []any{
			object{"type": "button", "action_id": "go", "text": plain("Go"), "value": "1"},
			object{"type": "overflow", "action_id": "more", "options": []any{option("A", "a")}},
			object{"type": "static_select", "action_id": "pick", "options": []any{option("A", "a"), option("B", "b")}},
		},
	}}})
	at := slacksim.Container{Type: "message", Channel: "C1", TS: str(posted, "ts")}
	act := func(action string, value any) object {
		t.Helper()
		if err := w.Act(t.Context(), slacksim.Action{As: "U2", Container: at, BlockID: "b", ActionID: action, Value: value}); err != nil {
			t.Fatal(err)
		}
		return <-a.got
	}
	p := act("go", nil)
	actions, _ := p["actions"].([]any)
	action, _ := actions[0].(object)
	if p["type"] != "block_actions" || str(p, "user", "id") != "U2" || str(p, "channel", "id") != "C1" || str(p, "container", "message_ts") != str(posted, "ts") ||
		str(p, "message", "ts") != str(posted, "ts") || str(p, "response_url") == "" || str(action, "value") != "1" || str(action, "block_id") != "b" || str(action, "action_ts") == "" {
		t.Fatal(p)
	}
	if values, _ := json.Marshal(p["state"]); string(values) != `{"values":{"b":{"pick":{"selected_option":null,"type":"static_select"}}}}` {
		t.Fatal(string(values))
	}
	actions, _ = act("more", "a")["actions"].([]any)
	if action, _ = actions[0].(object); str(action, "selected_option", "value") != "a" {
		t.Fatal(action)
	}
	p = act("pick", "b")
	if values, _ := json.Marshal(p["state"].(object)["values"].(object)["b"].(object)["pick"].(object)["selected_option"].(object)["value"]); string(values) != `"b"` {
		t.Fatal(p["state"])
	}
	if err := w.Act(t.Context(), slacksim.Action{As: "U2", Container: at, BlockID: "b", ActionID: "pick", Value: "z"}); err == nil {
		t.Fatal("chose an option that is not there")
	}
}

func TestInputsDispatchOnlyWhenAsked(t *testing.T) {
	t.Parallel()
	w := start(t)
	a := opening(t, w, modal("D",
		input("quiet", object{"type": "plain_text_input"}, nil),
		input("loud", object{"type": "plain_text_input"}, object{"dispatch_action": true}),
	))
	if err := w.Command(t.Context(), "U1", "", "/try"); err != nil {
		t.Fatal(err)
	}
	<-a.got
	at := slacksim.Container{Type: "view", ViewID: w.Modals("U1")[0].ID}
	for _, id := range []string{"quiet", "loud"} {
		if err := w.Act(t.Context(), slacksim.Action{As: "U1", Container: at, BlockID: id, ActionID: id, Value: "hi"}); err != nil {
			t.Fatal(err)
		}
	}
	p := <-a.got
	actions, _ := p["actions"].([]any)
	if action, _ := actions[0].(object); str(action, "action_id") != "loud" || str(action, "value") != "hi" || len(a.got) != 0 {
		t.Fatal(p)
	}
	if str(p, "view", "hash") == "" || p["response_url"] != nil {
		t.Fatal(p)
	}
}

func TestSuggestionsAreAskedFromTheMinimumOn(t *testing.T) {
	t.Parallel()
	w := start(t)
	a := serve(t, w, func(p object) object {
		if p["command"] != nil {
			ask(t, w, "views.open", object{"trigger_id": p["trigger_id"], "view": modal("S", input("who", object{"type": "external_select"}, nil))})
			return nil
		}
		return object{"options": []any{option("Acme", "1")}}
	})
	if err := w.Command(t.Context(), "U1", "", "/try"); err != nil {
		t.Fatal(err)
	}
	<-a.got
	act := slacksim.Action{As: "U1", Container: slacksim.Container{Type: "view", ViewID: w.Modals("U1")[0].ID}, BlockID: "who", ActionID: "who"}
	if offered, err := w.Suggest(t.Context(), act, "ac"); err != nil || len(offered.Options) != 0 || len(a.got) != 0 {
		t.Fatal(offered, err)
	}
	offered, err := w.Suggest(t.Context(), act, "acm")
	if err != nil || len(offered.Options) != 1 {
		t.Fatal(offered, err)
	}
	if p := <-a.got; p["type"] != "block_suggestion" || p["value"] != "acm" || p["action_id"] != "who" {
		t.Fatal(p)
	}
}

func TestShortcuts(t *testing.T) {
	t.Parallel()
	w := start(t)
	a := serve(t, w, func(object) object { return nil })
	if err := w.UseShortcut(t.Context(), "U1", "start", "", ""); err != nil {
		t.Fatal(err)
	}
	if p := <-a.got; p["type"] != "shortcut" || p["callback_id"] != "start" || p["response_url"] != nil || str(p, "trigger_id") == "" {
		t.Fatal(p)
	}
	ts, err := w.Say(t.Context(), "U2", "C1", "remember me", "")
	if err != nil {
		t.Fatal(err)
	}
	if err := w.UseShortcut(t.Context(), "U1", "note", "C1", ts); err != nil {
		t.Fatal(err)
	}
	if p := <-a.got; p["type"] != "message_action" || str(p, "message", "text") != "remember me" || str(p, "response_url") == "" {
		t.Fatal(p)
	}
}
