package config

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/viper"
)

// Problem is one thing that is wrong with the settings.
type Problem struct {
	Key  string // of the setting; empty: the settings file as a whole
	Text string // a sentence with the setting's name and how to mend it, without any secret
}

// Problems is everything that is wrong with the settings, so that nobody has to start the program once for each.
type Problems []Problem

// Error is the sentence, or a list of them.
func (p Problems) Error() string {
	if len(p) == 1 {
		return p[0].Text
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%d settings are wrong:", len(p))
	for _, problem := range p {
		b.WriteString("\n  " + problem.Text)
	}
	return b.String()
}

// Join makes one error of several: the Problems among them become one list.
func Join(errs ...error) error {
	var all Problems
	var others []error
	for _, err := range errs {
		if p, ok := errors.AsType[Problems](err); ok {
			all = append(all, p...)
		} else {
			others = append(others, err)
		}
	}
	return errors.Join(append(others, join(all))...)
}

// join is nil for none.
func join(p Problems) error {
	if len(p) == 0 {
		return nil
	}
	slices.SortFunc(p, func(a, b Problem) int { return strings.Compare(a.Text, b.Text) })
	return p
}

// Problems is what Load found wrong.
func (c Config) Problems() Problems { return slices.Clone(c.problems) }

// Unread says that there is a settings file which could not be read: what seems to be missing may stand in it.
func (c Config) Unread() bool { return c.unread }

// Wrong says that a setting, or the file which it should be read from, is wrong: its value means nothing.
func (c Config) Wrong(key string) bool {
	return slices.ContainsFunc(c.problems, func(p Problem) bool { return p.Key == key || p.Key == key+fileSuffix })
}

// wrong is the problem of one key: where its value is from, what should be there, and what is.
func (c *Config) wrong(key, why string) Problem {
	env := name(key)
	if from := c.origins[key]; from != "" && from != env {
		env += " (from " + from + ")"
	}
	return Problem{Key: key, Text: env + " " + why + c.instead(key, why)}
}

// instead quotes what was given.
func (c *Config) instead(key, why string) string {
	value, ok := c.given[key]
	if !ok || !strings.HasPrefix(why, "must ") || strings.Contains(why, ", not ") {
		return ""
	}
	return fmt.Sprintf(", not %q", value)
}

// given are the values as they were written, as far as they may be repeated: no secrets, nor what looks like one in the wrong place.
func given(v *viper.Viper) map[string]string {
	values := map[string]string{}
	for _, s := range settings {
		value := v.Get(s.Key)
		if slices.ContainsFunc(secretKeys(), func(key string) bool { return key == s.Key }) || value == nil {
			continue
		}
		text := fmt.Sprint(value)
		if !looksSecret.MatchString(text) {
			values[s.Key] = shorten(text)
		}
	}
	return values
}

// looksSecret knows Slack's tokens, addresses with a password, and long words that nobody made up.
var looksSecret = regexp.MustCompile(`(?i)xox|xapp|password|token|[^/]@|[A-Za-z0-9+/_-]{32,}`)

// longestQuote is how many characters of a value are repeated.
const longestQuote = 60

func shorten(text string) string {
	runes := []rune(text)
	if len(runes) <= longestQuote {
		return text
	}
	return string(runes[:longestQuote]) + "…"
}
