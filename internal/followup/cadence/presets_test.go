package cadence

import "testing"

func TestX(t *testing.T) {
	for _, c := range Presets() {
		for _, f := range Lint(*c) {
			t.Errorf("%s: %+v", c.Label(), f)
		}
	}
}
