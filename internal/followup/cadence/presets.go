package cadence

import (
	"embed"
	"fmt"
	"slices"
	"sync"

	"github.com/followup-bot/followup/internal/followup"
)

//go:embed presets/*.yaml
var files embed.FS

// order is in which the shipped cadences are offered: warm leads first.
var order = []string{"warm-21", "post-call", "long-haul", "warm-5", "cold-12", "b2b-21"}

// presets are read when they are first asked for: a start needs none of them.
var presets = sync.OnceValue(load)

// Presets returns every shipped cadence in each of its variants, by key in the order in which they are offered, the standard variant
// first. All callers share them: they are not to be changed.
func Presets() []*followup.Cadence { return slices.Clone(presets()) }

// Keys lists the shipped cadences in the order in which they are offered.
func Keys() []string { return slices.Clone(order) }

// Preset returns a shipped cadence.
func Preset(key string, v followup.Variant) (*followup.Cadence, bool) {
	for _, c := range presets() {
		if c.Key == key && c.Variant == v {
			return c, true
		}
	}
	return nil, false
}

func load() []*followup.Cadence {
	var all []*followup.Cadence
	for _, key := range order {
		file, err := files.ReadFile("presets/" + key + ".yaml")
		if err != nil {
			panic(fmt.Sprintf("cadence: %v", err)) // embedded: a test loads them all
		}
		forms, err := Parse(file)
		if err != nil {
			panic(fmt.Sprintf("cadence: %s: %v", key, err)) // so are these
		}
		for i := range forms {
			all = append(all, &forms[i])
		}
	}
	return all
}
