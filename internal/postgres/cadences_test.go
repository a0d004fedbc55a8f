package postgres_test

import (
	"context"
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/tracker"
)

func (h house) cadence(c followup.Cadence, by followup.UserID) *followup.Cadence {
	h.Helper()
	h.tx(func(ctx context.Context, tx tracker.Tx) error {
		id, made, err := tx.InsertCadence(ctx, w, tracker.Version{Cadence: &c, By: by, At: noon})
		if err == nil && !made {
			h.Fatalf("%s %d is there already", c.Label(), c.Version)
		}
		c.ID = id
		return err
	})
	return &c
}

// three is a cadence with a bit of everything.
func three(version int) followup.Cadence {
	return followup.Cadence{
		Key: "three", Version: version, Variant: followup.Large, Name: followup.Wording{"en": "Three", "de": "Drei"},
		Steps: []followup.Step{
			{Day: 1, Channels: []followup.Channel{followup.Email, followup.LinkedIn}, Goal: followup.Wording{"en": "hello"}, Personal: true, Within: 60},
			{Day: 3, Until: 4, Channels: []followup.Channel{followup.Call, followup.Email}, Either: true, Content: followup.Wording{"en": "a study"}, Value: true},
			{Day: 9, Channels: []followup.Channel{followup.Email}, Closing: true},
		},
		Tracks: []followup.Track{{Outcome: followup.Interested, To: "post-call"}, {To: "nurture"}},
	}
}

func enrolled(on *followup.Cadence) *followup.Enrolment {
	return &followup.Enrolment{
		Cadence: on, Began: today.AddDays(-5), Step: 1, Made: []followup.Channel{followup.Email}, LastOn: today.AddDays(-1), Touches: 3, Calls: 2,
		Skipped: []followup.Skip{{Step: 0, Why: followup.Reason{Code: followup.SkippedByRep, Params: map[string]string{"by": string(ann)}}}},
		Paused:  &followup.Pause{On: today, Until: today.AddDays(4), Left: 2, Why: followup.Reason{Code: followup.PausedByRep}},
	}
}

// elsewhere is the same database as another replica sees it: it remembers nothing.
func (h house) elsewhere() *house {
	other := h
	other.db = open(h, h.raw.URL)
	other.store = other.db.Store()
	return &other
}

func TestWhereALeadStandsIsStored(t *testing.T) {
	h := newHouse(t)
	on := h.cadence(three(1), "")

	l := lead("Acme", ann, today)
	l.Country, l.Enrolment = "DE", enrolled(on)
	l = h.insert(l)
	h.same(h.load(l.ID), l)
	h.same(h.elsewhere().load(l.ID), l)

	for _, change := range []func(*followup.Lead){
		func(l *followup.Lead) { // in place
			e := *l.Enrolment
			e.Step, e.Made, e.Paused = 2, nil, nil
			l.Enrolment, l.Country = &e, ""
		},
		func(l *followup.Lead) { l.Recall = &followup.Recall{Kind: followup.Planned, Due: today} }, // with a new recall
		func(l *followup.Lead) { l.Enrolment = nil },
		func(l *followup.Lead) { l.Enrolment = &followup.Enrolment{Cadence: on, Began: today, LastOn: today} },
		func(l *followup.Lead) {
			l.Enrolment, l.Recall, l.State = nil, nil, followup.Lost
		},
	} {
		after := l
		change(&after)
		after = h.update(l, after)
		h.same(h.load(l.ID), after)
		l = after
	}
}

