package words

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gopkg.in/yaml.v3"
)

// catalogue is one language's templates by key; the forms of a message that counts stand one under the other.
func catalogue(t *testing.T, language string) map[string]string {
	t.Helper()
	all := map[string]string{}
	paths, err := fs.Glob(files, "text/*."+language+".yaml")
	if err != nil || len(paths) == 0 {
		t.Fatal(language, err)
	}
	for _, path := range paths {
		data, err := files.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var tree map[string]any
		if err := yaml.Unmarshal(data, &tree); err != nil {
			t.Fatal(path, err)
		}
		flatten(t, all, "", tree)
	}
	return all
}

func flatten(t *testing.T, into map[string]string, key string, node any) {
	t.Helper()
	switch v := node.(type) {
	case string:
		if _, twice := into[key]; twice {
			t.Errorf("%s stands there twice", key)
		}
		into[key] = v
	case map[string]any:
		if one, counts := v["one"]; counts {
			into[key] = one.(string) + "\n" + v["other"].(string)
			return
		}
		for name, child := range v {
			flatten(t, into, strings.TrimPrefix(key+"."+name, "."), child)
		}
	default:
		t.Errorf("%s is %T, not text", key, node)
	}
}

var placeholder = regexp.MustCompile(`\{\w+\}`)

// TestEveryLanguageIsComplete: the same keys, and for each key the same values to fill in and the same forms.
func TestEveryLanguageIsComplete(t *testing.T) {
	t.Parallel()
	english := catalogue(t, "en")
	for _, language := range Languages() {
		other := catalogue(t, language)
		if diff := cmp.Diff(slices.Sorted(maps.Keys(english)), slices.Sorted(maps.Keys(other))); diff != "" {
			t.Errorf("%s has other messages than English:\n%s", language, diff)
		}
		for key, text := range other {
			if diff := cmp.Diff(values(english[key]), values(text)); diff != "" {
				t.Errorf("%s: %s fills in other values:\n%s", language, key, diff)
			}
			if strings.Contains(english[key], "\n") != strings.Contains(text, "\n") {
				t.Errorf("%s: %s counts in one language only", language, key)
			}
			if strings.Count(text, "[") != strings.Count(text, "]") || strings.TrimSpace(text) == "" {
				t.Errorf("%s: %s is %q", language, key, text)
			}
		}
	}
}

func values(text string) []string {
	found := placeholder.FindAllString(text, -1)
	slices.Sort(found)
	return slices.Compact(found)
}

// TestEveryKeyIsUsed looks for the keys in the bot's source: as they are, or as the beginning of a family such as "outcome.",
// whose members are held against the domain by the tests of those who use it. No key of the source may be missing either.
func TestEveryKeyIsUsed(t *testing.T) {
	t.Parallel()
	keys := catalogue(t, "en")
	literals := literalsBelow(t, "..")
	used := func(key string) bool {
		if literals[key] {
			return true
		}
		for i := range key {
			if key[i] == '.' && literals[key[:i+1]] {
				return true
			}
		}
		return false
	}
	sections := map[string]bool{}
	for key := range keys {
		section, _, _ := strings.Cut(key, ".")
		sections[section] = true
		if !used(key) {
			t.Errorf("nobody says %s", key)
		}
	}
	looksLikeKey := regexp.MustCompile(`^\w+(\.\w+)+$`)
	for text := range literals {
		section, _, _ := strings.Cut(text, ".")
		if _, there := keys[text]; !there && sections[section] && looksLikeKey.MatchString(text) {
			t.Errorf("%q looks like a key, but no message has it", text)
		}
	}
}

// literalsBelow collects the string literals of all Go files in a folder that are no tests.
func literalsBelow(t *testing.T, folder string) map[string]bool {
	t.Helper()
	found := map[string]bool{}
	err := filepath.WalkDir(folder, func(path string, _ os.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if text, err := strconv.Unquote(lit.Value); err == nil {
					found[text] = true
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
