package tracker

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
)

// Named is what a lead is called.
type Named struct {
	Lead    followup.LeadID
	Mine    bool
	Name    string
	Company string
}

// manyNames is how many names a misspelt one is held against: the person's own and the newest.
const manyNames = 50_000

// Similar returns the leads that the person can see and may have meant by a name that fits none: own leads first, then those with the
// fewest slips. It reads every name, so it is for those who found nothing.
func (t *Tracker) Similar(ctx context.Context, a Actor, text string, limit int) ([]digest.Match, error) {
	who, err := t.look(ctx, a)
	if err != nil {
		return nil, err
	}
	names, err := t.store.Names(ctx, a.Workspace, a.User, who.visibleOwners(), manyNames)
	if err != nil {
		return nil, fmt.Errorf("read names: %w", err)
	}
	var leads []followup.Lead
	for _, n := range similar(names, text, limit) {
		lead, err := t.store.Lead(ctx, a.Workspace, n.Lead)
		if errors.Is(err, ErrNotFound) { // taken back in between
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("load lead: %w", err)
		}
		leads = append(leads, lead)
	}
	return t.matches(ctx, t.store, a.Workspace, a.User, leads)
}

// similar picks the names with the fewest slips, or one more than those.
func similar(names []Named, text string, limit int) []Named {
	type candidate struct {
		Named

		slips int
	}
	var found []candidate
	first, second := splitTitle(text)
	meant, fewest := []*followup.Spelling{followup.Misspelt(first)}, 0
	if second != "" {
		meant = append(meant, followup.Misspelt(second))
	}
	for _, n := range names {
		slips, ok := slipsOf(n, meant)
		if !ok || (len(found) > 0 && slips > fewest+1) {
			continue
		}
		if len(found) == 0 || slips < fewest {
			fewest = slips
		}
		found = append(found, candidate{n, slips})
	}
	slices.SortStableFunc(found, func(x, y candidate) int {
		return cmp.Or(compareTrueFirst(x.Mine, y.Mine), cmp.Compare(x.slips, y.slips))
	})
	var best []Named
	for _, c := range found {
		if c.slips <= fewest+1 && len(best) < limit {
			best = append(best, c.Named)
		}
	}
	return best
}

// slipsOf counts the slips in all parts of what was typed; false where one of them is something else.
func slipsOf(n Named, meant []*followup.Spelling) (int, bool) {
	all := 0
	for _, part := range meant {
		slips, ok := part.Slips(n.Company, n.Name)
		if !ok {
			return 0, false
		}
		all += slips
	}
	return all, true
}

func compareTrueFirst(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	default:
		return 1
	}
}
