package slacksim

import (
	"fmt"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// manifest is the part of an app manifest that decides how Slack treats the app.
type manifest struct {
	Display struct {
		Name        string `yaml:"name"`
		Description string `yaml:"description"`
	} `yaml:"display_information"`
	Features struct {
		AppHome struct {
			HomeTab          bool `yaml:"home_tab_enabled"`
			MessagesTab      bool `yaml:"messages_tab_enabled"`
			MessagesReadOnly bool `yaml:"messages_tab_read_only_enabled"`
		} `yaml:"app_home"`
		BotUser struct {
			DisplayName string `yaml:"display_name"`
		} `yaml:"bot_user"`
		Commands  []manifestCommand  `yaml:"slash_commands"`
		Shortcuts []manifestShortcut `yaml:"shortcuts"`
	} `yaml:"features"`
	OAuth struct {
		Scopes struct {
			Bot []string `yaml:"bot"`
		} `yaml:"scopes"`
	} `yaml:"oauth_config"`
	Settings struct {
		Events struct {
			Bot []string `yaml:"bot_events"`
		} `yaml:"event_subscriptions"`
		Interactivity struct {
			Enabled bool `yaml:"is_enabled"`
		} `yaml:"interactivity"`
		SocketMode bool `yaml:"socket_mode_enabled"`
	} `yaml:"settings"`
}

type manifestCommand struct {
	Command     string `yaml:"command" json:"command"`
	Description string `yaml:"description" json:"description"`
	UsageHint   string `yaml:"usage_hint" json:"usage_hint"`
	Escape      bool   `yaml:"should_escape" json:"-"`
}

type manifestShortcut struct {
	Name        string `yaml:"name" json:"name"`
	Type        string `yaml:"type" json:"type"`
	CallbackID  string `yaml:"callback_id" json:"callback_id"`
	Description string `yaml:"description" json:"description"`
}

// eventScopes are the scopes without which Slack refuses a subscription; any one of a list will do.
var eventScopes = map[string][]string{
	"app_home_opened":       nil,
	"app_uninstalled":       nil,
	"tokens_revoked":        nil,
	"app_mention":           {"app_mentions:read"},
	"message.im":            {"im:history"},
	"message.channels":      {"channels:history"},
	"message.groups":        {"groups:history"},
	"user_change":           {"users:read"},
	"team_join":             {"users:read"},
	"member_joined_channel": {"channels:read", "groups:read"},
	"member_left_channel":   {"channels:read", "groups:read"},
}

func parseManifest(data []byte) (manifest, error) {
	var m manifest
	if err := yaml.Unmarshal(data, &m); err != nil {
		return m, fmt.Errorf("slacksim: read the manifest: %w", err)
	}
	if err := m.check(); err != nil {
		return m, fmt.Errorf("slacksim: manifest: %w", err)
	}
	return m, nil
}

// check refuses what Slack refuses when the manifest is pasted.
func (m manifest) check() error {
	if !m.Settings.SocketMode {
		return fmt.Errorf("socket_mode_enabled is off, and this workspace speaks nothing else")
	}
	if len(m.Features.Commands) > 0 && !m.hasScope("commands") {
		return fmt.Errorf("slash_commands need the scope commands")
	}
	if len(m.Features.Shortcuts) > 0 && !m.hasScope("commands") {
		return fmt.Errorf("shortcuts need the scope commands")
	}
	for _, c := range m.Features.Commands {
		if !strings.HasPrefix(c.Command, "/") || len(c.Command) > 32 || c.Description == "" {
			return fmt.Errorf("slash command %q: it needs a leading slash, at most 32 characters and a description", c.Command)
		}
	}
	for _, s := range m.Features.Shortcuts {
		if (s.Type != "global" && s.Type != "message") || s.CallbackID == "" || len([]rune(s.Name)) > 24 {
			return fmt.Errorf("shortcut %q: it needs a type (global, message), a callback_id and a name of at most 24 characters", s.Name)
		}
	}
	for _, e := range m.Settings.Events.Bot {
		scopes, known := eventScopes[e]
		if !known {
			return fmt.Errorf("event %q is not known here", e)
		}
		if len(scopes) > 0 && !slices.ContainsFunc(scopes, m.hasScope) {
			return fmt.Errorf("event %s needs the scope %s", e, strings.Join(scopes, " or "))
		}
	}
	return nil
}

func (m manifest) hasScope(scope string) bool { return slices.Contains(m.OAuth.Scopes.Bot, scope) }

func (m manifest) subscribed(event string) bool {
	return slices.Contains(m.Settings.Events.Bot, event)
}

func (m manifest) command(name string) (manifestCommand, bool) {
	i := slices.IndexFunc(m.Features.Commands, func(c manifestCommand) bool { return c.Command == name })
	if i < 0 {
		return manifestCommand{}, false
	}
	return m.Features.Commands[i], true
}

func (m manifest) shortcut(callbackID string) (manifestShortcut, bool) {
	i := slices.IndexFunc(m.Features.Shortcuts, func(s manifestShortcut) bool { return s.CallbackID == callbackID })
	if i < 0 {
		return manifestShortcut{}, false
	}
	return m.Features.Shortcuts[i], true
}
