package digest_test

import (
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
)

// A program of the release before hands a lead over and leaves what it owes with whose it was.
func TestWhatIsOwedOnSomebodyElsesLeadIsNoRow(t *testing.T) {
	now := time.Date(2026, 5, 12, 9, 0, 0, 0, time.UTC)
	owed := []followup.Obligation{{Lead: 7, Owner: "UANN", Kind: followup.Recap}}
	lead := followup.Lead{ID: 7, Owner: "UANN", State: followup.Active, Recall: &followup.Recall{}}
	if rows := digest.WithOwed(nil, owed, []followup.Lead{lead}, now); len(rows) != 1 {
		t.Errorf("%d rows on Ann's own lead", len(rows))
	}
	lead.Owner = "UBOB"
	if rows := digest.WithOwed(nil, owed, []followup.Lead{lead}, now); len(rows) != 0 {
		t.Errorf("%d rows on Bob's lead", len(rows))
	}
}
