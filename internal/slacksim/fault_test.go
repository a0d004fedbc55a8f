package slacksim_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"

	"github.com/followup-bot/followup/internal/slacksim"
)

func inject(t *testing.T, w *slacksim.Workspace, f slacksim.Fault) {
	t.Helper()
	if _, err := w.InjectFault(f); err != nil {
		t.Fatal(err)
	}
}

// post tries to post a message and answers the error code, or what became of the connection.
func post(t *testing.T, w *slacksim.Workspace, channel string) string {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, w.APIURL()+"chat.postMessage", strings.NewReader(`{"channel":"`+channel+`","text":"x"}`))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer "+w.BotToken())
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}} // a shared connection would be tried again
	resp, err := client.Do(req)
	if err != nil {
		return "cut"
	}
	defer func() { _ = resp.Body.Close() }()
	if resp.StatusCode >= 500 {
		return resp.Status[:3]
	}
	if resp.StatusCode == http.StatusTooManyRequests {
		return "429 " + resp.Header.Get("Retry-After")
	}
	return "ok"
}

func TestFaultsOfCalls(t *testing.T) {
	t.Parallel()
	tests := []struct {
		fault  slacksim.Fault
		want   string
		posted int // messages in the channel after the faulty call
	}{
		{slacksim.Fault{Kind: slacksim.FaultStatus}, "503", 0},
		{slacksim.Fault{Kind: slacksim.FaultStatus, Status: 500}, "500", 0},
		{slacksim.Fault{Kind: slacksim.FaultCut}, "cut", 0},
		{slacksim.Fault{Kind: slacksim.FaultLostAnswer}, "cut", 1},
		{slacksim.Fault{Kind: slacksim.FaultRateLimited, RetryAfter: 7}, "429 7", 0},
		{slacksim.Fault{Kind: slacksim.FaultSlow, Delay: time.Millisecond}, "ok", 1},
		{slacksim.Fault{Kind: slacksim.FaultLate, Delay: time.Millisecond}, "ok", 1},
	}
	for _, tt := range tests {
		t.Run(string(tt.fault.Kind)+tt.want, func(t *testing.T) {
			t.Parallel()
			w := start(t)
			tt.fault.Method, tt.fault.Channel = "chat.postMessage", "C1"
			inject(t, w, tt.fault)
			if got := post(t, w, "U1"); got != "ok" {
				t.Fatal("the fault struck elsewhere:", got)
			}
			if got := post(t, w, "C1"); got != tt.want {
				t.Fatal(got)
			}
			if n := len(w.Posts(func(p slacksim.Post) bool { return p.Channel == "C1" })); n != tt.posted {
				t.Fatal(n)
			}
		})
	}
}

func TestCallingBeforeRetryAfterIsAViolation(t *testing.T) {
	t.Parallel()
	clock := clockwork.NewFakeClock()
	w := start(t, withClock(clock))
	inject(t, w, slacksim.Fault{Kind: slacksim.FaultRateLimited, RetryAfter: 5, Method: "chat.postMessage"})
	if got := post(t, w, "C1"); got != "429 5" {
		t.Fatal(got)
	}
	clock.Advance(4 * time.Second)
	if got := post(t, w, "C1"); got != "429 1" || violations(w) != "called_before_retry_after" {
		t.Fatal(got, w.Violations())
	}
	clock.Advance(time.Second)
	if got := post(t, w, "C1"); got != "ok" || len(w.Violations()) != 1 {
		t.Fatal(got, w.Violations())
	}
}

func TestRatesAreEnforcedPerChannel(t *testing.T) {
	t.Parallel()
	clock := clockwork.NewFakeClock()
	w := start(t, withClock(clock))
	w.LimitRate(slacksim.Limit{Method: "chat.postMessage", PerChannel: true, Every: time.Second, Burst: 2})
	for i, want := range []string{"ok", "ok", "429 1"} {
		if got := post(t, w, "C1"); got != want {
			t.Fatal(i, got)
		}
	}
	if got := post(t, w, "U1"); got != "ok" || violations(w) != "" {
		t.Fatal(got, w.Violations())
	}
	clock.Advance(time.Second)
	if got := post(t, w, "C1"); got != "ok" {
		t.Fatal(got)
	}
}

func TestErrorsOnRequestAndForAsLongAsWanted(t *testing.T) {
	t.Parallel()
	w := start(t)
	disarm, err := w.InjectFault(slacksim.Fault{Kind: slacksim.FaultError, Error: "fatal_error", Count: -1})
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		wantError(t, ask(t, w, "auth.test", object{}), "fatal_error")
	}
	disarm()
	wantError(t, ask(t, w, "auth.test", object{}), "")
	if _, err := w.InjectFault(slacksim.Fault{Kind: "earthquake"}); err == nil {
		t.Fatal("an unknown fault was taken")
	}
}

func TestADuplicateEnvelopeComesOverBothConnections(t *testing.T) {
	t.Parallel()
	w := start(t)
	one, two := connected(t, w), connected(t, w)
	inject(t, w, slacksim.Fault{Kind: slacksim.FaultDuplicate, Envelope: "slash_commands"})
	done := during(func(ctx context.Context) error { return w.Command(ctx, "U1", "", "/try") })
	first, second := one.next(), two.next()
	if first["envelope_id"] != second["envelope_id"] {
		t.Fatal(first, second)
	}
	one.ack(first, nil)
	two.ack(second, nil)
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if err := w.Settle(t.Context()); err != nil || len(w.Violations()) > 0 {
		t.Fatal(err, w.Violations())
	}
}

