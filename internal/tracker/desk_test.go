package tracker_test

import (
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jonboulle/clockwork"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/pgtest"
	"github.com/followup-bot/followup/internal/postgres"
	"github.com/followup-bot/followup/internal/tracker"
)

const (
	w     = followup.WorkspaceID("T1")
	ann   = followup.UserID("UANN")  // a rep in Berlin
	bob   = followup.UserID("UBOB")  // her teammate
	mia   = followup.UserID("UMIA")  // manages their team
	zoe   = followup.UserID("UZOE")  // a full member of no team
	admin = followup.UserID("UADM")  // a Slack admin
	guest = followup.UserID("UGST")  // a guest
	gone  = followup.UserID("UGONE") // deactivated
)

// morning is eight o'clock in Berlin on a Tuesday, before the digest.
var morning = time.Date(2026, 5, 12, 6, 0, 0, 0, time.UTC)

var today = calendar.On(2026, 5, 12)

// desk is a tracker on a real store, with a clock to turn.
type desk struct {
	*testing.T
	*tracker.Tracker

	clock    *clockwork.FakeClock
	raw      *pgtest.DB
	db       *postgres.DB
	store    *postgres.Store
	requests *atomic.Int64
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	t.Parallel()
	raw := pgtest.New(t)
	db, err := postgres.Open(t.Context(), raw.URL, postgres.Options{StatementTimeout: 20 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	d := &desk{T: t, clock: clockwork.NewFakeClockAt(morning), raw: raw, db: db, store: db.Store(), requests: new(atomic.Int64)}
	d.Tracker = tracker.New(d.store, d.clock, nil)
	boss, visitor, left := person(admin), person(guest), person(gone)
	boss.Admin, visitor.Guest, left.Deleted = true, true, true
	d.ok(d.SavePeople(t.Context(), []followup.Person{person(ann), person(bob), person(mia), person(zoe), boss, visitor, left}))
	_, err = d.SaveTeam(t.Context(), d.as(mia), teamIn("C1", mia, ann, bob))
	d.ok(err)
	return d
}

// in is the same desk for a subtest.
func (d *desk) in(t *testing.T) *desk {
	sub := *d
	sub.T = t
	return &sub
}

func person(id followup.UserID) followup.Person {
	return followup.Person{Workspace: w, ID: id, Name: "Name of " + string(id), Zone: "Europe/Berlin"}
}

func teamIn(channel followup.ChannelID, manager followup.UserID, members ...followup.UserID) tracker.TeamSettings {
	return tracker.TeamSettings{
		Channel: channel, Name: "Sales", Manager: manager, Members: members, Zone: "Europe/Berlin",
		SummaryOn: followup.DefaultSummaryOn, SummaryAt: followup.DefaultSummaryAt,
	}
}

// as is somebody with a new request.
func (d *desk) as(id followup.UserID) tracker.Actor {
	return tracker.Actor{
		Workspace: w, User: id, Source: followup.FromModal, Request: fmt.Sprintf("request %d", d.requests.Add(1)),
	}
}

func (d *desk) ok(err error) {
	d.Helper()
	if err != nil {
		d.Fatal(err)
	}
}

func (d *desk) is(err, want error) {
	d.Helper()
	if !errors.Is(err, want) {
		d.Errorf("error is %v, want %v", err, want)
	}
}

func (d *desk) same(got, want any) {
	d.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		d.Errorf("-want +got\n%s", diff)
	}
}

// must is the receipt of what has to work.
func (d *desk) must(r digest.Receipt, err error) digest.Receipt {
	d.Helper()
	d.ok(err)
	return r
}

// lead adds a lead of somebody, due on a date.
func (d *desk) lead(owner followup.UserID, name string, due calendar.Date) followup.Lead {
	d.Helper()
	return d.must(d.Add(d.Context(), d.as(owner), tracker.NewLead{
		Name: name, First: followup.NextStep{Kind: followup.NextRecall, On: due, Channel: followup.Call},
	}, true)).Lead
}

func (d *desk) load(id followup.LeadID) followup.Lead {
	d.Helper()
	l, err := d.store.Lead(d.Context(), w, id)
	d.ok(err)
	return l
}

func (d *desk) count(query string, args ...any) int {
	d.Helper()
	var n int
	d.ok(d.raw.GetContext(d.Context(), &n, query, args...))
	return n
}

// at turns the clock to an instant and sweeps.
func (d *desk) at(t time.Time) {
	d.Helper()
	d.clock.Advance(t.Sub(d.clock.Now()))
	d.ok(d.Sweep(d.Context()))
}

// posted has the digests posted that wait.
func (d *desk) posted() {
	d.Helper()
	_, err := d.raw.ExecContext(d.Context(),
		`update deliveries set channel = 'D1', ts = id::text, shown = wanted where kind = 'digest' and ts = ''`)
	d.ok(err)
}

// digests lists the dates for which somebody was given a digest, in the order in which they came.
func (d *desk) digests(rep followup.UserID) []string {
	d.Helper()
	dates := []string{}
	d.ok(d.raw.SelectContext(d.Context(), &dates,
		`select subject from deliveries where kind = 'digest' and recipient = $1 order by id`, rep))
	return dates
}

func seen(l followup.Lead) tracker.Target {
	return tracker.Target{Lead: l.ID, Seen: &tracker.Seen{Recall: l.Recall.ID, Version: l.Recall.Version}}
}

func recall(on calendar.Date) followup.NextStep {
	return followup.NextStep{Kind: followup.NextRecall, On: on}
}

// unversioned is a lead as people see it: the recall's version only serves buttons.
func unversioned(l followup.Lead) followup.Lead {
	if l.Recall != nil {
		r := *l.Recall
		r.Version = 0
		l.Recall = &r
	}
	return l
}

func berlin(month time.Month, day, hour, minute int) time.Time {
	loc, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		panic(err)
	}
	return time.Date(2026, month, day, hour, minute, 0, 0, loc)
}
