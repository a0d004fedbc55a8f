package cadence

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/followup-bot/followup/internal/followup"
)

// What a file may hold.
const (
	mostBytes = 64 << 10
	mostSteps = 50
	lastDay   = 999
)

var (
	cadenceKey = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	dayRange   = regexp.MustCompile(`^(\d{1,3})\s*(?:[-–]\s*(\d{1,3}))?$`)
	variants   = []followup.Variant{followup.Small, followup.Large, followup.Strategic}
)

// Parse reads a cadence's YAML file: the standard form first, then its variants. The error is a *FileError, which names the line and how
// to mend it. What the linter finds is not looked for.
func Parse(file []byte) ([]followup.Cadence, error) {
	if len(file) > mostBytes {
		return nil, &FileError{Code: TooLong, Params: map[string]string{"known": strconv.Itoa(mostBytes>>10) + " KB"}}
	}
	var document yaml.Node
	if err := yaml.Unmarshal(file, &document); err != nil {
		return nil, &FileError{Line: lineOf(err), Code: NotYAML, Params: map[string]string{"value": short(yamlLine.ReplaceAllString(err.Error(), ""))}}
	}
	if len(document.Content) == 0 {
		return nil, &FileError{Code: MissingField, Params: map[string]string{"field": "key"}}
	}
	r := &reader{}
	all := r.cadences(document.Content[0])
	if r.err != nil {
		return nil, r.err
	}
	return all, nil
}

// yamlLine is where the reader of YAML says that something is wrong.
var yamlLine = regexp.MustCompile(`^yaml: (?:line (\d+): )?`)

func lineOf(err error) int {
	if m := yamlLine.FindStringSubmatch(err.Error()); m != nil {
		n, _ := strconv.Atoi(m[1])
		return n
	}
	return 0
}

func (r *reader) cadences(n *yaml.Node) []followup.Cadence {
	f := r.fields(n, "cadence", "key", "version", "name", "steps", "tracks", "variants")
	c := followup.Cadence{Key: r.text(f["key"], "key"), Version: 1, Name: r.wording(f["name"], "name")}
	switch {
	case f["key"] == nil:
		r.fail(n, MissingField, "field", "key")
	case len(c.Key) > 40 || !cadenceKey.MatchString(c.Key):
		r.fail(f["key"], BadValue, "field", "key", "value", c.Key, "known", "a-z, 0-9, -")
	case f["version"] != nil:
		c.Version = r.number(f["version"], "version", 1, 1<<30)
	}
	c.Steps, c.Tracks = r.steps(n, f["steps"]), r.tracks(f["tracks"])
	all := []followup.Cadence{c}
	if f["variants"] == nil {
		return all
	}
	names := make([]string, 0, len(variants))
	for _, v := range variants {
		names = append(names, string(v))
	}
	forms := r.fields(f["variants"], "variants", names...)
	for _, v := range variants {
		form := forms[string(v)]
		if form == nil {
			continue
		}
		fields := r.fields(form, string(v), "steps", "tracks")
		other := c
		other.Variant, other.Steps = v, r.steps(form, fields["steps"])
		if fields["tracks"] != nil {
			other.Tracks = r.tracks(fields["tracks"])
		}
		all = append(all, other)
	}
	return all
}

func (r *reader) steps(parent, n *yaml.Node) []followup.Step {
	nodes := r.list(n, "steps")
	if len(nodes) == 0 {
		r.fail(parent, MissingField, "field", "steps")
	}
	if len(nodes) > mostSteps {
		r.fail(n, TooLong, "known", strconv.Itoa(mostSteps))
		return nil
	}
	steps := make([]followup.Step, 0, len(nodes))
	for _, node := range nodes {
		if r.err == nil {
			steps = append(steps, r.step(node))
		}
	}
	return steps
}

