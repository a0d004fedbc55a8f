package tracker_test

import (
	"pgregory.net/rapid"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/tracker"
)

// merge has a lead go into another one. Taking that back takes it back on both.
func (s *story) merge() {
	kept, other := s.someLead(), s.someLead()
	r, ok := s.twice([]followup.Lead{kept, other}, s.pick(ann, bob, mia, zoe), func(a tracker.Actor) (digest.Receipt, error) {
		return s.desk.Merge(s.desk.Context(), a, kept.ID, other.ID)
	})
	if !ok {
		return
	}
	if kept.ID == other.ID || kept.State == followup.Merged || other.State == followup.Merged {
		s.Draw.Fatalf("%+v went into %+v", other, kept)
	}
	s.merged(r, kept, other)
}

// merged notes what a merge did to both.
func (s *story) merged(r digest.Receipt, kept, other followup.Lead) {
	away, err := s.desk.store.NewestEvent(s.desk.Context(), w, other.ID)
	if err != nil || away.Kind != followup.MergedAway {
		s.Draw.Fatalf("%+v, %v", away, err)
	}
	s.done(r, kept)
	s.done(digest.Receipt{Event: away, Lead: r.Lead}, other)
	in, out := s.newest(kept.ID), s.newest(other.ID)
	in.merged, out.merged = out, in
}

// remerge merges the two leads of a merge the other way round, or one of them with another lead.
func (s *story) remerge(of undoable) {
	kept, other, third := of.before, of.merged.before, s.someLead()
	if event, err := s.desk.store.Event(s.desk.Context(), w, of.event); err != nil || event.Kind == followup.MergedAway {
		kept, other = other, kept
	}
	stands := s.newest(of.before.ID).event == of.event && s.newest(of.merged.before.ID).event == of.merged.event
	into, from := other, kept
	if rapid.Bool().Draw(s.Draw, "with another") {
		into, from = kept, third
	}
	r, ok := s.twice([]followup.Lead{s.load(kept.ID), s.load(other.ID), third}, s.pick(ann, bob, mia, zoe), func(a tracker.Actor) (digest.Receipt, error) {
		return s.desk.EditMerge(s.desk.Context(), a, of.event, into.ID, from.ID)
	})
	if !ok {
		return
	}
	if !stands || into.ID == from.ID || (into.ID == kept.ID && from.ID == other.ID) {
		s.Draw.Fatalf("merge %d was corrected to %d going into %d", of.event, from.ID, into.ID)
	}
	for _, lead := range []followup.LeadID{kept.ID, other.ID} {
		s.undos[lead] = s.undos[lead][:len(s.undos[lead])-1]
	}
	s.merged(r, into, from)
}

// unmerge takes a merge back from either side; first what stands on it on the other.
func (s *story) unmerge(id followup.LeadID, newest undoable) {
	partner := newest.merged.before.ID
	for s.newest(partner).event != newest.merged.event {
		if _, err := s.desk.Undo(s.desk.Context(), s.desk.as(newest.by), newest.event); err == nil {
			s.Draw.Fatal("undone with something newer on it")
		}
		s.undoNewest(s.load(partner))
	}
	both := []followup.Lead{s.load(id), s.load(partner)}
	if _, ok := s.twice(both, newest.by, func(a tracker.Actor) (digest.Receipt, error) {
		return s.desk.Undo(s.desk.Context(), a, newest.event)
	}); !ok {
		s.Draw.Fatalf("merge %d of lead %d can't be undone", newest.event, id)
	}
	for _, lead := range []followup.Lead{newest.before, newest.merged.before} {
		s.same("taken apart", unversioned(s.load(lead.ID)), unversioned(lead))
		s.undos[lead.ID] = s.undos[lead.ID][:len(s.undos[lead.ID])-1]
	}
	if n := s.desk.count(`select count(*) from touches t join events e on e.workspace_id = t.workspace_id and e.id = t.event_id
		join leads l on l.workspace_id = e.workspace_id and l.id = e.lead_id and l.merged_into is null where t.lead_id <> e.lead_id`); n > 0 {
		s.Draw.Fatalf("%d touches stayed behind", n)
	}
}
