package main

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"

	"github.com/followup-bot/followup/internal/pgtest"
	"github.com/followup-bot/followup/internal/slacksim"
)

// Secrets that can be told from everything else a program may say.
const (
	botSecret  = "xoxb-1111111111-hunter2bot"
	appSecret  = "xapp-1-A111-hunter2app"
	passSecret = "hunter2password"
)

// credentials finds what nobody may read: tokens, the password, the ticket of a socket, the address of an answer, of the heartbeat.
var credentials = regexp.MustCompile(`(?i)(xox[a-z]|xapp)-[0-9a-z-]{4,}|hunter2\w*|ticket=\w+|/response/\w+`)

// keepsSecrets fails the test where a program said a secret, or one of those that only this test knows.
func keepsSecrets(t *testing.T, what, said string, others ...string) {
	t.Helper()
	found := credentials.FindAllString(said, -1)
	for _, secret := range others {
		if strings.Contains(said, secret) {
			found = append(found, secret)
		}
	}
	if len(found) > 0 {
		t.Errorf("%s says %q:\n%s", what, found, said)
	}
}

func TestAStartThatFailsKeepsItsSecrets(t *testing.T) {
	t.Parallel()
	_, good := slack(t)
	database := "DATABASE_URL=" + withPassword(pgtest.NewEmpty(t).URL)
	tests := []struct {
		name string
		env  []string
		args []string
		want string
	}{
		{"wrong bot token", append(good, database, "SLACK_BOT_TOKEN="+botSecret), nil, "Slack does not know the bot token"},
		{"wrong app token", append(good, database, "SLACK_APP_TOKEN="+appSecret), nil, "does not know this app-level token"},
		{"tokens swapped", ours("SLACK_BOT_TOKEN="+appSecret, "SLACK_APP_TOKEN="+botSecret), nil, "must be the bot token"},
		{"Slack is away", ours(), nil, "connection refused"},
		{"the proxy is away", ours("HTTPS_PROXY=http://me:hunter2@127.0.0.1:1", "SLACK_API_URL=https://slack.invalid/api/"), nil, "proxyconnect"},
		{"the proxy refuses", ours("HTTPS_PROXY="+refusingProxy(t), "SLACK_API_URL=https://slack.invalid/api/"), nil, "Proxy Authentication Required"},
		{"no proxy's address", ours("HTTPS_PROXY=http://me:hunter2%zz@proxy:1", "SLACK_API_URL=https://slack.invalid/api/"), nil, "HTTPS_PROXY"},
		{"the database can't be used", append(good, "DATABASE_URL=postgres://me:"+passSecret+"@127.0.0.1:1/d?sslmode=nothing"), nil, "the database can't be used"},
		{"no database's address", append(good, "DATABASE_URL=postgres://me:"+passSecret+"%zz@h/d"), nil, "DATABASE_URL"},
		{"no heartbeat's address", ours("FOLLOWUP_HEARTBEAT_URL=ftp://h/hunter2"), nil, "FOLLOWUP_HEARTBEAT_URL"},
		{"token as a setting", ours("FOLLOWUP_LOG_LEVEL="+botSecret, "FOLLOWUP_ADMINS="+appSecret), nil, "FOLLOWUP_LOG_LEVEL"},
		{"token as a flag of its own", ours(), []string{"--slack-bot-token=" + botSecret}, "unknown flag"},
		{"token as another flag", ours(), []string{"--clock-offset=" + botSecret}, "--clock-offset"},
		{"token as a word", ours(), []string{botSecret}, "takes no words"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := start(t, append(tt.env, "FOLLOWUP_HTTP_ADDR=off"), append([]string{"serve"}, tt.args...)...)
			code, said := p.end(t), p.out.String()+p.err.String()
			if code != 1 || !strings.Contains(said, tt.want) {
				t.Errorf("exit code %d, said %q, want %q", code, said, tt.want)
			}
			keepsSecrets(t, "serve", said)
			doctor := start(t, append(tt.env, "FOLLOWUP_HTTP_ADDR=off"), append([]string{"doctor"}, tt.args...)...)
			if code := doctor.end(t); code != 1 {
				t.Errorf("doctor: exit code %d", code)
			}
			keepsSecrets(t, "doctor", doctor.out.String()+doctor.err.String())
		})
	}
	command := start(t, nil, botSecret) // where a command is expected
	if code := command.end(t); code != 1 {
		t.Errorf("token as a command: exit code %d", code)
	}
	keepsSecrets(t, "a command", command.err.String())
}

// ours are settings with recognisable tokens.
func ours(env ...string) []string {
	return append([]string{"SLACK_BOT_TOKEN=" + botSecret, "SLACK_APP_TOKEN=" + appSecret, "SLACK_API_URL=http://127.0.0.1:1/api/"}, env...)
}

