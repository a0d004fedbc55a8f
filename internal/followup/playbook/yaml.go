package playbook

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/followup-bot/followup/internal/followup"
)

// file is a situation's file.
type file struct {
	Situation Situation        `yaml:"situation"`
	Channel   followup.Channel `yaml:"channel"`
	English   wording          `yaml:"en"`
	German    wording          `yaml:"de"`
}

type wording struct {
	Name     string `yaml:"name"`
	Subject  string `yaml:"subject"`
	Short    string `yaml:"short"`
	Bullets  string `yaml:"bullets"`
	Question string `yaml:"question"`
}

var errIncomplete = errors.New("a situation, a channel, and a name and a short text in both languages are needed")

// parse reads a situation's file: a template for each language.
func parse(text []byte) (map[string]Template, error) {
	var f file
	d := yaml.NewDecoder(bytes.NewReader(text))
	d.KnownFields(true)
	if err := d.Decode(&f); err != nil {
		return nil, fmt.Errorf("read template: %w", err)
	}
	all := map[string]Template{"en": f.template("en", f.English), "de": f.template("de", f.German)}
	for _, t := range all {
		if !t.Situation.Valid() || t.Channel == "" || t.Name == "" || t.Texts[Short] == "" {
			return nil, errIncomplete
		}
	}
	return all, nil
}

func (f file) template(language string, w wording) Template {
	t := Template{Situation: f.Situation, Language: language, Channel: f.Channel, Name: w.Name, Subject: w.Subject, Texts: map[Format]string{}}
	for format, text := range map[Format]string{Short: w.Short, Bullets: w.Bullets, Question: w.Question} {
		if text = strings.TrimSpace(text); text != "" {
			t.Texts[format] = text
		}
	}
	return t
}
