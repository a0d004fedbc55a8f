package blockkit

import (
	"bytes"
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
)

// The schema is made from the types that Slack publishes for its own clients, so that this package can't overlook a field, or make
// one up, by itself. What a type can't say (lengths, counts, ids that differ, which block may be where) the shapes of this package say.
//
//go:generate node schema/generate.mjs
//go:embed schema.json
var schemaFile []byte

// schemas are the parts of the schema by name: blocks, home, modal, suggestion.
var schemas = sync.OnceValue(func() map[string]*jsonschema.Schema {
	const at = "block-kit.json"
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(schemaFile))
	if err != nil {
		panic("blockkit: the embedded schema is no JSON: " + err.Error())
	}
	compiler := jsonschema.NewCompiler()
	compiler.RegisterVocabulary(&jsonschema.Vocabulary{
		URL: at + "/by-type", Subschemas: []jsonschema.SchemaPath{{jsonschema.Prop(keyword), jsonschema.AllProp{}}}, Compile: compileByType,
	})
	if err := compiler.AddResource(at, document); err != nil {
		panic("blockkit: " + err.Error())
	}
	parts := map[string]*jsonschema.Schema{}
	for _, name := range []string{"blocks", "home", "modal", "suggestion"} {
		parts[name] = compiler.MustCompile(at + "#/properties/" + name)
	}
	return parts
})

// keyword is the schema's own: what an object must be besides, by its type. Asking each of two dozen types whether it is meant, as
// plain JSON Schema would, took more than half of what the workspace does with a message.
const keyword = "byType"

// byType are the schemas of the keyword, by type.
type byType map[string]*jsonschema.Schema

func compileByType(ctx *jsonschema.CompilerContext, obj map[string]any) (jsonschema.SchemaExt, error) {
	types, ok := obj[keyword].(map[string]any)
	if !ok {
		return nil, nil //nolint:nilnil // what the library wants to hear of a schema without the keyword
	}
	of := byType{}
	for name := range types {
		of[name] = ctx.Enqueue([]string{keyword, name})
	}
	return of, nil
}

// Validate has an object be what its type says. A type that is unknown, or no type, is the enum's to refuse.
func (of byType) Validate(ctx *jsonschema.ValidatorContext, v any) {
	item, _ := v.(object)
	name, _ := item["type"].(string)
	if schema := of[name]; schema != nil {
		if err := ctx.Validate(schema, v, nil); err != nil {
			ctx.AddErr(err)
		}
	}
}

// bySchema adds what the schema finds at places where the shapes found nothing: one mistake makes one finding.
func (c *checker) bySchema(part, pointer string, v any) {
	failed, isInvalid := schemas()[part].Validate(essential(v)).(*jsonschema.ValidationError) //nolint:errorlint // it is returned as it is
	if !isInvalid {
		return
	}
	known := map[string]bool{}
	for _, p := range c.problems {
		known[p.Pointer] = true
	}
	for _, p := range findings(failed) {
		p.Pointer = pointer + p.Pointer
		if !known[p.Pointer] {
			c.problems = append(c.problems, p)
		}
	}
}

// essential is a value without what makes no difference to Slack: fields that are null, and the verbatim:false that official
// clients write into plain text.
func essential(v any) any {
	switch v := v.(type) {
	case []any:
		items := make([]any, len(v))
		for i, it := range v {
			items[i] = essential(it)
		}
		return items
	case object:
		kept := object{}
		for key, value := range v {
			if value == nil || (key == "verbatim" && value == false && v["type"] == "plain_text") {
				continue
			}
			kept[key] = essential(value)
		}
		return kept
	}
	return v
}

// findings are the leaves of an error, in order of their places. Of several alternatives the one that fits best speaks.
func findings(e *jsonschema.ValidationError) []Problem {
	if len(e.Causes) == 0 {
		return inWords(e)
	}
	_, isChoice := e.ErrorKind.(*kind.AnyOf)
	var all []Problem
	for i, cause := range e.Causes {
		found := findings(cause)
		switch {
		case !isChoice:
			all = append(all, found...)
		case i == 0 || len(found) < len(all):
			all = found
		}
	}
	slices.SortStableFunc(all, func(a, b Problem) int { return strings.Compare(a.Pointer, b.Pointer) })
	return slices.Compact(all)
}

var typeWords = map[string]string{
	"string": "must be a string", "boolean": "must be a boolean", "number": "must be a number", "array": "must be an array",
	"object": "must provide an object",
}

// inWords says a finding as Slack would.
func inWords(e *jsonschema.ValidationError) []Problem {
	pointer := ""
	for _, step := range e.InstanceLocation {
		pointer = pointer + "/" + step
	}
	var said []Problem
	say := func(text string) { said = append(said, Problem{Text: text, Pointer: pointer}) }
	switch k := e.ErrorKind.(type) {
	case *kind.Required:
		for _, name := range k.Missing {
			say("missing required field: " + name)
		}
	case *kind.AdditionalProperties:
		for _, name := range slices.Sorted(slices.Values(k.Properties)) {
			say("invalid additional property: " + name)
		}
	case *kind.Enum:
		if strings.HasSuffix(pointer, "/type") {
			say(fmt.Sprintf("unsupported type: %v", k.Got))
			break
		}
		say("must be one of: " + strings.Join(words(k.Want), ", "))
	case *kind.Const:
		say(fmt.Sprintf("must be one of: %v", k.Want))
	case *kind.Type:
		say(typeWords[k.Want[0]])
	default:
		say("is not what Slack's types say")
	}
	return said
}

func words(values []any) []string {
	list := make([]string, len(values))
	for i, v := range values {
		list[i] = fmt.Sprint(v)
	}
	return list
}
