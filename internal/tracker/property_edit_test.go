package tracker_test

import (
	"time"

	"pgregory.net/rapid"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/tracker"
)

// edit corrects a lead's newest event, or an older one, which is refused.
func (s *story) edit() {
	lead := s.someLead()
	stack := s.undos[lead.ID]
	if len(stack) == 0 {
		s.Draw.Skip("nothing to edit")
	}
	top := &stack[max(0, len(stack)-1-rapid.SampledFrom([]int{0, 0, 0, 1}).Draw(s.Draw, "older"))]
	event, err := s.desk.store.Event(s.desk.Context(), w, top.event)
	if err != nil {
		s.Draw.Fatal(err)
	}
	if top.merged != nil {
		s.remerge(*top)
		return
	}
	on, outcome := s.date(), rapid.SampledFrom(followup.Outcomes("")).Draw(s.Draw, "outcome")
	r, ok := s.twice([]followup.Lead{lead}, s.pick(ann, bob, mia), func(a tracker.Actor) (digest.Receipt, error) {
		switch ctx := s.desk.Context(); event.Kind {
		case followup.ParkedIt:
			return s.desk.EditPark(ctx, a, event.ID, followup.Park{Note: "longer"}, on)
		case followup.Moved:
			return s.desk.EditMove(ctx, a, event.ID, tracker.NewDate{On: on})
		case followup.Snoozed:
			return s.desk.EditSnooze(ctx, a, event.ID, calendar.At(on, 0, time.UTC), "longer")
		case followup.ClosedWon, followup.ClosedLost, followup.Stopped:
			return s.desk.EditClose(ctx, a, event.ID, followup.NextStep{Kind: rapid.SampledFrom(ends).Draw(s.Draw, "end")})
		case followup.Reassigned:
			return s.desk.EditReassign(ctx, a, event.ID, rapid.SampledFrom([]followup.UserID{ann, bob, guest}).Draw(s.Draw, "heir"))
		default:
			return s.desk.EditLog(ctx, a, event.ID, tracker.Log{Channel: followup.Call, Outcome: outcome, Next: recall(on)})
		}
	})
	if !ok {
		return
	}
	if top != &stack[len(stack)-1] || !digest.Editable(event.Kind) || digest.Renews(event.Kind) {
		s.Draw.Fatalf("event %d of kind %s was edited", event.ID, event.Kind)
	}
	top.event, top.by = r.Event.ID, r.Event.By
}

var ends = []followup.NextKind{followup.NextWon, followup.NextLost, followup.NextStop}

// details corrects what is known of a lead, from a form that may be stale.
func (s *story) details() {
	lead := s.someLead()
	known := lead.Details()
	seen := known.Version()
	known.Name = rapid.SampledFrom([]string{"Jane", "Max", known.Name}).Draw(s.Draw, "name")
	known.Company = rapid.SampledFrom([]string{"", "Beta", known.Company}).Draw(s.Draw, "company")
	known.Value = rapid.SampledFrom([]*followup.Money{nil, {Minor: 100, Currency: "CHF"}}).Draw(s.Draw, "value")
	known.Tags = rapid.SampledFrom([][]string{nil, {"fair", "q2"}}).Draw(s.Draw, "tags")
	if rapid.SampledFrom([]bool{false, false, true}).Draw(s.Draw, "stale") {
		seen = known.Version()
	}
	r, ok := s.twice([]followup.Lead{lead}, s.pick(ann, bob, mia, zoe), func(a tracker.Actor) (digest.Receipt, error) {
		return s.desk.EditDetails(s.desk.Context(), a, lead.ID, seen, known, "")
	})
	if !ok {
		return
	}
	if seen != lead.Details().Version() {
		s.Draw.Fatalf("lead %d was edited by a stale form", lead.ID)
	}
	s.same("the recall", r.Lead.Recall, lead.Recall)
	s.done(r, lead)
}

// contact adds, edits or names a contact, who may be the main one, leave and come back.
func (s *story) contact() {
	lead := s.someLead()
	kinds := []followup.EventKind{followup.ContactAdded, followup.ContactAdded, followup.ContactEdited, followup.ContactMain, followup.ContactLeft, followup.ContactBack}
	kind := rapid.SampledFrom(kinds).Draw(s.Draw, "contact")
	c := followup.Contact{Name: rapid.SampledFrom([]string{"Jane", "Max", "Eva"}).Draw(s.Draw, "name"), Role: "CTO"}
	if len(lead.Contacts) > 0 {
		c.ID = rapid.SampledFrom(lead.Contacts).Draw(s.Draw, "of").ID
	}
	r, ok := s.twice([]followup.Lead{lead}, s.pick(ann, bob, mia, zoe), func(a tracker.Actor) (digest.Receipt, error) {
		ctx := s.desk.Context()
		switch kind {
		case followup.ContactAdded:
			c.ID = 0
			return s.desk.AddContact(ctx, a, lead.ID, c)
		case followup.ContactEdited:
			return s.desk.EditContact(ctx, a, lead.ID, c)
		default:
			return s.desk.ContactStep(ctx, a, lead.ID, c.ID, kind)
		}
	})
	if ok {
		s.done(r, lead)
	}
}

func (s *story) reassign() {
	var targets []tracker.Target
	var before []followup.Lead
	for _, id := range rapid.SliceOfNDistinct(rapid.SampledFrom(append(s.leads, 0)), 1, 3, rapid.ID[followup.LeadID]).Draw(s.Draw, "leads") {
		if id != 0 {
			before = append(before, s.load(id))
			targets = append(targets, tracker.Target{Lead: id})
		}
	}
	to := s.pick(ann, bob, guest)
	r, ok := s.twice(before, s.pick(mia, ann), func(a tracker.Actor) (digest.Receipt, error) {
		return s.desk.Reassign(s.desk.Context(), a, targets, to)
	})
	if !ok {
		return
	}
	for _, l := range before {
		e, err := s.desk.store.NewestEvent(s.desk.Context(), w, l.ID)
		if err != nil || e.Kind != followup.Reassigned {
			s.Draw.Fatalf("%+v, %v", e, err)
		}
		s.done(digest.Receipt{Event: e, Lead: r.Lead}, l)
	}
}
