package postgres

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/lib/pq"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/tracker"
)

// By reps_next_digest. Workspaces take turns, so that a rep of a small one doesn't wait for the thousands of a large one that are due in
// the same minute. The lock lets others still give leads to the rep.
const sqlDigestsDue = `
select ` + repColumns + `, r.next_digest_at, exists (
    select from beats b
    where b.workspace_id = r.workspace_id
    and b.doubted_until >= r.next_digest_at
) as doubtful` + repTables + `
join (
    select workspace_id, user_id, row_number() over (partition by workspace_id order by next_digest_at, user_id) as turn
    from reps
    where next_digest_at <= $1
) due on due.workspace_id = r.workspace_id and due.user_id = r.user_id
where r.next_digest_at <= $1
order by due.turn, r.next_digest_at, r.workspace_id, r.user_id
limit $2
for no key update of r skip locked`

func (t transaction) DigestsDue(ctx context.Context, now time.Time, limit int) ([]tracker.DueDigest, error) {
	var rows []struct {
		repRow

		At       time.Time `db:"next_digest_at"`
		Doubtful bool      `db:"doubtful"`
	}
	if err := t.q.SelectContext(ctx, &rows, sqlDigestsDue, instant(now), limit); err != nil {
		return nil, failed("pick due digests", err)
	}
	due := make([]tracker.DueDigest, 0, len(rows))
	for _, row := range rows {
		due = append(due, tracker.DueDigest{Rep: row.toDomain(), At: row.At.UTC(), Doubtful: row.Doubtful})
	}
	return due, nil
}

// strayed is further ahead than anybody's next morning can be, also where clocks change and people travel.
const strayed = `interval '27 hours'`

// By reps_next_digest, at its end.
const sqlStrayedReps = `
update reps
set next_digest_at = $1
where next_digest_at > $1::timestamptz + ` + strayed

// By teams_next_summary, at its end.
const sqlStrayedTeams = `
update teams
set next_summary_at = $1
where next_summary_at > $1::timestamptz + ` + strayed

func (t transaction) BringBackStrayed(ctx context.Context, now time.Time) error {
	for _, query := range []string{sqlStrayedReps, sqlStrayedTeams} {
		if _, err := t.q.ExecContext(ctx, query, instant(now)); err != nil {
			return failed("bring back who strayed", err)
		}
	}
	return nil
}

// By primary key.
const sqlSetNextDigests = `
update reps
set next_digest_at = planned.at
from unnest($2::text[], $3::timestamptz[]) as planned (user_id, at)
where reps.workspace_id = $1
and reps.user_id = planned.user_id`

// SetNextDigests is for reps that DigestsDue has locked.
func (t transaction) SetNextDigests(ctx context.Context, w followup.WorkspaceID, at map[followup.UserID]time.Time) error {
	ids, times := make([]string, 0, len(at)), make([]time.Time, 0, len(at))
	for id, next := range at {
		ids, times = append(ids, string(id)), append(times, instant(next))
	}
	result, err := t.q.ExecContext(ctx, sqlSetNextDigests, w, pq.Array(ids), pq.Array(times))
	if err != nil {
		return failed("plan next digests", err)
	}
	if n, err := result.RowsAffected(); err != nil || int(n) != len(at) {
		return failed("plan next digests", errors.Join(err, sql.ErrNoRows))
	}
	return nil
}

// By teams_next_summary.
const sqlSummariesDue = `
select ` + teamColumns + `, t.next_summary_at
from teams t
where t.next_summary_at <= $1
order by t.next_summary_at, t.workspace_id, t.id
limit $2
for no key update skip locked`

func (t transaction) SummariesDue(ctx context.Context, now time.Time, limit int) ([]tracker.DueSummary, error) {
	var rows []struct {
		teamRow

		At time.Time `db:"next_summary_at"`
	}
	if err := t.q.SelectContext(ctx, &rows, sqlSummariesDue, instant(now), limit); err != nil {
		return nil, failed("pick due summaries", err)
	}
	due := make([]tracker.DueSummary, 0, len(rows))
	for _, row := range rows {
		due = append(due, tracker.DueSummary{Team: row.toDomain(), At: row.At.UTC()})
	}
	return due, nil
}

