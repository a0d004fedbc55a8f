package tracker

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
)

// DuplicateError says that a lead is known already, or seems to be. Nothing was added; asking again with Anyway adds it.
type DuplicateError struct {
	Known []digest.Duplicate // the surest first
}

func (e DuplicateError) Error() string {
	return fmt.Sprintf("%d leads may be the same", len(e.Known))
}

// StoppedError refuses to add somebody who asked not to be contacted, anyway or not (G7). They are known by e-mail, phone, or the very
// same name and company.
type StoppedError struct {
	Known digest.Duplicate // zero: their data was erased since
	On    time.Time        // when they asked; zero where it isn't on record
}

func (e StoppedError) Error() string {
	return fmt.Sprintf("lead %d asked not to be contacted", e.Known.Lead.ID)
}
func (e StoppedError) Unwrap() error { return ErrDoNotContact }

// recentHistory is how far back it is looked for when a lead asked not to be contacted: hardly anything can follow it.
const recentHistory = 50

// refusing reports whether a lead is somebody who asked not to be contacted, and surely the one that is to be added.
func refusing(l followup.Lead, why followup.Likeness) bool {
	return l.State == followup.DoNotContact && (why == followup.SameContact || why == followup.SameName)
}

// stopped is a StoppedError where one of the leads asked not to be contacted.
func (t *Tracker) stopped(ctx context.Context, r Reads, known []digest.Duplicate) error {
	i := slices.IndexFunc(known, func(d digest.Duplicate) bool { return refusing(d.Lead, d.Why) })
	if i < 0 {
		return nil
	}
	on, err := askedOn(ctx, r, known[i].Lead)
	if err != nil {
		return err
	}
	return StoppedError{Known: known[i], On: on}
}

// askedOn is when a lead asked not to be contacted; zero where it isn't on record.
func askedOn(ctx context.Context, r Reads, lead followup.Lead) (time.Time, error) {
	events, _, err := r.History(ctx, lead.Workspace, lead.ID, 0, recentHistory)
	if err != nil {
		return time.Time{}, fmt.Errorf("load history: %w", err)
	}
	for _, e := range events {
		if e.UndoneBy == 0 && e.Detail.Next != nil && e.Detail.Next.Kind == followup.NextStop {
			return e.At, nil
		}
	}
	return time.Time{}, nil
}

// How many leads are looked at for a new one, and how many of them are shown.
const (
	nearNames  = 40 // on each side of each name, forwards and backwards
	atDomain   = 3
	duplicates = 6
)

// duplicates returns the leads that a new one may be already: whose they are and when they were touched last, never notes. Somebody's
// e-mail or phone makes sure; the same name and company nearly so; a name like it, or the same company's e-mail, may be chance.
func (t *Tracker) duplicates(ctx context.Context, r Reads, who me, n NewLead) ([]digest.Duplicate, error) {
	why := map[followup.LeadID]followup.Likeness{}
	leads, err := sameContact(ctx, r, who.Workspace, n.Contact)
	if err != nil {
		return nil, err
	}
	note := func(found []followup.Lead, likeness func(followup.Lead) followup.Likeness) {
		for _, l := range found {
			if _, known := why[l.ID]; !known {
				why[l.ID] = likeness(l)
			}
		}
	}
	note(leads, func(followup.Lead) followup.Likeness { return followup.SameContact })
	alike, likeness, err := t.alike(ctx, r, who.Workspace, n)
	if err != nil {
		return nil, err
	}
	note(alike, func(l followup.Lead) followup.Likeness { return likeness[l.ID] })
	if domain := followup.CompanyDomain(n.Contact.Email); domain != "" {
		colleagues, err := r.LeadsAt(ctx, who.Workspace, domain, atDomain)
		if err != nil {
			return nil, fmt.Errorf("look for colleagues: %w", err)
		}
		note(colleagues, func(followup.Lead) followup.Likeness { return followup.SameDomain })
		alike = append(alike, colleagues...)
	}
	return t.known(ctx, r, who, append(leads, alike...), why)
}

