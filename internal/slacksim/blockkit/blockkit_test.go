package blockkit_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/followup-bot/followup/internal/slacksim/blockkit"
)

func decode(t *testing.T, source string) any {
	t.Helper()
	var v any
	if err := json.Unmarshal([]byte(source), &v); err != nil {
		t.Fatalf("%v in %s", err, source)
	}
	return v
}

// repeat is n copies of s with commas between; a %d in it is the number of the copy.
func repeat(n int, s string) string {
	parts := make([]string, n)
	for i := range parts {
		parts[i] = strings.ReplaceAll(s, "%d", fmt.Sprint(i))
	}
	return strings.Join(parts, ",")
}

const (
	plain   = `{"type":"plain_text","text":"x"}`
	option  = `{"text":{"type":"plain_text","text":"x"},"value":"%d"}`
	button  = `{"type":"button","action_id":"b%d","text":{"type":"plain_text","text":"x"}}`
	divider = `{"type":"divider"}`
)

func text(n int) string { return `{"type":"plain_text","text":"` + strings.Repeat("ä", n) + `"}` }

func section(accessory string) string {
	return `{"type":"section","text":` + plain + `,"accessory":` + accessory + `}`
}

func input(element string) string {
	return `{"type":"input","label":` + plain + `,"element":` + element + `}`
}

