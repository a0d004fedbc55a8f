package postgres

import (
	"context"
	"strings"

	"github.com/lib/pq"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/tracker"
)

// By primary key.
const sqlLead = `
select ` + leadColumns + leadTables + `
where l.workspace_id = $1
and l.id = $2`

func (s queries) Lead(ctx context.Context, w followup.WorkspaceID, id followup.LeadID) (followup.Lead, error) {
	leads, err := s.leads(ctx, "load lead", w, sqlLead, w, id)
	if err != nil {
		return followup.Lead{}, err
	}
	if len(leads) == 0 {
		return followup.Lead{}, tracker.ErrNotFound
	}
	return leads[0], nil
}

// By leads_owner for the people whose leads are searched; their names are compared one by one. For an admin these are all of the
// workspace's. A lead ranks by where the text stands: at the beginning of a name or of a word in it, or elsewhere.
const sqlFindLeads = `
with typed as (
    select lower($2) || '%' as beginning, '% ' || lower($2) || '%' as word, '%' || lower($2) || '%' as anywhere
),
named as (
    select l.id, l.owner_id, l.open_recall_id, lower(l.name) as name, lower(l.company) as company
    from leads l
    where l.workspace_id = $1
    and ($4::text[] is null or l.owner_id = any($4))
),
found as (
    select named.id, row_number() over (order by leads_with desc, owner_id = $3 desc, open_recall_id is not null desc, name, id) as place
    from typed
    cross join named
    cross join lateral (
        select name like beginning or company like beginning
            or translate(name, '-/(.,"''@&+·', '           ') like any(array[beginning, word])
            or translate(company, '-/(.,"''@&+·', '           ') like any(array[beginning, word]) as leads_with
    ) m
    where name like anywhere
    or company like anywhere
    or id in (
        select c.lead_id
        from contacts c
        where c.workspace_id = $1
        and (lower(c.name) like anywhere or lower(c.email) like anywhere)
    )
    order by place
    limit $5
)
select ` + leadColumns + `
from found
join leads l on l.workspace_id = $1 and l.id = found.id
left join recalls r on r.workspace_id = l.workspace_id and r.id = l.open_recall_id
order by found.place`

// literal makes what people type mean itself in a pattern.
var literal = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

func (s queries) FindLeads(
	ctx context.Context, w followup.WorkspaceID, text string, me followup.UserID, owners []followup.UserID, limit int,
) ([]followup.Lead, error) {
	return s.leads(ctx, "find leads", w, sqlFindLeads, w, literal.Replace(text), me, pq.Array(owners), limit)
}

// By contacts_email and contacts_phone.
const sqlLeadsWith = `
select ` + leadColumns + leadTables + `
where l.workspace_id = $1
and l.id in (
    select c.lead_id
    from contacts c
    where c.workspace_id = $1
    and c.email <> ''
    and left(lower(c.email), 254) = any($2)
    union
    select c.lead_id
    from contacts c
    where c.workspace_id = $1
    and c.phone_key <> ''
    and c.phone_key = any($3)
)
order by l.id`

func (s queries) LeadsWith(ctx context.Context, w followup.WorkspaceID, emails, phones []string) ([]followup.Lead, error) {
	addresses := mapped(emails, func(e string) string { return first(254, strings.ToLower(e)) })
	numbers := mapped(phones, func(p string) string { return first(phoneKeyLength, p) })
	return s.leads(ctx, "look for contacts", w, sqlLeadsWith, w, pq.Array(addresses), pq.Array(numbers))
}

// phoneKeyLength is how much of a phone key is compared: no number is longer.
const phoneKeyLength = 40

// first returns the first n characters of s.
func first(n int, s string) string {
	seen := 0
	for i := range s {
		if seen == n {
			return s[:i]
		}
		seen++
	}
	return s
}

// By primary key.
const sqlLeadsByID = `
select ` + leadColumns + leadTables + `
where l.workspace_id = $1
and l.id = any($2)`

func (s queries) leadsByID(ctx context.Context, w followup.WorkspaceID, ids []followup.LeadID) (map[followup.LeadID]followup.Lead, error) {
	byID := make(map[followup.LeadID]followup.Lead, len(ids))
	if len(ids) == 0 {
		return byID, nil
	}
	leads, err := s.leads(ctx, "load leads", w, sqlLeadsByID, w, pq.Array(ids))
	for _, l := range leads {
		byID[l.ID] = l
	}
	return byID, err
}
