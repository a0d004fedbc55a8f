package config_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/followup-bot/followup/internal/config"
)

func TestSecretsFromFiles(t *testing.T) {
	place(t, "")
	write(t, "bot", "xoxb-from-file\n")
	t.Setenv("SLACK_BOT_TOKEN_FILE", "bot")
	write(t, "db", "postgres://h/d\n")
	c := mustLoad(t, "--database-url-file", "db")
	if c.BotToken.Reveal() != "xoxb-from-file" || c.DatabaseURL.Reveal() != "postgres://h/d" {
		t.Errorf("secrets: %q %q", c.BotToken.Reveal(), c.DatabaseURL.Reveal())
	}
	if c.Origin("slack_bot_token") != "bot" {
		t.Errorf("origin: %q", c.Origin("slack_bot_token"))
	}

	t.Setenv("SLACK_BOT_TOKEN", "xoxb-from-environment")
	_, err := load(t)
	if err == nil || !strings.Contains(err.Error(), "SLACK_BOT_TOKEN and SLACK_BOT_TOKEN_FILE are both given") || strings.Contains(err.Error(), "from-") {
		t.Errorf("both given: %v", err)
	}
}

func TestASecretInTheWrongPlaceIsNotRepeated(t *testing.T) {
	for key, value := range map[string]string{
		"log_level": "xoxb-hunter2", "http_addr": "postgres://u:hunter2@h/d", "connections": "xapp-1-hunter2", "slack_api_url": "http://x/?token=hunter2",
		"slack_bot_token_file": "xoxb-hunter2", "log_format": "hunter2hunter2hunter2hunter2hunter2",
		"admins": "U024BE7LH,xoxb-hunter2",
	} {
		place(t, fmt.Sprintf("%s: %q", key, value))
		if _, err := load(t); err == nil || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: %v", key, err)
		}
	}
}

func TestSecretsAreNeverShown(t *testing.T) {
	place(t, "slack_bot_token: xoxb-hunter2\nslack_app_token: xapp-hunter2\ndatabase_url: postgres://u:hunter2@h/d\n")
	c := mustLoad(t)
	if c.BotToken.Reveal() != "xoxb-hunter2" {
		t.Fatal("the secret itself is lost")
	}
	var shown bytes.Buffer
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x"} {
		fmt.Fprintf(&shown, verb, c)
		fmt.Fprintf(&shown, verb, c.BotToken)
		fmt.Fprintf(&shown, verb, struct{ Inner config.Config }{c})
	}
	for _, h := range []slog.Handler{slog.NewTextHandler(&shown, nil), slog.NewJSONHandler(&shown, nil)} {
		slog.New(h).Info("settings", "config", c, "pointer", &c, "token", c.BotToken)
	}
	if err := json.NewEncoder(&shown).Encode(c); err != nil {
		t.Fatal(err)
	}
	if text := shown.String(); strings.Contains(text, "hunter2") || strings.Contains(text, fmt.Sprintf("%x", "hunter2")) {
		t.Errorf("shown: %s", text)
	}
	if !strings.Contains(shown.String(), "slack_bot_token=[secret]") {
		t.Errorf("whether a secret is set should be told: %s", shown.String())
	}
}
