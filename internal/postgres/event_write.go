package postgres

import (
	"context"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/tracker"
)

const (
	sqlInsertEvent = `
insert into events (workspace_id, lead_id, kind, by_id, at, source, recall_id, detail, before)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
returning id`
	sqlInsertTouch = `
insert into touches (workspace_id, lead_id, event_id, by_id, at, channel, outcome, minutes, note, promised, gave)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
returning id`
)

// InsertEvent keeps the touch in its own table only: numbers are counted there, and erasing finds it in one place.
func (t transaction) InsertEvent(
	ctx context.Context, e followup.Event, w followup.WorkspaceID, before *followup.Lead,
) (followup.Event, error) {
	e.At = instant(e.At)
	if !e.Detail.Until.IsZero() {
		e.Detail.Until = instant(e.Detail.Until)
	}
	detail := e.Detail
	detail.Touch = nil
	var snapshot *document[leadBefore]
	if before != nil {
		snapshot = &document[leadBefore]{snapshotOf(*before)}
	}
	err := t.q.GetContext(ctx, &e.ID, sqlInsertEvent,
		w, e.Lead, e.Kind, e.By, e.At, e.Source, orNil(e.Recall), document[followup.Detail]{detail}, snapshot)
	if err != nil {
		return e, failed("insert event", err)
	}
	if e.Detail.Touch == nil {
		return e, nil
	}
	touch := *e.Detail.Touch
	touch.Lead, touch.Event, touch.At = e.Lead, e.ID, instant(touch.At)
	err = t.q.GetContext(ctx, &touch.ID, sqlInsertTouch,
		w, touch.Lead, touch.Event, touch.By, touch.At, touch.Channel, touch.Outcome, touch.Minutes,
		touch.Note, touch.Promised, touch.Gave)
	if err != nil {
		return e, failed("insert touch", err)
	}
	e.Detail.Touch = &touch
	return e, nil
}

// By primary key.
const sqlBefore = `
select lead_id, before
from events
where workspace_id = $1
and id = $2
and before is not null`

// Before returns the lead with what an event changes as it was; its contacts and its date of birth are what they are.
func (t transaction) Before(ctx context.Context, w followup.WorkspaceID, id followup.EventID) (followup.Lead, error) {
	var row struct {
		Lead   followup.LeadID      `db:"lead_id"`
		Before document[leadBefore] `db:"before"`
	}
	if err := t.q.GetContext(ctx, &row, sqlBefore, w, id); err != nil {
		return followup.Lead{}, failed("load the lead before an event", err)
	}
	lead, err := t.Lead(ctx, w, row.Lead)
	if err != nil {
		return followup.Lead{}, err
	}
	return row.Before.V.restore(lead), nil
}

const (
	sqlTakeBack = `
update events
set undone_by = $3
where workspace_id = $1
and id = $2
and undone_by is null`
	// By touches_event.
	sqlTakeBackTouch = `
update touches
set is_undone = true
where workspace_id = $1
and event_id = $2`
)

// TakeBack of an event that was taken back already is tracker.ErrNothingToUndo.
func (t transaction) TakeBack(ctx context.Context, w followup.WorkspaceID, id, by followup.EventID) error {
	result, err := t.q.ExecContext(ctx, sqlTakeBack, w, id, by)
	if err != nil {
		return failed("take back event", err)
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return tracker.ErrNothingToUndo
	}
	if _, err := t.q.ExecContext(ctx, sqlTakeBackTouch, w, id); err != nil {
		return failed("take back touch", err)
	}
	return nil
}
