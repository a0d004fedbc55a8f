package postgres

import (
	"context"
	"strings"

	"github.com/lib/pq"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
)

// Names are compared one by one: for an admin those of the whole workspace, for others those of the people whose leads they see. A
// lead ranks by where the text stands: at the beginning of a name or of a word in it, or elsewhere. What tells the found leads apart
// comes along: the owner's name by primary key, the last touch by touches_lead.
//
// A value in a query of its own is hidden from the planner, which then has no reason to plan anew for each search; `offset 0` has it
// go by the index however many owners there may be.
const (
	sqlFindLeads = findTyped + `
    from leads l
    where l.workspace_id = $1
    and l.state <> 'merged'` + findAmong

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
    select lower($2) || '%' as beginning, '% ' || lower($2) || '%' as word, '%' || lower($2) || '%' as anywhere
),
named as (
    select l.*, lower(l.name) as small_name, lower(l.company) as small_company`

	findAmong = `
),
found as (
    select named.*,
        row_number() over (order by leads_with desc, owner_id = $3 desc, open_recall_id is not null desc, small_name, id) as place
    from typed
    cross join named
    cross join lateral (
        select small_name like beginning or small_company like beginning
            or translate(small_name, '-/(.,"''@&+·', '           ') like any(array[beginning, word])
            or translate(small_company, '-/(.,"''@&+·', '           ') like any(array[beginning, word]) as leads_with
    ) m
    where small_name like anywhere
    or small_company like anywhere
    or exists (
        select from contacts c
        where c.workspace_id = $1
        and c.lead_id = named.id
        and (lower(c.name) like (select anywhere from typed) or lower(c.email) like (select anywhere from typed))
    )
    order by place
    limit (select $4::bigint)
)
select ` + leadColumns + `, p.name as owner_name,
    (
        select to_json(t)
        from touches t
        where t.workspace_id = l.workspace_id
        and t.lead_id = l.id
        and not t.is_undone
        order by t.at desc, t.id desc
        limit 1
    ) as last_touch
from found l
join people p on p.workspace_id = l.workspace_id and p.user_id = l.owner_id
left join recalls r on r.workspace_id = l.workspace_id and r.id = l.open_recall_id
order by l.place`
)

type matchRow struct {
	leadRow

	OwnerName string              `db:"owner_name"`
	Last      document[*touchRow] `db:"last_touch"`
}

func (r matchRow) toDomain() digest.Match {
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
	query, args := sqlFindLeads, []any{w, literal.Replace(text), me, limit}
	if owners != nil {
		query, args = sqlFindLeadsOf, append(args, pq.Array(owners))
	}
	var rows []matchRow
	if err := s.q.SelectContext(ctx, &rows, query, args...); err != nil {
		return nil, failed("find leads", err)
	}
	found := mapped(rows, matchRow.toDomain)
	for i := range found {
		found[i].Mine = found[i].Lead.Owner == me
	}
	return found, nil
}
