package followup_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// standing is a lead with an open recall.
func standing(id int, kind followup.RecallKind, on string, more ...func(*followup.Lead)) followup.Lead {
	l := followup.Lead{ID: followup.LeadID(id), State: followup.Active, Recall: &followup.Recall{Kind: kind, Due: day(on), Channel: followup.Email}}
	for _, m := range more {
		m(&l)
	}
	return l
}

func calling(l *followup.Lead) {
	l.Recall.Channel = followup.Call
	l.Contacts = []followup.Contact{{Zone: "Europe/Berlin"}}
}

// days writes where recalls were put as "1:12 2:13 day_is_full 12>13".
func days(placed []followup.Placed) []string {
	all := make([]string, 0, len(placed))
	for _, p := range placed {
		s := fmt.Sprintf("%d:%02d", p.Lead, p.To.Day)
		if w := told(p.Why); w != "" {
			s += " " + w
		}
		all = append(all, s)
	}
	return all
}

func TestRecallsAreSpreadOverTheDaysWithRoom(t *testing.T) {
	ana := rep("Europe/Berlin")
	const planned, wake = followup.Planned, followup.Wake
	full := func(on ...string) map[calendar.Date]followup.Load { // days with two recalls
		taken := map[calendar.Date]followup.Load{}
		for _, d := range on {
			taken[day(d)] = followup.Load{Due: 2}
		}
		return taken
	}
	for _, c := range []struct {
		name  string
		leads []followup.Lead
		taken map[calendar.Date]followup.Load
		limit int
		want  []string
	}{
		{"there is room", []followup.Lead{standing(1, planned, "2026-05-12")}, nil, 2, []string{"1:12"}},
		{"no limit", []followup.Lead{standing(1, planned, "2026-05-12")}, full("2026-05-12"), 0, []string{"1:12"}},
		{"its day is full", []followup.Lead{standing(1, planned, "2026-05-12")}, full("2026-05-12"), 2, []string{"1:13 day_is_full 05-12>05-13"}},
		{
			"two are, and Ascension Day comes between",
			[]followup.Lead{standing(1, planned, "2026-05-12")},
			full("2026-05-12", "2026-05-13"), 2,
			[]string{"1:15 day_is_full 05-12>05-15"},
		},
		{
			"all within two working days are equally full",
			[]followup.Lead{standing(1, planned, "2026-05-12")},
			full("2026-05-12", "2026-05-13", "2026-05-15"), 2,
			[]string{"1:12"},
		},
		{
			"a call is not put on a Monday",
			[]followup.Lead{standing(1, planned, "2026-05-15", calling)},
			full("2026-05-15"), 2,
			[]string{"1:19 day_is_full 05-15>05-18; avoids_monday 05-18>05-19"},
		},
		{
			"what matters least moves: the others decide a deal, are worth more, are due for longer",
			[]followup.Lead{
				standing(1, planned, "2026-05-12"),
				standing(2, planned, "2026-05-12", func(l *followup.Lead) { l.Value = &followup.Money{Minor: 1, Currency: "EUR"} }),
				standing(3, planned, "2026-05-12", func(l *followup.Lead) { l.Touches = 4 }),
				standing(4, planned, "2026-05-06"), standing(5, wake, "2026-05-12"),
			},
			nil, 2,
			[]string{
				"1:13 day_is_full 05-12>05-13", "2:12", "3:12", "4:13 date_gone_by 05-06>05-12; day_is_full 05-12>05-13",
				"5:15 day_is_full 05-12>05-15",
			},
		},
		{
			"promises, replies owed and goodbyes stay, and the first two take room",
			[]followup.Lead{
				standing(1, planned, "2026-05-12"), standing(2, followup.Promised, "2026-05-12"), standing(3, followup.Echo, "2026-05-12"),
				standing(4, planned, "2026-05-11", func(l *followup.Lead) { l.Recall.ReplyOwed = true }),
			},
			nil, 2,
			[]string{"1:13 day_is_full 05-12>05-13", "2:12", "3:12", "4:11"},
		},
		{
			"few wake on one day, whether there is a capacity or not",
			[]followup.Lead{standing(6, wake, "2026-08-03")},
			map[calendar.Date]followup.Load{day("2026-08-03"): {Due: 5, Wakes: 5}},
			0,
			[]string{"6:04 wakes_are_full 08-03>08-04"},
		},
	} {
		owner := ana
		owner.Capacity = c.limit
		r := followup.Room{Owner: owner, Today: day("2026-05-12"), PerDay: c.limit, Taken: c.taken, Within: followup.UsualTolerance}
		if diff := cmp.Diff(c.want, days(r.Spread(c.leads))); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

// TestFortyLeadsDoNotWakeOnOneMorning is the mountain that a quarter's end leaves: no day gets more than its few.
func TestFortyLeadsDoNotWakeOnOneMorning(t *testing.T) {
	var leads []followup.Lead
	for n := range 40 {
		leads = append(leads, standing(n+1, followup.Wake, "2026-08-03"))
	}
	perDay := map[calendar.Date]int{}
	for _, p := range (followup.Room{Owner: rep("Europe/Berlin"), Today: day("2026-05-12"), Within: followup.UsualTolerance}).Spread(leads) {
		perDay[p.To]++
	}
	for on, n := range perDay {
		if n > 5 {
			t.Errorf("%d wake on %s", n, on)
		}
	}
}

func TestSpreadingIsFair(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		owner := rep(rapid.SampledFrom([]string{"Europe/Berlin", "America/New_York", "Asia/Tokyo"}).Draw(t, "zone"))
		owner.Capacity = rapid.IntRange(0, 6).Draw(t, "capacity")
		today := day("2026-04-28").AddDays(rapid.IntRange(0, 30).Draw(t, "today"))
		r := followup.Room{
			Owner: owner, Today: today, PerDay: owner.Capacity, Taken: map[calendar.Date]followup.Load{},
			Within: followup.Tolerance{Planned: rapid.IntRange(0, 5).Draw(t, "late"), Wake: rapid.IntRange(0, 12).Draw(t, "wakes late")},
		}
		for n := range 15 {
			wakes := rapid.IntRange(0, 7).Draw(t, "wakes")
			r.Taken[today.AddDays(n)] = followup.Load{Wakes: wakes, Due: wakes + rapid.IntRange(0, 7).Draw(t, "due")}
		}
		kinds := []followup.RecallKind{followup.Planned, followup.Wake, followup.Promised, followup.Echo}
		var leads []followup.Lead
		for n := range rapid.IntRange(0, 25).Draw(t, "leads") {
			l := standing(n+1, rapid.SampledFrom(kinds).Draw(t, "kind"), today.AddDays(rapid.IntRange(-9, 9).Draw(t, "in days")).String())
			if rapid.Bool().Draw(t, "calls") {
				l.Recall.Channel = followup.Call
				l.Contacts = []followup.Contact{{Zone: rapid.SampledFrom([]string{"Europe/Berlin", "Asia/Tokyo", "America/Los_Angeles"}).Draw(t, "theirs")}}
			}
			l.Recall.ReplyOwed = rapid.IntRange(0, 9).Draw(t, "replied") == 0
			l.Touches = rapid.IntRange(0, 8).Draw(t, "touches")
			leads = append(leads, l)
		}
		placed := r.Spread(leads)
		if len(placed) != len(leads) {
			t.Fatalf("%d of %d have a place", len(placed), len(leads))
		}
		for i, p := range placed {
			fair(t, r, leads[i], p)
		}
		turned := slices.Clone(leads)
		slices.Reverse(turned)
		again := r.Spread(turned)
		slices.Reverse(again)
		if diff := cmp.Diff(placed, again); diff != "" {
			t.Errorf("another order, other days: %s", diff)
		}
	})
}

