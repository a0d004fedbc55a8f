package postgres

import (
	"context"
	"database/sql"
	"fmt"
	"time"

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

// By primary key; events_lead for the newest event, touches_event for its touch, touches_lead for the attempts in a row.
const sqlLeadToLog = `
select ` + leadColumns + `, newest.touch, newest.at as logged_at, (
        select count(*)
        from touches t
        where t.workspace_id = l.workspace_id
        and t.lead_id = l.id
        and not t.is_undone
        and (t.at, t.id) > (coalesce(reached.at, '-infinity'), coalesce(reached.id, 0))
    ) as attempts` + leadTables + `
left join lateral (
    select e.at, to_json(t) as touch
    from events e` + eventTouch + `
    where e.workspace_id = l.workspace_id
    and e.lead_id = l.id` + standing + `
    order by e.id desc
    limit 1
) newest on true
left join lateral (
    select at, id
    from touches
    where workspace_id = l.workspace_id
    and lead_id = l.id
    and not is_undone
    and outcome <> all($3)
    order by at desc, id desc
    limit 1
) reached on true
where l.workspace_id = $1
and l.id = $2`

// LockToLog reads after the lock, as LockLead does.
func (t transaction) LockToLog(ctx context.Context, w followup.WorkspaceID, id followup.LeadID) (followup.Lead, tracker.Recent, error) {
	if err := t.lock(ctx, w, id); err != nil {
		return followup.Lead{}, tracker.Recent{}, err
	}
	var row struct {
		leadRow

		Touch    document[*touchRow] `db:"touch"`
		LoggedAt *time.Time          `db:"logged_at"`
		Attempts int                 `db:"attempts"`
	}
	if err := t.q.GetContext(ctx, &row, sqlLeadToLog, w, id, pq.Array(attempts)); err != nil {
		return followup.Lead{}, tracker.Recent{}, failed("load lead to log", err)
	}
	if err := t.enrolled(ctx, &row.leadRow); err != nil {
		return followup.Lead{}, tracker.Recent{}, err
	}
	recent := tracker.Recent{Attempts: row.Attempts}
	if row.Touch.V != nil && row.LoggedAt != nil {
		touch := row.Touch.V.toDomain()
		recent.Touch, recent.LoggedAt = &touch, row.LoggedAt.UTC()
	}
	return row.toDomain(), recent, nil
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
	recall, err := t.insertRecall(ctx, l)
	if err != nil {
		return l, err
	}
	l.Recall = recall
	c := columnsOf(l)
	_, err = t.q.ExecContext(ctx, sqlInsertLead,
		l.Workspace, l.ID, l.Name, l.Company, l.Owner, l.State, c.minor, c.currency, l.Source, c.tags,
		c.park.Reason, c.park.Note, c.park.FirstLine, l.Touches, l.CreatedAt, c.recall, l.Country, c.cadence, c.enrolment)
	if err != nil {
		return l, failed("insert lead", err)
	}
	l.Contacts, err = t.insertContacts(ctx, l)
	return l, err
}

// leadValues are a lead's optional parts as columns.
type leadValues struct {
	minor    *int64
	currency *string
	tags     any
	park     followup.Park
	recall   *followup.RecallID

	cadence   *followup.CadenceID
	enrolment *document[enrolmentRow]
}

func columnsOf(l followup.Lead) leadValues {
	v := leadValues{tags: pq.StringArray(l.Tags)}
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

// By primary key.
const sqlUpdateLead = `
update leads
set name = $3, company = $4, owner_id = $5, state = $6, value_minor = $7, value_currency = $8, source = $9, tags = $10,
    park_reason = $11, park_note = $12, park_line = $13, touches = $14, open_recall_id = $15, merged_into = $16,
    country = $17, cadence_id = $18, enrolment = $19
where workspace_id = $1
and id = $2`

// UpdateLead has one statement for what mostly happens, a new recall in place of the old one, and its steps for the rest.
func (t transaction) UpdateLead(ctx context.Context, before, after followup.Lead) (followup.Lead, error) {
	contacts, err := t.replaceContacts(ctx, before, after)
	if err != nil {
		return after, err
	}
	after.Contacts = contacts
	if after.Recall != nil && after.Recall.ID == 0 {
		return t.updateWithNewRecall(ctx, before, after)
	}
	recall, err := t.replaceRecall(ctx, before, after)
	if err != nil {
		return after, err
	}
	after.Recall = recall
	c := columnsOf(after)
	result, err := t.q.ExecContext(ctx, sqlUpdateLead,
		before.Workspace, before.ID, after.Name, after.Company, after.Owner, after.State, c.minor, c.currency, after.Source, c.tags,
		c.park.Reason, c.park.Note, c.park.FirstLine, after.Touches, c.recall, orNil(after.MergedInto),
		after.Country, c.cadence, c.enrolment)
	return after, oneRow("update lead", result, err)
}

// By primary keys. The recall that ends is closed before the next one opens, since a lead has only one open recall at any moment
// (one_open_recall): the count has the insert wait.
const sqlReplaceRecall = `
with closed as (
    update recalls
    set is_open = false
    where workspace_id = $1
    and id = $14
    returning id
),
opened as (
    insert into recalls (` + recallColumns + `)
    select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13
    from (select count(*) from closed) as first
    returning id, version
)
update leads
set owner_id = $3, name = $15, company = $16, state = $17, value_minor = $18, value_currency = $19, source = $20, tags = $21,
    park_reason = $22, park_note = $23, park_line = $24, touches = $25, open_recall_id = opened.id, merged_into = null,
    country = $26, cadence_id = $27, enrolment = $28
from opened
where leads.workspace_id = $1
and leads.id = $2
returning opened.id, opened.version`

func (t transaction) updateWithNewRecall(ctx context.Context, before, after followup.Lead) (followup.Lead, error) {
	var was *followup.RecallID
	if before.Recall != nil {
		was = &before.Recall.ID
	}
	c := columnsOf(after)
	stored := after
	stored.ID, stored.Workspace = before.ID, before.Workspace
	recall, err := t.storeRecall(ctx, "replace recall", sqlReplaceRecall, stored,
		was, after.Name, after.Company, after.State, c.minor, c.currency, after.Source, c.tags,
		c.park.Reason, c.park.Note, c.park.FirstLine, after.Touches, after.Country, c.cadence, c.enrolment)
	after.Recall = recall
	return after, err
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
