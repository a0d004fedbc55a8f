// Package words holds every sentence the bot says, in each language it speaks: the files in text, one for each concern and
// language. A message is one whole sentence or one whole fact of a line, so that each language can order its own words.
package words

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"gopkg.in/yaml.v3"
)

// Words is one language. It is safe for concurrent use.
type Words struct {
	language  string
	localizer *i18n.Localizer
	numbers   *message.Printer
}

//go:embed text/*.yaml
var files embed.FS

var (
	matcher      = language.NewMatcher([]language.Tag{language.English, language.German}) // the first is for everybody else
	spoken, keys = load()
)

// Languages lists what the bot speaks, as the text files are called. The first is for everybody whose language it doesn't speak.
func Languages() []string { return []string{"en", "de"} }

// Keys lists every message by its key, so that one which nobody says can be found.
func Keys() []string { return slices.Clone(keys) }

// For returns the language of a Slack locale such as "de-DE"; English where the bot doesn't speak it or it is unknown.
func For(locale string) *Words {
	tag, err := language.Parse(locale)
	if err != nil {
		return spoken[0]
	}
	_, i, _ := matcher.Match(tag)
	return spoken[i]
}

// Say fills a message's template. Pairs are names and values.
func (w *Words) Say(key string, pairs ...string) string {
	return w.localize(&i18n.LocalizeConfig{MessageID: key, TemplateData: pairs, TemplateParser: braces{}})
}

// Count is Say for a message that counts: the language's form for n is taken, and {n} is filled with n.
func (w *Words) Count(key string, n int, pairs ...string) string {
	pairs = append([]string{"n", w.Number(n)}, pairs...)
	return w.localize(&i18n.LocalizeConfig{MessageID: key, PluralCount: n, TemplateData: pairs, TemplateParser: braces{}})
}

// Language is the language's name among Languages.
func (w *Words) Language() string { return w.language }

// localize never fails: where a language lacks a message, English has it, and else its key stands there. A test keeps both from
// happening.
func (w *Words) localize(c *i18n.LocalizeConfig) string {
	text, err := w.localizer.Localize(c)
	if text == "" && err != nil {
		return c.MessageID
	}
	return text
}

func load() (all []*Words, keys []string) {
	bundle := i18n.NewBundle(language.English)
	bundle.RegisterUnmarshalFunc("yaml", yaml.Unmarshal)
	paths, err := fs.Glob(files, "text/*.yaml")
	if err != nil {
		panic(fmt.Sprintf("words: %v", err)) // the pattern is a constant
	}
	for _, path := range paths {
		file, err := bundle.LoadMessageFileFS(files, path)
		if err != nil {
			panic(fmt.Sprintf("words: %s: %v", path, err)) // embedded: a test loads them all
		}
		if file.Tag == language.English {
			for _, m := range file.Messages {
				keys = append(keys, m.ID)
			}
		}
	}
	for _, l := range Languages() {
		all = append(all, &Words{language: l, localizer: i18n.NewLocalizer(bundle, l), numbers: message.NewPrinter(language.Make(l))})
	}
	return all, keys
}
