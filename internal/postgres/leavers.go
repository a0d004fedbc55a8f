package postgres

import (
	"context"

	"github.com/followup-bot/followup/internal/followup"
)

// By leads_owner, then the key of recalls.
const (
	sqlOpenLeads = `
select ` + leadColumns + `
from leads l
join recalls r on r.workspace_id = l.workspace_id and r.id = l.open_recall_id
where l.workspace_id = $1
and l.owner_id = $2
and l.state in ('active', 'parked')
order by r.due_on, l.id
limit $3`

	sqlCountOpenLeads = `
select count(*)
from leads
where workspace_id = $1
and owner_id = $2
and state in ('active', 'parked')`
)

func (s queries) OpenLeads(
	ctx context.Context, w followup.WorkspaceID, owner followup.UserID, limit int,
) (leads []followup.Lead, all int, err error) {
	if leads, err = s.leads(ctx, "load open leads", sqlOpenLeads, w, owner, limit); err != nil {
		return nil, 0, err
	}
	if err := s.q.GetContext(ctx, &all, sqlCountOpenLeads, w, owner); err != nil {
		return nil, 0, failed("count open leads", err)
	}
	return leads, all, nil
}

// DecidersFor asks as who is told of a delivery that failed.
func (s queries) DecidersFor(ctx context.Context, w followup.WorkspaceID, rep followup.UserID) ([]followup.UserID, error) {
	var ids []followup.UserID
	if err := s.q.SelectContext(ctx, &ids, sqlTell, w, rep); err != nil {
		return nil, failed("load who decides", err)
	}
	return ids, nil
}