// fair checks the place of one recall.
func fair(t *rapid.T, r followup.Room, l followup.Lead, p followup.Placed) {
	recall := *l.Recall
	switch {
	case p.Lead != l.ID || p.From != recall.Due:
		t.Fatalf("lead %d, due %s, became %+v", l.ID, recall.Due, p)
	case (p.To != p.From) != (len(p.Why) > 0):
		t.Fatalf("%+v: a reason for each shift, and none without", p)
	case p.To == p.From:
		return
	case !recall.Spreads():
		t.Fatalf("%s is moved to %s", recall.Kind, p.To)
	case p.To.Before(r.Today) || p.To.Before(p.From):
		t.Fatalf("%+v goes back, today is %s", p, r.Today)
	}
	channel, prospect, within := recall.Channel, followup.ProspectOf(l, r.Owner), r.Within.Planned
	if recall.Kind == followup.Wake {
		channel, prospect, within = "", followup.Prospect{}, r.Within.Wake
	}
	from := p.From
	if from.Before(r.Today) {
		from = r.Today
	}
	first, _ := followup.Timed(from, channel, r.Today, r.Owner, prospect)
	if last := r.Owner.Workdays().Add(from, within); p.To.After(last) && p.To != first {
		t.Fatalf("%+v is more than %d working days late", p, within)
	}
	if p.To.After(from) {
		if good, _ := followup.Timed(p.To, channel, r.Today, r.Owner, prospect); good != p.To {
			t.Fatalf("%s is no good day for a %s", p.To, channel)
		}
	}
}
