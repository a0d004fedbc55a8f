package tracker_test

import (
	"testing"
	"time"

	"github.com/lib/pq"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/tracker"
)

func (d *desk) log(who followup.UserID, lead followup.LeadID, note string, contact followup.ContactID) digest.Receipt {
	d.Helper()
	d.clock.Advance(time.Minute)
	return d.must(d.Log(d.Context(), d.as(who), tracker.Log{
		Lead: lead, Channel: followup.Call, Outcome: followup.NoAnswer, Note: note, Contact: contact,
	}))
}

// notes are those of a card's history, newest first.
func (d *desk) notes(who followup.UserID, id followup.LeadID) (notes []string) {
	d.Helper()
	card, err := d.Card(d.Context(), d.as(who), id, 0)
	d.ok(err)
	for _, e := range card.Entries {
		if touch := e.Event.Detail.Touch; touch != nil && e.Event.UndoneBy == 0 {
			notes = append(notes, touch.Note)
		}
	}
	return notes
}

func TestTwoLeadsBecomeOneAndTwoAgain(t *testing.T) {
	d := newDesk(t)
	add := func(who followup.UserID, n tracker.NewLead) followup.Lead {
		return d.must(d.Add(t.Context(), d.as(who), n, true)).Lead
	}
	acme := add(ann, tracker.NewLead{Name: "Acme", Contact: followup.Contact{Name: "Jane", Email: "jane@acme.example"}})
	beta := add(bob, tracker.NewLead{Name: "Beta GmbH", Contact: followup.Contact{Email: "jane@acme.example", Phone: "+49 30 1234567"}})
	gamma := add(ann, tracker.NewLead{Name: "Gamma", Contact: followup.Contact{Name: "Kim"}})
	d.log(ann, acme.ID, "acme 1", 0)
	d.log(bob, beta.ID, "beta", beta.Contacts[0].ID)
	d.log(ann, gamma.ID, "gamma", gamma.Contacts[0].ID)
	d.log(ann, acme.ID, "acme 2", 0)
	before := []followup.Lead{d.load(acme.ID), d.load(beta.ID), d.load(gamma.ID)}

	d.must(d.Merge(t.Context(), d.as(mia), beta.ID, gamma.ID))
	joined := d.must(d.Merge(t.Context(), d.as(mia), acme.ID, beta.ID))
	d.same(d.notes(ann, acme.ID), []string{"acme 2", "gamma", "beta", "acme 1"})
	d.same(joined.Lead.Touches, 4)
	contacts := joined.Lead.Contacts
	d.same([]string{contacts[0].Name, contacts[0].Phone, contacts[1].Name}, []string{"Jane", "+49 30 1234567", "Kim"})
	d.same(d.count(`select count(*) from touches where lead_id = $1 and contact_id = any($2)`, acme.ID,
		pq.Array([]int64{int64(contacts[0].ID), int64(contacts[1].ID)})), 4)
	last, err := d.store.LastTouches(t.Context(), w, []followup.LeadID{acme.ID, beta.ID})
	d.ok(err)
	d.same([]any{len(last), last[acme.ID].Note}, []any{1, "acme 2"})

	d.log(ann, acme.ID, "newer", 0)
	_, err = d.Undo(t.Context(), d.as(mia), joined.Event.ID)
	d.is(err, tracker.ErrNothingToUndo)
	newest, err := d.store.NewestEvent(t.Context(), w, acme.ID)
	d.ok(err)
	d.must(d.Undo(t.Context(), d.as(ann), newest.ID))
	d.must(d.Undo(t.Context(), d.as(mia), joined.Event.ID))
	d.same(d.notes(ann, acme.ID), []string{"acme 2", "acme 1"})
	d.same(d.notes(bob, beta.ID), []string{"gamma", "beta"})
	away, err := d.store.NewestEvent(t.Context(), w, gamma.ID)
	d.ok(err)
	d.must(d.Undo(t.Context(), d.as(mia), away.ID)) // from the other side
	for i, was := range before {
		d.same(unversioned(d.load(was.ID)), unversioned(was))
		d.same(d.count(`select count(*) from touches where lead_id = $1 and not is_undone and coalesce(contact_id, $2) = $2`,
			was.ID, was.Contacts[0].ID), []int{2, 1, 1}[i])
	}
}

func TestWhoeverMayNotChangeBothMergesNone(t *testing.T) {
	d := newDesk(t)
	acme, beta := d.lead(ann, "Acme", today), d.lead(bob, "Beta", today)
	for _, pair := range [][2]followup.LeadID{{acme.ID, beta.ID}, {beta.ID, acme.ID}} {
		_, err := d.Merge(t.Context(), d.as(ann), pair[0], pair[1])
		d.same(mustBe[tracker.NotYoursError](t, err).Lead.ID, beta.ID)
		_, err = d.ToMerge(t.Context(), d.as(ann), pair[0], pair[1])
		d.same(mustBe[tracker.NotYoursError](t, err).Lead.ID, beta.ID)
	}
	_, err := d.Merge(t.Context(), d.as(ann), acme.ID, acme.ID)
	d.is(err, tracker.ErrSameLead)
	d.same([]followup.Lead{d.load(acme.ID), d.load(beta.ID)}, []followup.Lead{acme, beta})
}

func TestAMergedLeadLeadsToTheOneThatIsKept(t *testing.T) {
	d := newDesk(t)
	acme, beta, gamma := d.lead(ann, "Acme", today), d.lead(ann, "Beta Robotics", today), d.lead(ann, "Gamma", today)
	d.must(d.Merge(t.Context(), d.as(ann), beta.ID, gamma.ID))
	d.must(d.Merge(t.Context(), d.as(mia), acme.ID, beta.ID))

	card, err := d.Card(t.Context(), d.as(ann), gamma.ID, 0)
	d.ok(err)
	d.same(card.Lead.ID, acme.ID)
	found, err := d.Find(t.Context(), d.as(ann), "Beta", 6)
	d.ok(err)
	d.same(len(found), 0)
	known := d.known(bob, tracker.NewLead{Name: "Gamma"})
	d.same([]any{len(known), known[0].Lead.ID, known[0].Why}, []any{1, acme.ID, followup.SameName})
	day, err := d.Today(t.Context(), d.as(ann))
	d.ok(err)
	d.same(len(day.Open), 1)

	_, err = d.Log(t.Context(), d.as(ann), tracker.Log{Lead: beta.ID, Channel: followup.Call, Outcome: followup.NoAnswer})
	stale := mustBe[tracker.StaleError](t, err)
	d.same([]any{stale.Event.Kind, stale.Event.Detail.Merge.Title, stale.Names[mia]}, []any{followup.MergedAway, "Acme", "Name of UMIA"})
	_, err = d.Merge(t.Context(), d.as(ann), beta.ID, acme.ID)
	_ = mustBe[tracker.StaleError](t, err)
	_, err = d.ToMerge(t.Context(), d.as(ann), acme.ID, gamma.ID)
	_ = mustBe[tracker.StaleError](t, err)
}

func TestTheLikeliestDuplicate(t *testing.T) {
	d := newDesk(t)
	acme := d.lead(ann, "Acme Industries", today)
	id, err := d.Likeliest(t.Context(), d.as(ann), acme)
	d.ok(err)
	d.same(id, followup.LeadID(0))
	d.lead(bob, "Acme Industries", today) // not hers to change
	mine := d.lead(ann, "ACME Industires GmbH", today)
	id, err = d.Likeliest(t.Context(), d.as(ann), acme)
	d.ok(err)
	d.same(id, mine.ID)
}
