package followupfiles_test

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/slack-go/slack"
	"gopkg.in/yaml.v3"

	followupfiles "github.com/followup-bot/followup"
	"github.com/followup-bot/followup/internal/slackbot/view"
)

// manifest is the part of Slack's manifest that we use. A key that is not here is a mistake.
type manifest struct {
	Metadata struct {
		Major int `yaml:"major_version"`
		Minor int `yaml:"minor_version"`
	} `yaml:"_metadata"`
	Display struct {
		Name            string `yaml:"name"`
		Description     string `yaml:"description"`
		LongDescription string `yaml:"long_description"`
		Background      string `yaml:"background_color"`
	} `yaml:"display_information"`
	Features struct {
		AppHome struct {
			Home             bool `yaml:"home_tab_enabled"`
			Messages         bool `yaml:"messages_tab_enabled"`
			MessagesReadOnly bool `yaml:"messages_tab_read_only_enabled"`
		} `yaml:"app_home"`
		BotUser struct {
			Name         string `yaml:"display_name"`
			AlwaysOnline bool   `yaml:"always_online"`
		} `yaml:"bot_user"`
		Commands []struct {
			Command     string `yaml:"command"`
			Description string `yaml:"description"`
			Hint        string `yaml:"usage_hint"`
			Escape      bool   `yaml:"should_escape"`
		} `yaml:"slash_commands"`
		Shortcuts []struct {
			Name        string `yaml:"name"`
			Type        string `yaml:"type"`
			CallbackID  string `yaml:"callback_id"`
			Description string `yaml:"description"`
		} `yaml:"shortcuts"`
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
		OrgDeploy     bool `yaml:"org_deploy_enabled"`
		SocketMode    bool `yaml:"socket_mode_enabled"`
		TokenRotation bool `yaml:"token_rotation_enabled"`
	} `yaml:"settings"`
}

func read(t *testing.T) manifest {
	t.Helper()
	decoder := yaml.NewDecoder(bytes.NewReader(followupfiles.Manifest))
	decoder.KnownFields(true)
	var m manifest
	if err := decoder.Decode(&m); err != nil {
		t.Fatal(err)
	}
	return m
}

// TestManifestCanBePasted checks what Slack checks when a manifest is pasted.
func TestManifestCanBePasted(t *testing.T) {
	m := read(t)
	length := func(what, text string, least, most int) {
		if n := utf8.RuneCountInString(text); n < least || n > most {
			t.Errorf("%s has %d characters: %d to %d are allowed", what, n, least, most)
		}
	}
	length("name", m.Display.Name, 1, 35)
	length("description", m.Display.Description, 1, 140)
	length("long_description", m.Display.LongDescription, 175, 4000)
	length("bot's display_name", m.Features.BotUser.Name, 1, 80)
	if !regexp.MustCompile(`^[a-z0-9._-]+$`).MatchString(m.Features.BotUser.Name) {
		t.Errorf("bot's display_name %q: small letters, digits and -_. only", m.Features.BotUser.Name)
	}
	if !regexp.MustCompile(`^#[0-9a-fA-F]{6}$`).MatchString(m.Display.Background) {
		t.Errorf("background_color %q", m.Display.Background)
	}
	if len(m.Features.Commands) == 0 || len(m.Features.Commands) > 50 {
		t.Errorf("%d slash commands: 1 to 50 are allowed", len(m.Features.Commands))
	}
	for _, c := range m.Features.Commands {
		if !regexp.MustCompile(`^/[a-z0-9_-]{1,31}$`).MatchString(c.Command) {
			t.Errorf("slash command %q", c.Command)
		}
		length(c.Command+" description", c.Description, 1, 2000)
		length(c.Command+" usage_hint", c.Hint, 0, 1000)
	}
	if len(m.Features.Shortcuts) > 10 {
		t.Errorf("%d shortcuts: at most 10 are allowed", len(m.Features.Shortcuts))
	}
	for _, s := range m.Features.Shortcuts {
		length("shortcut "+s.Name, s.Name, 1, 24)
		length(s.Name+" description", s.Description, 1, 150)
		length(s.Name+" callback_id", s.CallbackID, 1, 255)
		if s.Type != "global" && s.Type != "message" {
			t.Errorf("shortcut %s: type %q", s.Name, s.Type)
		}
	}
	for what, list := range map[string][]string{"scopes": m.OAuth.Scopes.Bot, "events": m.Settings.Events.Bot} {
		if !slices.IsSorted(list) || len(slices.Compact(slices.Clone(list))) != len(list) {
			t.Errorf("%s must be sorted, each once: %v", what, list)
		}
	}
}

// TestManifestFitsTheBot checks what the bot relies on: everything comes through the socket, and people can write to it.
func TestManifestFitsTheBot(t *testing.T) {
	m := read(t)
	for what, ok := range map[string]bool{
		"Socket Mode is on":      m.Settings.SocketMode,
		"interactivity is on":    m.Settings.Interactivity.Enabled,
		"the Home tab is on":     m.Features.AppHome.Home,
		"people can write to it": m.Features.AppHome.Messages && !m.Features.AppHome.MessagesReadOnly,
		"tokens stay":            !m.Settings.TokenRotation,
	} {
		if !ok {
			t.Errorf("not so: %s", what)
		}
	}
	var shortcuts []string
	for _, s := range m.Features.Shortcuts {
		shortcuts = append(shortcuts, s.CallbackID)
	}
	if !slices.Equal(shortcuts, view.AllShortcuts()) {
		t.Errorf("shortcuts %q, the bot serves %q", shortcuts, view.AllShortcuts())
	}
	for _, c := range m.Features.Commands {
		if !c.Escape {
			t.Errorf("%s: without should_escape people come as names, which can't be trusted", c.Command)
		}
	}
}

