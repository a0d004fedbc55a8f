package tracker_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/tracker"
)

// stands says where a lead is in a word or two, and what it waits for.
func stands(l followup.Lead) string {
	if l.Recall == nil {
		return string(l.State)
	}
	return fmt.Sprintf("%s %s %s", l.State, l.Recall.Kind, waits(l))
}

// TestASignalByStateOfTheLead: each kind on leads that stand in each way.
func TestASignalByStateOfTheLead(t *testing.T) {
	d := newDesk(t)
	d.at(berlin(5, 12, 10, 0))
	on := func(l followup.Lead) tracker.Target { return tracker.Target{Lead: l.ID} }
	at := calendar.Clock(14, 0)
	states := map[string]func(*desk, followup.Lead){
		"planned": func(*desk, followup.Lead) {},
		"overdue": func(d *desk, l followup.Lead) {
			_, err := d.raw.ExecContext(d.Context(), `update recalls set due_on = '2026-05-07' where lead_id = $1 and is_open`, l.ID)
			d.ok(err)
		},
		"snoozed": func(d *desk, l followup.Lead) {
			d.must(d.Move(d.Context(), d.as(ann), on(l), tracker.NewDate{On: today}))
			d.must(d.Snooze(d.Context(), d.as(ann), on(l), d.clock.Now().Add(30*time.Hour), ""))
		},
		"promised": func(d *desk, l followup.Lead) {
			d.must(d.Move(d.Context(), d.as(ann), on(l), tracker.NewDate{On: today.AddDays(6), At: &at, Promised: true}))
		},
		"parked": func(d *desk, l followup.Lead) {
			d.must(d.Park(d.Context(), d.as(ann), on(l), followup.Park{Reason: "budget frozen", FirstLine: "new year"}, today.AddDays(60)))
		},
		"waits for an answer to the break-up": func(d *desk, l followup.Lead) {
			d.must(d.Log(d.Context(), d.as(ann), tracker.Log{Lead: l.ID, Channel: followup.Email, Outcome: followup.BreakUpSent}))
		},
		"won": func(d *desk, l followup.Lead) {
			d.must(d.Close(d.Context(), d.as(ann), on(l), followup.NextStep{Kind: followup.NextWon}))
		},
		"lost": func(d *desk, l followup.Lead) {
			d.must(d.Close(d.Context(), d.as(ann), on(l), followup.NextStep{Kind: followup.NextLost}))
		},
		"never": func(d *desk, l followup.Lead) {
			d.must(d.Close(d.Context(), d.as(ann), on(l), followup.NextStep{Kind: followup.NextStop}))
		},
	}
	for name, stand := range states {
		for _, kind := range followup.Signals() {
			t.Run(name+"_"+string(kind), func(t *testing.T) {
				d := d.in(t)
				l := d.lead(ann, "Lead "+name+string(kind), today.AddDays(3))
				stand(d, l)
				before := d.load(l.ID)
				r, err := d.Signal(d.Context(), d.as(ann), on(l), kind, "seen twice")
				closed := before.Recall == nil
				switch {
				case name == "never":
					d.is(err, tracker.ErrDoNotContact)
				case closed && kind != followup.SignalReply:
					d.is(err, tracker.ErrClosed)
				}
				if name == "never" || closed && kind != followup.SignalReply {
					d.same(d.load(l.ID), before)
					return
				}
				d.ok(err)
				want := "active planned 2026-05-12 " + string(channelOf[kind])
				if name == "promised" {
					want = "active promised 2026-05-18 call"
				}
				d.same(stands(r.Lead), want)
				d.same(r.Lead.Recall.SnoozedUntil == nil, true)
				d.same(r.Lead.Recall.ReplyOwed, kind == followup.SignalReply)
				owed := d.count(`select count(*) from obligations where kind = 'signal' and lead_id = $1 and settled_at is null`, l.ID)
				d.same(owed == 1, kind.Hot())
				undone := d.must(d.Undo(d.Context(), d.as(ann), r.Event.ID))
				d.same(unversioned(undone.Lead), unversioned(before))
				d.same(d.count(`select count(*) from obligations where kind = 'signal' and lead_id = $1 and settled_at is null`, l.ID), 0)
			})
		}
	}
}

// channelOf is how each signal is followed up where the contact can be reached in any way.
var channelOf = map[followup.SignalKind]followup.Channel{
	followup.RoleChange: followup.LinkedIn, followup.Funding: followup.Email, followup.CompetitorWon: followup.Email, followup.Webinar: followup.Email,
	followup.PricingPage: followup.Call, followup.EmailOpened: followup.Call, followup.SignalReply: followup.Email,
}

func TestASignalWakesTheCadenceThatSlept(t *testing.T) {
	d := newDesk(t)
	d.at(berlin(5, 12, 10, 0))
	l := d.touched(d.warm("Acme")).Lead
	slept := d.must(d.Park(d.Context(), d.as(ann), tracker.Target{Lead: l.ID}, followup.Park{Reason: "budget"}, today.AddDays(60))).Lead
	if slept.Enrolment.Paused == nil {
		t.Fatal("it runs on")
	}
	woken := d.must(d.Signal(d.Context(), d.as(ann), tracker.Target{Lead: l.ID}, followup.Funding, "series B"))
	d.same(stands(woken.Lead), "active planned 2026-05-12 email")
	d.same(woken.Lead.Enrolment.Paused == nil && woken.Lead.Enrolment.Step == 1, true)
	d.same(woken.Begin == nil, true) // one runs
	r := d.must(d.Log(d.Context(), d.as(ann), tracker.Log{Lead: l.ID, Channel: followup.Email, Outcome: followup.Sent}))
	d.same(r.Lead.Enrolment.Step, 2) // the touch after the signal was the step that was next
}

