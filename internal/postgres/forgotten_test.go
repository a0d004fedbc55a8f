package postgres_test

import (
	"context"
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/tracker"
)

// The database and the rules shorten a LinkedIn address alike.
func TestLinkedInAddressesAreShortenedAlike(t *testing.T) {
	h := newHouse(t)
	for _, address := range []string{
		"https://www.linkedin.com/in/Jane-Doe/", "linkedin.com/in/jane-doe?trk=a/b#c", " http://de.linkedin.com/in/jane-doe#top ", "jane-doe", "in/jane-doe",
		"https://www.linkedin.com/company/acme/about//", "", "/", "https://example.com/?next=linkedin.com/in/x", "LINKEDIN.COM/in/Ünal",
	} {
		var got string
		h.ok(h.raw.GetContext(t.Context(), &got, `select linkedin_key($1)`, address))
		h.same(got, followup.LinkedInKey(address))
	}
}

// A workspace's key is made once, by whoever erases first, and is another one in each workspace.
func TestEachWorkspaceHasAKeyOfItsOwn(t *testing.T) {
	h := newHouse(t)
	erase := func(w followup.WorkspaceID) error {
		return h.store.InTx(t.Context(), func(tx tracker.Tx) error {
			return tx.Erase(t.Context(), tracker.Erasing{
				Lead: followup.Lead{Workspace: w, ID: 1}, Traits: []string{"email:jane@acme.example"}, Asked: noon, At: noon, Expires: noon,
			})
		})
	}
	for _, err := range together(4, func(i int) error { return erase([]followup.WorkspaceID{w, "T2"}[i%2]) }) {
		h.ok(err)
	}
	h.same(h.count(`select count(distinct key) from mark_keys where length(key) = 32`), 2)
	h.same(h.count(`select count(distinct mark) from forgotten`), 2)
	asked, err := h.store.Forgotten(t.Context(), w, []string{"phone:1", "email:jane@acme.example"})
	h.ok(err)
	h.same(asked, noon)
	_, err = h.store.Forgotten(t.Context(), w, []string{"email:max@acme.example"})
	h.is(err, tracker.ErrNotFound)
	_, err = h.store.Forgotten(t.Context(), "T3", []string{"email:jane@acme.example"})
	h.is(err, tracker.ErrNotFound)
}

// What somebody typed about a lead goes with it; what is about others stays, unless it is old.
func TestErasingTakesWhatWasTypedAboutTheLead(t *testing.T) {
	h := newHouse(t)
	l := lead("Jane Doe", ann, today)
	l.Company, l.Contacts = "Acme", []followup.Contact{{Name: "Kim Moor", Email: "kim@acme.example"}}
	l = h.insert(l)
	typed := map[string]time.Time{
		"log ACME call: they said": noon, "log jane no": noon, "kim@acme.example wrote": noon, "moor called": noon,
		"log beta call": noon, "log gamma call": noon.Add(-25 * time.Hour),
	}
	h.tx(func(ctx context.Context, tx tracker.Tx) error {
		for text, at := range typed {
			if _, err := tx.InsertDraft(ctx, tracker.Draft{Workspace: w, User: ann, Typed: text}, at); err != nil {
				return err
			}
		}
		return tx.Erase(ctx, tracker.Erasing{Lead: l, Asked: noon, At: noon, Expires: noon.Add(-24 * time.Hour)})
	})
	var left []string
	h.ok(h.raw.SelectContext(t.Context(), &left, `select typed from drafts where typed <> ''`))
	h.same(left, []string{"log beta call"})
}
