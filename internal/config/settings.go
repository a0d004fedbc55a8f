package config

import "strings"

// Setting is one setting: how it is called in each place, and what it does.
type Setting struct {
	Key     string // in followup.yaml
	Env     string // in the environment
	Flag    string // on the command line; empty: none
	Default string // as it is written
	Shown   string // the default for people, where it differs
	Usage   string

	value func(*Config) any // of a valid configuration, fit to be shown
}

// fileSuffix marks the key of a file that holds a secret.
const fileSuffix = "_file"

// keyDataDir's default depends on the computer.
const keyDataDir = "data_dir"

// Defaults that the program's parts rely on.
const (
	slackAPI        = "https://slack.com/api/"
	defaultHTTPAddr = "127.0.0.1:8390"
	off             = "off" // as http_addr: none
)

// settings is the one place that names them. Every key has a default: viper overlooks the environment of keys without one.
var settings = withFiles([]Setting{
	{
		Key: "slack_bot_token", Env: "SLACK_BOT_TOKEN",
		Usage: "bot token, starts with xoxb-",
		value: func(c *Config) any { return c.BotToken },
	},
	{
		Key: "slack_app_token", Env: "SLACK_APP_TOKEN",
		Usage: "app-level token with the scope connections:write, starts with xapp-",
		value: func(c *Config) any { return c.AppToken },
	},
	{
		Key: "slack_api_url", Env: "SLACK_API_URL", Flag: "slack-api-url", Default: slackAPI,
		Usage: "Slack's Web API; a loopback address points to a simulated workspace",
		value: func(c *Config) any { return c.APIURL },
	},
	{ //nolint:gosec // nobody's password
		Key: "database_url", Env: "DATABASE_URL", Shown: "empty: a private PostgreSQL in the data folder",
		Usage: "PostgreSQL 15 or newer, such as postgres://user:password@host/database",
		value: func(c *Config) any { return c.DatabaseURL },
	},
	{
		Key: keyDataDir, Env: "FOLLOWUP_DATA_DIR", Flag: "data-dir", Shown: dataDirRule,
		Usage: "folder of the private PostgreSQL",
		value: func(c *Config) any { return c.DataDir },
	},
	{
		Key: "http_addr", Env: "FOLLOWUP_HTTP_ADDR", Flag: "http-addr", Default: defaultHTTPAddr,
		Usage: "where /healthz, /readyz and /metrics are served; off: nowhere",
		value: func(c *Config) any { return c.HTTPAddr },
	},
	{
		Key: "admins", Env: "FOLLOWUP_ADMINS", Flag: "admins", Shown: "empty: the workspace's own admins",
		Usage: "member ids of people who decide like the workspace's admins, separated by commas",
		value: func(c *Config) any { return c.Admins },
	},
	{
		Key: "log_level", Env: "FOLLOWUP_LOG_LEVEL", Flag: "log-level", Default: "info",
		Usage: "debug, info, warn or error",
		value: func(c *Config) any { return c.LogLevel },
	},
	{
		Key: "log_format", Env: "FOLLOWUP_LOG_FORMAT", Flag: "log-format", Default: "text",
		Usage: "text or json",
		value: func(c *Config) any { return c.LogFormat },
	},
	{
		Key: "connections", Env: "FOLLOWUP_CONNECTIONS", Flag: "connections", Default: "2",
		Usage: "sockets to Slack per replica; Slack allows 10 over all replicas",
		value: func(c *Config) any { return c.Connections },
	},
	{
		Key: "heartbeat_url", Env: "FOLLOWUP_HEARTBEAT_URL", Shown: "empty: none",
		Usage: "address outside that is asked (GET) every minute in which all is well; its silence is the alarm",
		value: func(c *Config) any { return c.Heartbeat },
	},
	{
		Key: "retention_months", Env: "FOLLOWUP_RETENTION_MONTHS", Flag: "retention-months", Default: "0", Shown: "0: closed leads are kept",
		Usage: "months after which closed leads to which nothing happens are erased; their numbers stay",
		value: func(c *Config) any { return c.Retention },
	},
})

// secrets are the settings that may also be given as a file, so that they need not stand in the environment. They have no flag:
// everybody on the computer can read a program's arguments.
var secrets = []struct {
	key  string
	text func(*Config) *Secret
	file func(*Config) *string
}{
	{"slack_bot_token", func(c *Config) *Secret { return &c.BotToken }, func(c *Config) *string { return &c.BotTokenFile }},
	{"slack_app_token", func(c *Config) *Secret { return &c.AppToken }, func(c *Config) *string { return &c.AppTokenFile }},
	{"database_url", func(c *Config) *Secret { return &c.DatabaseURL }, func(c *Config) *string { return &c.DatabaseURLFile }},
	{"heartbeat_url", func(c *Config) *Secret { return &c.Heartbeat }, func(c *Config) *string { return &c.HeartbeatFile }},
}

func secretKeys() []string {
	keys := make([]string, 0, len(secrets))
	for _, s := range secrets {
		keys = append(keys, s.key)
	}
	return keys
}

// withFiles adds the file of each secret behind it.
func withFiles(given []Setting) []Setting {
	var all []Setting
	for _, s := range given {
		all = append(all, s)
		for _, secret := range secrets {
			if secret.key != s.Key {
				continue
			}
			all = append(all, Setting{
				Key: s.Key + fileSuffix, Env: s.Env + "_FILE", Flag: strings.ReplaceAll(s.Key+fileSuffix, "_", "-"),
				Usage: "file to read " + s.Env + " from",
				value: func(c *Config) any { return *secret.file(c) },
			})
		}
	}
	return all
}

// setting returns the setting of a key.
func setting(key string) (Setting, bool) {
	for _, s := range settings {
		if s.Key == key {
			return s, true
		}
	}
	return Setting{}, false
}

// name is how messages call a key: people mostly use the environment, and can derive the others.
func name(key string) string {
	if s, ok := setting(key); ok {
		return s.Env
	}
	return key
}
