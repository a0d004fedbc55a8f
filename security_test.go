package followupfiles_test

import (
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"
)

var (
	testNamed   = regexp.MustCompile("`(Test\\w+)`")
	testWritten = regexp.MustCompile(`(?m)^func (Test\w+)\(`)
)

// TestSecurityNamesItsTests: each threat in SECURITY.md names tests, and those exist.
func TestSecurityNamesItsTests(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("SECURITY.md")
	if err != nil {
		t.Fatal(err)
	}
	written := tests(t)
	for _, m := range testNamed.FindAllStringSubmatch(string(text), -1) {
		if !written[m[1]] {
			t.Errorf("SECURITY.md names %s, and there is no such test", m[1])
		}
	}
	_, threats, _ := strings.Cut(string(text), "\n## Threats\n")
	threats, _, _ = strings.Cut(threats, "\n## ")
	rows := 0
	for line := range strings.Lines(threats) {
		if !strings.HasPrefix(line, "| ") || strings.HasPrefix(line, "| who") {
			continue
		}
		if rows++; !testNamed.MatchString(line) {
			t.Errorf("a threat without a test: %s", line)
		}
	}
	if rows < 10 {
		t.Errorf("only %d threats", rows)
	}
}

// tests are the names of all tests, also of those behind tags.
func tests(t *testing.T) map[string]bool {
	t.Helper()
	names := map[string]bool{}
	here := os.DirFS(".")
	err := fs.WalkDir(here, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := fs.ReadFile(here, path)
		for _, m := range testWritten.FindAllStringSubmatch(string(text), -1) {
			names[m[1]] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}
