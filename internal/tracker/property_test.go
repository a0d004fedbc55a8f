package tracker_test

import (
	"flag"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/tracker"
)

// TestAnySequenceKeepsTheGuarantees lets reps do anything in any order, over days and leads, and each of it twice:
// every open lead has one recall and no closed one has any (G1), the second time counts for nothing (G4), parked leads are in no
// list before they wake (G5), cadences leave promises alone (G6), dates have reasons (G9), undo restores exactly (G10),
// and what is owed is what follows from what stands.
func TestAnySequenceKeepsTheGuarantees(t *testing.T) {
	d := newDesk(t)
	rapid.Check(t, func(rt *rapid.T) {
		s := &story{Draw: rt, desk: d, undos: map[followup.LeadID][]undoable{}}
		s.forget()
		rt.Repeat(map[string]func(*rapid.T){
			"":         func(*rapid.T) { s.check() },
			"add":      s.run(s.add),
			"log":      s.run(s.log),
			"step":     s.run(s.step),
			"and step": s.run(s.step),
			"course":   s.run(s.course),
			"migrate":  s.run(s.migrate),
			"reassign": s.run(s.reassign),
			"edit":     s.run(s.edit),
			"contact":  s.run(s.contact),
			"details":  s.run(s.details),
			"merge":    s.run(s.merge),
			"sent":     s.run(s.sent),
			"away":     s.run(s.away),
			"signal":   s.run(s.signal),
			"undo":     s.run(s.undo),
			"wait":     s.run(s.wait),
			"limit":    s.run(s.limit),
			"spread":   s.run(s.spread),
			"snooze":   s.run(s.snoozeAll),
		})
		s.unwind()
	})
}

// The number of sequences unless -rapid.checks says another: each runs on a real database.
var _ = flag.Set("rapid.checks", "25")

// story is one sequence and what it must leave behind.
type story struct {
	Draw *rapid.T
	desk *desk

	leads []followup.LeadID
	undos map[followup.LeadID][]undoable // what stands on each lead, newest last
}

type undoable struct {
	event  followup.EventID
	by     followup.UserID
	before followup.Lead
	merged *undoable // the same merge as the other lead remembers it
}

func (s *story) run(do func()) func(*rapid.T) {
	return func(rt *rapid.T) {
		s.Draw = rt
		do()
	}
}

// forget begins a story in an empty workspace.
func (s *story) forget() {
	s.exec(`truncate absences, offers, obligations, touches, events, digest_rows, deliveries, requests, recalls, contacts, lead_names, lead_words, leads`)
}

func (s *story) exec(query string) {
	if _, err := s.desk.raw.ExecContext(s.desk.Context(), query); err != nil {
		s.Draw.Fatal(err)
	}
}

func (s *story) load(id followup.LeadID) followup.Lead {
	l, err := s.desk.store.Lead(s.desk.Context(), w, id)
	if err != nil {
		s.Draw.Fatal(err)
	}
	return l
}

func (s *story) same(what string, got, want any) {
	if diff := cmp.Diff(want, got); diff != "" {
		s.Draw.Fatalf("%s: -want +got\n%s", what, diff)
	}
}

func (s *story) pick(people ...followup.UserID) followup.UserID {
	return rapid.SampledFrom(people).Draw(s.Draw, "who")
}

func (s *story) someLead() followup.Lead {
	if len(s.leads) == 0 {
		s.Draw.Skip("no lead yet")
	}
	return s.load(rapid.SampledFrom(s.leads).Draw(s.Draw, "lead"))
}

func (s *story) date() calendar.Date {
	return calendar.Today(s.desk.clock.Now(), time.UTC).AddDays(rapid.IntRange(-1, 40).Draw(s.Draw, "in days"))
}

// twice does something and does it again with the same request. It returns what was done; false where it was refused.
func (s *story) twice(before []followup.Lead, who followup.UserID, do func(tracker.Actor) (digest.Receipt, error)) (digest.Receipt, bool) {
	a := s.desk.as(who)
	first, err := do(a)
	if err != nil {
		for _, l := range before {
			s.same("refused, and changed all the same", s.load(l.ID), l)
		}
		return first, false
	}
	if first.Deleted {
		return first, true
	}
	stored := s.load(first.Lead.ID)
	s.same("receipt and store", first.Lead, stored)
	second, err := do(a)
	if err != nil || !second.Repeated || second.Event.ID != first.Event.ID {
		s.Draw.Fatalf("the second time: %+v, %v", second, err)
	}
	s.same("the second time", s.load(first.Lead.ID), stored)
	return first, true
}

func (s *story) done(r digest.Receipt, before followup.Lead) {
	s.undos[before.ID] = append(s.undos[before.ID], undoable{event: r.Event.ID, by: r.Event.By, before: before})
}

func (s *story) add() {
	who := s.pick(ann, bob)
	lead := tracker.NewLead{Name: fmt.Sprintf("Lead %d", len(s.leads)), Company: rapid.SampledFrom([]string{"", "Acme"}).Draw(s.Draw, "company"), First: followup.NextStep{
		Kind: followup.NextRecall, On: s.date(), Promised: rapid.Bool().Draw(s.Draw, "promised"),
	}, Cadence: s.someCadence()}
	r, ok := s.twice(nil, who, func(a tracker.Actor) (digest.Receipt, error) { return s.desk.Add(s.desk.Context(), a, lead, false) })
	if ok {
		s.leads = append(s.leads, r.Lead.ID)
	}
}

