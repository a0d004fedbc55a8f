package tracker_test

import (
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/tracker"
)

func (d *desk) home(id followup.UserID) digest.Home {
	d.Helper()
	h, err := d.Home(d.Context(), w, id)
	d.ok(err)
	return h
}

// redrawn reports whose Home is to be drawn again because of what do does.
func (d *desk) redrawn(do func()) map[followup.UserID]bool {
	d.Helper()
	wanted := func(id followup.UserID) int {
		return d.count(`select coalesce(max(wanted), 0) from deliveries where dedupe_key = $1`, tracker.HomeKey(id))
	}
	all := []followup.UserID{ann, bob, mia}
	before := map[followup.UserID]int{}
	for _, id := range all {
		before[id] = wanted(id)
	}
	do()
	changed := map[followup.UserID]bool{}
	for _, id := range all {
		if wanted(id) > before[id] {
			changed[id] = true
		}
	}
	return changed
}

func TestHomeIsDrawnAgainForWhomAChangeConcerns(t *testing.T) {
	d := newDesk(t)
	lead := d.lead(ann, "Acme", today)
	d.same(d.redrawn(func() { d.lead(ann, "Nobody opened Home", today) }), map[followup.UserID]bool{})
	for _, id := range []followup.UserID{ann, bob, mia} {
		d.ok(d.OpenHome(t.Context(), d.as(id)))
	}
	var touch digest.Receipt
	for _, c := range []struct {
		what string
		do   func()
		want map[followup.UserID]bool
	}{
		{"a lead is added", func() { d.lead(ann, "Beta", today.AddDays(40)) }, map[followup.UserID]bool{ann: true}},
		{"a teammate's touch", func() {
			touch = d.must(d.Log(t.Context(), d.as(bob), tracker.Log{Lead: lead.ID, Channel: followup.Call, Outcome: followup.NoAnswer}))
		}, map[followup.UserID]bool{ann: true, bob: true}},
		{
			"the manager takes it back", func() { d.must(d.Undo(t.Context(), d.as(mia), touch.Event.ID)) },
			map[followup.UserID]bool{ann: true, bob: true, mia: true},
		},
		{"a handover", func() {
			d.must(d.Reassign(t.Context(), d.as(mia), []tracker.Target{{Lead: lead.ID}}, bob))
		}, map[followup.UserID]bool{ann: true, bob: true, mia: true}},
		{"settings", func() {
			_, err := d.SaveSettings(t.Context(), d.as(bob), tracker.Settings{DigestAt: calendar.Clock(7, 0), Week: calendar.MondayToFriday})
			d.ok(err)
		}, map[followup.UserID]bool{bob: true}},
		{"another zone", func() {
			p := person(mia)
			p.Zone = "Asia/Kolkata"
			d.ok(d.SavePeople(t.Context(), []followup.Person{p}))
		}, map[followup.UserID]bool{mia: true}},
		{"no digest in the morning", func() { d.at(berlin(time.May, 12, 8, 31)) }, map[followup.UserID]bool{mia: true}}, // her day is further on
		{"a new day", func() { d.at(berlin(time.May, 13, 0, 1)) }, map[followup.UserID]bool{ann: true, bob: true, mia: true}},
	} {
		if got := d.redrawn(c.do); len(got) != len(c.want) {
			t.Errorf("%s: drawn again for %v, want %v", c.what, got, c.want)
		}
	}
}

// What was handed over is nobody's doing: it lengthens no bar.
func TestHomeCountsNoHandoverAsDone(t *testing.T) {
	d := newDesk(t)
	lead := d.lead(ann, "Acme", today)
	d.must(d.Reassign(t.Context(), d.as(mia), []tracker.Target{seen(lead)}, bob))
	day := d.home(ann).Day
	d.same([]int{len(day.Settled), day.Done(), day.Total()}, []int{1, 0, 0})
}

func TestHomeHasReceiptsAlsoWithoutADigest(t *testing.T) {
	d := newDesk(t)
	acme, beta := d.lead(ann, "Acme", today), d.lead(ann, "Beta", today)
	d.must(d.Park(t.Context(), d.as(ann), seen(beta), followup.Park{Reason: "frozen"}, today.AddDays(10)))
	h := d.home(ann)
	d.same([]any{len(h.Day.Open), h.Day.Done(), h.Day.Total(), h.Asleep, h.Waking[0].ID, h.Last.Lead.ID}, []any{1, 1, 2, 1, beta.ID, beta.ID})
	d.must(d.Log(t.Context(), d.as(bob), tracker.Log{Lead: acme.ID, Channel: followup.Call, Outcome: followup.NoAnswer}))
	h = d.home(ann)
	d.same([]any{h.Day.Done(), h.Day.Settled[1].By, h.Last.Event.Kind}, []any{2, "Name of UBOB", followup.ParkedIt})
	d.same(d.today(ann).Done(), 0) // no digest showed it

	last := d.home(bob).Last
	d.same(last.Event.Kind, followup.Logged)
	d.must(d.Undo(t.Context(), d.as(ann), last.Event.ID))
	if d.home(bob).Last != nil {
		t.Error("what was taken back is still the last thing he did")
	}
	d.same([]any{d.home(ann).Day.Done(), len(d.home(ann).Day.Open)}, []any{1, 1})
}

func TestHomeSaysWhatBecameOfTheDigest(t *testing.T) {
	d := newDesk(t)
	d.lead(ann, "Acme", today)
	state := func(id followup.UserID) digest.MorningState { return d.home(id).Morning.State }
	_, err := d.Settings(t.Context(), d.as(bob))
	d.ok(err)
	d.same([]digest.MorningState{state(ann), state(bob)}, []digest.MorningState{digest.MorningToCome, digest.MorningToCome})
	d.at(berlin(time.May, 12, 8, 31))
	d.same([]digest.MorningState{state(ann), state(bob)}, []digest.MorningState{digest.MorningOnItsWay, digest.MorningNothing})
	_, err = d.raw.ExecContext(t.Context(), `update deliveries set sent_at = $1, shown = wanted, ts = '1' where kind = 'digest'`, d.clock.Now())
	d.ok(err)
	d.same(d.home(ann).Morning, digest.Morning{Sent: digest.Sent{On: today, At: d.clock.Now().UTC()}, State: digest.MorningCame})

	d.at(berlin(time.May, 16, 9, 0)) // a Saturday
	h := d.home(ann)
	d.same([]any{h.Morning.State, h.Before.On}, []any{digest.MorningDayOff, today})
	_, err = d.SaveSettings(t.Context(), d.as(ann), tracker.Settings{DigestAt: calendar.Clock(8, 0), Week: calendar.MondayToFriday, DigestOff: true})
	d.ok(err)
	d.same(state(ann), digest.MorningOff)
}
