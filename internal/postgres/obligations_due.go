package postgres

import (
	"context"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/tracker"
)

// By obligations_next, then the key of beats.
const sqlObligationsDue = `
select ` + obligationColumns + `, exists (
    select from beats b
    where b.workspace_id = o.workspace_id
    and b.doubted_until >= o.next_at
) as doubtful
from obligations o
where o.next_at <= $1
and o.settled_at is null
order by o.next_at, o.workspace_id, o.id
limit $2
for no key update of o skip locked`

func (t transaction) ObligationsDue(ctx context.Context, now time.Time, limit int) ([]tracker.DueObligation, error) {
	var rows []struct {
		obligationRow

		Doubtful bool `db:"doubtful"`
	}
	if err := t.q.SelectContext(ctx, &rows, sqlObligationsDue, instant(now), limit); err != nil {
		return nil, failed("pick obligations", err)
	}
	due := make([]tracker.DueObligation, 0, len(rows))
	for _, row := range rows {
		due = append(due, tracker.DueObligation{Obligation: row.toDomain(), Doubtful: row.Doubtful})
	}
	return due, nil
}

// By recalls_promised.
const sqlUnobliged = `
select r.workspace_id, r.lead_id
from recalls r
where r.is_open
and r.kind = 'promised'
and r.due_on between $1::date - 1 and $1::date + 4
and not exists (
    select from obligations o
    where o.workspace_id = r.workspace_id
    and o.lead_id = r.lead_id
    and o.kind = 'promise'
    and o.settled_at is null
)
order by r.due_on, r.workspace_id, r.id
limit $2`

func (t transaction) Unobliged(ctx context.Context, on calendar.Date, limit int) ([]tracker.LeadKey, error) {
	var rows []struct {
		Workspace followup.WorkspaceID `db:"workspace_id"`
		Lead      followup.LeadID      `db:"lead_id"`
	}
	if err := t.q.SelectContext(ctx, &rows, sqlUnobliged, date(on), limit); err != nil {
		return nil, failed("look for promises without a row", err)
	}
	keys := make([]tracker.LeadKey, 0, len(rows))
	for _, row := range rows {
		keys = append(keys, tracker.LeadKey(row))
	}
	return keys, nil
}