// TestVersionsAreReadOnce: an enrolled lead costs no query more than another one, once its version is known.
func TestVersionsAreReadOnce(t *testing.T) {
	here := newHouse(t)
	h := here.elsewhere()
	on := here.cadence(three(1), "")
	plain := h.insert(lead("Plain", ann, today))
	l := lead("Acme", ann, today)
	l.Enrolment = enrolled(on)
	l = h.insert(l)
	waits := func(id followup.LeadID) int64 {
		before := h.db.RoundTrips()
		h.load(id)
		return h.db.RoundTrips() - before
	}
	waits(plain.ID) // statements are prepared by now
	first, second, without := waits(l.ID), waits(l.ID), waits(plain.ID)
	if first != without+1 && first != without+2 { // the query for it may be prepared, too
		t.Errorf("the first time it waited %d times, a lead without a cadence %d times", first, without)
	}
	if second != without {
		t.Errorf("it waited %d times, a lead without a cadence %d times", second, without)
	}
}

func TestTheReleaseBeforeIsHarmlessToAnEnrolledLead(t *testing.T) {
	h := newHouse(t)
	on := h.cadence(three(1), "")
	l := lead("Acme", ann, today)
	l.Enrolment = enrolled(on)
	l = h.insert(l)

	// What it closes runs on none, though the columns stand as it left them.
	h.exec(`with closed as (update recalls set is_open = false where lead_id = $1)
		update leads set state = 'lost', open_recall_id = null where id = $1`, l.ID)
	closed := h.load(l.ID)
	if closed.Enrolment != nil {
		t.Errorf("a closed lead runs on %+v", closed.Enrolment)
	}
	if running, err := h.store.Running(t.Context(), w); err != nil || len(running) != 0 {
		t.Errorf("%+v, %v", running, err)
	}
	if leads, err := h.store.LeadsOn(t.Context(), w, []followup.CadenceID{on.ID}, 10); err != nil || len(leads) != 0 {
		t.Errorf("%+v, %v", leads, err)
	}
	open := closed
	open.State, open.Recall = followup.Active, &followup.Recall{Kind: followup.Planned, Due: today}
	open = h.update(closed, open)
	h.same(h.load(l.ID), open)
}

func TestUndoBringsBackWhereALeadStood(t *testing.T) {
	h := newHouse(t)
	first, second := h.cadence(three(1), ""), h.cadence(three(2), mia)
	before := lead("Acme", ann, today)
	before.Country, before.Enrolment = "AT", enrolled(first)
	before = h.insert(before)
	e := h.event(followup.Event{Lead: before.ID}, &before)
	after := before
	after.Country, after.Enrolment = "DE", &followup.Enrolment{Cadence: second, Began: today, LastOn: today}
	after = h.update(before, after)
	was, err := h.elsewhere().store.Before(t.Context(), w, e.ID)
	h.ok(err)
	h.same(was, before)

	none := after
	none.Enrolment = nil
	e = h.event(followup.Event{Lead: before.ID}, &none)
	was, err = h.store.Before(t.Context(), w, e.ID)
	h.ok(err)
	if was.Enrolment != nil {
		t.Errorf("it ran on %+v", was.Enrolment)
	}

	// A snapshot of the release before says nothing of it.
	h.exec(`update events set before = before - 'enrolment' - 'country' where id = $1`, e.ID)
	was, err = h.store.Before(t.Context(), w, e.ID)
	h.ok(err)
	h.same(was.Enrolment, after.Enrolment)
	h.same(was.Country, "DE")
}

func TestCadencesOfAWorkspace(t *testing.T) {
	h := newHouse(t)
	first, second := h.cadence(three(1), ""), h.cadence(three(2), mia)
	h.tx(func(ctx context.Context, tx tracker.Tx) error {
		again := three(2)
		_, made, err := tx.InsertCadence(ctx, w, tracker.Version{Cadence: &again, By: ann, At: noon})
		if made {
			t.Error("a version was made twice")
		}
		return err
	})
	all, err := h.store.Cadences(t.Context(), w, "three")
	h.ok(err)
	h.same(all, []tracker.Version{{Cadence: first, At: noon}, {Cadence: second, By: mia, At: noon}})
	if other, err := h.store.Cadences(t.Context(), "T2", ""); err != nil || len(other) != 0 {
		t.Errorf("another workspace has %+v, %v", other, err)
	}

	paused, runs := lead("Paused", ann, today), lead("Runs", ann, today)
	paused.Enrolment, runs.Enrolment = enrolled(first), &followup.Enrolment{Cadence: first, Began: today, LastOn: today}
	paused, runs = h.insert(paused), h.insert(runs)
	running, err := h.store.Running(t.Context(), w)
	h.ok(err)
	h.same(running, map[followup.CadenceID]tracker.Running{first.ID: {Leads: 2, Paused: 1}})
	leads, err := h.store.LeadsOn(t.Context(), w, []followup.CadenceID{first.ID, second.ID}, 10)
	h.ok(err)
	h.same(leads, []followup.Lead{paused, runs})
}

