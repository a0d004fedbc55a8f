package postgres_test

import (
	"context"
	"testing"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/tracker"
)

func (h house) piece(p followup.Piece) followup.Piece {
	h.Helper()
	p.Workspace, p.By, p.At = w, ann, noon
	h.tx(func(ctx context.Context, tx tracker.Tx) (err error) {
		p, err = tx.InsertPiece(ctx, p)
		return err
	})
	return p
}

func TestTheLibraryIsStored(t *testing.T) {
	h := newHouse(t)
	study := h.piece(followup.Piece{Kind: followup.CaseStudy, Title: "Freight", Link: "https://a.example", Tags: []string{"logistics", "q2"}})
	tour := h.piece(followup.Piece{Kind: followup.Clip, Title: "Tour"})
	all, err := h.store.Pieces(t.Context(), w)
	h.ok(err)
	h.same(all, []followup.Piece{study, tour})

	changed := study
	changed.Kind, changed.Title, changed.Link, changed.Tags, changed.Retired = followup.Article, "Freight, old", "", nil, true
	update := func(ctx context.Context, tx tracker.Tx) error { return tx.UpdatePiece(ctx, changed) }
	h.tx(update)
	h.is(h.store.InTx(t.Context(), func(tx tracker.Tx) error { return update(t.Context(), tx) }), tracker.ErrNotFound)
	changed.Version++
	all, err = h.store.Pieces(t.Context(), w)
	h.ok(err)
	h.same(all, []followup.Piece{tour, changed})

	changed.Workspace = "T2"
	h.is(h.store.InTx(t.Context(), func(tx tracker.Tx) error { return update(t.Context(), tx) }), tracker.ErrNotFound)
	all, err = h.store.Pieces(t.Context(), "T2")
	h.ok(err)
	h.same(all, []followup.Piece(nil))
}

// What comes along with the lead that is logged on says the same as what is asked for by itself.
func TestWhatWasGivenComesWithTheLead(t *testing.T) {
	h := newHouse(t)
	study, old := h.piece(followup.Piece{Kind: followup.CaseStudy, Title: "Freight", Tags: []string{"logistics"}}), h.piece(followup.Piece{Kind: followup.Clip, Title: "Tour"})
	old.Retired = true
	h.tx(func(ctx context.Context, tx tracker.Tx) error { return tx.UpdatePiece(ctx, old) })
	l := h.insert(full())
	logged := func(days int, touch followup.Touch) followup.Event {
		touch.By, touch.At, touch.Channel, touch.Outcome = ann, noon.AddDate(0, 0, days), followup.Email, followup.Sent
		return h.event(followup.Event{Lead: l.ID, Kind: followup.Logged, By: ann, At: noon, Source: followup.FromModal, Detail: followup.Detail{Touch: &touch}}, &l)
	}
	logged(1, followup.Touch{Gave: "an idea"})
	given := logged(2, followup.Touch{Gave: study.Title, Piece: study.ID})
	logged(3, followup.Touch{})
	gone := logged(4, followup.Touch{Gave: old.Title, Piece: old.ID})
	h.takeBack(gone)

	event, err := h.store.Event(t.Context(), w, given.ID)
	h.ok(err)
	h.same(event, given)
	fresh, err := h.store.Fresh(t.Context(), w, l.ID)
	h.ok(err)
	touches, err := h.store.TouchesOf(t.Context(), w, []followup.LeadID{l.ID})
	h.ok(err)
	h.same(fresh.Giving.Library, []followup.Piece{study})
	h.same(len(fresh.Giving.Touches), 3)
	h.same(followup.Dry(fresh.Giving.Touches), 1)
	h.same(followup.Dry(touches[l.ID]), 1)
	said := func(touches []followup.Touch) (all []string) {
		for _, t := range followup.GivenIn(touches) {
			all = append(all, t.Gave)
		}
		return all
	}
	h.same(said(fresh.Giving.Touches), []string{"Freight", "an idea"})
	h.same(said(touches[l.ID]), said(fresh.Giving.Touches))

	next := h.entry(l.ID, "envelope")
	next.Event.Detail.Touch.Gave, next.Event.Detail.Touch.Piece = study.Title, study.ID
	stored, done, err := h.store.Record(t.Context(), next)
	h.ok(err)
	h.same(done, true)
	event, err = h.store.Event(t.Context(), w, stored.Event.ID)
	h.ok(err)
	h.same(event.Detail.Touch.Piece, study.ID)
}

func TestABriefIsStoredAndComesBackWithTheLead(t *testing.T) {
	h := newHouse(t)
	l := full()
	l.Brief = followup.Brief{Hook: "two dogs", Questions: "who signs?", Owes: "a list"}
	l = h.insert(l)
	h.same(h.load(l.ID), l)
	other := l
	other.Brief = followup.Brief{Hook: "sails"}
	h.tx(func(ctx context.Context, tx tracker.Tx) error {
		_, err := tx.UpdateDetails(ctx, l, other)
		return err
	})
	h.same(h.load(l.ID), other)
	none := other
	none.Brief = followup.Brief{}
	h.same(h.update(other, none).Brief, none.Brief)
	h.same(h.load(l.ID).Brief, none.Brief)
	e := h.event(followup.Event{Lead: l.ID, Kind: followup.Moved, By: ann, At: noon, Source: followup.FromModal}, &other)
	was, err := h.store.Before(t.Context(), w, e.ID)
	h.ok(err)
	h.same(was.Brief, other.Brief)
}
