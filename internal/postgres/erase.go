package postgres

import (
	"context"

	"github.com/lib/pq"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/tracker"
)

// What each table may keep of an erased lead is listed, and all else goes: what is added to a history line later is erased until somebody
// decides that it says nothing about people.

// By leads_merged_into.
const sqlWholeLead = wholeLead + `
select id
from whole`

// Whom a lead was merged with in between; by events_lead.
const sqlPartners = `
select distinct (detail -> 'merge' ->> 'lead')::bigint
from events
where workspace_id = $1
and lead_id = any($2)
and detail ? 'merge'
and (detail -> 'merge' ->> 'lead')::bigint <> all($2)`

// What somebody typed is about the lead when it has one of its names, a word of one, or an address in it, also from before it was corrected.
// A legal form alone says nothing. By the primary keys of leads and contacts, and events_lead; a workspace's drafts are those of a week.
const sqlEraseDrafts = `
with names as (
    select unnest(array[name, company]) as name
    from leads
    where workspace_id = $1
    and id = any($2)
    union
    select unnest(array[name, email, phone, linkedin])
    from contacts
    where workspace_id = $1
    and lead_id = any($2)
    union
    select unnest(array[before ->> 'name', before ->> 'company'])
    from events
    where workspace_id = $1
    and lead_id = any($2)
    union
    select unnest(array[c ->> 'name', c ->> 'email', c ->> 'phone', c ->> 'linkedin'])
    from events
    cross join lateral jsonb_array_elements(case jsonb_typeof(before -> 'contacts') when 'array' then before -> 'contacts' end) c
    where workspace_id = $1
    and lead_id = any($2)
),
words as (
    select lower(name) as word
    from names
    union
    select regexp_split_to_table(lower(name), '[\s/·]+')
    from names
)
update drafts d
set typed = ''
where d.workspace_id = $1
and d.typed <> ''
and (
    d.made_at < $3
    or exists (
        select
        from words
        where length(word) >= 3
        and lead_key(word) <> ''
        and position(word in lower(d.typed)) > 0
    )
)`

const (
	// By touches_lead.
	sqlEraseTouches = `
update touches
set note = '', promised = '', gave = '', contact_id = null, piece_id = null
where workspace_id = $1
and lead_id = any($2)`

	// By events_lead. A history line keeps who of us did what and when, which dates and amounts followed, and with which lead it was merged.
	sqlEraseEvents = `
update events
set before = null, detail = jsonb_strip_nulls(jsonb_build_object(
    'attempt', detail -> 'attempt', 'to', detail -> 'to', 'from', detail -> 'from', 'undid', detail -> 'undid', 'edits', detail -> 'edits',
    'until', detail -> 'until', 'value', detail -> 'value', 'batch', detail -> 'batch', 'reopened', detail -> 'reopened',
    'next', (
        select jsonb_object_agg(said.key, said.value)
        from jsonb_each(detail -> 'next') said
        where said.key = any(array` + bareStep + `)
    ),
    'dropped', (
        select jsonb_object_agg(said.key, said.value)
        from jsonb_each(detail -> 'dropped') said
        where said.key = any(array` + bareStep + `)
    ),
    'merge', case when detail ? 'merge' then jsonb_build_object('lead', detail -> 'merge' -> 'lead', 'title', '') end
))
where workspace_id = $1
and lead_id = any($2)`

	// A lead that another one went into and came out of again has seen its people: in the events from the merge to its undo, and in the recall that
	// came along. Nothing is left to undo there. By events_lead and recalls' key.
	sqlEraseMeetings = `
update events e
set before = case when e.undone_by is not null or e.kind = 'undone' then null else e.before end,
    detail = case when e.detail ? 'merge' and (e.detail -> 'merge' ->> 'lead')::bigint = any($2)
        then jsonb_set(e.detail, '{merge,title}', '""') - 'reasons' else e.detail end
from events m
where m.workspace_id = $1
and m.lead_id = any($3)
and m.detail ? 'merge'
and (m.detail -> 'merge' ->> 'lead')::bigint = any($2)
and e.workspace_id = $1
and e.lead_id = m.lead_id
and e.id between m.id and coalesce(m.undone_by, m.id)`
	sqlEraseCarried = `
update recalls
set goal = '', reasons = '[]'
where workspace_id = $1
and lead_id = any($2)
and not is_open
and reasons @> '[{"code": "came_with_merge"}]'`

	// By recalls_lead's key.
	sqlEraseRecalls = `
update recalls
set goal = '', reasons = '[]', park = null
where workspace_id = $1
and lead_id = any($2)`
	sqlEraseContacts = `
delete from contacts
where workspace_id = $1
and lead_id = any($2)`

	// By primary key. A lead must have a name; "-" is none that anybody finds.
	sqlEraseLeads = `
update leads
set name = '-', company = '', source = '', tags = '{}', park_reason = '', park_note = '', park_line = '',
    cadence_id = null, enrolment = null, brief = null, erased_at = $3
where workspace_id = $1
and id = any($2)
and erased_at is null`

	sqlEraseNudges = `
update nudges
set line = ''
where workspace_id = $1
and lead_ids && $2::bigint[]`

	// bareStep is what is kept of a next step.
	bareStep = `['kind', 'on', 'at', 'channel', 'promised', 'owed', 'value']`
)

