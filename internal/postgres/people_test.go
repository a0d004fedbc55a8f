package postgres_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/tracker"
)

func TestSavePeople(t *testing.T) {
	h := newHouse(t)
	jo := followup.Person{
		Workspace: w, ID: "UJO", Name: "Jo", Zone: "Asia/Tokyo", Locale: "ja-JP", Admin: true, Guest: true, Bot: true, Deleted: true,
	}
	early := jo
	early.Name = "Earlier"
	h.people(early, jo, person("UNEW"))
	h.people(jo)
	h.people()
	got, err := h.store.Person(t.Context(), w, "UJO")
	h.ok(err)
	h.same(got, jo)
	people, err := h.store.People(t.Context(), w, []followup.UserID{"UNEW", "UJO", "UNKNOWN", "", "UJO"})
	h.ok(err)
	h.same(people, map[followup.UserID]followup.Person{"UJO": jo, "UNEW": person("UNEW")})
	_, err = h.store.Person(t.Context(), w, "UNKNOWN")
	h.is(err, tracker.ErrNotFound)
}

func TestOldNewsOfAPersonChangesNothing(t *testing.T) {
	h := newHouse(t)
	news := func(name string, at time.Time) (stored bool) {
		p := person("UJO")
		p.Name, p.ChangedAt = name, at
		h.tx(func(ctx context.Context, tx tracker.Tx) error {
			ids, err := tx.SavePeople(ctx, []followup.Person{p})
			stored = slices.Contains(ids, p.ID)
			return err
		})
		return stored
	}
	for _, step := range []struct {
		name   string
		at     time.Time
		stored bool
		want   string
	}{
		{"first", noon, true, "first"},
		{"first", noon, false, "first"},
		{"older", noon.Add(-time.Second), false, "first"},
		{"same second", noon, true, "same second"},
		{"newer", noon.Add(time.Minute), true, "newer"},
		{"nobody knows when", time.Time{}, true, "nobody knows when"},
		{"older", noon, false, "nobody knows when"},
	} {
		if stored := news(step.name, step.at); stored != step.stored {
			t.Errorf("%s: stored %t", step.name, stored)
		}
		got, err := h.store.Person(t.Context(), w, "UJO")
		h.ok(err)
		h.same(got.Name, step.want)
	}
}

func TestSavePeopleAtOnceInAnyOrder(t *testing.T) {
	h := newHouse(t)
	var some, reversed []followup.Person
	for i := range 100 {
		p := person(followup.UserID(string(rune('A'+i%26)) + string(rune('A'+i/26))))
		some, reversed = append(some, p), append([]followup.Person{p}, reversed...)
	}
	for _, err := range together(4, func(i int) error {
		people := slices.Clone([][]followup.Person{some, reversed}[i%2])
		for j := range people {
			people[j].Locale = string(rune('a' + i))
		}
		return h.store.InTx(t.Context(), func(tx tracker.Tx) error {
			_, err := tx.SavePeople(t.Context(), people)
			return err
		})
	}) {
		h.ok(err)
	}
}

func TestReps(t *testing.T) {
	h := newHouse(t)
	gone := person(bob)
	gone.Deleted = true
	h.people(gone)
	reps, err := h.store.Reps(t.Context(), w)
	h.ok(err)
	h.same([]followup.UserID{reps[0].ID, reps[1].ID, followup.UserID(rune(len(reps)))}, []followup.UserID{ann, mia, "\x02"})
	h.same(reps[0], followup.Rep{Person: person(ann), DigestAt: followup.DefaultDigestAt, Week: calendar.MondayToFriday})
}

func TestAddRepKeepsWhatAnotherSaved(t *testing.T) {
	h := newHouse(t)
	h.people(person("UNEW"))
	mine := followup.Rep{Person: person("UNEW"), DigestAt: 600, Week: calendar.WeekOf(time.Sunday), DigestOff: true}
	defaults := followup.Rep{Person: person("UNEW"), DigestAt: followup.DefaultDigestAt, Week: calendar.MondayToFriday}
	for _, rep := range []followup.Rep{mine, defaults} {
		h.tx(func(ctx context.Context, tx tracker.Tx) error {
			got, err := tx.AddRep(ctx, rep, noon, noon)
			h.same(got, mine)
			return err
		})
	}
	for _, rep := range together(5, func(int) followup.Rep {
		var got followup.Rep
		err := h.store.InTx(t.Context(), func(tx tracker.Tx) (err error) {
			got, err = tx.AddRep(t.Context(), defaults, noon, noon)
			return err
		})
		h.ok(err)
		return got
	}) {
		h.same(rep, mine)
	}
}

func TestSaveRep(t *testing.T) {
	noPings := []followup.ObligationKind{followup.Promise, followup.Reminder}
	due := func(h house) time.Time {
		var at time.Time
		h.ok(h.raw.GetContext(h.Context(), &at, `select next_digest_at from reps where user_id = $1`, ann))
		return at.UTC()
	}
	save := func(h house, next, now time.Time) {
		h.tx(func(ctx context.Context, tx tracker.Tx) error {
			return tx.SaveRep(ctx, followup.Rep{Person: person(ann), DigestAt: 540, Week: calendar.WeekOf(time.Monday), DigestOff: true, PingsOff: noPings}, next, now)
		})
	}

	t.Run("stores_settings_and_next_digest", func(t *testing.T) {
		h := newHouse(t)
		save(h, noon.Add(2*time.Hour), noon.Add(-time.Hour))
		h.same(due(h), noon.Add(2*time.Hour))
		rep, err := h.store.Rep(t.Context(), w, ann)
		h.ok(err)
		h.same(rep, followup.Rep{Person: person(ann), DigestAt: 540, Week: calendar.WeekOf(time.Monday), DigestOff: true, PingsOff: noPings})
		m, err := h.store.Member(t.Context(), w, ann)
		h.ok(err)
		h.same(m.Rep, rep)
	})

	t.Run("a_digest_that_is_due_stays_due", func(t *testing.T) {
		h := newHouse(t)
		save(h, noon.Add(24*time.Hour), noon.Add(20*time.Second))
		h.same(due(h), noon)
	})

	t.Run("unknown_rep_is_not_found", func(t *testing.T) {
		h := newHouse(t)
		err := h.store.InTx(t.Context(), func(tx tracker.Tx) error {
			return tx.SaveRep(t.Context(), followup.Rep{Person: person("UNKNOWN")}, noon, noon)
		})
		h.is(err, tracker.ErrNotFound)
	})
}

func TestDraft(t *testing.T) {
	h := newHouse(t)
	d := tracker.Draft{Workspace: w, User: ann, ResponseURL: "https://hooks.example/1", Typed: `log "Acme" c%_\`, MadeAt: noon}
	h.tx(func(ctx context.Context, tx tracker.Tx) (err error) {
		d.ID, err = tx.InsertDraft(ctx, d, noon)
		return err
	})
	got, err := h.store.Draft(t.Context(), w, d.ID)
	h.ok(err)
	h.same(got, d)
	_, err = h.store.Draft(t.Context(), w, d.ID+1)
	h.is(err, tracker.ErrNotFound)
}
