package postgres

import (
	"context"
	"time"

	"github.com/lib/pq"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/tracker"
)

const (
	sqlInsertNudge = `
insert into nudges (workspace_id, from_id, to_id, arrives_on, lead_ids, line, made_at)
values ($1, $2, $3, $4, $5, $6, $7)
on conflict (workspace_id, from_id, to_id, arrives_on) do nothing
returning id`
	// By primary key.
	sqlNudge = `
select id, from_id, to_id, lead_ids, line, made_at
from nudges
where workspace_id = $1
and id = $2`
)

// InsertNudge of one that comes second on its day waits for the first and makes none.
func (t transaction) InsertNudge(ctx context.Context, n tracker.Nudge) (tracker.NudgeID, bool, error) {
	leads := make(pq.Int64Array, 0, len(n.Leads))
	for _, id := range n.Leads {
		leads = append(leads, int64(id))
	}
	var made []tracker.NudgeID
	err := t.q.SelectContext(ctx, &made, sqlInsertNudge, n.Workspace, n.From, n.To, date(n.ArrivesOn), leads, n.Line, instant(n.MadeAt))
	if err != nil {
		return 0, false, failed("insert nudge", err)
	}
	if len(made) == 0 {
		return 0, false, nil
	}
	return made[0], true, nil
}

func (s queries) Nudge(ctx context.Context, w followup.WorkspaceID, id tracker.NudgeID) (tracker.Nudge, error) {
	var row struct {
		ID     tracker.NudgeID `db:"id"`
		From   followup.UserID `db:"from_id"`
		To     followup.UserID `db:"to_id"`
		Leads  pq.Int64Array   `db:"lead_ids"`
		Line   string          `db:"line"`
		MadeAt time.Time       `db:"made_at"`
	}
	if err := s.q.GetContext(ctx, &row, sqlNudge, w, id); err != nil {
		return tracker.Nudge{}, failed("load nudge", err)
	}
	n := tracker.Nudge{ID: row.ID, Workspace: w, From: row.From, To: row.To, Line: row.Line, MadeAt: row.MadeAt.UTC()}
	for _, lead := range row.Leads {
		n.Leads = append(n.Leads, followup.LeadID(lead))
	}
	return n, nil
}
