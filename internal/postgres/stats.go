package postgres

import (
	"context"
	"time"
)

// Stats are numbers about the whole database, for the operator.
type Stats struct {
	Waiting       int           // deliveries that are due and not sent, or not up to date
	OldestWaiting time.Duration // how long the first of them has waited
	GivenUp       int           // deliveries given up in the last 24 hours
	OpenLeads     int
	Orphans       int // open leads without an open recall: always 0
}

// By deliveries_waiting; deliveries given up are few; the open leads are walked. A first post waits since it was due, a redraw since
// it was asked for.
const sqlStats = `
select
    (
        select count(*)
        from deliveries
        where shown < wanted
        and given_up_at is null
        and due_at <= $1
    ) as waiting,
    (
        select coalesce(extract(epoch from max(
            case when ts = '' then $1 - due_at else clock_timestamp() - wanted_at end
        )), 0)::float8
        from deliveries
        where shown < wanted
        and given_up_at is null
        and due_at <= $1
    ) as oldest_seconds,
    (
        select count(*)
        from deliveries
        where given_up_at > $2
    ) as given_up,
    (
        select count(*)
        from leads
        where state in ('active', 'parked')
    ) as open_leads,
    (` + sqlOrphans + `) as orphans`

// Stats counts at now of the business clock.
func (db *DB) Stats(ctx context.Context, now time.Time) (Stats, error) {
	var row struct {
		Waiting   int     `db:"waiting"`
		Oldest    float64 `db:"oldest_seconds"`
		GivenUp   int     `db:"given_up"`
		OpenLeads int     `db:"open_leads"`
		Orphans   int     `db:"orphans"`
	}
	if err := db.pool.GetContext(ctx, &row, sqlStats, instant(now), instant(now.Add(-24*time.Hour))); err != nil {
		return Stats{}, failed("count", err)
	}
	return Stats{
		Waiting: row.Waiting, OldestWaiting: time.Duration(max(row.Oldest, 0) * float64(time.Second)),
		GivenUp: row.GivenUp, OpenLeads: row.OpenLeads, Orphans: row.Orphans,
	}, nil
}
