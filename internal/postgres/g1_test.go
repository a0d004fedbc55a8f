package postgres_test

import (
	"testing"

	"github.com/lib/pq"
)

// TestSchemaKeepsEveryOpenLeadWithOneRecall tries to break G1 behind the store's back.
func TestSchemaKeepsEveryOpenLeadWithOneRecall(t *testing.T) {
	t.Parallel()
	const (
		newRecall = `insert into recalls (workspace_id, lead_id, owner_id, kind, due_on) values ('T1', $1, 'UANN', 'planned', '2026-05-20')`
		closeOne  = `update recalls set is_open = false where lead_id = $1`
		close     = `update leads set state = 'lost', open_recall_id = null where id = $1`
	)
	tests := []struct {
		name       string
		statements []string // $1 is a lead, with another one after it
		constraint string
	}{
		{"two_open_recalls", []string{newRecall}, "one_open_recall"},
		{"open_lead_without_recall", []string{`update leads set open_recall_id = null where id = $1`}, "open_lead_has_recall"},
		{"closed_lead_with_recall", []string{`update leads set state = 'won' where id = $1`}, "open_lead_has_recall"},
		{"recall_closed_under_an_open_lead", []string{closeOne}, "lead_points_to_open_recall"},
		{"recall_deleted_under_an_open_lead", []string{`delete from recalls where lead_id = $1`}, "lead_points_to_open_recall"},
		{
			"recall_of_another_lead",
			[]string{`update leads set open_recall_id = (select open_recall_id from leads where id > $1) where id = $1`},
			"open_recall_is_its_leads",
		},
		{"recall_given_to_another_lead", []string{closeOne, `update recalls set lead_id = lead_id + 1, is_open = false where lead_id = $1`}, "lead_points_to_open_recall"},
		{"closed_lead_whose_recall_stays_open", []string{close}, "open_recall_is_its_leads"},
		{"closed_lead_that_gets_a_recall", []string{closeOne, close, newRecall}, "open_recall_is_its_leads"},
		{"open_recall_that_its_lead_does_not_point_to", []string{closeOne, newRecall}, ""},
		{"lead_deleted_under_its_recall", []string{`delete from leads where id = $1`}, "recalls_workspace_id_lead_id_fkey"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			h := newHouse(t)
			one := h.insert(lead("One", ann, today))
			h.insert(lead("Two", ann, today))

			tx, err := h.raw.BeginTxx(t.Context(), nil)
			h.ok(err)
			defer func() { _ = tx.Rollback() }()
			for _, statement := range test.statements {
				if _, err = tx.ExecContext(t.Context(), statement, one.ID); err != nil {
					break
				}
			}
			if err == nil {
				err = tx.Commit()
			}
			refused := pq.As(err)
			if refused == nil {
				t.Fatalf("the database took it: %v", err)
			}
			if test.constraint != "" && refused.Constraint != test.constraint {
				t.Errorf("refused by %q: %v", refused.Constraint, err)
			}
			h.same(h.load(one.ID), one)
		})
	}
}
