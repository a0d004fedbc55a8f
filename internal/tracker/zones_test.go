package tracker_test

import (
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/tracker"
)

// live turns the clock in steps from one instant to another, sweeping at each: a bot that is always up.
func (d *desk) live(from, to time.Time, step time.Duration) {
	d.Helper()
	d.clock.Advance(from.Sub(d.clock.Now()))
	for !d.clock.Now().After(to) {
		d.ok(d.Sweep(d.Context()))
		d.clock.Advance(step)
	}
}

func (d *desk) moveTo(id followup.UserID, zone string) {
	d.Helper()
	p := person(id)
	p.Zone = zone
	d.ok(d.SavePeople(d.Context(), []followup.Person{p}))
}

// TestAnOldListMovesNobodyBack: another replica read the list of people before somebody moved, and stores it after.
func TestAnOldListMovesNobodyBack(t *testing.T) {
	d := newDesk(t)
	moved, before := person(ann), person(ann)
	moved.Zone, moved.ChangedAt = "Asia/Tokyo", d.clock.Now()
	before.ChangedAt = d.clock.Now().Add(-time.Hour)
	d.ok(d.SavePeople(t.Context(), []followup.Person{moved}))
	d.ok(d.SavePeople(t.Context(), []followup.Person{before}))
	got, err := d.Person(t.Context(), moved.Workspace, ann)
	d.ok(err)
	if got.Zone != moved.Zone {
		t.Errorf("moved back to %s", got.Zone)
	}
}

// cameAt lists the instants at which somebody's digests came due.
func (d *desk) cameAt(id followup.UserID) []time.Time {
	d.Helper()
	var at []time.Time
	d.ok(d.raw.SelectContext(d.Context(), &at, `select due_at from deliveries where kind = 'digest' and recipient = $1 order by id`, id))
	return at
}

// TestEveryDateHasOneDigest lives through days around which clocks change, of which a holiday has none, in zones at both ends of the world.
func TestEveryDateHasOneDigest(t *testing.T) {
	everyDay := calendar.WeekOf(0, 1, 2, 3, 4, 5, 6)
	tests := []struct {
		name, zone string
		at         calendar.TimeOfDay
		from       calendar.Date
		wantClock  string // the wall clock at which it comes, on the day of the change
	}{
		{"berlin_forward_over_it", "Europe/Berlin", calendar.Clock(2, 30), calendar.On(2027, 3, 26), "03:00"},
		{"berlin_forward", "Europe/Berlin", calendar.Clock(8, 30), calendar.On(2027, 3, 26), "08:30"},
		{"berlin_back_through_it", "Europe/Berlin", calendar.Clock(2, 30), calendar.On(2026, 10, 23), "02:30"},
		{"berlin_back", "Europe/Berlin", calendar.Clock(8, 30), calendar.On(2026, 10, 23), "08:30"},
		{"new_york_forward_over_it", "America/New_York", calendar.Clock(2, 0), calendar.On(2027, 3, 12), "03:00"},
		{"lord_howe_half_an_hour", "Australia/Lord_Howe", calendar.Clock(2, 15), calendar.On(2026, 10, 2), "02:30"},
		{"cairo_at_midnight", "Africa/Cairo", calendar.Clock(0, 15), calendar.On(2027, 4, 28), "01:00"},
		{"kiritimati", "Pacific/Kiritimati", calendar.Clock(8, 30), calendar.On(2026, 6, 1), "08:30"},
		{"niue", "Pacific/Niue", calendar.Clock(8, 30), calendar.On(2026, 6, 1), "08:30"},
		{"midway", "Pacific/Midway", calendar.Clock(8, 30), calendar.On(2026, 6, 1), "08:30"},
		{"chatham", "Pacific/Chatham", calendar.Clock(8, 30), calendar.On(2026, 9, 25), "08:30"},
		{"kathmandu", "Asia/Kathmandu", calendar.Clock(13, 45), calendar.On(2026, 6, 1), "13:45"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := newDesk(t)
			d.moveTo(ann, test.zone)
			_, err := d.SaveSettings(t.Context(), d.as(ann), tracker.Settings{DigestAt: test.at, Week: everyDay})
			d.ok(err)
			d.lead(ann, "Acme", calendar.On(2026, 5, 20))
			loc := followup.Person{Zone: test.zone}.Location()
			last := test.from.AddDays(3)
			d.live(calendar.At(test.from, 0, loc), calendar.At(last, calendar.Clock(23, 45), loc), 15*time.Minute)
			var want []string
			for day := test.from; !day.After(last); day = day.AddDays(1) {
				if _, holiday := calendar.HolidaysOf(calendar.CountryOf(test.zone)).Holiday(day); !holiday {
					want = append(want, day.String())
				}
			}
			d.same(d.digests(ann), want)
			clocks := map[string]bool{}
			for _, at := range d.cameAt(ann) {
				clocks[calendar.TimeOfDayOf(at.In(loc)).String()] = true
			}
			if !clocks[test.wantClock] || len(clocks) > 2 {
				t.Errorf("came at %v", clocks)
			}
		})
	}
}

