package followup

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/followup-bot/followup/internal/followup/calendar"
)

// Contact is one stakeholder of a lead: somebody who can be reached there.
type Contact struct {
	ID        ContactID // 0: not stored yet
	Name      string
	Email     string
	Phone     string // as typed; compared in E.164 form
	LinkedIn  string
	Role      string
	Zone      string  // IANA name; empty: that of the country is assumed, or the owner's
	Preferred Channel // empty: none
	Window    *Window // preferred hours in the contact's zone; nil: none
	Left      bool    // is there no more: kept for the history, never suggested

	Bounced     bool // an e-mail to the address came back
	WrongNumber bool // somebody else has the phone
}

// Window is a span of wall-clock time, From ≤ t < To.
type Window struct {
	From, To calendar.TimeOfDay
}

var (
	// ErrContactKnown refuses a contact whose e-mail or phone another contact of the lead has.
	ErrContactKnown = errors.New("the lead has this contact already")
	// ErrNoSuchContact says that the lead has no such contact.
	ErrNoSuchContact = errors.New("the lead has no such contact")
	// ErrNobodyThere refuses a contact without name, e-mail, phone and LinkedIn.
	ErrNobodyThere = errors.New("a contact needs a name or a way to be reached")
)

// Called is what the contact goes by: the name, or else what there is to reach them.
func (c Contact) Called() string { return cmp.Or(c.Name, c.Email, c.Phone, c.LinkedIn) }

// SamePerson reports whether two contacts share an e-mail or a phone number.
func (c Contact) SamePerson(other Contact) bool {
	sameEmail := c.Email != "" && strings.EqualFold(strings.TrimSpace(c.Email), strings.TrimSpace(other.Email))
	return sameEmail || samePhone(c.Phone, other.Phone)
}

// Main returns the main contact: the first who has not left. It is nil where there is none.
func (l Lead) Main() *Contact {
	if there := l.Reachable(); len(there) > 0 {
		return &there[0]
	}
	return nil
}

// Reachable returns the contacts who have not left, the main one first.
func (l Lead) Reachable() []Contact {
	return slices.DeleteFunc(slices.Clone(l.Contacts), func(c Contact) bool { return c.Left })
}

// Contact returns one of the lead's contacts.
func (l Lead) Contact(id ContactID) (Contact, bool) {
	if i := l.contactAt(id); i >= 0 {
		return l.Contacts[i], true
	}
	return Contact{}, false
}

func (l Lead) contactAt(id ContactID) int {
	if id == 0 {
		return -1
	}
	return slices.IndexFunc(l.Contacts, func(c Contact) bool { return c.ID == id })
}

// WithContact returns the lead with one more contact, behind those who are there.
func (l Lead) WithContact(c Contact) (Lead, error) {
	if err := l.fits(c); err != nil {
		return l, err
	}
	l = l.named()
	if len(l.Contacts) == 0 && l.calledAfter(Contact{Name: l.Name}) && !strings.EqualFold(c.Name, l.Name) {
		l.Contacts = []Contact{{Name: l.Name}} // whom the lead is called after is there, even if we know no more of them
	}
	return l.withContacts(append(slices.Clone(l.Contacts), c)), nil
}

// WithEdited returns the lead with what c, an edited contact, says now.
func (l Lead) WithEdited(c Contact) (Lead, error) {
	l = l.named()
	i := l.contactAt(c.ID)
	if i < 0 {
		return l, ErrNoSuchContact
	}
	if err := l.fits(c); err != nil {
		return l, err
	}
	contacts := slices.Clone(l.Contacts)
	was := contacts[i]
	c.Left = was.Left
	c.Bounced = was.Bounced && strings.EqualFold(c.Email, was.Email)
	c.WrongNumber = was.WrongNumber && samePhone(c.Phone, was.Phone)
	contacts[i] = c
	if l.calledAfter(was) && c.Name != "" {
		l.Name = c.Name
	}
	return l.withContacts(contacts), nil
}

