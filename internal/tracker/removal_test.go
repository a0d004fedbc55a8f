package tracker_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/tracker"
)

// TestG7NobodyComesBackByThemselves lets people do anything in any order, with few addresses for many leads: who asked not to be contacted is
// in no list until a person takes exactly that back, is added again under none of their addresses, and who was erased stays erased.
func TestG7NobodyComesBackByThemselves(t *testing.T) {
	d := newDesk(t)
	rapid.Check(t, func(rt *rapid.T) {
		s := &removal{story: &story{Draw: rt, desk: d, undos: map[followup.LeadID][]undoable{}}, gone: map[string]bool{}}
		s.forget()
		s.exec(`truncate forgotten, mark_keys`)
		rt.Repeat(map[string]func(*rapid.T){
			"":          func(*rapid.T) { s.check() },
			"add":       s.guarded(s.addSomebody),
			"and add":   s.guarded(s.addSomebody),
			"log":       s.guarded(s.log),
			"step":      s.guarded(s.step),
			"stop":      s.guarded(s.stop),
			"contact":   s.guarded(s.newAddress),
			"details":   s.guarded(s.details),
			"reassign":  s.guarded(s.reassign),
			"merge":     s.guarded(s.merge),
			"wait":      s.guarded(s.wait),
			"forget":    s.guarded(s.forgetLead),
			"retention": s.guarded(s.retention),
			"undo":      s.takenBack(s.undo),
			"edit":      s.takenBack(s.edit),
		})
	})
}

// removal is a story that knows who may not come back.
type removal struct {
	*story

	gone map[string]bool // e-mails of those who were erased
}

type standing struct {
	ID     followup.LeadID `db:"id"`
	State  followup.State  `db:"state"`
	Into   followup.LeadID `db:"merged_into"`
	Erased bool            `db:"erased"`
	Name   string          `db:"name"`
}

func (s *removal) standings() map[followup.LeadID]standing {
	var rows []standing
	err := s.desk.raw.SelectContext(s.desk.Context(), &rows,
		`select id, state, coalesce(merged_into, 0) as merged_into, erased_at is not null as erased, name from leads`)
	if err != nil {
		s.Draw.Fatal(err)
	}
	all := map[followup.LeadID]standing{}
	for _, row := range rows {
		all[row.ID] = row
	}
	return all
}

// root is where a lead has gone.
func root(all map[followup.LeadID]standing, id followup.LeadID) standing {
	for all[id].Into != 0 {
		id = all[id].Into
	}
	return all[id]
}

// guarded does what must not bring anybody back.
func (s *removal) guarded(do func()) func(*rapid.T) {
	return s.watched(do, func(before, after map[followup.LeadID]standing) {
		for id, was := range before {
			if was.State == followup.DoNotContact && root(after, id).State != followup.DoNotContact {
				s.Draw.Fatalf("lead %d is back: %+v", id, root(after, id))
			}
		}
	})
}

// takenBack does what a person takes back or corrects: one lead at most comes back by it, and those it was merged with.
func (s *removal) takenBack(do func()) func(*rapid.T) {
	return s.watched(do, func(before, after map[followup.LeadID]standing) {
		back := 0
		for id, was := range before {
			if is, there := after[id]; there && was.State == followup.DoNotContact && is.State.Open() {
				back++
			}
		}
		if back > 2 {
			s.Draw.Fatalf("%d leads are back at once", back)
		}
	})
}

func (s *removal) watched(do func(), compare func(before, after map[followup.LeadID]standing)) func(*rapid.T) {
	return s.run(func() {
		before := s.standings()
		do()
		after := s.standings()
		for id, was := range before {
			if was.Erased && after[id] != was {
				s.Draw.Fatalf("lead %d was erased and is %+v", id, after[id])
			}
		}
		compare(before, after)
	})
}

