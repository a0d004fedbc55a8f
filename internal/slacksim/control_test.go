package slacksim_test

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/slacksim"
)

// wall is a clock bar that only moves when it is told to.
type wall struct {
	mu  sync.Mutex
	now time.Time
}

func (c *wall) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *wall) MoveTo(_ context.Context, to time.Time) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = to
	return nil
}

func control(t *testing.T, w *slacksim.Workspace, path, body string) object {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, w.URL()+"sim/"+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	answer, _ := do(t, req)
	return answer
}

func TestThePageIsServed(t *testing.T) {
	t.Parallel()
	w := start(t)
	req, _ := http.NewRequestWithContext(t.Context(), http.MethodGet, w.URL(), nil)
	answer, resp := do(t, req)
	if resp.StatusCode != http.StatusOK || !strings.Contains(str(answer, "raw"), "<html") {
		t.Fatal(resp.Status)
	}
}

func TestTheStreamSendsEveryChange(t *testing.T) {
	t.Parallel()
	w := start(t)
	req, _ := http.NewRequestWithContext(t.Context(), http.MethodGet, w.URL()+"sim/stream?as=U1", nil)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	lines := bufio.NewReader(resp.Body)
	next := func() slacksim.State {
		t.Helper()
		for {
			line, err := lines.ReadString('\n')
			if err != nil {
				t.Fatal(err)
			}
			if data, ok := strings.CutPrefix(line, "data: "); ok {
				var s slacksim.State
				if err := json.Unmarshal([]byte(data), &s); err != nil {
					t.Fatal(err)
				}
				return s
			}
		}
	}
	if s := next(); !s.OK || s.App.DM == "" || s.Me != "U1" || len(s.Messages["C1"]) != 0 {
		t.Fatalf("%+v", s)
	}
	if answer := control(t, w, "message", `{"as":"U2","channel":"C1","text":"hello"}`); answer["ok"] != true || str(answer, "ts") == "" {
		t.Fatal(answer)
	}
	s := next()
	if len(s.Messages["C1"]) != 1 {
		t.Fatalf("%+v", s)
	}
	for _, c := range s.Conversations {
		if c.ID == "C1" && c.Unread != 1 {
			t.Fatal(c)
		}
	}
	control(t, w, "read", `{"as":"U1","channel":"C1"}`)
	if s = next(); s.Conversations[0].Unread != 0 {
		t.Fatalf("%+v", s.Conversations)
	}
}

func TestTheClockMovesToTheNextMorning(t *testing.T) {
	t.Parallel()
	friday := time.Date(2026, 5, 15, 15, 0, 0, 0, time.UTC)
	w := start(t, func(o *slacksim.Options) { o.ClockBar = &wall{now: friday} })
	for _, step := range []struct{ to, want string }{
		{"+30m", "2026-05-15T15:30:00Z"},
		{"next_morning", "2026-05-18T06:31:00Z"}, // Monday in Berlin
		{"next_morning", "2026-05-19T06:31:00Z"},
		{"next_monday", "2026-05-25T06:31:00Z"},
		{"2026-06-01T00:00:00Z", "2026-06-01T00:00:00Z"},
	} {
		if answer := control(t, w, "clock", `{"as":"U1","to":"`+step.to+`"}`); str(answer, "now") != step.want {
			t.Fatal(step, answer)
		}
	}
	wantError(t, control(t, w, "clock", `{"as":"U1","to":"2026-05-01T00:00:00Z"}`), "clock_back")
	wantError(t, control(t, w, "clock", `{"as":"U1","to":"tomorrow"}`), "invalid_time")
	answer := ask(t, w, "chat.postMessage", object{"channel": "C1", "text": "x"})
	if !strings.HasPrefix(str(answer, "ts"), "1780272000.") {
		t.Fatal(answer)
	}
	fixed := start(t)
	wantError(t, control(t, fixed, "clock", `{"as":"U1","to":"+1h"}`), "clock_fixed")
}

func TestTheStateOfNobodyIsThatOfTheFirstPerson(t *testing.T) {
	t.Parallel()
	w := start(t)
	req, _ := http.NewRequestWithContext(t.Context(), http.MethodGet, w.URL()+"sim/state", nil)
	if state, _ := do(t, req); str(state, "me") != "U1" {
		t.Fatal(state)
	}
}

func TestControlActs(t *testing.T) {
	t.Parallel()
	w := start(t)
	a := serve(t, w, func(object) object { return nil })
	for _, act := range []struct{ path, body, want string }{
		{"command", `{"as":"U1","text":"/try x"}`, ""},
		{"command", `{"as":"U1","text":"/nope"}`, "unknown_command"},
		{"command", `{"as":"U9","text":"/try"}`, "user_not_found"},
		{"command", `{"as":"U3","text":"/try"}`, "user_disabled"},
		{"message", `{"as":"U2","channel":"C2","text":"x"}`, "not_in_channel"},
		{"home", `{"as":"U1"}`, ""},
		{"home", `{"as":"U1","tab":"messages"}`, ""},
		{"shortcut", `{"as":"U1","callback_id":"start"}`, ""},
		{"invite", `{"as":"U1","channel":"C2"}`, ""},
		{"open", `{"as":"U1","user":"U2"}`, ""},
		{"faults", `{"kind":"slow","method":"auth.test","delay":"1ms"}`, ""},
		{"faults", `{"kind":"slow","delay":"soon"}`, "invalid_delay"},
		{"faults", `{"kind":"nonsense"}`, "invalid_fault"},
		{"faults", `{"kind":"clear"}`, ""},
		{"view/close", `{"as":"U1","view_id":"V9"}`, "not_found"},
		{"action", `{`, "invalid_json"},
	} {
		answer := control(t, w, act.path, act.body)
		wantError(t, answer, act.want)
		if act.want != "" && str(answer, "message") == "" {
			t.Error(act, answer)
		}
	}
	<-a.got
	req, _ := http.NewRequestWithContext(t.Context(), http.MethodGet, w.URL()+"sim/log", nil)
	log, _ := do(t, req)
	if envelopes, _ := log["envelopes"].([]any); len(envelopes) == 0 || log["ok"] != true {
		t.Fatal(log)
	}
}

func TestCloseEndsEverything(t *testing.T) {
	t.Parallel()
	w := start(t)
	s := connected(t, w)
	req, _ := http.NewRequestWithContext(t.Context(), http.MethodGet, w.URL()+"sim/stream?as=U1", nil)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	w.Close()
	w.Close()
	if _, _, err := s.ws.ReadMessage(); err == nil {
		t.Fatal("the socket is still open")
	}
	_, _ = io.Copy(io.Discard, resp.Body) // comes to an end, in order or not
}
