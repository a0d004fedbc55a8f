package view_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/slackbot/view"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestGolden holds every surface against its file in testdata, which Block Kit Builder can show.
func TestGolden(t *testing.T) {
	t.Parallel()
	surfaces := ordinary().surfaces()
	for name, surface := range ordinary().in("de-DE").surfaces() {
		surfaces["de/"+name] = surface
	}
	for name, surface := range surfaces {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := asJSON(t, surface)
			file := filepath.Join("testdata", name+".json")
			if *update {
				if err := os.WriteFile(file, got, 0o600); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatalf("%v (go test ./internal/slackbot/view -update writes it)", err)
			}
			if diff := cmp.Diff(string(want), string(got)); diff != "" {
				t.Errorf("%s changed (-want +got):\n%s", file, diff)
			}
		})
	}
	err := fs.WalkDir(os.DirFS("testdata"), ".", func(path string, _ fs.DirEntry, err error) error {
		if name, ok := strings.CutSuffix(path, ".json"); ok && surfaces[name] == nil {
			t.Errorf("%s belongs to no surface", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// asJSON writes a surface as Slack gets it.
func asJSON(t *testing.T, surface any) []byte {
	t.Helper()
	if m, ok := surface.(view.Message); ok {
		surface = map[string]any{"text": m.Text, "blocks": slack.Blocks{BlockSet: m.Blocks}}
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(surface); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// decoded is a surface as a tree of maps and slices.
func decoded(t *testing.T, surface any) map[string]any {
	t.Helper()
	var tree map[string]any
	if err := json.Unmarshal(asJSON(t, surface), &tree); err != nil {
		t.Fatal(err)
	}
	return tree
}

// walk visits every object of a tree.
func walk(tree any, visit func(map[string]any)) {
	switch node := tree.(type) {
	case map[string]any:
		visit(node)
		for _, child := range node {
			walk(child, visit)
		}
	case []any:
		for _, child := range node {
			walk(child, visit)
		}
	}
}
