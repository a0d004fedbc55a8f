package postgres

import (
	"context"
	"strings"

	"github.com/lib/pq"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
)

// Names are compared one by one: for an admin those of the whole workspace, for others those of the people whose leads they see. A
// lead ranks by where the text stands: at the beginning of a name or of a word in it, or elsewhere, and behind these in one of its
// contacts. Contacts are looked through only where the names don't fill the list and none is just the text: that walk costs more than
// all the rest. What tells the found leads apart comes along: the owner's name by primary key, the last touch by touches_lead.
//
// A value in a query of its own is hidden from the planner, which then has no reason to plan anew for each search; `offset 0` has it
// go by the keys however many owners, leads and hits it expects.
const (
	sqlFindLeads = findTyped + `
    from leads l
    where l.workspace_id = $1
    and l.state <> 'merged'` + findAmong

	// For an admin's search, before the whole workspace is walked: their own leads, by leads_owner, and by lead_names_forwards the first
	// that begin with the text. Where these fill the list, nothing that ranks before them is missed but a word inside a name.
	sqlFindBeginnings = findTyped + `
    from (
        select id, owner_id, open_recall_id, name, company
        from leads
        where workspace_id = $1
        and owner_id = $3
        and state <> 'merged'
        union
        select l.id, l.owner_id, l.open_recall_id, l.name, l.company
        from (
            select lead_id
            from lead_names
            where workspace_id = $1
            and key collate "C" >= (select lead_key($2))
            and key collate "C" < (select lead_key($2) || chr(1114111))
            order by key collate "C"
            limit 200
        ) beginning
        cross join lateral (
            select *
            from leads
            where workspace_id = $1
            and id = beginning.lead_id
            and state <> 'merged'
            offset 0
        ) l
    ) l` + findAmong

	// By leads_owner.
	sqlFindLeadsOf = findTyped + `
    from unnest((select $5::text[])) as seen (owner_id)
    cross join lateral (
        select *
        from leads
        where workspace_id = $1
        and owner_id = seen.owner_id
        and state <> 'merged'
        offset 0
    ) l` + findAmong

	findTyped = `
with typed as materialized (
    select lower($2) as whole, lower($2) || '%' as beginning, '% ' || lower($2) || '%' as word, '%' || lower($2) || '%' as anywhere
),
named as materialized (
    select l.id, l.owner_id = $3 as mine, l.open_recall_id is not null as is_open, lower(l.name) as name, lower(l.company) as company`

	findAmong = `
),
called as materialized (
    select id, mine, is_open, name, true as by_name, whole in (name, company) as just_so,
        name like beginning or company like beginning
            or translate(name, '-/(.,"''@&+·', '           ') like any(array[beginning, word])
            or translate(company, '-/(.,"''@&+·', '           ') like any(array[beginning, word]) as leads_with
    from typed
    cross join named
    where name like anywhere
    or company like anywhere
),
found as (
    select hit.*, row_number() over (order by by_name desc, leads_with desc, mine desc, is_open desc, name, id) as place
    from (
        select id, mine, is_open, name, by_name, leads_with
        from called
        union all
        select id, mine, is_open, name, false, false
        from named
        cross join lateral (
            select
            from contacts c, typed
            where c.workspace_id = $1
            and c.lead_id = named.id
            and (lower(c.name) like anywhere or lower(c.email) like anywhere)
            limit 1
            offset 0
        ) contact
        where (select count(*) < (select $4::bigint) and not coalesce(bool_or(just_so), false) from called)
        and id not in (select id from called)
    ) hit
    order by place
    limit (select $4::bigint)
)
select l.*
from found
cross join lateral (
    select ` + matchColumns + matchTables + `
    where l.workspace_id = $1
    and l.id = found.id
    offset 0
) l
order by found.place`

	matchColumns = leadColumns + `, p.name as owner_name,
        (
            select to_json(t)
            from touches t
            where t.workspace_id = l.workspace_id
            and t.lead_id = l.id
            and not t.is_undone
            order by t.at desc, t.id desc
            limit 1
        ) as last_touch`
	matchTables = leadTables + `
join people p on p.workspace_id = l.workspace_id and p.user_id = l.owner_id`

	// By lead_names_forwards. More than a few namesakes in the workspace are a name that says little: then nobody is found.
	sqlNamedLead = `
with namesakes as materialized (
    select distinct lead_id
    from lead_names
    where workspace_id = $1
    and key collate "C" = (select lead_key($2))
    limit 21
),
just_so as materialized (
    select l.id, l.owner_id
    from namesakes
    cross join lateral (
        select *
        from leads
        where workspace_id = $1
        and id = namesakes.lead_id
        offset 0
    ) l
    where lower($2) in (lower(l.name), lower(l.company))
    and l.state <> 'merged'
    and (l.owner_id = any($4) or $4 is null)
)
select ` + matchColumns + matchTables + `
where l.workspace_id = $1
and l.id = (
    select min(id)
    from just_so
    having count(*) = 1
    and min(owner_id) = $3
    and (select count(*) <= 20 from namesakes)
)`
)

type matchRow struct {
	leadRow

	OwnerName string              `db:"owner_name"`
	Last      document[*touchRow] `db:"last_touch"`
}

func (r *matchRow) toDomain() digest.Match {
	m := digest.Match{Lead: r.leadRow.toDomain(), OwnerName: r.OwnerName}
	if r.Last.V != nil {
		touch := r.Last.V.toDomain()
		m.Last = &touch
	}
	return m
}

// literal makes what people type mean itself in a pattern.
var literal = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

func (s queries) FindLeads(
	ctx context.Context, w followup.WorkspaceID, text string, me followup.UserID, owners []followup.UserID, limit int,
) ([]digest.Match, error) {
	args := []any{w, literal.Replace(text), me, limit}
	if owners != nil {
		return s.matches(ctx, me, "find leads", sqlFindLeadsOf, append(args, pq.Array(owners))...)
	}
	found, err := s.matches(ctx, me, "find leads", sqlFindBeginnings, args...)
	if err != nil || len(found) == limit {
		return found, err
	}
	return s.matches(ctx, me, "find leads", sqlFindLeads, args...)
}

func (s queries) NamedLead(
	ctx context.Context, w followup.WorkspaceID, name string, me followup.UserID, owners []followup.UserID,
) ([]digest.Match, error) {
	return s.matches(ctx, me, "find lead by name", sqlNamedLead, w, name, me, pq.Array(owners))
}

func (s queries) matches(ctx context.Context, me followup.UserID, doing, query string, args ...any) ([]digest.Match, error) {
	var rows []*matchRow
	if err := s.q.SelectContext(ctx, &rows, query, args...); err != nil {
		return nil, failed(doing, err)
	}
	leads := make([]*leadRow, 0, len(rows))
	for _, r := range rows {
		leads = append(leads, &r.leadRow)
	}
	if err := s.enrolled(ctx, leads...); err != nil {
		return nil, err
	}
	found := mapped(rows, (*matchRow).toDomain)
	for i := range found {
		found[i].Mine = found[i].Lead.Owner == me
	}
	return found, nil
}
