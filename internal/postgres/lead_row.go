package postgres

import (
	"context"
	"time"

	"github.com/lib/pq"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// leadRow is a lead with its open recall, if any.
type leadRow struct {
	ID         followup.LeadID      `db:"id"`
	Workspace  followup.WorkspaceID `db:"workspace_id"`
	Name       string               `db:"name"`
	Company    string               `db:"company"`
	Owner      followup.UserID      `db:"owner_id"`
	State      followup.State       `db:"state"`
	Minor      *int64               `db:"value_minor"`
	Currency   *string              `db:"value_currency"`
	Source     string               `db:"source"`
	Tags       pq.StringArray       `db:"tags"`
	ParkReason string               `db:"park_reason"`
	ParkNote   string               `db:"park_note"`
	ParkLine   string               `db:"park_line"`
	Touches    int                  `db:"touches"`
	CreatedAt  time.Time            `db:"created_at"`

	Recall       *followup.RecallID          `db:"recall_id"`
	Kind         followup.RecallKind         `db:"recall_kind"`
	Due          date                        `db:"due_on"`
	At           *calendar.TimeOfDay         `db:"due_minute"`
	Channel      followup.Channel            `db:"recall_channel"`
	Goal         string                      `db:"goal"`
	Reasons      document[[]followup.Reason] `db:"reasons"`
	ReplyOwed    bool                        `db:"reply_owed"`
	SnoozedUntil *time.Time                  `db:"snoozed_until"`
	Snoozes      int                         `db:"snoozes"`
	Moves        int                         `db:"moves"`
	Version      int                         `db:"version"`
}

const (
	leadColumns = `l.id, l.workspace_id, l.name, l.company, l.owner_id, l.state, l.value_minor, l.value_currency, l.source, l.tags,
    l.park_reason, l.park_note, l.park_line, l.touches, l.created_at,
    r.id as recall_id, coalesce(r.kind, '') as recall_kind, coalesce(r.due_on, date '0001-01-01') as due_on, r.due_minute,
    coalesce(r.channel, '') as recall_channel, coalesce(r.goal, '') as goal, r.reasons, coalesce(r.reply_owed, false) as reply_owed,
    r.snoozed_until, coalesce(r.snoozes, 0) as snoozes, coalesce(r.moves, 0) as moves, coalesce(r.version, 0) as version`
	leadTables = `
from leads l
left join recalls r on r.workspace_id = l.workspace_id and r.id = l.open_recall_id`
)

func (r leadRow) toDomain() followup.Lead {
	l := followup.Lead{
		ID: r.ID, Workspace: r.Workspace, Name: r.Name, Company: r.Company, Owner: r.Owner, State: r.State,
		Source: r.Source, Tags: orNone(r.Tags), Touches: r.Touches, CreatedAt: r.CreatedAt.UTC(),
	}
	if r.Minor != nil && r.Currency != nil {
		l.Value = &followup.Money{Minor: *r.Minor, Currency: *r.Currency}
	}
	if r.State == followup.Parked {
		l.Park = &followup.Park{Reason: r.ParkReason, Note: r.ParkNote, FirstLine: r.ParkLine}
	}
	if r.Recall != nil {
		l.Recall = &followup.Recall{
			ID: *r.Recall, Lead: r.ID, Owner: r.Owner, Kind: r.Kind, Due: calendar.Date(r.Due), At: r.At, Channel: r.Channel,
			Goal: r.Goal, Reasons: orNone(r.Reasons.V), ReplyOwed: r.ReplyOwed, SnoozedUntil: instantOrNil(r.SnoozedUntil),
			Snoozes: r.Snoozes, Moves: r.Moves, Version: r.Version,
		}
	}
	return l
}

type contactRow struct {
	Lead      followup.LeadID     `db:"lead_id"`
	Name      string              `db:"name"`
	Email     string              `db:"email"`
	Phone     string              `db:"phone"`
	LinkedIn  string              `db:"linkedin"`
	Role      string              `db:"role"`
	Zone      string              `db:"zone"`
	Preferred followup.Channel    `db:"preferred"`
	From      *calendar.TimeOfDay `db:"window_from"`
	To        *calendar.TimeOfDay `db:"window_to"`
}

func (r contactRow) toDomain() followup.Contact {
	c := followup.Contact{
		Name: r.Name, Email: r.Email, Phone: r.Phone, LinkedIn: r.LinkedIn, Role: r.Role, Zone: r.Zone, Preferred: r.Preferred,
	}
	if r.From != nil && r.To != nil {
		c.Window = &followup.Window{From: *r.From, To: *r.To}
	}
	return c
}

// By primary key.
const sqlContacts = `
select c.lead_id, c.name, c.email, c.phone, c.linkedin, c.role, c.zone, c.preferred, c.window_from, c.window_to
from contacts c
where c.workspace_id = $1
and c.lead_id = any($2)
order by c.lead_id, c.position`

// leads runs a query for lead rows and loads their contacts in one more.
func (s queries) leads(ctx context.Context, doing string, w followup.WorkspaceID, query string, args ...any) ([]followup.Lead, error) {
	var rows []leadRow
	if err := s.q.SelectContext(ctx, &rows, query, args...); err != nil {
		return nil, failed(doing, err)
	}
	leads := make([]followup.Lead, 0, len(rows))
	for _, row := range rows {
		leads = append(leads, row.toDomain())
	}
	return leads, s.addContacts(ctx, w, leads)
}

func (s queries) addContacts(ctx context.Context, w followup.WorkspaceID, leads []followup.Lead) error {
	if len(leads) == 0 {
		return nil
	}
	at := make(map[followup.LeadID]int, len(leads))
	ids := make([]int64, 0, len(leads))
	for i, l := range leads {
		at[l.ID] = i
		ids = append(ids, int64(l.ID))
	}
	var rows []contactRow
	if err := s.q.SelectContext(ctx, &rows, sqlContacts, w, pq.Array(ids)); err != nil {
		return failed("load contacts", err)
	}
	for _, row := range rows {
		l := &leads[at[row.Lead]]
		l.Contacts = append(l.Contacts, row.toDomain())
	}
	return nil
}
