// Package config gives the program's settings as one validated struct, whether they come from flags, the environment,
// followup.yaml or their defaults.
package config

import (
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Config is every setting, valid. The zero value is not; Load makes it.
type Config struct {
	BotToken    Secret     `mapstructure:"slack_bot_token"` // empty: none given
	AppToken    Secret     `mapstructure:"slack_app_token"` // empty: none given
	APIURL      string     `mapstructure:"slack_api_url"`   // ends in a slash
	DatabaseURL Secret     `mapstructure:"database_url"`    // empty: a private database in DataDir
	DataDir     string     `mapstructure:"data_dir"`
	HTTPAddr    string     `mapstructure:"http_addr"` // empty: no health port
	Admins      []string   `mapstructure:"admins"`
	LogLevel    slog.Level `mapstructure:"log_level"`
	LogFormat   string     `mapstructure:"log_format"` // text or json
	Connections int        `mapstructure:"connections"`
	Heartbeat   Secret     `mapstructure:"heartbeat_url"`    // empty: none
	Retention   int        `mapstructure:"retention_months"` // of closed leads; 0: for good

	// What the secrets were read from; use the secrets.
	BotTokenFile    string `mapstructure:"slack_bot_token_file"`
	AppTokenFile    string `mapstructure:"slack_app_token_file"`
	DatabaseURLFile string `mapstructure:"database_url_file"`
	HeartbeatFile   string `mapstructure:"heartbeat_url_file"`

	file    string            // the followup.yaml that was read; empty: none
	origins map[string]string // key → where its value is from, for people

	given    map[string]string // key → what was written, where it may be shown
	problems Problems
	unread   bool // there is a settings file that could not be read
}

// File is the followup.yaml that was read, or empty.
func (c Config) File() string { return c.file }

// Origin says in words where the value of a key is from, such as "DATABASE_URL" or "default".
func (c Config) Origin(key string) string { return c.origins[key] }

// Simulated reports whether Slack is a simulated workspace on this computer.
func (c Config) Simulated() bool {
	u, err := url.Parse(c.APIURL)
	return err == nil && isLoopback(u.Hostname())
}

// NeedTokens is an error that says how to get what is missing to talk to Slack, or nil. What is there and wrong, Load has told.
func (c Config) NeedTokens() error {
	var missing Problems
	for _, need := range []struct {
		key   string
		token Secret
		text  string
	}{
		{"slack_bot_token", c.BotToken, "SLACK_BOT_TOKEN is missing: the bot token (xoxb-…) is under OAuth & Permissions at api.slack.com/apps"},
		{
			"slack_app_token", c.AppToken,
			"SLACK_APP_TOKEN is missing: make an app-level token (xapp-…) with the scope connections:write under Basic Information at api.slack.com/apps",
		},
	} {
		if need.token == "" && !c.unread && !c.Wrong(need.key) {
			missing = append(missing, Problem{Key: need.key, Text: need.text})
		}
	}
	return join(missing)
}

// CheckClockOffset refuses to shift the business clock anywhere but in a simulated workspace: real people would get messages on
// days that are not theirs.
func (c Config) CheckClockOffset(offset time.Duration) error {
	if offset == 0 || c.Simulated() || c.Wrong("slack_api_url") {
		return nil
	}
	return Problems{{Text: fmt.Sprintf("--clock-offset is for rehearsals: it needs SLACK_API_URL to be a loopback address, not %s", c.APIURL)}}
}

// LogValue implements [slog.LogValuer]. Secrets are not shown.
func (c Config) LogValue() slog.Value {
	attrs := make([]slog.Attr, 0, len(settings))
	for _, s := range settings {
		attrs = append(attrs, slog.Any(s.Key, s.value(&c)))
	}
	return slog.GroupValue(attrs...)
}

// String shows the settings without the secrets.
func (c Config) String() string { return c.LogValue().String() }

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}

// Settings lists every setting, in the order people should read about them.
func Settings() []Setting { return slices.Clone(settings) }
