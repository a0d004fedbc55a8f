package doctor_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/spf13/pflag"

	followupfiles "github.com/followup-bot/followup"
	"github.com/followup-bot/followup/internal/app"
	"github.com/followup-bot/followup/internal/config"
	"github.com/followup-bot/followup/internal/doctor"
	"github.com/followup-bot/followup/internal/pgtest"
)

// granted are the scopes of a correct installation.
const granted = "chat:write,commands,im:history,im:write,users:read"

// slackSays is what a Slack answers to the two questions that doctor asks.
type slackSays struct {
	auth, open string
	scopes     string
	date       time.Time
}

var now = time.Date(2026, 5, 12, 8, 0, 0, 0, time.UTC)

func healthySlack() slackSays {
	return slackSays{
		auth:   `{"ok":true,"team":"Northwind","team_id":"T1","user":"followup","user_id":"U1","bot_id":"B1"}`,
		open:   `{"ok":true,"url":"wss://127.0.0.1/?ticket=hunter2"}`,
		scopes: granted, date: now,
	}
}

func (s slackSays) start(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header()["Date"] = nil
		if !s.date.IsZero() {
			w.Header().Set("Date", s.date.Format(http.TimeFormat))
		}
		if s.scopes != "" {
			w.Header().Set("X-OAuth-Scopes", s.scopes)
		}
		switch r.URL.Path {
		case "/api/auth.test":
			fmt.Fprint(w, s.auth)
		case "/api/apps.connections.open":
			fmt.Fprint(w, s.open)
		default:
			t.Errorf("doctor asked for %s", r.URL.Path)
		}
	}))
	t.Cleanup(server.Close)
	return server.URL + "/api/"
}

// settings are those of args and nothing else.
func settings(t *testing.T, yaml string, args ...string) config.Config {
	t.Helper()
	file := t.TempDir() + "/followup.yaml"
	if err := os.WriteFile(file, []byte(yaml), 0o600); err != nil {
		t.Fatal(err)
	}
	flags := pflag.NewFlagSet("test", pflag.ContinueOnError)
	config.AddFlags(flags)
	if err := flags.Parse(append(args, "--config", file, "--http-addr", "off")); err != nil {
		t.Fatal(err)
	}
	c, err := config.Load(flags)
	if _, wrong := errors.AsType[config.Problems](err); err != nil && !wrong {
		t.Fatal(err)
	}
	return c
}

const tokens = "slack_bot_token: xoxb-hunter2\nslack_app_token: xapp-hunter2\n"

func noData(context.Context) (string, func() error, error) { return "", nil, app.ErrNoData }

func at(url string) func(context.Context) (string, func() error, error) {
	return func(context.Context) (string, func() error, error) { return url, func() error { return nil }, nil }
}

// examine returns the printed report and how much is wrong.
func examine(t *testing.T, c config.Config, database func(context.Context) (string, func() error, error)) (string, int) {
	t.Helper()
	report := doctor.Examine(t.Context(), doctor.Patient{
		Config: c, Manifest: followupfiles.Manifest, Clock: clockwork.NewFakeClockAt(now), Database: database,
	})
	var b strings.Builder
	if err := report.Print(&b); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "hunter2") {
		t.Errorf("the report shows a secret:\n%s", b.String())
	}
	return b.String(), report.Wrong()
}

func TestWrongSettingsAreTold(t *testing.T) {
	t.Parallel()
	healthy := healthySlack()
	report, wrong := examine(t, settings(t, "slack_bot_token: xoxb-hunter2\nconnections: 11\n", "--slack-app-token-file", "/absent/app",
		"--slack-api-url", healthy.start(t)), noData)
	for _, want := range []string{
		`must be a whole number from 1 to 10, not "11"`,
		"✗ settings     SLACK_APP_TOKEN_FILE (from --slack-app-token-file) names /absent/app, which can't be read: there is no such file",
		"✓ bot token    @followup", "! app token    not looked at", "2 things are wrong.",
	} {
		if !strings.Contains(report, want) || wrong != 2 {
			t.Errorf("%d wrong, not %q in:\n%s", wrong, want, report)
		}
	}
	report, wrong = examine(t, settings(t, "a: ["), noData)
	if wrong != 1 || !strings.Contains(report, "is not valid YAML") || strings.Contains(report, "there is none") {
		t.Errorf("%d wrong:\n%s", wrong, report)
	}
}

