package cadence

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
)

// FileError says what is wrong in a cadence's file, where, and how to mend it.
type FileError struct {
	Line   int // 0: the file as a whole
	Code   FileProblem
	Params map[string]string // field, value, known: what may stand there
}

// FileProblem names what can be wrong in a file.
type FileProblem string

// What can be wrong.
const (
	NotYAML      FileProblem = "not_yaml"      // value: what the reader says
	TooLong      FileProblem = "too_long"      // known: how long it may be
	UnknownField FileProblem = "unknown_field" // field, known
	MissingField FileProblem = "missing_field" // field
	BadValue     FileProblem = "bad_value"     // field, value, known
)

// FileProblems lists every problem: a test holds the words against it.
func FileProblems() []FileProblem {
	return []FileProblem{NotYAML, TooLong, UnknownField, MissingField, BadValue}
}

func (e *FileError) Error() string {
	where := ""
	if e.Line > 0 {
		where = fmt.Sprintf("line %d: ", e.Line)
	}
	p := e.Params
	switch e.Code {
	case UnknownField:
		return fmt.Sprintf("%sthere is no %q here: use %s", where, p["field"], p["known"])
	case MissingField:
		return fmt.Sprintf("%s%q is missing: add it", where, p["field"])
	case BadValue:
		return fmt.Sprintf("%s%q can't be %q: use %s", where, p["field"], p["value"], p["known"])
	case TooLong:
		return fmt.Sprintf("%stoo long: make it at most %s", where, p["known"])
	default:
		return fmt.Sprintf("%sthis is not YAML: %s", where, p["value"])
	}
}

// reader reads a file's nodes. The first problem is kept; after it nothing is read any more.
type reader struct{ err *FileError }

func (r *reader) fail(n *yaml.Node, code FileProblem, pairs ...string) {
	if r.err != nil {
		return
	}
	r.err = &FileError{Line: n.Line, Code: code, Params: map[string]string{}}
	for i := 0; i+1 < len(pairs); i += 2 {
		r.err.Params[pairs[i]] = short(pairs[i+1])
	}
}

// short keeps what is told back to a line.
func short(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if runes := []rune(s); len(runes) > 200 {
		return string(runes[:200]) + "…"
	}
	return s
}

// mostMerges is how deep a mapping may build on others.
const mostMerges = 8

// fields are a mapping's entries, those it builds on (<<) included.
func (r *reader) fields(n *yaml.Node, field string, known ...string) map[string]*yaml.Node {
	all := map[string]*yaml.Node{}
	r.merge(all, n, field, 0)
	names := slices.SortedFunc(maps.Keys(all), func(a, b string) int { return cmp.Or(all[a].Line-all[b].Line, cmp.Compare(a, b)) })
	for _, name := range names {
		if !slices.Contains(known, name) {
			r.fail(all[name], UnknownField, "field", name, "known", strings.Join(known, ", "))
		}
	}
	return all
}

func (r *reader) merge(into map[string]*yaml.Node, n *yaml.Node, field string, depth int) {
	n = resolved(n)
	if n.Kind != yaml.MappingNode || depth > mostMerges {
		r.fail(n, BadValue, "field", field, "value", n.Value, "known", "name: value")
		return
	}
	own := map[string]*yaml.Node{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		switch {
		case key.Value == "<<" && resolved(value).Kind == yaml.SequenceNode:
			for _, base := range resolved(value).Content {
				r.merge(into, base, field, depth+1)
			}
		case key.Value == "<<":
			r.merge(into, value, field, depth+1)
		case own[key.Value] != nil:
			r.fail(key, BadValue, "field", key.Value, "value", key.Value, "known", "it once")
		default:
			own[key.Value] = value
		}
	}
	if slices.ContainsFunc(channelFields, func(name string) bool { return own[name] != nil }) {
		for _, name := range channelFields { // one says all of it, also over what it builds on
			delete(into, name)
		}
	}
	maps.Copy(into, own)
}

// channelFields are the ways to say in which channels a step is made; a step has one.
var channelFields = []string{"channel", "channels", "either"}

func resolved(n *yaml.Node) *yaml.Node {
	for range mostMerges {
		if n.Kind != yaml.AliasNode {
			break
		}
		n = n.Alias
	}
	return n
}

// text reads a word or a sentence.
func (r *reader) text(n *yaml.Node, field string) string {
	if n == nil {
		return ""
	}
	if n = resolved(n); n.Kind != yaml.ScalarNode {
		r.fail(n, BadValue, "field", field, "value", "…", "known", "text")
		return ""
	}
	return strings.TrimSpace(n.Value)
}

// list reads one word or several.
func (r *reader) list(n *yaml.Node, field string) []*yaml.Node {
	if n == nil {
		return nil
	}
	switch n = resolved(n); n.Kind {
	case yaml.SequenceNode:
		return n.Content
	case yaml.ScalarNode:
		return []*yaml.Node{n}
	default:
		r.fail(n, BadValue, "field", field, "value", "…", "known", "[one, another]")
		return nil
	}
}

func (r *reader) number(n *yaml.Node, field string, from, to int) int {
	if n == nil {
		return 0
	}
	v, err := strconv.Atoi(r.text(n, field))
	if err != nil || v < from || v > to {
		r.fail(n, BadValue, "field", field, "value", r.text(n, field), "known", fmt.Sprintf("%d–%d", from, to))
	}
	return v
}

func (r *reader) yes(n *yaml.Node, field string) bool {
	if n == nil {
		return false
	}
	switch strings.ToLower(r.text(n, field)) {
	case "true", "yes", "ja":
		return true
	case "false", "no", "nein":
		return false
	default:
		r.fail(n, BadValue, "field", field, "value", r.text(n, field), "known", "true, false")
		return false
	}
}