// By the key of deliveries for nudges, touches, pings and offers. Digests and Homes are drawn again of all who had the lead, pressed something
// about it or cover who has it, and so is what lists the leads of somebody who is away or has left; a team's summary only while it is the newest, because it shows what is true when it is drawn.
const sqlRedrawAll = drawAgain + `
and given_up_at is null
and (ts <> '' or shown < wanted)
and (
    kind in ('digest', 'home')
    and recipient = any(array(` + ownersOf + `
        union
        select by_id
        from events
        where workspace_id = $1
        and lead_id = any($2)
        union
        select a.cover_id
        from absences a
        where a.workspace_id = $1
        and a.user_id = any(array(` + ownersOf + `
        ))
    ))
    or kind in ('cover', 'uncovered', 'left')
    and split_part(subject, '/', 1) = any(array(` + ownersOf + `
    ))
    or kind in ('summary', 'exceptions')
    and due_at > $3::timestamptz - interval '7 days'
    and subject = any(array(
        select m.team_id::text
        from team_members m
        join leads l on l.workspace_id = $1 and l.id = any($2) and l.owner_id = m.user_id
        where m.workspace_id = $1
    ))
    or dedupe_key = any(array(` + keysAbout + `))
)`

// ownersOf are those who have, or had, one of the leads $2.
const ownersOf = `
        select owner_id
        from recalls
        where workspace_id = $1
        and lead_id = any($2)
        union
        select owner_id
        from leads
        where workspace_id = $1
        and id = any($2)`

// keysAbout are the keys of what is said to people about leads, $2.
const keysAbout = `
        select 'touch/' || e.id
        from events e
        where e.workspace_id = $1
        and e.lead_id = any($2)
        and e.kind in ('logged', 'signalled')
        union all
        select 'nudge/' || n.id
        from nudges n
        where n.workspace_id = $1
        and n.lead_ids && $2::bigint[]
        union all
        select 'ping/' || o.id
        from obligations o
        where o.workspace_id = $1
        and o.lead_id = any($2)
        and o.pinged_at is not null
        union all
        select 'offer/' || o.id || '/' || step
        from obligations o
        join offers f on f.workspace_id = o.workspace_id and f.obligation_id = o.id
        cross join generate_series(1, 3) step
        where o.workspace_id = $1
        and o.lead_id = any($2)
        union all
        select 'cover/' || a.id || '/' || a.cover_id
        from leads l
        join absences a on a.workspace_id = l.workspace_id and a.user_id = l.owner_id
        where l.workspace_id = $1
        and l.id = any($2)`

// By the key of deliveries, and those of obligations, offers and absences.
const sqlRedrawAbout = drawAgain + `
and given_up_at is null
and (ts <> '' or shown < wanted)
and dedupe_key = any(array(` + keysAbout + `))`

func (t transaction) RedrawAbout(ctx context.Context, w followup.WorkspaceID, lead followup.LeadID) error {
	if _, err := t.q.ExecContext(ctx, sqlRedrawAbout, w, pq.Array([]followup.LeadID{lead})); err != nil {
		return failed("redraw what is said about a lead", err)
	}
	return nil
}

// Erase reads the names first, by which it knows what else is about the lead. It finds nothing to do the second time.
func (t transaction) Erase(ctx context.Context, e tracker.Erasing) error {
	w := e.Lead.Workspace
	if err := t.remember(ctx, e); err != nil {
		return err
	}
	var whole, partners []int64
	if err := t.q.SelectContext(ctx, &whole, sqlWholeLead, w, e.Lead.ID); err != nil {
		return failed("load what went into a lead", err)
	}
	ids := pq.Array(whole)
	if err := t.q.SelectContext(ctx, &partners, sqlPartners, w, ids); err != nil {
		return failed("load what a lead was merged with", err)
	}
	met := pq.Array(partners)
	for _, step := range []struct {
		doing, sql string
		args       []any
	}{
		{"erase drafts", sqlEraseDrafts, []any{w, ids, instant(e.Expires)}},
		{"erase touches", sqlEraseTouches, []any{w, ids}},
		{"erase events", sqlEraseEvents, []any{w, ids}},
		{"erase meetings", sqlEraseMeetings, []any{w, ids, met}},
		{"erase what was carried", sqlEraseCarried, []any{w, met}},
		{"erase recalls", sqlEraseRecalls, []any{w, ids}},
		{"erase contacts", sqlEraseContacts, []any{w, ids}},
		{"erase leads", sqlEraseLeads, []any{w, ids, instant(e.At)}},
		{"erase nudges", sqlEraseNudges, []any{w, ids}},
		{"redraw all", sqlRedrawAll, []any{w, ids, instant(e.At)}},
	} {
		if _, err := t.q.ExecContext(ctx, step.sql, step.args...); err != nil {
			return failed(step.doing, err)
		}
	}
	return nil
}
