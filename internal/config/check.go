package config

import (
	"bytes"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

const (
	maxConnections  = 10 // Slack's limit for one app
	wantConnections = "must be a whole number from 1 to 10"
	wantRetention   = "must be a whole number of months from 0 to 1200"
	maxRetention    = 1200
	wantLevel       = "must be debug, info, warn or error"
)

// check reads the secrets' files, brings values into their one form and notes what is wrong with them.
func (c *Config) check() {
	for _, s := range secrets {
		if problem := c.readSecret(s.key, s.text(c), *s.file(c)); problem != nil {
			c.problems = append(c.problems, *problem)
			continue
		}
		c.note(s.key, checkSecret(s.key, s.text(c).Reveal()))
	}
	for key, check := range map[string]func() string{
		"slack_api_url": c.checkAPIURL,
		keyDataDir:      c.checkDataDir,
		"http_addr":     c.checkHTTPAddr,
		"admins":        c.checkAdmins,
		"log_level":     c.checkLogLevel,
		"log_format":    c.checkLogFormat,
		"connections":   c.checkConnections,

		"retention_months": c.checkRetention,
	} {
		if !c.Wrong(key) { // it could not even be read
			c.note(key, check())
		}
	}
}

func (c *Config) note(key, why string) {
	if why != "" {
		c.problems = append(c.problems, c.wrong(key, why))
	}
}

// readSecret fills a secret from its file, if that is how it was given.
func (c *Config) readSecret(key string, secret *Secret, file string) *Problem {
	*secret = Secret(strings.TrimSpace(secret.Reveal()))
	if file == "" {
		return nil
	}
	fileKey := key + fileSuffix
	if *secret != "" {
		return &Problem{Key: key, Text: fmt.Sprintf("%s and %s are both given (%s, %s): keep one",
			name(key), name(fileKey), c.origins[key], c.origins[fileKey])}
	}
	wrong := func(why string) *Problem { p := c.wrong(fileKey, why); return &p }
	text, err := os.ReadFile(file) //nolint:gosec // the operator names it
	if err != nil {
		return wrong(fmt.Sprintf("names %s, which can't be read: %s", quoted(file), plainFileError(err)))
	}
	text = bytes.TrimSpace(text)
	if len(text) == 0 {
		return wrong(fmt.Sprintf("names %s, which is empty: %s belongs into it", quoted(file), name(key)))
	}
	*secret = Secret(text)
	c.origins[key] = file
	return nil
}

// quoted repeats a file's name, unless somebody put the secret itself there.
func quoted(file string) string {
	if looksSecret.MatchString(file) && !strings.Contains(file, "/") {
		return "a file"
	}
	return shorten(file)
}

func checkSecret(key, text string) string {
	switch {
	case text == "":
		return ""
	case strings.ContainsAny(text, "\n\r\x00"):
		return "has more than one line"
	}
	switch key {
	case "slack_bot_token":
		return checkToken(text, "xoxb-", "the bot token, under OAuth & Permissions at api.slack.com/apps")
	case "slack_app_token":
		return checkToken(text, "xapp-", "the app-level token, under Basic Information at api.slack.com/apps")
	case "heartbeat_url":
		return checkHeartbeat(text)
	default:
		return checkDatabaseURL(text)
	}
}

func checkHeartbeat(text string) string {
	if u, err := url.Parse(text); err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") {
		return "must be an address that starts with https:// or http://"
	}
	return ""
}

// kinds tells those who mixed up two tokens which one they have.
var kinds = map[string]string{
	"xoxb-": "the bot token", "xapp-": "an app-level token", "xoxp-": "a person's token", "xoxe": "a token for rotation", "xoxs-": "a session's token",
}

func checkToken(text, prefix, what string) string {
	if strings.HasPrefix(text, prefix) {
		if text == prefix {
			return "is only its beginning: copy " + what
		}
		if !token.MatchString(text) {
			return "has characters that no token has: copy it again"
		}
		return ""
	}
	for other, kind := range kinds {
		if strings.HasPrefix(text, other) {
			return fmt.Sprintf("is %s (%s…): it must be %s, which starts with %s", kind, other, what, prefix)
		}
	}
	return fmt.Sprintf("must start with %s: it is %s", prefix, what)
}

var token = regexp.MustCompile(`^[A-Za-z0-9.-]+$`)

