package slacksim

import (
	"regexp"
	"strings"
)

var (
	typedMention = regexp.MustCompile(`(^|[\s(])@([A-Za-z0-9._-]+)`)
	typedChannel = regexp.MustCompile(`(^|[\s(])#([a-z0-9_-]+)`)
	typedMail    = regexp.MustCompile(`(^|[\s(])([A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,})`)
	typedURL     = regexp.MustCompile(`(^|[\s(])(https?://[^\s<>|]+)`)
	typedDomain  = regexp.MustCompile(`(^|[\s(])((?:[a-z0-9-]+\.)+(?:com|org|net|io|dev|de|eu|co|uk)(?:/[^\s<>|]*)?)\b`)
	markup       = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
)

// escapeTyped turns what a person typed into what Slack sends: entities, mentions as ids, links in angle brackets. Commands
// carry the names beside the ids, messages do not.
func (w *Workspace) escapeTyped(typed string, names bool) string {
	s := markup.Replace(typed)
	s = typedMail.ReplaceAllString(s, "$1<mailto:$2|$2>")
	s = typedURL.ReplaceAllString(s, "$1<$2>")
	s = typedDomain.ReplaceAllString(s, "$1<http://$2|$2>")
	s = replaceNamed(typedMention, s, func(name string) string {
		for _, p := range w.people {
			if p.Name == strings.ToLower(name) {
				return reference("@"+p.ID, p.Name, names)
			}
		}
		return ""
	})
	return replaceNamed(typedChannel, s, func(name string) string {
		for _, c := range w.channels {
			if c.name == name && c.kind != kindIM {
				return reference("#"+c.id, c.name, names || c.kind == kindPublic)
			}
		}
		return ""
	})
}

func reference(id, name string, named bool) string {
	if named {
		return "<" + id + "|" + name + ">"
	}
	return "<" + id + ">"
}

// replaceNamed replaces the names that lookup knows and leaves the rest as typed.
func replaceNamed(pattern *regexp.Regexp, s string, lookup func(string) string) string {
	return pattern.ReplaceAllStringFunc(s, func(found string) string {
		groups := pattern.FindStringSubmatch(found)
		name := strings.TrimRight(groups[2], ".-")
		ref := lookup(name)
		if ref == "" {
			return found
		}
		return groups[1] + ref + strings.TrimPrefix(groups[2], name)
	})
}
