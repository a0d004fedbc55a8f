package postgres

import (
	"context"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/tracker"
)

// By obligations_late, then the key of offers.
const sqlLatePromises = `
select ` + obligationColumns + `
from obligations o
where o.kind = 'promise'
and o.settled_at is null
and o.due_at <= $1
and o.due_at > $2
and not exists (
    select from offers f
    where f.workspace_id = o.workspace_id
    and f.obligation_id = o.id
)
order by o.due_at, o.workspace_id, o.id
limit $3
for no key update of o skip locked`

func (t transaction) LatePromises(ctx context.Context, now, since time.Time, limit int) ([]followup.Obligation, error) {
	var rows []obligationRow
	if err := t.q.SelectContext(ctx, &rows, sqlLatePromises, instant(now), instant(since), limit); err != nil {
		return nil, failed("pick late promises", err)
	}
	return mapped(rows, obligationRow.toDomain), nil
}

// By primary key: the same again changes nothing.
const sqlSaveOffer = `
insert into offers (workspace_id, obligation_id, stage, owner_id, next_at)
values ($1, $2, $3, $4, $5)
on conflict (workspace_id, obligation_id) do update
set stage = excluded.stage, owner_id = excluded.owner_id, next_at = excluded.next_at`

func (t transaction) SaveOffer(ctx context.Context, o tracker.Offer) error {
	if _, err := t.q.ExecContext(ctx, sqlSaveOffer, o.Workspace, o.Of, o.Stage, o.Owner, momentOrNil(o.Next)); err != nil {
		return failed("store offer", err)
	}
	return nil
}

type offerRow struct {
	Workspace followup.WorkspaceID  `db:"workspace_id"`
	Of        followup.ObligationID `db:"obligation_id"`
	Stage     followup.OfferStage   `db:"stage"`
	Owner     followup.UserID       `db:"owner_id"`
	Next      *time.Time            `db:"next_at"`
}

func (r offerRow) toDomain() tracker.Offer {
	return tracker.Offer{Workspace: r.Workspace, Of: r.Of, Stage: r.Stage, Owner: r.Owner, Next: momentOf(r.Next)}
}

// By offers_next.
const sqlOffersDue = `
select workspace_id, obligation_id, stage, owner_id, next_at
from offers
where next_at <= $1
order by next_at, workspace_id, obligation_id
limit $2
for no key update skip locked`

func (t transaction) OffersDue(ctx context.Context, now time.Time, limit int) ([]tracker.Offer, error) {
	var rows []offerRow
	if err := t.q.SelectContext(ctx, &rows, sqlOffersDue, instant(now), limit); err != nil {
		return nil, failed("pick offers", err)
	}
	return mapped(rows, offerRow.toDomain), nil
}

// By primary key.
const sqlOffer = `
select workspace_id, obligation_id, stage, owner_id, next_at
from offers
where workspace_id = $1
and obligation_id = $2`

func (s queries) Offer(ctx context.Context, w followup.WorkspaceID, of followup.ObligationID) (tracker.Offer, error) {
	var row offerRow
	if err := s.q.GetContext(ctx, &row, sqlOffer, w, of); err != nil {
		return tracker.Offer{}, failed("load offer", err)
	}
	return row.toDomain(), nil
}
