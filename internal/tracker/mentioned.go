package tracker

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/followup-bot/followup/internal/followup"
)

// Mentioned returns the lead that a text is about, of those the person can see: the one whose e-mail or phone stands in it, else the one it
// names. It is 0 where there is none, or more than one that fits as well.
func (t *Tracker) Mentioned(ctx context.Context, a Actor, text string) (followup.LeadID, error) {
	who, err := t.look(ctx, a)
	if err != nil {
		return 0, err
	}
	said := followup.TextOf(text)
	lead, err := t.addressed(ctx, who, said)
	if err != nil || lead != 0 {
		return lead, err
	}
	return t.calledSo(ctx, who, said)
}

// addressed finds the lead by its e-mail or phone.
func (t *Tracker) addressed(ctx context.Context, who me, said followup.Text) (followup.LeadID, error) {
	emails, phones := said.Addresses()
	if len(emails)+len(phones) == 0 {
		return 0, nil
	}
	leads, err := t.store.LeadsWith(ctx, who.Workspace, emails, phones)
	if err != nil {
		return 0, fmt.Errorf("look for contacts: %w", err)
	}
	var fits []Named
	for _, l := range leads {
		if l.State != followup.DoNotContact && who.sees(l.Owner) {
			fits = append(fits, Named{Lead: l.ID, Mine: l.Owner == who.ID})
		}
	}
	return onlyOne(fits), nil
}

// calledSo finds the lead by its name and company. The one of which most is said is meant.
func (t *Tracker) calledSo(ctx context.Context, who me, said followup.Text) (followup.LeadID, error) {
	names, err := t.store.Names(ctx, who.Workspace, who.ID, who.visibleOwners(), manyNames)
	if err != nil {
		return 0, fmt.Errorf("read names: %w", err)
	}
	var fits []Named
	most := 0
	for _, n := range names {
		length := 0
		for _, name := range slices.Compact([]string{n.Name, n.Company}) {
			if said.Names(name) {
				length += len(name)
			}
		}
		if length == 0 || length < most {
			continue
		}
		if length > most {
			fits, most = nil, length
		}
		fits = append(fits, n)
	}
	lead := onlyOne(fits)
	if lead == 0 {
		return 0, nil
	}
	found, err := t.store.Lead(ctx, who.Workspace, lead)
	if errors.Is(err, ErrNotFound) { // taken back in between
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("load lead: %w", err)
	}
	if found.State == followup.DoNotContact {
		return 0, nil
	}
	return lead, nil
}

// onlyOne picks the one lead, or the only one of the person's own; 0 where there are more.
func onlyOne(fits []Named) followup.LeadID {
	if len(fits) == 1 {
		return fits[0].Lead
	}
	mine := slices.DeleteFunc(slices.Clone(fits), func(n Named) bool { return !n.Mine })
	if len(mine) == 1 {
		return mine[0].Lead
	}
	return 0
}
