package postgres

import (
	"context"

	"github.com/lib/pq"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/tracker"
)

// By lead_names_forwards and lead_names_backwards, $3 entries on each side of where a name stands, whatever the number of leads: two
// spellings of a name share its beginning or its end. The leads then come one by one by their primary key. A name of a lead that went
// into another one leads to that one.
const sqlNamesNear = `
with wanted as (
    select distinct lead_key(name) as key
    from unnest($2::text[]) name
    where lead_key(name) <> ''
),
near as (
    select distinct side.lead_id
    from wanted
    cross join lateral (
        (
            select lead_id
            from lead_names
            where workspace_id = $1
            and key collate "C" >= wanted.key
            order by key collate "C"
            limit $3
        )
        union all
        (
            select lead_id
            from lead_names
            where workspace_id = $1
            and key collate "C" < wanted.key
            order by key collate "C" desc
            limit $3
        )
        union all
        (
            select lead_id
            from lead_names
            where workspace_id = $1
            and reverse(key) collate "C" >= reverse(wanted.key)
            order by reverse(key) collate "C"
            limit $3
        )
        union all
        (
            select lead_id
            from lead_names
            where workspace_id = $1
            and reverse(key) collate "C" < reverse(wanted.key)
            order by reverse(key) collate "C" desc
            limit $3
        )
    ) side
)
select coalesce(kept.id, l.id) as id, l.name, l.company
from near
cross join lateral (
    select *
    from leads
    where workspace_id = $1
    and id = near.lead_id
    limit 1
) l
left join lateral (
    with recursive into_what as (
        select l.merged_into as id
        union
        select next.merged_into
        from into_what
        join leads next on next.workspace_id = $1 and next.id = into_what.id
        where next.merged_into is not null
    )
    select max(id) filter (where not exists (
        select from leads further
        where further.workspace_id = $1
        and further.id = into_what.id
        and further.merged_into is not null
    )) as id
    from into_what
) kept on l.merged_into is not null`

func (s queries) NamesNear(ctx context.Context, w followup.WorkspaceID, names []string, limit int) ([]tracker.Named, error) {
	var rows []struct {
		Lead    followup.LeadID `db:"id"`
		Name    string          `db:"name"`
		Company string          `db:"company"`
	}
	if err := s.q.SelectContext(ctx, &rows, sqlNamesNear, w, pq.Array(names), limit); err != nil {
		return nil, failed("look for names", err)
	}
	near := make([]tracker.Named, 0, len(rows))
	for _, row := range rows {
		near = append(near, tracker.Named{Lead: row.Lead, Name: row.Name, Company: row.Company})
	}
	return near, nil
}

// By contacts_domain. A company's many contacts are read from the newest lead on, as far as needed.
const sqlLeadsAt = `
select ` + leadColumns + leadTables + `
where l.workspace_id = $1
and l.id in (
    select c.lead_id
    from contacts c
    where c.workspace_id = $1
    and c.email <> ''
    and left(lower(split_part(c.email, '@', 2)), 254) = $2
    order by c.lead_id desc
    limit $3
)`

func (s queries) LeadsAt(ctx context.Context, w followup.WorkspaceID, domain string, limit int) ([]followup.Lead, error) {
	return s.leads(ctx, "look for a domain", sqlLeadsAt, w, first(254, domain), limit)
}

func (s queries) Leads(ctx context.Context, w followup.WorkspaceID, ids []followup.LeadID) ([]followup.Lead, error) {
	return s.leads(ctx, "load leads", sqlLeadsByID, w, pq.Array(ids))
}
