package postgres

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"sync"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/tracker"
)

const (
	// silence is how long nobody may have counted before a start takes what it finds for a backup. A restart is quicker, and a backup that
	// is younger was not restored and started from in the meantime.
	silence = 5 * time.Minute

	// unknown stands for the silence of a database in which nobody ever counted: it is older than this table.
	unknown = time.Hour

	// The numbers that a database from a backup would give once more are left out: as many as can have been given, and not fewer than
	// fewestIDs. The button of a message that it knows nothing of must not be about another lead.
	idsPerSecond = 500
	fewestIDs    = 1_000_000
)

// counts are how far this process has counted each workspace's database on.
type counts struct {
	mu          sync.Mutex
	byWorkspace map[followup.WorkspaceID]int64
}

func (c *counts) of(w followup.WorkspaceID) int64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.byWorkspace[w]
}

// least is what a workspace's database must have been counted to for anything to be sent: what this process knows, and beyond any count
// while it knows nothing.
func (c *counts) least(w followup.WorkspaceID) int64 {
	if n := c.of(w); n > 0 {
		return n
	}
	return math.MaxInt64
}

func (c *counts) note(w followup.WorkspaceID, n int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.byWorkspace == nil {
		c.byWorkspace = map[followup.WorkspaceID]int64{}
	}
	c.byWorkspace[w] = max(c.byWorkspace[w], n)
}

// Doubt is why what the outbox holds may have been posted although it doesn't say so.
type Doubt string

// Doubts.
const (
	Sure     Doubt = ""         // it is the database that we left
	Restored Doubt = "restored" // it has forgotten what this process knows
	Silent   Doubt = "silent"   // nobody counted for a while, which is how a restored one looks to a program that starts
)

// Beat counts a workspace's database on, once a minute and before anything is sent by a program that starts. Where it is not the
// database that was left, what waits in its outbox, and what had become due by now of the business clock, is looked for before it is posted.
// Until that is noted nothing is claimed. Beating twice is harmless; so is a crash in between: the next one finds the same.
func (db *DB) Beat(ctx context.Context, w followup.WorkspaceID, now time.Time) (Doubt, error) {
	known := db.counts.of(w)
	var doubt Doubt
	var next int64
	err := db.Store().InTx(ctx, func(tx tracker.Tx) error {
		q := tx.(transaction).q
		last, age, err := lastBeat(ctx, q, w)
		if err != nil {
			return err
		}
		doubt, next = doubted(known, last, age), max(known, last)+1
		if doubt == Sure {
			return beat(ctx, q, w, next, nil)
		}
		if _, err := q.ExecContext(ctx, sqlDoubtOutbox, w); err != nil {
			return failed("doubt the outbox", err)
		}
		if _, err := q.ExecContext(ctx, sqlSkipIDs, max(fewestIDs, int64(age.Seconds())*idsPerSecond)); err != nil {
			return failed("skip numbers", err)
		}
		at := instant(now)
		return beat(ctx, q, w, next, &at)
	})
	if err != nil {
		return Sure, fmt.Errorf("beat: %w", err)
	}
	db.counts.note(w, next)
	return doubt, nil
}

// doubted decides by what this process has counted to (0: it has just started), what the database says, and for how long it has been silent.
func doubted(known, last int64, age time.Duration) Doubt {
	switch {
	case known > last:
		return Restored
	case known == 0 && age > silence:
		return Silent
	default:
		return Sure
	}
}

const sqlLastBeat = `
select beat, extract(epoch from clock_timestamp() - beat_at)::float8 as silent
from beats
where workspace_id = $1
for update`

const sqlEverSent = `
select exists (
    select from deliveries
    where workspace_id = $1
)`

// lastBeat returns what a workspace's database was counted to, and for how long it has been silent. A new one has nothing to doubt.
func lastBeat(ctx context.Context, q queryer, w followup.WorkspaceID) (last int64, age time.Duration, err error) {
	var row struct {
		Beat   int64   `db:"beat"`
		Silent float64 `db:"silent"`
	}
	err = q.GetContext(ctx, &row, sqlLastBeat, w)
	if err == nil {
		return row.Beat, time.Duration(row.Silent * float64(time.Second)), nil
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return 0, 0, failed("read the count", err)
	}
	var used bool
	if err := q.GetContext(ctx, &used, sqlEverSent, w); err != nil {
		return 0, 0, failed("look for deliveries", err)
	}
	if used {
		age = unknown
	}
	return 0, age, nil
}

// By deliveries_queue.
const sqlDoubtOutbox = `
update deliveries
set unsure = true
where workspace_id = $1
and shown < wanted
and given_up_at is null
and ts = ''`

// Sequences belong to all workspaces, and numbers are no secret. An account that may not move them leaves them as they are.
const sqlSkipIDs = `
select setval(s.seqrelid, nextval(s.seqrelid) + $1)
from pg_sequence s
join pg_class c on c.oid = s.seqrelid
where c.relnamespace = current_schema()::regnamespace
and has_sequence_privilege(s.seqrelid, 'update')`

const sqlBeat = `
insert into beats as b (workspace_id, beat, beat_at, doubted_until)
values ($1, $2, clock_timestamp(), $3)
on conflict (workspace_id) do update
set beat = greatest(b.beat, excluded.beat), beat_at = excluded.beat_at,
    doubted_until = coalesce(greatest(b.doubted_until, excluded.doubted_until), b.doubted_until)`

func beat(ctx context.Context, q queryer, w followup.WorkspaceID, n int64, doubtedUntil *time.Time) error {
	if _, err := q.ExecContext(ctx, sqlBeat, w, n, doubtedUntil); err != nil {
		return failed("count on", err)
	}
	return nil
}