func (s *story) log() {
	lead := s.someLead()
	l := tracker.Log{
		Lead: lead.ID, Channel: rapid.SampledFrom(followup.Channels()).Draw(s.Draw, "channel"),
		Outcome: rapid.SampledFrom(followup.Outcomes("")).Draw(s.Draw, "outcome"),
	}
	if rapid.SampledFrom([]bool{false, false, true}).Draw(s.Draw, "begins a cadence") {
		l.Cadence = s.someCadence()
	}
	kinds := []followup.NextKind{"", "", followup.NextRecall, followup.NextKeep, followup.NextPark, followup.NextWon, followup.NextLost}
	if kind := rapid.SampledFrom(kinds).Draw(s.Draw, "next"); kind != "" {
		l.Next = followup.NextStep{Kind: kind, On: s.date(), Promised: rapid.Bool().Draw(s.Draw, "promised")}
		if kind == followup.NextPark {
			l.Next.Park = &followup.Park{Reason: "later"}
		}
	}
	r, ok := s.twice([]followup.Lead{lead}, s.pick(ann, bob, mia, zoe), func(a tracker.Actor) (digest.Receipt, error) {
		return s.desk.Log(s.desk.Context(), a, l)
	})
	if ok {
		s.done(r, lead)
	}
}

// step parks, moves, snoozes, answers or closes, by a button that may be stale.
func (s *story) step() {
	lead := s.someLead()
	target := tracker.Target{Lead: lead.ID}
	if lead.Recall != nil {
		target = seen(lead)
		target.Seen.Version -= rapid.SampledFrom([]int{0, 0, 0, 1}).Draw(s.Draw, "stale")
	}
	on, hours := s.date(), rapid.IntRange(0, 40).Draw(s.Draw, "hours")
	kind := rapid.SampledFrom([]string{"park", "move", "snooze", "reply", "won", "lost", "stop"}).Draw(s.Draw, "step")
	if kind == "stop" && !rapid.SampledFrom([]bool{false, false, true}).Draw(s.Draw, "really") {
		kind = "park"
	}
	until := s.desk.clock.Now().Add(time.Duration(hours) * time.Hour)
	r, ok := s.twice([]followup.Lead{lead}, s.pick(ann, bob, mia, zoe), func(a tracker.Actor) (digest.Receipt, error) {
		ctx := s.desk.Context()
		switch kind {
		case "park":
			return s.desk.Park(ctx, a, target, followup.Park{Note: "asleep"}, on)
		case "move":
			return s.desk.Move(ctx, a, target, tracker.NewDate{On: on, Promised: rapid.Bool().Draw(s.Draw, "promised")})
		case "snooze":
			return s.desk.Snooze(ctx, a, target, until, "")
		case "reply":
			return s.desk.Reply(ctx, a, target, followup.Email, "")
		default:
			closes := map[string]followup.NextKind{"won": followup.NextWon, "lost": followup.NextLost, "stop": followup.NextStop}
			return s.desk.Close(ctx, a, target, followup.NextStep{Kind: closes[kind]})
		}
	})
	if ok {
		s.done(r, lead)
	}
}

func (s *story) wait() {
	s.desk.clock.Advance(time.Duration(rapid.IntRange(1, 100).Draw(s.Draw, "hours")) * time.Hour)
	if err := s.desk.Sweep(s.desk.Context()); err != nil {
		s.Draw.Fatal(err)
	}
}

// broken counts leads without exactly the recall that their state calls for.
const broken = `
select count(*)
from leads l
where (select count(*) from recalls r where r.lead_id = l.id and r.is_open)
    <> case when l.state in ('active', 'parked') then 1 else 0 end
or (l.state = 'parked') <> exists (select from recalls r where r.lead_id = l.id and r.is_open and r.kind = 'wake')`

func (s *story) check() {
	s.checkRecalls()
	s.checkCadences()
	s.checkLists()
	s.checkOwed()
}

func (s *story) checkRecalls() {
	var wrong int
	if err := s.desk.raw.GetContext(s.desk.Context(), &wrong, broken); err != nil || wrong != 0 {
		s.Draw.Fatalf("%d leads without their one recall, %v", wrong, err)
	}
}

// checkLists holds the reps' lists against the recalls that are due: nothing is missing, nothing is on one too early.
func (s *story) checkLists() {
	ctx := s.desk.Context()
	now := s.desk.clock.Now()
	listed := 0
	for _, id := range []followup.UserID{ann, bob} {
		day, err := s.desk.Today(ctx, s.desk.as(id))
		if err != nil {
			s.Draw.Fatal(err)
		}
		for _, row := range day.Open {
			if row.For != nil {
				s.checkCovered(id, row)
				continue
			}
			if row.Beside { // its recall is due later
				continue
			}
			listed++
			if row.Lead.Owner != id || row.Lead.Recall.Due.After(day.Date) || row.Lead.Recall.Hidden(now) {
				s.Draw.Fatalf("%s's list shows %+v", id, row.Lead)
			}
		}
		for _, settled := range day.Settled {
			if settled.Open != slices.ContainsFunc(day.Open, func(r digest.Row) bool { return r.Lead.ID == settled.Lead.ID }) {
				s.Draw.Fatalf("%s's list shows a lead both open and done, or neither: %+v", id, settled)
			}
		}
	}
	var open int
	berlin := calendar.Today(now, followup.Person{Zone: "Europe/Berlin"}.Location())
	if err := s.desk.raw.GetContext(ctx, &open, `
select count(*) from recalls
where is_open and due_on <= $1::date and kind <> 'echo' and coalesce(snoozed_until <= $2, true)`, berlin.String(), now); err != nil {
		s.Draw.Fatal(err)
	}
	if listed != open {
		s.Draw.Fatalf("%d leads are due, the lists have %d", open, listed)
	}
}
