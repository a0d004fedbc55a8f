package postgres_test

import (
	"context"
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/tracker"
)

func TestDigestsDue(t *testing.T) {
	t.Run("the_longest_due_first", func(t *testing.T) {
		h := newHouse(t)
		h.tx(func(ctx context.Context, tx tracker.Tx) error {
			return tx.SetNextDigests(ctx, w, map[followup.UserID]time.Time{ann: noon.Add(-time.Hour), mia: noon.Add(time.Microsecond)})
		})
		h.tx(func(ctx context.Context, tx tracker.Tx) error {
			due, err := tx.DigestsDue(ctx, noon, 10)
			h.same(len(due), 2)
			rep, _ := h.store.Rep(ctx, w, ann)
			h.same(due[0], tracker.DueDigest{Rep: rep, At: noon.Add(-time.Hour)})
			h.same(due[1].Rep.ID, bob)
			h.is(tx.SetNextDigests(ctx, w, map[followup.UserID]time.Time{ann: noon, "UNKNOWN": noon}), tracker.ErrNotFound)
			return err
		})
	})

	t.Run("each_is_taken_by_one_sweep", func(t *testing.T) {
		h := newHouse(t)
		h.tx(func(ctx context.Context, tx tracker.Tx) error {
			mine, err := tx.DigestsDue(ctx, noon, 2)
			h.ok(err)
			h.tx(func(ctx context.Context, other tracker.Tx) error {
				theirs, err := other.DigestsDue(ctx, noon, 2)
				h.same([]int{len(mine), len(theirs)}, []int{2, 1})
				if theirs[0].Rep.ID == mine[0].Rep.ID || theirs[0].Rep.ID == mine[1].Rep.ID {
					t.Error("the same rep twice")
				}
				return err
			})
			return nil
		})
	})

	// A large workspace has 1,000 reps due, and 199 others, whose names come behind its own, one to five each.
	t.Run("workspaces_take_turns", func(t *testing.T) {
		h := newHouse(t)
		h.exec(`update reps set next_digest_at = '2030-01-01Z'`)
		h.exec(`
			insert into people (workspace_id, user_id, name)
			select 'TBIG', 'U' || n, 'Rep' from generate_series(1, 1000) n
			union all
			select 'TSMALL' || t, 'U' || n, 'Rep' from generate_series(1, 199) t cross join lateral generate_series(1, 1 + t % 5) n`)
		h.exec(`
			insert into reps (workspace_id, user_id, next_digest_at, joined_at)
			select workspace_id, user_id, $1::timestamptz, $1 from people where workspace_id like 'T_%' and name = 'Rep'`, noon)
		big, small := 0, 0
		for small < 595 {
			h.tx(func(ctx context.Context, tx tracker.Tx) error {
				due, err := tx.DigestsDue(ctx, noon, 200)
				for _, d := range due {
					h.ok(tx.SetNextDigests(ctx, d.Rep.Workspace, map[followup.UserID]time.Time{d.Rep.ID: noon.Add(time.Hour)}))
					if d.Rep.Workspace == "TBIG" {
						big++
					} else if small++; small == 595 {
						break
					}
				}
				if len(due) == 0 {
					t.Fatalf("only %d of the others", small)
				}
				return err
			})
		}
		if big > 20 { // a turn in five turns, and the rest of a batch or two
			t.Errorf("%d reps of the large workspace came before the last one of the others", big)
		}
	})

	t.Run("a_rep_being_swept_can_be_given_leads", func(t *testing.T) {
		h := newHouse(t)
		h.tx(func(ctx context.Context, tx tracker.Tx) error {
			_, err := tx.DigestsDue(ctx, noon, 10)
			h.insert(lead("One", ann, today))
			return err
		})
	})
}

func TestSummariesDue(t *testing.T) {
	h := newHouse(t)
	team := h.team("C1", ann, bob)
	h.tx(func(ctx context.Context, tx tracker.Tx) error {
		due, err := tx.SummariesDue(ctx, noon, 10)
		h.same(due, []tracker.DueSummary{{Team: team, At: noon}})
		h.tx(func(ctx context.Context, other tracker.Tx) error {
			due, err := other.SummariesDue(ctx, noon, 10)
			h.same(len(due), 0)
			return err
		})
		h.ok(tx.SetNextSummary(ctx, w, team.ID, noon.Add(1)))
		return err
	})
	h.tx(func(ctx context.Context, tx tracker.Tx) error {
		due, err := tx.SummariesDue(ctx, noon.Add(-time.Second), 10)
		h.same(len(due), 0)
		return err
	})
}

