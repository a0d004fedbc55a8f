package blockkit

import (
	"encoding/json"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// onlyShapes are fields that this package would let pass and the schema refuses; onlySchema the other way round. Whoever brings newer
// types of Slack's in sees here what they changed.
var (
	onlyShapes = map[string][]string{
		"header":                 {"level"},
		"image":                  {"image_url", "slack_file"}, // the schema has an image for each of them
		"rich_text_preformatted": {"language"},
		"emoji":                  {"skin_tone"},
	}
	onlySchema = map[string][]string{"emoji": {"url"}}
	// Slack has these too. Workflows and other workspaces are not simulated.
	notHere = []string{"workflow_button", "team"}
)

func TestShapesAndPublishedTypesAgree(t *testing.T) {
	t.Parallel()
	mine := map[string]shape{"rich_text": richTextShape}
	for typ, rule := range blockRules {
		mine[typ] = rule.shape
	}
	for _, more := range []map[string]shape{elementShapes, feedbackShapes, inlineShapes, richShapes, cellShapes} {
		maps.Copy(mine, more)
	}
	var schema struct {
		Definitions map[string]struct {
			Properties map[string]struct {
				Const string
			}
		}
	}
	if err := json.Unmarshal(schemaFile, &schema); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for name, d := range schema.Definitions {
		typ := d.Properties["type"].Const
		if typ == "" || typ == "plain_text" || typ == "mrkdwn" || slices.Contains(notHere, typ) {
			continue
		}
		seen[typ] = true
		if mine[typ] == nil {
			t.Errorf("%s: Slack's types have %q, we don't", name, typ)
			continue
		}
		var more, less []string
		for field := range mine[typ] {
			if _, ok := d.Properties[field]; !ok {
				more = append(more, field)
			}
		}
		for field := range d.Properties {
			if _, ok := mine[typ][field]; !ok {
				less = append(less, field)
			}
		}
		slices.Sort(more)
		slices.Sort(less)
		if diff := cmp.Diff(onlyShapes[typ], more); diff != "" {
			t.Errorf("%s: fields that Slack's types lack:\n%s", typ, diff)
		}
		if diff := cmp.Diff(onlySchema[typ], less); diff != "" {
			t.Errorf("%s: fields that we lack:\n%s", typ, diff)
		}
	}
	for typ := range mine {
		if !seen[typ] && typ != "image" {
			t.Errorf("%q is not among Slack's types", typ)
		}
	}
}

func TestWhatOnlyTheSchemaFinds(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, blocks, want string }{
		{"a field of another block", `[{"type":"header","text":{"type":"plain_text","text":"x"},"level":1}]`, "invalid additional property: level [json-pointer:/blocks/0]"},
		{"a mention in preformatted text", `[{"type":"rich_text","elements":[{"type":"rich_text_preformatted","elements":[{"type":"user","user_id":"U1"}]}]}]`, "unsupported type: user [json-pointer:/blocks/0/elements/0/elements/0/type]"},
		{"a number without its text", `[{"type":"table","rows":[[{"type":"raw_number","value":1}]]}]`, "missing required field: text [json-pointer:/blocks/0/rows/0/0]"},
		{"null is nothing", `[{"type":"section","text":{"type":"plain_text","text":"x","verbatim":false},"fields":null}]`, ""},
		{"a described choice", `[{"type":"section","text":{"type":"plain_text","text":"x"},"accessory":{"type":"checkboxes","options":[{"text":{"type":"mrkdwn","text":"*x*"},"description":{"type":"mrkdwn","text":"_y_"},"value":"1"}]}}]`, ""},
	} {
		var blocks []any
		if err := json.Unmarshal([]byte(test.blocks), &blocks); err != nil {
			t.Fatal(err)
		}
		var got string
		if problems := Check(Message, blocks); len(problems) > 0 {
			got = problems[0].String()
		}
		if got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.name, got, test.want)
		}
	}
}
