package tracker

import (
	"context"
	"fmt"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
)

// Prep returns what to know of a lead before the next touch. Its errors are those of Card.
func (t *Tracker) Prep(ctx context.Context, a Actor, id followup.LeadID) (digest.Prep, error) {
	card, err := t.Card(ctx, a, id, 0)
	if err != nil {
		return digest.Prep{}, err
	}
	touches, err := t.store.TouchesOf(ctx, a.Workspace, []followup.LeadID{card.Lead.ID})
	if err != nil {
		return digest.Prep{}, fmt.Errorf("load touches: %w", err)
	}
	return digest.PrepOf(card, touches[card.Lead.ID]), nil
}