func TestEndSnoozes(t *testing.T) {
	h := newHouse(t)
	snoozed := func(name string, owner followup.UserID, until time.Time) followup.Lead {
		l := lead(name, owner, today)
		l.Recall.SnoozedUntil, l.Recall.Snoozes = &until, 1
		return h.insert(l)
	}
	over := snoozed("over", ann, noon)
	snoozed("over too", bob, noon.Add(-time.Hour))
	asleep := snoozed("asleep", ann, noon.Add(time.Microsecond))
	end := func(limit int) (ended []tracker.Ended) {
		h.tx(func(ctx context.Context, tx tracker.Tx) (err error) {
			ended, err = tx.EndSnoozes(ctx, noon, limit)
			return err
		})
		return ended
	}
	h.same(end(1), []tracker.Ended{{Workspace: w, Owner: bob}})
	h.same(end(10), []tracker.Ended{{Workspace: w, Owner: ann}})
	h.same(len(end(10)), 0)
	want := *over.Recall
	want.SnoozedUntil = nil // and the version is the same: buttons still work
	h.same(h.load(over.ID).Recall, &want)
	h.same(h.load(asleep.ID), asleep)
}

func TestPurge(t *testing.T) {
	h := newHouse(t)
	one := h.insert(lead("One", ann, today))
	day := func(n int) time.Time { return noon.AddDate(0, 0, n) }
	h.tx(func(ctx context.Context, tx tracker.Tx) error {
		for i, at := range []time.Time{day(-8), day(-6)} {
			_, err := tx.ClaimRequest(ctx, w, string(rune('a'+i)), at)
			h.ok(err)
			_, err = tx.InsertDraft(ctx, tracker.Draft{Workspace: w, User: ann}, at)
			h.ok(err)
		}
		return nil
	})
	for _, n := range []int{-91, -89} {
		_, err := h.raw.ExecContext(t.Context(), `insert into digest_rows values ($1, $2, $3, $4, $5)`,
			w, ann, today.AddDays(n).String(), one.Recall.ID, one.ID)
		h.ok(err)
	}
	h.enqueue("old and unsent", day(-91))
	for _, key := range []string{"old and sent", "old and given up"} {
		h.enqueue(key, day(-100))
		for _, item := range h.claim(1) {
			if key == "old and sent" {
				h.settle(item, "ts")
			} else {
				h.ok(h.outbox.GiveUp(t.Context(), item, "refused", noon))
			}
		}
	}
	h.tx(func(ctx context.Context, tx tracker.Tx) error { return tx.Purge(ctx, day(-7), day(-90)) })
	for _, table := range []string{"requests", "drafts", "digest_rows", "deliveries"} {
		if n := h.count(`select count(*) from ` + table); n != 1 {
			t.Errorf("%d %s left, want 1", n, table)
		}
	}
	h.same(h.count(`select count(*) from deliveries where dedupe_key = 'old and unsent'`), 1)
}

func TestOrphansAndStats(t *testing.T) {
	h := newHouse(t)
	h.insert(lead("One", ann, today))
	h.insert(parked("Two", today))
	won := lead("Three", ann, today)
	won.State, won.Recall = followup.Won, nil
	h.insert(won)
	h.enqueue("waits", noon.Add(-90*time.Second))
	h.enqueue("waits less", noon)
	h.enqueue("is not due", noon.Add(time.Second))
	h.enqueue("given up", noon.Add(-time.Hour))
	h.ok(h.outbox.GiveUp(t.Context(), h.claim(1)[0], "refused", noon.Add(-23*time.Hour)))
	h.tx(func(ctx context.Context, tx tracker.Tx) error {
		n, err := tx.Orphans(ctx)
		h.same(n, 0)
		return err
	})
	stats, err := h.db.Stats(t.Context(), noon)
	h.ok(err)
	h.same(stats.OldestWaiting, 90*time.Second)
	stats.OldestWaiting = 0
	h.same([]int{stats.Waiting, stats.GivenUp, stats.OpenLeads, stats.Orphans}, []int{2, 1, 2, 0})

	version, err := h.db.Version(t.Context())
	h.ok(err)
	if version < "1" {
		t.Errorf("version %q", version)
	}
}
