package cadence

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"

	"gopkg.in/yaml.v3"

	"github.com/followup-bot/followup/internal/followup"
)

// Format writes a cadence and its variants as a file that Parse reads back to the same.
func Format(c followup.Cadence, forms ...followup.Cadence) []byte {
	var root []*yaml.Node
	root = append(root, word("key"), word(c.Key), word("version"), word(strconv.Itoa(c.Version)))
	if len(c.Name) > 0 {
		root = append(root, word("name"), wording(c.Name))
	}
	root = append(root, word("steps"), steps(c.Steps))
	if len(c.Tracks) > 0 {
		root = append(root, word("tracks"), tracks(c.Tracks))
	}
	var others []*yaml.Node
	for _, f := range forms {
		fields := []*yaml.Node{word("steps"), steps(f.Steps)}
		if !slices.Equal(f.Tracks, c.Tracks) {
			fields = append(fields, word("tracks"), tracks(f.Tracks))
		}
		others = append(others, word(string(f.Variant)), mapping(0, fields...))
	}
	if len(others) > 0 {
		root = append(root, word("variants"), mapping(0, others...))
	}
	var b bytes.Buffer
	encoder := yaml.NewEncoder(&b)
	encoder.SetIndent(2)
	if err := encoder.Encode(mapping(0, root...)); err != nil {
		panic(fmt.Sprintf("cadence: %v", err)) // nodes of words in memory: nothing can fail
	}
	return b.Bytes()
}

func steps(all []followup.Step) *yaml.Node {
	list := &yaml.Node{Kind: yaml.SequenceNode}
	for _, s := range all {
		day := strconv.Itoa(s.Day)
		if s.Until > 0 {
			day += "-" + strconv.Itoa(s.Until)
		}
		fields := []*yaml.Node{word("day"), word(day)}
		channels := &yaml.Node{Kind: yaml.SequenceNode, Style: yaml.FlowStyle}
		for _, c := range s.Channels {
			channels.Content = append(channels.Content, word(string(c)))
		}
		switch {
		case s.Either:
			fields = append(fields, word("either"), channels)
		case len(s.Channels) == 1:
			fields = append(fields, word("channel"), channels.Content[0])
		default:
			fields = append(fields, word("channels"), channels)
		}
		if s.Within > 0 {
			fields = append(fields, word("within"), word(strconv.Itoa(s.Within)+"m"))
		}
		for _, text := range []struct {
			name string
			w    followup.Wording
		}{{"goal", s.Goal}, {"content", s.Content}} {
			if len(text.w) > 0 {
				fields = append(fields, word(text.name), wording(text.w))
			}
		}
		for _, flag := range []struct {
			name string
			set  bool
		}{{"value", s.Value}, {"personal", s.Personal}, {"closing", s.Closing}} {
			if flag.set {
				fields = append(fields, word(flag.name), &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!bool", Value: "true"})
			}
		}
		list.Content = append(list.Content, mapping(0, fields...))
	}
	return list
}

func tracks(all []followup.Track) *yaml.Node {
	list := &yaml.Node{Kind: yaml.SequenceNode}
	for _, t := range all {
		after := string(t.Outcome)
		if after == "" {
			after = silence
		}
		list.Content = append(list.Content, mapping(yaml.FlowStyle, word("after"), word(after), word("to"), word(t.To)))
	}
	return list
}

func wording(w followup.Wording) *yaml.Node {
	if plain, ok := w[""]; ok {
		return text(plain)
	}
	var fields []*yaml.Node
	for _, language := range []string{"en", "de"} {
		if s, ok := w[language]; ok {
			fields = append(fields, word(language), text(s))
		}
	}
	return mapping(yaml.FlowStyle, fields...)
}

func mapping(style yaml.Style, fields ...*yaml.Node) *yaml.Node {
	return &yaml.Node{Kind: yaml.MappingNode, Style: style, Content: fields}
}

func word(s string) *yaml.Node { return &yaml.Node{Kind: yaml.ScalarNode, Value: s} }

// text is what somebody wrote: always quoted, so that nothing in it is read as YAML.
func text(s string) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Style: yaml.DoubleQuotedStyle, Value: s}
}
