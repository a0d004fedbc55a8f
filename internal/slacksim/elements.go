package slacksim

import "fmt"

// inputState says how an element's value looks in state.values and in actions, and where its initial value comes from.
type inputState struct {
	field   string // the field that holds the value
	initial string // the element's field with the initial value
	options bool   // values are options, given by their value
	files   bool   // values are files, given by their id
	list    bool
}

var inputStates = map[string]inputState{
	"plain_text_input":           {field: "value", initial: "initial_value"},
	"email_text_input":           {field: "value", initial: "initial_value"},
	"url_text_input":             {field: "value", initial: "initial_value"},
	"number_input":               {field: "value", initial: "initial_value"},
	"rich_text_input":            {field: "rich_text_value", initial: "initial_value"},
	"datepicker":                 {field: "selected_date", initial: "initial_date"},
	"timepicker":                 {field: "selected_time", initial: "initial_time"},
	"datetimepicker":             {field: "selected_date_time", initial: "initial_date_time"},
	"static_select":              {field: "selected_option", initial: "initial_option", options: true},
	"external_select":            {field: "selected_option", initial: "initial_option", options: true},
	"radio_buttons":              {field: "selected_option", initial: "initial_option", options: true},
	"users_select":               {field: "selected_user", initial: "initial_user"},
	"conversations_select":       {field: "selected_conversation", initial: "initial_conversation"},
	"channels_select":            {field: "selected_channel", initial: "initial_channel"},
	"checkboxes":                 {field: "selected_options", initial: "initial_options", options: true, list: true},
	"multi_static_select":        {field: "selected_options", initial: "initial_options", options: true, list: true},
	"multi_external_select":      {field: "selected_options", initial: "initial_options", options: true, list: true},
	"multi_users_select":         {field: "selected_users", initial: "initial_users", list: true},
	"multi_conversations_select": {field: "selected_conversations", initial: "initial_conversations", list: true},
	"multi_channels_select":      {field: "selected_channels", initial: "initial_channels", list: true},
	"file_input":                 {field: "files", list: true, files: true},
}

// Values is what the inputs of a surface hold: block id → action id → value, in the shapes of the control API.
type Values map[string]map[string]any

// eachElement calls f for every element of the blocks that a person can use.
func eachElement(blocks []any, f func(block, element object)) {
	for _, b := range blocks {
		block, _ := b.(object)
		for _, key := range []string{"accessory", "element"} {
			if element, ok := block[key].(object); ok {
				f(block, element)
			}
		}
		if text(block, "type") != "actions" && text(block, "type") != "context_actions" {
			continue
		}
		elements, _ := block["elements"].([]any)
		for _, e := range elements {
			if element, ok := e.(object); ok {
				f(block, element)
			}
		}
	}
}

func findElement(blocks []any, blockID, actionID string) (block, element object) {
	eachElement(blocks, func(b, e object) {
		if text(b, "block_id") == blockID && text(e, "action_id") == actionID {
			block, element = b, e
		}
	})
	return block, element
}

// stateOf is state.values of a surface: every element that holds something, with null where it holds nothing.
func (w *Workspace) stateOf(blocks []any, values Values) object {
	state := object{}
	eachElement(blocks, func(block, element object) {
		typ := text(element, "type")
		spec, stateful := inputStates[typ]
		if !stateful {
			return
		}
		held := object{"type": typ, spec.field: w.held(element, spec, values[text(block, "block_id")])}
		id := text(block, "block_id")
		inBlock, ok := state[id].(object)
		if !ok {
			inBlock = object{}
			state[id] = inBlock
		}
		inBlock[text(element, "action_id")] = held
	})
	return state
}

// held is what one element holds: what the person gave, or else its initial value.
func (w *Workspace) held(element object, spec inputState, given map[string]any) any {
	v, touched := given[text(element, "action_id")]
	if !touched {
		v = element[spec.initial]
	} else if shaped, err := w.shape(element, spec, v); err == nil {
		v = shaped
	}
	switch {
	case v == nil && spec.list:
		return []any{}
	case v == "":
		return nil
	}
	return v
}

