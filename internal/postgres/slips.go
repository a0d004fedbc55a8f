package postgres

import (
	"context"
	"time"

	"github.com/followup-bot/followup/internal/tracker"
)

// Slips counts what should have happened by now and has not. All are 0 while Followup does its job, on whichever replica.
type Slips struct {
	Unswept  int `db:"unswept"`  // digests, summaries, ended snoozes and Home tabs whose time came more than ten minutes ago
	Lost     int `db:"lost"`     // reps and teams nobody will look at within the day
	Unsent   int `db:"unsent"`   // messages that have been due for six hours, longer than the longest wave takes
	Untold   int `db:"untold"`   // messages given up of which nobody was told within the hour
	Deserted int `db:"deserted"` // messages whose lease is over for ten minutes, or lasts longer than any lease does
}

// Any reports whether there is one.
func (s Slips) Any() bool { return s != Slips{} }

// By reps_next_digest, teams_next_summary, recalls_snoozed, deliveries_redraw, deliveries_waiting and deliveries_given_up; the reps and
// teams that nobody will look at are at the end of their index. A replica that was away catches up within a sweep; leases are real time.
const sqlSlips = `
select
    (select count(*) from reps where next_digest_at < $1::timestamptz - interval '10 minutes')
    + (select count(*) from teams where next_summary_at < $1::timestamptz - interval '10 minutes')
    + (select count(*) from recalls where is_open and snoozed_until < $1::timestamptz - interval '10 minutes')
    + (select count(*) from deliveries where redraw_at < $1::timestamptz - interval '10 minutes') as unswept,
    (select count(*) from reps where next_digest_at > $1::timestamptz + ` + strayed + `)
    + (select count(*) from teams where next_summary_at > $1::timestamptz + ` + strayed + `) as lost,
    (
        select count(*)
        from deliveries
        where shown < wanted
        and given_up_at is null
        and due_at < $1::timestamptz - interval '6 hours'
        and wanted_at < clock_timestamp() - interval '6 hours'
        and kind <> '` + tracker.KindHome + `'
    ) as unsent,
    (select count(*) from deliveries where given_up_at < $1::timestamptz - interval '1 hour' and not reported) as untold,
    (
        select count(*)
        from deliveries
        where shown < wanted
        and given_up_at is null
        and due_at <= $1::timestamptz
        and (leased_until < clock_timestamp() - interval '10 minutes' or leased_until > clock_timestamp() + interval '10 minutes')
    ) as deserted`

// Slips looks at now of the business clock.
func (db *DB) Slips(ctx context.Context, now time.Time) (Slips, error) {
	var s Slips
	if err := db.pool.GetContext(ctx, &s, sqlSlips, instant(now)); err != nil {
		return Slips{}, failed("look for slips", err)
	}
	return s, nil
}
