package postgres_test

import (
	"context"
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/postgres"
	"github.com/followup-bot/followup/internal/tracker"
)

func (h house) beat(db *postgres.DB) postgres.Doubt {
	h.Helper()
	doubt, err := db.Beat(h.Context(), w, noon)
	h.ok(err)
	return doubt
}

// digests are the reps whose digest is due at noon and may have come already.
func (h house) doubtful(digestAt time.Time) (ids []followup.UserID) {
	h.Helper()
	h.exec(`update reps set next_digest_at = $1 where user_id = $2`, digestAt, ann)
	h.tx(func(ctx context.Context, tx tracker.Tx) error {
		due, err := tx.DigestsDue(ctx, noon.Add(time.Hour), 10)
		for _, d := range due {
			if d.Doubtful && d.Rep.ID == ann {
				ids = append(ids, d.Rep.ID)
			}
		}
		return err
	})
	return ids
}

func TestBeat(t *testing.T) {
	t.Run("a_new_database_is_sure_and_stays_so", func(t *testing.T) {
		h := newHouse(t)
		other := open(t, h.raw.URL)
		for range 3 {
			h.same(h.beat(h.db), postgres.Sure)
			h.same(h.beat(other), postgres.Sure)
		}
		h.same(h.count(`select beat from beats`), 6)
		h.same(len(h.doubtful(noon)), 0)
	})

	t.Run("who_stays_notices_that_the_count_went_back", func(t *testing.T) {
		h := newHouse(t)
		h.beat(h.db)
		h.beat(h.db)
		h.enqueue("waits", noon)
		h.exec(`update beats set beat = 1`) // a backup of a minute ago
		h.same(len(h.claim(5)), 0)          // before it is noted nothing is sent
		h.same(h.beat(h.db), postgres.Restored)
		h.same(h.claim(5)[0].Unsure, true)
		h.same(h.beat(h.db), postgres.Sure)
		h.same(h.doubtful(noon), []followup.UserID{ann})
		h.same(len(h.doubtful(noon.Add(time.Second))), 0) // due while somebody was there to see it
	})

	t.Run("who_starts_after_a_silence_can't_know", func(t *testing.T) {
		h := newHouse(t)
		h.beat(h.db)
		h.enqueue("waits", noon)
		h.exec(`update beats set beat_at = beat_at - interval '6 minutes'`)
		h.same(h.beat(open(t, h.raw.URL)), postgres.Silent)
		h.same(h.claim(5)[0].Unsure, true)
		h.same(h.beat(open(t, h.raw.URL)), postgres.Sure) // the silence is over
	})

	t.Run("who_was_there_knows_that_it_was_only_a_silence", func(t *testing.T) {
		h := newHouse(t)
		h.beat(h.db)
		h.exec(`update beats set beat_at = beat_at - interval '6 hours'`)
		h.same(h.beat(h.db), postgres.Sure)
	})

	t.Run("a_restart_is_no_silence", func(t *testing.T) {
		h := newHouse(t)
		h.beat(h.db)
		h.exec(`update beats set beat_at = beat_at - interval '4 minutes'`)
		h.same(h.beat(open(t, h.raw.URL)), postgres.Sure)
	})

	t.Run("what_is_older_than_the_count_is_in_doubt", func(t *testing.T) {
		h := newHouse(t)
		h.enqueue("waits", noon)
		h.same(h.beat(h.db), postgres.Silent)
		h.same(h.claim(5)[0].Unsure, true)
	})

	t.Run("posted_messages_and_other_workspaces_are_sure", func(t *testing.T) {
		h := newHouse(t)
		h.enqueue("posted", noon)
		h.settle(h.claim(1)[0], "1.1")
		h.exec(`update deliveries set wanted = wanted + 1`)
		h.exec(`insert into deliveries (workspace_id, kind, subject, recipient, dedupe_key, due_at) values ('T2', 'digest', '', '', '', now())`)
		h.beat(h.db)
		h.same(h.count(`select count(*) from deliveries where unsure`), 0)
	})

	t.Run("numbers_of_the_lost_time_are_never_given_again", func(t *testing.T) {
		h := newHouse(t)
		before := h.insert(lead("One", ann, today))
		h.enqueue("waits", noon)
		h.beat(h.db) // in doubt
		after := h.insert(lead("Two", ann, today))
		if skipped := after.ID - before.ID; skipped < 500*3600 {
			t.Errorf("after %d comes %d", before.ID, after.ID)
		}
	})
}
