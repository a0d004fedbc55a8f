package blockkit

import (
	"maps"
	"net/url"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"
)

// check looks at one value and reports what is wrong with it.
type check func(c *checker, pointer string, v any)

// field is one field of an object. More than one check may be needed; they are joined with all.
type field struct {
	required bool
	check    check
}

// shape lists the fields an object may have; any other one is refused.
type shape map[string]field

func need(ch check) field { return field{required: true, check: ch} }

func may(ch check) field { return field{check: ch} }

// with is a shape and some more fields.
func (s shape) with(more shape) shape {
	joined := maps.Clone(s)
	maps.Copy(joined, more)
	return joined
}

// object checks v against a shape. Fields are looked at in order of their names, so that findings are the same every time.
func (c *checker) object(pointer string, v any, s shape) {
	o, ok := v.(object)
	if !ok {
		c.add(pointer, "must provide an object")
		return
	}
	names := make([]string, 0, len(s))
	for name := range s {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		value, given := o[name]
		switch {
		case !given && s[name].required:
			c.add(pointer, "missing required field: %s", name)
		case given && value == nil && !s[name].required: // null is as good as nothing
		case given:
			s[name].check(c, pointer+"/"+name, value)
		}
	}
	c.unknown(pointer, o, s)
}

func (c *checker) unknown(pointer string, o object, s shape) {
	var extra []string
	for name := range o {
		if _, known := s[name]; !known {
			extra = append(extra, name)
		}
	}
	sort.Strings(extra)
	for _, name := range extra {
		c.add(pointer, "invalid additional property: %s", name)
	}
}

// all joins checks.
func all(checks ...check) check {
	return func(c *checker, pointer string, v any) {
		for _, ch := range checks {
			ch(c, pointer, v)
		}
	}
}

// str is a string of at least and at most so many characters.
func str(least, most int) check {
	return func(c *checker, pointer string, v any) {
		s, ok := v.(string)
		if !ok {
			c.add(pointer, "must be a string")
			return
		}
		n := utf8.RuneCountInString(s)
		if n < least {
			c.add(pointer, "must be more than %d characters", least-1)
		}
		if n > most {
			c.add(pointer, "must be less than %d characters", most+1)
		}
	}
}

func enum(values ...string) check {
	return func(c *checker, pointer string, v any) {
		if s, ok := v.(string); !ok || !slices.Contains(values, s) {
			c.add(pointer, "must be one of: %s", strings.Join(values, ", "))
		}
	}
}

func boolean(c *checker, pointer string, v any) {
	if _, ok := v.(bool); !ok {
		c.add(pointer, "must be a boolean")
	}
}

// integer is a whole number within bounds.
func integer(least, most int) check {
	return func(c *checker, pointer string, v any) {
		n, ok := v.(float64)
		if !ok || n != float64(int64(n)) {
			c.add(pointer, "must be an integer")
			return
		}
		if n < float64(least) {
			c.add(pointer, "must be more than %d", least-1)
		}
		if n > float64(most) {
			c.add(pointer, "must be less than %d", most+1)
		}
	}
}

func number(c *checker, pointer string, v any) {
	if _, ok := v.(float64); !ok {
		c.add(pointer, "must be a number")
	}
}

// list is an array of at least and at most so many items.
func list(least, most int, item check) check {
	return func(c *checker, pointer string, v any) {
		items, ok := v.([]any)
		if !ok {
			c.add(pointer, "must be an array")
			return
		}
		c.count(pointer, len(items), least, most)
		for i, it := range items {
			item(c, at(pointer, i), it)
		}
	}
}

func (c *checker) count(pointer string, n, least, most int) {
	if n < least {
		c.add(pointer, "no less than %d items allowed", least)
	}
	if n > most {
		c.add(pointer, "no more than %d items allowed", most)
	}
}

// is is an object of a shape.
func is(s shape) check {
	return func(c *checker, pointer string, v any) { c.object(pointer, v, s) }
}

// address is a URL of one of the schemes.
func address(most int, schemes ...string) check {
	return all(str(1, most), func(c *checker, pointer string, v any) {
		s, _ := v.(string)
		u, err := url.Parse(s)
		if err != nil || !slices.Contains(schemes, u.Scheme) || (u.Host == "" && u.Opaque == "") {
			c.add(pointer, "must be a valid URL")
		}
	})
}

func typeOf(v any) string {
	o, _ := v.(object)
	t, _ := o["type"].(string)
	return t
}
