package postgres

import (
	"context"

	"github.com/followup-bot/followup/internal/followup"
)

// By touches_lead; then by primary key.
const (
	sqlMoveTouches = `
update touches
set lead_id = $3
where workspace_id = $1
and lead_id = $2`

	sqlMoveTouchesBack = `
update touches t
set lead_id = $2
from events e
where t.workspace_id = $1
and t.lead_id = $3
and e.workspace_id = t.workspace_id
and e.id = t.event_id
and e.lead_id = any(array(` + mergedLeads + `))`

	sqlRenameContact = `
update touches t
set contact_id = $4
from events e
where t.workspace_id = $1
and t.contact_id = $3
and e.workspace_id = t.workspace_id
and e.id = t.event_id
and e.lead_id = any(array(` + mergedLeads + `))`
)

// MoveTouches finds nothing to move the second time.
func (t transaction) MoveTouches(
	ctx context.Context, w followup.WorkspaceID, from, to followup.LeadID, folded map[followup.ContactID]followup.ContactID,
) error {
	for was, is := range folded {
		if _, err := t.q.ExecContext(ctx, sqlRenameContact, w, from, was, is); err != nil {
			return failed("fold contacts", err)
		}
	}
	if _, err := t.q.ExecContext(ctx, sqlMoveTouches, w, from, to); err != nil {
		return failed("move touches", err)
	}
	return nil
}

// MoveTouchesBack finds nothing to move the second time.
func (t transaction) MoveTouchesBack(
	ctx context.Context, w followup.WorkspaceID, from, to followup.LeadID, folded map[followup.ContactID]followup.ContactID,
) error {
	for was, is := range folded {
		if _, err := t.q.ExecContext(ctx, sqlRenameContact, w, from, is, was); err != nil {
			return failed("unfold contacts", err)
		}
	}
	if _, err := t.q.ExecContext(ctx, sqlMoveTouchesBack, w, from, to); err != nil {
		return failed("move touches back", err)
	}
	return nil
}
