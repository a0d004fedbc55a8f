package postgres

import (
	"context"
	"time"

	"github.com/followup-bot/followup/internal/followup"
)

// eventRow is an event with its touch, if any.
type eventRow struct {
	ID       followup.EventID          `db:"id"`
	Lead     followup.LeadID           `db:"lead_id"`
	Kind     followup.EventKind        `db:"kind"`
	By       followup.UserID           `db:"by_id"`
	At       time.Time                 `db:"at"`
	Source   followup.Source           `db:"source"`
	Recall   followup.RecallID         `db:"recall_id"`
	Detail   document[followup.Detail] `db:"detail"`
	UndoneBy followup.EventID          `db:"undone_by"`

	TouchID  *followup.TouchID `db:"touch_id"`
	TouchBy  followup.UserID   `db:"touch_by"`
	TouchAt  *time.Time        `db:"touch_at"`
	Channel  followup.Channel  `db:"touch_channel"`
	Outcome  followup.Outcome  `db:"touch_outcome"`
	Minutes  int               `db:"touch_minutes"`
	Note     string            `db:"touch_note"`
	Promised string            `db:"touch_promised"`
	Gave     string            `db:"touch_gave"`

	Contact followup.ContactID `db:"touch_contact"`
	Piece   followup.PieceID   `db:"touch_piece"`
}

const (
	eventColumns = `e.id, e.lead_id, e.kind, e.by_id, e.at, e.source, coalesce(e.recall_id, 0) as recall_id, e.detail,
    coalesce(e.undone_by, 0) as undone_by,
    t.id as touch_id, coalesce(t.by_id, '') as touch_by, t.at as touch_at, coalesce(t.channel, '') as touch_channel,
    coalesce(t.outcome, '') as touch_outcome, coalesce(t.minutes, 0) as touch_minutes, coalesce(t.note, '') as touch_note,
    coalesce(t.promised, '') as touch_promised, coalesce(t.gave, '') as touch_gave,
    coalesce(t.contact_id, 0) as touch_contact, coalesce(t.piece_id, 0) as touch_piece`
	eventTouch = `
left join touches t on t.workspace_id = e.workspace_id and t.event_id = e.id`
	eventTables = `
from events e` + eventTouch
	// standing are a person's events that were not taken back and take nothing back, and what a rule did that a person may take back.
	standing = `
and e.undone_by is null
and e.kind <> 'undone'
and (e.source <> 'rule' or e.kind = 'rested')`
)

func (r eventRow) toDomain() followup.Event {
	e := followup.Event{
		ID: r.ID, Lead: r.Lead, Kind: r.Kind, By: r.By, At: r.At.UTC(), Source: r.Source, Recall: r.Recall,
		Detail: r.Detail.V, UndoneBy: r.UndoneBy,
	}
	if r.TouchID != nil && r.TouchAt != nil {
		e.Detail.Touch = &followup.Touch{
			ID: *r.TouchID, Lead: r.Lead, Event: r.ID, By: r.TouchBy, At: r.TouchAt.UTC(), Channel: r.Channel, Outcome: r.Outcome,
			Minutes: r.Minutes, Note: r.Note, Promised: r.Promised, Gave: r.Gave, Contact: r.Contact, Piece: r.Piece,
		}
	}
	return e
}

func (s queries) event(ctx context.Context, doing, query string, args ...any) (followup.Event, error) {
	var row eventRow
	if err := s.q.GetContext(ctx, &row, query, args...); err != nil {
		return followup.Event{}, failed(doing, err)
	}
	return row.toDomain(), nil
}

// By primary key.
const sqlEvent = `
select ` + eventColumns + eventTables + `
where e.workspace_id = $1
and e.id = $2`

func (s queries) Event(ctx context.Context, w followup.WorkspaceID, id followup.EventID) (followup.Event, error) {
	return s.event(ctx, "load event", sqlEvent, w, id)
}

// By events_lead.
const sqlNewestEvent = `
select ` + eventColumns + eventTables + `
where e.workspace_id = $1
and e.lead_id = $2` + standing + `
order by e.id desc
limit 1`

func (s queries) NewestEvent(ctx context.Context, w followup.WorkspaceID, lead followup.LeadID) (followup.Event, error) {
	return s.event(ctx, "load newest event", sqlNewestEvent, w, lead)
}

// By events_by. What was done to a lead before it was erased can't be taken back and stands in nobody's way; the erasure itself does.
const sqlNewestEventBy = `
select ` + eventColumns + eventTables + `
where e.workspace_id = $1
and e.by_id = $2` + standing + `
and e.source <> 'rule'
and (e.kind = 'forgotten' or (
    select l.erased_at is null
    from leads l
    where l.workspace_id = e.workspace_id
    and l.id = e.lead_id
))
order by e.id desc
limit 1`

func (s queries) NewestEventBy(ctx context.Context, w followup.WorkspaceID, by followup.UserID) (followup.Event, error) {
	return s.event(ctx, "load a person's newest event", sqlNewestEventBy, w, by)
}

const (
	// By leads_merged_into and events_lead.
	sqlHistory = `
select ` + eventColumns + eventTables + `
where e.workspace_id = $1
and e.lead_id = any(array(` + mergedLeads + `))` + ofTheKept + `
order by e.id desc
offset $3
limit $4`
	// By leads_merged_into and events_lead.
	sqlCountHistory = `
select count(*)
from events e
where e.workspace_id = $1
and e.lead_id = any(array(` + mergedLeads + `))` + ofTheKept

	// ofTheKept leaves out how the others see a merge: the kept lead's history tells of it.
	ofTheKept = `
and (e.lead_id = $2 or e.kind <> 'merged_away')`

	// mergedLeads are a lead and those that went into it, directly or with another one. By leads_merged_into.
	mergedLeads = `
    with recursive merged as (
        select $2::bigint as id
        union
        select l.id
        from merged
        join leads l on l.workspace_id = $1 and l.merged_into = merged.id
    )
    select id from merged`
)

func (s queries) History(
	ctx context.Context, w followup.WorkspaceID, lead followup.LeadID, offset, limit int,
) ([]followup.Event, int, error) {
	var total int
	if err := s.q.GetContext(ctx, &total, sqlCountHistory, w, lead); err != nil {
		return nil, 0, failed("count history", err)
	}
	var rows []eventRow
	if err := s.q.SelectContext(ctx, &rows, sqlHistory, w, lead, offset, limit); err != nil {
		return nil, 0, failed("load history", err)
	}
	return mapped(rows, eventRow.toDomain), total, nil
}
