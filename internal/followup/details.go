package followup

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
)

// Details is what is known of a lead itself, apart from its contacts and from what is to be done.
type Details struct {
	Name    string   `json:"name"` // the person, or the company where no person is known
	Company string   `json:"company,omitempty"`
	Value   *Money   `json:"value,omitempty"` // nil: unknown
	Source  string   `json:"source,omitempty"`
	Tags    []string `json:"tags,omitempty"`
	Country string   `json:"country,omitempty"` // ISO 3166 code; empty: not said
	Brief   Brief    `json:"brief,omitzero"`
}

// Revision is what details were before a correction, and are since.
type Revision struct {
	From Details `json:"from"`
	To   Details `json:"to"`
}

// Details returns what is known of the lead itself.
func (l Lead) Details() Details {
	return Details{Name: l.Name, Company: l.Company, Value: l.Value, Source: l.Source, Tags: l.Tags, Country: l.Country, Brief: l.Brief}
}

// Same reports whether two details say the same.
func (d Details) Same(other Details) bool {
	sameValue := d.Value == other.Value || (d.Value != nil && other.Value != nil && *d.Value == *other.Value)
	return d.Name == other.Name && d.Company == other.Company && d.Source == other.Source && d.Country == other.Country && sameValue && d.Brief == other.Brief &&
		slices.Equal(d.Tags, other.Tags)
}

// Version tells details apart from what they were: a form carries the one that it was filled in with, so that two people who correct a
// lead at once don't undo each other's work.
func (d Details) Version() string {
	sum, value := fnv.New64a(), ""
	if d.Value != nil {
		value = fmt.Sprint(d.Value.Minor, d.Value.Currency)
	}
	_, _ = fmt.Fprintf(sum, "%q %q %q %q %q %q", d.Name, d.Company, value, d.Source, d.Tags, d.Country) // a hash never fails
	if d.Brief != (Brief{}) {                                                                           // where there is none, it is the version that the release before makes
		_, _ = fmt.Fprintf(sum, " %q", d.Brief)
	}
	return fmt.Sprintf("%016x", sum.Sum64())
}

// WithDetails returns the lead with its details corrected; one without a name goes by its company. A contact who is called like the lead
// was is corrected with it: they are whom it is called after. Where it goes by its company from now on, they keep their name.
func (l Lead) WithDetails(d Details) Lead {
	company := d.Name == "" || strings.EqualFold(d.Name, l.Company) || strings.EqualFold(d.Name, d.Company)
	if company {
		l = l.named()
	}
	if d.Name == "" {
		d.Name, d.Company = d.Company, ""
	}
	i := slices.IndexFunc(l.Contacts, func(c Contact) bool { return c.Name != "" && strings.EqualFold(c.Name, l.Name) })
	if i >= 0 && !company && d.Name != l.Name {
		l.Contacts = slices.Clone(l.Contacts)
		l.Contacts[i].Name = d.Name
	}
	l.Name, l.Company, l.Value, l.Source, l.Tags, l.Country, l.Brief = d.Name, d.Company, d.Value, d.Source, d.Tags, d.Country, d.Brief
	return l
}
