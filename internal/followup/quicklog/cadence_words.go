package quicklog

import (
	"slices"
	"strings"

	"github.com/followup-bot/followup/internal/followup"
)

// OnCadences tells, in a line about cadences, the cadence from the lead: keys are the cadences there are. A word that is nearly one of them
// is a Problem that offers it. Other commands come back as they are.
func (c Command) OnCadences(keys []string) (Command, error) {
	if c.Verb != Cadence || (c.Doing != showOrStart && c.Doing != StartIt && c.Doing != SwitchTo) {
		return c, nil
	}
	words, err := scan(c.Rest)
	if err != nil {
		return c, err
	}
	all := words
	if before, lead, ok := parted(words); ok {
		form, isForm := FormOf(textsOf(before))
		if len(before) > 0 && !isForm {
			return c, c.unknownCadence(before, keys)
		}
		c.Form, words = form, lead
	} else if form, rest, ok := formIn(words, keys); ok {
		c.Form, words = form, rest
	} else if near, ok := nearKey(words, keys); ok {
		return c, c.unknownCadence(near, keys)
	}
	if c.Form.Key != "" && !slices.Contains(keys, c.Form.Key) {
		return c, c.unknownCadence(all[:min(1, len(all))], keys)
	}
	if len(words) > 0 {
		c.Lead = tidy(textsOf(words))
	}
	switch {
	case c.Doing != showOrStart:
	case c.Lead == "":
		c.Doing = ShowIt
	default:
		c.Doing = StartIt
	}
	return c, nil
}

// parted splits "warm-21 for acme".
func parted(words []token) (before, lead []token, ok bool) {
	i := slices.IndexFunc(words, func(t token) bool { return t.plain() && slices.Contains(forWords, t.low) })
	if i < 0 || i > 2 || i == len(words)-1 {
		return nil, nil, false
	}
	return words[:i], words[i+1:], true
}

// formIn finds a cadence in front of the lead or behind it.
func formIn(words []token, keys []string) (Form, []token, bool) {
	known := func(t token) (Form, bool) {
		f, ok := FormOf(t.low)
		return f, ok && t.plain() && slices.Contains(keys, f.Key)
	}
	for i, t := range words {
		f, ok := known(t)
		last := len(words) - 1
		if !ok || (i != 0 && i != last && (i != last-1 || variantOf(words[last]) == nil)) {
			continue
		}
		rest := i + 1
		if rest < len(words) && !f.Exact {
			if v := variantOf(words[rest]); v != nil {
				f.Variant, f.Exact = *v, true
				rest++
			}
		}
		before := words[:i]
		if n := len(before); n > 1 && before[n-1].plain() && slices.Contains(toWords, before[n-1].low) {
			before = before[:n-1]
		}
		return f, slices.Concat(before, words[rest:]), true
	}
	return Form{}, words, false
}

func variantOf(t token) *followup.Variant {
	if v, ok := variantWords[t.low]; ok && t.plain() {
		return &v
	}
	return nil
}

// nearKey finds a word at either end that is nearly a cadence and looks like no name.
func nearKey(words []token, keys []string) ([]token, bool) {
	for _, i := range []int{0, len(words) - 1} {
		if i < 0 || i >= len(words) || !words[i].plain() || !strings.ContainsAny(words[i].low, "-0123456789") {
			continue
		}
		if nearest(words[i].low, keys) != "" {
			return words[i : i+1], true
		}
	}
	return nil, false
}

func nearest(word string, keys []string) string {
	best, distance := "", 3
	for _, k := range keys {
		if d := editDistance(word, k, distance); d < distance {
			best, distance = k, d
		}
	}
	return best
}

// unknownCadence refuses a cadence that isn't there, and offers the one that is nearly called so.
func (c Command) unknownCadence(words []token, keys []string) Problem {
	word := textsOf(words)
	head := string(Cadence) + " "
	if c.Doing != showOrStart {
		head += string(c.Doing) + " "
	}
	p := problem(UnknownCadence, head+c.Rest, word, "known", strings.Join(keys, ", "))
	if near := nearest(fold(word), keys); near != "" && len(words) == 1 {
		t := words[0]
		p.Choices = []Choice{{Text: head + c.Rest[:t.start] + near + c.Rest[t.end:]}}
	}
	return p
}

func textsOf(tokens []token) string {
	texts := make([]string, 0, len(tokens))
	for _, t := range tokens {
		texts = append(texts, t.text)
	}
	return strings.Join(texts, " ")
}
