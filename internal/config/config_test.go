package config_test

import (
	"flag"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/spf13/pflag"

	"github.com/followup-bot/followup/internal/config"
)

var update = flag.Bool("update", false, "write the settings table into README.md")

// place is a folder of its own as working folder, with the given followup.yaml, and an environment without any setting.
func place(t *testing.T, yaml string) {
	t.Helper()
	for _, s := range config.Settings() {
		t.Setenv(s.Env, "")
	}
	t.Setenv("HOME", t.TempDir())
	t.Setenv("XDG_CONFIG_HOME", "")
	t.Setenv("XDG_DATA_HOME", "")
	t.Chdir(t.TempDir())
	if yaml != "" {
		write(t, "followup.yaml", yaml)
	}
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func load(t *testing.T, args ...string) (config.Config, error) {
	t.Helper()
	flags := pflag.NewFlagSet("test", pflag.ContinueOnError)
	config.AddFlags(flags)
	if err := flags.Parse(args); err != nil {
		t.Fatal(err)
	}
	return config.Load(flags)
}

func mustLoad(t *testing.T, args ...string) config.Config {
	t.Helper()
	c, err := load(t, args...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestDefaults(t *testing.T) {
	place(t, "")
	c := mustLoad(t)
	if c.APIURL != "https://slack.com/api/" || c.HTTPAddr != "127.0.0.1:8390" || c.LogLevel != slog.LevelInfo || c.LogFormat != "text" ||
		c.Connections != 2 || c.DatabaseURL != "" || len(c.Admins) != 0 || c.DataDir == "" {
		t.Errorf("defaults: %v", c)
	}
	if c.File() != "" || c.Origin("log_level") != "default" || c.Simulated() {
		t.Errorf("file %q, origin %q, simulated %t", c.File(), c.Origin("log_level"), c.Simulated())
	}
	if err := c.NeedTokens(); err == nil || strings.Count(err.Error(), "is missing") != 2 {
		t.Errorf("missing tokens: %v", err)
	}
}

func TestTheNearestSourceWins(t *testing.T) {
	place(t, "log_level: error\nlog_format: json\nconnections: 3\nadmins: [U0ANA, U0BEN]\n")
	t.Setenv("FOLLOWUP_LOG_LEVEL", "warn")
	t.Setenv("FOLLOWUP_CONNECTIONS", "4")
	c := mustLoad(t, "--connections", "5")
	if c.Connections != 5 || c.LogLevel != slog.LevelWarn || c.LogFormat != "json" || c.HTTPAddr != "127.0.0.1:8390" {
		t.Errorf("settings: %v", c)
	}
	if got := fmt.Sprint(c.Admins); got != "[U0ANA U0BEN]" {
		t.Errorf("admins: %s", got)
	}
	for key, want := range map[string]string{
		"connections": "--connections", "log_level": "FOLLOWUP_LOG_LEVEL", "log_format": "followup.yaml", "http_addr": "default",
	} {
		if got := c.Origin(key); got != want {
			t.Errorf("origin of %s: %q, want %q", key, got, want)
		}
	}
}

func TestEveryKeyIsReadFromEverywhere(t *testing.T) {
	place(t, "")
	write(t, "secret", "xoxb-1")
	samples := map[string]string{
		"slack_bot_token": "xoxb-1", "slack_app_token": "xapp-1", "slack_api_url": "https://example.com/api/", "database_url": "postgres://h/d",
		"data_dir": "/tmp/followup", "http_addr": ":1", "admins": "U0ANA", "log_level": "error", "log_format": "json", "connections": "7", "retention_months": "24",
		"heartbeat_url": "https://example.com/alive",
	}
	for _, s := range config.Settings() {
		t.Run(s.Key, func(t *testing.T) {
			sample, ok := samples[s.Key]
			if !ok {
				sample = "missing/" + s.Key // a file's name: it is read only where it is looked at
			}
			check := func(from string, args ...string) {
				c, err := load(t, args...)
				if strings.HasSuffix(s.Key, "_file") {
					if err == nil || !strings.Contains(err.Error(), s.Env) || !strings.Contains(err.Error(), sample) {
						t.Errorf("%s from %s: %v", s.Key, from, err)
					}
					return
				}
				if err != nil || c.Origin(s.Key) != from {
					t.Errorf("%s from %s: %v, origin %q", s.Key, from, err, c.Origin(s.Key))
				}
			}
			t.Setenv(s.Env, sample)
			check(s.Env)
			t.Setenv(s.Env, "")
			write(t, "followup.yaml", s.Key+": "+fmt.Sprintf("%q", sample))
			check("followup.yaml")
			write(t, "followup.yaml", "")
			if s.Flag != "" {
				check("--"+s.Flag, "--"+s.Flag, sample)
			}
		})
	}
}

func TestSettingsFileIsLookedForHereThenInTheSystemsFolder(t *testing.T) {
	place(t, "")
	system := t.TempDir()
	t.Setenv("XDG_CONFIG_HOME", system)
	t.Setenv("HOME", system)
	dir, err := os.UserConfigDir()
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "followup", "followup.yaml"), "connections: 3")
	if c := mustLoad(t); c.Connections != 3 {
		t.Errorf("from the system's folder: %v", c)
	}
	write(t, "followup.yaml", "log_level: debug")
	if c := mustLoad(t); c.Connections != 2 || c.LogLevel != slog.LevelDebug || c.File() != "followup.yaml" {
		t.Errorf("from here: %v", c)
	}
	write(t, "other.yaml", "connections: 9")
	if c := mustLoad(t, "--config", "other.yaml"); c.Connections != 9 || c.LogLevel != slog.LevelInfo {
		t.Errorf("from the file named: %v", c)
	}
	if _, err := load(t, "--config", "absent.yaml"); err == nil {
		t.Error("a file that was named and is not there was overlooked")
	}
}

func TestAProgramNamedLikeTheSettingsIsNotReadAsSettings(t *testing.T) {
	place(t, "")
	write(t, "followup", "\x7fELF")
	mustLoad(t)
}

func TestWrongValuesAreNamed(t *testing.T) {
	tests := []struct{ name, yaml, want string }{
		{"unknown key", "slak_bot_token: x", `followup.yaml: there is no setting "slak_bot_token"`},
		{"unknown nested key", "slack:\n  token: x", `followup.yaml: there is no setting "slack.token"`},
		{"environment's name in the file", "FOLLOWUP_LOG_LEVEL: warn", `there is no setting "followup_log_level"; write log_level`},
		{"not YAML", "a: [", "followup.yaml is not valid YAML"},
		{"level", "log_level: loud", "FOLLOWUP_LOG_LEVEL (from followup.yaml) must be debug, info, warn or error"},
		{"level between levels", "log_level: info+1", "FOLLOWUP_LOG_LEVEL (from followup.yaml) must be debug, info, warn or error"},
		{"format", "log_format: xml", "FOLLOWUP_LOG_FORMAT (from followup.yaml) must be text or json"},
		{"connections too many", "connections: 11", "FOLLOWUP_CONNECTIONS (from followup.yaml) must be a whole number from 1 to 10"},
		{"retention below nothing", "retention_months: -1", "FOLLOWUP_RETENTION_MONTHS (from followup.yaml) must be a whole number of months from 0 to 1200"},
		{"connections in words", "connections: two", "FOLLOWUP_CONNECTIONS (from followup.yaml) must be a whole number from 1 to 10"},
		{"a list for text", "data_dir: [a, b]", "FOLLOWUP_DATA_DIR (from followup.yaml) must be text"},
		{"no port", "http_addr: localhost", "FOLLOWUP_HTTP_ADDR (from followup.yaml) must be host:port"},
		{"port too large", "http_addr: ':70000'", "FOLLOWUP_HTTP_ADDR (from followup.yaml) must be host:port"},
		{"admins by name", "admins: '@ana'", "FOLLOWUP_ADMINS (from followup.yaml) must be member ids"},
		{"tokens mixed up", "slack_bot_token: xapp-1", "SLACK_BOT_TOKEN (from followup.yaml) is an app-level token (xapp-…): it must be the bot token"},
		{"token of a person", "slack_bot_token: xoxp-1", "SLACK_BOT_TOKEN (from followup.yaml) is a person's token"},
		{"no token at all", "slack_app_token: hello", "SLACK_APP_TOKEN (from followup.yaml) must start with xapp-"},
		{"only the example", "slack_app_token: xapp-", "SLACK_APP_TOKEN (from followup.yaml) is only its beginning"},
		{"token with quotes", `slack_app_token: 'xapp-"1"'`, "SLACK_APP_TOKEN (from followup.yaml) has characters that no token has"},
		{"plain http to others", "slack_api_url: http://example.com/api", "SLACK_API_URL (from followup.yaml) must start with https://"},
		{"loopback in disguise", "slack_api_url: http://127.0.0.1.example.com/api", "SLACK_API_URL (from followup.yaml) must start with https://"},
		{"user in the address", "slack_api_url: http://127.0.0.1@example.com/", "must be a plain address"},
		{"no address", "slack_api_url: slack", "SLACK_API_URL (from followup.yaml) must look like https://slack.com/api/"},
		{"another database", "database_url: mysql://u:hunter2@h/d", "DATABASE_URL (from followup.yaml) must start with postgres://"},
		{"several servers", "database_url: postgres://u:hunter2@h1:1,h2:2/d", "several servers are written postgres://user:password@host1,host2/database?port=5432,5433"},
		{"password not escaped", "database_url: 'postgres://u:hunter2%@h/d'", "DATABASE_URL (from followup.yaml) is not a valid address"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			place(t, tt.yaml)
			_, err := load(t)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("got  %v\nwant %s", err, tt.want)
			}
			if strings.Contains(err.Error(), "hunter2") {
				t.Errorf("shows the password: %v", err)
			}
		})
	}
}

