package tracker_test

import (
	"errors"
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/tracker"
)

func TestUndoRestoresExactly(t *testing.T) {
	at := calendar.Clock(14, 30)
	park := followup.Park{Reason: "r", Note: "n", FirstLine: "f"}
	changes := map[string]func(d *desk, l followup.Lead) (digest.Receipt, error){
		"log": func(d *desk, l followup.Lead) (digest.Receipt, error) {
			return d.Log(d.Context(), d.as(ann), tracker.Log{Lead: l.ID, Channel: followup.Call, Outcome: followup.NoAnswer})
		},
		"log with amount": func(d *desk, l followup.Lead) (digest.Receipt, error) {
			won := followup.NextStep{Kind: followup.NextWon, Value: &followup.Money{Minor: 7, Currency: "USD"}}
			return d.Log(d.Context(), d.as(ann), tracker.Log{Lead: l.ID, Channel: followup.Call, Outcome: followup.Closed, Next: won})
		},
		"park": func(d *desk, l followup.Lead) (digest.Receipt, error) {
			return d.Park(d.Context(), d.as(ann), seen(l), park, today.AddDays(60))
		},
		"move": func(d *desk, l followup.Lead) (digest.Receipt, error) {
			return d.Move(d.Context(), d.as(ann), seen(l), tracker.NewDate{On: today.AddDays(1), At: &at, Channel: followup.SMS})
		},
		"snooze": func(d *desk, l followup.Lead) (digest.Receipt, error) {
			return d.Snooze(d.Context(), d.as(ann), seen(l), morning.Add(time.Hour), "")
		},
		"reply": func(d *desk, l followup.Lead) (digest.Receipt, error) {
			return d.Reply(d.Context(), d.as(ann), seen(l), followup.Email, "")
		},
		"lost": func(d *desk, l followup.Lead) (digest.Receipt, error) {
			return d.Close(d.Context(), d.as(ann), seen(l), followup.NextStep{Kind: followup.NextLost})
		},
		"stopped": func(d *desk, l followup.Lead) (digest.Receipt, error) {
			return d.Close(d.Context(), d.as(ann), seen(l), followup.NextStep{Kind: followup.NextStop})
		},
		"given": func(d *desk, l followup.Lead) (digest.Receipt, error) {
			return d.Reassign(d.Context(), d.as(mia), []tracker.Target{seen(l)}, bob)
		},
	}
	starts := map[string]func(d *desk) followup.Lead{
		"plan": func(d *desk) followup.Lead { return d.lead(ann, "Acme", today) },
		"promise": func(d *desk) followup.Lead {
			l := d.lead(ann, "Acme", today)
			return d.must(d.Log(d.Context(), d.as(ann), tracker.Log{
				Lead: l.ID, Channel: followup.Call, Outcome: followup.Interested,
				Next: followup.NextStep{Kind: followup.NextRecall, On: today.AddDays(4), At: &at, Promised: true, Goal: "price"},
			})).Lead
		},
		"parked": func(d *desk) followup.Lead {
			return d.must(d.Park(d.Context(), d.as(ann), seen(d.lead(ann, "Acme", today)), park, today.AddDays(30))).Lead
		},
		"snoozed": func(d *desk) followup.Lead {
			return d.must(d.Snooze(d.Context(), d.as(ann), seen(d.lead(ann, "Acme", today)), morning.Add(time.Minute), "")).Lead
		},
	}
	for from, start := range starts {
		t.Run(from, func(t *testing.T) {
			shared := newDesk(t)
			for name, change := range changes {
				if (from == "parked" || from == "promise") && name == "snooze" {
					continue // refused
				}
				t.Run(name, func(t *testing.T) {
					d := shared.in(t)
					before := start(d)
					done := d.must(change(d, before))
					undo := d.must(d.Undo(t.Context(), d.as(done.Event.By), done.Event.ID))
					d.same(unversioned(undo.Lead), unversioned(before))
					d.same(d.load(before.ID), undo.Lead)
					if undo.Lead.Recall.Version <= before.Recall.Version {
						t.Error("a button from before would still work")
					}
					_, err := d.Undo(t.Context(), d.as(done.Event.By), done.Event.ID)
					d.is(err, tracker.ErrNothingToUndo)
				})
			}
		})
	}
}