const sqlSetNextSummary = `
update teams
set next_summary_at = $3
where workspace_id = $1
and id = $2`

func (t transaction) SetNextSummary(ctx context.Context, w followup.WorkspaceID, id followup.TeamID, at time.Time) error {
	result, err := t.q.ExecContext(ctx, sqlSetNextSummary, w, id, instant(at))
	return oneRow("plan next summary", result, err)
}

// By recalls_snoozed. The version stays: what a button was shown with is still true.
const sqlEndSnoozes = `
with ended as (
    select workspace_id, id
    from recalls
    where is_open
    and snoozed_until <= $1
    order by snoozed_until
    limit $2
    for no key update skip locked
)
update recalls r
set snoozed_until = null
from ended
where r.workspace_id = ended.workspace_id
and r.id = ended.id
returning r.workspace_id, r.owner_id`

func (t transaction) EndSnoozes(ctx context.Context, now time.Time, limit int) ([]tracker.Ended, error) {
	var rows []struct {
		Workspace followup.WorkspaceID `db:"workspace_id"`
		Owner     followup.UserID      `db:"owner_id"`
	}
	if err := t.q.SelectContext(ctx, &rows, sqlEndSnoozes, instant(now), limit); err != nil {
		return nil, failed("end snoozes", err)
	}
	ended := make([]tracker.Ended, 0, len(rows))
	for _, row := range rows {
		ended = append(ended, tracker.Ended(row))
	}
	return ended, nil
}

// A walk over all leads, each looking its recall up by primary key: once a night.
const sqlOrphans = `
select count(*)
from leads l
where l.state in ('active', 'parked')
and not exists (
    select from recalls r
    where r.workspace_id = l.workspace_id
    and r.id = l.open_recall_id
    and r.lead_id = l.id
    and r.is_open
)`

func (t transaction) Orphans(ctx context.Context) (int, error) {
	var n int
	if err := t.q.GetContext(ctx, &n, sqlOrphans); err != nil {
		return 0, failed("count orphans", err)
	}
	return n, nil
}

// purgeBatch is how many rows one statement deletes, so that it ends in time.
const purgeBatch = 5000

// By requests_made and drafts_made; deliveries and lines of digests are walked, once a night.
var sqlPurges = []struct {
	sql  string
	long bool // kept for long
}{
	{`delete from requests where (workspace_id, key) in (
    select workspace_id, key from requests where made_at < $1 and not starts_with(key, '` + tracker.WelcomeRequest + `') limit $2)`, false},
	{`delete from drafts where (workspace_id, id) in (select workspace_id, id from drafts where made_at < $1 limit $2)`, false},
	{`delete from digest_rows where (workspace_id, rep_id, digest_on, recall_id) in (
    select workspace_id, rep_id, digest_on, recall_id from digest_rows where digest_on < $1::date limit $2)`, true},
	{`delete from nudges where (workspace_id, id) in (select workspace_id, id from nudges where made_at < $1 limit $2)`, true},
	{`delete from deliveries where (workspace_id, id) in (
    select workspace_id, id from deliveries where due_at < $1 and (shown >= wanted or given_up_at is not null)
    and kind <> '` + tracker.KindHome + `' limit $2)`, true},
}

func (t transaction) Purge(ctx context.Context, before, longBefore time.Time) error {
	for _, purge := range sqlPurges {
		limit := before
		if purge.long {
			limit = longBefore
		}
		for n := int64(purgeBatch); n == purgeBatch; {
			result, err := t.q.ExecContext(ctx, purge.sql, instant(limit), purgeBatch)
			if err != nil {
				return failed("purge", err)
			}
			if n, err = result.RowsAffected(); err != nil {
				return failed("purge", err)
			}
		}
	}
	return nil
}
