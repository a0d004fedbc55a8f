package postgres

import (
	"context"

	"github.com/lib/pq"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/tracker"
)

type failureRow struct {
	ID        int64                `db:"id"`
	Workspace followup.WorkspaceID `db:"workspace_id"`
	Kind      string               `db:"kind"`
	Recipient string               `db:"recipient"`
	Name      string               `db:"name"`
	Error     string               `db:"last_error"`
}

// By primary key. A channel goes by the name of its team.
const sqlFailed = `
select d.id, d.workspace_id, d.kind, d.recipient, coalesce(p.name, t.name, '') as name, d.last_error
from deliveries d
left join people p on p.workspace_id = d.workspace_id and p.user_id = d.recipient
left join teams t on t.workspace_id = d.workspace_id and t.channel_id = d.recipient
where d.workspace_id = $1
and d.id = $2
and d.given_up_at is not null`

func (s queries) Failed(ctx context.Context, w followup.WorkspaceID, delivery int64) (tracker.Failure, error) {
	var row failureRow
	if err := s.q.GetContext(ctx, &row, sqlFailed, w, delivery); err != nil {
		return tracker.Failure{}, failed("load failure", err)
	}
	return s.failure(ctx, row)
}

// By deliveries_given_up.
const sqlTakeUpAgain = `
update deliveries
set given_up_at = null, attempt = 0, last_error = ''
where given_up_at is not null
and not reported
and kind = any($1)
and last_error = 'unknown_kind'`

func (t transaction) TakeUpAgain(ctx context.Context, kinds ...string) error {
	if _, err := t.q.ExecContext(ctx, sqlTakeUpAgain, pq.Array(kinds)); err != nil {
		return failed("take up again what was given up", err)
	}
	return nil
}

// By deliveries_given_up.
const sqlUnreportedFailures = `
with failed as (
    select workspace_id, id
    from deliveries
    where given_up_at is not null
    and not reported
    order by given_up_at
    limit $1
    for no key update skip locked
)
update deliveries d
set reported = true
from failed
where d.workspace_id = failed.workspace_id
and d.id = failed.id
returning d.id, d.workspace_id, d.kind, d.recipient, d.last_error,
    coalesce(
        (select p.name from people p where p.workspace_id = d.workspace_id and p.user_id = d.recipient),
        (select t.name from teams t where t.workspace_id = d.workspace_id and t.channel_id = d.recipient),
        ''
    ) as name`

// UnreportedFailures leaves out notices of failures: nobody is told that they could not be told.
func (t transaction) UnreportedFailures(ctx context.Context, limit int) ([]tracker.Failure, error) {
	var rows []failureRow
	if err := t.q.SelectContext(ctx, &rows, sqlUnreportedFailures, limit); err != nil {
		return nil, failed("pick failures", err)
	}
	var failures []tracker.Failure
	for _, row := range rows {
		if row.Kind == tracker.KindFailure {
			continue
		}
		f, err := t.failure(ctx, row)
		if err != nil {
			return nil, err
		}
		failures = append(failures, f)
	}
	return failures, nil
}

// By team_members_user and the key of teams on their channel; people by the first column of their primary key. Managers are told
// of their people and their channels, never the one who can't be reached; where there is none, Slack's admins are.
const sqlTell = `
with active as (
    select user_id, is_admin
    from people
    where workspace_id = $1
    and user_id <> $2
    and not is_deleted
    and not is_guest
    and not is_bot
),
managers as (
    select user_id
    from active
    where user_id in (
        select t.manager_id
        from teams t
        where t.workspace_id = $1
        and (t.channel_id = $2 or t.id in (
            select m.team_id
            from team_members m
            where m.workspace_id = $1
            and m.user_id = $2
        ))
    )
)
select user_id
from managers
union
select user_id
from active
where is_admin
and not exists (select from managers)
order by user_id`

func (s queries) failure(ctx context.Context, row failureRow) (tracker.Failure, error) {
	f := tracker.Failure{
		ID: row.ID, Workspace: row.Workspace, Kind: row.Kind, Recipient: row.Recipient, Name: row.Name, Error: row.Error,
	}
	if err := s.q.SelectContext(ctx, &f.Tell, sqlTell, row.Workspace, row.Recipient); err != nil {
		return f, failed("load who is told", err)
	}
	return f, nil
}
