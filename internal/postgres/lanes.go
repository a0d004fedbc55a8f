package postgres

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/lib/pq"

	"github.com/followup-bot/followup/internal/delivery"
	"github.com/followup-bot/followup/internal/followup"
)

// sqlBlocks finds what keeps a method, $2, of a workspace, $1, from being called.
const sqlBlocks = `
        select from lanes
        where workspace_id = $1
        and method in ($2, '*')
        and blocked_until > clock_timestamp()
    `

// By deliveries_queue, one look for each lane: the order makes the planner take the index.
const sqlLanes = `
select served.workspace_id, known.method
from unnest($1::text[]) served (workspace_id)
cross join (values ('chat.postMessage'), ('chat.update'), ('views.publish')) known (method)
cross join lateral (
    select from deliveries d
    where d.workspace_id = served.workspace_id
    and d.method = known.method
    and ` + deliveryWaits + `
    and due_at <= $2
    order by d.queued_at, d.id
    limit 1
) work
where not exists (
    select from lanes l
    where l.workspace_id = served.workspace_id
    and l.method in (known.method, '*')
    and l.blocked_until > clock_timestamp()
)`

// Lanes asks for nothing to be kept: what another replica takes meanwhile is not there when it is claimed.
func (o *Outbox) Lanes(ctx context.Context, workspaces []followup.WorkspaceID, now time.Time) ([]delivery.Lane, error) {
	var rows []struct {
		Workspace followup.WorkspaceID `db:"workspace_id"`
		Method    string               `db:"method"`
	}
	if err := o.q.SelectContext(ctx, &rows, sqlLanes, pq.Array(workspaces), instant(now)); err != nil {
		return nil, failed("look for work", err)
	}
	lanes := make([]delivery.Lane, 0, len(rows))
	for _, row := range rows {
		lanes = append(lanes, delivery.Lane(row))
	}
	return lanes, nil
}

const sqlTakeTurn = `
insert into lanes (workspace_id, method, taken_by, taken_at, taken_until)
select $1, $2, $3, clock_timestamp(), clock_timestamp() + $4 * interval '1 microsecond'
where not exists (` + sqlBlocks + `)
on conflict (workspace_id, method) do update
set taken_by = excluded.taken_by, taken_at = excluded.taken_at, taken_until = excluded.taken_until
where (lanes.taken_until is null or lanes.taken_until < clock_timestamp())
and (lanes.blocked_until is null or lanes.blocked_until < clock_timestamp())
returning coalesce(spaced_until > clock_timestamp(), false) as spaced,
    exists (` + sqlDoubt + `) as doubtful`

// sqlDoubt finds that the token of a workspace, $1, was dead when it was last used.
const sqlDoubt = `
    select from lanes refused
    where refused.workspace_id = $1
    and refused.method = '*'
    and refused.blocked_until is not null`

// TakeTurn reports whether it is our turn to call a method: nobody else is calling it, and Slack lets it be called. It is ours for a
// while, or until it is given back.
func (o *Outbox) TakeTurn(
	ctx context.Context, w followup.WorkspaceID, method, turn string, most time.Duration,
) (delivery.Turn, error) {
	var row struct {
		Spaced   bool `db:"spaced"`
		Doubtful bool `db:"doubtful"`
	}
	err := o.q.GetContext(ctx, &row, sqlTakeTurn, w, method, turn, most.Microseconds())
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return delivery.Turn{}, nil
	case err != nil:
		return delivery.Turn{}, failed("take turn", err)
	default:
		return delivery.Turn{Ours: true, Spaced: row.Spaced, Doubtful: row.Doubtful}, nil
	}
}

const sqlGiveTurn = `
update lanes
set taken_until = taken_at + $4 * interval '1 microsecond'
where workspace_id = $1
and method = $2
and taken_by = $3`

// GiveTurn lets the next call be made, so long after this one was begun. It does nothing where the turn has become somebody else's.
func (o *Outbox) GiveTurn(ctx context.Context, w followup.WorkspaceID, method, turn string, gap time.Duration) error {
	if _, err := o.q.ExecContext(ctx, sqlGiveTurn, w, method, turn, gap.Microseconds()); err != nil {
		return failed("give turn", err)
	}
	return nil
}

const sqlBlock = `
insert into lanes (workspace_id, method, blocked_until, spaced_until)
values ($1, $2, clock_timestamp() + $3 * interval '1 microsecond', clock_timestamp() + $4 * interval '1 microsecond')
on conflict (workspace_id, method) do update
set blocked_until = greatest(lanes.blocked_until, excluded.blocked_until),
    spaced_until = greatest(lanes.spaced_until, excluded.spaced_until)`

// Block has all replicas leave a method of a workspace alone for a while, and space its calls for another. Said twice it is the longer
// while.
func (o *Outbox) Block(ctx context.Context, w followup.WorkspaceID, method string, wait, spaced time.Duration) error {
	if _, err := o.q.ExecContext(ctx, sqlBlock, w, method, wait.Microseconds(), spaced.Microseconds()); err != nil {
		return failed("block method", err)
	}
	return nil
}

// A connection is opened with a token of its own, which the other one's death says nothing about.
const sqlBlocked = `
select coalesce(extract(epoch from max(blocked_until) - clock_timestamp()), 0)::float8 as seconds,
    exists (` + sqlDoubt + `) as doubtful
from lanes
where workspace_id = $1
and method in ($2, case when $2 = 'apps.connections.open' then $2 else '*' end)`

// Blocked returns for how long a method of a workspace is still to be left alone; 0: it isn't.
func (o *Outbox) Blocked(ctx context.Context, w followup.WorkspaceID, method string) (left time.Duration, doubtful bool, err error) {
	var row struct {
		Seconds  float64 `db:"seconds"`
		Doubtful bool    `db:"doubtful"`
	}
	if err := o.q.GetContext(ctx, &row, sqlBlocked, w, method); err != nil {
		return 0, false, failed("look for a block", err)
	}
	return time.Duration(max(row.Seconds, 0) * float64(time.Second)), row.Doubtful, nil
}

const sqlTrust = `
update lanes
set blocked_until = null
where workspace_id = $1
and method = '*'`

// Trust notes that Slack takes the token again.
func (o *Outbox) Trust(ctx context.Context, w followup.WorkspaceID) error {
	if _, err := o.q.ExecContext(ctx, sqlTrust, w); err != nil {
		return failed("trust the token", err)
	}
	return nil
}