// severalPorts finds a port before a comma: servers with a port each, as libpq takes them and lib/pq does not.
var severalPorts = regexp.MustCompile(`^\w+://(?:[^/@]*@)?[^/@]*:\d+,[^/@]*(?:/|$)`)

// checkDatabaseURL looks at the form only, and repeats nothing of it: there is a password in it.
func checkDatabaseURL(text string) string {
	if strings.Contains(text, "://") {
		u, err := url.Parse(text)
		if severalPorts.MatchString(text) {
			return "is not a valid address: several servers are written postgres://user:password@host1,host2/database?port=5432,5433"
		}
		if err != nil {
			return "is not a valid address: special characters of a password are written %40 for @, %2F for / …"
		}
		if u.Scheme != "postgres" && u.Scheme != "postgresql" {
			return "must start with postgres://"
		}
		return ""
	}
	if !strings.Contains(text, "=") {
		return "must look like postgres://user:password@host/database"
	}
	return ""
}

func (c *Config) checkAPIURL() string {
	u, err := url.Parse(c.APIURL)
	switch {
	case err != nil || u.Host == "" || u.Hostname() == "":
		return "must look like " + slackAPI
	case u.User != nil || u.RawQuery != "" || u.Fragment != "":
		return "must be a plain address, without user, query or fragment"
	case u.Scheme == "http" && !isLoopback(u.Hostname()):
		return "must start with https://: only a simulated workspace on this computer (127.0.0.1) may do without"
	case u.Scheme != "http" && u.Scheme != "https":
		return "must start with https://"
	}
	c.APIURL = strings.TrimRight(u.String(), "/") + "/"
	if strings.Trim(u.Path, "/") == "" {
		c.APIURL += "api/"
	}
	return ""
}

func (c *Config) checkDataDir() string {
	dir, err := filepath.Abs(c.DataDir)
	if err != nil || c.DataDir == "" {
		return "must be a folder"
	}
	c.DataDir = dir
	if c.DatabaseURL != "" {
		return "" // nothing is kept there
	}
	switch file := fileOnTheWay(dir); file {
	case "":
		return ""
	case dir:
		return "must be a folder for the private PostgreSQL, and this is a file"
	default:
		return fmt.Sprintf("must be a folder for the private PostgreSQL, and %s on the way to it is a file", file)
	}
}

// fileOnTheWay is what stands where a folder should be, on the way to dir; empty: nothing.
func fileOnTheWay(dir string) string {
	for {
		info, err := os.Stat(dir)
		if err == nil && !info.IsDir() {
			return dir
		}
		parent := filepath.Dir(dir)
		if err == nil || parent == dir {
			return ""
		}
		dir = parent
	}
}

func (c *Config) checkHTTPAddr() string {
	if c.HTTPAddr == off {
		c.HTTPAddr = ""
		return ""
	}
	const want = "must be host:port, such as 127.0.0.1:8390 or :8390, or off"
	_, port, err := net.SplitHostPort(c.HTTPAddr)
	if err != nil {
		return want
	}
	if _, err := strconv.ParseUint(port, 10, 16); err != nil {
		return want
	}
	return ""
}

// member is an id as Slack writes it.
var member = regexp.MustCompile(`^[UW][A-Z0-9]{2,}$`)

func (c *Config) checkAdmins() string {
	var admins []string
	for _, id := range c.Admins {
		id = strings.TrimSpace(id)
		if id == "" {
			continue
		}
		if !member.MatchString(id) {
			return fmt.Sprintf("must be member ids such as U024BE7LH (profile → ⋮ → Copy member ID), not %q", Hide(id))
		}
		if !slices.Contains(admins, id) {
			admins = append(admins, id)
		}
	}
	c.Admins = admins
	return ""
}

func (c *Config) checkLogLevel() string {
	if !slices.Contains([]slog.Level{slog.LevelDebug, slog.LevelInfo, slog.LevelWarn, slog.LevelError}, c.LogLevel) {
		return wantLevel
	}
	return ""
}

func (c *Config) checkLogFormat() string {
	if c.LogFormat != "text" && c.LogFormat != "json" {
		return "must be text or json"
	}
	return ""
}

func (c *Config) checkRetention() string {
	if c.Retention < 0 || c.Retention > maxRetention {
		return wantRetention
	}
	return ""
}

func (c *Config) checkConnections() string {
	if c.Connections < 1 || c.Connections > maxConnections {
		return wantConnections
	}
	return ""
}
