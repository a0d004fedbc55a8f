package followupfiles_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestEveryDependencyHasItsReason: what go.mod asks for by itself stands in README's table, and what stands there is asked for. What
// those bring along is in THIRD_PARTY.md where it is in the program.
func TestEveryDependencyHasItsReason(t *testing.T) {
	t.Parallel()
	asked, named := direct(t), reasons(t)
	for _, module := range asked {
		if !slices.Contains(named, module) {
			t.Errorf("%s has no line of reason in README's table of dependencies", module)
		}
	}
	for _, module := range named {
		if !slices.Contains(asked, module) {
			t.Errorf("README gives a reason for %s, which go.mod doesn't ask for", module)
		}
	}
	if len(asked) < 10 {
		t.Errorf("only %q", asked)
	}
}

// TestNoDependencyIsReplaced: go.sum vouches for modules by their names, and a replacement is other code under the name.
func TestNoDependencyIsReplaced(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("go.mod")
	if err != nil {
		t.Fatal(err)
	}
	if found := regexp.MustCompile(`(?m)^\s*(replace|exclude|tool)\b.*|=>.*`).FindString(string(text)); found != "" {
		t.Errorf("go.mod holds %q", found)
	}
}

var required = regexp.MustCompile(`(?m)^(?:require)?\s+([\w.-]+\.[\w./-]+) v\S+(.*)$`)

// direct are the modules that go.mod asks for by itself, as README writes them.
func direct(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile("go.mod")
	if err != nil {
		t.Fatal(err)
	}
	var modules []string
	for _, m := range required.FindAllStringSubmatch(string(text), -1) {
		if !strings.Contains(m[2], "// indirect") {
			modules = append(modules, plain(m[1]))
		}
	}
	return modules
}

var major = regexp.MustCompile(`/v\d+$`)

// plain is a module's path without what goes without saying.
func plain(path string) string {
	return major.ReplaceAllString(strings.TrimPrefix(path, "github.com/"), "")
}

// reasons are the modules in README's table, each of which has a reason beside it.
func reasons(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(text), "### Dependencies\n")
	table, _, _ = strings.Cut(table, "\n## ")
	var modules []string
	for line := range strings.Lines(table) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		if len(cells) != 2 || strings.Contains(cells[0], "---") || strings.TrimSpace(cells[0]) == "library" {
			continue
		}
		if strings.TrimSpace(cells[1]) == "" {
			t.Errorf("no reason: %s", line)
		}
		for name := range strings.SplitSeq(cells[0], ",") {
			modules = append(modules, strings.TrimSpace(name))
		}
	}
	return modules
}