func TestBlocks(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, blocks, want string // want is the first finding, empty for none
		surface            blockkit.Surface
	}{
		{name: "section", blocks: `{"type":"section","text":` + text(3000) + `}`},
		{name: "section too long", blocks: `{"type":"section","text":` + text(3001) + `}`, want: "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"},
		{name: "section empty text", blocks: `{"type":"section","text":` + text(0) + `}`, want: "must be more than 0 characters [json-pointer:/blocks/0/text/text]"},
		{name: "section without text", blocks: `{"type":"section"}`, want: "must define either `text` or `fields` [json-pointer:/blocks/0]"},
		{name: "fields", blocks: `{"type":"section","fields":[` + repeat(10, plain) + `]}`},
		{name: "too many fields", blocks: `{"type":"section","fields":[` + repeat(11, plain) + `]}`, want: "no more than 10 items allowed [json-pointer:/blocks/0/fields]"},
		{name: "field too long", blocks: `{"type":"section","fields":[` + text(2001) + `]}`, want: "must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]"},
		{name: "emoji in mrkdwn", blocks: `{"type":"section","text":{"type":"mrkdwn","text":"x","emoji":true}}`, want: "invalid additional property: emoji [json-pointer:/blocks/0/text]"},
		{name: "verbatim in plain text", blocks: `{"type":"section","text":{"type":"plain_text","text":"x","verbatim":true}}`, want: "invalid additional property: verbatim [json-pointer:/blocks/0/text]"},
		{name: "text without type", blocks: `{"type":"section","text":{"text":"x"}}`, want: "must provide a text object with a type [json-pointer:/blocks/0/text]"},
		{name: "header", blocks: `{"type":"header","text":` + text(150) + `}`},
		{name: "header too long", blocks: `{"type":"header","text":` + text(151) + `}`, want: "must be less than 151 characters [json-pointer:/blocks/0/text/text]"},
		{name: "header in mrkdwn", blocks: `{"type":"header","text":{"type":"mrkdwn","text":"x"}}`, want: "must be one of: plain_text [json-pointer:/blocks/0/text/type]"},
		{name: "unknown block", blocks: `{"type":"teapot"}`, want: "unsupported type: teapot [json-pointer:/blocks/0/type]"},
		{name: "unknown field", blocks: `{"type":"divider","color":"red"}`, want: "invalid additional property: color [json-pointer:/blocks/0]"},
		{name: "no object", blocks: `"divider"`, want: "must provide an object [json-pointer:/blocks/0]"},
		{name: "same block id", blocks: `{"type":"divider","block_id":"a"},{"type":"divider","block_id":"a"}`, want: "`block_id` already exists: a [json-pointer:/blocks/1/block_id]"},
		{name: "block id too long", blocks: `{"type":"divider","block_id":"` + strings.Repeat("a", 256) + `"}`, want: "must be less than 256 characters [json-pointer:/blocks/0/block_id]"},
		{name: "50 blocks", blocks: repeat(50, divider)},
		{name: "51 blocks", blocks: repeat(51, divider), want: "no more than 50 items allowed [json-pointer:/blocks]"},
		{name: "100 blocks on Home", blocks: repeat(100, divider), surface: blockkit.Home},

		{name: "actions", blocks: `{"type":"actions","elements":[` + repeat(25, button) + `]}`},
		{name: "no actions", blocks: `{"type":"actions","elements":[]}`, want: "no less than 1 items allowed [json-pointer:/blocks/0/elements]"},
		{name: "26 actions", blocks: `{"type":"actions","elements":[` + repeat(26, button) + `]}`, want: "no more than 25 items allowed [json-pointer:/blocks/0/elements]"},
		{name: "same action id", blocks: `{"type":"actions","elements":[` + strings.ReplaceAll(button+","+button, "%d", "") + `]}`, want: "`action_id` already exists: b [json-pointer:/blocks/0/elements/1/action_id]"},
		{name: "image among actions", blocks: `{"type":"actions","elements":[{"type":"image","image_url":"https://x.y/z","alt_text":"x"}]}`, want: "must be one of"},
		{name: "input element among actions", blocks: `{"type":"actions","elements":[{"type":"plain_text_input","action_id":"a"}]}`, want: "must be one of"},
		{name: "button text too long", blocks: section(`{"type":"button","text":` + text(76) + `}`), want: "must be less than 76 characters [json-pointer:/blocks/0/accessory/text/text]"},
		{name: "button value too long", blocks: section(`{"type":"button","text":` + plain + `,"value":"` + strings.Repeat("a", 2001) + `"}`), want: "must be less than 2001 characters"},
		{name: "button style", blocks: section(`{"type":"button","text":` + plain + `,"style":"default"}`), want: "must be one of: primary, danger [json-pointer:/blocks/0/accessory/style]"},
		{name: "button to javascript", blocks: section(`{"type":"button","text":` + plain + `,"url":"javascript:alert(1)"}`), want: "must be a valid URL"},
		{name: "confirm", blocks: section(`{"type":"button","text":` + plain + `,"confirm":{"title":` + text(100) + `,"text":` + text(300) + `,"confirm":` + text(30) + `,"deny":` + text(30) + `}}`)},
		{name: "confirm too long", blocks: section(`{"type":"button","text":` + plain + `,"confirm":{"title":` + text(101) + `,"text":` + plain + `,"confirm":` + plain + `,"deny":` + plain + `}}`), want: "must be less than 101 characters"},
		{name: "confirm without deny", blocks: section(`{"type":"button","text":` + plain + `,"confirm":{"title":` + plain + `,"text":` + plain + `,"confirm":` + plain + `}}`), want: "missing required field: deny"},

		{name: "overflow", blocks: section(`{"type":"overflow","options":[` + repeat(5, option) + `]}`)},
		{name: "overflow of 6", blocks: section(`{"type":"overflow","options":[` + repeat(6, option) + `]}`), want: "no more than 5 items allowed"},
		{name: "select", blocks: section(`{"type":"static_select","options":[` + repeat(100, option) + `]}`)},
		{name: "select of 101", blocks: section(`{"type":"static_select","options":[` + repeat(101, option) + `]}`), want: "no more than 100 items allowed"},
		{name: "select without options", blocks: section(`{"type":"static_select"}`), want: "must define either `options` or `option_groups`"},
		{name: "select with the same value twice", blocks: section(`{"type":"static_select","options":[` + strings.ReplaceAll(option+","+option, "%d", "v") + `]}`), want: "value already exists: v [json-pointer:/blocks/0/accessory/options/1/value]"},
		{name: "option text too long", blocks: section(`{"type":"static_select","options":[{"text":` + text(76) + `,"value":"a"}]}`), want: "must be less than 76 characters"},
		{name: "option value too long", blocks: section(`{"type":"static_select","options":[{"text":` + plain + `,"value":"` + strings.Repeat("a", 76) + `"}]}`), want: "must be less than 76 characters"},
		{name: "option in mrkdwn", blocks: section(`{"type":"static_select","options":[{"text":{"type":"mrkdwn","text":"x"},"value":"a"}]}`), want: "must be one of: plain_text"},
		{name: "initial option elsewhere", blocks: section(`{"type":"static_select","options":[` + repeat(2, option) + `],"initial_option":{"text":` + plain + `,"value":"7"}}`), want: "must exactly match one of the provided options"},
		{name: "initial option", blocks: section(`{"type":"static_select","options":[` + repeat(2, option) + `],"initial_option":{"text":` + plain + `,"value":"1"}}`)},
		{name: "placeholder too long", blocks: section(`{"type":"users_select","placeholder":` + text(151) + `}`), want: "must be less than 151 characters"},
		{name: "radio of 11", blocks: section(`{"type":"radio_buttons","options":[` + repeat(11, option) + `]}`), want: "no more than 10 items allowed"},
		{name: "date", blocks: section(`{"type":"datepicker","initial_date":"2026-5-1"}`), want: "must be in the form YYYY-MM-DD"},
		{name: "time", blocks: section(`{"type":"timepicker","initial_time":"9:30"}`), want: "must be in the form HH:mm"},

		{name: "context", blocks: `{"type":"context","elements":[` + repeat(10, plain) + `]}`},
		{name: "context of 11", blocks: `{"type":"context","elements":[` + repeat(11, plain) + `]}`, want: "no more than 10 items allowed"},
		{name: "button in context", blocks: `{"type":"context","elements":[{"type":"button","text":` + plain + `}]}`, want: "unsupported type: button"},
		{name: "image", blocks: `{"type":"image","alt_text":"x"}`, want: "must define either `image_url` or `slack_file`"},
		{name: "table", blocks: `{"type":"table","rows":[[{"type":"raw_text","text":"a"}]],"column_settings":[null,{"align":"right"}]}`},
		{name: "two tables", blocks: repeat(2, `{"type":"table","rows":[[{"type":"raw_text","text":"a"}]]}`), want: "only one table allowed [json-pointer:/blocks/1]"},
		{name: "101 rows", blocks: `{"type":"table","rows":[` + repeat(101, `[{"type":"raw_text","text":"a"}]`) + `]}`, want: "no more than 100 items allowed [json-pointer:/blocks/0/rows]"},
		{name: "21 columns", blocks: `{"type":"table","rows":[[` + repeat(21, `{"type":"raw_text","text":"a"}`) + `]]}`, want: "no more than 20 items allowed [json-pointer:/blocks/0/rows/0]"},
		{name: "button in a table", blocks: `{"type":"table","rows":[[` + strings.ReplaceAll(button, "%d", "") + `]]}`, want: "unsupported type: button"},
		{name: "table on Home", surface: blockkit.Home, blocks: `{"type":"table","rows":[[{"type":"raw_text","text":"a"}]]}`, want: "unsupported type: table"},
		{name: "alert in a message", blocks: `{"type":"alert","text":` + plain + `}`, want: "unsupported type: alert"},
		{name: "rich text", blocks: `{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"x","style":{"bold":true}},{"type":"user","user_id":"U1"}]}]}`},
		{name: "rich text with an empty text", blocks: `{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":""}]}]}`, want: "must be more than 0 characters"},
		{name: "rich text in a list", blocks: `{"type":"rich_text","elements":[{"type":"rich_text_list","style":"dotted","elements":[]}]}`, want: "must be one of: bullet, ordered"},

		{name: "input", surface: blockkit.Modal, blocks: input(`{"type":"plain_text_input","action_id":"a","max_length":3000}`)},
		{name: "input too long", surface: blockkit.Modal, blocks: input(`{"type":"plain_text_input","max_length":3001}`), want: "must be less than 3001"},
		{name: "input with too long a text", surface: blockkit.Modal, blocks: input(`{"type":"plain_text_input","initial_value":"` + strings.Repeat("a", 3001) + `"}`), want: "must be less than 3001 characters"},
		{name: "input lengths", surface: blockkit.Modal, blocks: input(`{"type":"plain_text_input","min_length":5,"max_length":3}`), want: "must be at most max_length"},
		{name: "button as input", surface: blockkit.Modal, blocks: input(strings.ReplaceAll(button, "%d", "")), want: "must be one of"},
		{name: "number without decimals", surface: blockkit.Modal, blocks: input(`{"type":"number_input","action_id":"a"}`), want: "missing required field: is_decimal_allowed"},
		{name: "two focused", surface: blockkit.Modal, blocks: input(`{"type":"email_text_input","action_id":"a","focus_on_load":true}`) + "," + input(`{"type":"email_text_input","action_id":"a","focus_on_load":true}`), want: "only one element can set focus_on_load to true"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			blocks, _ := decode(t, "["+tt.blocks+"]").([]any)
			expect(t, blockkit.Check(tt.surface, blocks), tt.want)
		})
	}
}

