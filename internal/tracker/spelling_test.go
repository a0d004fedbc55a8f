package tracker_test

import (
	"testing"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/tracker"
)

func TestSimilarLeads(t *testing.T) {
	d := newDesk(t)
	for name, owner := range map[string]followup.UserID{"Globex": bob, "Globes": ann, "Initrode": ann, "Globey": zoe} {
		d.lead(owner, name, today)
	}
	for _, c := range []struct {
		who   followup.UserID
		typed string
		want  []string
	}{
		{ann, "globx", []string{"Globes", "Globex"}}, // her own first, though Bob's has fewer slips
		{bob, "globx", []string{"Globex", "Globes"}},
		{zoe, "globx", []string{"Globey"}}, // and nothing of a team that isn't hers
		{zoe, "globox", []string{"Globey"}},
		{ann, "initech", nil},
		{ann, "", nil},
	} {
		found, err := d.Similar(t.Context(), d.as(c.who), c.typed, 5)
		d.ok(err)
		var names []string
		for _, m := range found {
			names = append(names, m.Lead.Name)
		}
		d.same(names, c.want)
	}
	_, err := d.Similar(t.Context(), d.as(guest), "globx", 5)
	d.is(err, tracker.ErrNotAllowedHere)
}
