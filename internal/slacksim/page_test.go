package slacksim_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	said       = regexp.MustCompile(`\bsay\('((?:[^'\\]|\\.)*)'`)
	translated = regexp.MustCompile(`(?:^|[ {])(?:'((?:[^'\\]|\\.)*)'|(\w+)): '(?:[^'\\]|\\.)*'`)
	gap        = regexp.MustCompile(`\{\d\}`)
)

// What the page says is there in German, and nothing is that it doesn't say. What it got from the workspace stands in Go.
func TestThePageSpeaksGerman(t *testing.T) {
	t.Parallel()
	german := read(t, "page/assets/de.js")
	var everything strings.Builder
	sources, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	scripts, err := filepath.Glob("page/assets/*.js")
	if err != nil {
		t.Fatal(err)
	}
	spoken := map[string]bool{}
	for _, path := range append(sources, scripts...) {
		if strings.HasSuffix(path, "_test.go") || strings.HasSuffix(path, "/de.js") {
			continue
		}
		text := read(t, path)
		everything.WriteString(text)
		for _, found := range said.FindAllStringSubmatch(text, -1) {
			spoken[found[1]] = true
		}
	}
	known := map[string]bool{}
	for _, found := range translated.FindAllStringSubmatch(german, -1) {
		known[found[1]+found[2]] = true
	}
	if len(spoken) < 90 || len(known) < len(spoken) {
		t.Fatalf("%d sentences are found, %d of them in German", len(spoken), len(known))
	}
	for sentence := range spoken {
		if !known[sentence] {
			t.Errorf("not in de.js: %s", sentence)
		}
	}
	for sentence := range known {
		for _, part := range gap.Split(strings.ReplaceAll(sentence, `\'`, `'`), -1) {
			if !strings.Contains(everything.String(), strings.Trim(part, `"`)) {
				t.Errorf("nothing says %q any more", sentence)
			}
		}
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}
