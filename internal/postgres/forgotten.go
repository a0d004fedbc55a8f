package postgres

import (
	"context"
	"errors"
	"time"

	"github.com/lib/pq"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/tracker"
)

// By contacts_linkedin.
const sqlLeadsOnLinkedIn = `
select ` + leadColumns + leadTables + `
where l.workspace_id = $1
and l.id in (
    select c.lead_id
    from contacts c
    where c.workspace_id = $1
    and c.linkedin <> ''
    and linkedin_key(c.linkedin) = $2
)
order by l.id`

func (s queries) LeadsOnLinkedIn(ctx context.Context, w followup.WorkspaceID, key string) ([]followup.Lead, error) {
	return s.leads(ctx, "look for a LinkedIn address", sqlLeadsOnLinkedIn, w, first(254, key))
}

const (
	// By primary key. The key is made by PostgreSQL's own source of randomness, 244 bits of it; of two made at once one stays.
	sqlMakeMarkKey = `
insert into mark_keys (workspace_id, key)
values ($1, decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'))
on conflict (workspace_id) do nothing`
	sqlMarkKey = `
select key
from mark_keys
where workspace_id = $1`

	// By primary key.
	sqlForgotten = `
select asked_at
from forgotten
where workspace_id = $1
and mark = any($2)
order by asked_at desc
limit 1`
	sqlRemember = `
insert into forgotten (workspace_id, mark, asked_at)
select $1, mark, $3
from unnest($2::bytea[]) mark
on conflict (workspace_id, mark) do nothing`
)

// Forgotten needs one question in a workspace that never erased anybody: it has no key.
func (s queries) Forgotten(ctx context.Context, w followup.WorkspaceID, traits []string) (time.Time, error) {
	marks, err := s.marks(ctx, w, traits)
	if err != nil {
		return time.Time{}, err
	}
	var asked time.Time
	if err := s.q.GetContext(ctx, &asked, sqlForgotten, w, marks); err != nil {
		return time.Time{}, failed("look for who was erased", err)
	}
	return asked.UTC(), nil
}

// marks are traits as the workspace keeps them; ErrNotFound where it has no key yet.
func (s queries) marks(ctx context.Context, w followup.WorkspaceID, traits []string) (pq.ByteaArray, error) {
	var key []byte
	if err := s.q.GetContext(ctx, &key, sqlMarkKey, w); err != nil {
		return nil, failed("load key of marks", err)
	}
	return mapped(traits, func(t string) []byte { return followup.Mark(key, t) }), nil
}

func (t transaction) remember(ctx context.Context, e tracker.Erasing) error {
	if len(e.Traits) == 0 {
		return nil
	}
	w := e.Lead.Workspace
	if _, err := t.q.ExecContext(ctx, sqlMakeMarkKey, w); err != nil {
		return failed("make key of marks", err)
	}
	marks, err := t.marks(ctx, w, e.Traits)
	if err != nil {
		return err
	}
	if _, err := t.q.ExecContext(ctx, sqlRemember, w, marks, instant(e.Asked)); err != nil {
		return failed("keep marks", err)
	}
	return nil
}

// wholeLead is a lead with all that went into it, also by way of others. By leads_merged_into.
const wholeLead = `
with recursive whole as (
    select $2::bigint as id
    union
    select l.id
    from whole
    join leads l on l.workspace_id = $1 and l.merged_into = whole.id
)`

// By touches_lead, events_lead and contacts' primary key.
const sqlTraces = wholeLead + `
select (select count(*) - 1 from whole) as merged, (
        select count(*)
        from contacts c
        join whole on whole.id = c.lead_id
        where c.workspace_id = $1
    ) as contacts, (
        select count(*)
        from touches t
        join whole on whole.id = t.lead_id
        where t.workspace_id = $1
        and not t.is_undone
    ) as touches, (
        select coalesce(sum((t.note <> '')::int + (t.promised <> '')::int + (t.gave <> '')::int), 0)
        from touches t
        join whole on whole.id = t.lead_id
        where t.workspace_id = $1
    ) + (
        select coalesce(sum((e.detail ? 'note')::int + (e.detail -> 'next' ? 'reason')::int + (e.detail -> 'next' ? 'park')::int), 0)
        from events e
        join whole on whole.id = e.lead_id
        where e.workspace_id = $1
    ) as notes`

func (s queries) Traces(ctx context.Context, w followup.WorkspaceID, id followup.LeadID) (digest.Traces, error) {
	var row struct {
		Merged   int `db:"merged"`
		Contacts int `db:"contacts"`
		Touches  int `db:"touches"`
		Notes    int `db:"notes"`
	}
	if err := s.q.GetContext(ctx, &row, sqlTraces, w, id); err != nil {
		return digest.Traces{}, failed("count what there is", err)
	}
	return digest.Traces{Contacts: row.Contacts, Notes: row.Notes, Touches: row.Touches, Merged: row.Merged}, nil
}

// By events_lead.
const sqlMergedAway = wholeLead + `
select e.lead_id, e.id
from events e
join whole on whole.id = e.lead_id
where e.workspace_id = $1
and e.lead_id <> $2
and e.kind = 'merged_away'
and e.undone_by is null
and e.before is not null
order by e.id`

func (s queries) MergedLeads(ctx context.Context, w followup.WorkspaceID, id followup.LeadID) ([]followup.Lead, error) {
	var rows []struct {
		Lead  followup.LeadID  `db:"lead_id"`
		Event followup.EventID `db:"id"`
	}
	if err := s.q.SelectContext(ctx, &rows, sqlMergedAway, w, id); err != nil {
		return nil, failed("load what went into a lead", err)
	}
	leads := make([]followup.Lead, 0, len(rows))
	for _, row := range rows {
		was, err := s.Before(ctx, w, row.Event)
		if errors.Is(err, tracker.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		leads = append(leads, was)
	}
	return leads, nil
}

// By the primary key of leads, page by page over all workspaces, and events_lead for the newest event of each.
const sqlClosedLeads = `
select l.workspace_id, l.id, coalesce(e.at, l.created_at) as last
from leads l
left join lateral (
    select at
    from events
    where workspace_id = l.workspace_id
    and lead_id = l.id
    order by id desc
    limit 1
) e on true
where (l.workspace_id, l.id) > ($1, $2)
and l.workspace_id >= $1
and l.state in ('won', 'lost', 'do_not_contact')
and l.erased_at is null
order by l.workspace_id, l.id
limit $3`

func (s queries) ClosedLeads(ctx context.Context, after tracker.LeadKey, limit int) ([]tracker.ClosedLead, error) {
	var rows []struct {
		Workspace followup.WorkspaceID `db:"workspace_id"`
		Lead      followup.LeadID      `db:"id"`
		Last      time.Time            `db:"last"`
	}
	if err := s.q.SelectContext(ctx, &rows, sqlClosedLeads, after.Workspace, after.Lead, limit); err != nil {
		return nil, failed("look for closed leads", err)
	}
	leads := make([]tracker.ClosedLead, 0, len(rows))
	for _, row := range rows {
		leads = append(leads, tracker.ClosedLead{LeadKey: tracker.LeadKey{Workspace: row.Workspace, Lead: row.Lead}, Last: row.Last.UTC()})
	}
	return leads, nil
}
