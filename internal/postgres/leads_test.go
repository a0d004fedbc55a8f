package postgres_test

import (
	"context"
	"strings"
	"testing"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/tracker"
)

func full() followup.Lead {
	at, from, until := calendar.Clock(9, 30), calendar.Clock(10, 0), calendar.Clock(24, 0)-1
	return followup.Lead{
		Workspace: w, Name: "Jane Doe", Company: "Acme", Owner: ann, State: followup.Parked,
		Value: &followup.Money{Minor: 4_200_050, Currency: "EUR"}, Source: "fair", Tags: []string{"hot", `a"b,{c}\`},
		Contacts: []followup.Contact{
			{
				Name: "Jane", Email: "Jane@Acme.example", Phone: "+49 30 1234567", LinkedIn: "in/jane", Role: "CTO", Zone: "Asia/Tokyo",
				Preferred: followup.Email, Window: &followup.Window{From: from, To: until},
			},
			{Name: "Max", Left: true},
		},
		Recall: &followup.Recall{
			Owner: ann, Kind: followup.Wake, Due: calendar.On(2026, 8, 31), At: &at, Channel: followup.Video, Goal: "ask for the budget",
			Reasons:   []followup.Reason{{Code: followup.NotNowParked, Params: map[string]string{"on": "2026-05-12", "what": "frozen"}}, {Code: followup.ShiftedToWorkingDay}},
			ReplyOwed: true, SnoozedUntil: &noon, Snoozes: 2, Moves: 3,
		},
		Park: &followup.Park{Reason: "frozen", Note: "budget in Q4", FirstLine: "new year?"}, Touches: 5, CreatedAt: noon,
	}
}

func TestInsertLead(t *testing.T) {
	t.Run("comes_back_as_stored", func(t *testing.T) {
		h := newHouse(t)
		stored := h.insert(full())
		want := full()
		want.ID, want.Recall.ID, want.Recall.Lead, want.Recall.Version = stored.ID, stored.Recall.ID, stored.ID, 1
		for i, c := range stored.Contacts {
			want.Contacts[i].ID = c.ID
			if c.ID == 0 {
				t.Error("a contact without an id")
			}
		}
		h.same(stored, want)
		h.same(h.load(stored.ID), want)
		if stored.ID == 0 || stored.Recall.ID == 0 {
			t.Error("no ids")
		}
	})

	t.Run("closed_has_no_recall", func(t *testing.T) {
		h := newHouse(t)
		l := lead("Old", ann, today)
		l.State, l.Recall = followup.Won, nil
		stored := h.insert(l)
		h.same(h.load(stored.ID), stored)
	})

	t.Run("unknown_lead_is_not_found", func(t *testing.T) {
		h := newHouse(t)
		_, err := h.store.Lead(t.Context(), w, 404)
		h.is(err, tracker.ErrNotFound)
		_, err = h.store.Lead(t.Context(), "T2", h.insert(lead("One", ann, today)).ID)
		h.is(err, tracker.ErrNotFound)
	})
}

func TestTextIsStoredAsTyped(t *testing.T) {
	for name, text := range map[string]string{
		"pattern":  `100% _under_ \back\ %s $1 {a,b}`,
		"quotes":   `it's "quoted" ; drop table leads; --`,
		"emoji":    "👩‍👩‍👧‍👦 🇩🇪 ﷽ نص عربي",
		"long":     strings.Repeat("ä1?z", 2500),
		"lines":    "one\r\n\ttwo\n\n ",
		"brackets": `<!channel> <@U1> &amp; </script>`,
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			l := full()
			l.Name, l.Company, l.Source, l.Tags = text, text, text, []string{text}
			l.Park = &followup.Park{Reason: text, Note: text, FirstLine: text}
			l.Recall.Goal, l.Recall.Reasons[0].Params["what"] = text, text
			l.Contacts = []followup.Contact{{Name: text, Email: text, Phone: text, LinkedIn: text, Role: text, Zone: text}}
			stored := h.insert(l)
			h.same(stored.Name, text)
			h.same(h.load(stored.ID), stored)

			e := h.event(followup.Event{Lead: stored.ID, Detail: followup.Detail{
				Note:  text,
				Touch: &followup.Touch{By: ann, At: noon, Channel: followup.Call, Outcome: followup.Busy, Note: text, Promised: text, Gave: text},
				Next:  &followup.NextStep{Kind: followup.NextPark, On: today, Goal: text, Park: l.Park},
			}}, &stored)
			got, err := h.store.Event(t.Context(), w, e.ID)
			h.ok(err)
			h.same(got, e)
			h.tx(func(ctx context.Context, tx tracker.Tx) error {
				before, err := tx.Before(ctx, w, e.ID)
				h.same(before, stored)
				return err
			})

			found, err := h.store.FindLeads(t.Context(), w, text, ann, nil, 5)
			h.ok(err)
			h.same(names(leadsOf(found)), []string{text})
			with, err := h.store.LeadsWith(t.Context(), w, []string{strings.ToUpper(text)}, nil)
			h.ok(err)
			if name != "long" { // upper and lower case of all letters need not come back
				h.same(len(with), 1)
			}
		})
	}

	t.Run("nul_is_a_clear_error", func(t *testing.T) {
		h := newHouse(t)
		for _, bad := range []string{"a\x00b", "a\xffb"} {
			err := h.store.InTx(t.Context(), func(tx tracker.Tx) error {
				_, err := tx.InsertLead(t.Context(), lead(bad, ann, today))
				return err
			})
			h.is(err, tracker.ErrBadText)
			_, err = h.store.FindLeads(t.Context(), w, bad, ann, nil, 5)
			h.is(err, tracker.ErrBadText)
		}
		one := h.insert(lead("One", ann, today))
		err := h.store.InTx(t.Context(), func(tx tracker.Tx) error {
			_, err := tx.InsertEvent(t.Context(), followup.Event{Lead: one.ID, At: noon, Detail: followup.Detail{Note: "a\x00b"}}, w, nil, "")
			return err
		})
		h.is(err, tracker.ErrBadText)
	})
}