// fits refuses a contact that nobody could tell apart from another one of the lead.
func (l Lead) fits(c Contact) error {
	if c.Called() == "" {
		return ErrNobodyThere
	}
	if slices.ContainsFunc(l.Contacts, func(other Contact) bool {
		return (other.ID != c.ID || c.ID == 0) && c.SamePerson(other)
	}) {
		return ErrContactKnown
	}
	return nil
}

// WithMain returns the lead with another main contact. Somebody made main is there, even if they were said to have left.
func (l Lead) WithMain(id ContactID) (Lead, error) {
	i := l.contactAt(id)
	if i < 0 {
		return l, ErrNoSuchContact
	}
	l = l.named()
	contacts := slices.Clone(l.Contacts)
	chosen := contacts[i]
	chosen.Left = false
	contacts = append([]Contact{chosen}, slices.Delete(contacts, i, i+1)...)
	return l.withContacts(contacts), nil
}

// WithLeft returns the lead with a contact who has left, or is there after all. Where the main contact leaves, the next one who is
// there becomes it.
func (l Lead) WithLeft(id ContactID, left bool) (Lead, error) {
	i := l.contactAt(id)
	if i < 0 {
		return l, ErrNoSuchContact
	}
	l = l.named()
	contacts := slices.Clone(l.Contacts)
	contacts[i].Left = left
	return l.withContacts(contacts), nil
}

// WithoutWay returns the lead with what the outcome of a touch says: the contact's e-mail came back, or somebody else has their phone.
func (l Lead) WithoutWay(id ContactID, o Outcome) Lead {
	i := l.contactAt(id)
	if i < 0 {
		return l
	}
	l.Contacts = slices.Clone(l.Contacts)
	l.Contacts[i].Bounced = l.Contacts[i].Bounced || o == Bounced
	l.Contacts[i].WrongNumber = l.Contacts[i].WrongNumber || o == WrongNumber
	return l
}

// withContacts puts those who have left last. A lead that is called after one of its contacts is then called after the main one; where
// all have left, it keeps the last one's name until somebody else is known.
func (l Lead) withContacts(contacts []Contact) Lead {
	namesake := slices.ContainsFunc(l.Contacts, l.calledAfter)
	l.Contacts = contacts
	slices.SortStableFunc(l.Contacts, func(a, b Contact) int { return left(a) - left(b) })
	if main := l.Main(); namesake && main != nil && main.Name != "" {
		l.Name = main.Name
	}
	return l
}

func left(c Contact) int {
	if c.Left {
		return 1
	}
	return 0
}

// calledAfter reports whether the lead is called after this contact: a person of a company.
func (l Lead) calledAfter(c Contact) bool {
	return l.Company != "" && !strings.EqualFold(l.Company, l.Name) && strings.EqualFold(l.Name, c.Name)
}

// named gives the main contact the lead's own name where they have none: it says who they are as long as there is only one.
func (l Lead) named() Lead {
	if len(l.Contacts) == 0 || l.Contacts[0].Name != "" || strings.EqualFold(l.Company, l.Name) || l.Company == "" {
		return l
	}
	l.Contacts = slices.Clone(l.Contacts)
	l.Contacts[0].Name = l.Name
	return l
}

// Others returns who else of the lead can be tried after a touch that says that its contact was the wrong one, or that they can't be
// reached any more. wanted is false where the touch says no such thing; then nobody is suggested.
func (l Lead) Others(last *Touch) (others []Contact, wanted bool) {
	if last == nil || !l.State.Open() || !last.Outcome.CallsForAnother() {
		return nil, false
	}
	return slices.DeleteFunc(l.Reachable(), func(c Contact) bool { return c.ID == last.Contact }), true
}

// CallsForAnother reports whether an outcome says that somebody else must be found there.
func (o Outcome) CallsForAnother() bool {
	return o == WrongPerson || o == LeftCompany || o == Bounced
}
