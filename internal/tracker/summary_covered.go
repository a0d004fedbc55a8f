package tracker

import (
	"context"
	"slices"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// coveredLate are the promises of those who are away that are overdue, by whose they are now: a promise doesn't wait for its owner (G6),
// so that a manager reads of it beside who stands in, or, where nobody of the team does, beside the owner.
func (t *Tracker) coveredLate(
	ctx context.Context, s digest.Summary, away []followup.Rep, leads map[followup.UserID][]followup.Lead,
) (map[followup.UserID][]digest.OverdueLead, error) {
	late := map[followup.UserID][]digest.OverdueLead{}
	for _, owner := range away {
		by, ok, err := t.standIn(ctx, t.store, owner)
		if err != nil {
			return nil, err
		}
		if !ok || !slices.Contains(s.Team.Members, by.ID) {
			by = owner.Present() // whose days are counted like any others here
		}
		today := calendar.Today(s.Now, by.Location())
		for _, l := range leads[owner.ID] {
			if days := by.OverdueDays(*l.Recall, today); days > 0 && l.Recall.Kind == followup.Promised {
				late[by.ID] = append(late[by.ID], digest.OverdueLead{Lead: l, OwnerName: owner.Name, Days: days})
			}
		}
	}
	return late, nil
}
