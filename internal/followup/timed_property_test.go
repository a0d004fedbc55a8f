package followup_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// anyZone is one of all IANA zones that have a country, or one that has none.
func anyZone(t *rapid.T, label string) string {
	return rapid.SampledFrom(append(calendar.Zones(), "Etc/UTC", "Etc/GMT+12", "Etc/GMT-14", "")).Draw(t, label)
}

func anyRep(t *rapid.T) followup.Rep {
	r := followup.Rep{Person: followup.Person{Zone: anyZone(t, "owner's zone")}}
	r.Week = rapid.OneOf(rapid.Just(monFri), rapid.Map(rapid.IntRange(0, 255), func(n int) calendar.Week { return calendar.Week(n) })).Draw(t, "week")
	r.Country = rapid.SampledFrom(append(calendar.Countries(), "", followup.NoCountry, "XX")).Draw(t, "owner's country")
	for range rapid.IntRange(0, 4).Draw(t, "days off") {
		on := day("2025-12-20").AddDays(rapid.IntRange(0, 500).Draw(t, "day off"))
		r.DaysOff = append(r.DaysOff, calendar.DayOff{On: on, Name: "closed"})
	}
	return r
}

func anyProspect(t *rapid.T, owner followup.Rep) followup.Prospect {
	c := followup.Contact{
		Zone:  anyZone(t, "their zone"),
		Phone: rapid.SampledFrom([]string{"", "+49 30 7654321", "+1 415 5550123", "0044 20 79460000", "030 1234567"}).Draw(t, "phone"),
		Email: rapid.SampledFrom([]string{"", "jane@acme.example", "jane@acme.fr", "jane@acme.io"}).Draw(t, "email"),
	}
	if rapid.Bool().Draw(t, "own window") {
		at := rapid.Map(rapid.IntRange(0, 1440), func(n int) calendar.TimeOfDay { return calendar.TimeOfDay(n) })
		c.Window = &followup.Window{From: at.Draw(t, "from"), To: at.Draw(t, "to")}
	}
	country := rapid.SampledFrom(append(calendar.Countries(), "", "", "", "IL", "SA")).Draw(t, "their country")
	return followup.ProspectOf(followup.Lead{Country: country, Contacts: []followup.Contact{c}}, owner)
}

// anyDay is some day, most often one around a change of the clocks on either side.
func anyDay(t *rapid.T, zones ...*time.Location) calendar.Date {
	d := day("2026-01-01").AddDays(rapid.IntRange(0, 365).Draw(t, "day"))
	if rapid.Bool().Draw(t, "near a change") {
		loc := zones[rapid.IntRange(0, len(zones)-1).Draw(t, "whose")]
		if _, end := calendar.At(d, 0, loc).ZoneBounds(); !end.IsZero() && end.Year() < 2040 {
			return calendar.DateOf(end.In(loc)).AddDays(rapid.IntRange(-4, 1).Draw(t, "before it"))
		}
	}
	return d
}

func has(why []followup.Reason, codes ...followup.ReasonCode) bool {
	return slices.ContainsFunc(why, func(r followup.Reason) bool { return slices.Contains(codes, r.Code) })
}

// The promise of Timed: a planned call lands in the hours of the prospect, on a working day of the owner, and says why it moved.
func TestNoPlannedCallLandsOutsideAWindowWithoutAReason(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		owner := anyRep(t)
		p := anyProspect(t, owner)
		today := anyDay(t, owner.Location(), p.Zone)
		on := today.AddDays(rapid.IntRange(-3, 40).Draw(t, "ahead"))
		got, why := followup.Timed(on, followup.Call, today, owner, p)

		if got.Before(today) || got.Before(on) {
			t.Fatalf("%s moved back to %s, today is %s", on, got, today)
		}
		if owner.Workdays().Next(got) != got {
			t.Fatalf("lands on %s, a day off of the owner", got)
		}
		hours := p.On(got, owner.Location())
		if len(hours) == 0 && !has(why, followup.NoSharedHours) {
			t.Fatalf("lands on %s without hours and without a reason: %v", got, why)
		}
		for _, h := range hours {
			goodHours(t, p, h)
			if d := calendar.DateOf(h.From.In(owner.Location())); d != got {
				t.Fatalf("hours of %s begin on %s", got, d)
			}
		}
		chained(t, on, got, why)
		if again, _ := followup.Timed(got, followup.Call, today, owner, p); again != got {
			t.Fatalf("%s, settled again, lands on %s", got, again)
		}
	})
}

// goodHours are in a window of the prospect, on a working day of theirs, neither on a Monday nor late on a Friday: their calendar's.
func goodHours(t *rapid.T, p followup.Prospect, h followup.Hours) {
	from, last := h.From.In(p.Zone), h.To.Add(-time.Minute).In(p.Zone)
	d := calendar.DateOf(from)
	if !h.From.Before(h.To) || calendar.DateOf(last) != d {
		t.Fatalf("hours from %s to %s", from, h.To.In(p.Zone))
	}
	if d.Weekday() == time.Monday || !p.Workdays.Works(d) {
		t.Fatalf("hours on %s %s (%s)", d.Weekday(), d, p.Workdays.Holiday(d))
	}
	for _, at := range []time.Time{from, last} {
		clock := calendar.TimeOfDayOf(at)
		if d.Weekday() == time.Friday && clock >= followup.LateFriday {
			t.Fatalf("a Friday at %s", clock)
		}
		if !slices.ContainsFunc(p.Windows, func(w followup.Window) bool { return w.From <= clock && clock < w.To }) && !jumps(d, p.Zone) {
			t.Fatalf("%s is in none of %v", clock, p.Windows)
		}
	}
}