func TestSlack(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		yaml  string
		slack func(*slackSays)
		want  string
		wrong int
	}{
		{"all is well", tokens, func(*slackSays) {}, "✓ bot token    @followup in the workspace Northwind (T1)", 0},
		{"scopes as in the manifest", tokens, func(*slackSays) {}, "✓ scopes       exactly those of the manifest: chat:write, commands", 0},
		{"app token", tokens, func(*slackSays) {}, "✓ app token    Slack gives connections for it", 0},
		{"clock", tokens, func(*slackSays) {}, "✓ clock        agrees with Slack's", 0},
		{"a scope is missing", tokens, func(s *slackSays) { s.scopes = "chat:write,commands,im:write,users:read" }, "✗ scopes       missing: im:history", 1},
		{"a scope too many", tokens, func(s *slackSays) { s.scopes += ",admin" }, "! scopes       more than needed: admin", 0},
		{"scopes not told", tokens, func(s *slackSays) { s.scopes = "" }, "! scopes       can't be verified", 0},
		{"clock ahead", tokens, func(s *slackSays) { s.date = now.Add(-3 * time.Minute) }, "✗ clock        3m0s ahead of Slack's", 1},
		{"clock behind", tokens, func(s *slackSays) { s.date = now.Add(3 * time.Minute) }, "✗ clock        3m0s behind Slack's", 1},
		{"clock not told", tokens, func(s *slackSays) { s.date = time.Time{} }, "! clock        can't be compared", 0},
		{"bot token unknown", tokens, func(s *slackSays) { s.auth = `{"ok":false,"error":"invalid_auth"}` }, "✗ bot token    Slack does not know the bot token", 1},
		{"bot removed", tokens, func(s *slackSays) { s.auth = `{"ok":false,"error":"account_inactive"}` }, "→ install the app again", 1},
		{"app token without scope", tokens, func(s *slackSays) { s.open = `{"ok":false,"error":"missing_scope"}` }, "✗ app token    this app-level token lacks the scope connections:write", 1},
		{"socket mode off", tokens, func(s *slackSays) {
			s.open = `{"ok":true,"url":"wss://a","response_metadata":{"messages":["[WARN] Socket Mode is not turned on."]}}`
		}, "✗ app token    Slack says that Socket Mode is switched off", 1},
		{"no tokens", "", func(*slackSays) {}, "✗ bot token    there is none", 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			says := healthySlack()
			tt.slack(&says)
			report, wrong := examine(t, settings(t, tt.yaml, "--slack-api-url", says.start(t)), noData)
			if wrong != tt.wrong || !strings.Contains(report, tt.want) {
				t.Errorf("%d wrong, want %d, and %q in:\n%s", wrong, tt.wrong, tt.want, report)
			}
		})
	}
}

func TestSlackDownIsSaidOnceAndTheRestIsExamined(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close()
	report, wrong := examine(t, settings(t, tokens, "--slack-api-url", server.URL+"/api/"), noData)
	if wrong != 1 || !strings.Contains(report, "does not answer") || !strings.Contains(report, "! database     none yet") {
		t.Errorf("%d wrong:\n%s", wrong, report)
	}
}

func TestDatabase(t *testing.T) {
	t.Parallel()
	healthy := "--slack-api-url=" + healthySlack().start(t)
	migrated, empty := pgtest.New(t).URL, pgtest.NewEmpty(t).URL
	refusing := pgtest.New(t)
	var name string
	if err := refusing.GetContext(t.Context(), &name, `select current_database()`); err != nil {
		t.Fatal(err)
	}
	refusing.MustExec(`alter database ` + name + ` set default_transaction_read_only = on`)
	tests := []struct {
		name     string
		database func(context.Context) (string, func() error, error)
		want     []string
		wrong    int
	}{
		{"migrated", at(migrated), []string{
			", PostgreSQL 1", "✓ schema       all ", "✓ messages     none waits", "✓ leads        0 open, each with its next step", "Nothing is wrong.",
		}, 0},
		{"empty", at(empty), []string{"! schema       ", "migrations wait: 0001_"}, 0},
		{"read-only", at(refusing.URL), []string{
			"✗ database     the database takes no changes: default_transaction_read_only is on", "→ DATABASE_URL must lead to the server that takes changes",
			"✓ schema ", "One thing is wrong.",
		}, 1},
		{"several, all down", at("postgres://u:hunter2@127.0.0.1,localhost/d?port=1,1&sslmode=disable"), []string{
			"✗ database     d at 127.0.0.1,localhost can't be used: none of the servers can be used: connecting to 127.0.0.1:1: ", "→ check host and port",
		}, 1},
		{"down", at("postgres://u:hunter2@127.0.0.1:1/d?sslmode=disable"), []string{
			"✗ database     d at 127.0.0.1:1 can't be used", "→ check host and port", "One thing is wrong.",
		}, 1},
		{
			"can't be started", func(context.Context) (string, func() error, error) { return "", nil, errors.New("no space left") },
			[]string{"✗ database     no space left"},
			1,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			report, wrong := examine(t, settings(t, tokens+"database_url: postgres://elsewhere/d\n", healthy), tt.database)
			for _, want := range tt.want {
				if wrong != tt.wrong || !strings.Contains(report, want) {
					t.Errorf("%d wrong, want %d, and %q in:\n%s", wrong, tt.wrong, want, report)
				}
			}
		})
	}
}

func TestBacklogIsTold(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	db.MustExec(`
		insert into deliveries (workspace_id, kind, subject, recipient, dedupe_key, due_at, given_up_at)
		values ('T1', 'digest', '', 'U1', 'a', $1, null), ('T1', 'digest', '', 'U2', 'b', $1, $2)`, now.Add(-2*time.Hour), now.Add(-time.Hour))
	report, wrong := examine(t, settings(t, tokens, "--slack-api-url", healthySlack().start(t)), at(db.URL))
	for _, want := range []string{"✗ messages     1 wait to be sent, the oldest for 2h0m0s", "! messages     1 given up in the last 24 hours"} {
		if wrong != 1 || !strings.Contains(report, want) {
			t.Errorf("%d wrong, want 1, and %q in:\n%s", wrong, want, report)
		}
	}
}

func TestReadableSecretsAreNoticed(t *testing.T) {
	t.Parallel()
	c := settings(t, tokens, "--slack-api-url", healthySlack().start(t))
	if report, _ := examine(t, c, noData); strings.Contains(report, "can read the secrets") {
		t.Errorf("nobody else can:\n%s", report)
	}
	if err := os.Chmod(c.File(), 0o644); err != nil {
		t.Fatal(err)
	}
	if report, _ := examine(t, c, noData); !strings.Contains(report, "everybody on this computer can read the secrets") {
		t.Errorf("everybody can:\n%s", report)
	}
}
