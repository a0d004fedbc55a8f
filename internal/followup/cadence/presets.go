package cadence

import (
	"github.com/followup-bot/followup/internal/followup"
)

// Presets returns every shipped cadence in each of its variants, by key in the order in which they are offered, the standard variant
// first. All callers share them: they are not to be changed.
func Presets() []*followup.Cadence { return nil }

// Keys lists the shipped cadences in the order in which they are offered.
func Keys() []string { return nil }

// Preset returns a shipped cadence.
func Preset(key string, v followup.Variant) (*followup.Cadence, bool) {
	for _, c := range Presets() {
		if c.Key == key && c.Variant == v {
			return c, true
		}
	}
	return nil, false
}
