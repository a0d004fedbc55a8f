package tracker

import (
	"context"
	"fmt"
	"time"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/cadence"
)

// darkAfter is how old a lead is at least that may have gone dark, and darkTouches how often it was touched: of others nothing is read.
const (
	darkAfter   = 21 * 24 * time.Hour
	darkTouches = 3
)

// addRungs says of the first rows what to try with those leads that have gone dark. It is one question more, and none where none can be.
func (t *Tracker) addRungs(ctx context.Context, w followup.WorkspaceID, rows []digest.Row, rep followup.Rep, now time.Time) error {
	rows = rows[:min(len(rows), digest.MaxExpanded)]
	var ids []followup.LeadID
	for _, r := range rows {
		if mayBeDark(r.Lead, now) {
			ids = append(ids, r.Lead.ID)
		}
	}
	touches, err := t.touchesOf(ctx, w, ids)
	if err != nil {
		return err
	}
	for i, r := range rows {
		if rung, ok := cadence.Ladder(r.Lead, touches[r.Lead.ID], now.In(rep.Location())); ok {
			rows[i].Stand.Rung = &rung
		}
	}
	return nil
}

func mayBeDark(l followup.Lead, now time.Time) bool {
	_, comes := l.Enrolment.Due() // its cadence says what is next
	return !comes && l.State == followup.Active && l.Touches >= darkTouches && now.Sub(l.CreatedAt) >= darkAfter
}

func (t *Tracker) touchesOf(ctx context.Context, w followup.WorkspaceID, ids []followup.LeadID) (map[followup.LeadID][]followup.Touch, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	touches, err := t.store.TouchesOf(ctx, w, ids)
	if err != nil {
		return nil, fmt.Errorf("load touches: %w", err)
	}
	return touches, nil
}