func TestALostAckCostsThePersonAnError(t *testing.T) {
	t.Parallel()
	clock := clockwork.NewFakeClock()
	w := start(t, withClock(clock))
	s := connected(t, w)
	inject(t, w, slacksim.Fault{Kind: slacksim.FaultIgnoreAck, Envelope: "/try"})
	done := during(func(ctx context.Context) error { return w.Command(ctx, "U1", "", "/try") })
	s.ack(s.next(), nil)
	within(t, w, "use of the fault", func() bool { return !w.HasFaults() })
	clock.Advance(3 * time.Second)
	if err := <-done; err == nil {
		t.Fatal("the command succeeded")
	}
	if e := w.Log().Envelopes[0]; e.Lost != "ack" {
		t.Errorf("it was not the app, and the log says %+v", e)
	}
}

func TestAConnectionThatEndsTakesTheAckWithIt(t *testing.T) {
	t.Parallel()
	clock := clockwork.NewFakeClock()
	w := start(t, withClock(clock))
	s := connected(t, w)
	done := during(func(ctx context.Context) error { return w.Command(ctx, "U1", "", "/try") })
	s.next()
	w.DropSockets()
	within(t, w, "drop", func() bool { return w.Connections() == 0 })
	clock.Advance(3 * time.Second)
	if err := <-done; err == nil {
		t.Fatal("the command succeeded")
	}
	if e := w.Log().Envelopes[0]; e.Lost != "connection" {
		t.Errorf("it was not the app, and the log says %+v", e)
	}
}

func TestADroppedSocketLosesTheCommand(t *testing.T) {
	t.Parallel()
	w := start(t)
	connected(t, w)
	inject(t, w, slacksim.Fault{Kind: slacksim.FaultDropSocket})
	if err := w.Command(t.Context(), "U1", "", "/try"); err == nil {
		t.Fatal("the command succeeded")
	}
	within(t, w, "drop", func() bool { return w.Connections() == 0 })
}

func TestResponseURLs(t *testing.T) {
	t.Parallel()
	clock := clockwork.NewFakeClock()
	w := start(t, withClock(clock))
	a := serve(t, w, func(object) object { return nil })
	address := func() string {
		if err := w.Command(t.Context(), "U1", "C1", "/try"); err != nil {
			t.Fatal(err)
		}
		return str(<-a.got, "response_url")
	}
	say := func(address, body string) object {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		answer, _ := do(t, req)
		return answer
	}
	first := address()
	wantError(t, say(first, `{}`), "no_text")
	wantError(t, say(first, `{"blocks":[{"type":"teapot"}]}`), "invalid_blocks")
	for range 5 {
		wantError(t, say(first, `{"text":"hi"}`), "")
	}
	wantError(t, say(first, `{"text":"hi"}`), "used_url")
	second := address()
	clock.Advance(30*time.Minute + 1)
	wantError(t, say(second, `{"text":"hi"}`), "expired_url")
	whispered := w.Posts(func(p slacksim.Post) bool { return p.Reader == "U1" })
	if len(whispered) != 5 {
		t.Fatal(whispered)
	}
	wantError(t, say(address(), `{"text":"all","response_type":"in_channel"}`), "")
	if open := w.Posts(func(p slacksim.Post) bool { return p.Reader == "" && p.Text == "all" }); len(open) != 1 {
		t.Fatal(open)
	}
}

func TestAnEphemeralMessageIsReplacedThroughItsResponseURL(t *testing.T) {
	t.Parallel()
	w := start(t)
	a := serve(t, w, func(object) object { return nil })
	blocks := []any{object{"type": "actions", "block_id": "b", "elements": []any{object{"type": "button", "action_id": "go", "text": plain("Go")}}}}
	posted := ask(t, w, "chat.postEphemeral", object{"channel": "C1", "user": "U1", "text": "x", "blocks": blocks})
	ts := str(posted, "message_ts")
	wantError(t, ask(t, w, "chat.update", object{"channel": "C1", "ts": ts, "text": "y"}), "message_not_found")
	click := func(as string) error {
		return w.Act(t.Context(), slacksim.Action{As: as, Container: slacksim.Container{Type: "message", Channel: "C1", TS: ts}, BlockID: "b", ActionID: "go"})
	}
	if click("U2") == nil {
		t.Fatal("somebody else clicked in an ephemeral message")
	}
	if err := click("U1"); err != nil {
		t.Fatal(err)
	}
	p := <-a.got
	if container, _ := p["container"].(object); container["is_ephemeral"] != true {
		t.Fatal(container)
	}
	req, _ := http.NewRequestWithContext(t.Context(), http.MethodPost, str(p, "response_url"), strings.NewReader(`{"text":"replaced","replace_original":true}`))
	do(t, req)
	if posts := w.Posts(func(p slacksim.Post) bool { return p.Reader == "U1" }); len(posts) != 1 || posts[0].Text != "replaced" || len(posts[0].Blocks) != 0 {
		t.Fatal(posts)
	}
}
