package tracker_test

import (
	"errors"
	"slices"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/tracker"
)

// newest is what stands last on a lead.
func (s *story) newest(id followup.LeadID) *undoable {
	stack := s.undos[id]
	return &stack[len(stack)-1]
}

func (s *story) undo() {
	lead := s.someLead()
	if len(s.undos[lead.ID]) == 0 {
		s.takeBackLead(lead)
		return
	}
	s.undoNewest(lead)
}

// unwind takes everything back, step by step.
func (s *story) unwind() {
	for len(s.leads) > 0 {
		lead := s.load(s.leads[0])
		if len(s.undos[lead.ID]) == 0 {
			s.takeBackLead(lead)
			continue
		}
		s.undoNewest(lead)
		s.checkRecalls()
		s.checkOwed()
	}
}

func (s *story) undoNewest(lead followup.Lead) {
	stack := s.undos[lead.ID]
	newest := stack[len(stack)-1]
	if newest.merged != nil {
		s.unmerge(lead.ID, newest)
		return
	}
	r, ok := s.twice([]followup.Lead{lead}, newest.by, func(a tracker.Actor) (digest.Receipt, error) {
		return s.desk.Undo(s.desk.Context(), a, newest.event)
	})
	if !ok {
		s.Draw.Fatalf("event %d of lead %d can't be undone", newest.event, lead.ID)
	}
	s.same("undone", unversioned(r.Lead), unversioned(newest.before))
	s.undos[lead.ID] = stack[:len(stack)-1]
	if _, err := s.desk.Undo(s.desk.Context(), s.desk.as(newest.by), newest.event); err == nil {
		s.Draw.Fatal("undone twice")
	}
}

func (s *story) takeBackLead(lead followup.Lead) {
	if r, ok := s.twice(nil, mia, func(a tracker.Actor) (digest.Receipt, error) {
		r, err := s.desk.UndoLead(s.desk.Context(), a, lead.ID)
		if ask, ok := errors.AsType[tracker.UndoAskError](err); ok { // it was somebody else's, or is no longer today's
			return s.desk.Undo(s.desk.Context(), a, ask.Of.Event.ID)
		}
		return r, err
	}); !ok || !r.Deleted {
		s.Draw.Fatalf("lead %d can't be taken back", lead.ID)
	}
	s.leads = slices.DeleteFunc(s.leads, func(id followup.LeadID) bool { return id == lead.ID })
}
