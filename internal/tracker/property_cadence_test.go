package tracker_test

import (
	"slices"

	"pgregory.net/rapid"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/cadence"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/tracker"
)

// someCadence is a shipped one, or none.
func (s *story) someCadence() tracker.CadenceName {
	key := rapid.SampledFrom(append([]string{""}, cadence.Keys()...)).Draw(s.Draw, "cadence")
	return tracker.CadenceName{Key: key, BySize: rapid.Bool().Draw(s.Draw, "by size")}
}

// course starts, switches, pauses, skips and ends cadences, by a button that may be stale. What was promised stays as it is (G6).
func (s *story) course() {
	lead := s.someLead()
	target := tracker.Target{Lead: lead.ID}
	if lead.Recall != nil && rapid.Bool().Draw(s.Draw, "by a button") {
		target = seen(lead)
	}
	kinds := []string{"start", "start", "switch", "restart", "pause", "resume", "skip", "skip", "stop"}
	kind, on, name := rapid.SampledFrom(kinds).Draw(s.Draw, "course"), calendar.Date{}, s.someCadence()
	if rapid.Bool().Draw(s.Draw, "dated") {
		on = s.date()
	}
	r, ok := s.twice([]followup.Lead{lead}, s.pick(ann, bob, mia, zoe), func(a tracker.Actor) (digest.Receipt, error) {
		ctx := s.desk.Context()
		switch kind {
		case "start":
			return s.desk.StartCadence(ctx, a, target, name, on)
		case "switch":
			return s.desk.SwitchCadence(ctx, a, target, name, on)
		case "restart":
			return s.desk.RestartCadence(ctx, a, target, on)
		case "pause":
			return s.desk.PauseCadence(ctx, a, target, on, "later")
		case "resume":
			return s.desk.ResumeCadence(ctx, a, target)
		case "skip":
			return s.desk.SkipStep(ctx, a, target, "no time")
		default:
			return s.desk.StopCadence(ctx, a, target, "")
		}
	})
	if !ok {
		return
	}
	s.done(r, lead)
	s.keptPromise(lead, r.Lead)
	if (kind == "stop") != (r.Lead.Enrolment == nil) && r.Lead.State == followup.Active {
		s.Draw.Fatalf("after %s the lead runs on %+v", kind, r.Lead.Enrolment)
	}
}

// migrate makes a new version of a cadence and takes everybody along.
func (s *story) migrate() {
	ctx := s.desk.Context()
	lead := s.someLead()
	if lead.Enrolment == nil {
		s.Draw.Skip("on no cadence")
	}
	c := s.desk.cadence(lead.Enrolment.Cadence.Key)
	var next tracker.CadenceDraft
	for _, v := range c.Variants {
		if v.Variant == lead.Enrolment.Cadence.Variant {
			changed := *v
			changed.Steps = slices.Clone(v.Steps)
			changed.Steps[len(changed.Steps)-1].Day++
			next = tracker.CadenceDraft{Variants: []followup.Cadence{changed}, Seen: c.Version, Accepted: true}
		}
	}
	saved, err := s.desk.SaveCadence(ctx, s.desk.as(mia), next)
	if err != nil {
		s.Draw.Skip("the linter says no: " + err.Error())
	}
	preview, err := s.desk.MigrationPreview(ctx, s.desk.as(mia), saved.Key)
	if err != nil {
		s.Draw.Fatal(err)
	}
	var before []followup.Lead
	for _, m := range preview.Leads {
		before = append(before, s.load(m.Lead.ID))
	}
	if _, ok := s.twice(before, mia, func(a tracker.Actor) (digest.Receipt, error) {
		return s.desk.MigrateCadence(ctx, a, saved.Key, saved.Version)
	}); ok != (len(before) > 0) {
		s.Draw.Fatalf("%d leads were behind", len(before))
	}
	for i, was := range before {
		e, err := s.desk.store.NewestEvent(ctx, w, was.ID)
		if err != nil || e.Kind != followup.CadenceMigrated {
			s.Draw.Fatalf("%+v, %v", e, err)
		}
		is := s.load(was.ID)
		s.done(digest.Receipt{Event: e, Lead: is}, was)
		s.keptPromise(was, is)
		if is.Recall != nil && preview.Leads[i].On != is.Recall.Due {
			s.Draw.Fatalf("previewed for %s, due on %s", preview.Leads[i].On, is.Recall.Due)
		}
	}
}

// keptPromise holds a promise against what a rule has made of it (G6).
func (s *story) keptPromise(was, is followup.Lead) {
	if was.Recall == nil || was.Recall.Kind != followup.Promised {
		return
	}
	if is.Recall == nil || is.Recall.ID != was.Recall.ID || is.Recall.Due != was.Recall.Due || is.Recall.Kind != followup.Promised {
		s.Draw.Fatalf("the promise %+v became %+v", was.Recall, is.Recall)
	}
}

// checkCadences looks at every lead: what is closed runs on none, where it stands is a place in its cadence, and every date has its
// reason (G9).
func (s *story) checkCadences() {
	for _, id := range s.leads {
		l := s.load(id)
		if l.Recall != nil && len(l.Recall.Reasons) == 0 {
			s.Draw.Fatalf("nothing says why lead %d is due on %s", id, l.Recall.Due)
		}
		e := l.Enrolment
		if e == nil {
			continue
		}
		if !l.State.Open() || e.Step < 0 || e.Step > len(e.Cadence.Steps) || e.Cadence.ID == 0 || e.Calls > e.Touches {
			s.Draw.Fatalf("a lead that is %s stands at %+v", l.State, e)
		}
		if l.State == followup.Parked && e.Running() { // where no step comes there is nothing to pause
			s.Draw.Fatalf("a parked lead runs on: %+v", e)
		}
	}
	if n := s.desk.count(`select count(*) from leads where enrolment is not null and state not in ('active', 'parked')`); n > 0 {
		s.Draw.Fatalf("%d closed leads run on a cadence", n)
	}
}