// call is a Web API method and the bot scope it needs: the narrowest of those that Slack accepts, for what we do with it.
type call struct{ method, scope string }

// calls are the methods of slack-go's client that the code may use. Before you add one, think about the scope: each is a right that
// an administrator has to grant, and belongs into manifest.yml with its reason.
var calls = map[string]call{
	"AuthTestContext":               {"auth.test", ""},
	"StartSocketModeContext":        {"apps.connections.open", ""}, // the app-level token's connections:write
	"PostMessageContext":            {"chat.postMessage", "chat:write"},
	"UpdateMessageContext":          {"chat.update", "chat:write"},
	"PostEphemeralContext":          {"chat.postEphemeral", "chat:write"},
	"OpenConversationContext":       {"conversations.open", "im:write"},      // direct messages only
	"GetConversationHistoryContext": {"conversations.history", "im:history"}, // direct messages only
	"GetUsersContext":               {"users.list", "users:read"},
	"GetUserInfoContext":            {"users.info", "users:read"},
	"OpenViewContext":               {"views.open", ""},
	"PushViewContext":               {"views.push", ""},
	"UpdateViewContext":             {"views.update", ""},
	"PublishViewContext":            {"views.publish", ""},
}

// events are the scopes without which Slack sends no such event.
var events = map[string]string{
	"app_home_opened": "", "app_uninstalled": "", "tokens_revoked": "",
	"message.im":  "im:history",
	"user_change": "users:read",
}

func TestManifestAsksForTheScopesOfTheCallsAndNoMore(t *testing.T) {
	m := read(t)
	needed := map[string][]string{} // scope → what for
	need := func(scope, what string) {
		if scope != "" && !slices.Contains(needed[scope], what) {
			needed[scope] = append(needed[scope], what)
		}
	}
	for name, where := range slackCalls(t) {
		c, known := calls[name]
		if !known {
			t.Errorf("%s calls slack.Client.%s: add the method and its scope here, and the scope with its reason to manifest.yml", where, name)
			continue
		}
		need(c.scope, c.method)
	}
	for _, event := range m.Settings.Events.Bot {
		scope, known := events[event]
		if !known {
			t.Errorf("event %s: add its scope here", event)
		}
		need(scope, "event "+event)
	}
	if len(m.Features.Commands)+len(m.Features.Shortcuts) > 0 {
		need("commands", "slash commands and shortcuts")
	}
	for scope, what := range needed {
		if !slices.Contains(m.OAuth.Scopes.Bot, scope) {
			t.Errorf("manifest.yml lacks %s, needed for %s", scope, strings.Join(what, ", "))
		}
	}
	for _, scope := range m.OAuth.Scopes.Bot {
		if len(needed[scope]) == 0 {
			t.Errorf("manifest.yml asks for %s, which nothing needs", scope)
		}
		if !bytes.Contains(followupfiles.Manifest, fmt.Appendf(nil, "\n#   %s ", scope)) {
			t.Errorf("manifest.yml gives no reason for %s", scope)
		}
	}
}

// slackCalls finds the calls of slack.Client's methods in the packages that use slack-go, by name: name → a place.
func slackCalls(t *testing.T) map[string]string {
	t.Helper()
	methods := map[string]bool{}
	for method := range reflect.TypeFor[*slack.Client]().Methods() {
		methods[method.Name] = true
	}
	found := map[string]string{}
	files := token.NewFileSet()
	for dir, sources := range programs(t) {
		if !slices.ContainsFunc(sources, func(file string) bool { return importsSlack(t, file) }) {
			continue
		}
		for _, file := range sources {
			parsed, err := parser.ParseFile(files, file, nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(parsed, func(n ast.Node) bool {
				if s, ok := n.(*ast.SelectorExpr); ok && methods[s.Sel.Name] && !isPackage(parsed, s.X) && looksLikeCall(s.Sel.Name) {
					found[s.Sel.Name] = dir + "/" + filepath.Base(files.Position(s.Pos()).Filename)
				}
				return true
			})
		}
	}
	if len(found) == 0 {
		t.Fatal("no calls found: this test looks in the wrong place")
	}
	return found
}

// looksLikeCall leaves out the client's few methods that ask Slack nothing, whose names others have too.
func looksLikeCall(name string) bool { return !strings.HasPrefix(name, "Debug") }

// programs are the sources of the bot by folder, without tests and without the simulated workspace.
func programs(t *testing.T) map[string][]string {
	t.Helper()
	sources := map[string][]string{}
	for _, top := range []string{"cmd", "internal"} {
		err := filepath.WalkDir(top, func(path string, entry fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if entry.IsDir() && (entry.Name() == "slacksim" || entry.Name() == "testdata" || entry.Name() == "node_modules") {
				return fs.SkipDir
			}
			if strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") {
				sources[filepath.Dir(path)] = append(sources[filepath.Dir(path)], path)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return sources
}

func importsSlack(t *testing.T, file string) bool {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	return slices.ContainsFunc(parsed.Imports, func(i *ast.ImportSpec) bool { return i.Path.Value == `"github.com/slack-go/slack"` })
}

// isPackage reports whether x is the name of a package that the file imports.
func isPackage(file *ast.File, x ast.Expr) bool {
	name, ok := x.(*ast.Ident)
	return ok && slices.ContainsFunc(file.Imports, func(i *ast.ImportSpec) bool {
		path := strings.Trim(i.Path.Value, `"`)
		return i.Name != nil && i.Name.Name == name.Name || i.Name == nil && path[strings.LastIndex(path, "/")+1:] == name.Name
	})
}
