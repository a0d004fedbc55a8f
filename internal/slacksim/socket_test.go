package slacksim_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/jonboulle/clockwork"

	"github.com/followup-bot/followup/internal/slacksim"
)

// withClock makes technical time stand still until the test moves it.
func withClock(c clockwork.Clock) func(*slacksim.Options) {
	return func(o *slacksim.Options) { o.Clock = c }
}

func TestTicketsAreUsedOnce(t *testing.T) {
	t.Parallel()
	w := start(t)
	answer, _ := askWith(t, w, w.AppToken(), "apps.connections.open", object{})
	address := str(answer, "url")
	first, resp, err := websocket.DefaultDialer.Dial(address, nil)
	if err != nil {
		t.Fatal(err)
	}
	_ = resp.Body.Close()
	defer func() { _ = first.Close() }()
	_, resp, err = websocket.DefaultDialer.Dial(address, nil)
	if err == nil || resp.StatusCode != 403 {
		t.Fatal(resp, err)
	}
	_ = resp.Body.Close()
	if violations(w) != "bad_ticket" {
		t.Fatal(w.Violations())
	}
}

func TestTheEleventhConnectionIsTurnedAway(t *testing.T) {
	t.Parallel()
	w := start(t)
	for range 10 {
		connected(t, w)
	}
	if frame := dial(t, w).next(); frame["reason"] != "too_many_websockets" {
		t.Fatal(frame)
	}
	if w.Connections() != 10 {
		t.Fatal(w.Connections())
	}
}

func TestEnvelopesTakeTurns(t *testing.T) {
	t.Parallel()
	w := start(t)
	one, two := connected(t, w), connected(t, w)
	seen := make(chan *socket, 4)
	for _, s := range []*socket{one, two} {
		go func() {
			for range 2 {
				frame := object{}
				if s.ws.ReadJSON(&frame) != nil {
					return
				}
				s.ack(frame, nil)
				seen <- s
			}
		}()
	}
	count := map[*socket]int{}
	for range 4 {
		if err := w.Command(t.Context(), "U1", "", "/try"); err != nil {
			t.Fatal(err)
		}
		count[<-seen]++
	}
	if count[one] != 2 || count[two] != 2 {
		t.Fatal(count)
	}
}

func TestACommandPayload(t *testing.T) {
	t.Parallel()
	w := start(t)
	s := connected(t, w)
	done := during(func(ctx context.Context) error {
		return w.Command(ctx, "U1", "C1", "/try <b> & @max, #sales a@b.de https://x.de/y?z=1 acme.com")
	})
	frame := s.next()
	p := payload(frame)
	want := "&lt;b&gt; &amp; <@U2|max>, <#C1|sales> <mailto:a@b.de|a@b.de> <https://x.de/y?z=1> <http://acme.com|acme.com>"
	if str(p, "text") != want {
		t.Fatalf("%s\nwant\n%s", str(p, "text"), want)
	}
	for key, want := range map[string]string{
		"command": "/try", "channel_id": "C1", "channel_name": "sales", "user_id": "U1", "user_name": "ana", "team_id": "T1",
		"team_domain": "northwind", "api_app_id": "A1", "is_enterprise_install": "false",
	} {
		if str(p, key) != want {
			t.Errorf("%s is %q", key, p[key])
		}
	}
	if frame["accepts_response_payload"] != true || str(p, "trigger_id") == "" || !strings.HasPrefix(str(p, "response_url"), w.URL()+"response/") {
		t.Fatal(frame)
	}
	s.ack(frame, object{"text": "hello", "response_type": "in_channel"})
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if state, _ := w.State("U2"); len(state.Messages["C1"]) != 1 || state.Messages["C1"][0].Text != "hello" {
		t.Fatal(state.Messages)
	}
	done = during(func(ctx context.Context) error { return w.Command(ctx, "U1", "", "/raw @max <b>") })
	frame = s.next()
	if p := payload(frame); str(p, "text") != "@max <b>" || str(p, "channel_name") != "directmessage" {
		t.Fatal(p)
	}
	s.ack(frame, nil)
	if err := <-done; err != nil {
		t.Fatal(err)
	}
}

func TestCommandsFailAsSlackSays(t *testing.T) {
	t.Parallel()
	clock := clockwork.NewFakeClock()
	w := start(t, withClock(clock))
	if err := w.Command(t.Context(), "U1", "", "/try"); err == nil || err.Error() != `dispatch_failed: /try failed with the error "dispatch_failed"` {
		t.Fatal(err)
	}
	if err := w.Command(t.Context(), "U3", "", "/try"); err == nil {
		t.Fatal("a deactivated person typed a command")
	}
	s := connected(t, w)
	done := during(func(ctx context.Context) error { return w.Command(ctx, "U1", "", "/try") })
	frame := s.next()
	clock.Advance(3 * time.Second)
	if err := <-done; err == nil || !strings.HasPrefix(err.Error(), "operation_timeout") {
		t.Fatal(err)
	}
	s.ack(frame, nil)
	within(t, w, "late ack", func() bool { return violations(w) == "ack_late" })
}

func TestAcksThatBreakTheRules(t *testing.T) {
	t.Parallel()
	clock := clockwork.NewFakeClock()
	w := start(t, withClock(clock))
	s := connected(t, w)
	done := during(func(ctx context.Context) error { return w.Command(ctx, "U1", "", "/try") })
	frame := s.next()
	s.ack(frame, object{"text": strings.Repeat("a", 20_000)})
	within(t, w, "violation", func() bool { return violations(w) == "ack_too_large" })
	s.ack(frame, nil)
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	s.ack(frame, nil)
	within(t, w, "violation", func() bool { return violations(w) == "ack_too_large ack_twice" })
	s.ack(object{"envelope_id": "x"}, nil)
	within(t, w, "violation", func() bool { return strings.HasSuffix(violations(w), "ack_unknown") })
}

