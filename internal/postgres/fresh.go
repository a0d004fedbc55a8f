package postgres

import (
	"context"
	"time"

	"github.com/lib/pq"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/tracker"
)

// By primary key.
const (
	sqlLeadToLog = `
select ` + leadColumns + freshColumns + leadTables + freshTables + `
where l.workspace_id = $1
and l.id = $2`

	// By touches_lead for the attempts in a row, by the unique key of obligations for what is owed.
	freshColumns = `, newest.touch as newest_touch, newest.at as logged_at, reached.at as reached_at, l.xmin::text as row_version, (
        select count(*)
        from touches t
        where t.workspace_id = l.workspace_id
        and t.lead_id = l.id
        and not t.is_undone
        and (t.at, t.id) > (coalesce(reached.at, '-infinity'), coalesce(reached.id, 0))
    ) as attempts, array(
        select distinct o.kind
        from obligations o
        where o.workspace_id = l.workspace_id
        and o.lead_id = l.id
        and o.settled_at is null
    ) as owed` + libraryColumns

	// By events_lead for the newest event, touches_event for its touch, touches_lead; $3 are the outcomes that reach nobody.
	freshTables = `
left join lateral (
    select e.at, to_json(t) as touch
    from events e` + eventTouch + `
    where e.workspace_id = l.workspace_id
    and e.lead_id = l.id` + standing + `
    order by e.id desc
    limit 1
) newest on true
left join lateral (
    select at, id
    from touches
    where workspace_id = l.workspace_id
    and lead_id = l.id
    and not is_undone
    and outcome <> all($3)
    order by at desc, id desc
    limit 1
) reached on true`
)

// freshRow is what freshColumns add to a lead.
type freshRow struct {
	Touch    document[*touchRow] `db:"newest_touch"`
	LoggedAt *time.Time          `db:"logged_at"`
	Reached  *time.Time          `db:"reached_at"`
	Attempts int                 `db:"attempts"`
	Owed     pq.StringArray      `db:"owed"`
	Row      string              `db:"row_version"`

	libraryRow
}

func (r freshRow) toDomain(lead followup.Lead) tracker.Fresh {
	recent := tracker.Recent{Attempts: r.Attempts, ReachedAt: momentOf(r.Reached)}
	if r.Touch.V != nil && r.LoggedAt != nil {
		touch := r.Touch.V.toDomain()
		recent.Touch, recent.LoggedAt = &touch, r.LoggedAt.UTC()
	}
	fresh := tracker.Fresh{Lead: lead, Recent: recent, Row: r.Row, Giving: r.libraryRow.toDomain(lead.Workspace)}
	for _, kind := range r.Owed {
		fresh.Owed = append(fresh.Owed, followup.ObligationKind(kind))
	}
	return fresh
}

func (s queries) Fresh(ctx context.Context, w followup.WorkspaceID, id followup.LeadID) (tracker.Fresh, error) {
	var row struct {
		leadRow
		freshRow
	}
	if err := s.q.GetContext(ctx, &row, sqlLeadToLog, w, id, pq.Array(attempts)); err != nil {
		return tracker.Fresh{}, failed("load lead to log", err)
	}
	if err := s.enrolled(ctx, &row.leadRow); err != nil {
		return tracker.Fresh{}, err
	}
	return row.freshRow.toDomain(row.leadRow.toDomain()), nil
}
