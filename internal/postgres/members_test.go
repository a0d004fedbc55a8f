package postgres_test

import (
	"context"
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/tracker"
)

func TestMember(t *testing.T) {
	h := newHouse(t)
	const newcomer, stranger = followup.UserID("UNEW"), followup.UserID("UNONE")
	h.people(person(newcomer))
	h.tx(func(ctx context.Context, tx tracker.Tx) error {
		_, err := tx.SaveTeam(ctx, followup.Team{
			Workspace: w, Channel: "C1", Name: "Sales", Manager: mia, Members: []followup.UserID{ann, bob}, Zone: "Europe/Berlin",
		}, noon, noon)
		return err
	})
	rep := func(id followup.UserID) followup.Rep {
		return followup.Rep{Person: person(id), DigestAt: followup.DefaultDigestAt, Week: calendar.MondayToFriday}
	}
	team := []followup.UserID{ann, bob}
	for id, want := range map[followup.UserID]tracker.Member{
		ann:      {Rep: rep(ann), IsRep: true, Sees: team},
		mia:      {Rep: rep(mia), IsRep: true, Sees: team, Manages: team},
		newcomer: {Rep: followup.Rep{Person: person(newcomer)}},
	} {
		got, err := h.store.Member(t.Context(), w, id)
		h.ok(err)
		h.same(got, want)
		h.tx(func(ctx context.Context, tx tracker.Tx) error {
			for i, key := range []string{"once", "once", "twice"} {
				m, first, err := tx.Admit(ctx, w, id, string(id)+key, noon)
				h.ok(err)
				h.same(m, want)
				h.same(first, i != 1)
			}
			return nil
		})
	}
	_, err := h.store.Member(t.Context(), w, stranger)
	h.is(err, tracker.ErrNotFound)
	err = h.store.InTx(t.Context(), func(tx tracker.Tx) error {
		_, _, err := tx.Admit(t.Context(), w, stranger, "never", noon)
		return err
	})
	h.is(err, tracker.ErrNotFound)
	h.same(h.count(`select count(*) from requests where key = 'never'`), 0)
}

func TestLockToLog(t *testing.T) {
	h := newHouse(t)
	one, other := h.insert(full()), h.insert(lead("Other", ann, today))
	touch := func(l followup.Lead, o followup.Outcome, at time.Time) followup.Event {
		return h.event(followup.Event{Lead: l.ID, At: at.Add(time.Minute), Detail: followup.Detail{
			Touch: &followup.Touch{By: ann, At: at, Channel: followup.Call, Outcome: o, Note: "ä\n\"" + string(o)},
		}}, nil)
	}
	recent := func() tracker.Recent {
		var recent tracker.Recent
		h.tx(func(ctx context.Context, tx tracker.Tx) error {
			of, err := tx.LockToLog(ctx, w, one.ID)
			h.same(of.Lead, one)
			recent = of.Recent
			return err
		})
		return recent
	}
	h.same(recent(), tracker.Recent{})
	touch(other, followup.NoAnswer, noon)
	touch(one, followup.NoAnswer, noon)
	touch(one, followup.MeetingSet, noon.Add(time.Hour))
	h.same(recent().Attempts, 0)
	touch(one, followup.NoAnswer, noon.Add(2*time.Hour))
	last := touch(one, followup.Busy, noon.Add(3*time.Hour).Add(time.Microsecond))
	h.same(recent(), tracker.Recent{Touch: last.Detail.Touch, LoggedAt: last.At, Attempts: 2, ReachedAt: noon.Add(time.Hour)})
	undone := h.event(followup.Event{Lead: one.ID, Kind: followup.Undone}, nil)
	h.tx(func(ctx context.Context, tx tracker.Tx) error { return tx.TakeBack(ctx, w, last.ID, undone.ID) })
	h.same(recent().Attempts, 1)
	h.event(followup.Event{Lead: one.ID, Kind: followup.Moved}, nil)
	h.same(recent(), tracker.Recent{Attempts: 1, ReachedAt: noon.Add(time.Hour)})
	err := h.store.InTx(t.Context(), func(tx tracker.Tx) error {
		_, err := tx.LockToLog(t.Context(), w, 404)
		return err
	})
	h.is(err, tracker.ErrNotFound)
}
