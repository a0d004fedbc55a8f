package app

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// Scopes compares what was granted to the bot with what the manifest asks for.
type Scopes struct {
	Wanted      []string
	Missing     []string
	Superfluous []string
	Told        bool // false: this Slack does not tell which are granted
}

// AdviceScopes is how to get what is missing.
const AdviceScopes = "paste manifest.yml under App Manifest at api.slack.com/apps, save, and install the app again"

// scopes say what doesn't work without each. Without those that serving needs there is no point in a start.
var scopes = map[string]struct {
	lost   string
	needed bool
}{
	"chat:write": {"it can't say anything", true},
	"commands":   {"/followup does not reach it", true},
	"im:history": {"after a crash it may send a message twice", false},
	"im:write":   {"after a crash it may not find the direct message to somebody it never wrote to before", false},
	"users:read": {"it learns of no names, time zones and people who join or leave", false},
}

// CompareScopes reads what was granted from an answer of Slack's to the bot token.
func CompareScopes(manifest []byte, answer http.Header) (Scopes, error) {
	var m struct {
		OAuth struct {
			Scopes struct {
				Bot []string `yaml:"bot"`
			} `yaml:"scopes"`
		} `yaml:"oauth_config"`
	}
	if err := yaml.Unmarshal(manifest, &m); err != nil {
		return Scopes{}, fmt.Errorf("read the manifest: %w", err)
	}
	wanted, said := m.OAuth.Scopes.Bot, answer.Get("X-OAuth-Scopes")
	if said == "" {
		return Scopes{Wanted: wanted}, nil
	}
	granted := strings.FieldsFunc(said, func(r rune) bool { return r == ',' || r == ' ' })
	return Scopes{Wanted: wanted, Missing: without(wanted, granted), Superfluous: without(granted, wanted), Told: true}, nil
}

func without(all, some []string) []string {
	return slices.DeleteFunc(slices.Clone(all), func(s string) bool { return slices.Contains(some, s) })
}

// Lost says of each missing scope what doesn't work without it.
func (s Scopes) Lost() string { return describe(s.Missing) }

func describe(missing []string) string {
	said := make([]string, 0, len(missing))
	for _, scope := range missing {
		if lost := scopes[scope].lost; lost != "" {
			scope += " (" + lost + ")"
		}
		said = append(said, scope)
	}
	return strings.Join(said, ", ")
}

// check refuses to serve without the scopes that serving needs, and warns of others.
func (s Scopes) check(ctx context.Context, log *slog.Logger) error {
	needed := slices.DeleteFunc(slices.Clone(s.Missing), func(scope string) bool { return !scopes[scope].needed })
	if len(needed) > 0 {
		return fmt.Errorf("the bot token lacks scopes: %s; %s", describe(needed), AdviceScopes)
	}
	for _, scope := range s.Missing {
		log.WarnContext(ctx, "bot token lacks a scope", "scope", scope, "without_it", scopes[scope].lost, "advice", AdviceScopes)
	}
	return nil
}
