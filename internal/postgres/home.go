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

// A Home tab that Slack refused before is tried again.
const sqlKeepHome = `
insert into deliveries (workspace_id, kind, subject, recipient, dedupe_key, due_at, redraw_at)
values ($1, '` + tracker.KindHome + `', $2, $2, $3, $4, $5)
on conflict (workspace_id, dedupe_key) do update
set wanted = deliveries.wanted + 1, redraw_at = excluded.redraw_at, given_up_at = null,
    wanted_at = case when deliveries.shown < deliveries.wanted then deliveries.wanted_at else clock_timestamp() end`

func (t transaction) KeepHome(ctx context.Context, w followup.WorkspaceID, id followup.UserID, now, again time.Time) error {
	if _, err := t.q.ExecContext(ctx, sqlKeepHome, w, id, tracker.HomeKey(id), instant(now), instant(again)); err != nil {
		return failed("keep home", err)
	}
	return nil
}

// By the key of deliveries.
const sqlRedrawHomes = drawAgain + `
and dedupe_key = any($2)
and given_up_at is null`

func (t transaction) RedrawHomes(ctx context.Context, w followup.WorkspaceID, ids []followup.UserID) error {
	if len(ids) == 0 {
		return nil
	}
	if _, err := t.q.ExecContext(ctx, sqlRedrawHomes, w, pq.Array(mapped(ids, tracker.HomeKey))); err != nil {
		return failed("redraw home", err)
	}
	return nil
}

// By deliveries_redraw, then the keys of reps and people.
const sqlHomesDue = `
select ` + repColumns + `
from deliveries d
join reps r on r.workspace_id = d.workspace_id and r.user_id = d.recipient
join people p on p.workspace_id = r.workspace_id and p.user_id = r.user_id
where d.redraw_at <= $1
order by d.redraw_at, d.workspace_id, d.id
limit $2
for no key update of d skip locked`

func (t transaction) HomesDue(ctx context.Context, now time.Time, limit int) ([]followup.Rep, error) {
	var rows []repRow
	if err := t.q.SelectContext(ctx, &rows, sqlHomesDue, instant(now), limit); err != nil {
		return nil, failed("pick homes", err)
	}
	return mapped(rows, repRow.toDomain), nil
}

// By recalls_due.
const sqlWakingLeads = `
select ` + leadColumns + `
from recalls r
join leads l on l.workspace_id = r.workspace_id and l.id = r.lead_id
where r.workspace_id = $1
and r.owner_id = $2
and r.is_open
and r.kind = 'wake'
and r.due_on > $3
and r.due_on <= $4
order by r.due_on, l.id
limit $5`

func (s queries) WakingLeads(
	ctx context.Context, w followup.WorkspaceID, owner followup.UserID, after, upTo calendar.Date, limit int,
) ([]followup.Lead, error) {
	return s.leads(ctx, "load waking leads", sqlWakingLeads, w, owner, date(after), date(upTo), limit)
}

// By the key of deliveries.
const sqlDigestsOf = `
select subject::date as digest_on, sent_at, shown < wanted and given_up_at is null as waiting, given_up_at is not null as refused
from deliveries
where workspace_id = $1
and dedupe_key = any($2)
order by subject desc`

func (s queries) DigestsOf(
	ctx context.Context, w followup.WorkspaceID, rep followup.UserID, upTo calendar.Date,
) ([]digest.Sent, error) {
	var rows []struct {
		On      date       `db:"digest_on"`
		At      *time.Time `db:"sent_at"`
		Waiting bool       `db:"waiting"`
		Refused bool       `db:"refused"`
	}
	keys := pq.Array(digestKeys(rep, upTo.AddDays(-digestDays), upTo))
	if err := s.q.SelectContext(ctx, &rows, sqlDigestsOf, w, keys); err != nil {
		return nil, failed("load digests", err)
	}
	all := make([]digest.Sent, 0, len(rows))
	for _, row := range rows {
		sent := digest.Sent{On: calendar.Date(row.On), Waiting: row.Waiting, Refused: row.Refused}
		if row.At != nil {
			sent.At = row.At.UTC()
		}
		all = append(all, sent)
	}
	return all, nil
}
