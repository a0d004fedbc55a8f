package postgres

import (
	"context"
	"time"

	"github.com/lib/pq"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/tracker"
)

// By digest_rows' primary key, then events_recall for what was done about each recall, and events_lead for the touches since and for what
// was done last to its lead. A recall waits no longer on that date when it is closed, belongs to somebody else, is due later or is snoozed; of one that still
// waits what was done since that date began is told. Whose lead it was is told to whom it went, and no more;
// who covers its owner is told what the owner is (a day more on either side: their dates may differ). A snooze that is over has
// nothing to tell.
const sqlSettledOn = `
select ` + eventColumns + `, d.rep_id, not own.theirs as given,
    e.id = (
        select newest.id
        from events newest
        where newest.workspace_id = e.workspace_id
        and newest.lead_id = e.lead_id
        and newest.undone_by is null
        and newest.kind <> 'undone'
        and (newest.source <> 'rule' or newest.kind = 'rested')
        order by newest.id desc
        limit 1
    ) as can_undo
from (
    select rep_id, digest_on, began
    from unnest($2::text[], $3::date[], $6::timestamptz[]) day (rep_id, digest_on, began)
    offset 0
) day
join digest_rows d on d.workspace_id = $1 and d.rep_id = day.rep_id and d.digest_on = day.digest_on and (d.in_digest or $5)
join recalls r on r.workspace_id = d.workspace_id and r.id = d.recall_id
join leads l on l.workspace_id = d.workspace_id and l.id = d.lead_id
cross join lateral (
    select r.owner_id = d.rep_id or exists (
        select from absences a
        where a.workspace_id = d.workspace_id
        and a.user_id = r.owner_id
        and a.cover_id = d.rep_id
        and d.digest_on between a.from_on - 1 and a.until_on + 1
    ) as theirs
) own
cross join lateral (
    select id
    from (
        select id, kind, at, row_number() over (order by id desc) as place
        from events
        where workspace_id = d.workspace_id
        and recall_id = d.recall_id
        and undone_by is null
        and kind <> 'undone'
        and (own.theirs or kind = 'reassigned')
        and (
            not r.is_open or not own.theirs or r.due_on > d.digest_on or r.snoozed_until > $4
            or (kind in ('logged', 'moved') and at >= day.began)
        )
    ) about
    where place = 1
    or (kind = 'logged' and at >= day.began)
) done
cross join lateral (
    select id
    from (
        select id, kind, row_number() over (order by id desc) as place
        from events
        where workspace_id = d.workspace_id
        and lead_id = d.lead_id
        and id > done.id
        and undone_by is null
        and kind <> all(` + besideTheLead + `)
        and (l.owner_id = d.rep_id or own.theirs and l.owner_id = r.owner_id or kind = 'reassigned')
        and (kind <> 'snoozed' or (detail ->> 'until')::timestamptz > $4)
    ) after
    where place = 1
    or kind = 'logged'
    union all
    select done.id
) told
join events e on e.workspace_id = d.workspace_id and e.id = told.id` + eventTouch

// besideTheLead are the kinds of event that leave a lead where it stands.
const besideTheLead = `array['undone', 'contact_added', 'contact_edited', 'contact_main', 'contact_left', 'contact_back']`

func (s queries) SettledOn(
	ctx context.Context, w followup.WorkspaceID, days []tracker.RepDay, now time.Time,
) (map[followup.UserID][]digest.Noted, error) {
	return s.settledOn(ctx, w, days, now, false)
}

func (s queries) DoneOn(
	ctx context.Context, w followup.WorkspaceID, days []tracker.RepDay, now time.Time,
) (map[followup.UserID][]digest.Noted, error) {
	return s.settledOn(ctx, w, days, now, true)
}

func (s queries) settledOn(
	ctx context.Context, w followup.WorkspaceID, days []tracker.RepDay, now time.Time, anywhere bool,
) (map[followup.UserID][]digest.Noted, error) {
	var rows []struct {
		eventRow

		Rep     followup.UserID `db:"rep_id"`
		Given   bool            `db:"given"`
		CanUndo *bool           `db:"can_undo"`
	}
	began := pq.Array(mapped(days, func(d tracker.RepDay) time.Time { return instant(d.Began()) }))
	if err := s.q.SelectContext(ctx, &rows, sqlSettledOn, w, repsOf(days), datesFrom(days, 0), instant(now), anywhere, began); err != nil {
		return nil, failed("load what was settled", err)
	}
	ids := make([]followup.LeadID, 0, len(rows))
	for _, row := range rows {
		ids = append(ids, row.Lead)
	}
	leads, err := s.leadsByID(ctx, w, ids)
	if err != nil {
		return nil, err
	}
	noted := make(map[followup.UserID][]digest.Noted, len(days))
	for _, row := range rows {
		e := row.toDomain()
		noted[row.Rep] = append(noted[row.Rep],
			digest.Noted{Lead: leads[e.Lead], Event: e, Given: row.Given, Undo: row.CanUndo != nil && *row.CanUndo})
	}
	return noted, nil
}

// repsOf are whose days these are, as an array.
func repsOf(days []tracker.RepDay) any {
	return pq.Array(mapped(days, func(d tracker.RepDay) string { return string(d.Rep.ID) }))
}