func TestUndo(t *testing.T) {
	log := func(d *desk, by followup.UserID, l followup.Lead) digest.Receipt {
		d.Helper()
		return d.must(d.Log(d.Context(), d.as(by), tracker.Log{Lead: l.ID, Channel: followup.Call, Outcome: followup.NoAnswer}))
	}

	t.Run("step_by_step_to_the_beginning", func(t *testing.T) {
		d := newDesk(t)
		lead := d.lead(ann, "Acme", today)
		log(d, ann, lead)
		second := log(d, ann, lead)
		d.same(second.Event.Detail.Attempt, 2)
		d.must(d.Undo(t.Context(), d.as(ann), 0))
		back := d.must(d.Undo(t.Context(), d.as(ann), 0)).Lead
		d.same(unversioned(back), unversioned(lead))
		d.same(log(d, ann, lead).Event.Detail.Attempt, 1)
		d.must(d.Undo(t.Context(), d.as(ann), 0))
		ask := d.asksToUndo(ann)
		d.same([]any{ask.Of.Lead.ID, ask.Removes}, []any{lead.ID, true})
		d.same(d.must(d.Undo(t.Context(), d.as(ann), ask.Of.Event.ID)).Deleted, true)
		d.same(d.count(`select count(*) from leads`), 0)
		_, err := d.Undo(t.Context(), d.as(ann), 0)
		d.is(err, tracker.ErrNothingToUndo)
	})

	t.Run("not_below_what_somebody_did_since", func(t *testing.T) {
		d := newDesk(t)
		lead := d.lead(ann, "Acme", today)
		mine := log(d, ann, lead)
		log(d, bob, lead)
		_, err := d.Undo(t.Context(), d.as(ann), mine.Event.ID)
		d.is(err, tracker.ErrNothingToUndo)
		_, err = d.Undo(t.Context(), d.as(ann), 0)
		d.is(err, tracker.ErrNothingToUndo)
	})

	t.Run("the_digest_shows_the_row_again", func(t *testing.T) {
		d := newDesk(t)
		lead := d.lead(ann, "Acme", today)
		d.at(berlin(time.May, 12, 8, 31))
		d.posted()
		done := log(d, ann, lead)
		day := d.today(ann)
		d.same([]int{len(day.Open), day.Done()}, []int{0, 1})
		d.same(day.Settled[0].Undo, true)
		d.must(d.UndoLead(t.Context(), d.as(ann), done.Lead.ID))
		day = d.today(ann)
		d.same([]int{len(day.Open), day.Done()}, []int{1, 0})
		d.same(d.count(`select wanted from deliveries where kind = 'digest'`), 3)
	})

	t.Run("a_lead_taken_back_leaves_the_digest", func(t *testing.T) {
		d := newDesk(t)
		d.lead(ann, "Acme", today)
		d.at(berlin(time.May, 12, 8, 31))
		d.lead(ann, "Beta", today)
		shown := d.count(`select wanted from deliveries where kind = 'digest'`)
		undo := d.as(ann)
		d.must(d.Undo(t.Context(), undo, 0))
		d.same(d.count(`select wanted from deliveries where kind = 'digest'`), shown+1)
		_, err := d.Undo(t.Context(), undo, 0) // the same envelope again must not take back Acme
		d.is(err, tracker.ErrNothingToUndo)
		d.same(len(d.today(ann).Open), 1)
	})

	t.Run("asks_before_it_reaches_back_a_day", func(t *testing.T) {
		d := newDesk(t)
		lead := d.lead(ann, "Acme", today)
		done := log(d, ann, lead)
		d.clock.Advance(berlin(time.May, 13, 0, 5).Sub(morning)) // in UTC it is still the 12th
		ask := d.asksToUndo(ann)
		d.same([]any{ask.Of.Event.ID, ask.Removes}, []any{done.Event.ID, false})
		d.same(d.load(lead.ID), done.Lead)
		d.must(d.Undo(t.Context(), d.as(ann), done.Event.ID))
		_, err := d.Undo(t.Context(), d.as(ann), done.Event.ID)
		d.is(err, tracker.ErrNothingToUndo)
		d.same(unversioned(d.load(lead.ID)), unversioned(lead))
		d.same(d.asksToUndo(ann).Removes, true)
	})

	t.Run("a_day_is_the_persons_own", func(t *testing.T) {
		d := newDesk(t)
		d.at(berlin(time.May, 12, 23, 0))
		d.lead(ann, "Acme", today)
		d.at(berlin(time.May, 13, 1, 0))
		moved := person(ann)
		moved.Zone = "America/New_York" // there it is still Tuesday
		d.ok(d.SavePeople(t.Context(), []followup.Person{moved}))
		d.same(d.must(d.Undo(t.Context(), d.as(ann), 0)).Deleted, true)
	})

	t.Run("two_at_once_undo_once", func(t *testing.T) {
		d := newDesk(t)
		lead := d.lead(ann, "Acme", today)
		done := log(d, ann, lead)
		actors := []tracker.Actor{d.as(ann), d.as(ann)}
		errs := make(chan error)
		for _, a := range actors {
			go func() {
				_, err := d.Undo(t.Context(), a, done.Event.ID)
				errs <- err
			}()
		}
		first, second := <-errs, <-errs
		if (first == nil) == (second == nil) {
			t.Errorf("%v and %v", first, second)
		}
		d.same(unversioned(d.load(lead.ID)), unversioned(lead))
	})
}

// asksToUndo is what a bare undo asks about.
func (d *desk) asksToUndo(who followup.UserID) tracker.UndoAskError {
	d.Helper()
	var ask tracker.UndoAskError
	if _, err := d.Undo(d.Context(), d.as(who), 0); !errors.As(err, &ask) {
		d.Fatalf("a bare undo asked nothing: %v", err)
	}
	return ask
}
