package postgres

import (
	"context"
	"time"

	"github.com/lib/pq"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// obligationRow is a row as it is read and, as JSON by the names of the columns, written.
type obligationRow struct {
	ID        followup.ObligationID   `db:"id" json:"id"`
	Workspace followup.WorkspaceID    `db:"workspace_id" json:"workspace_id"`
	Lead      followup.LeadID         `db:"lead_id" json:"lead_id"`
	Owner     followup.UserID         `db:"owner_id" json:"owner_id"`
	Kind      followup.ObligationKind `db:"kind" json:"kind"`
	Event     *followup.EventID       `db:"event_id" json:"event_id"`
	For       time.Time               `db:"for_at" json:"for_at"`
	On        date                    `db:"for_on" json:"for_on"`
	Due       time.Time               `db:"due_at" json:"due_at"`
	Next      *time.Time              `db:"next_at" json:"next_at"`
	PingedAt  *time.Time              `db:"pinged_at" json:"pinged_at"`
	SettledAt *time.Time              `db:"settled_at" json:"settled_at"`
	SettledOn *date                   `db:"settled_on" json:"settled_on"`
	How       followup.Settling       `db:"settled_how" json:"settled_how"`
	By        *followup.EventID       `db:"settled_by" json:"settled_by"`
}

const obligationColumns = `o.id, o.workspace_id, o.lead_id, o.owner_id, o.kind, o.event_id, o.for_at, o.for_on, o.due_at, o.next_at, o.pinged_at,
    o.settled_at, o.settled_on, o.settled_how, o.settled_by`

func (r obligationRow) toDomain() followup.Obligation {
	o := followup.Obligation{
		ID: r.ID, Workspace: r.Workspace, Lead: r.Lead, Owner: r.Owner, Kind: r.Kind, Event: orZero(r.Event), For: r.For.UTC(),
		On: calendar.Date(r.On), Due: r.Due.UTC(), Next: momentOf(r.Next), PingedAt: momentOf(r.PingedAt),
		SettledAt: momentOf(r.SettledAt), How: r.How, By: orZero(r.By),
	}
	if r.SettledOn != nil {
		o.SettledOn = calendar.Date(*r.SettledOn)
	}
	return o
}

func toObligationRow(o followup.Obligation) obligationRow {
	row := obligationRow{
		ID: o.ID, Workspace: o.Workspace, Lead: o.Lead, Owner: o.Owner, Kind: o.Kind, Event: orNil(o.Event), For: instant(o.For), On: date(o.On),
		Due: instant(o.Due), Next: momentOrNil(o.Next), PingedAt: momentOrNil(o.PingedAt), SettledAt: momentOrNil(o.SettledAt), How: o.How, By: orNil(o.By),
	}
	if !o.Open() {
		on := date(o.SettledOn)
		row.SettledOn = &on
	}
	return row
}

func orZero[T any](v *T) T {
	if v == nil {
		var zero T
		return zero
	}
	return *v
}

func momentOf(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return t.UTC()
}

func momentOrNil(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return instantOrNil(&t)
}

// By the table's unique key. What was said to have gone out stays settled only while its event stands.
const sqlObligations = `
select o.id, o.workspace_id, o.lead_id, o.owner_id, o.kind, o.event_id, o.for_at, o.for_on, o.due_at, o.next_at, o.pinged_at,
    o.settled_at, o.settled_on, o.settled_by,
    case when o.settled_how = 'said' and e.undone_by is not null then 'undone' else o.settled_how end as settled_how
from obligations o
left join events e on e.workspace_id = o.workspace_id and e.id = o.settled_by
where o.workspace_id = $1
and o.lead_id = $2
and (o.settled_at is null or o.for_at > $3)
order by o.id`

// By touches_lead.
const sqlHeard = `
select t.id, t.lead_id, t.event_id, t.by_id, t.at, t.channel, t.outcome, t.minutes, t.note, t.promised, t.gave,
    coalesce(t.contact_id, 0) as contact_id, coalesce(t.piece_id, 0) as piece_id
from touches t
where t.workspace_id = $1
and t.lead_id = $2
and not t.is_undone
and t.at > $3
and t.outcome = any($4)
and (t.outcome = 'met' or t.channel = any($5))
and not exists (
    select from touches s
    where s.workspace_id = t.workspace_id
    and s.lead_id = t.lead_id
    and not s.is_undone
    and s.outcome = 'sent'
    and (s.at, s.id) > (t.at, t.id)
)
order by t.at desc, t.id desc
limit 1`

func (s queries) Obligations(
	ctx context.Context, w followup.WorkspaceID, lead followup.LeadID, since time.Time,
) ([]followup.Obligation, *followup.Touch, error) {
	var rows []obligationRow
	if err := s.q.SelectContext(ctx, &rows, sqlObligations, w, lead, instant(since)); err != nil {
		return nil, nil, failed("load obligations", err)
	}
	outcomes, channels := followup.RecapOutcomes()
	var heard []touchRow
	err := s.q.SelectContext(ctx, &heard, sqlHeard, w, lead, instant(since), pq.Array(outcomes), pq.Array(channels))
	if err != nil {
		return nil, nil, failed("load the last conversation", err)
	}
	owed := mapped(rows, obligationRow.toDomain)
	if len(heard) == 0 {
		return owed, nil, nil
	}
	touch := heard[0].toDomain()
	return owed, &touch, nil
}

// By primary key.
const sqlObligation = `
select ` + obligationColumns + `
from obligations o
where o.workspace_id = $1
and o.id = $2`

func (s queries) Obligation(ctx context.Context, w followup.WorkspaceID, id followup.ObligationID) (followup.Obligation, error) {
	var row obligationRow
	if err := s.q.GetContext(ctx, &row, sqlObligation, w, id); err != nil {
		return followup.Obligation{}, failed("load obligation", err)
	}
	return row.toDomain(), nil
}

// By obligations_owed. A reminder is of no use once the meeting has begun, and a recap of long ago is none; what a hot signal asks for is
// owed at once.
const sqlOwedBy = `
select ` + obligationColumns + `
from obligations o
where o.workspace_id = $1
and o.owner_id = any($2)
and o.settled_at is null
and o.due_at <= $5
and (
    o.due_at <= $3 and (o.kind = 'recap' and o.for_at > $4 or o.kind = 'reminder' and o.for_at > $3)
    or o.kind = 'signal' and o.for_at between $4 and $3
)
order by o.due_at, o.id`

func (s queries) OwedBy(
	ctx context.Context, w followup.WorkspaceID, reps []followup.UserID, now time.Time,
) ([]followup.Obligation, error) {
	var rows []obligationRow
	if err := s.q.SelectContext(ctx, &rows, sqlOwedBy, w, pq.Array(reps), instant(now), instant(followup.HeardSince(now)),
		instant(now.Add(followup.LongestToAct))); err != nil {
		return nil, failed("load what is owed", err)
	}
	return mapped(rows, obligationRow.toDomain), nil
}

// By obligations_owed.
const sqlOwingLeads = `
select distinct o.lead_id
from obligations o
where o.workspace_id = $1
and o.owner_id = $2
and o.settled_at is null
order by o.lead_id`

func (s queries) OwingLeads(ctx context.Context, w followup.WorkspaceID, rep followup.UserID) ([]followup.LeadID, error) {
	var ids []followup.LeadID
	if err := s.q.SelectContext(ctx, &ids, sqlOwingLeads, w, rep); err != nil {
		return nil, failed("load who is owed something", err)
	}
	return ids, nil
}

// By obligations_promises.
const sqlPromises = `
select ` + obligationColumns + `
from obligations o
where o.workspace_id = $1
and o.owner_id = any($2)
and o.kind = 'promise'
and o.for_on between $3 and $4
order by o.for_on, o.id`

func (s queries) Promises(
	ctx context.Context, w followup.WorkspaceID, reps []followup.UserID, from, to calendar.Date,
) ([]followup.Obligation, error) {
	var rows []obligationRow
	if err := s.q.SelectContext(ctx, &rows, sqlPromises, w, pq.Array(reps), date(from), date(to)); err != nil {
		return nil, failed("load promises", err)
	}
	return mapped(rows, obligationRow.toDomain), nil
}

// By obligations_signals.
const sqlHotTouches = `
select ` + obligationColumns + `
from obligations o
where o.workspace_id = $1
and o.owner_id = any($2)
and o.kind = 'signal'
and o.for_at >= $3
order by o.for_at, o.id`

func (s queries) HotTouches(
	ctx context.Context, w followup.WorkspaceID, reps []followup.UserID, since time.Time,
) ([]followup.Obligation, error) {
	var rows []obligationRow
	if err := s.q.SelectContext(ctx, &rows, sqlHotTouches, w, pq.Array(reps), instant(since)); err != nil {
		return nil, failed("load hot signals", err)
	}
	return mapped(rows, obligationRow.toDomain), nil
}

// By touches_by.
const sqlCountNoShows = `
select count(*)
from touches
where workspace_id = $1
and by_id = any($2)
and at >= $3
and outcome = 'no_show'
and not is_undone`

func (s queries) CountNoShows(ctx context.Context, w followup.WorkspaceID, by []followup.UserID, since time.Time) (int, error) {
	var n int
	if err := s.q.GetContext(ctx, &n, sqlCountNoShows, w, pq.Array(by), instant(since)); err != nil {
		return 0, failed("count no-shows", err)
	}
	return n, nil
}

// By the table's unique key: one that comes second is the first.
const sqlSaveObligation = `
insert into obligations as known (` + obligationFields + `)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)` + keepObligation

const (
	obligationFields = `workspace_id, lead_id, kind, for_at, owner_id, event_id, for_on, due_at, next_at, pinged_at,
    settled_at, settled_on, settled_how, settled_by`

	// keepObligation keeps that somebody was pinged, also where a sweep did so since the row was read.
	keepObligation = `
on conflict (workspace_id, lead_id, kind, for_at) do update
set owner_id = excluded.owner_id, event_id = excluded.event_id, for_on = excluded.for_on, due_at = excluded.due_at,
    next_at = excluded.next_at, pinged_at = coalesce(known.pinged_at, excluded.pinged_at), settled_at = excluded.settled_at,
    settled_on = excluded.settled_on, settled_how = excluded.settled_how, settled_by = excluded.settled_by
returning id, pinged_at`
)

// SaveObligation may be carried out again: the key finds the same row.
func (t transaction) SaveObligation(ctx context.Context, o followup.Obligation) (followup.Obligation, error) {
	row := toObligationRow(o)
	var stored struct {
		ID       followup.ObligationID `db:"id"`
		PingedAt *time.Time            `db:"pinged_at"`
	}
	err := t.q.GetContext(ctx, &stored, sqlSaveObligation,
		row.Workspace, row.Lead, row.Kind, row.For, row.Owner, row.Event, row.On, row.Due, row.Next, row.PingedAt,
		row.SettledAt, row.SettledOn, row.How, row.By)
	if err != nil {
		return o, failed("store obligation", err)
	}
	o.ID, o.PingedAt = stored.ID, momentOf(stored.PingedAt)
	return o, nil
}
