package postgres

import (
	"context"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/tracker"
)

// A touch comes with its event in one statement, and so does the note of which request made it.
const (
	sqlInsertEvent = insertEvent + noteRequest + `
select id, 0 as touch_id
from event`

	sqlInsertTouch = insertEvent + noteRequest + `,
touch as (
    insert into touches (` + touchFields + `)
    select $1, $2, event.id, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20
    from event
    returning id
)
select event.id, touch.id as touch_id
from event
cross join touch`

	eventFields = `workspace_id, lead_id, kind, by_id, at, source, recall_id, detail, before`
	touchFields = `workspace_id, lead_id, event_id, by_id, at, channel, outcome, minutes, note, promised, gave, contact_id, piece_id`

	insertEvent = `
with event as (
    insert into events (` + eventFields + `)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    returning id
)`

	// By primary key.
	noteRequest = `,
request as (
    update requests
    set event_id = event.id
    from event
    where workspace_id = $1
    and key = $10
)`
)

// InsertEvent keeps the touch in its own table only: numbers are counted there, and erasing finds it in one place.
func (t transaction) InsertEvent(
	ctx context.Context, e followup.Event, w followup.WorkspaceID, before *followup.Lead, request string,
) (followup.Event, error) {
	e = storedEvent(e)
	query, args := sqlInsertEvent, append(eventValues(e, w, before), request)
	if touch := e.Detail.Touch; touch != nil {
		query, args = sqlInsertTouch, append(append(args, touchValues(touch)...), orNil(touch.Piece))
	}
	var made struct {
		ID    followup.EventID `db:"id"`
		Touch followup.TouchID `db:"touch_id"`
	}
	if err := t.q.GetContext(ctx, &made, query, args...); err != nil {
		return e, failed("insert event", err)
	}
	return numbered(e, made.ID, made.Touch), nil
}

// storedEvent is an event with its times as the database keeps them.
func storedEvent(e followup.Event) followup.Event {
	e.At = instant(e.At)
	if !e.Detail.Until.IsZero() {
		e.Detail.Until = instant(e.Detail.Until)
	}
	if e.Detail.Touch != nil {
		touch := *e.Detail.Touch
		touch.Lead, touch.At = e.Lead, instant(touch.At)
		e.Detail.Touch = &touch
	}
	return e
}

// numbered is a stored event with its number and its touch's.
func numbered(e followup.Event, id followup.EventID, touch followup.TouchID) followup.Event {
	e.ID = id
	if e.Detail.Touch != nil {
		e.Detail.Touch.ID, e.Detail.Touch.Event = touch, id
	}
	return e
}

// eventValues are those of eventFields.
func eventValues(e followup.Event, w followup.WorkspaceID, before *followup.Lead) []any {
	detail := e.Detail
	detail.Touch = nil
	var snapshot *document[leadBefore]
	if before != nil {
		snapshot = &document[leadBefore]{snapshotOf(*before)}
	}
	return []any{w, e.Lead, e.Kind, e.By, e.At, e.Source, orNil(e.Recall), document[followup.Detail]{detail}, snapshot}
}

// touchValues are those of touchFields, from by_id up to contact_id.
func touchValues(t *followup.Touch) []any {
	return []any{t.By, t.At, t.Channel, t.Outcome, t.Minutes, t.Note, t.Promised, t.Gave, orNil(t.Contact)}
}

// By primary key.
const sqlBefore = `
select lead_id, before
from events
where workspace_id = $1
and id = $2
and before is not null`

// Before returns the lead with what an event changes as it was; what it leaves alone (its date of birth, often its contacts) is as it is.
func (s queries) Before(ctx context.Context, w followup.WorkspaceID, id followup.EventID) (followup.Lead, error) {
	var row struct {
		Lead   followup.LeadID      `db:"lead_id"`
		Before document[leadBefore] `db:"before"`
	}
	if err := s.q.GetContext(ctx, &row, sqlBefore, w, id); err != nil {
		return followup.Lead{}, failed("load the lead before an event", err)
	}
	lead, err := s.Lead(ctx, w, row.Lead)
	if err != nil {
		return followup.Lead{}, err
	}
	var on *followup.Cadence
	if e := row.Before.V.Enrolment; e != nil && e.Cadence != 0 {
		if on, err = s.cadence(ctx, w, e.Cadence); err != nil {
			return followup.Lead{}, err
		}
	}
	return row.Before.V.restore(lead, on), nil
}

const (
	sqlTakeBack = `
update events
set undone_by = $3
where workspace_id = $1
and id = $2
and (undone_by is null or undone_by = id)`
	// By touches_event.
	sqlTakeBackTouch = `
update touches
set is_undone = true
where workspace_id = $1
and event_id = $2`
)

// TakeBack of an event that was taken back already is tracker.ErrNothingToUndo; one that was taken back by itself is being edited.
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
