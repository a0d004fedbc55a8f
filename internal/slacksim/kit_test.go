package slacksim_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/followup-bot/followup/internal/slacksim"
)

func TestFeedbackAndIconButtons(t *testing.T) {
	t.Parallel()
	w := start(t)
	a := serve(t, w, func(object) object { return nil })
	posted := ask(t, w, "chat.postMessage", object{"channel": "C1", "text": "x", "blocks": []any{object{
		"type": "context_actions", "block_id": "b", "elements": []any{
			object{
				"type": "feedback_buttons", "action_id": "rate", "positive_button": object{"text": plain("Good"), "value": "good"},
				"negative_button": object{"text": plain("Bad"), "value": "bad"},
			},
			object{"type": "icon_button", "icon": "trash", "text": plain("Delete"), "value": "v"},
		},
	}}})
	wantError(t, posted, "")
	at := slacksim.Container{Type: "message", Channel: "C1", TS: str(posted, "ts")}
	for _, test := range []struct {
		id    string
		value any
		want  string
	}{
		{"rate", "bad", `{"action_id":"rate","block_id":"b","text":{"text":"Bad","type":"plain_text"},"type":"feedback_buttons","value":"bad"}`},
		{idOf(t, w, "icon_button"), nil, `{"block_id":"b","icon":"trash","text":{"text":"Delete","type":"plain_text"},"type":"icon_button","value":"v"}`},
	} {
		if err := w.Act(t.Context(), slacksim.Action{As: "U1", Container: at, BlockID: "b", ActionID: test.id, Value: test.value}); err != nil {
			t.Fatal(err)
		}
		actions, _ := (<-a.got)["actions"].([]any)
		action, _ := actions[0].(object)
		delete(action, "action_ts")
		if test.id != "rate" { // it has none of its own, so Slack made one
			delete(action, "action_id")
		}
		if got, _ := json.Marshal(action); string(got) != test.want {
			t.Errorf("got  %s\nwant %s", got, test.want)
		}
	}
	if err := w.Act(t.Context(), slacksim.Action{As: "U1", Container: at, BlockID: "b", ActionID: "rate", Value: "so-so"}); err == nil {
		t.Error("a third opinion was taken")
	}
}

// idOf is the action id that the workspace gave to the element of that type in the last message of #sales.
func idOf(t *testing.T, w *slacksim.Workspace, typ string) string {
	t.Helper()
	s, err := w.State("U1")
	if err != nil {
		t.Fatal(err)
	}
	messages := s.Messages["C1"]
	elements, _ := messages[len(messages)-1].Blocks[0].(object)["elements"].([]any)
	for _, e := range elements {
		if str(e.(object), "type") == typ {
			return str(e.(object), "action_id")
		}
	}
	t.Fatal("no " + typ)
	return ""
}

func TestAFileOfAModalCanBeRead(t *testing.T) {
	t.Parallel()
	w := start(t, func(o *slacksim.Options) {
		o.Manifest = []byte(strings.Replace(manifestYAML, "users:read", "users:read, files:read", 1))
	})
	a := opening(t, w, modal("Upload", input("files", object{"type": "file_input", "max_files": 2, "filetypes": []any{"txt"}}, nil)))
	if err := w.Command(t.Context(), "U1", "", "/try"); err != nil {
		t.Fatal(err)
	}
	<-a.got
	view := w.Modals("U1")[0]
	upload := func(name string) string {
		t.Helper()
		answer := control(t, w, "file", `{"as":"U1","name":"`+name+`","mimetype":"text/plain","content":"aGVsbG8="}`)
		wantError(t, answer, "")
		return str(answer, "file")
	}
	for name, ids := range map[string][]any{
		"Please complete this required field.": {},
		"You can add up to 2 files.":           {upload("a.txt"), upload("b.txt"), upload("c.txt")},
		"Files of this type can't be added.":   {upload("a.exe")},
	} {
		done, err := w.SubmitView(t.Context(), "U1", view.ID, slacksim.Values{"files": {"files": ids}})
		if err != nil || done.Errors["files"] != name {
			t.Error(name, done, err)
		}
	}
	done, err := w.SubmitView(t.Context(), "U1", view.ID, slacksim.Values{"files": {"files": []any{upload("note 1.txt")}}})
	if err != nil || done.Response != "closed" {
		t.Fatal(done, err)
	}
	values, _ := (<-a.got)["view"].(object)["state"].(object)["values"].(object)
	files, _ := values["files"].(object)["files"].(object)["files"].([]any)
	f, _ := files[0].(object)
	info := ask(t, w, "files.info", object{"file": str(f, "id")})
	wantError(t, info, "invalid_arguments") // no JSON here
	req, _ := http.NewRequestWithContext(t.Context(), http.MethodGet, str(f, "url_private"), nil)
	req.Header.Set("Authorization", "Bearer "+w.BotToken())
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	if content, _ := io.ReadAll(resp.Body); string(content) != "hello" {
		t.Fatal(resp.Status, string(content))
	}
	if got := violations(w); got != "" {
		t.Fatal(got)
	}
}
