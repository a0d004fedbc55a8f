package postgres

import (
	"context"
	"strings"

	"github.com/lib/pq"

	"github.com/followup-bot/followup/internal/followup"
)

// By primary key.
const sqlLead = `
select ` + leadColumns + leadTables + `
where l.workspace_id = $1
and l.id = $2`

func (s queries) Lead(ctx context.Context, w followup.WorkspaceID, id followup.LeadID) (followup.Lead, error) {
	var row leadRow
	if err := s.q.GetContext(ctx, &row, sqlLead, w, id); err != nil {
		return followup.Lead{}, failed("load lead", err)
	}
	if err := s.enrolled(ctx, &row); err != nil {
		return followup.Lead{}, err
	}
	return row.toDomain(), nil
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
	return s.leads(ctx, "look for contacts", sqlLeadsWith, w, pq.Array(addresses), pq.Array(numbers))
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
	leads, err := s.leads(ctx, "load leads", sqlLeadsByID, w, pq.Array(ids))
	for _, l := range leads {
		byID[l.ID] = l
	}
	return byID, err
}
