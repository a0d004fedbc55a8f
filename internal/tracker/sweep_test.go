package tracker_test

import (
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/tracker"
)

func TestDigestComesOnceEachMorning(t *testing.T) {
	t.Run("at_half_past_eight", func(t *testing.T) {
		d := newDesk(t)
		d.lead(ann, "Acme", today)
		d.at(berlin(time.May, 12, 8, 29))
		d.same(d.digests(ann), []string{})
		d.at(berlin(time.May, 12, 8, 30))
		d.at(berlin(time.May, 12, 8, 31))
		d.same(d.digests(ann), []string{"2026-05-12"})
		d.same(d.digests(bob), []string{}) // nothing is due
		d.at(berlin(time.May, 13, 8, 30))
		d.same(d.digests(ann), []string{"2026-05-12", "2026-05-13"})
	})

	t.Run("replicas_sweep_at_once", func(t *testing.T) {
		d := newDesk(t)
		d.lead(ann, "Acme", today)
		d.lead(bob, "Beta", today)
		d.clock.Advance(berlin(time.May, 12, 8, 30).Sub(d.clock.Now()))
		errs := make(chan error)
		for range 4 {
			go func() { errs <- d.Sweep(t.Context()) }()
		}
		for range 4 {
			d.ok(<-errs)
		}
		d.same(append(d.digests(ann), d.digests(bob)...), []string{"2026-05-12", "2026-05-12"})
	})

	t.Run("down_until_eleven_it_comes_late", func(t *testing.T) {
		d := newDesk(t)
		d.lead(ann, "Acme", today)
		d.at(berlin(time.May, 12, 11, 0))
		d.same(d.digests(ann), []string{"2026-05-12"})
	})

	t.Run("down_until_two_it_merges_into_tomorrows", func(t *testing.T) {
		d := newDesk(t)
		d.lead(ann, "Acme", today)
		d.at(berlin(time.May, 12, 14, 0))
		d.same(d.digests(ann), []string{})
		d.same(len(d.today(ann).Open), 1) // the list has it all the same
		d.at(berlin(time.May, 13, 8, 30))
		d.same(d.digests(ann), []string{"2026-05-13"})
		day := d.today(ann)
		d.same(day.Open[0].OverdueDays, 1)
	})

	t.Run("down_for_days_it_comes_once", func(t *testing.T) {
		d := newDesk(t)
		d.lead(ann, "Acme", today)
		d.at(berlin(time.May, 20, 9, 0))
		d.same(d.digests(ann), []string{"2026-05-20"})
	})

	t.Run("on_a_day_off_only_for_a_promise", func(t *testing.T) {
		d := newDesk(t)
		saturday := calendar.On(2026, 5, 16)
		d.lead(ann, "Plan", today)
		d.lead(bob, "Plan", today)
		d.must(d.Add(t.Context(), d.as(ann), tracker.NewLead{
			Name: "Promise", First: followup.NextStep{Kind: followup.NextRecall, On: saturday, Promised: true},
		}, false))
		d.at(berlin(time.May, 16, 8, 30))
		d.same([][]string{d.digests(ann), d.digests(bob)}, [][]string{{"2026-05-16"}, {}})
		d.at(berlin(time.May, 17, 8, 30)) // the promise is overdue, and Sunday is off
		d.at(berlin(time.May, 18, 8, 30))
		d.same(d.digests(ann), []string{"2026-05-16", "2026-05-18"})
	})

	t.Run("not_when_switched_off_or_gone", func(t *testing.T) {
		d := newDesk(t)
		d.lead(ann, "Acme", today)
		d.lead(bob, "Beta", today)
		_, err := d.SaveSettings(t.Context(), d.as(ann), tracker.Settings{DigestAt: 510, Week: calendar.MondayToFriday, DigestOff: true})
		d.ok(err)
		left := person(bob)
		left.Deleted = true
		d.ok(d.SavePeople(t.Context(), []followup.Person{left}))
		d.at(berlin(time.May, 12, 8, 30))
		d.same(d.count(`select count(*) from deliveries where kind = 'digest'`), 0)
		d.same(d.count(`select count(*) from reps where next_digest_at <= $1`, d.clock.Now()), 0)
	})

	t.Run("not_when_everything_is_snoozed", func(t *testing.T) {
		d := newDesk(t)
		lead := d.lead(ann, "Acme", today)
		d.must(d.Snooze(t.Context(), d.as(ann), seen(lead), berlin(time.May, 12, 16, 0), ""))
		d.at(berlin(time.May, 12, 8, 30))
		d.at(berlin(time.May, 12, 16, 0))
		d.same(d.digests(ann), []string{})
	})

	t.Run("late_in_the_evening_too", func(t *testing.T) {
		d := newDesk(t)
		d.lead(ann, "Acme", today)
		_, err := d.SaveSettings(t.Context(), d.as(ann), tracker.Settings{DigestAt: calendar.Clock(23, 30), Week: calendar.MondayToFriday})
		d.ok(err)
		d.at(berlin(time.May, 12, 23, 31))
		d.same(d.digests(ann), []string{"2026-05-12"})
	})
}