func TestUpdateLead(t *testing.T) {
	later := calendar.On(2026, 6, 1)

	t.Run("same_recall_changes_in_place", func(t *testing.T) {
		h := newHouse(t)
		before := h.insert(lead("One", ann, today))
		after := before
		moved := *before.Recall
		moved.Due, moved.Moves = later, 1
		after.Recall = &moved
		after = h.update(before, after)
		h.same(after.Recall.ID, before.Recall.ID)
		h.same(after.Recall.Version, 2)
		h.same(h.load(before.ID), after)
	})

	t.Run("new_recall_replaces_the_old_one", func(t *testing.T) {
		h := newHouse(t)
		before := h.insert(full())
		after := lead("Jane Renamed", ann, later)
		after.ID, after.Contacts, after.Value, after.Touches = before.ID, before.Contacts, &followup.Money{Minor: 5, Currency: "USD"}, 6
		after = h.update(before, after)
		if after.Recall.ID == before.Recall.ID || after.Recall.Version != 1 {
			t.Errorf("recall %+v", after.Recall)
		}
		h.same(h.load(before.ID), after)
		h.same(h.count(`select count(*) from recalls where is_open`), 1)
	})

	t.Run("no_recall_closes", func(t *testing.T) {
		h := newHouse(t)
		before := h.insert(full())
		after := before
		after.State, after.Recall, after.Park = followup.Lost, nil, nil
		h.update(before, after)
		h.same(h.load(before.ID), after)
		h.same(h.count(`select count(*) from recalls where is_open`), 0)
	})

	t.Run("undo_opens_the_earlier_recall_again", func(t *testing.T) {
		h := newHouse(t)
		first := h.insert(full())
		second := lead(first.Name, ann, later)
		second.ID = first.ID
		second = h.update(first, second)
		restored := h.update(second, first)
		want := first
		recall := *first.Recall
		recall.Version = 2
		want.Recall = &recall
		h.same(restored, want)
		h.same(h.load(first.ID), want)

		closed := restored
		closed.State, closed.Recall, closed.Park = followup.Won, nil, nil
		closed = h.update(restored, closed)
		again := h.update(closed, restored)
		h.same(again.Recall.Version, 3)
		h.same(h.count(`select count(*) from recalls where is_open`), 1)
	})

	t.Run("the_recall_follows_the_owner", func(t *testing.T) {
		h := newHouse(t)
		before := h.insert(lead("One", ann, today))
		after := before
		after.Owner = bob
		after = h.update(before, after)
		h.same(after.Recall.Owner, bob)
		due, err := h.store.DueLeads(t.Context(), w, map[followup.UserID]calendar.Date{bob: today, ann: today})
		h.ok(err)
		h.same(due, []followup.Lead{after})
	})

	t.Run("unknown_lead_is_not_found", func(t *testing.T) {
		h := newHouse(t)
		err := h.store.InTx(t.Context(), func(tx tracker.Tx) error {
			ghost := followup.Lead{ID: 404, Workspace: w, Name: "Ghost", Owner: ann, State: followup.Lost}
			_, err := tx.UpdateLead(t.Context(), ghost, ghost)
			return err
		})
		h.is(err, tracker.ErrNotFound)
	})
}

func TestLockLeadShowsWhatTheFirstOneDid(t *testing.T) {
	h := newHouse(t)
	one := h.insert(lead("One", ann, today))
	moves := together(6, func(int) error {
		return h.store.InTx(t.Context(), func(tx tracker.Tx) error {
			l, err := tx.LockLead(t.Context(), w, one.ID)
			if err != nil {
				return err
			}
			next := *l.Recall
			next.ID, next.Moves = 0, l.Recall.Moves+1
			after := l
			after.Recall, after.Touches = &next, l.Touches+1
			_, err = tx.UpdateLead(t.Context(), l, after)
			return err
		})
	})
	for _, err := range moves {
		h.ok(err)
	}
	got := h.load(one.ID)
	h.same([]int{got.Recall.Moves, got.Touches}, []int{6, 6})
	err := h.store.InTx(t.Context(), func(tx tracker.Tx) error {
		_, err := tx.LockLead(t.Context(), w, 404)
		return err
	})
	h.is(err, tracker.ErrNotFound)
}

func TestDeleteLead(t *testing.T) {
	h := newHouse(t)
	one, two := h.insert(full()), h.insert(lead("Two", ann, today))
	h.event(followup.Event{Lead: one.ID, Recall: one.Recall.ID, Detail: followup.Detail{
		Touch: &followup.Touch{By: ann, At: noon, Channel: followup.Call, Outcome: followup.Busy},
	}}, &one)
	h.tx(func(ctx context.Context, tx tracker.Tx) error {
		return tx.NoteSettled(ctx, w, ann, today, *one.Recall)
	})
	h.tx(func(ctx context.Context, tx tracker.Tx) error { return tx.DeleteLead(ctx, w, one.ID) })
	for _, table := range []string{"contacts", "events", "touches", "digest_rows"} {
		h.same(h.count(`select count(*) from `+table), 0)
	}
	h.same(h.count(`select count(*) from recalls`), 1)
	h.same(h.load(two.ID), two)
}
