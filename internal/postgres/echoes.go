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

// By recalls_echo.
const sqlEchoesDue = `
select workspace_id, lead_id
from recalls
where is_open
and kind = 'echo'
and due_on <= $1
order by due_on, workspace_id, lead_id
limit $2`

func (t transaction) EchoesDue(ctx context.Context, on calendar.Date, limit int) ([]tracker.LeadKey, error) {
	var rows []struct {
		Workspace followup.WorkspaceID `db:"workspace_id"`
		Lead      followup.LeadID      `db:"lead_id"`
	}
	if err := t.q.SelectContext(ctx, &rows, sqlEchoesDue, date(on), limit); err != nil {
		return nil, failed("pick break-ups that nobody answered", err)
	}
	keys := make([]tracker.LeadKey, 0, len(rows))
	for _, row := range rows {
		keys = append(keys, tracker.LeadKey(row))
	}
	return keys, nil
}

// By recalls_echoes.
const (
	sqlEchoLeads = `
select ` + leadColumns + `
from recalls r
join leads l on l.workspace_id = r.workspace_id and l.id = r.lead_id
where r.workspace_id = $1
and r.owner_id = $2
and r.kind = 'echo'
and r.is_open
order by r.due_on, l.id
limit $3`
	sqlCountWaiting = `
select count(*)
from recalls
where workspace_id = $1
and owner_id = $2
and kind = 'echo'
and is_open`
)

func (s queries) EchoLeads(
	ctx context.Context, w followup.WorkspaceID, owner followup.UserID, limit int,
) (leads []followup.Lead, all int, err error) {
	if leads, err = s.leads(ctx, "load break-ups", sqlEchoLeads, w, owner, limit); err != nil || len(leads) < limit {
		return leads, len(leads), err
	}
	if err := s.q.GetContext(ctx, &all, sqlCountWaiting, w, owner); err != nil {
		return nil, 0, failed("count break-ups", err)
	}
	return leads, all, nil
}

// By the key of deliveries, then events_rested. A digest tells what has come since the one before it that was posted, of a week at most.
const sqlRested = `
select day.rep_id, e.id as event_id, e.lead_id
from unnest($2::text[], $3::date[], $4::timestamptz[]) day (rep_id, digest_on, ended)
cross join lateral (
    select coalesce(max(d.due_at), day.ended - interval '8 days') as at
    from deliveries d
    where d.workspace_id = $1
    and d.ts <> ''
    and d.dedupe_key = any(array(
        select '` + tracker.DigestKeys + `' || day.rep_id || '/' || (day.digest_on - ago)::text
        from generate_series(1, 7) ago
    ))
) told
join events e on e.workspace_id = $1 and e.by_id = day.rep_id and e.kind = 'rested' and e.undone_by is null
    and e.at > told.at and e.at < day.ended
join leads l on l.workspace_id = e.workspace_id and l.id = e.lead_id
where e.source = 'rule'
and l.owner_id = day.rep_id
and l.state = 'parked'
order by e.id`

func (s queries) Rested(
	ctx context.Context, w followup.WorkspaceID, days []tracker.RepDay,
) (map[followup.UserID][]digest.Rested, error) {
	var rows []struct {
		Rep   followup.UserID  `db:"rep_id"`
		Event followup.EventID `db:"event_id"`
		Lead  followup.LeadID  `db:"lead_id"`
	}
	ended := pq.Array(mapped(days, func(d tracker.RepDay) time.Time {
		return instant(calendar.At(d.On.AddDays(1), 0, d.Rep.Location()))
	}))
	if err := s.q.SelectContext(ctx, &rows, sqlRested, w, repsOf(days), datesFrom(days, 0), ended); err != nil {
		return nil, failed("load what rests since the last digest", err)
	}
	if len(rows) == 0 {
		return nil, nil
	}
	ids := make([]followup.LeadID, 0, len(rows))
	for _, row := range rows {
		ids = append(ids, row.Lead)
	}
	leads, err := s.leadsByID(ctx, w, ids)
	if err != nil {
		return nil, err
	}
	rested := map[followup.UserID][]digest.Rested{}
	for _, row := range rows {
		rested[row.Rep] = append(rested[row.Rep], digest.Rested{Lead: leads[row.Lead], Event: row.Event})
	}
	return rested, nil
}

// By recalls_echoes, then events_recall and touches_event. A wait that a person ended otherwise, or that was taken back, says nothing.
const sqlCountEchoes = `
select count(distinct r.id) as ended, count(distinct r.id) filter (where e.kind <> 'rested') as answered
from recalls r
join events e on e.workspace_id = r.workspace_id and e.recall_id = r.id and e.undone_by is null and e.at >= $3
left join touches t on t.workspace_id = e.workspace_id and t.event_id = e.id
where r.workspace_id = $1
and r.owner_id = any($2)
and r.kind = 'echo'
and not r.is_open
and (
    e.kind = 'rested'
    or e.kind = 'signalled' and e.detail -> 'signal' ->> 'kind' = 'reply'
    or t.outcome = any($4)
)`

func (s queries) CountEchoes(
	ctx context.Context, w followup.WorkspaceID, owners []followup.UserID, since time.Time,
) (digest.Echoes, error) {
	var row struct {
		Ended    int `db:"ended"`
		Answered int `db:"answered"`
	}
	err := s.q.GetContext(ctx, &row, sqlCountEchoes, w, pq.Array(owners), instant(since), pq.Array(heard))
	if err != nil {
		return digest.Echoes{}, failed("count answers to break-ups", err)
	}
	return digest.Echoes{Answered: row.Answered, Of: row.Ended}, nil
}

// heard are the outcomes in which the prospect answers.
var heard = func() []string {
	var all []string
	for _, o := range followup.Outcomes("") {
		if o.Heard() {
			all = append(all, string(o))
		}
	}
	return all
}()

// By leads_owner.
const sqlColleagues = `
select ` + leadColumns + leadTables + `
where l.workspace_id = $1
and l.owner_id = $2
and l.state = 'active'
and l.id <> $3
and lower(btrim(l.company)) = lower(btrim($4))
order by l.id
limit $5`

func (s queries) Colleagues(ctx context.Context, of followup.Lead, limit int) ([]followup.Lead, error) {
	return s.leads(ctx, "load leads of a company", sqlColleagues, of.Workspace, of.Owner, of.ID, of.Company, limit)
}
