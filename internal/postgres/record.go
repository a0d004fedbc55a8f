package postgres

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/lib/pq"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/tracker"
)

// By primary keys, and the key of deliveries. Whatever changes a lead writes its row anew, whichever release's program does it, and xmin
// says which transaction wrote it last: where that is no longer the one that was read, or the request was carried out before, nothing is
// granted, and no part of the statement writes anything. Who waited for the lock is shown the row as it is after the wait.
//
// A part sees nothing of what another one writes, so that the request gets its event's number before there is the event. The lead is locked
// before the request is claimed, the other way round than in a transaction: two equal requests may so wait for each other, one each way,
// until PostgreSQL ends one of them, which then finds out what the other did.
const (
	sqlRecord      = recorded + recordedNumbers + recordedFrom
	sqlRecordOwing = recorded + recordedOwed + recordedNumbers + `, (
    select array_agg(id)
    from owed
    where pinged_at is not null
) as pinged` + recordedFrom

	recorded = `
with unchanged as (
    select id
    from leads
    where workspace_id = $1
    and id = $2
    and xmin = $33::text::xid
    for no key update
),
granted as (
    insert into requests (workspace_id, key, event_id, made_at)
    select $1, $34, nextval(pg_get_serial_sequence('events', 'id')), $37
    from unchanged
    on conflict (workspace_id, key) do nothing
    returning event_id
),
event as (
    insert into events (id, ` + eventFields + `)
    overriding system value
    select event_id, $1, $2, $35, $36, $37, $38, $39, $40, $41
    from granted
    returning id
),
touch as (
    insert into touches (` + touchFields + `)
    select $1, $2, event.id, $42, $43, $44, $45, $46, $47, $48, $49, $50, $55::bigint
    from event
    where $42 <> ''
    returning id
),
` + replaceRecall + `,
lead as (` + updateLead + `
    returning coalesce(recall.id, 0) as id, coalesce(recall.version, 0) as version
),
due as (
    select $3::text as rep_id, $51::text[] as since, $15::bigint as recall_id, $2::bigint as lead_id, $52::date as on_date
    from granted
    where $52::date is not null
),
` + noteSettled + `,
drawn as (
    select $53::text[] as keys, $54::text as home
    from granted
),
redrawn as (` + drawDigest + `
)`

	// What was not read together with the lead may have been pinged about since. -1 is tracker.ThisEvent.
	recordedOwed = `,
owed as (
    insert into obligations as known (` + obligationFields + `)
    select o.workspace_id, o.lead_id, o.kind, o.for_at, o.owner_id, case o.event_id when -1 then event.id else o.event_id end, o.for_on, o.due_at,
        o.next_at, o.pinged_at, o.settled_at, o.settled_on, o.settled_how, case o.settled_by when -1 then event.id else o.settled_by end
    from event
    cross join jsonb_populate_recordset(null::obligations, $56) o` + keepObligation + `
)`

	recordedNumbers = `
select event.id as event, coalesce(touch.id, 0) as touch, lead.id, lead.version`
	recordedFrom = `
from event
cross join lead
left join touch on true`
)

// Record is one statement in a transaction of its own. database/sql sends it again by itself where a connection turns out to be gone,
// whether or not the server had heard of it: what is not granted then may be so because the first try was carried out.
func (s *Store) Record(ctx context.Context, e tracker.Entry) (tracker.Recorded, bool, error) {
	event, key := storedEvent(e.Event), sent{value: e.Request}
	var made struct {
		recallRow

		Event followup.EventID `db:"event"`
		Touch followup.TouchID `db:"touch"`

		Pinged pq.Int64Array `db:"pinged"`
	}
	query, values := recording(e, event, &key)
	tracker.Committing(ctx)
	if err := s.q.GetContext(ctx, &made, query, values...); err != nil {
		return tracker.Recorded{}, false, key.outcome(err)
	}
	return tracker.Recorded{
		Event: numbered(event, made.Event, made.Touch), Lead: made.of(e.Of.Lead, e.After),
		Pinged: mapped(made.Pinged, func(id int64) followup.ObligationID { return followup.ObligationID(id) }),
	}, true, nil
}

// planRecord has both forms planned, and nothing stored: no lead has the number 0. What is owed has a date, because PostgreSQL reads none
// from an empty one.
func (s queries) planRecord(ctx context.Context) error {
	for _, owed := range [][]followup.Obligation{nil, {{On: calendar.DateOf(time.Unix(0, 0))}}} {
		nothing := tracker.Entry{Of: tracker.Fresh{Row: "0"}, Owed: owed}
		query, values := recording(nothing, nothing.Event, &sent{})
		if _, err := s.q.ExecContext(ctx, query, values...); err != nil {
			return failed("plan", err)
		}
	}
	return nil
}

// recording is the form of sqlRecord for an entry: what owes nothing is spared that part.
func recording(e tracker.Entry, event followup.Event, key *sent) (query string, values []any) {
	values = recordValues(e, event, key)
	if len(e.Owed) == 0 {
		return sqlRecord, values
	}
	return sqlRecordOwing, append(values, document[[]obligationRow]{mapped(e.Owed, toObligationRow)})
}

// recordValues are those of sqlRecord.
func recordValues(e tracker.Entry, event followup.Event, key *sent) []any {
	lead := e.Of.Lead
	var touch followup.Touch
	if event.Detail.Touch != nil {
		touch = *event.Detail.Touch
	}
	var on calendar.Date
	var since []string
	if e.Settles {
		on, since = e.On, digestKeys(lead.Owner, lead.Recall.Due, e.On)
	}
	return slices.Concat(
		leadValues(lead, e.After), []any{e.Of.Row, key}, eventValues(event, lead.Workspace, e.Before)[2:], touchValues(&touch),
		[]any{pq.Array(since), orNil(date(on)), pq.Array(digestKeys(lead.Owner, e.On.AddDays(-digestDays), e.On)), tracker.HomeKey(lead.Owner), orNil(touch.Piece)},
	)
}

// sent is a value of a statement that counts how often the statement was sent.
type sent struct {
	value string
	times int
}

// Value is asked for each time.
func (s *sent) Value() (driver.Value, error) {
	s.times++
	return s.value, nil
}

// outcome says what became of a statement that returned nothing: nil where it is known that nothing was done because it wasn't granted, or
// for the sake of another transaction, so that the ordinary way is open.
func (s *sent) outcome(err error) error {
	said, answered := errors.AsType[*pq.Error](err)
	switch {
	case s.times == 0: // it got no connection
		return failed("record", err)
	case s.times == 1 && (errors.Is(err, sql.ErrNoRows) || overtaken(err)):
		return nil
	case s.times == 1 && answered && (said.Code == cancelled || said.Code.Class() != "57"):
		return failed("record", err)
	default:
		return fmt.Errorf("record: %w: %w", tracker.ErrUnsure, err)
	}
}

// cancelled is what the server says of a statement that took too long, or whose context ended: it undid what was done.
const cancelled = "57014"
