package postgres

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/lib/pq"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/tracker"
)

// By primary key. The lead's history may still be added to by others: only the lead itself is locked.
const sqlLockLead = `
select id
from leads
where workspace_id = $1
and id = $2
for no key update`

// LockLead first locks and then reads: a join that waited for the lock would show a recall from before the wait.
func (t transaction) LockLead(ctx context.Context, w followup.WorkspaceID, id followup.LeadID) (followup.Lead, error) {
	if err := t.lock(ctx, w, id); err != nil {
		return followup.Lead{}, err
	}
	return t.Lead(ctx, w, id)
}

func (t transaction) lock(ctx context.Context, w followup.WorkspaceID, id followup.LeadID) error {
	var locked followup.LeadID
	if err := t.q.GetContext(ctx, &locked, sqlLockLead, w, id); err != nil {
		return failed("lock lead", err)
	}
	return nil
}

// By primary key.
const sqlLockOwing = `
update leads
set touches = touches
where workspace_id = $1
and id = $2`

// LockOwing writes the row as it is: its xmin is another one, which is what sqlRecord looks at.
func (t transaction) LockOwing(ctx context.Context, w followup.WorkspaceID, id followup.LeadID) (followup.Lead, error) {
	result, err := t.q.ExecContext(ctx, sqlLockOwing, w, id)
	if err := oneRow("lock owing lead", result, err); err != nil {
		return followup.Lead{}, err
	}
	return t.Lead(ctx, w, id)
}

// LockToLog reads after the lock, as LockLead does.
func (t transaction) LockToLog(ctx context.Context, w followup.WorkspaceID, id followup.LeadID) (tracker.Fresh, error) {
	if err := t.lock(ctx, w, id); err != nil {
		return tracker.Fresh{}, err
	}
	return t.Fresh(ctx, w, id)
}

const (
	sqlNextLeadID = `select nextval(pg_get_serial_sequence('leads', 'id'))`
	sqlInsertLead = `
insert into leads (workspace_id, id, name, company, owner_id, state, value_minor, value_currency, source, tags,
    park_reason, park_note, park_line, touches, created_at, open_recall_id, country, cadence_id, enrolment)
overriding system value
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`
)

// InsertLead stores the recall before the lead that points to it: their foreign keys are checked at the end.
func (t transaction) InsertLead(ctx context.Context, l followup.Lead) (followup.Lead, error) {
	if err := t.q.GetContext(ctx, &l.ID, sqlNextLeadID); err != nil {
		return l, failed("number lead", err)
	}
	l.CreatedAt = instant(l.CreatedAt)
	if l.Recall != nil {
		var made recallRow
		if err := t.q.GetContext(ctx, &made, sqlInsertRecall, recallValues(l.Workspace, recallOf(l), l.Park)...); err != nil {
			return l, failed("insert recall", err)
		}
		l = made.of(l, l)
	}
	c := columnsOf(l)
	_, err := t.q.ExecContext(ctx, sqlInsertLead,
		l.Workspace, l.ID, l.Name, l.Company, l.Owner, l.State, c.minor, c.currency, l.Source, c.tags,
		c.park.Reason, c.park.Note, c.park.FirstLine, l.Touches, l.CreatedAt, c.recall, l.Country, c.cadence, c.enrolment)
	if err != nil {
		return l, failed("insert lead", err)
	}
	if err := t.saveBrief(ctx, followup.Lead{ID: l.ID, Workspace: l.Workspace}, l); err != nil {
		return l, err
	}
	l.Contacts, err = t.insertContacts(ctx, l)
	return l, err
}

// leadParts are a lead's optional parts as columns.
type leadParts struct {
	minor    *int64
	currency *string
	tags     any
	park     followup.Park
	recall   *followup.RecallID

	cadence   *followup.CadenceID
	enrolment *document[enrolmentRow]
}

func columnsOf(l followup.Lead) leadParts {
	v := leadParts{tags: pq.StringArray(l.Tags)}
	if l.Tags == nil {
		v.tags = pq.StringArray{}
	}
	if l.Value != nil {
		v.minor, v.currency = &l.Value.Minor, &l.Value.Currency
	}
	if l.Park != nil {
		v.park = *l.Park
	}
	if l.Recall != nil {
		v.recall = &l.Recall.ID
	}
	v.cadence, v.enrolment = enrolmentOf(l.Enrolment).columns()
	return v
}

