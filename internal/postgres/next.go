package postgres

import (
	"context"
	"time"
)

// By reps_next_digest, teams_next_summary, recalls_snoozed, absences_next, obligations_next, deliveries_redraw and deliveries_waiting.
const sqlNextDue = `
select least(
    (select min(next_digest_at) from reps where next_digest_at > $1),
    (select min(next_summary_at) from teams where next_summary_at > $1),
    (select min(snoozed_until) from recalls where is_open and snoozed_until > $1),
    (select min(next_at) from absences where next_at > $1),
    (select min(next_at) from offers where next_at > $1),
    (select min(next_at) from obligations where settled_at is null and next_at > $1),
    (select min(redraw_at) from deliveries where redraw_at > $1),
    (select min(due_at) from deliveries where shown < wanted and given_up_at is null and due_at > $1)
)`

// NextDue is the first moment of the business clock after a time at which a sweep or a delivery finds something to do; ok is false where
// there is none.
func (db *DB) NextDue(ctx context.Context, after time.Time) (at time.Time, ok bool, err error) {
	var next *time.Time
	if err := db.pool.GetContext(ctx, &next, sqlNextDue, instant(after)); err != nil {
		return at, false, failed("look for what is due next", err)
	}
	if next == nil {
		return at, false, nil
	}
	return next.UTC(), true, nil
}
