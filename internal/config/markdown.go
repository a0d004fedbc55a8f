package config

import (
	"fmt"
	"strings"
)

// Markdown is the table of all settings for the documentation.
func Markdown() string {
	var b strings.Builder
	b.WriteString("| environment | flag | `followup.yaml` | default | what it does |\n|---|---|---|---|---|\n")
	for _, s := range settings {
		flag := ""
		if s.Flag != "" {
			flag = "`--" + s.Flag + "`"
		}
		shown := s.Shown
		if shown == "" && s.Default != "" {
			shown = "`" + s.Default + "`"
		}
		fmt.Fprintf(&b, "| `%s` | %s | `%s` | %s | %s |\n", s.Env, flag, s.Key, shown, s.Usage)
	}
	return b.String()
}
