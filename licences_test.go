package followupfiles_test

import (
	"cmp"
	"flag"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write THIRD_PARTY.md")

// permitted are the licences under which we may pass on a program that contains the code, each known by a sentence of its own without
// commas, in the order in which to look: some licences contain the words of others.
var permitted = []struct{ name, sentence string }{
	{"Apache-2.0", "apache license version 2.0"},
	{"BSD-3-Clause", "neither the name"},
	{"BSD-2-Clause", "redistributions in binary form must reproduce the above copyright notice"},
	{"MIT", "permission is hereby granted free of charge to any person obtaining a copy"},
	{"ISC", "permission to use, copy modify and/or distribute this software for any purpose with or without fee is hereby granted"},
}

// refused are words of licences that ask for more than to be named.
var refused = regexp.MustCompile(`gnu (lesser |affero )?general public|mozilla public|server side public|business source|eclipse public|non-?commercial`)

// licenceOf names a licence by its text; empty: none of those that are permitted.
func licenceOf(text string) string {
	plain := strings.Join(strings.Fields(strings.ReplaceAll(strings.ToLower(text), ",", "")), " ")
	if refused.MatchString(plain) {
		return ""
	}
	for _, p := range permitted {
		if strings.Contains(plain, p.sentence) {
			return p.name
		}
	}
	return ""
}

// module is code of others that is in the program.
type module struct {
	path, licence string
	texts         []string // of its licence and notices
}

// TestEveryLicenceIsKnownAndPassedOn: a module whose licence is none of the permitted ones can't be added, and one that is added is in
// THIRD_PARTY.md, which goes into the image.
func TestEveryLicenceIsKnownAndPassedOn(t *testing.T) {
	t.Parallel()
	var modules []module
	for path, dir := range linked(t) {
		m := module{path: path, texts: textsIn(t, dir)}
		for _, text := range m.texts {
			m.licence = cmp.Or(m.licence, licenceOf(text))
		}
		if m.licence == "" {
			t.Errorf("%s has no licence that permits to pass it on; see %s", path, dir)
		}
		modules = append(modules, m)
		if path == "golang.org/x/sync" {
			modules = append(modules, module{path: "Go's own library and runtime", licence: m.licence, texts: m.texts}) // the same authors
		}
	}
	slices.SortFunc(modules, func(a, b module) int { return strings.Compare(a.path, b.path) })
	want := thirdParty(modules)
	if *update {
		if err := os.WriteFile("THIRD_PARTY.md", []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile("THIRD_PARTY.md")
	if err != nil || string(got) != want {
		t.Errorf("THIRD_PARTY.md is not up to date (%v): go test . -run TestEveryLicence -update", err)
	}
}

func TestLicencesThatAskForMoreAreRefused(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Apache License\n   Version 2.0, January 2004":                                  "Apache-2.0",
		"Permission is hereby granted, free of charge,\nto any person obtaining a copy": "MIT",
		"GNU GENERAL PUBLIC LICENSE Version 3 … permission is hereby granted":           "",
		"Mozilla Public License Version 2.0":                                            "",
		"All rights reserved.":                                                          "",
	} {
		if got := licenceOf(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

// linked are the modules of others in the program as the image holds it, with the folders of their source.
func linked(t *testing.T) map[string]string {
	t.Helper()
	list := exec.CommandContext(t.Context(), "go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}}\t{{.Dir}}{{end}}{{end}}", "./cmd/followup")
	list.Env = append(os.Environ(), "GOOS=linux", "GOARCH=amd64", "CGO_ENABLED=0")
	said, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	modules := map[string]string{}
	for line := range strings.Lines(string(said)) {
		if path, dir, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok {
			modules[path] = dir
		}
	}
	if len(modules) < 10 {
		t.Fatalf("only %d modules: %q", len(modules), slices.Sorted(maps.Keys(modules)))
	}
	return modules
}

var legal = regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice)(\.txt|\.md)?$`)

func textsIn(t *testing.T, dir string) []string {
	t.Helper()
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	for _, f := range files {
		if !legal.MatchString(f.Name()) {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, strings.TrimSpace(strings.ReplaceAll(string(text), "\r\n", "\n")))
	}
	return texts
}

// thirdParty is the file: who is in the program, and each text once.
func thirdParty(modules []module) string {
	var b strings.Builder
	b.WriteString("# Code of others in this program\n\n" +
		"Generated: `go test . -run TestEveryLicence -update`. Tests, the demo's simulated workspace and tools use more; they are not passed on.\n\n" +
		"| module | licence |\n|---|---|\n")
	users := map[string][]string{}
	var texts []string
	for _, m := range modules {
		fmt.Fprintf(&b, "| %s | %s |\n", m.path, m.licence)
		for _, text := range m.texts {
			if users[text] == nil {
				texts = append(texts, text)
			}
			users[text] = append(users[text], m.path)
		}
	}
	for _, text := range texts {
		fmt.Fprintf(&b, "\n## %s\n\n```text\n%s\n```\n", strings.Join(users[text], ", "), text)
	}
	return b.String()
}
