package blockkit

import (
	"reflect"
	"slices"
)

// initialAmongOptions makes sure that what is chosen at first is one of the options, field by field, as Slack compares them.
func (c *checker) initialAmongOptions(pointer string, o object) {
	offered := offeredOptions(o)
	if one, ok := o["initial_option"].(object); ok && !among(one, offered) {
		c.add(pointer+"/initial_option", "must exactly match one of the provided options")
	}
	several, _ := o["initial_options"].([]any)
	for i, one := range several {
		if option, ok := one.(object); ok && !among(option, offered) {
			c.add(at(pointer+"/initial_options", i), "must exactly match one of the provided options")
		}
	}
}

func offeredOptions(o object) []any {
	offered, _ := o["options"].([]any)
	groups, _ := o["option_groups"].([]any)
	for _, g := range groups {
		group, _ := g.(object)
		more, _ := group["options"].([]any)
		offered = append(slices.Clip(offered), more...)
	}
	return offered
}

func among(option object, offered []any) bool {
	for _, o := range offered {
		if other, ok := o.(object); ok && reflect.DeepEqual(essence(option), essence(other)) {
			return true
		}
	}
	return false
}

// essence is an option without what makes no difference: emoji is true unless it says otherwise.
func essence(v any) any {
	o, ok := v.(object)
	if !ok {
		return v
	}
	out := object{}
	for k, value := range o {
		if value != nil && (k != "emoji" || value != true) && (k != "verbatim" || value != false) {
			out[k] = essence(value)
		}
	}
	return out
}