func (s *removal) email() string {
	return fmt.Sprintf("p%d@%s.example", rapid.IntRange(0, 2).Draw(s.Draw, "person"), rapid.SampledFrom([]string{"acme", "beta"}).Draw(s.Draw, "at"))
}

// stopped reports whether somebody with an address asked not to be contacted.
func (s *removal) stopped(email string) bool {
	var n int
	err := s.desk.raw.GetContext(s.desk.Context(), &n, `select count(*) from contacts c join leads l on l.id = c.lead_id
		where l.state = 'do_not_contact' and c.email = $1`, email)
	if err != nil {
		s.Draw.Fatal(err)
	}
	return n > 0 || s.gone[email]
}

func (s *removal) addSomebody() {
	email := s.email()
	n := tracker.NewLead{Name: fmt.Sprintf("Lead %d", len(s.leads)), Contact: followup.Contact{Email: email}, First: recall(s.date())}
	stopped := s.stopped(email)
	r, ok := s.twice(nil, s.pick(ann, bob), func(a tracker.Actor) (digest.Receipt, error) { return s.desk.Add(s.desk.Context(), a, n, true) })
	if ok && stopped {
		s.Draw.Fatalf("%s was added again", email)
	}
	if ok {
		s.leads = append(s.leads, r.Lead.ID)
	}
}

func (s *removal) newAddress() {
	lead, email := s.someLead(), s.email()
	known := slices.ContainsFunc(lead.Contacts, func(c followup.Contact) bool { return c.Email == email })
	stopped := s.stopped(email)
	r, ok := s.twice([]followup.Lead{lead}, s.pick(ann, bob, mia), func(a tracker.Actor) (digest.Receipt, error) {
		return s.desk.AddContact(s.desk.Context(), a, lead.ID, followup.Contact{Name: "Kim", Email: email})
	})
	if ok && stopped && !known {
		s.Draw.Fatalf("%s was added to lead %d", email, lead.ID)
	}
	if ok {
		s.done(r, lead)
	}
}

func (s *removal) stop() {
	lead := s.someLead()
	r, ok := s.twice([]followup.Lead{lead}, s.pick(ann, bob, mia), func(a tracker.Actor) (digest.Receipt, error) {
		if rapid.Bool().Draw(s.Draw, "by a touch") {
			return s.desk.Log(s.desk.Context(), a, tracker.Log{Lead: lead.ID, Channel: followup.Call, Outcome: followup.RemoveMe})
		}
		return s.desk.Close(s.desk.Context(), a, tracker.Target{Lead: lead.ID}, followup.NextStep{Kind: followup.NextStop})
	})
	if ok {
		s.done(r, lead)
	}
}

func (s *removal) forgetLead() {
	lead := s.someLead()
	if _, ok := s.twice([]followup.Lead{lead}, s.pick(mia, admin, ann), func(a tracker.Actor) (digest.Receipt, error) {
		return s.desk.Forget(s.desk.Context(), a, lead.ID)
	}); !ok {
		return
	}
	for _, c := range lead.Contacts {
		s.gone[c.Email] = true
	}
	s.erasedSince()
}

// retention erases what was closed a month ago.
func (s *removal) retention() {
	stopped := map[followup.LeadID][]followup.Contact{}
	for id, is := range s.standings() {
		if is.State == followup.DoNotContact && !is.Erased {
			stopped[id] = s.load(id).Contacts
		}
	}
	if _, err := s.desk.EraseOld(s.desk.Context(), 1); err != nil {
		s.Draw.Fatal(err)
	}
	for id, contacts := range stopped {
		if s.load(id).Erased {
			for _, c := range contacts {
				s.gone[c.Email] = true
			}
		}
	}
	s.erasedSince()
}

// erasedSince leaves out the leads that nothing can be done with any more.
func (s *removal) erasedSince() {
	all := s.standings()
	s.leads = slices.DeleteFunc(s.leads, func(id followup.LeadID) bool {
		if all[id].Erased {
			delete(s.undos, id)
		}
		return all[id].Erased
	})
}
