package postgres

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/lib/pq"

	"github.com/followup-bot/followup/internal/delivery"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/tracker"
)

// Outbox is the deliveries' table as the delivery engine works on it. Each method is one statement.
type Outbox struct {
	q      queryer
	counts *counts
}

var _ delivery.Outbox = (*Outbox)(nil)

// Outbox returns the outbox in this database.
func (db *DB) Outbox() *Outbox { return &Outbox{q: db.hot.onPool(), counts: &db.counts} }

const sqlEnqueue = `
insert into deliveries (workspace_id, kind, subject, recipient, dedupe_key, due_at, rank_at, unsure)
values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (workspace_id, dedupe_key) do nothing`

func (t transaction) Enqueue(ctx context.Context, d tracker.Delivery) error {
	_, err := t.q.ExecContext(ctx, sqlEnqueue,
		d.Workspace, d.Kind, d.Subject, d.Recipient, d.Key, instant(d.Due), instant(d.RankAt()), d.Unsure)
	if err != nil {
		return failed("enqueue delivery", err)
	}
	return nil
}

const sqlEnqueueAll = `
insert into deliveries (workspace_id, kind, subject, recipient, dedupe_key, due_at, rank_at, unsure)
select *
from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::timestamptz[], $8::boolean[])
on conflict (workspace_id, dedupe_key) do nothing`

// EnqueueAll inserts in the order of the keys, so that two at once don't deadlock.
func (t transaction) EnqueueAll(ctx context.Context, all []tracker.Delivery) error {
	if len(all) == 0 {
		return nil
	}
	all = slices.SortedFunc(slices.Values(all), func(a, b tracker.Delivery) int { return strings.Compare(a.Key, b.Key) })
	text := func(get func(tracker.Delivery) string) any { return pq.Array(mapped(all, get)) }
	_, err := t.q.ExecContext(ctx, sqlEnqueueAll,
		text(func(d tracker.Delivery) string { return string(d.Workspace) }),
		text(func(d tracker.Delivery) string { return d.Kind }),
		text(func(d tracker.Delivery) string { return d.Subject }),
		text(func(d tracker.Delivery) string { return d.Recipient }),
		text(func(d tracker.Delivery) string { return d.Key }),
		pq.Array(mapped(all, func(d tracker.Delivery) time.Time { return instant(d.Due) })),
		pq.Array(mapped(all, func(d tracker.Delivery) time.Time { return instant(d.RankAt()) })),
		pq.Array(mapped(all, func(d tracker.Delivery) bool { return d.Unsure })))
	if err != nil {
		return failed("enqueue deliveries", err)
	}
	return nil
}

type itemRow struct {
	ID        int64                `db:"id"`
	Workspace followup.WorkspaceID `db:"workspace_id"`
	Kind      string               `db:"kind"`
	Subject   string               `db:"subject"`
	Recipient string               `db:"recipient"`
	Key       string               `db:"dedupe_key"`
	Wanted    int                  `db:"wanted"`
	Attempt   int                  `db:"attempt"`
	Claim     int64                `db:"claim"`
	Channel   string               `db:"channel"`
	TS        string               `db:"ts"`
	Unsure    bool                 `db:"unsure"`
}

func (r itemRow) toDomain() delivery.Item { return delivery.Item(r) }

// By deliveries_queue. A lease that is still on a row was not settled: what it stood for may have been posted. In a database that has
// forgotten what this process knows, or that it doesn't know yet, nothing is taken before that is noted.
const sqlClaim = `
with picked as (
    select workspace_id, id
    from deliveries
    where workspace_id = $1
    and method = $2
    and ` + deliveryWaits + `
    and due_at <= $3
    and not exists (` + sqlBlocks + `)
    and not exists (select from beats where workspace_id = $1 and beat < $6)
    order by queued_at, id
    limit $4
    for no key update skip locked
),
taken as (
    update deliveries d
    set attempt = d.attempt + 1, claim = d.claim + 1, leased_until = clock_timestamp() + $5 * interval '1 microsecond',
        unsure = d.ts = '' and (d.unsure or d.leased_until is not null)
    from picked
    where d.workspace_id = picked.workspace_id
    and d.id = picked.id
    returning d.id, d.workspace_id, d.kind, d.subject, d.recipient, d.dedupe_key, d.wanted, d.attempt, d.claim, d.channel, d.ts, d.unsure, d.queued_at
)
select id, workspace_id, kind, subject, recipient, dedupe_key, wanted, attempt, claim, channel, ts, unsure
from taken
order by queued_at, id`

// deliveryWaits is true of a delivery that somebody could work on.
const deliveryWaits = `shown < wanted
    and given_up_at is null
    and (leased_until is null or leased_until < clock_timestamp())
    and (retry_at is null or retry_at <= clock_timestamp())`

// Claim takes rows for lease, the first in the queue first. Two claims never take the same row; a row's next claim is possible only
// after the lease, and makes this one's settling void.
func (o *Outbox) Claim(ctx context.Context, l delivery.Lane, now time.Time, n int, lease time.Duration) ([]delivery.Item, error) {
	var rows []itemRow
	err := o.q.SelectContext(ctx, &rows, sqlClaim, l.Workspace, l.Method, instant(now), n, lease.Microseconds(), o.counts.least(l.Workspace))
	if err != nil {
		return nil, failed("claim deliveries", err)
	}
	return mapped(rows, itemRow.toDomain), nil
}