// withPassword is a database's address with a password, which the tests' own server doesn't ask for.
func withPassword(address string) string {
	u, err := url.Parse(address)
	if err != nil || !strings.HasPrefix(u.Scheme, "postgres") {
		return address + " password=" + passSecret
	}
	if _, has := u.User.Password(); !has {
		u.User = url.UserPassword(u.User.Username(), passSecret)
	}
	return u.String()
}

// refusingProxy knows nobody.
func refusingProxy(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusProxyAuthRequired)
	}))
	t.Cleanup(server.Close)
	return "http://me:hunter2@" + server.Listener.Addr().String()
}

// TestALifeOfTroubleKeepsItsSecrets has a bot that says all it can say go through everything that may go wrong at once, and ends it
// with a dump of all that it is doing.
func TestALifeOfTroubleKeepsItsSecrets(t *testing.T) {
	t.Parallel()
	w, env := slack(t)
	addr := freeAddr(t)
	env = append(env, "DATABASE_URL="+withPassword(pgtest.NewEmpty(t).URL), "FOLLOWUP_HTTP_ADDR="+addr, "FOLLOWUP_LOG_LEVEL=debug",
		"FOLLOWUP_LOG_FORMAT=json", "FOLLOWUP_HEARTBEAT_URL=http://127.0.0.1:1/hunter2", "GOTRACEBACK=crash")
	secrets := []string{strings.TrimPrefix(w.BotToken(), "xoxb-"), strings.TrimPrefix(w.AppToken(), "xapp-")}
	ana, err := w.AddPerson(slacksim.Person{Name: "ana", RealName: "Ana Lopez"})
	if err != nil {
		t.Fatal(err)
	}
	p := start(t, env, "serve")
	p.awaitReady(t, addr)

	p.suffers(t, w, slacksim.Fault{Kind: slacksim.FaultCut, Method: "views.open"}, "open form", func() { types(t, w, ana, "/followup log") })
	p.suffers(t, w, slacksim.Fault{Kind: slacksim.FaultCut, Method: "response_url", Count: 2}, "response url failed", func() {
		_, _ = w.InjectFault(slacksim.Fault{Kind: slacksim.FaultError, Method: "views.open", Error: "internal_error"})
		types(t, w, ana, "/followup log")
	})
	p.suffers(t, w, slacksim.Fault{Kind: slacksim.FaultRefuseSocket, Count: 2}, "upgrade refused", w.DropSockets)
	p.awaitReady(t, addr)
	p.suffers(t, w, slacksim.Fault{Kind: slacksim.FaultCut, Method: "apps.connections.open", Count: 2}, "apps.connections.open", w.DropSockets)
	p.awaitReady(t, addr)
	if !w.SendRaw([]byte(`{"envelope_id":"1","type":"slash_commands","payload":{"response_url":7,"text":"hunter2"}}`)) {
		t.Error("nothing was sent")
	}
	p.awaitSaid(t, "envelope not understood")
	w.RevokeToken()
	p.awaitSaid(t, "token_revoked")
	types(t, w, ana, "/followup log")

	for _, path := range healthPaths {
		keepsSecrets(t, path, fetched(t, addr, path), secrets...)
	}
	for _, args := range [][]string{{"doctor"}, {"migrate", "status"}, {"healthcheck"}, {"version"}} {
		tool := start(t, env, args...)
		tool.end(t)
		keepsSecrets(t, args[0], tool.out.String()+tool.err.String(), secrets...)
	}
	if err := p.Process.Signal(syscall.SIGQUIT); err != nil { // a crash: every goroutine's stack, and a core where one is allowed
		t.Fatal(err)
	}
	if code := p.end(t); code == 0 || !strings.Contains(p.err.String(), "goroutine ") {
		t.Errorf("exit code %d, and no stacks", code)
	}
	keepsSecrets(t, "serve", p.out.String()+p.err.String(), secrets...)
	if left, err := filepath.Glob(filepath.Join(p.Dir, "*core*")); err != nil || len(left) > 0 {
		t.Errorf("a crash left %q (%v)", left, err)
	}
}

// suffers waits until the program has told of a fault.
func (p *process) suffers(t *testing.T, w *slacksim.Workspace, f slacksim.Fault, want string, do func()) {
	t.Helper()
	if _, err := w.InjectFault(f); err != nil {
		t.Fatal(err)
	}
	do()
	p.awaitSaid(t, want)
	w.ClearFaults()
}

// awaitSaid waits until the program has said something.
func (p *process) awaitSaid(t *testing.T, want string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), soon)
	defer cancel()
	for !strings.Contains(p.err.String(), want) {
		select {
		case <-clockwork.NewRealClock().After(20 * time.Millisecond):
		case <-ctx.Done():
			_ = p.Process.Kill()
			t.Fatalf("it never said %q:\n%s", want, p.err.String())
		}
	}
}

// types has a person type a command. What becomes of it is not the test's business.
func types(t *testing.T, w *slacksim.Workspace, person, line string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), soon)
	defer cancel()
	_ = w.Command(ctx, person, "", line)
}
