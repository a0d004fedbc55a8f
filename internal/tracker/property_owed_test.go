package tracker_test

import (
	"fmt"
	"slices"
	"time"

	"pgregory.net/rapid"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/tracker"
)

// sent says of something that is owed that it went out.
func (s *story) sent() {
	var ids []followup.ObligationID
	err := s.desk.raw.SelectContext(s.desk.Context(), &ids, `select id from obligations where kind in ('recap', 'reminder') order by id`)
	if err != nil {
		s.Draw.Fatal(err)
	}
	if len(ids) == 0 {
		s.Draw.Skip("nothing is owed")
	}
	id := rapid.SampledFrom(ids).Draw(s.Draw, "owed")
	o, err := s.desk.store.Obligation(s.desk.Context(), w, id)
	if err != nil {
		s.Draw.Fatal(err)
	}
	lead := s.load(o.Lead)
	r, ok := s.twice([]followup.Lead{lead}, s.pick(ann, bob, mia, zoe), func(a tracker.Actor) (digest.Receipt, error) {
		return s.desk.SentOwed(s.desk.Context(), a, id)
	})
	if !ok {
		return
	}
	if !o.Open() {
		s.Draw.Fatalf("%+v was settled twice", o)
	}
	s.same("the recall", r.Lead.Recall, lead.Recall)
	s.done(r, lead)
}

// checkOwed holds what is owed against what follows from each lead, its recall and its newest conversation: all of that is open, and
// nothing else is.
func (s *story) checkOwed() {
	for _, id := range s.leads {
		lead := s.load(id)
		owner, err := s.desk.store.Rep(s.desk.Context(), w, lead.Owner)
		if err != nil {
			s.Draw.Fatal(err)
		}
		now := s.desk.clock.Now()
		known, heard, err := s.desk.store.Obligations(s.desk.Context(), w, id, followup.HeardSince(now))
		if err != nil {
			s.Draw.Fatal(err)
		}
		owed := followup.Owed(lead, owner, heard, now)
		for _, o := range known {
			over := o.Kind == followup.Reminder && !o.For.After(now)
			old := o.Kind != followup.Reminder && !o.For.After(followup.HeardSince(now))
			if o.Open() && !over && !old && !slices.ContainsFunc(owed, o.Same) {
				s.Draw.Fatalf("%s is open and nothing owes it: %+v", said(o), lead)
			}
			if o.Open() && o.Owner != lead.Owner {
				s.Draw.Fatalf("%s is not of its lead's owner", said(o))
			}
		}
		for _, o := range owed {
			i := slices.IndexFunc(known, o.Same)
			late := i < 0 && o.Kind == followup.Recap && now.Sub(o.For) >= followup.FollowUpLate
			if late || i >= 0 && (known[i].Open() || known[i].How == followup.SaidSent) {
				continue
			}
			s.Draw.Fatalf("%s is owed and not open: %+v", said(o), known)
		}
	}
}

func said(o followup.Obligation) string {
	return fmt.Sprintf("%s of lead %d for %s, %s", o.Kind, o.Lead, o.For.Format(time.DateTime), o.How)
}
