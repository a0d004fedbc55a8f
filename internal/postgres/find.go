package postgres

import (
	"context"
	"strings"

	"github.com/lib/pq"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/tracker"
)

// Who sees few leads has their names compared one by one. Who sees all, an admin, has candidates looked up first, so that it takes as long
// at any number of leads. A lead ranks by where the text stands: at the beginning of a name or of a word in it, or elsewhere, and behind
// these in one of its contacts. Contacts are looked through only where the names don't fill the list and none is just the text: that
// costs more than all the rest. What tells the found leads apart comes along: the owner's name by primary key, the last touch by touches_lead.
//
// A value in a query of its own is hidden from the planner, which then has no reason to plan anew for each search; `offset 0` has it
// go by the keys however many owners, leads and hits it expects.
const (
	// Candidates are the searcher's own leads, by leads_owner, and by lead_names_forwards the first that begin with the text. Where too few
	// of these begin with it: of the newest leads those that have it, first at the beginning of a word; where even that are too few, they
	// are rare, and lead_words_pieces finds them all. What is common is so found among the newest, and what is rare by its pieces, and
	// neither looks at more than a few thousand leads. The same for contacts, by their key and contacts_pieces. Of a text that more leads
	// have than are candidates, the first by name of the candidates are shown.
	sqlFindLeads = `
with typed as materialized (
    select lower($2) as whole, lower($2) || '%' as beginning, '% ' || lower($2) || '%' as word, '%' || lower($2) || '%' as anywhere,
        '%' || searched($2) || '%' as words_begin, '%' || substr(searched($2), 2) || '%' as words_have
),
near as materialized (
    select id, ` + leadsWith + ` as leads_with
    from typed
    cross join (
        select id, lower(name) as name, lower(company) as company
        from leads
        where workspace_id = $1
        and owner_id = $3
        and state <> 'merged'
        and erased_at is null
        union
        select l.id, lower(l.name), lower(l.company)
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
            and erased_at is null
            offset 0
        ) l
    ) l
),
newest as materialized (
    select lead_id, words
    from lead_words
    where workspace_id = $1
    and (select count(*) < (select $4::bigint) from near where leads_with)
    order by lead_id desc
    limit 2000
),
new_begins as materialized (
    select lead_id as id
    from typed
    cross join newest
    where words like words_begin
    limit 500
),
old_begins as materialized (
    select lead_id as id
    from (
        select lead_id, words
        from lead_words
        where workspace_id = $1
        and pieces(workspace_id, words) @> (select pieces_of($1, searched($5)))
        and (select count(*) < (select $4::bigint) from new_begins)
        and exists (select from newest)
        limit 2000
        offset 0
    ) old
    cross join typed
    where words like words_begin
),
begins as materialized (
    select id from near where leads_with
    union
    select id from new_begins
    union
    select id from old_begins
),
new_have as materialized (
    select lead_id as id
    from typed
    cross join newest
    where words like words_have
    and (select count(*) < (select $4::bigint) from begins)
    limit 500
),
old_have as materialized (
    select lead_id as id
    from (
        select lead_id, words
        from lead_words
        where workspace_id = $1
        and pieces(workspace_id, words) @> (select pieces_of($1, substr(searched($5), 2)))
        and (select count(*) < (select $4::bigint) from new_have)
        and (select count(*) < (select $4::bigint) from begins)
        and exists (select from newest)
        limit 2000
        offset 0
    ) old
    cross join typed
    where words like words_have
),
named as materialized (` + findNamed + `
    from (
        select id from near
        union
        select id from begins
        union
        select id from new_have
        union
        select id from old_have
    ) candidate
    cross join lateral (
        select *
        from leads
        where workspace_id = $1
        and id = candidate.id
        and state <> 'merged'
        and erased_at is null
        offset 0
    ) l
),` + findCalled + `,
newest_contacts as materialized (
    select lead_id, name, email
    from contacts
    where workspace_id = $1
    and ` + findNeedsContacts + `
    order by lead_id desc
    limit 2000
),
new_contacts as materialized (
    select lead_id as id
    from typed
    cross join newest_contacts
    where lower(name) like anywhere
    or lower(email) like anywhere
    limit 500
),
with_contact as materialized (
    select id
    from new_contacts
    union
    select lead_id
    from (
        select lead_id, name, email
        from contacts
        where workspace_id = $1
        and pieces(workspace_id, lower(name) || E'\n' || lower(email)) @> (select pieces_of($1, lower($5)))
        and (select count(*) < (select $4::bigint) from new_contacts)
        and exists (select from newest_contacts)
        limit 2000
        offset 0
    ) old
    cross join typed
    where lower(name) like anywhere
    or lower(email) like anywhere
),
reached as (
    select l.id, l.owner_id = $3 as mine, l.open_recall_id is not null as is_open, lower(l.name) as name
    from with_contact
    cross join lateral (
        select *
        from leads
        where workspace_id = $1
        and id = with_contact.id
        and state <> 'merged'
        and erased_at is null
        offset 0
    ) l
),` + findRanked

	// By leads_owner.
	sqlFindLeadsOf = `
with typed as materialized (
    select lower($2) as whole, lower($2) || '%' as beginning, '% ' || lower($2) || '%' as word, '%' || lower($2) || '%' as anywhere
),
named as materialized (` + findNamed + `
    from unnest((select $5::text[])) as seen (owner_id)
    cross join lateral (
        select *
        from leads
        where workspace_id = $1
        and owner_id = seen.owner_id
        and state <> 'merged'
        and erased_at is null
        offset 0
    ) l
),` + findCalled + `,
reached as (
    select id, mine, is_open, name
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
    where ` + findNeedsContacts + `
),` + findRanked

	findNamed = `
    select l.id, l.owner_id = $3 as mine, l.open_recall_id is not null as is_open, lower(l.name) as name, lower(l.company) as company`

	leadsWith = `(
            name like beginning or company like beginning
            or translate(name, '-/(.,"''@&+·', '           ') like any(array[beginning, word])
            or translate(company, '-/(.,"''@&+·', '           ') like any(array[beginning, word])
        )`

	findCalled = `
called as materialized (
    select id, mine, is_open, name, true as by_name, whole in (name, company) as just_so, ` + leadsWith + ` as leads_with
    from typed
    cross join named
    where name like anywhere
    or company like anywhere
)`

	findNeedsContacts = `(select count(*) < (select $4::bigint) and not coalesce(bool_or(just_so), false) from called)`

	findRanked = `
found as (
    select hit.*, row_number() over (order by by_name desc, leads_with desc, mine desc, is_open desc, name, id) as place
    from (
        select id, mine, is_open, name, by_name, leads_with
        from called
        union all
        select id, mine, is_open, name, false, false
        from reached
        where id not in (select id from called)
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
    and (l.owner_id = any($5) or $5 is null)
)
select ` + matchColumns + freshColumns + matchTables + freshTables + `
where l.workspace_id = $1
and l.id = (
    select min(id)
    from just_so
    having count(*) = 1
    and min(owner_id) = $4
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
	return s.matches(ctx, me, "find leads", sqlFindLeads, append(args, text)...)
}

func (s queries) NamedLead(
	ctx context.Context, w followup.WorkspaceID, name string, me followup.UserID, owners []followup.UserID,
) (digest.Match, tracker.Fresh, error) {
	var row struct {
		matchRow
		freshRow
	}
	if err := s.q.GetContext(ctx, &row, sqlNamedLead, w, name, pq.Array(attempts), me, pq.Array(owners)); err != nil {
		return digest.Match{}, tracker.Fresh{}, failed("find lead by name", err)
	}
	if err := s.enrolled(ctx, &row.leadRow); err != nil {
		return digest.Match{}, tracker.Fresh{}, err
	}
	m := row.matchRow.toDomain()
	m.Mine = true
	return m, row.freshRow.toDomain(m.Lead), nil
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
