package tracker_test

import (
	"pgregory.net/rapid"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/tracker"
)

// away has a rep go, sooner or later and covered or not, or come back. No promise moves (G6), nobody's parked lead wakes (G5), what is put off
// says why (G9), and a second time changes nothing more (G4).
func (s *story) away() {
	ctx, who := s.desk.Context(), s.pick(ann, bob)
	cover := map[followup.UserID]followup.UserID{ann: bob, bob: ann}[who]
	today := calendar.Today(s.desk.clock.Now(), followup.Person{Zone: "Europe/Berlin"}.Location())
	wish := tracker.AbsenceWish{
		From:  today.AddDays(rapid.IntRange(0, 5).Draw(s.Draw, "from")),
		Until: today.AddDays(rapid.IntRange(0, 20).Draw(s.Draw, "until")),
		Cover: rapid.SampledFrom([]followup.UserID{"", cover}).Draw(s.Draw, "cover"),
	}
	back := rapid.Bool().Draw(s.Draw, "back")
	before := map[followup.LeadID]followup.Lead{}
	for _, id := range s.leads {
		before[id] = s.load(id)
	}
	a := s.desk.as(who)
	do := func() error {
		var err error
		if back {
			_, err = s.desk.ComeBack(ctx, a)
		} else {
			_, err = s.desk.SayAway(ctx, a, wish)
		}
		return err
	}
	if do() != nil {
		for id, was := range before {
			s.same("refused, and changed all the same", s.load(id), was)
		}
		return
	}
	after := map[followup.LeadID]followup.Lead{}
	for id, was := range before {
		is := s.load(id)
		after[id] = is
		s.keptPromise(was, is)
		if was.State != is.State || was.Owner != is.Owner || is.Owner != who && was.Recall != nil && was.Recall.Due != is.Recall.Due {
			s.Draw.Fatalf("the absence of %s made of %+v this: %+v", who, was, is)
		}
		if was.Recall == nil || was.Recall.Version == is.Recall.Version {
			continue
		}
		e, err := s.desk.store.NewestEvent(ctx, w, id)
		if err != nil {
			s.Draw.Fatal(err)
		}
		s.done(digest.Receipt{Event: e, Lead: is}, was)
	}
	if err := do(); err != nil {
		s.Draw.Fatal(err)
	}
	for id, is := range after {
		s.same("the second time", s.load(id), is)
	}
}

// checkCovered looks at a row in the list of somebody who covers another.
func (s *story) checkCovered(cover followup.UserID, row digest.Row) {
	rep, err := s.desk.store.Rep(s.desk.Context(), w, row.Lead.Owner)
	if err != nil {
		s.Draw.Fatal(err)
	}
	owed := row.Section == digest.RecapOwed
	if rep.CoverAt(s.desk.clock.Now()) != cover || row.For.ID != rep.ID || !owed && !followup.Covered(row.Lead) {
		s.Draw.Fatalf("%s covers %+v, whose lead this is: %+v", cover, rep.Away, row.Lead)
	}
}
