package postgres

import (
	"context"

	"github.com/lib/pq"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/tracker"
)

// By leads_owner for the people whose leads are searched. For an admin these are all of the workspace's: $4 bounds them.
const sqlNames = `
select l.id, l.owner_id = $2 as mine, l.name, l.company
from leads l
where l.workspace_id = $1
and l.state <> 'merged'
and ($3::text[] is null or l.owner_id = any($3))
order by l.owner_id = $2 desc, l.id desc
limit $4`

func (s queries) Names(
	ctx context.Context, w followup.WorkspaceID, me followup.UserID, owners []followup.UserID, limit int,
) ([]tracker.Named, error) {
	var rows []struct {
		Lead    followup.LeadID `db:"id"`
		Mine    bool            `db:"mine"`
		Name    string          `db:"name"`
		Company string          `db:"company"`
	}
	if err := s.q.SelectContext(ctx, &rows, sqlNames, w, me, pq.Array(owners), limit); err != nil {
		return nil, failed("load names", err)
	}
	names := make([]tracker.Named, 0, len(rows))
	for _, row := range rows {
		names = append(names, tracker.Named(row))
	}
	return names, nil
}