// shape turns a value of the control API into Slack's: option values become options, ids of files become files.
func (w *Workspace) shape(element object, spec inputState, given any) (any, error) {
	if given == nil || given == "" {
		return nil, nil //nolint:nilnil // nothing is a value here
	}
	if !spec.list {
		return w.shapeOne(element, spec, given)
	}
	list, ok := given.([]any)
	if !ok {
		return nil, fmt.Errorf("%s takes a list", text(element, "type"))
	}
	shaped := make([]any, len(list))
	for i, v := range list {
		one, err := w.shapeOne(element, spec, v)
		if err != nil {
			return nil, err
		}
		shaped[i] = one
	}
	return shaped, nil
}

func (w *Workspace) shapeOne(element object, spec inputState, given any) (any, error) {
	if spec.files {
		id, _ := given.(string)
		f, ok := w.files[id]
		if !ok {
			return nil, fmt.Errorf("there is no file %v", given)
		}
		return w.fileObject(f), nil
	}
	if !spec.options {
		return given, checkPlain(text(element, "type"), given)
	}
	if option, ok := given.(object); ok { // an external select's, as the app offered it
		return option, nil
	}
	for _, option := range optionsOf(element) {
		if option["value"] == given {
			return option, nil
		}
	}
	return nil, fmt.Errorf("%v is no option of %s", given, text(element, "action_id"))
}

func checkPlain(typ string, given any) error {
	if typ == "datetimepicker" {
		if _, ok := given.(float64); !ok {
			return fmt.Errorf("%s takes unix seconds", typ)
		}
		return nil
	}
	if typ == "rich_text_input" {
		if block, _ := given.(object); text(block, "type") != "rich_text" {
			return fmt.Errorf("%s takes a rich_text block", typ)
		}
		return nil
	}
	if _, ok := given.(string); !ok {
		return fmt.Errorf("%s takes text", typ)
	}
	return nil
}

// optionsOf lists all options of an element, those in groups among them.
func optionsOf(element object) []object {
	var all []object
	collect := func(raw any) {
		list, _ := raw.([]any)
		for _, o := range list {
			if option, ok := o.(object); ok {
				all = append(all, option)
			}
		}
	}
	collect(element["options"])
	groups, _ := element["option_groups"].([]any)
	for _, g := range groups {
		if group, ok := g.(object); ok {
			collect(group["options"])
		}
	}
	collect([]any{element["initial_option"]})
	collect(element["initial_options"])
	return all
}

// echoed are the fields of an element that come back with its action: of buttons, and of everything else.
var echoed = map[string][]string{
	"button":      {"text", "value", "style", "url", "confirm"},
	"icon_button": {"icon", "text", "value", "confirm"},
	"*": {
		"placeholder", "confirm", "initial_option", "initial_options", "initial_date", "initial_time", "initial_date_time", "initial_user", "initial_users",
		"initial_conversation", "initial_conversations", "initial_channel", "initial_channels",
	},
}

// feedbackAction says which of the two buttons was pressed.
func feedbackAction(action, element object, given any) error {
	for _, side := range []string{"positive_button", "negative_button"} {
		if pressed, _ := element[side].(object); pressed["value"] == given {
			action["value"], action["text"] = given, pressed["text"]
			return nil
		}
	}
	return fmt.Errorf("%v is no value of the feedback buttons", given)
}

// actionOf is one entry of the actions of a block_actions payload.
func (w *Workspace) actionOf(block, element object, given any) (object, error) {
	typ := text(element, "type")
	action := object{"type": typ, "block_id": text(block, "block_id"), "action_id": text(element, "action_id"), "action_ts": eventTS(w.clock.Now())}
	for _, key := range echoed[typ] {
		if v, ok := element[key]; ok {
			action[key] = v
		}
	}
	switch typ {
	case "button", "icon_button":
		return action, nil
	case "feedback_buttons":
		return action, feedbackAction(action, element, given)
	}
	for _, key := range echoed["*"] {
		if v, ok := element[key]; ok {
			action[key] = v
		}
	}
	spec := inputStates[typ]
	if typ == "overflow" {
		spec = inputState{field: "selected_option", options: true}
	}
	if spec.field == "" {
		return nil, fmt.Errorf("nothing can be done with a %s", typ)
	}
	v, err := w.shape(element, spec, given)
	if err != nil {
		return nil, err
	}
	if v == nil && spec.list {
		v = []any{}
	}
	action[spec.field] = v
	return action, nil
}