func (r *reader) step(n *yaml.Node) followup.Step {
	f := r.fields(n, "step", "day", "channel", "channels", "either", "goal", "content", "value", "personal", "within", "closing")
	s := followup.Step{
		Goal: r.wording(f["goal"], "goal"), Content: r.wording(f["content"], "content"),
		Value: r.yes(f["value"], "value"), Personal: r.yes(f["personal"], "personal"), Closing: r.yes(f["closing"], "closing"),
	}
	s.Day, s.Until = r.days(n, f["day"])
	for _, name := range channelFields {
		if f[name] == nil {
			continue
		}
		if len(s.Channels) > 0 {
			r.fail(f[name], BadValue, "field", name, "value", r.text(r.list(f[name], name)[0], name), "known", "channel / channels / either")
		}
		for _, node := range r.list(f[name], name) {
			s.Channels = append(s.Channels, r.channel(node, name))
		}
		s.Either = name == "either"
	}
	if len(s.Channels) == 0 {
		r.fail(n, MissingField, "field", "channel")
	}
	if f["within"] != nil {
		s.Within = r.minutes(f["within"])
	}
	return s
}

func (r *reader) days(parent, n *yaml.Node) (from, until int) {
	if n == nil {
		r.fail(parent, MissingField, "field", "day")
		return 0, 0
	}
	m := dayRange.FindStringSubmatch(r.text(n, "day"))
	if m == nil {
		r.fail(n, BadValue, "field", "day", "value", r.text(n, "day"), "known", "3, 2-3")
		return 0, 0
	}
	from, _ = strconv.Atoi(m[1])
	until, _ = strconv.Atoi(m[2])
	if from < 1 || from > lastDay || until > lastDay || until != 0 && until <= from {
		r.fail(n, BadValue, "field", "day", "value", m[0], "known", fmt.Sprintf("1–%d", lastDay))
	}
	return from, until
}

// minutes reads how soon a touch follows what it follows: 30m, 1h, 24h.
func (r *reader) minutes(n *yaml.Node) int {
	text := r.text(n, "within")
	number, unit := strings.TrimRight(text, "hm"), 1
	if strings.HasSuffix(text, "h") {
		unit = 60
	}
	v, err := strconv.Atoi(number)
	if err != nil || v < 1 || v*unit > 24*60 || len(number) == len(text) {
		r.fail(n, BadValue, "field", "within", "value", text, "known", "30m, 1h")
		return 0
	}
	return v * unit
}

func (r *reader) channel(n *yaml.Node, field string) followup.Channel {
	c := followup.Channel(strings.ToLower(r.text(n, field)))
	if !slices.Contains(followup.Channels(), c) {
		names := make([]string, 0, len(followup.Channels()))
		for _, known := range followup.Channels() {
			names = append(names, string(known))
		}
		r.fail(n, BadValue, "field", field, "value", string(c), "known", strings.Join(names, ", "))
	}
	return c
}

// tracks reads outcomes and where they lead; "silence" stands for nothing heard after the last step.
func (r *reader) tracks(n *yaml.Node) []followup.Track {
	var tracks []followup.Track
	for _, node := range r.list(n, "tracks") {
		f := r.fields(node, "tracks", "after", "to")
		to := r.text(f["to"], "to")
		if f["after"] == nil || to == "" {
			r.fail(node, MissingField, "field", map[bool]string{true: "after", false: "to"}[f["after"] == nil])
			continue
		}
		if !cadenceKey.MatchString(to) {
			r.fail(f["to"], BadValue, "field", "to", "value", to, "known", "a-z, 0-9, -")
		}
		for _, after := range r.list(f["after"], "after") {
			o := followup.Outcome(r.text(after, "after"))
			if o == silence {
				o = ""
			} else if !o.Valid() {
				r.fail(after, BadValue, "field", "after", "value", string(o), "known", "silence, interested, needs_info, met, …")
			}
			tracks = append(tracks, followup.Track{Outcome: o, To: to})
		}
	}
	return tracks
}

const silence = "silence"

// wording reads a text, or one for each language.
func (r *reader) wording(n *yaml.Node, field string) followup.Wording {
	if n == nil {
		return nil
	}
	if resolved(n).Kind == yaml.ScalarNode {
		return followup.Wording{"": r.text(n, field)}
	}
	w := followup.Wording{}
	for language, text := range r.fields(n, field, "en", "de") {
		w[language] = r.text(text, field)
	}
	return w
}
