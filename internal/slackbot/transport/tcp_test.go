package transport

import (
	"context"
	"errors"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/jonboulle/clockwork"
	"github.com/slack-go/slack"
)

var clock = clockwork.NewRealClock()

// Each way a connection can break is healed in less than a second, with the other one serving meanwhile.
func TestCut_is_healed(t *testing.T) {
	t.Parallel()
	for name, cut := range map[string]func(s *socket){
		"RST": func(s *socket) {
			_ = s.ws.NetConn().(*net.TCPConn).SetLinger(0)
			_ = s.ws.NetConn().Close()
		},
		"EOF":        func(s *socket) { _ = s.ws.NetConn().Close() },
		"close_1011": func(s *socket) { s.bye(1011) },
		"close_1000": func(s *socket) { s.bye(1000) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := onTCP(t)
			c := f.run(ackAll, Options{})
			f.await("both up", func() bool { return c.Status().Up == 2 })
			one, other := f.up()[0], f.up()[1]
			cut(one)
			began := clock.Now()
			other.command("E1")
			f.awaitAck()
			if d := clock.Since(began); d > time.Second {
				t.Errorf("the other one served after %s", d)
			}
			f.await("replaced", func() bool { return c.Status().Up == 2 && c.Status().Losses == 1 })
			if d := clock.Since(began); d > 2*time.Second {
				t.Errorf("replaced after %s", d)
			}
			f.newest().command("E2")
			f.awaitAck()
		})
	}
}

func TestHandshake_that_is_never_answered_ends(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }() // it never accepts
	f := &fakeSlack{t: t, clock: clock, addr: l.Addr().String(), dial: new(net.Dialer).DialContext}
	c := f.run(ackAll, Options{})
	f.await("asked", func() bool { return len(f.openedAt()) == 1 })
	c.stop()
	if err := c.result(t); err != nil {
		t.Fatal(err)
	}
}

func TestSlackOpener(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		status  int
		header  http.Header
		body    string
		address string
		check   func(error) bool
	}{
		"ok":           {200, nil, `{"ok":true,"url":"wss://slack.test/link?ticket=1"}`, "wss://slack.test/link?ticket=1", func(err error) bool { return err == nil }},
		"bad token":    {200, nil, `{"ok":false,"error":"not_allowed_token_type"}`, "", func(err error) bool { return strings.Contains(TokenProblem(err), "xapp-") }},
		"try later":    {200, nil, `{"ok":false,"error":"internal_error"}`, "", func(err error) bool { return err != nil && TokenProblem(err) == "" }},
		"switched off": {200, nil, `{"ok":false,"error":"link_disabled"}`, "", isLinkDisabled},
		"warned": {
			200, nil, `{"ok":true,"url":"wss://slack.test/link?ticket=1","response_metadata":{"messages":["[WARN] Socket Mode is not turned on."]}}`,
			"wss://slack.test/link?ticket=1", func(err error) bool { return errors.Is(err, ErrWarnedOff) },
		},
		"limited": {429, http.Header{"Retry-After": {"30"}}, ``, "", func(err error) bool {
			var limited *slack.RateLimitedError
			return errors.As(err, &limited) && limited.RetryAfter == 30*time.Second
		}},
		"5xx":      {502, nil, `<html>`, "", func(err error) bool { return err != nil && TokenProblem(err) == "" }},
		"not JSON": {200, nil, `<html>`, "", func(err error) bool { return err != nil && TokenProblem(err) == "" }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path != "/api/apps.connections.open" || r.Header.Get("Authorization") != "Bearer xapp-1-secret" {
					t.Errorf("%s with %q", r.URL.Path, r.Header.Get("Authorization"))
				}
				maps.Copy(w.Header(), tc.header)
				w.WriteHeader(tc.status)
				_, _ = w.Write([]byte(tc.body))
			}))
			defer srv.Close()
			address, err := SlackOpener(srv.Client(), srv.URL+"/api/", "xapp-1-secret").OpenConnection(t.Context())
			if address != tc.address || !tc.check(err) {
				t.Errorf("%q, %v", address, err)
			}
			if strings.Contains(scrub(err), "secret") {
				t.Errorf("the token is in %q", err)
			}
		})
	}
}

// Whatever address Slack gives, no error tells it.
func TestDial_errors_hold_no_ticket(t *testing.T) {
	t.Parallel()
	for _, address := range []string{
		"", "wss://", "::ticket=secret-1", "http://127.0.0.1/?ticket=secret-1", "ws://127.0.0.1:1/%zz?ticket=secret-1",
		"ws://127.0.0.1:1/?ticket=secret-1", "ws://user:secret-1@127.0.0.1:1/", "ws://[::1/?ticket=secret-1",
	} {
		c, err := New(&fakeSlack{}, ackAll, Options{Clock: clock})
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		_, err = c.dial(ctx, address)
		cancel()
		if err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%v", err)
		}
	}
}

// Only a simulated workspace on this computer is reached without encryption.
func TestDial_unencrypted_leaves_this_computer_never(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]bool{
		"ws://127.0.0.1:1/link": true, "ws://localhost:1/link": true, "ws://[::1]:1/link": true, "wss://slack.test/link": true,
		"ws://10.0.0.1:1/link": false, "ws://slack.test/link": false, "ws://127.0.0.1.slack.test/link": false,
	} {
		dialled := false
		c, err := New(&fakeSlack{}, ackAll, Options{Clock: clock, Dialer: &websocket.Dialer{
			NetDialContext: func(context.Context, string, string) (net.Conn, error) {
				dialled = true
				return nil, errors.New("nobody there")
			},
		}})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := c.dial(t.Context(), address); err == nil || dialled != want {
			t.Errorf("%s: dialled %v (%v)", address, dialled, err)
		}
	}
}

func TestScrub(t *testing.T) {
	t.Parallel()
	got := scrub(errors.New(`Get "wss://slack.test/link/?ticket=abc&app_id=1": xapp-1-A-2 xoxb-1-b, ticket=abc&x`))
	for _, secret := range []string{"abc", "xapp-1", "xoxb-1"} {
		if strings.Contains(got, secret) {
			t.Errorf("%q is in %q", secret, got)
		}
	}
}
