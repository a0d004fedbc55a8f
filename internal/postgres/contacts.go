package postgres

import (
	"context"
	"reflect"
	"slices"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

const (
	// A contact keeps its number when it is stored again: touches name it.
	sqlInsertContact = `
insert into contacts (workspace_id, lead_id, position, name, email, phone, phone_key, linkedin, role, zone, preferred,
    window_from, window_to, has_left, id, email_bounced, number_wrong)
overriding system value
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,
    coalesce($15::bigint, nextval(pg_get_serial_sequence('contacts', 'id'))), $16, $17)
returning id`
	sqlDeleteContacts = `
delete from contacts
where workspace_id = $1
and lead_id = $2`
)

// insertContacts stores a lead's contacts in their order and returns them with their numbers.
func (t transaction) insertContacts(ctx context.Context, l followup.Lead) ([]followup.Contact, error) {
	stored := slices.Clone(l.Contacts)
	for i, c := range stored {
		var from, to *calendar.TimeOfDay
		if c.Window != nil {
			from, to = &c.Window.From, &c.Window.To
		}
		err := t.q.GetContext(ctx, &stored[i].ID, sqlInsertContact,
			l.Workspace, l.ID, i+1, c.Name, c.Email, c.Phone, first(phoneKeyLength, followup.PhoneKey(c.Phone)),
			c.LinkedIn, c.Role, c.Zone, c.Preferred, from, to, c.Left, orNil(c.ID), c.Bounced, c.WrongNumber)
		if err != nil {
			return stored, failed("insert contact", err)
		}
	}
	return stored, nil
}

// replaceContacts makes after's contacts the lead's in place of before's. There are few, so that all are written again.
func (t transaction) replaceContacts(ctx context.Context, before, after followup.Lead) ([]followup.Contact, error) {
	if sameContacts(before.Contacts, after.Contacts) {
		return after.Contacts, nil
	}
	if _, err := t.q.ExecContext(ctx, sqlDeleteContacts, before.Workspace, before.ID); err != nil {
		return nil, failed("delete contacts", err)
	}
	after.ID, after.Workspace = before.ID, before.Workspace
	return t.insertContacts(ctx, after)
}

func sameContacts(a, b []followup.Contact) bool {
	return slices.EqualFunc(a, b, func(x, y followup.Contact) bool { return reflect.DeepEqual(x, y) })
}

// By primary key.
const sqlUpdateDetails = `
update leads
set name = $3, company = $4, value_minor = $5, value_currency = $6, source = $7, tags = $8, country = $9
where workspace_id = $1
and id = $2`

// UpdateDetails leaves the recall alone: its version stays, and so do the buttons that were drawn with it. The lead's row is written anew
// also where only its contacts are others: sqlRecord has to know.
func (t transaction) UpdateDetails(ctx context.Context, before, after followup.Lead) (followup.Lead, error) {
	contacts, err := t.replaceContacts(ctx, before, after)
	if err != nil {
		return after, err
	}
	after.Contacts = contacts
	if err := t.saveBrief(ctx, before, after); err != nil {
		return after, err
	}
	c := columnsOf(after)
	result, err := t.q.ExecContext(ctx, sqlUpdateDetails,
		before.Workspace, before.ID, after.Name, after.Company, c.minor, c.currency, after.Source, c.tags, after.Country)
	return after, oneRow("update details", result, err)
}