// By deliveries_message.
const sqlClaimPosted = `
with picked as (
    select workspace_id, id
    from deliveries
    where workspace_id = $1
    and channel = $2
    and ts = $3
    and ts <> ''
    and shown < wanted
    and given_up_at is null
    and (leased_until is null or leased_until < clock_timestamp())
    order by id
    limit 1
    for no key update skip locked
)
update deliveries d
set attempt = d.attempt + 1, claim = d.claim + 1, leased_until = clock_timestamp() + $4 * interval '1 microsecond'
from picked
where d.workspace_id = picked.workspace_id
and d.id = picked.id
returning d.id, d.workspace_id, d.kind, d.subject, d.recipient, d.wanted, d.attempt, d.claim, d.channel, d.ts, d.unsure`

// ClaimPosted takes the row of a message, as Claim does.
func (o *Outbox) ClaimPosted(
	ctx context.Context, w followup.WorkspaceID, channel, ts string, lease time.Duration,
) (delivery.Item, bool, error) {
	var row itemRow
	err := o.q.GetContext(ctx, &row, sqlClaimPosted, w, channel, ts, lease.Microseconds())
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return delivery.Item{}, false, nil
	case err != nil:
		return delivery.Item{}, false, failed("claim message", err)
	default:
		return row.toDomain(), true, nil
	}
}

// By primary key. A state wanted since the claim stays wanted, but what is skipped before it was ever posted is over. Home says whether the
// morning's digest came.
const sqlSettle = `
with settled as (
    update deliveries d
    set shown = case when sent.skipped and d.ts = '' then d.wanted else sent.shown end,
        channel = case when sent.skipped then d.channel else sent.channel end,
        ts = case when sent.skipped then d.ts else sent.ts end,
        sent_at = case when sent.skipped then d.sent_at else coalesce(d.sent_at, $8) end,
        attempt = 0, leased_until = null, retry_at = null, unsure = false, last_error = ''
    from unnest($2::bigint[], $3::bigint[], $4::boolean[], $5::int[], $6::text[], $7::text[]) sent (id, claim, skipped, shown, channel, ts)
    where d.workspace_id = $1
    and d.id = sent.id
    and d.claim = sent.claim
    returning d.kind, d.recipient, d.ts = '' or d.sent_at = $8 as first
)
update deliveries home
set wanted = home.wanted + 1, wanted_at = case when home.shown < home.wanted then home.wanted_at else clock_timestamp() end
from settled
where settled.kind = '` + tracker.KindDigest + `'
and settled.first
and home.workspace_id = $1
and home.dedupe_key = '` + tracker.HomePrefix + `' || settled.recipient
and home.given_up_at is null`

// Settle does nothing for a row that was claimed again since. All are of one workspace. Whoever changes a lead locks a digest and its Home in
// an order of their own: where PostgreSQL ended the statement for their sake it is sent again, so that none of what was sent is looked for.
func (o *Outbox) Settle(ctx context.Context, done []delivery.Done, now time.Time) error {
	if len(done) == 0 {
		return nil
	}
	values := []any{
		done[0].Item.Workspace,
		pq.Array(mapped(done, func(d delivery.Done) int64 { return d.Item.ID })),
		pq.Array(mapped(done, func(d delivery.Done) int64 { return d.Item.Claim })),
		pq.Array(mapped(done, func(d delivery.Done) bool { return d.Sent.Skipped })),
		pq.Array(mapped(done, func(d delivery.Done) int64 { return int64(d.Item.Wanted) })),
		pq.Array(mapped(done, func(d delivery.Done) string { return d.Sent.Channel })),
		pq.Array(mapped(done, func(d delivery.Done) string { return d.Sent.TS })),
		instant(now),
	}
	for try := 1; ; try++ {
		_, err := o.q.ExecContext(ctx, sqlSettle, values...)
		switch {
		case err == nil:
			return nil
		case try == tries || !overtaken(err):
			return failed("settle deliveries", err)
		}
	}
}

const sqlRetry = `
update deliveries
set leased_until = null, retry_at = clock_timestamp() + $4 * interval '1 microsecond', unsure = $5 and ts = '',
    attempt = attempt - case when $6 then 0 else 1 end, last_error = $7
where workspace_id = $1
and id = $2
and claim = $3`

// Retry gives the row back until the wait is over. What was posted once is never unsure again: it is edited.
func (o *Outbox) Retry(ctx context.Context, i delivery.Item, wait time.Duration, unsure, counts bool, cause string) error {
	_, err := o.q.ExecContext(ctx, sqlRetry, i.Workspace, i.ID, i.Claim, wait.Microseconds(), unsure, counts, storable(cause))
	if err != nil {
		return failed("put delivery back", err)
	}
	return nil
}

const sqlGiveUp = `
update deliveries
set given_up_at = $4, leased_until = null, retry_at = null, last_error = $5,
    reported = kind in ('` + tracker.KindFailure + `', '` + tracker.KindHome + `')
where workspace_id = $1
and id = $2
and claim = $3`

// GiveUp leaves the failure to be reported by the next sweep, unless it is itself the report of one, or a Home tab: whoever opens it
// again has it drawn again.
func (o *Outbox) GiveUp(ctx context.Context, i delivery.Item, cause string, now time.Time) error {
	_, err := o.q.ExecContext(ctx, sqlGiveUp, i.Workspace, i.ID, i.Claim, instant(now), storable(cause))
	if err != nil {
		return failed("give delivery up", err)
	}
	return nil
}