// By primary keys. The recall that ends is closed before the next one opens, since a lead has only one open recall at any moment
// (one_open_recall): the count has the others wait. Of the recall that follows $27 is the number where it is stored already, and $28 says
// whether it is to be; neither: none follows.
const (
	sqlUpdateLead = `
with granted as (select),
` + replaceRecall + updateLead + `
returning coalesce(recall.id, 0) as id, coalesce(recall.version, 0) as version`

	// replaceRecall replaces a recall where that is granted.
	replaceRecall = `closed as (
    update recalls
    set is_open = false
    from granted
    where workspace_id = $1
    and id = $15
    and id is distinct from $27
    returning id
),
changed as (
    update recalls
    set owner_id = $3, kind = $4, due_on = $5, due_minute = $6, channel = $7, goal = $8, reasons = $9, reply_owed = $10,
        snoozed_until = $11, snoozes = $12, moves = $13, park = $14, version = version + 1, is_open = true
    from granted
    cross join (select count(*) from closed) as first
    where workspace_id = $1
    and lead_id = $2
    and id = $27
    returning id, version
),
opened as (
    insert into recalls (` + recallColumns + `)
    select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14
    from granted
    cross join (select count(*) from closed) as first
    where $28
    returning id, version
),
recall as (
    select id, version
    from changed
    union all
    select id, version
    from opened
)`

	// updateLead stores the lead that the recall belongs to.
	updateLead = `
update leads
set owner_id = $3, name = $16, company = $17, state = $18, value_minor = $19, value_currency = $20, source = $21, tags = $22,
    park_reason = $23, park_note = $24, park_line = $25, touches = $26, open_recall_id = recall.id, merged_into = $29,
    country = $30, cadence_id = $31, enrolment = $32
from granted
left join recall on true
where leads.workspace_id = $1
and leads.id = $2`
)

func (t transaction) UpdateLead(ctx context.Context, before, after followup.Lead) (followup.Lead, error) {
	contacts, err := t.replaceContacts(ctx, before, after)
	if err != nil {
		return after, err
	}
	after.Contacts = contacts
	if err := t.saveBrief(ctx, before, after); err != nil {
		return after, err
	}
	var made recallRow
	if err := t.q.GetContext(ctx, &made, sqlUpdateLead, leadValues(before, after)...); err != nil {
		return after, failed("update lead", err)
	}
	return made.of(before, after), nil
}

// leadValues are those of replaceRecall and updateLead.
func leadValues(before, after followup.Lead) []any {
	l := after
	l.ID, l.Workspace = before.ID, before.Workspace
	c, was, is := columnsOf(l), before.Recall, recallOf(l)
	var closes *followup.RecallID
	if was != nil {
		closes = &was.ID
	}
	return append(recallValues(l.Workspace, is, l.Park),
		closes, l.Name, l.Company, l.State, c.minor, c.currency, l.Source, c.tags, c.park.Reason, c.park.Note, c.park.FirstLine, l.Touches,
		orNil(is.ID), l.Recall != nil && is.ID == 0, orNil(l.MergedInto), l.Country, c.cadence, c.enrolment)
}

// DeleteLead removes the lead and all that points to it. Contacts and lines of digests go with the lead itself.
func (t transaction) DeleteLead(ctx context.Context, w followup.WorkspaceID, id followup.LeadID) error {
	for _, query := range []string{
		`delete from touches where workspace_id = $1 and lead_id = $2`,
		`delete from events where workspace_id = $1 and lead_id = $2`,
		`delete from recalls where workspace_id = $1 and lead_id = $2`,
		`delete from leads where workspace_id = $1 and id = $2`,
	} {
		if _, err := t.q.ExecContext(ctx, query, w, id); err != nil {
			return failed("delete lead", err)
		}
	}
	return nil
}

// oneRow turns a change that found nothing to change into ErrNotFound.
func oneRow(doing string, result sql.Result, err error) error {
	if err != nil {
		return failed(doing, err)
	}
	n, err := result.RowsAffected()
	if err != nil {
		return failed(doing, err)
	}
	if n == 0 {
		return fmt.Errorf("%s: %w", doing, tracker.ErrNotFound)
	}
	return nil
}
