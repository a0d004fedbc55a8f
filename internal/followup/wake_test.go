package followup_test

import (
	"testing"

	"github.com/followup-bot/followup/internal/followup"
)

func TestTheUsualParksEndOnAValidDay(t *testing.T) {
	today := day("2026-11-30")
	for w, want := range map[followup.WakeAfter]string{
		followup.WakeInFiveWeeks: "2027-01-04", followup.WakeInThreeMonths: "2027-02-28", followup.WakeInSixMonths: "2027-05-30",
		followup.WakeInAYear: "2027-11-30", "": "",
	} {
		if got := w.From(today); got.String() != want {
			t.Errorf("%s: got %s, want %s", w, got, want)
		}
	}
	for _, w := range followup.WakeChoices() {
		if w.From(today).IsZero() {
			t.Errorf("%s has no date", w)
		}
	}
}
