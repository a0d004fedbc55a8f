package tracker

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
)

// Find returns the leads the person can see whose name or company fits what they typed: beginnings first, own leads first.
// "Acme / Jane" finds the lead that has both. Empty text lists their own.
func (t *Tracker) Find(ctx context.Context, a Actor, text string, limit int) ([]digest.Match, error) {
	who, err := t.look(ctx, a)
	if err != nil {
		return nil, err
	}
	owners := who.visibleOwners()
	first, second := splitTitle(text)
	many := limit
	switch {
	case text == "":
		owners = []followup.UserID{a.User}
	case second != "":
		many = max(limit, batch) // the company may have many leads, of which the second name picks one
	}
	found, err := t.store.FindLeads(ctx, a.Workspace, first, a.User, owners, many)
	if err != nil {
		return nil, fmt.Errorf("find leads: %w", err)
	}
	if second != "" {
		found = slices.DeleteFunc(found, func(m digest.Match) bool { return !mentions(m.Lead, second) })
		found = found[:min(limit, len(found))]
	}
	return found, nil
}

// Named is Find for somebody who names one lead: where one of their own, and no other that they see, is called just so, it is the only
// one found, without a look at the others.
func (t *Tracker) Named(ctx context.Context, a Actor, name string, limit int) ([]digest.Match, error) {
	who, err := t.look(ctx, a)
	if err != nil {
		return nil, err
	}
	found, of, err := t.store.NamedLead(ctx, a.Workspace, strings.TrimSpace(name), a.User, who.visibleOwners())
	if errors.Is(err, ErrNotFound) {
		return t.Find(ctx, a, name, limit)
	}
	if err != nil {
		return nil, fmt.Errorf("find lead by name: %w", err)
	}
	if a.known != nil {
		a.known.found = &of
	}
	return []digest.Match{found}, nil
}

// splitTitle takes "Acme / Jane" and "Acme · Jane" apart.
func splitTitle(text string) (first, second string) {
	for _, sep := range []string{" / ", " · "} {
		if a, b, ok := strings.Cut(text, sep); ok {
			return strings.TrimSpace(a), strings.TrimSpace(b)
		}
	}
	return strings.TrimSpace(text), ""
}

func mentions(l followup.Lead, text string) bool {
	return strings.Contains(strings.ToLower(l.Title()), strings.ToLower(text))
}

// matches adds to leads what a person needs to tell them apart.
func (t *Tracker) matches(ctx context.Context, r Reads, w followup.WorkspaceID, viewer followup.UserID, leads []followup.Lead) ([]digest.Match, error) {
	touches, err := r.LastTouches(ctx, w, leadIDs(leads))
	if err != nil {
		return nil, fmt.Errorf("load last touches: %w", err)
	}
	names, err := r.People(ctx, w, owners(leads))
	if err != nil {
		return nil, fmt.Errorf("load owners: %w", err)
	}
	found := make([]digest.Match, 0, len(leads))
	for _, l := range leads {
		m := digest.Match{Lead: l, OwnerName: names[l.Owner].Name, Mine: l.Owner == viewer}
		if touch, ok := touches[l.ID]; ok {
			m.Last = &touch
		}
		found = append(found, m)
	}
	return found, nil
}

func leadIDs(leads []followup.Lead) []followup.LeadID {
	ids := make([]followup.LeadID, 0, len(leads))
	for _, l := range leads {
		ids = append(ids, l.ID)
	}
	return ids
}

func owners(leads []followup.Lead) []followup.UserID {
	ids := make([]followup.UserID, 0, len(leads))
	for _, l := range leads {
		ids = append(ids, l.Owner)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}
