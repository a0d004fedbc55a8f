package postgres_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/pgtest"
	"github.com/followup-bot/followup/internal/postgres"
	"github.com/followup-bot/followup/internal/tracker"
)

const (
	w   = followup.WorkspaceID("T1")
	ann = followup.UserID("UANN")
	bob = followup.UserID("UBOB")
	mia = followup.UserID("UMIA")
)

// noon is a Tuesday.
var noon = time.Date(2026, 5, 12, 12, 0, 0, 0, time.UTC)

var today = calendar.On(2026, 5, 12)

// house is a database with a few people in it.
type house struct {
	*testing.T

	raw    *pgtest.DB
	db     *postgres.DB
	store  *postgres.Store
	outbox *postgres.Outbox
}

func newHouse(t *testing.T) house {
	t.Helper()
	t.Parallel()
	raw := pgtest.New(t)
	h := house{T: t, raw: raw, db: open(t, raw.URL)}
	h.store, h.outbox = h.db.Store(), h.db.Outbox()
	h.people(person(ann), person(bob), person(mia))
	for _, id := range []followup.UserID{ann, bob, mia} {
		h.rep(id)
	}
	return h
}

func open(t testing.TB, url string) *postgres.DB {
	t.Helper()
	db, err := postgres.Open(t.Context(), url, postgres.Options{StatementTimeout: 20 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

func person(id followup.UserID) followup.Person {
	return followup.Person{Workspace: w, ID: id, Name: "Name of " + string(id), Zone: "Europe/Berlin"}
}

func (h house) tx(do func(context.Context, tracker.Tx) error) {
	h.Helper()
	if err := h.store.InTx(h.Context(), func(tx tracker.Tx) error { return do(h.Context(), tx) }); err != nil {
		h.Fatal(err)
	}
}

func (h house) people(people ...followup.Person) {
	h.Helper()
	h.tx(func(ctx context.Context, tx tracker.Tx) error {
		_, err := tx.SavePeople(ctx, people)
		return err
	})
}

func (h house) rep(id followup.UserID) {
	h.Helper()
	h.tx(func(ctx context.Context, tx tracker.Tx) error {
		rep := followup.Rep{
			Person: followup.Person{Workspace: w, ID: id}, DigestAt: followup.DefaultDigestAt, Week: calendar.MondayToFriday,
		}
		_, err := tx.AddRep(ctx, rep, noon, noon)
		return err
	})
}

// lead is an active lead due on a date.
func lead(name string, owner followup.UserID, due calendar.Date) followup.Lead {
	return followup.Lead{
		Workspace: w, Name: name, Owner: owner, State: followup.Active, CreatedAt: noon,
		Recall: &followup.Recall{Kind: followup.Planned, Due: due, Channel: followup.Call},
	}
}

func (h house) insert(l followup.Lead) followup.Lead {
	h.Helper()
	h.tx(func(ctx context.Context, tx tracker.Tx) (err error) {
		l, err = tx.InsertLead(ctx, l)
		return err
	})
	return l
}

func (h house) update(before, after followup.Lead) followup.Lead {
	h.Helper()
	h.tx(func(ctx context.Context, tx tracker.Tx) (err error) {
		after, err = tx.UpdateLead(ctx, before, after)
		return err
	})
	return after
}

func (h house) load(id followup.LeadID) followup.Lead {
	h.Helper()
	l, err := h.store.Lead(h.Context(), w, id)
	if err != nil {
		h.Fatal(err)
	}
	return l
}

func (h house) event(e followup.Event, before *followup.Lead) followup.Event {
	h.Helper()
	if e.At.IsZero() {
		e.At = noon
	}
	if e.By == "" {
		e.By = ann
	}
	if e.Source == "" {
		e.Source = followup.FromModal
	}
	if e.Kind == "" {
		e.Kind = followup.Logged
	}
	h.tx(func(ctx context.Context, tx tracker.Tx) (err error) {
		e, err = tx.InsertEvent(ctx, e, w, before, "")
		return err
	})
	return e
}

func (h house) exec(query string, args ...any) {
	h.Helper()
	if _, err := h.raw.ExecContext(h.Context(), query, args...); err != nil {
		h.Fatal(err)
	}
}

func (h house) count(query string, args ...any) int {
	h.Helper()
	var n int
	if err := h.raw.GetContext(h.Context(), &n, query, args...); err != nil {
		h.Fatal(err)
	}
	return n
}

// same fails the test where two values differ.
func (h house) same(got, want any) {
	h.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		h.Errorf("-want +got\n%s", diff)
	}
}

func (h house) ok(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

func (h house) is(err, want error) {
	h.Helper()
	if !errors.Is(err, want) {
		h.Errorf("error is %v, want %v", err, want)
	}
}

func names(leads []followup.Lead) []string {
	out := make([]string, 0, len(leads))
	for _, l := range leads {
		out = append(out, l.Name)
	}
	return out
}

func leadsOf(found []digest.Match) []followup.Lead {
	leads := make([]followup.Lead, 0, len(found))
	for _, m := range found {
		leads = append(leads, m.Lead)
	}
	return leads
}

// together runs do n times at once and returns what each returned.
func together[T any](n int, do func(i int) T) []T {
	results := make([]T, n)
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() { results[i] = do(i) })
	}
	wg.Wait()
	return results
}