// jumps reports whether the clocks change on a date: a window may begin right after a jump then.
func jumps(d calendar.Date, loc *time.Location) bool {
	_, before := calendar.At(d, 0, loc).Zone()
	_, after := calendar.At(d.AddDays(1), 0, loc).Zone()
	return before != after
}

// chained reports each shift once, from where it began to where it ended (G9).
func chained(t *rapid.T, from, to calendar.Date, why []followup.Reason) {
	at := from.String()
	for _, r := range why {
		if r.Params["from"] == "" {
			continue
		}
		if r.Params["from"] != at || r.Params["to"] <= at {
			t.Fatalf("from %s to %s: %v", from, to, why)
		}
		at = r.Params["to"]
	}
	if at != to.String() {
		t.Fatalf("nobody says why %s became %s: %v", at, to, why)
	}
}

func TestWhatIsNoPlannedCallMovesOffTheOwnersDaysOffAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		owner := anyRep(t)
		p := anyProspect(t, owner)
		today := anyDay(t, owner.Location(), p.Zone)
		next := followup.NextStep{
			Kind:     rapid.SampledFrom([]followup.NextKind{followup.NextRecall, followup.NextPark}).Draw(t, "kind"),
			On:       today.AddDays(rapid.IntRange(0, 40).Draw(t, "ahead")),
			Channel:  rapid.SampledFrom(followup.Channels()).Draw(t, "channel"),
			Promised: rapid.Bool().Draw(t, "promised"),
			Kept:     rapid.Bool().Draw(t, "kept"),
			Owed:     rapid.Bool().Draw(t, "owed"),
		}
		if rapid.Bool().Draw(t, "timed") {
			clock := calendar.TimeOfDay(rapid.IntRange(0, 1439).Draw(t, "at"))
			next.At = &clock
		}
		got, why, err := next.Settle(today, owner, p)
		if err != nil {
			t.Fatal(err)
		}
		if got.At != next.At {
			t.Fatalf("the time moved from %v to %v", next.At, got.At)
		}
		free := owner.Workdays().Next(next.On)
		switch {
		case next.Promised:
			if got.On != next.On || (free != next.On) != has(why, followup.PromiseOnDayOff) {
				t.Fatalf("a promise of %s is on %s: %v", next.On, got.On, why)
			}
		case next.Kind == followup.NextPark, next.Channel != followup.Call, next.Kept, next.Owed:
			if got.On != free {
				t.Fatalf("%s moved to %s, the next working day is %s: %v", next.On, got.On, free, why)
			}
			if next.Kept && has(why, followup.AvoidsMonday, followup.AvoidsLateFriday) {
				t.Fatalf("kept, and moved: %v", why)
			}
		default:
			callLanded(t, got, why, owner, p)
		}
		again, _, err := got.Settle(today, owner, p)
		if err != nil || again.On != got.On {
			t.Fatalf("%s, settled again, lands on %s (%v)", got.On, again.On, err)
		}
	})
}

// callLanded holds a planned call against the prospect's hours.
func callLanded(t *rapid.T, got followup.NextStep, why []followup.Reason, owner followup.Rep, p followup.Prospect) {
	hours := p.On(got.On, owner.Location())
	if len(hours) == 0 && !has(why, followup.NoSharedHours) {
		t.Fatalf("lands on %s without hours: %v", got.On, why)
	}
	if got.At == nil {
		return
	}
	at := calendar.At(got.On, *got.At, owner.Location())
	inside := slices.ContainsFunc(hours, func(h followup.Hours) bool { return !at.Before(h.From) && at.Before(h.To) })
	if inside && has(why, followup.OutsideWindow) || !inside && !has(why, followup.OutsideWindow, followup.NoSharedHours) {
		t.Fatalf("%s inside: %v, and %v", at, inside, why)
	}
}

func TestOpeningsAreWhereTheDayBecomesGood(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		owner := anyRep(t)
		p := anyProspect(t, owner)
		d := anyDay(t, owner.Location(), p.Zone)
		now := calendar.At(d, 0, p.Zone).Add(time.Duration(rapid.IntRange(0, 1500).Draw(t, "minutes")) * time.Minute)
		until, open := p.Open(now)
		if open {
			goodHours(t, p, followup.Hours{From: now, To: until})
		}
		next := nextOpening(p, now)
		if next.IsZero() {
			return
		}
		if !next.After(now) {
			t.Fatalf("%s opens at %s", now, next)
		}
		if _, open := p.Open(next); !open {
			t.Fatalf("closed at its opening %s", next.In(p.Zone))
		}
		for at := until; open && at.Before(next) && at.Sub(until) < 4*24*time.Hour; at = at.Add(5 * time.Minute) {
			if _, still := p.Open(at); still {
				t.Fatalf("open at %s, between %s and %s", at.In(p.Zone), until.In(p.Zone), next.In(p.Zone))
			}
		}
	})
}

func BenchmarkTimed(b *testing.B) {
	owner := rep("Europe/Berlin")
	for name, p := range map[string]followup.Prospect{
		"same zone": in("Europe/Berlin", owner), "no shared hours": in("Pacific/Auckland", owner), "Los Angeles": in("America/Los_Angeles", owner),
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				followup.Timed(day("2026-05-23"), followup.Call, day("2026-05-12"), owner, p)
			}
		})
	}
}

func BenchmarkProspectOf(b *testing.B) {
	owner := rep("Europe/Berlin")
	lead := followup.Lead{Contacts: []followup.Contact{{Phone: "+49 30 7654321", Email: "jane@acme.example"}}}
	for b.Loop() {
		followup.ProspectOf(lead, owner)
	}
}
