package postgres

import (
	"context"
	"time"

	"github.com/lib/pq"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/tracker"
)

// By the key of deliveries.
const sqlWatchLists = `
update deliveries
set resort_at = $3
where workspace_id = $1
and dedupe_key = any($2)
and resort_at is null`

func (t transaction) WatchLists(ctx context.Context, w followup.WorkspaceID, keys []string, from time.Time) error {
	if _, err := t.q.ExecContext(ctx, sqlWatchLists, w, pq.Array(keys), instant(from)); err != nil {
		return failed("watch digests", err)
	}
	return nil
}

// By deliveries_resort, then the keys of reps and people.
const sqlListsToSort = `
select ` + repColumns + `, d.id as delivery, d.subject::date as digest_on, d.resort_at
from deliveries d
join reps r on r.workspace_id = d.workspace_id and r.user_id = d.recipient
join people p on p.workspace_id = r.workspace_id and p.user_id = r.user_id
where d.resort_at <= $1
order by d.resort_at, d.workspace_id, d.id
limit $2
for no key update of d skip locked`

func (t transaction) ListsToSort(ctx context.Context, now time.Time, limit int) ([]tracker.List, error) {
	var rows []struct {
		repRow

		Delivery int64     `db:"delivery"`
		On       date      `db:"digest_on"`
		At       time.Time `db:"resort_at"`
	}
	if err := t.q.SelectContext(ctx, &rows, sqlListsToSort, instant(now), limit); err != nil {
		return nil, failed("pick digests to sort", err)
	}
	lists := make([]tracker.List, 0, len(rows))
	for _, row := range rows {
		lists = append(lists, tracker.List{
			Delivery: row.Delivery, Rep: row.toDomain(), On: calendar.Date(row.On), Looked: row.At.UTC(),
		})
	}
	return lists, nil
}

// By primary key.
const sqlSetNextSort = `
update deliveries d
set resort_at = nullif(planned.at, '-infinity')
from unnest($2::bigint[], $3::timestamptz[]) as planned (id, at)
where d.workspace_id = $1
and d.id = planned.id`

func (t transaction) SetNextSort(ctx context.Context, w followup.WorkspaceID, at map[int64]time.Time) error {
	ids, times := make([]int64, 0, len(at)), make([]string, 0, len(at))
	for id, next := range at {
		when := "-infinity"
		if !next.IsZero() {
			when = instant(next).Format(time.RFC3339Nano)
		}
		ids, times = append(ids, id), append(times, when)
	}
	if _, err := t.q.ExecContext(ctx, sqlSetNextSort, w, pq.Array(ids), pq.Array(times)); err != nil {
		return failed("plan when digests are sorted", err)
	}
	return nil
}
