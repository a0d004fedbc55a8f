package postgres

import (
	"context"
	"time"

	"github.com/lib/pq"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/tracker"
)

// By recalls_due, once per owner.
const sqlDueLeads = `
select ` + leadColumns + `
from unnest($2::text[], $3::date[]) as rep (owner_id, up_to)
join recalls r on r.workspace_id = $1 and r.owner_id = rep.owner_id and r.is_open and r.due_on <= rep.up_to and r.kind <> 'echo'
join leads l on l.workspace_id = r.workspace_id and l.id = r.lead_id`

func (s queries) DueLeads(ctx context.Context, w followup.WorkspaceID, upTo map[followup.UserID]calendar.Date) ([]followup.Lead, error) {
	owners, dates := datesOf(upTo)
	return s.leads(ctx, "load due leads", sqlDueLeads, w, owners, dates)
}

// datesOf are the owners and each one's date, as arrays.
func datesOf(upTo map[followup.UserID]calendar.Date) (owners, dates any) {
	ids, days := make([]string, 0, len(upTo)), make([]string, 0, len(upTo))
	for owner, on := range upTo {
		ids, days = append(ids, string(owner)), append(days, on.String())
	}
	return pq.Array(ids), pq.Array(days)
}

// By recalls_due, once per owner.
const sqlDueRecalls = `
select r.owner_id, r.kind, r.due_on, r.snoozed_until, r.reply_owed
from unnest($2::text[], $3::date[]) as rep (owner_id, up_to)
join recalls r on r.workspace_id = $1 and r.owner_id = rep.owner_id and r.is_open and r.due_on <= rep.up_to and r.kind <> 'echo'`

func (s queries) DueRecalls(
	ctx context.Context, w followup.WorkspaceID, upTo map[followup.UserID]calendar.Date,
) (map[followup.UserID][]followup.Recall, error) {
	var rows []struct {
		Owner        followup.UserID     `db:"owner_id"`
		Kind         followup.RecallKind `db:"kind"`
		Due          date                `db:"due_on"`
		SnoozedUntil *time.Time          `db:"snoozed_until"`
		ReplyOwed    bool                `db:"reply_owed"`
	}
	if len(upTo) == 0 {
		return nil, nil
	}
	owners, dates := datesOf(upTo)
	if err := s.q.SelectContext(ctx, &rows, sqlDueRecalls, w, owners, dates); err != nil {
		return nil, failed("load due recalls", err)
	}
	due := make(map[followup.UserID][]followup.Recall, len(upTo))
	for _, row := range rows {
		due[row.Owner] = append(due[row.Owner], followup.Recall{
			Owner: row.Owner, Kind: row.Kind, Due: calendar.Date(row.Due), SnoozedUntil: instantOrNil(row.SnoozedUntil),
			ReplyOwed: row.ReplyOwed,
		})
	}
	return due, nil
}

// By recalls_due.
const sqlUpcomingLeads = `
select ` + leadColumns + `
from recalls r
join leads l on l.workspace_id = r.workspace_id and l.id = r.lead_id
where r.workspace_id = $1
and r.owner_id = $2
and r.is_open
and r.due_on > $3
and r.due_on <= $4
and r.kind <> 'echo'
order by r.due_on, r.due_minute nulls last, l.id
offset $5
limit $6`

func (s queries) UpcomingLeads(
	ctx context.Context, w followup.WorkspaceID, owner followup.UserID, after, upTo calendar.Date, offset, limit int,
) ([]followup.Lead, error) {
	return s.leads(ctx, "load upcoming leads", sqlUpcomingLeads, w, owner, date(after), date(upTo), offset, limit)
}

// By recalls_due.
const sqlCountDue = `
select count(*) as everything, count(*) filter (where kind = 'wake') as waking
from recalls
where workspace_id = $1
and owner_id = $2
and is_open
and due_on > $3
and due_on <= $4
and kind <> 'echo'`

func (s queries) CountDue(
	ctx context.Context, w followup.WorkspaceID, owner followup.UserID, after, upTo calendar.Date,
) (all, waking int, err error) {
	var row struct {
		All    int `db:"everything"`
		Waking int `db:"waking"`
	}
	if err := s.q.GetContext(ctx, &row, sqlCountDue, w, owner, date(after), date(upTo)); err != nil {
		return 0, 0, failed("count due leads", err)
	}
	return row.All, row.Waking, nil
}

// By recalls_due, once per owner.
const sqlCountAhead = `
select rep.owner_id, ahead.everything, ahead.waking
from unnest($2::text[], $3::date[], $4::date[]) rep (owner_id, after, up_to)
cross join lateral (
    select count(*) as everything, count(*) filter (where kind = 'wake') as waking
    from recalls
    where workspace_id = $1
    and owner_id = rep.owner_id
    and is_open
    and due_on > rep.after
    and due_on <= rep.up_to
    and kind <> 'echo'
) ahead
where ahead.everything > 0`

func (s queries) CountAhead(
	ctx context.Context, w followup.WorkspaceID, days []tracker.RepDay, ahead int,
) (map[followup.UserID]tracker.Ahead, error) {
	var rows []struct {
		Owner  followup.UserID `db:"owner_id"`
		All    int             `db:"everything"`
		Waking int             `db:"waking"`
	}
	if err := s.q.SelectContext(ctx, &rows, sqlCountAhead, w, repsOf(days), datesFrom(days, 0), datesFrom(days, ahead)); err != nil {
		return nil, failed("count due leads", err)
	}
	counts := make(map[followup.UserID]tracker.Ahead, len(rows))
	for _, row := range rows {
		counts[row.Owner] = tracker.Ahead{All: row.All, Waking: row.Waking}
	}
	return counts, nil
}

// By leads_owner.
const sqlCountLeads = `
select count(*)
from leads
where workspace_id = $1
and owner_id = $2
and state <> 'merged'`

func (s queries) CountLeads(ctx context.Context, w followup.WorkspaceID, owner followup.UserID) (int, error) {
	var n int
	if err := s.q.GetContext(ctx, &n, sqlCountLeads, w, owner); err != nil {
		return 0, failed("count leads", err)
	}
	return n, nil
}

// By leads_owner, for each rep who can't work any more.
const sqlOwnerless = `
select ` + leadColumns + `
from reps gone
join people p on p.workspace_id = gone.workspace_id and p.user_id = gone.user_id and (p.is_deleted or p.is_guest or p.is_bot)
join leads l on l.workspace_id = gone.workspace_id and l.owner_id = gone.user_id and l.state in ('active', 'parked')
join recalls r on r.workspace_id = l.workspace_id and r.id = l.open_recall_id
where gone.workspace_id = $1
and (
    exists (
        select from team_members m
        where m.workspace_id = gone.workspace_id
        and m.user_id = gone.user_id
        and m.team_id = $2
    )
    or not exists (
        select from team_members m
        where m.workspace_id = gone.workspace_id
        and m.user_id = gone.user_id
    )
)
order by r.due_on, l.id
limit $3`

func (s queries) Ownerless(ctx context.Context, w followup.WorkspaceID, team followup.TeamID, limit int) ([]followup.Lead, error) {
	return s.leads(ctx, "load leads without an active owner", sqlOwnerless, w, team, limit)
}
