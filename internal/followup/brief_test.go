package followup_test

import (
	"testing"

	"github.com/followup-bot/followup/internal/followup"
)

func TestANoteSaysWhatToKnowBeforeTalkingToThem(t *testing.T) {
	known := followup.Brief{Hook: "two dogs", Questions: "who signs?", Owes: "their list of users"}
	for note, want := range map[string]followup.Brief{
		"wants pricing, board 14 May": known,
		"hook: runs marathons":        {Hook: "runs marathons", Questions: known.Questions, Owes: known.Owes},
		"nice talk. Hook: runs marathons; ask: when is the board?; owes: the contract": {
			Hook: "runs marathons", Questions: "who signs?; when is the board?", Owes: "their list of users; the contract",
		},
		"Aufhänger: segelt\nFrage: Who signs?\nschuldet: Zahlen": {Hook: "segelt", Questions: "who signs?", Owes: "their list of users; Zahlen"},
		"hook: ; ask:": known,
		"the webhook: it is broken, task: none, borrowes: 3": known,
	} {
		if got := known.Heard(note); got != want {
			t.Errorf("%q: %+v, want %+v", note, got, want)
		}
	}
}
