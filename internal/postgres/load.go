package postgres

import (
	"context"

	"github.com/lib/pq"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// By recalls_due.
const sqlLoads = `
select due_on, count(*) as due, count(*) filter (where kind = 'wake') as wakes
from recalls
where workspace_id = $1
and owner_id = $2
and is_open
and kind <> 'echo'
and due_on >= coalesce($3, '-infinity'::date)
and due_on <= $4
and lead_id <> $5
group by due_on`

func (s queries) Loads(
	ctx context.Context, w followup.WorkspaceID, owner followup.UserID, from, upTo calendar.Date, but followup.LeadID,
) (map[calendar.Date]followup.Load, error) {
	var rows []struct {
		On    date `db:"due_on"`
		Due   int  `db:"due"`
		Wakes int  `db:"wakes"`
	}
	if err := s.q.SelectContext(ctx, &rows, sqlLoads, w, owner, orNil(date(from)), date(upTo), but); err != nil {
		return nil, failed("count recalls by day", err)
	}
	loads := make(map[calendar.Date]followup.Load, len(rows))
	for _, row := range rows {
		loads[calendar.Date(row.On)] = followup.Load{Due: row.Due, Wakes: row.Wakes}
	}
	return loads, nil
}

// By recalls_due, once per owner.
const sqlMovedLeads = `
select ` + leadColumns + `
from recalls r
join leads l on l.workspace_id = r.workspace_id and l.id = r.lead_id
where r.workspace_id = $1
and r.owner_id = any($2)
and r.is_open
and r.moves >= $3
order by r.moves desc, l.id
limit $4`

func (s queries) MovedLeads(
	ctx context.Context, w followup.WorkspaceID, owners []followup.UserID, times, limit int,
) ([]followup.Lead, error) {
	return s.leads(ctx, "load leads moved again and again", sqlMovedLeads, w, pq.Array(owners), times, limit)
}