func TestSeveralDatabaseServersAreAnAddress(t *testing.T) {
	for _, address := range []string{
		"postgres://u:p@h1,h2/d?port=5432,5433", "postgres://u@h1,h2/d?target_session_attrs=read-write", "host=h1,h2 port=5432,5433 dbname=d",
	} {
		place(t, "database_url: '"+address+"'")
		if c, err := load(t); err != nil || c.DatabaseURL.Reveal() != address {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func TestAllThatIsWrongIsToldAtOnce(t *testing.T) {
	place(t, "connections: two\nlog_format: xml\nslak_app_token: x\nslack_api_url: slack")
	t.Setenv("SLACK_BOT_TOKEN_FILE", "absent/bot")
	t.Setenv("FOLLOWUP_LOG_LEVEL", "loud")
	write(t, "notes.txt", "x")
	t.Setenv("FOLLOWUP_DATA_DIR", "notes.txt/data")
	c, err := load(t)
	err = config.Join(err, c.NeedTokens(), c.CheckClockOffset(time.Hour))
	if err == nil {
		t.Fatal("no error")
	}
	for i, want := range []string{
		`8 settings are wrong:`,
		`FOLLOWUP_CONNECTIONS (from followup.yaml) must be a whole number from 1 to 10, not "two"`,
		`FOLLOWUP_DATA_DIR must be a folder for the private PostgreSQL, and `,
		`FOLLOWUP_LOG_FORMAT (from followup.yaml) must be text or json, not "xml"`,
		`FOLLOWUP_LOG_LEVEL must be debug, info, warn or error, not "loud"`,
		`SLACK_API_URL (from followup.yaml) must look like https://slack.com/api/, not "slack"`,
		`SLACK_APP_TOKEN is missing: make an app-level token`,
		`SLACK_BOT_TOKEN_FILE names absent/bot, which can't be read: there is no such file`,
		`followup.yaml: there is no setting "slak_app_token"`,
	} {
		if got := strings.Split(err.Error(), "\n"); len(got) != 9 || !strings.Contains(got[i], want) {
			t.Errorf("line %d lacks %s:\n%v", i, want, err)
		}
	}
	if !c.Wrong("slack_bot_token") || c.Wrong("slack_app_token") || c.Unread() {
		t.Errorf("what is wrong: %v", c.Problems())
	}
}

func TestWhatCouldNotBeReadIsNotCalledMissing(t *testing.T) {
	place(t, "slack_bot_token: [")
	t.Setenv("FOLLOWUP_CONNECTIONS", "0")
	c, err := load(t)
	if err == nil || !strings.Contains(err.Error(), "followup.yaml is not valid YAML") || !strings.Contains(err.Error(), "FOLLOWUP_CONNECTIONS") {
		t.Errorf("error: %v", err)
	}
	if err := c.NeedTokens(); err != nil || !c.Unread() {
		t.Errorf("what may stand in the file: %v", err)
	}
}

func TestAFileAsDataFolderIsRefusedWhereItIsUsed(t *testing.T) {
	place(t, "")
	write(t, "notes.txt", "x")
	t.Setenv("FOLLOWUP_DATA_DIR", "notes.txt")
	if _, err := load(t); err == nil || !strings.Contains(err.Error(), "FOLLOWUP_DATA_DIR must be a folder for the private PostgreSQL, and this is a file, not \"notes.txt\"") {
		t.Errorf("error: %v", err)
	}
	t.Setenv("DATABASE_URL", "postgres://h/d")
	mustLoad(t)
}

func TestAPIURL(t *testing.T) {
	for given, want := range map[string]string{
		"http://127.0.0.1:1234/api":  "http://127.0.0.1:1234/api/",
		"http://127.0.0.1:1234/api/": "http://127.0.0.1:1234/api/",
		"http://127.0.0.1:1234":      "http://127.0.0.1:1234/api/",
		"http://[::1]:1234/api/":     "http://[::1]:1234/api/",
		"http://localhost:1234/api/": "http://localhost:1234/api/",
		"https://slack-gov.com/api":  "https://slack-gov.com/api/",
	} {
		place(t, "slack_api_url: "+given)
		c := mustLoad(t)
		if c.APIURL != want {
			t.Errorf("%s: %s, want %s", given, c.APIURL, want)
		}
		if loopback := strings.HasPrefix(given, "http:"); c.Simulated() != loopback {
			t.Errorf("%s: simulated %t", given, c.Simulated())
		}
	}
}

func TestClockOffsetIsForRehearsals(t *testing.T) {
	place(t, "")
	c := mustLoad(t)
	if err := c.CheckClockOffset(0); err != nil {
		t.Error(err)
	}
	if err := c.CheckClockOffset(14 * time.Hour); err == nil || !strings.Contains(err.Error(), "SLACK_API_URL") {
		t.Errorf("shifted at Slack: %v", err)
	}
	c = mustLoad(t, "--slack-api-url", "http://127.0.0.1:1/api/")
	if err := c.CheckClockOffset(-14 * time.Hour); err != nil {
		t.Error(err)
	}
}

func TestHealthPortCanBeSwitchedOff(t *testing.T) {
	place(t, "")
	if c := mustLoad(t, "--http-addr", "off"); c.HTTPAddr != "" {
		t.Errorf("addr %q", c.HTTPAddr)
	}
}

func TestHelpNamesEverySetting(t *testing.T) {
	flags := pflag.NewFlagSet("test", pflag.ContinueOnError)
	config.AddFlags(flags)
	help := flags.FlagUsages()
	for _, s := range config.Settings() {
		if !strings.Contains(help, s.Env) {
			t.Errorf("--help does not name %s", s.Env)
		}
	}
}

// TestReadmeShowsTheSettings keeps README.md's table; go test ./internal/config -update writes it.
func TestReadmeShowsTheSettings(t *testing.T) {
	const file, from, to = "../../README.md", "<!-- settings -->\n", "<!-- /settings -->"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, opened := strings.Cut(string(text), from)
	table, after, closed := strings.Cut(rest, to)
	if !opened || !closed {
		t.Fatalf("README.md has no table between %s and %s", strings.TrimSpace(from), to)
	}
	if table == config.Markdown() {
		return
	}
	if !*update {
		t.Fatal("README.md shows other settings than there are: go test ./internal/config -update")
	}
	if err := os.WriteFile(file, []byte(before+from+config.Markdown()+to+after), 0o600); err != nil {
		t.Fatal(err)
	}
}