// One obligation that can't be looked at, sweep after sweep, keeps nobody's list from coming.
func TestWhatFailsInASweepStopsNothingElse(t *testing.T) {
	d := newDesk(t)
	lead := d.lead(ann, "Acme", today)
	d.heard(lead)
	d.lead(bob, "Beta", today)
	_, err := d.raw.ExecContext(t.Context(), `alter table obligations add constraint nobody_is_pinged check (pinged_at is null)`)
	d.ok(err)
	d.clock.Advance(berlin(time.May, 15, 13, 50).Sub(d.clock.Now()))
	if err := d.Sweep(t.Context()); err == nil {
		t.Error("nothing failed")
	}
	d.same(d.digests(bob), []string{"2026-05-15"})
}

func TestAddedAfterTheDigestIsOnIt(t *testing.T) {
	d := newDesk(t)
	d.lead(ann, "Acme", today)
	d.at(berlin(time.May, 12, 8, 30))
	wanted := d.count(`select wanted from deliveries where kind = 'digest'`)
	d.lead(ann, "Beta", today)
	d.same(d.count(`select wanted from deliveries where kind = 'digest'`), wanted+1)
	day := d.today(ann)
	d.same([]int{len(day.Open), day.Total()}, []int{2, 2})
}

func TestSettingsNeitherRepeatNorLoseADigest(t *testing.T) {
	save := func(d *desk, at calendar.TimeOfDay) {
		d.Helper()
		_, err := d.SaveSettings(d.Context(), d.as(ann), tracker.Settings{DigestAt: at, Week: calendar.MondayToFriday})
		d.ok(err)
	}
	t.Run("later_after_it_came", func(t *testing.T) {
		d := newDesk(t)
		d.lead(ann, "Acme", today)
		d.at(berlin(time.May, 12, 8, 30))
		save(d, calendar.Clock(10, 0))
		d.at(berlin(time.May, 12, 10, 0))
		d.same(d.digests(ann), []string{"2026-05-12"})
		d.at(berlin(time.May, 13, 9, 59))
		d.same(d.digests(ann), []string{"2026-05-12"})
		d.at(berlin(time.May, 13, 10, 0))
		d.same(d.digests(ann), []string{"2026-05-12", "2026-05-13"})
	})
	t.Run("earlier_than_now_before_it_came", func(t *testing.T) {
		d := newDesk(t)
		d.lead(ann, "Acme", today)
		d.at(berlin(time.May, 12, 8, 10))
		save(d, calendar.Clock(8, 0))
		d.at(berlin(time.May, 12, 8, 11))
		d.same(d.digests(ann), []string{"2026-05-12"})
	})
	t.Run("saved_when_it_is_due_and_not_swept_yet", func(t *testing.T) {
		d := newDesk(t)
		d.lead(ann, "Acme", today)
		d.clock.Advance(berlin(time.May, 12, 8, 30).Add(20 * time.Second).Sub(d.clock.Now()))
		save(d, followup.DefaultDigestAt)
		d.at(berlin(time.May, 12, 8, 31))
		d.same(d.digests(ann), []string{"2026-05-12"})
	})
}

func TestUndeliverable(t *testing.T) {
	d := newDesk(t)
	d.lead(ann, "Acme", today)
	d.at(berlin(time.May, 12, 8, 30))
	lanes, err := d.db.Outbox().Lanes(t.Context(), []followup.WorkspaceID{w}, d.clock.Now())
	d.ok(err)
	item, err := d.db.Outbox().Claim(t.Context(), lanes[0], d.clock.Now(), 1, time.Minute)
	d.ok(err)
	d.ok(d.db.Outbox().GiveUp(t.Context(), item[0], "user_disabled", d.clock.Now()))
	for range 3 {
		d.at(d.clock.Now().Add(time.Minute))
	}
	told := []string{}
	d.ok(d.raw.SelectContext(t.Context(), &told, `select recipient from deliveries where kind = 'failure'`))
	d.same(told, []string{string(mia)})
	f, err := d.Failed(t.Context(), w, item[0].ID)
	d.ok(err)
	d.same([]string{f.Kind, f.Name, f.Error}, []string{tracker.KindDigest, "Name of UANN", "user_disabled"})
}

func TestAudit(t *testing.T) {
	d := newDesk(t)
	d.lead(ann, "Acme", today)
	d.clock.Advance(8 * 24 * time.Hour)
	orphans, err := d.Audit(t.Context())
	d.ok(err)
	d.same([]int{orphans, d.count(`select count(*) from requests`)}, []int{0, 0})
}
