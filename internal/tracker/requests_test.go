package tracker_test

import (
	"testing"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/tracker"
)

func TestTheSameRequestCountsOnce(t *testing.T) {
	shared := newDesk(t)
	for name, do := range map[string]func(*desk, tracker.Actor, followup.Lead) (digest.Receipt, error){
		"add": func(d *desk, a tracker.Actor, _ followup.Lead) (digest.Receipt, error) {
			return d.Add(d.Context(), a, tracker.NewLead{Name: "Once"}, false)
		},
		"log": func(d *desk, a tracker.Actor, l followup.Lead) (digest.Receipt, error) {
			return d.Log(d.Context(), a, tracker.Log{Lead: l.ID, Channel: followup.Call, Outcome: followup.NoAnswer})
		},
		"log a new lead": func(d *desk, a tracker.Actor, _ followup.Lead) (digest.Receipt, error) {
			return d.Log(d.Context(), a, tracker.Log{New: &tracker.NewLead{Name: "New"}, Channel: followup.Call, Outcome: followup.NoAnswer})
		},
		"park with a button that is stale by then": func(d *desk, a tracker.Actor, l followup.Lead) (digest.Receipt, error) {
			return d.Park(d.Context(), a, seen(l), followup.Park{Reason: "later"}, today.AddDays(30))
		},
		"move": func(d *desk, a tracker.Actor, l followup.Lead) (digest.Receipt, error) {
			return d.Move(d.Context(), a, seen(l), tracker.NewDate{On: today.AddDays(1)})
		},
		"reassign": func(d *desk, a tracker.Actor, l followup.Lead) (digest.Receipt, error) {
			a.User = mia
			return d.Reassign(d.Context(), a, []tracker.Target{seen(l)}, bob)
		},
		"undo": func(d *desk, a tracker.Actor, _ followup.Lead) (digest.Receipt, error) {
			a.User = bob
			return d.Undo(d.Context(), a, 0)
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := shared.in(t)
			lead := d.lead(ann, name, today)
			d.must(d.Log(t.Context(), d.as(bob), tracker.Log{Lead: lead.ID, Channel: followup.Call, Outcome: followup.Busy}))
			d.must(d.Log(t.Context(), d.as(bob), tracker.Log{Lead: lead.ID, Channel: followup.Call, Outcome: followup.Busy}))
			lead = d.load(lead.ID)
			a := d.as(ann)
			receipts := make(chan digest.Receipt)
			for range 4 { // at once, as from two devices and two replicas
				go func() {
					r, err := do(d, a, lead)
					if err != nil {
						t.Error(err)
					}
					receipts <- r
				}()
			}
			first := 0
			var all []digest.Receipt
			for range 4 {
				r := <-receipts
				if !r.Repeated {
					first++
				}
				all = append(all, r)
			}
			d.same(first, 1)
			for _, r := range all {
				d.same(r.Event.ID, all[0].Event.ID)
				d.same(r.Lead, d.load(r.Lead.ID))
				d.same(r.By, all[0].By)
			}
		})
	}
}

func TestARefusedRequestMayBeAskedAgain(t *testing.T) {
	d := newDesk(t)
	lead := d.lead(ann, "Acme", today)
	a := d.as(ann)
	_, err := d.Log(t.Context(), a, tracker.Log{Lead: lead.ID, Channel: followup.Call, Outcome: followup.Interested})
	d.is(err, followup.ErrNoNextStep)
	r := d.must(d.Log(t.Context(), a, tracker.Log{Lead: lead.ID, Channel: followup.Call, Outcome: followup.Interested, Next: recall(today.AddDays(2))}))
	d.same(r.Repeated, false)
}

func TestFirstUseAtOnceMakesOneRep(t *testing.T) {
	d := newDesk(t)
	errs := make(chan error)
	for _, a := range []tracker.Actor{d.as(zoe), d.as(zoe), d.as(zoe)} {
		go func() {
			_, err := d.Add(t.Context(), a, tracker.NewLead{Name: "Acme"}, true)
			errs <- err
		}()
	}
	for range 3 {
		d.ok(<-errs)
	}
	d.same(d.count(`select count(*) from reps where user_id = $1`, zoe), 1)
}