func TestARepKnowsTheirDaysOff(t *testing.T) {
	h := newHouse(t)
	days := []calendar.DayOff{{On: today, Name: "Fair"}, {On: today.AddDays(3), Name: "Bridge"}}
	h.tx(func(ctx context.Context, tx tracker.Tx) error {
		return tx.SaveDaysOff(ctx, w, append(days, calendar.DayOff{On: today.AddDays(9), Name: "Gone"}))
	})
	h.tx(func(ctx context.Context, tx tracker.Tx) error {
		rep, err := tx.Rep(ctx, w, ann)
		if err != nil {
			return err
		}
		rep.Country = "DE-BY"
		if err := tx.SaveRep(ctx, rep, noon, noon); err != nil {
			return err
		}
		return tx.SaveDaysOff(ctx, w, days)
	})
	rep, err := h.store.Rep(t.Context(), w, ann)
	h.ok(err)
	member, err := h.store.Member(t.Context(), w, ann)
	h.ok(err)
	reps, err := h.store.Reps(t.Context(), w)
	h.ok(err)
	h.same(rep.Country, "DE-BY")
	for _, got := range []followup.Rep{rep, member.Rep, reps[0]} {
		h.same(got.DaysOff, days)
	}
	h.same(member.Rep, rep)
}

func TestListsAreLookedAtInTheirTime(t *testing.T) {
	h := newHouse(t)
	keys := []string{tracker.DigestKey(ann, today.String()), tracker.DigestKey(bob, today.String())}
	h.tx(func(ctx context.Context, tx tracker.Tx) error {
		var all []tracker.Delivery
		for i, rep := range []followup.UserID{ann, bob} {
			all = append(all, tracker.Delivery{Workspace: w, Kind: tracker.KindDigest, Subject: today.String(), Recipient: string(rep), Key: keys[i], Due: noon})
		}
		if err := tx.EnqueueAll(ctx, all); err != nil {
			return err
		}
		if err := tx.WatchLists(ctx, w, keys[:1], noon); err != nil {
			return err
		}
		return tx.WatchLists(ctx, w, keys[:1], noon.Add(time.Hour)) // it is watched already
	})
	h.tx(func(ctx context.Context, tx tracker.Tx) error {
		early, err := tx.ListsToSort(ctx, noon.Add(-time.Second), 10)
		if err != nil || len(early) != 0 {
			t.Errorf("%+v, %v", early, err)
		}
		due, err := tx.ListsToSort(ctx, noon, 10)
		if err != nil {
			return err
		}
		if len(due) != 1 || due[0].Rep.ID != ann || due[0].On != today || !due[0].Looked.Equal(noon) {
			t.Fatalf("%+v", due)
		}
		return tx.SetNextSort(ctx, w, map[int64]time.Time{due[0].Delivery: noon.Add(time.Hour)})
	})
	h.tx(func(ctx context.Context, tx tracker.Tx) error {
		due, err := tx.ListsToSort(ctx, noon.Add(time.Hour), 10)
		if err != nil || len(due) != 1 {
			t.Fatalf("%+v, %v", due, err)
		}
		return tx.SetNextSort(ctx, w, map[int64]time.Time{due[0].Delivery: {}})
	})
	if n := h.count(`select count(*) from deliveries where resort_at is not null`); n != 0 {
		t.Errorf("%d lists are still looked at", n)
	}
}
