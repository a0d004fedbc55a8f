//go:build browser

package browser

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"sync"
	"testing"

	"github.com/gorilla/websocket"
)

type object = map[string]any

// kitApp is a small app of its own on a workspace that runs alone: it shows every block and element, and keeps what comes back.
type kitApp struct {
	t            *testing.T
	d            *demo
	socket       *websocket.Conn
	blocks, view any

	mu     sync.Mutex
	viewID string
	got    []object // payloads of interactions
	came   chan struct{}
	over   chan error // why the socket ended
}

func startKitApp(t *testing.T, d *demo) *kitApp {
	t.Helper()
	a := &kitApp{t: t, d: d, came: make(chan struct{}, 100), over: make(chan error, 1)}
	for file, into := range map[string]*any{"testdata/kit_message.json": &a.blocks, "testdata/kit_modal.json": &a.view} {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		content = bytes.ReplaceAll(content, []byte("https://example.com/t.png"), []byte(d.url+"assets/icon.svg")) // nothing is fetched from elsewhere
		if err := json.Unmarshal(content, into); err != nil {
			t.Fatal(err)
		}
	}
	opened := a.call("apps.connections.open", d.appToken, nil)
	address, _ := opened["url"].(string)
	socket, _, err := websocket.DefaultDialer.DialContext(t.Context(), address, nil)
	if err != nil {
		t.Fatal(err)
	}
	a.socket = socket
	done := make(chan struct{})
	t.Cleanup(func() { _ = socket.Close(); <-done })
	go func() { defer close(done); a.listen() }()
	return a
}

func (a *kitApp) call(method, token string, args any) object {
	answer, err := a.ask(a.d.url+"api/"+method, token, args)
	if err != nil || answer["ok"] != true {
		a.t.Errorf("%s: %v %v", method, answer, err)
	}
	return answer
}

func (a *kitApp) ask(address, token string, args any) (object, error) {
	body, err := json.Marshal(args)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+token)
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		return nil, err
	}
	defer func() { _ = response.Body.Close() }()
	answer := object{}
	return answer, json.NewDecoder(response.Body).Decode(&answer)
}

// listen answers until the socket ends: a command opens the form, a choice in "Redraws" draws it anew, a suggestion repeats what was typed.
func (a *kitApp) listen() {
	for {
		var frame struct {
			ID      string `json:"envelope_id"`
			Type    string
			Payload object
		}
		if err := a.socket.ReadJSON(&frame); err != nil {
			a.over <- err
			return
		}
		if frame.ID == "" {
			if frame.Payload != nil { // sent by hand
				a.take(frame.Type, frame.Payload)
			}
			continue
		}
		ack := object{"envelope_id": frame.ID}
		if frame.Payload["type"] == "block_suggestion" {
			ack["payload"] = object{"options": []any{object{"text": object{"type": "plain_text", "text": fmt.Sprint("Found ", frame.Payload["value"])}, "value": "found"}}}
		}
		if a.socket.WriteJSON(ack) != nil {
			return
		}
		a.take(frame.Type, frame.Payload)
	}
}

func (a *kitApp) take(typ string, payload object) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if typ == "slash_commands" {
		opened := a.call("views.open", a.d.botToken, object{"trigger_id": payload["trigger_id"], "view": a.view})
		view, _ := opened["view"].(object)
		a.viewID, _ = view["id"].(string)
		return
	}
	if typ == "interactive" {
		a.got = append(a.got, payload)
		a.came <- struct{}{}
	}
}

// redraw draws the open form anew, as an app does at any moment.
func (a *kitApp) redraw() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.call("views.update", a.d.botToken, object{"view_id": a.viewID, "view": a.view})
}

// next waits for the next interaction of that type.
func (a *kitApp) next(typ string) object {
	a.t.Helper()
	for {
		select {
		case <-a.came:
		case <-a.t.Context().Done():
			a.t.Fatal("the app heard of no " + typ)
		}
		a.mu.Lock()
		p := a.got[0]
		a.got = a.got[1:]
		a.mu.Unlock()
		if p["type"] == typ {
			return p
		}
	}
}
