package doctor

import (
	"cmp"
	"fmt"
	"os"
	"strings"

	"github.com/followup-bot/followup/internal/config"
)

const partSettings = "settings"

// settings tells where the settings are from, so that nobody looks for a value in the wrong place.
func (e *examination) settings() {
	for _, problem := range e.Config.Problems() {
		e.wrong(partSettings, "", "%s", problem.Text)
	}
	var given []string
	for _, s := range config.Settings() {
		if from := e.Config.Origin(s.Key); from != "" && from != "default" {
			given = append(given, describe(s, from))
		}
	}
	switch {
	case len(e.Config.Problems()) > 0:
		e.note(partSettings, "", "given: %s", cmp.Or(strings.Join(given, ", "), "none"))
	case len(given) == 0:
		e.note(partSettings, "", "none given, all defaults")
	default:
		e.right(partSettings, "%s", strings.Join(given, ", "))
	}
	e.settingsFile()
}

func describe(s config.Setting, from string) string {
	if from == s.Env {
		return s.Env
	}
	return fmt.Sprintf("%s (%s)", s.Env, from)
}

// settingsFile warns where everybody on the computer can read secrets.
func (e *examination) settingsFile() {
	file := e.Config.File()
	if file == "" {
		return
	}
	info, err := os.Stat(file)
	if err != nil || info.Mode().Perm()&0o004 == 0 {
		return
	}
	for _, key := range []string{"slack_bot_token", "slack_app_token", "database_url", "heartbeat_url"} {
		if e.Config.Origin(key) == file {
			e.note(partSettings, "chmod 600 "+file, "everybody on this computer can read the secrets in %s", file)
			return
		}
	}
}
