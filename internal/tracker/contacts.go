package tracker

import (
	"context"
	"reflect"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
)

// AddContact adds somebody who can be reached at a lead. A contact whose e-mail or phone the lead has is followup.ErrContactKnown.
func (t *Tracker) AddContact(ctx context.Context, a Actor, lead followup.LeadID, c followup.Contact) (digest.Receipt, error) {
	return t.changeContacts(ctx, a, lead, func(l followup.Lead) (followup.Lead, followup.EventKind, string, error) {
		after, err := l.WithContact(c)
		return after, followup.ContactAdded, c.Called(), err
	})
}

// EditContact stores what is known of a contact now.
func (t *Tracker) EditContact(ctx context.Context, a Actor, lead followup.LeadID, c followup.Contact) (digest.Receipt, error) {
	return t.changeContacts(ctx, a, lead, func(l followup.Lead) (followup.Lead, followup.EventKind, string, error) {
		after, err := l.WithEdited(c)
		return after, followup.ContactEdited, c.Called(), err
	})
}

// ContactStep makes a contact the main one, or says that they have left or are there after all. Where it is so already, it is a
// StaleError.
func (t *Tracker) ContactStep(
	ctx context.Context, a Actor, lead followup.LeadID, id followup.ContactID, kind followup.EventKind,
) (digest.Receipt, error) {
	return t.changeContacts(ctx, a, lead, func(l followup.Lead) (followup.Lead, followup.EventKind, string, error) {
		c, _ := l.Contact(id)
		var after followup.Lead
		var err error
		if kind == followup.ContactMain {
			after, err = l.WithMain(id)
		} else {
			after, err = l.WithLeft(id, kind == followup.ContactLeft)
		}
		if main := after.Main(); err == nil && main != nil && main.ID == id {
			c = *main // by now they may have a name
		}
		return after, kind, c.Called(), err
	})
}

// changeContacts changes who can be reached at a lead that the person may change, also at a closed one.
func (t *Tracker) changeContacts(
	ctx context.Context, a Actor, id followup.LeadID,
	decide func(followup.Lead) (followup.Lead, followup.EventKind, string, error),
) (digest.Receipt, error) {
	return t.once(ctx, a, func(tx Tx, who me) (digest.Receipt, error) {
		lead, err := t.lockOwn(ctx, tx, who, id, nil)
		if err != nil {
			return digest.Receipt{}, err
		}
		if lead.State == followup.DoNotContact {
			return digest.Receipt{}, Refused{Why: ErrDoNotContact, Lead: lead}
		}
		after, kind, name, err := decide(lead)
		if err != nil {
			return digest.Receipt{}, err
		}
		if kind == followup.ContactAdded || kind == followup.ContactEdited {
			if err := t.newAddresses(ctx, tx, who, lead, after); err != nil {
				return digest.Receipt{}, err
			}
		}
		if kind != followup.ContactEdited && reflect.DeepEqual(after.Contacts, lead.Contacts) {
			return digest.Receipt{}, stale(ctx, tx, lead)
		}
		return t.apply(ctx, tx, a, who, lead, change{kind: kind, after: after, aside: true, event: followup.Detail{Contact: name}})
	})
}

// newAddresses refuses an address that the lead didn't have and that belongs to somebody who asked not to be contacted (G7).
func (t *Tracker) newAddresses(ctx context.Context, r Reads, who me, before, after followup.Lead) error {
	for _, c := range after.Contacts {
		was, _ := before.Contact(c.ID)
		if c.Email == was.Email {
			c.Email = ""
		}
		if c.Phone == was.Phone {
			c.Phone = ""
		}
		if c.LinkedIn == was.LinkedIn {
			c.LinkedIn = ""
		}
		if err := t.reachesStopped(ctx, r, who, c, after.Company); err != nil {
			return err
		}
	}
	return nil
}