// datesFrom are the days' dates, so many days later, as an array.
func datesFrom(days []tracker.RepDay, later int) any {
	return pq.Array(mapped(days, func(d tracker.RepDay) string { return d.On.AddDays(later).String() }))
}

// By the key of deliveries, hidden from the planner as in sqlFindLeadsOf. The date itself is noted also where no digest of it showed
// the recall: for Home.
const (
	sqlNoteSettled = `
with drawn as (select $2::text[] as keys, $3::text as home),
due as (select $4::text as rep_id, $5::text[] as since, $6::bigint as recall_id, $7::bigint as lead_id, $8::date as on_date),
` + noteSettled + drawDigest

	// noteSettled notes what is due as settled; where nothing is, it notes nothing.
	noteSettled = `settled as (
    insert into digest_rows as noted (workspace_id, rep_id, digest_on, recall_id, lead_id, in_digest)
    select $1, rep_id, digest_on, recall_id, lead_id, bool_or(in_digest)
    from due
    cross join (
        select subject::date as digest_on, true as in_digest
        from deliveries
        where workspace_id = $1
        and dedupe_key = any((select since from due)::text[])
        and given_up_at is null
        and (ts <> '' or shown < wanted)
        union all
        select on_date, false
        from due
    ) told
    group by rep_id, digest_on, recall_id, lead_id
    on conflict (workspace_id, rep_id, digest_on, recall_id) do update
    set in_digest = true
    where excluded.in_digest
    and not noted.in_digest
)`
)

// NoteSettled redraws in the same statement.
func (t transaction) NoteSettled(
	ctx context.Context, w followup.WorkspaceID, rep followup.UserID, on calendar.Date, recall followup.Recall,
) error {
	newest, since := digestKeys(rep, on.AddDays(-digestDays), on), digestKeys(rep, recall.Due, on)
	_, err := t.q.ExecContext(ctx, sqlNoteSettled,
		w, pq.Array(newest), tracker.HomeKey(rep), rep, pq.Array(since), recall.ID, recall.Lead, date(on))
	if err != nil {
		return failed("note in digests", err)
	}
	return nil
}

// digestDays is how many days a digest is kept true for.
const digestDays = 7

// digestKeys are the keys of a rep's digests of the week up to a date, none before from.
func digestKeys(rep followup.UserID, from, on calendar.Date) []string {
	keys := make([]string, 0, digestDays)
	for d := on; len(keys) < digestDays && !d.Before(from); d = d.AddDays(-1) {
		keys = append(keys, tracker.DigestKey(rep, d.String()))
	}
	return keys
}

// drawAgain raises the state that a message is to show, and notes since when it waits.
const drawAgain = `
update deliveries
set wanted = wanted + 1, wanted_at = case when shown < wanted then wanted_at else clock_timestamp() end
where workspace_id = $1`

// By the key of deliveries. A digest that had nothing to say is over: what comes later that day must not post it after all. One
// that is being sent right now is drawn once more. Their Home is drawn with it, where they ever opened it.
const (
	sqlRedraw = `
with drawn as (select $2::text[] as keys, $3::text as home)` + drawDigest

	// drawDigest draws the newest digest again that has one of the keys, and a Home; without any it draws nothing.
	drawDigest = drawAgain + `
and id = (
    select id
    from deliveries
    where workspace_id = $1
    and dedupe_key = any((select keys from drawn)::text[])
    and given_up_at is null
    and (ts <> '' or shown < wanted)
    order by subject desc
    limit 1
)
or workspace_id = $1
and dedupe_key = (select home from drawn)
and given_up_at is null`
)

func (t transaction) Redraw(ctx context.Context, w followup.WorkspaceID, rep followup.UserID, on calendar.Date) error {
	keys := pq.Array(digestKeys(rep, on.AddDays(-digestDays), on))
	if _, err := t.q.ExecContext(ctx, sqlRedraw, w, keys, tracker.HomeKey(rep)); err != nil {
		return failed("redraw digest", err)
	}
	return nil
}

// By deliveries_message and the primary key: a message may be pressed before we have noted where it stands.
const sqlRedrawMessage = drawAgain + `
and id in (
    select id
    from deliveries
    where workspace_id = $1
    and channel = $2
    and ts = $3
    and ts <> ''
    union all
    select $4::bigint
)
and given_up_at is null
and (ts <> '' or shown < wanted)`

func (t transaction) RedrawMessage(ctx context.Context, w followup.WorkspaceID, m tracker.Posted) (bool, error) {
	result, err := t.q.ExecContext(ctx, sqlRedrawMessage, w, m.Channel, m.TS, m.Delivery)
	if err != nil {
		return false, failed("redraw message", err)
	}
	n, err := result.RowsAffected()
	if err != nil {
		return false, failed("redraw message", err)
	}
	return n > 0, nil
}

// By the key of deliveries.
const sqlRedrawKey = drawAgain + `
and dedupe_key = $2
and given_up_at is null
and (ts <> '' or shown < wanted)`

func (t transaction) RedrawKey(ctx context.Context, w followup.WorkspaceID, key string) error {
	if _, err := t.q.ExecContext(ctx, sqlRedrawKey, w, key); err != nil {
		return failed("redraw message", err)
	}
	return nil
}
