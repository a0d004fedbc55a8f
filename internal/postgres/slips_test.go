package postgres_test

import (
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/postgres"
)

func TestSlips(t *testing.T) {
	look := func(h house) postgres.Slips {
		h.Helper()
		s, err := h.db.Slips(h.Context(), noon)
		h.ok(err)
		return s
	}
	for name, test := range map[string]struct {
		make string
		want postgres.Slips
	}{
		"none":                          {`update reps set next_digest_at = $1::timestamptz - interval '9 minutes'`, postgres.Slips{}},
		"a_digest_nobody_looked_at":     {`update reps set next_digest_at = $1::timestamptz - interval '11 minutes' where user_id = 'UANN'`, postgres.Slips{Unswept: 1}},
		"a_snooze_that_did_not_end":     {`update recalls set snoozed_until = $1::timestamptz - interval '11 minutes'`, postgres.Slips{Unswept: 1}},
		"a_home_that_was_not_drawn":     {`update deliveries set redraw_at = $1::timestamptz - interval '11 minutes'`, postgres.Slips{Unswept: 1}},
		"a_rep_nobody_will_look_at":     {`update reps set next_digest_at = $1::timestamptz + interval '28 hours' where user_id = 'UANN'`, postgres.Slips{Lost: 1}},
		"a_message_that_is_not_sent":    {`update deliveries set due_at = $1::timestamptz - interval '7 hours', wanted_at = clock_timestamp() - interval '7 hours'`, postgres.Slips{Unsent: 1}},
		"a_message_after_a_clock_moved": {`update deliveries set due_at = $1::timestamptz - interval '7 hours'`, postgres.Slips{}},
		"a_failure_nobody_was_told_of":  {`update deliveries set given_up_at = $1::timestamptz - interval '2 hours'`, postgres.Slips{Untold: 1}},
		"a_message_left_by_the_dead":    {`update deliveries set leased_until = clock_timestamp() - interval '11 minutes', wanted = wanted + (extract(epoch from $1::timestamptz) * 0)::int`, postgres.Slips{Deserted: 1}},
		"a_lease_without_end":           {`update deliveries set leased_until = clock_timestamp() + interval '1 day', wanted = wanted + (extract(epoch from $1::timestamptz) * 0)::int`, postgres.Slips{Deserted: 1}},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			h.exec(`update reps set next_digest_at = $1`, noon.Add(time.Hour))
			h.insert(lead("Acme", ann, today))
			h.enqueue("one", noon)
			h.same(look(h), postgres.Slips{})
			h.exec(test.make, noon)
			h.same(look(h), test.want)
		})
	}
}
