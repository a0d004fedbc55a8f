// Command report reads what go test -json says, shows a line per package and everything about what failed, and ends with 1 where a
// test failed or was skipped: a skipped test is a promise that nobody checks.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
)

// event is what go test -json prints, one a line.
type event struct {
	Action     string
	Package    string
	ImportPath string
	Test       string
	Output     string
}

// run is a test, or with an empty name a package's own output.
type run struct{ pkg, test string }

// report is what has been read so far.
type report struct {
	output map[run][]string // of tests that have not ended well
	failed []string
	skips  []string
	passed int
}

func main() {
	r := &report{output: map[run][]string{}}
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var e event
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			fmt.Println(lines.Text()) // what go itself says
			continue
		}
		r.take(e)
	}
	if err := lines.Err(); err != nil {
		fmt.Println("report:", err)
		os.Exit(1)
	}
	if !r.sum() {
		os.Exit(1)
	}
}

func (r *report) take(e event) {
	key := run{e.Package, e.Test}
	switch e.Action {
	case "build-output":
		fmt.Print(e.Output)
	case "build-fail":
		r.failed = append(r.failed, e.ImportPath+" does not build")
	case "output":
		if e.Test == "" && isSummary(e.Output) {
			fmt.Print(e.Output)
			return
		}
		if !strings.HasPrefix(e.Output, "=== ") { // that it runs, waits and goes on is no news
			r.output[key] = append(r.output[key], e.Output)
		}
	case "pass":
		if e.Test != "" {
			r.passed++
		}
		// The race detector writes into whichever test speaks at that moment; another one then fails for it.
		if said := strings.Join(r.output[key], ""); strings.Contains(said, "DATA RACE") {
			fmt.Print(said)
		}
		delete(r.output, key)
	case "skip":
		if e.Test != "" { // otherwise a package without tests
			r.skips = append(r.skips, e.Package+" "+e.Test)
			fmt.Print(strings.Join(r.output[key], ""))
		}
		delete(r.output, key)
	case "fail":
		if told := slices.ContainsFunc(r.failed, func(f string) bool { return strings.HasPrefix(f, e.Package+" ") }); e.Test != "" || !told {
			r.failed = append(r.failed, strings.TrimSpace(e.Package+" "+e.Test))
		}
		fmt.Print(strings.Join(r.output[key], ""))
		delete(r.output, key)
	}
}

// isSummary picks the line that ends a package.
func isSummary(line string) bool {
	return strings.HasPrefix(line, "ok  \t") || strings.HasPrefix(line, "FAIL\t") || strings.HasPrefix(line, "?   \t")
}

// sum says how it went, and reports whether that is well.
func (r *report) sum() bool {
	slices.Sort(r.failed)
	for _, test := range slices.Compact(r.failed) {
		fmt.Println("failed: ", test)
	}
	for _, test := range r.skips {
		fmt.Println("skipped:", test)
	}
	fmt.Printf("%d passed, %d failed, %d skipped\n", r.passed, len(r.failed), len(r.skips))
	return len(r.failed) == 0 && len(r.skips) == 0 && r.passed > 0
}
