package postgres

import (
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// leadBefore is a lead as events.before keeps it, for undo: all that a use case changes. It has names of its own, so that an event
// of last year can still be undone after the domain's names have changed. A field may be added, none renamed.
type leadBefore struct {
	Name    string          `json:"name"`
	Company string          `json:"company,omitempty"`
	Owner   followup.UserID `json:"owner"`
	State   followup.State  `json:"state"`
	Value   *moneyBefore    `json:"value,omitempty"`
	Source  string          `json:"source,omitempty"`
	Tags    []string        `json:"tags,omitempty"`
	Touches int             `json:"touches,omitempty"`
	Park    *parkBefore     `json:"park,omitempty"`
	Recall  *recallBefore   `json:"recall,omitempty"`

	Contacts *[]contactBefore `json:"contacts,omitempty"` // nil: the event changed none

	Country   string        `json:"country,omitempty"`
	Brief     *briefRow     `json:"brief,omitempty"`     // nil: a program that knew of none wrote it, and changed none
	Enrolment *enrolmentRow `json:"enrolment,omitempty"` // nil: a program that knew of no cadences wrote it, and changed none
}

type contactBefore struct {
	ID        followup.ContactID `json:"id"`
	Name      string             `json:"name,omitempty"`
	Email     string             `json:"email,omitempty"`
	Phone     string             `json:"phone,omitempty"`
	LinkedIn  string             `json:"linkedin,omitempty"`
	Role      string             `json:"role,omitempty"`
	Zone      string             `json:"zone,omitempty"`
	Preferred followup.Channel   `json:"preferred,omitempty"`
	From      *int               `json:"from,omitempty"`
	To        *int               `json:"to,omitempty"`
	Left      bool               `json:"left,omitempty"`
	Bounced   bool               `json:"bounced,omitempty"`
	Wrong     bool               `json:"wrong_number,omitempty"`
}

type moneyBefore struct {
	Minor    int64  `json:"minor"`
	Currency string `json:"currency"`
}

type parkBefore struct {
	Reason    string `json:"reason,omitempty"`
	Note      string `json:"note,omitempty"`
	FirstLine string `json:"first_line,omitempty"`

	Signals []followup.SignalKind `json:"signals,omitempty"`
	Rhythm  int                   `json:"rhythm,omitempty"`
}

type recallBefore struct {
	ID           followup.RecallID   `json:"id"`
	Kind         followup.RecallKind `json:"kind"`
	Due          calendar.Date       `json:"due"`
	Minute       *int                `json:"minute,omitempty"`
	Channel      followup.Channel    `json:"channel,omitempty"`
	Goal         string              `json:"goal,omitempty"`
	Reasons      []reasonBefore      `json:"reasons,omitempty"`
	ReplyOwed    bool                `json:"reply_owed,omitempty"`
	SnoozedUntil *time.Time          `json:"snoozed_until,omitempty"`
	Snoozes      int                 `json:"snoozes,omitempty"`
	Moves        int                 `json:"moves,omitempty"`
	Version      int                 `json:"version"`
}

type reasonBefore struct {
	Code   followup.ReasonCode `json:"code"`
	Params map[string]string   `json:"params,omitempty"`
}

func snapshotOf(l followup.Lead) leadBefore {
	b := leadBefore{
		Name: l.Name, Company: l.Company, Owner: l.Owner, State: l.State, Source: l.Source, Tags: l.Tags, Touches: l.Touches,
		Country: l.Country, Enrolment: &enrolmentRow{}, Brief: (*briefRow)(&l.Brief),
	}
	if l.Enrolment != nil {
		b.Enrolment = enrolmentOf(l.Enrolment)
	}
	if l.Value != nil {
		b.Value = &moneyBefore{Minor: l.Value.Minor, Currency: l.Value.Currency}
	}
	if l.Park != nil {
		b.Park = &parkBefore{
			Reason: l.Park.Reason, Note: l.Park.Note, FirstLine: l.Park.FirstLine, Signals: l.Park.Signals, Rhythm: l.Park.Rhythm,
		}
	}
	if l.Contacts != nil {
		contacts := mapped(l.Contacts, contactSnapshot)
		b.Contacts = &contacts
	}
	if r := l.Recall; r != nil {
		b.Recall = &recallBefore{
			ID: r.ID, Kind: r.Kind, Due: r.Due, Minute: (*int)(r.At), Channel: r.Channel, Goal: r.Goal,
			Reasons:   mapped(r.Reasons, func(r followup.Reason) reasonBefore { return reasonBefore(r) }),
			ReplyOwed: r.ReplyOwed, SnoozedUntil: instantOrNil(r.SnoozedUntil), Snoozes: r.Snoozes, Moves: r.Moves, Version: r.Version,
		}
	}
	return b
}

// restore returns l as it was. on is the cadence it ran on.
func (b leadBefore) restore(l followup.Lead, on *followup.Cadence) followup.Lead {
	l.Name, l.Company, l.Owner, l.State = b.Name, b.Company, b.Owner, b.State
	l.Source, l.Tags, l.Touches = b.Source, b.Tags, b.Touches
	l.Value, l.Park, l.Recall, l.MergedInto = nil, nil, nil, 0 // what is merged is not changed any more
	if b.Enrolment != nil {
		l.Country, l.Enrolment = b.Country, nil
		if b.Enrolment.Cadence != 0 {
			l.Enrolment = b.Enrolment.toDomain(on)
		}
	}
	if b.Brief != nil {
		l.Brief = followup.Brief(*b.Brief)
	}
	if b.Value != nil {
		l.Value = &followup.Money{Minor: b.Value.Minor, Currency: b.Value.Currency}
	}
	if b.Park != nil {
		l.Park = &followup.Park{
			Reason: b.Park.Reason, Note: b.Park.Note, FirstLine: b.Park.FirstLine, Signals: b.Park.Signals, Rhythm: b.Park.Rhythm,
		}
	}
	if b.Recall != nil {
		l.Recall = b.Recall.restore(l)
	}
	if b.Contacts != nil {
		l.Contacts = orNone(mapped(*b.Contacts, contactBefore.restore))
	}
	return l
}

func contactSnapshot(c followup.Contact) contactBefore {
	b := contactBefore{
		ID: c.ID, Name: c.Name, Email: c.Email, Phone: c.Phone, LinkedIn: c.LinkedIn, Role: c.Role, Zone: c.Zone,
		Preferred: c.Preferred, Left: c.Left, Bounced: c.Bounced, Wrong: c.WrongNumber,
	}
	if c.Window != nil {
		b.From, b.To = (*int)(&c.Window.From), (*int)(&c.Window.To)
	}
	return b
}

func (b contactBefore) restore() followup.Contact {
	c := followup.Contact{
		ID: b.ID, Name: b.Name, Email: b.Email, Phone: b.Phone, LinkedIn: b.LinkedIn, Role: b.Role, Zone: b.Zone,
		Preferred: b.Preferred, Left: b.Left, Bounced: b.Bounced, WrongNumber: b.Wrong,
	}
	if b.From != nil && b.To != nil {
		c.Window = &followup.Window{From: calendar.TimeOfDay(*b.From), To: calendar.TimeOfDay(*b.To)}
	}
	return c
}

func (b recallBefore) restore(l followup.Lead) *followup.Recall {
	return &followup.Recall{
		ID: b.ID, Lead: l.ID, Owner: l.Owner, Kind: b.Kind, Due: b.Due, At: (*calendar.TimeOfDay)(b.Minute),
		Channel: b.Channel, Goal: b.Goal,
		Reasons:   orNone(mapped(b.Reasons, func(r reasonBefore) followup.Reason { return followup.Reason(r) })),
		ReplyOwed: b.ReplyOwed, SnoozedUntil: b.SnoozedUntil, Snoozes: b.Snoozes, Moves: b.Moves, Version: b.Version,
	}
}
