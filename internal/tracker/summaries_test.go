package tracker_test

import (
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/tracker"
)

// summaries lists what a team's channel was to be told: the kind and the date.
func (d *desk) summaries() []string {
	d.Helper()
	told := []string{}
	d.ok(d.raw.SelectContext(d.Context(), &told,
		`select kind || ' ' || split_part(dedupe_key, '/', 3) from deliveries where kind in ('summary', 'exceptions') order by id`))
	return told
}

func TestSummaries(t *testing.T) {
	t.Run("weekly_on_tuesday_exceptions_on_working_days", func(t *testing.T) {
		d := newDesk(t)
		d.live(berlin(time.May, 12, 9, 0), berlin(time.May, 19, 10, 0), 30*time.Minute)
		d.same(d.summaries(), []string{
			"summary 2026-05-12", "exceptions 2026-05-13", "exceptions 2026-05-15", // Thursday is Ascension Day
			"exceptions 2026-05-18", "summary 2026-05-19",
		})
	})

	t.Run("missed_on_tuesday_comes_the_day_after", func(t *testing.T) {
		d := newDesk(t)
		d.at(berlin(time.May, 13, 16, 0))
		d.at(berlin(time.May, 14, 9, 30)) // Ascension Day
		d.at(berlin(time.May, 15, 9, 30))
		d.same(d.summaries(), []string{"summary 2026-05-13", "exceptions 2026-05-15"})
	})

	t.Run("later_it_waits_for_the_next_one", func(t *testing.T) {
		d := newDesk(t)
		d.at(berlin(time.May, 15, 16, 0))
		d.live(berlin(time.May, 18, 9, 0), berlin(time.May, 20, 10, 0), 30*time.Minute)
		d.same(d.summaries(), []string{"exceptions 2026-05-15", "exceptions 2026-05-18", "summary 2026-05-19", "exceptions 2026-05-20"})
	})

	t.Run("not_on_a_day_off_after_weeks", func(t *testing.T) {
		d := newDesk(t)
		d.at(berlin(time.May, 30, 12, 0)) // a Saturday
		d.same(d.summaries(), []string{})
	})

	t.Run("up_again_at_night_on_its_day_it_keeps_its_time", func(t *testing.T) {
		d := newDesk(t)
		d.at(berlin(time.June, 2, 3, 0))
		d.at(berlin(time.June, 2, 9, 30))
		d.same(d.summaries(), []string{"summary 2026-06-02"})
		d.same(d.count(`select count(*) from deliveries where kind = 'summary' and due_at = $1`, berlin(time.June, 2, 9, 30)), 1)
	})

	t.Run("saved_when_it_is_due_and_not_swept_yet", func(t *testing.T) {
		d := newDesk(t)
		d.clock.Advance(berlin(time.May, 12, 9, 30).Add(20 * time.Second).Sub(d.clock.Now()))
		_, err := d.SaveTeam(t.Context(), d.as(mia), teamIn("C1", mia, ann))
		d.ok(err)
		d.at(berlin(time.May, 12, 9, 31))
		d.same(d.summaries(), []string{"summary 2026-05-12"})
	})
}

func TestSummaryCounts(t *testing.T) {
	d := newDesk(t)
	d.lead(ann, "today", today)
	for i, value := range []string{"EUR", "USD", "EUR"} {
		d.must(d.Add(t.Context(), d.as(ann), tracker.NewLead{
			Name: "late", Value: &followup.Money{Minor: 100, Currency: value},
			First: followup.NextStep{Kind: followup.NextRecall, On: today.AddDays(i % 2), Promised: i == 0},
		}, true))
	}
	won := d.lead(bob, "won", today)
	d.must(d.Close(t.Context(), d.as(bob), seen(won), followup.NextStep{Kind: followup.NextWon}))
	met := d.lead(bob, "met", today)
	d.must(d.Log(t.Context(), d.as(bob), tracker.Log{
		Lead: met.ID, Channel: followup.Call, Outcome: followup.MeetingSet,
		Next: followup.NextStep{Kind: followup.NextRecall, On: today.AddDays(20), Promised: true},
	}))
	lost := d.lead(zoe, "nobody's", today)
	left := person(zoe)
	left.Deleted = true
	d.ok(d.SavePeople(t.Context(), []followup.Person{left}))

	d.clock.Advance(3 * 24 * time.Hour) // Friday
	s, err := d.OverdueFor(t.Context(), d.as(mia), 1)
	d.ok(err)
	d.same(s.Reps[0], digest.RepLine{
		Rep: person(ann), Overdue: 4, OldestDays: 2, PromisesMissed: 1, // two working days: Thursday is Ascension Day
		AtRisk: []followup.Money{{Minor: 200, Currency: "EUR"}, {Minor: 100, Currency: "USD"}},
	})
	d.same([]int{s.Overdue(), len(s.Oldest), s.Touches, s.Meetings, len(s.Wins), len(s.Without)}, []int{4, 4, 1, 1, 1, 1})
	d.same([]any{s.Wins[0].By, s.Wins[0].Lead.ID, s.Without[0].Lead.ID, s.Manager}, []any{"Name of UBOB", won.ID, lost.ID, "Name of UMIA"})
	_, err = d.OverdueFor(t.Context(), d.as(ann), 1)
	d.is(err, tracker.ErrManagersOnly)
	d.same(s.Date, calendar.On(2026, 5, 15))
	table := 0
	for _, line := range s.Reps {
		table += line.Overdue
	}
	d.same(table, s.Overdue()) // the leads without an active owner are counted by themselves
}
