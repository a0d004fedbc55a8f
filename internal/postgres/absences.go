package postgres

import (
	"context"
	"time"

	"github.com/lib/pq"

	"github.com/followup-bot/followup/internal/followup"
)

// By absences_cover, then the keys of reps and people.
const sqlCovered = `
select ` + repColumns + repTables + `
join absences c on c.workspace_id = r.workspace_id and c.user_id = r.user_id
where c.workspace_id = $1
and c.cover_id <> ''
and c.cover_id = any($2)`

func (s queries) Covered(ctx context.Context, w followup.WorkspaceID, covers []followup.UserID) ([]followup.Rep, error) {
	if len(covers) == 0 {
		return nil, nil
	}
	var rows []repRow
	if err := s.q.SelectContext(ctx, &rows, sqlCovered, w, pq.Array(covers)); err != nil {
		return nil, failed("load who is covered", err)
	}
	return mapped(rows, repRow.toDomain), nil
}

// By primary key. A new number makes another absence of the row: what was said about the one before is about it no more.
const (
	sqlNewAbsence = `
insert into absences (workspace_id, user_id, from_on, until_on, cover_id, next_at)
values ($1, $2, $3, $4, $5, $6)
on conflict (workspace_id, user_id) do update
set id = default, from_on = excluded.from_on, until_on = excluded.until_on, cover_id = excluded.cover_id, next_at = excluded.next_at
returning id`

	sqlChangeAbsence = `
update absences
set from_on = $3, until_on = $4, cover_id = $5, next_at = $6
where workspace_id = $1
and user_id = $2
and id = $7
returning id`
)

// SaveAbsence changes nothing where another absence has taken the place of the one with the number.
func (t transaction) SaveAbsence(
	ctx context.Context, w followup.WorkspaceID, rep followup.UserID, a followup.Absence, next time.Time,
) (followup.Absence, error) {
	args := []any{w, rep, date(a.From), date(a.Until), a.Cover, momentOrNil(next)}
	query := sqlNewAbsence
	if a.ID != 0 {
		query, args = sqlChangeAbsence, append(args, a.ID)
	}
	if err := t.q.GetContext(ctx, &a.ID, query, args...); err != nil {
		return a, failed("store absence", err)
	}
	return a, nil
}

// By absences_next, then the keys of reps and people.
const sqlAbsencesDue = `
select ` + repColumns + `
from absences d
join reps r on r.workspace_id = d.workspace_id and r.user_id = d.user_id
join people p on p.workspace_id = r.workspace_id and p.user_id = r.user_id
where d.next_at <= $1
order by d.next_at, d.workspace_id, d.user_id
limit $2
for no key update of d skip locked`

func (t transaction) AbsencesDue(ctx context.Context, now time.Time, limit int) ([]followup.Rep, error) {
	var rows []repRow
	if err := t.q.SelectContext(ctx, &rows, sqlAbsencesDue, instant(now), limit); err != nil {
		return nil, failed("pick absences", err)
	}
	return mapped(rows, repRow.toDomain), nil
}
