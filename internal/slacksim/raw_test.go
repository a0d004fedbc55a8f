package slacksim_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"github.com/followup-bot/followup/internal/slacksim"
)

type object = map[string]any

// ask calls a Web API method with JSON and answers what came back.
func ask(t *testing.T, w *slacksim.Workspace, method string, args object) object {
	t.Helper()
	answer, _ := askWith(t, w, w.BotToken(), method, args)
	return answer
}

func askWith(t *testing.T, w *slacksim.Workspace, token, method string, args object) (object, *http.Response) {
	t.Helper()
	body, err := json.Marshal(args)
	if err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, w.APIURL()+method, strings.NewReader(string(body)))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer "+token)
	return do(t, req)
}

// form calls a Web API method with a form.
func form(t *testing.T, w *slacksim.Workspace, method string, args url.Values) object {
	t.Helper()
	args.Set("token", w.BotToken())
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, w.APIURL()+method, strings.NewReader(args.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	answer, _ := do(t, req)
	return answer
}

func do(t *testing.T, req *http.Request) (object, *http.Response) {
	t.Helper()
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	answer := object{}
	if json.Unmarshal(raw, &answer) != nil {
		answer["raw"] = string(raw)
	}
	return answer, resp
}

// wantError fails unless the answer is this error; an empty one is ok:true.
func wantError(t *testing.T, answer object, want string) {
	t.Helper()
	got, _ := answer["error"].(string)
	if got != want {
		t.Fatalf("got %v, want error %q", answer, want)
	}
}

// socket is one raw Socket Mode connection.
type socket struct {
	t  *testing.T
	ws *websocket.Conn
}

func dial(t *testing.T, w *slacksim.Workspace) *socket {
	t.Helper()
	answer, _ := askWith(t, w, w.AppToken(), "apps.connections.open", object{})
	address, _ := answer["url"].(string)
	ws, resp, err := websocket.DefaultDialer.DialContext(t.Context(), address, nil)
	if err != nil {
		t.Fatal(answer, err)
	}
	_ = resp.Body.Close()
	t.Cleanup(func() { _ = ws.Close() })
	return &socket{t: t, ws: ws}
}

// connected is dial and the hello.
func connected(t *testing.T, w *slacksim.Workspace) *socket {
	t.Helper()
	s := dial(t, w)
	if hello := s.next(); hello["type"] != "hello" {
		t.Fatal(hello)
	}
	return s
}

func (s *socket) next() object {
	s.t.Helper()
	frame := object{}
	if err := s.ws.ReadJSON(&frame); err != nil {
		s.t.Fatal(err)
	}
	return frame
}

func (s *socket) ack(frame, payload object) {
	s.t.Helper()
	answer := object{"envelope_id": frame["envelope_id"]}
	if payload != nil {
		answer["payload"] = payload
	}
	if err := s.ws.WriteJSON(answer); err != nil {
		s.t.Error(err)
	}
}

// during runs what a person does while the test plays the app; it answers the error of the act.
func during(act func(context.Context) error) <-chan error {
	done := make(chan error, 1)
	go func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		done <- act(ctx)
	}()
	return done
}

func payload(frame object) object {
	p, _ := frame["payload"].(object)
	return p
}

func str(o object, path ...string) string {
	for _, key := range path[:len(path)-1] {
		o, _ = o[key].(object)
	}
	s, _ := o[path[len(path)-1]].(string)
	return s
}

// violations are the codes of all violations.
func violations(w *slacksim.Workspace) string {
	var codes []string
	for _, v := range w.Violations() {
		codes = append(codes, v.What)
	}
	return strings.Join(codes, " ")
}
