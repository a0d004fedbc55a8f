package postgres

import (
	"context"

	"github.com/followup-bot/followup/internal/followup"
)

const (
	recallColumns = `workspace_id, lead_id, owner_id, kind, due_on, due_minute, channel, goal, reasons, reply_owed,
    snoozed_until, snoozes, moves`
	sqlInsertRecall = `
insert into recalls (` + recallColumns + `)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
returning id, version`
	sqlChangeRecall = `
update recalls
set owner_id = $3, kind = $4, due_on = $5, due_minute = $6, channel = $7, goal = $8, reasons = $9, reply_owed = $10,
    snoozed_until = $11, snoozes = $12, moves = $13, version = version + 1, is_open = true
where workspace_id = $1
and lead_id = $2
and id = $14
returning id, version`
	sqlCloseRecall = `
update recalls
set is_open = false
where workspace_id = $1
and id = $2`
)

// replaceRecall makes after's recall, which is stored already, the lead's one open recall in place of before's; nil leaves none. It
// returns the recall as stored.
func (t transaction) replaceRecall(ctx context.Context, before, after followup.Lead) (*followup.Recall, error) {
	was, is := before.Recall, after.Recall
	if was != nil && (is == nil || is.ID != was.ID) {
		if _, err := t.q.ExecContext(ctx, sqlCloseRecall, before.Workspace, was.ID); err != nil {
			return nil, failed("close recall", err)
		}
	}
	if is == nil {
		return nil, nil //nolint:nilnil // no recall is what the lead has
	}
	after.ID, after.Workspace = before.ID, before.Workspace
	return t.changeRecall(ctx, after)
}

// insertRecall stores l's recall as a new one; a lead without stays without.
func (t transaction) insertRecall(ctx context.Context, l followup.Lead) (*followup.Recall, error) {
	if l.Recall == nil {
		return nil, nil //nolint:nilnil // no recall is what the lead has
	}
	return t.storeRecall(ctx, "insert recall", sqlInsertRecall, l)
}

// changeRecall changes l's recall in place, or opens it again where it was closed. Its version is the stored one's successor
// either way, so that a button from before is out of date.
func (t transaction) changeRecall(ctx context.Context, l followup.Lead) (*followup.Recall, error) {
	return t.storeRecall(ctx, "change recall", sqlChangeRecall, l, l.Recall.ID)
}

// storeRecall writes the recall's columns.
func (t transaction) storeRecall(ctx context.Context, doing, query string, l followup.Lead, more ...any) (*followup.Recall, error) {
	r := recallOf(l)
	var row struct {
		ID      followup.RecallID `db:"id"`
		Version int               `db:"version"`
	}
	if err := t.q.GetContext(ctx, &row, query, append(recallValues(l.Workspace, r), more...)...); err != nil {
		return nil, failed(doing, err)
	}
	r.ID, r.Version = row.ID, row.Version
	return &r, nil
}

// recallOf is a lead's recall as it is stored. It belongs to its lead's owner, whatever it says itself.
func recallOf(l followup.Lead) followup.Recall {
	r := *l.Recall
	r.Lead, r.Owner = l.ID, l.Owner
	r.SnoozedUntil = instantOrNil(r.SnoozedUntil)
	return r
}

// recallValues are those of recallColumns.
func recallValues(w followup.WorkspaceID, r followup.Recall) []any {
	reasons := r.Reasons
	if reasons == nil {
		reasons = []followup.Reason{}
	}
	return []any{
		w, r.Lead, r.Owner, r.Kind, date(r.Due), r.At, r.Channel, r.Goal, document[[]followup.Reason]{reasons}, r.ReplyOwed,
		r.SnoozedUntil, r.Snoozes, r.Moves,
	}
}
