package slacksim_test

import (
	"fmt"
	"testing"

	"github.com/followup-bot/followup/internal/slacksim"
)

func TestForgetKeepsTheNewest(t *testing.T) {
	t.Parallel()
	w := start(t)
	for i := range 5 {
		if _, err := w.Say(t.Context(), "U1", "C1", fmt.Sprint(i), ""); err != nil {
			t.Fatal(err)
		}
	}
	w.Forget(2)
	var left []string
	for _, p := range w.Posts(func(p slacksim.Post) bool { return p.Channel == "C1" }) {
		left = append(left, p.Text)
	}
	if len(left) != 2 || left[0] != "3" || left[1] != "4" {
		t.Errorf("left: %v", left)
	}
}
