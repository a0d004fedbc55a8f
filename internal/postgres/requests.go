package postgres

import (
	"context"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/tracker"
)

const (
	sqlClaimRequest = `
insert into requests (workspace_id, key, made_at)
values ($1, $2, $3)
on conflict (workspace_id, key) do nothing
returning key`
	// By primary key.
	sqlRequest = `
select coalesce(event_id, 0)
from requests
where workspace_id = $1
and key = $2`
)

// ClaimRequest inserts the key: a second one at the same moment waits in the insert until the first has committed. Where the first
// was undone, the second claims.
func (t transaction) ClaimRequest(ctx context.Context, w followup.WorkspaceID, key string, now time.Time) (first bool, err error) {
	var claim []string
	if err := t.q.SelectContext(ctx, &claim, sqlClaimRequest, w, key, instant(now)); err != nil {
		return false, failed("claim request", err)
	}
	return len(claim) == 1, nil
}

func (t transaction) RequestEvent(ctx context.Context, w followup.WorkspaceID, key string) (event followup.EventID, err error) {
	if err := t.q.GetContext(ctx, &event, sqlRequest, w, key); err != nil {
		return 0, failed("load request", err)
	}
	return event, nil
}

const (
	sqlInsertDraft = `
insert into drafts (workspace_id, user_id, response_url, typed, made_at)
values ($1, $2, $3, $4, $5)
returning id`
	// By primary key.
	sqlDraft = `
select id, workspace_id, user_id, response_url, typed, made_at
from drafts
where workspace_id = $1
and id = $2`
)

func (t transaction) InsertDraft(ctx context.Context, d tracker.Draft, now time.Time) (tracker.DraftID, error) {
	var id tracker.DraftID
	if err := t.q.GetContext(ctx, &id, sqlInsertDraft, d.Workspace, d.User, d.ResponseURL, d.Typed, instant(now)); err != nil {
		return 0, failed("insert draft", err)
	}
	return id, nil
}

type draftRow struct {
	ID          tracker.DraftID      `db:"id"`
	Workspace   followup.WorkspaceID `db:"workspace_id"`
	User        followup.UserID      `db:"user_id"`
	ResponseURL string               `db:"response_url"`
	Typed       string               `db:"typed"`
	MadeAt      time.Time            `db:"made_at"`
}

func (r draftRow) toDomain() tracker.Draft {
	r.MadeAt = r.MadeAt.UTC()
	return tracker.Draft(r)
}

func (s queries) Draft(ctx context.Context, w followup.WorkspaceID, id tracker.DraftID) (tracker.Draft, error) {
	var row draftRow
	if err := s.q.GetContext(ctx, &row, sqlDraft, w, id); err != nil {
		return tracker.Draft{}, failed("load draft", err)
	}
	return row.toDomain(), nil
}
