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
	MergedInto followup.LeadID      `db:"merged_into"`
	Erased     bool                 `db:"is_erased"`
	Country    string               `db:"country"`

	CadenceID *followup.CadenceID     `db:"cadence_id"`
	Enrolment document[*enrolmentRow] `db:"enrolment"`
	Brief     document[*briefRow]     `db:"brief"`
	cadence   *followup.Cadence       // which queries.enrolled fills in

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
	Waking       document[wakingRow]         `db:"waking"`

	Contacts document[[]contactRow] `db:"contacts"`
}

const (
	// leadColumns bring a lead's contacts along, by their primary key: a second query would be a second wait.
	leadColumns = `l.id, l.workspace_id, l.name, l.company, l.owner_id, l.state, l.value_minor, l.value_currency, l.source, l.tags,
    l.park_reason, l.park_note, l.park_line, l.touches, l.created_at, coalesce(l.merged_into, 0) as merged_into,
    l.country, l.cadence_id, l.enrolment, l.brief,
    l.erased_at is not null as is_erased,
    r.id as recall_id, coalesce(r.kind, '') as recall_kind, coalesce(r.due_on, date '0001-01-01') as due_on, r.due_minute,
    coalesce(r.channel, '') as recall_channel, coalesce(r.goal, '') as goal, r.reasons, coalesce(r.reply_owed, false) as reply_owed,
    r.snoozed_until, coalesce(r.snoozes, 0) as snoozes, coalesce(r.moves, 0) as moves, coalesce(r.version, 0) as version, r.park as waking,
    (
        select json_agg(c order by c.position)
        from contacts c
        where c.workspace_id = l.workspace_id
        and c.lead_id = l.id
    ) as contacts`
	leadTables = `
from leads l
left join recalls r on r.workspace_id = l.workspace_id and r.id = l.open_recall_id`
)

func (r *leadRow) toDomain() followup.Lead {
	l := followup.Lead{
		ID: r.ID, Workspace: r.Workspace, Name: r.Name, Company: r.Company, Owner: r.Owner, State: r.State,
		Source: r.Source, Tags: orNone(r.Tags), Touches: r.Touches, CreatedAt: r.CreatedAt.UTC(), MergedInto: r.MergedInto,
		Country: r.Country, Enrolment: r.Enrolment.V.toDomain(r.cadence),
		Contacts: orNone(mapped(r.Contacts.V, contactRow.toDomain)), Erased: r.Erased,
	}
	if l.Erased {
		l.Name = "" // a row must have one
	}
	if r.Brief.V != nil {
		l.Brief = followup.Brief(*r.Brief.V)
	}
	if r.Minor != nil && r.Currency != nil {
		l.Value = &followup.Money{Minor: *r.Minor, Currency: *r.Currency}
	}
	if r.State == followup.Parked {
		l.Park = &followup.Park{
			Reason: r.ParkReason, Note: r.ParkNote, FirstLine: r.ParkLine, Signals: orNone(r.Waking.V.Signals), Rhythm: r.Waking.V.Rhythm,
		}
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

// contactRow is a contact as json_agg gives it.
type contactRow struct {
	ID        followup.ContactID  `json:"id"`
	Name      string              `json:"name"`
	Email     string              `json:"email"`
	Phone     string              `json:"phone"`
	LinkedIn  string              `json:"linkedin"`
	Role      string              `json:"role"`
	Zone      string              `json:"zone"`
	Preferred followup.Channel    `json:"preferred"`
	From      *calendar.TimeOfDay `json:"window_from"`
	To        *calendar.TimeOfDay `json:"window_to"`
	Left      bool                `json:"has_left"`
	Bounced   bool                `json:"email_bounced"`
	Wrong     bool                `json:"number_wrong"`
}

func (r contactRow) toDomain() followup.Contact {
	c := followup.Contact{
		ID: r.ID, Name: r.Name, Email: r.Email, Phone: r.Phone, LinkedIn: r.LinkedIn, Role: r.Role, Zone: r.Zone,
		Preferred: r.Preferred, Left: r.Left, Bounced: r.Bounced, WrongNumber: r.Wrong,
	}
	if r.From != nil && r.To != nil {
		c.Window = &followup.Window{From: *r.From, To: *r.To}
	}
	return c
}

// leads runs a query for lead rows.
func (s queries) leads(ctx context.Context, doing, query string, args ...any) ([]followup.Lead, error) {
	var rows []*leadRow
	if err := s.q.SelectContext(ctx, &rows, query, args...); err != nil {
		return nil, failed(doing, err)
	}
	if err := s.enrolled(ctx, rows...); err != nil {
		return nil, err
	}
	return mapped(rows, (*leadRow).toDomain), nil
}
