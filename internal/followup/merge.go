package followup

import (
	"cmp"
	"slices"
)

// Merging is what becomes of a lead when another one goes into it: both were the same.
type Merging struct {
	Kept   Lead                    // as it is then, with one recall or none (G1)
	Folded map[ContactID]ContactID // the other's contacts that are one of the kept lead's: which
	Gone   *Recall                 // the recall that is not kept, of either; nil: there was no second one
	Theirs bool                    // the kept recall was the other lead's
}

// Merge returns the lead that is kept after another one went into it. Nothing is forgotten: who must not be contacted on either side
// isn't (G7); where one is open, it stays open; a promise goes before a plan and a plan before a wake date, then the earlier date goes
// first. What the kept lead doesn't know of itself it has from the other. The caller makes sure that they are two.
func Merge(kept, other Lead) Merging {
	m := Merging{Kept: kept}
	if kept.Company == "" && (Contact{Name: kept.Name}).sameName(Contact{Name: other.Name}) {
		m.Kept.Company = other.Company // the same person, of whom only one says where they work
	}
	m.Kept.Source, m.Kept.Brief = cmp.Or(kept.Source, other.Source), kept.Brief.with(other.Brief)
	if kept.Value == nil {
		m.Kept.Value = other.Value
	}
	m.Kept.Touches += other.Touches
	for _, tag := range other.Tags {
		if !slices.Contains(m.Kept.Tags, tag) {
			m.Kept.Tags = append(slices.Clone(m.Kept.Tags), tag)
		}
	}
	m.Kept.Contacts, m.Folded = together(kept.known(), other.known())
	if len(kept.Contacts) == 0 && len(m.Kept.Contacts) == 1 && m.Kept.Contacts[0] == (Contact{Name: kept.Name}) {
		m.Kept.Contacts = nil // nobody came along, and the lead's name says who they are
	}
	m.settle(kept, other)
	return m
}

// settle decides state, park and recall.
func (m *Merging) settle(kept, other Lead) {
	switch {
	case kept.State == DoNotContact || other.State == DoNotContact:
		m.Kept.State, m.Kept.Park, m.Kept.Recall, m.Kept.Enrolment = DoNotContact, nil, nil, nil
		if m.Gone = kept.Recall; m.Gone == nil || (other.Recall != nil && sooner(*other.Recall, *m.Gone)) {
			m.Gone = cmp.Or(other.Recall, m.Gone)
		}
	case kept.Recall == nil && other.Recall == nil:
		if kept.State == Lost && other.State == Won {
			m.Kept.State = Won
		}
	case kept.Recall == nil || (other.Recall != nil && sooner(*other.Recall, *kept.Recall)):
		m.Gone, m.Theirs = kept.Recall, true
		m.Kept.State, m.Kept.Park = other.State, other.Park
		m.Kept.Recall = carried(other, m.Kept)
	default:
		m.Gone = other.Recall
	}
	if m.Kept.Recall == nil {
		m.Kept.Enrolment = nil
	}
	if m.Kept.Recall != nil && m.Gone != nil && m.Gone.ReplyOwed && !m.Kept.Recall.ReplyOwed {
		owed := *m.Kept.Recall
		owed.ReplyOwed = true
		m.Kept.Recall = &owed
	}
}

// carried is another lead's recall as a new one of the kept lead: its owner's, and with a reason more (G9).
func carried(from, kept Lead) *Recall {
	r := *from.Recall
	r.ID, r.Version, r.Lead, r.Owner, r.SnoozedUntil = 0, 0, kept.ID, kept.Owner, nil
	r.Reasons = append(slices.Clone(r.Reasons), Reason{Code: CameWithMerge, Params: map[string]string{"lead": from.Title()}})
	return &r
}

// known are the people of a lead: its contacts, or the person it is called after where there are none.
func (l Lead) known() []Contact {
	if len(l.Contacts) == 0 && l.calledAfter(Contact{Name: l.Name}) {
		return []Contact{{Name: l.Name}}
	}
	return l.named().Contacts
}

// sooner reports whether a is the recall to keep of the two.
func sooner(a, b Recall) bool {
	if order := cmp.Compare(weight(a), weight(b)); order != 0 {
		return order < 0
	}
	if a.Due != b.Due {
		return a.Due.Before(b.Due)
	}
	return a.At != nil && (b.At == nil || *a.At < *b.At)
}

func weight(r Recall) int {
	return slices.Index([]RecallKind{Promised, Planned, Echo, Wake}, r.Kind)
}

// together are the contacts of both, each person once. folded says which of the second ones are one of the first.
func together(kept, other []Contact) (all []Contact, folded map[ContactID]ContactID) {
	all, folded = slices.Clone(kept), map[ContactID]ContactID{}
	for _, c := range other {
		i := slices.IndexFunc(all, func(known Contact) bool { return known.SamePerson(c) || known.sameName(c) })
		if c.Called() == "" && len(all) > 0 { // nobody in particular
			i = 0
		}
		if i < 0 {
			all = append(all, c)
			continue
		}
		all[i] = all[i].filled(c)
		if c.ID != 0 {
			folded[c.ID] = all[i].ID
		}
	}
	slices.SortStableFunc(all, func(a, b Contact) int { return left(a) - left(b) })
	return all, folded
}

// sameName reports whether two contacts have one name and nothing by which they differ.
func (c Contact) sameName(other Contact) bool {
	differ := func(a, b string) bool { return a != "" && b != "" && a != b }
	return c.Name != "" && Alike(Called{Name: c.Name}, Called{Name: other.Name}) == SameName &&
		!differ(c.Email, other.Email) && (c.Phone == "" || other.Phone == "" || samePhone(c.Phone, other.Phone))
}

// filled is c with what only other knows of the same person. Who is there on either side is there.
func (c Contact) filled(other Contact) Contact {
	c.Bounced = c.Bounced || (c.Email == "" && other.Bounced)
	c.WrongNumber = c.WrongNumber || (c.Phone == "" && other.WrongNumber)
	c.Name, c.Email, c.Phone = cmp.Or(c.Name, other.Name), cmp.Or(c.Email, other.Email), cmp.Or(c.Phone, other.Phone)
	c.LinkedIn, c.Role = cmp.Or(c.LinkedIn, other.LinkedIn), cmp.Or(c.Role, other.Role)
	c.Zone, c.Preferred = cmp.Or(c.Zone, other.Zone), cmp.Or(c.Preferred, other.Preferred)
	if c.Window == nil {
		c.Window = other.Window
	}
	c.Left = c.Left && other.Left
	return c
}