// TestADateThatIsLeftOutHasNoDigest: Samoa went from Thursday 29 December 2011 to Saturday the 31st.
func TestADateThatIsLeftOutHasNoDigest(t *testing.T) {
	d := newDesk(t)
	loc := followup.Person{Zone: "Pacific/Apia"}.Location()
	d.clock.Advance(calendar.At(calendar.On(2011, 12, 27), calendar.Clock(12, 0), loc).Sub(d.clock.Now()))
	d.moveTo(ann, "Pacific/Apia")
	_, err := d.SaveSettings(t.Context(), d.as(ann), tracker.Settings{DigestAt: calendar.Clock(8, 30), Week: calendar.WeekOf(0, 1, 2, 3, 4, 5, 6)})
	d.ok(err)
	d.lead(ann, "Acme", calendar.On(2011, 12, 28))
	d.live(calendar.At(calendar.On(2011, 12, 28), 0, loc), calendar.At(calendar.On(2012, 1, 1), calendar.Clock(23, 45), loc), 15*time.Minute)
	d.same(d.digests(ann), []string{"2011-12-28", "2011-12-29", "2011-12-31", "2012-01-01"})
	for _, at := range d.cameAt(ann) {
		d.same(calendar.TimeOfDayOf(at.In(loc)).String(), "08:30")
	}
}

func TestTravel(t *testing.T) {
	tests := []struct {
		name   string
		at     time.Time // when the zone changes
		zone   string
		until  time.Time
		digest []string
	}{
		{"west_after_todays_gives_no_second", berlin(time.May, 12, 12, 0), "America/Los_Angeles", berlin(time.May, 13, 9, 0), []string{"2026-05-12"}},
		{"west_before_todays_waits_for_the_new_morning", berlin(time.May, 12, 8, 10), "America/Los_Angeles", berlin(time.May, 12, 18, 0), []string{"2026-05-12"}},
		{"east_past_its_time_comes_at_once", berlin(time.May, 12, 8, 10), "Asia/Dubai", berlin(time.May, 12, 8, 25), []string{"2026-05-12"}},
		{"east_past_two_merges", berlin(time.May, 12, 8, 10), "Asia/Tokyo", berlin(time.May, 12, 20, 0), []string{}},
		{"east_over_midnight", berlin(time.May, 12, 20, 0), "Pacific/Kiritimati", berlin(time.May, 12, 20, 31), []string{"2026-05-12", "2026-05-13"}},
		{"west_over_the_date_line_and_the_same_date_again", berlin(time.May, 12, 20, 40), "Pacific/Niue", berlin(time.May, 13, 8, 0), []string{"2026-05-12"}},
		{"then_the_next_date", berlin(time.May, 12, 20, 40), "Pacific/Niue", berlin(time.May, 13, 21, 30), []string{"2026-05-12", "2026-05-13"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := newDesk(t)
			d.lead(ann, "Acme", today)
			d.live(morning, test.at, 10*time.Minute)
			d.moveTo(ann, test.zone)
			d.live(d.clock.Now(), test.until, 10*time.Minute)
			d.at(test.until.Add(time.Minute))
			d.same(d.digests(ann), test.digest)
		})
	}
}

func TestTodayIsTheOwners(t *testing.T) {
	d := newDesk(t)
	d.moveTo(ann, "Pacific/Kiritimati") // already the 12th's evening
	d.moveTo(bob, "Pacific/Niue")       // still the 11th
	for id, want := range map[followup.UserID]string{ann: "2026-05-14", bob: "2026-05-13"} {
		r := d.must(d.Log(t.Context(), d.as(id), tracker.Log{
			New: &tracker.NewLead{Name: string(id)}, Channel: followup.Call, Outcome: followup.NoAnswer,
		}))
		d.same(r.Lead.Recall.Due.String(), want)
	}
}