func TestEventsAreDeliveredAgain(t *testing.T) {
	t.Parallel()
	clock := clockwork.NewFakeClock()
	w := start(t, withClock(clock))
	s := connected(t, w)
	if _, err := w.Say(t.Context(), "U1", "", "hello <you>", ""); err != nil {
		t.Fatal(err)
	}
	first := s.next()
	event, _ := payload(first)["event"].(object)
	if event["type"] != "message" || event["channel_type"] != "im" || event["text"] != "hello &lt;you&gt;" || event["user"] != "U1" || first["retry_attempt"] != 0.0 {
		t.Fatal(first)
	}
	clock.Advance(3 * time.Second)
	second := s.next()
	if second["envelope_id"] == first["envelope_id"] || payload(second)["event_id"] != payload(first)["event_id"] ||
		second["retry_attempt"] != 1.0 || second["retry_reason"] != "timeout" {
		t.Fatal(second)
	}
	clock.Advance(3 * time.Second)
	if err := clock.BlockUntilContext(t.Context(), 2); err != nil { // the ping ticker and the wait of a minute
		t.Fatal(err)
	}
	clock.Advance(time.Minute)
	third := s.next()
	if third["retry_attempt"] != 2.0 {
		t.Fatal(third)
	}
	s.ack(third, nil)
	within(t, w, "rest", func() bool { l := w.Log(); return l.Envelopes[len(l.Envelopes)-1].Acked })
	if len(w.Violations()) > 0 {
		t.Fatal(w.Violations())
	}
}

func TestOnlySubscribedEventsAreSent(t *testing.T) {
	t.Parallel()
	w := start(t)
	s := connected(t, w)
	if _, err := w.Say(t.Context(), "U1", "C1", "in a channel", ""); err != nil { // message.channels is not subscribed
		t.Fatal(err)
	}
	if err := w.SetZone("U2", "Asia/Tokyo"); err != nil {
		t.Fatal(err)
	}
	frame := s.next()
	event, _ := payload(frame)["event"].(object)
	user, _ := event["user"].(object)
	if event["type"] != "user_change" || user["tz"] != "Asia/Tokyo" || user["tz_offset"] != 32400.0 {
		t.Fatal(event)
	}
	s.ack(frame, nil)
	if err := w.Invite("U1", "C2"); err != nil {
		t.Fatal(err)
	}
	frame = s.next()
	event, _ = payload(frame)["event"].(object)
	if event["type"] != "member_joined_channel" || event["user"] != w.BotUser() || event["inviter"] != "U1" {
		t.Fatal(event)
	}
	s.ack(frame, nil)
}

func TestPingsComeEveryTenSeconds(t *testing.T) {
	t.Parallel()
	clock := clockwork.NewFakeClock()
	w := start(t, withClock(clock))
	s := connected(t, w)
	pinged := make(chan struct{}, 1)
	s.ws.SetPingHandler(func(string) error { pinged <- struct{}{}; return nil })
	go func() { _, _, _ = s.ws.ReadMessage() }()
	if err := clock.BlockUntilContext(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	clock.Advance(10 * time.Second)
	<-pinged
}

func TestARefreshWarnsAsksAndEnds(t *testing.T) {
	t.Parallel()
	w := start(t)
	s, other := connected(t, w), connected(t, w)
	w.Refresh()
	if frame := s.next(); frame["type"] != "disconnect" || frame["reason"] != "warning" {
		t.Fatal(frame)
	}
	if frame := s.next(); frame["reason"] != "refresh_requested" {
		t.Fatal(frame)
	}
	if _, _, err := s.ws.ReadMessage(); !websocket.IsCloseError(err, websocket.CloseNormalClosure) {
		t.Fatal(err)
	}
	within(t, w, "end", func() bool { return w.Connections() == 1 })
	go func() { other.ack(other.next(), nil) }()
	if err := w.Command(t.Context(), "U1", "", "/try"); err != nil {
		t.Fatal(err)
	}
}

func TestTheLinkCanBeDisabled(t *testing.T) {
	t.Parallel()
	w := start(t)
	s := connected(t, w)
	w.LinkDisabled()
	if frame := s.next(); frame["reason"] != "link_disabled" {
		t.Fatal(frame)
	}
	within(t, w, "end", func() bool { return w.Connections() == 0 })
	answer, _ := askWith(t, w, w.AppToken(), "apps.connections.open", object{})
	if told, _ := json.Marshal(answer["response_metadata"]); answer["ok"] != true || !strings.Contains(string(told), "[WARN] Socket Mode is not turned on.") {
		t.Fatal(answer)
	}
	deaf := connected(t, w)
	if err := w.Command(t.Context(), "U1", "", "/try"); err == nil {
		t.Fatal("a command reached the app with Socket Mode off")
	}
	if s, err := w.State("U1"); err != nil || s.App.Connected || s.App.SocketMode {
		t.Fatal(s.App, err)
	}
	w.LinkEnabled()
	go func() { deaf.ack(deaf.next(), nil) }()
	if err := w.Command(t.Context(), "U1", "", "/try"); err != nil {
		t.Fatal(err)
	}
}
