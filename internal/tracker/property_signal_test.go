package tracker_test

import (
	"pgregory.net/rapid"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/tracker"
)

// signal notes that something happened about a lead. What was promised stays (G6), what is never to be contacted stays so (G7), and what is
// closed is opened by an answer alone.
func (s *story) signal() {
	lead := s.someLead()
	kind := rapid.SampledFrom(followup.Signals()).Draw(s.Draw, "kind")
	note := rapid.SampledFrom([]string{"", "seen twice"}).Draw(s.Draw, "note")
	r, ok := s.twice([]followup.Lead{lead}, s.pick(ann, bob, mia, zoe), func(a tracker.Actor) (digest.Receipt, error) {
		return s.desk.Signal(s.desk.Context(), a, tracker.Target{Lead: lead.ID}, kind, note)
	})
	if !ok {
		return
	}
	if closed := lead.Recall == nil && kind != followup.SignalReply; closed || lead.State == followup.DoNotContact {
		s.Draw.Fatalf("%s on a lead that is %s", kind, lead.State)
	}
	if r.Lead.State != followup.Active || len(r.Lead.Recall.Came()) == 0 {
		s.Draw.Fatalf("after %s: %+v", kind, r.Lead.Recall)
	}
	s.keptPromise(lead, r.Lead)
	s.done(r, lead)
}