func sameContact(ctx context.Context, r Reads, w followup.WorkspaceID, c followup.Contact) ([]followup.Lead, error) {
	var emails []string
	if email := strings.ToLower(strings.TrimSpace(c.Email)); email != "" {
		emails = []string{email}
	}
	phones := followup.PhoneKeys(c.Phone)
	var leads []followup.Lead
	if emails != nil || phones != nil {
		var err error
		if leads, err = r.LeadsWith(ctx, w, emails, phones); err != nil {
			return nil, fmt.Errorf("look for contacts: %w", err)
		}
	}
	if linkedIn := followup.LinkedInKey(c.LinkedIn); linkedIn != "" {
		same, err := r.LeadsOnLinkedIn(ctx, w, linkedIn)
		if err != nil {
			return nil, fmt.Errorf("look for a LinkedIn address: %w", err)
		}
		leads = append(leads, same...)
	}
	return leads, nil
}

// alike returns the leads that are called as the new one is, or nearly so, or that another one so called went into.
func (t *Tracker) alike(
	ctx context.Context, r Reads, w followup.WorkspaceID, n NewLead,
) ([]followup.Lead, map[followup.LeadID]followup.Likeness, error) {
	called := n.called()
	near, err := r.NamesNear(ctx, w, []string{called.Name, called.Company}, nearNames)
	if err != nil {
		return nil, nil, fmt.Errorf("look for names: %w", err)
	}
	likeness := func(n Named) followup.Likeness {
		return followup.Alike(called, followup.Called{Name: n.Name, Company: n.Company})
	}
	near = slices.DeleteFunc(near, func(n Named) bool { return likeness(n) == "" })
	slices.SortFunc(near, func(a, b Named) int {
		return cmp.Or(cmp.Compare(likeness(a).Rank(), likeness(b).Rank()), cmp.Compare(b.Lead, a.Lead))
	})
	ids, likest := make([]followup.LeadID, 0, duplicates), map[followup.LeadID]followup.Likeness{}
	for _, n := range near {
		if likest[n.Lead] == "" && (len(ids) < duplicates || likeness(n) == followup.SameName) { // one of all namesakes may have asked to be left alone
			ids, likest[n.Lead] = append(ids, n.Lead), likeness(n)
		}
	}
	if len(ids) == 0 {
		return nil, nil, nil
	}
	leads, err := r.Leads(ctx, w, ids)
	if err != nil {
		return nil, nil, fmt.Errorf("load leads: %w", err)
	}
	return leads, likest, nil
}

// called is what the new lead will be called.
func (n NewLead) called() followup.Called {
	return followup.Called{Name: cmp.Or(n.Name, n.Company), Company: n.Company}
}

// known adds to leads what a person needs to decide whether one of them is the new one: the surest first.
func (t *Tracker) known(
	ctx context.Context, r Reads, who me, leads []followup.Lead, why map[followup.LeadID]followup.Likeness,
) ([]digest.Duplicate, error) {
	if len(leads) == 0 {
		return nil, nil
	}
	slices.SortStableFunc(leads, func(a, b followup.Lead) int {
		return cmp.Or(compareTrueFirst(refusing(a, why[a.ID]), refusing(b, why[b.ID])),
			cmp.Compare(why[a.ID].Rank(), why[b.ID].Rank()), cmp.Compare(a.ID, b.ID))
	})
	leads = slices.CompactFunc(leads, func(a, b followup.Lead) bool { return a.ID == b.ID })
	found, err := t.matches(ctx, r, who.Workspace, who.ID, leads[:min(len(leads), duplicates)])
	if err != nil {
		return nil, err
	}
	known := make([]digest.Duplicate, 0, len(found))
	for _, m := range found {
		var last time.Time
		if m.Last != nil {
			last = m.Last.At
		}
		known = append(known, digest.Duplicate{
			Lead: m.Lead, OwnerName: m.OwnerName, Mine: m.Mine, LastTouch: last, Why: why[m.Lead.ID],
			Visible: who.sees(m.Lead.Owner),
		})
	}
	return known, nil
}

// unseen leaves out the leads that somebody was shown by name and didn't mean.
func unseen(known []digest.Duplicate, n NewLead) []digest.Duplicate {
	return slices.DeleteFunc(known, func(d digest.Duplicate) bool {
		return n.Another && d.Visible && (d.Why == followup.SameName || d.Why == followup.NearlySame)
	})
}