func TestARestartRefersToTheSignal(t *testing.T) {
	d := newDesk(t)
	d.at(berlin(5, 18, 10, 0)) // a Monday, on which no call is planned
	l := d.lead(ann, "Acme", today.AddDays(20))
	r := d.must(d.Signal(d.Context(), d.as(ann), tracker.Target{Lead: l.ID}, followup.PricingPage, ""))
	d.same(stands(r.Lead), "active planned 2026-05-18 call")
	d.same(r.Begin.Key, "b2b-21")
	began := d.must(d.StartCadence(d.Context(), d.as(ann), seen(r.Lead), tracker.CadenceName{Key: "warm-21"}, calendar.Date{}))
	d.same(stands(began.Lead), "active planned 2026-05-18 call")
	d.same(len(began.Lead.Recall.Came()), 1)
	d.same(d.owed(l.ID), []string{"signal"})
	again := d.must(d.Signal(d.Context(), d.as(ann), tracker.Target{Lead: l.ID}, followup.PricingPage, ""))
	d.same(again.Again, true)
}

func TestAHotSignalPingsAndIsTimed(t *testing.T) {
	d := newDesk(t)
	d.at(berlin(5, 12, 10, 0))
	call := func(l followup.Lead, at time.Time) followup.Event {
		return d.must(d.Log(d.Context(), d.as(ann), tracker.Log{Lead: l.ID, Channel: followup.Call, Outcome: followup.NoAnswer, At: at})).Event
	}
	acme, own := d.lead(ann, "Acme", today.AddDays(3)), d.lead(ann, "Own", today.AddDays(3))
	a := d.as(bob)
	d.must(d.Signal(d.Context(), a, tracker.Target{Lead: acme.ID}, followup.PricingPage, "twice"))
	if again := d.must(d.Signal(d.Context(), a, tracker.Target{Lead: acme.ID}, followup.PricingPage, "twice")); !again.Repeated {
		t.Error("it counted twice")
	}
	d.must(d.Signal(d.Context(), d.as(ann), tracker.Target{Lead: own.ID}, followup.EmailOpened, ""))
	d.at(berlin(5, 12, 10, 1))
	d.same(d.pings(), 1) // what a teammate saw, at once
	d.at(berlin(5, 12, 10, 5))
	d.same(d.pings(), 2) // what she saw herself, once the five minutes are over
	d.at(berlin(5, 12, 10, 30))
	earlier := call(acme, berlin(5, 12, 9, 50)) // it can't have been because of the signal
	d.same(d.owed(acme.ID), []string{"signal"})
	call(acme, berlin(5, 12, 10, 12))
	d.same(d.owed(acme.ID), []string{"signal done"})
	d.same(d.count(`select extract(minutes from settled_at - for_at) from obligations where lead_id = $1`, acme.ID), 12)
	d.must(d.Undo(d.Context(), d.as(ann), 0))
	d.must(d.Undo(d.Context(), d.as(ann), earlier.ID))
	d.same(d.owed(acme.ID), []string{"signal"})
	call(acme, berlin(5, 12, 10, 12))
	d.must(d.Park(d.Context(), d.as(ann), tracker.Target{Lead: own.ID}, followup.Park{}, today.AddDays(30)))
	d.same(d.owed(own.ID), []string{"signal parked"})
	reply := d.lead(ann, "Reply", today.AddDays(3))
	d.must(d.Signal(d.Context(), d.as(ann), tracker.Target{Lead: reply.ID}, followup.SignalReply, "asks for prices"))
	d.at(berlin(5, 12, 11, 31)) // the answer was given an hour's time
	d.same(d.pings(), 3)
	team, err := d.store.TeamIn(d.Context(), w, "C1")
	d.ok(err)
	summary, err := d.Summary(d.Context(), w, team.ID, false)
	d.ok(err)
	d.same(summary.Hot, digest.Hot{Of: 2, Touched: 1, Median: 12 * time.Minute, Long: 1})
}

func TestNobodyIsPingedAtNightOrWhoWantsNone(t *testing.T) {
	d := newDesk(t)
	d.at(berlin(5, 12, 22, 0))
	l := d.lead(ann, "Acme", today.AddDays(3))
	d.must(d.Signal(d.Context(), d.as(bob), tracker.Target{Lead: l.ID}, followup.PricingPage, ""))
	d.at(berlin(5, 12, 22, 1))
	d.same(d.pings(), 0)
	d.at(berlin(5, 13, 8, 30))
	d.same(d.pings(), 0)
	day, err := d.Today(d.Context(), d.as(ann))
	d.ok(err)
	d.same(day.Open[0].Lead.ID, l.ID)
	d.same(len(day.Open[0].Owed), 1)
	rep, err := d.Settings(d.Context(), d.as(ann))
	d.ok(err)
	_, err = d.SaveSettings(d.Context(), d.as(ann), tracker.Settings{DigestAt: rep.DigestAt, Week: rep.Week, PingsOff: []followup.ObligationKind{followup.HotTouch}})
	d.ok(err)
	d.at(berlin(5, 13, 10, 0))
	d.must(d.Signal(d.Context(), d.as(bob), tracker.Target{Lead: l.ID}, followup.EmailOpened, ""))
	d.at(berlin(5, 13, 10, 6))
	d.same(d.pings(), 0)
}
