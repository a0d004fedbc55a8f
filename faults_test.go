package followupfiles_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// provedOn says on how many replicas a test plays a fault.
var provedOn = regexp.MustCompile(`(^|· )([12]|1, 2): `)

// TestThePageOfFaultsIsTrue: every fault in docs/faults.md is proved, on one replica or more, by tests that exist.
func TestThePageOfFaultsIsTrue(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("docs/faults.md")
	if err != nil {
		t.Fatal(err)
	}
	written := tests(t)
	faults := 0
	for line := range strings.Lines(string(page)) {
		if !strings.HasPrefix(line, "| ") || strings.Contains(line, "| proved by |") {
			continue
		}
		faults++
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), " | ")
		fault, proof := strings.TrimSpace(cells[0]), strings.TrimSpace(cells[len(cells)-1])
		named := testNamed.FindAllStringSubmatch(proof, -1)
		if len(cells) != 4 || len(named) == 0 || !provedOn.MatchString(proof) {
			t.Errorf("%q is not told in four cells, the last of which says by which tests it is proved, on how many replicas", fault)
		}
		for _, name := range named {
			if !written[name[1]] {
				t.Errorf("%q is proved by %s, which isn't there", fault, name[1])
			}
		}
	}
	if faults < 40 {
		t.Errorf("only %d faults are found on the page", faults)
	}
}