func expect(t *testing.T, problems []blockkit.Problem, want string) {
	t.Helper()
	switch {
	case want == "" && len(problems) > 0:
		t.Fatalf("refused: %v", problems)
	case want == "":
	case len(problems) == 0:
		t.Fatalf("accepted, want %q", want)
	case !strings.HasPrefix(problems[0].String(), want):
		t.Fatalf("got %q, want %q", problems[0], want)
	}
}

func TestViews(t *testing.T) {
	t.Parallel()
	in := input(`{"type":"plain_text_input","action_id":"a"}`)
	tests := []struct{ name, view, want string }{
		{"modal", `{"type":"modal","title":` + text(24) + `,"submit":` + plain + `,"blocks":[` + in + `]}`, ""},
		{"title too long", `{"type":"modal","title":` + text(25) + `,"blocks":[]}`, "must be less than 25 characters [json-pointer:/view/title/text]"},
		{"no title", `{"type":"modal","blocks":[]}`, "missing required field: title [json-pointer:/view]"},
		{"no blocks", `{"type":"modal","title":` + plain + `}`, "missing required field: blocks [json-pointer:/view]"},
		{"input without submit", `{"type":"modal","title":` + plain + `,"blocks":[` + in + `]}`, "missing required field: submit [json-pointer:/view]"},
		{"metadata too long", `{"type":"modal","title":` + plain + `,"blocks":[],"private_metadata":"` + strings.Repeat("a", 3001) + `"}`, "must be less than 3001 characters [json-pointer:/view/private_metadata]"},
		{"101 blocks", `{"type":"modal","title":` + plain + `,"blocks":[` + repeat(101, divider) + `]}`, "no more than 100 items allowed [json-pointer:/view/blocks]"},
		{"deep pointer", `{"type":"modal","title":` + plain + `,"blocks":[{"type":"header","text":` + text(151) + `}]}`, "must be less than 151 characters [json-pointer:/view/blocks/0/text/text]"},
		{"home", `{"type":"home","blocks":[` + divider + `]}`, ""},
		{"no type", `{"blocks":[]}`, "missing required field: type [json-pointer:/view]"},
		{"workflow step", `{"type":"workflow_step","blocks":[]}`, "unsupported type: workflow_step [json-pointer:/view/type]"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			view, _ := decode(t, tt.view).(map[string]any)
			expect(t, blockkit.CheckView(view), tt.want)
		})
	}
}

func TestSuggestions(t *testing.T) {
	t.Parallel()
	for source, want := range map[string]string{
		`{"options":[]}`: "",
		`{"options":[` + repeat(101, option) + `]}`: "no more than 100 items allowed [json-pointer:/options]",
		`{}`: "missing required field: options",
		`{"option_groups":[{"label":` + plain + `,"options":[` + repeat(2, option) + `]}]}`: "",
	} {
		answer, _ := decode(t, source).(map[string]any)
		expect(t, blockkit.CheckSuggestion(answer), want)
	}
}

func TestTextLengthCountsEveryText(t *testing.T) {
	t.Parallel()
	blocks, _ := decode(t, `[{"type":"section","text":`+text(10)+`,"accessory":`+strings.ReplaceAll(button, "%d", "")+`},{"type":"markdown","text":"12345"}]`).([]any)
	if n := blockkit.TextLength(blocks); n != 16 {
		t.Fatal(n)
	}
}
