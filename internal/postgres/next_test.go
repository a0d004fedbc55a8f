package postgres_test

import (
	"testing"
	"time"
)

func TestNextDue(t *testing.T) {
	soon := noon.Add(time.Minute)
	for name, make := range map[string]string{
		"a_digest":  `update reps set next_digest_at = $1 where user_id = 'UANN'`,
		"a_summary": `update teams set next_summary_at = $1`,
		"a_snooze":  `update recalls set snoozed_until = $1`,
		"a_home":    `update deliveries set redraw_at = $1`,
		"a_message": `update deliveries set due_at = $1`,
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			h.exec(`update reps set next_digest_at = $1`, noon.Add(time.Hour))
			h.team("C1", ann)
			h.exec(`update teams set next_summary_at = $1`, noon)
			h.insert(lead("Acme", ann, today))
			h.enqueue("one", noon)
			wantNext(h, noon.Add(time.Hour))
			h.exec(make, soon)
			wantNext(h, soon)
			at, ok, err := h.db.NextDue(h.Context(), noon.Add(2*time.Hour))
			h.ok(err)
			h.same(ok, false)
			h.same(at, time.Time{})
		})
	}
}

func wantNext(h house, want time.Time) {
	h.Helper()
	at, ok, err := h.db.NextDue(h.Context(), noon)
	h.ok(err)
	h.same(ok, true)
	h.same(at, want.UTC())
}
