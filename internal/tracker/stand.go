package tracker

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/cadence"
)

// addRungs says of each day's first rows what to try with those leads that have gone dark. It is one question more, and none where none
// can be. The rows of a day stand together.
func (t *Tracker) addRungs(ctx context.Context, w followup.WorkspaceID, rows []digest.Row, days map[followup.UserID]digest.Day) error {
	shown := map[followup.UserID]int{}
	dark := map[followup.LeadID]*digest.Row{}
	for i, r := range rows {
		if r.For != nil { // who covers keeps what was promised, and decides nothing else
			continue
		}
		shown[r.Lead.Owner]++
		if shown[r.Lead.Owner] <= digest.MaxExpanded && cadence.MayBeDark(r.Lead, days[r.Lead.Owner].Now) {
			dark[r.Lead.ID] = &rows[i]
		}
	}
	touches, err := t.touchesOf(ctx, w, slices.Collect(maps.Keys(dark)))
	if err != nil {
		return err
	}
	for id, r := range dark {
		day := days[r.Lead.Owner]
		if rung, ok := cadence.Ladder(r.Lead, touches[id], day.Now.In(day.Rep.Location())); ok {
			r.Stand.Rung = &rung
		}
	}
	return nil
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
