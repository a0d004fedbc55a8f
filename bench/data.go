package main

import (
	"context"
	"flag"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/jonboulle/clockwork"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/postgres"
	"github.com/followup-bot/followup/internal/tracker"
)

// data measures what people look up, and what is done by itself, on workspaces of different sizes. A rep has a hundred leads in all of
// them, so that what one rep waits for should be the same everywhere.
func data(ctx context.Context, h *house, args []string) error {
	f := flag.NewFlagSet("data", flag.ContinueOnError)
	sizes := f.String("leads", "10000,100000,1000000", "how many leads, one measurement each")
	times := f.Int("times", 500, "how often each is looked up, by one person after the other")
	memory := f.String("memory", "1GB", "PostgreSQL's own, its shared_buffers: a quarter of the database of a million leads")
	if err := f.Parse(args); err != nil {
		return err
	}
	if err := h.open(ctx, false, "shared_buffers="+*memory); err != nil { // reads don't wait for the disk
		return err
	}
	for size := range strings.SplitSeq(*sizes, ",") {
		n, err := strconv.Atoi(size)
		if err != nil {
			return fmt.Errorf("--leads: %w", err)
		}
		if err := h.dataOf(ctx, n, *times); err != nil {
			return err
		}
	}
	return nil
}

// tuesday is the moment at which all of it is looked at: half past eight in Berlin.
var tuesday = time.Date(2026, 5, 12, 6, 30, 0, 0, time.UTC)

func (h *house) dataOf(ctx context.Context, leads, times int) error {
	name := "leads" + strconv.Itoa(leads)
	url, db, err := h.database(ctx, name)
	if err != nil {
		return err
	}
	reps := madeUpReps(leads / 100)
	begun := real.Now()
	if err := fill(ctx, db, dataset{workspace: "T1", reps: reps, leads: leads, at: tuesday, digests: tuesday, seed: 7}); err != nil {
		return err
	}
	var size int64
	if err := db.GetContext(ctx, &size, `select pg_database_size(current_database())`); err != nil {
		return err
	}
	h.say("%d leads, %d reps, %d touches: %s, made in %.0f s", leads, len(reps), touchesEach*leads, megabytes(size), real.Since(begun).Seconds())
	store, err := postgres.Open(ctx, url, postgres.Options{StatementTimeout: time.Minute})
	if err != nil {
		return err
	}
	defer func() { _ = store.Close() }()
	l := lookups{
		db: db, reps: reps,
		t:    tracker.New(store.Store(), clockwork.NewFakeClockAt(tuesday), nil),
		boss: tracker.New(store.Store(), clockwork.NewFakeClockAt(tuesday), []followup.UserID{followup.UserID(reps[0])}),
	}
	for _, look := range l.all() {
		n := times
		if look.once {
			n = 1
		}
		took, err := look.repeat(ctx, n)
		if err != nil {
			return fmt.Errorf("%s: %w", look.name, err)
		}
		h.say("    %-45s %s", look.name, took)
	}
	return nil
}

// lookups are what is measured on one database.
type lookups struct {
	db      *sqlx.DB
	reps    []string
	t, boss *tracker.Tracker // for boss, the first rep is an admin
}

// lookup is one of them; do gets how often it was done before.
type lookup struct {
	name string
	once bool
	do   func(ctx context.Context, i int) error
}

// warm is how often something is done before it is measured: sessions prepare and plan their statements then.
const warm = 40

func (l lookup) repeat(ctx context.Context, n int) (took times, err error) {
	if !l.once {
		for i := range warm {
			if err := l.do(ctx, i); err != nil {
				return nil, err
			}
		}
	}
	for i := range n {
		begun := real.Now()
		if err := l.do(ctx, warm+i); err != nil {
			return nil, err
		}
		took = append(took, real.Since(begun))
	}
	return took, nil
}

// rep is another rep each time, all over the workspace.
func (l lookups) rep(i int) tracker.Actor {
	return tracker.Actor{Workspace: "T1", User: followup.UserID(l.reps[i*7919%len(l.reps)])}
}

func (l lookups) admin() tracker.Actor {
	return tracker.Actor{Workspace: "T1", User: followup.UserID(l.reps[0])}
}

// lead is one of the rep's leads.
func (l lookups) lead(i int) followup.LeadID {
	place := i * 7919 % len(l.reps)
	return followup.LeadID(max(place-1+len(l.reps)*(1+i%50), 1))
}

// typed is what somebody has typed so far of a name.
var typed = []string{"ac", "beta", "weber", "rhein", "a", "ruiz", "gmbh", "solar", "zzz", "otto"}

func (l lookups) all() []lookup {
	text := func(i int) string { return typed[i%len(typed)] }
	return []lookup{
		{"due list", false, func(ctx context.Context, i int) error { _, err := l.t.Today(ctx, l.rep(i)); return err }},
		{"typeahead, own and team's leads", false, func(ctx context.Context, i int) error { _, err := l.t.Find(ctx, l.rep(i), text(i), 20); return err }},
		{"typeahead of an admin, all leads", false, func(ctx context.Context, i int) error { _, err := l.boss.Find(ctx, l.admin(), text(i), 20); return err }},
		{"team summary, ten reps", false, func(ctx context.Context, i int) error {
			_, err := l.t.Summary(ctx, "T1", followup.TeamID(1+i*31%(len(l.reps)/10)), false)
			return err
		}},
		{"Home", false, func(ctx context.Context, i int) error { _, err := l.t.Home(ctx, "T1", l.rep(i).User); return err }},
		{"card", false, func(ctx context.Context, i int) error {
			_, err := l.boss.Card(ctx, l.admin(), l.lead(i), 0)
			return err
		}},
		{"did you mean", false, func(ctx context.Context, i int) error { _, err := l.t.Similar(ctx, l.rep(i), "Acmetek", 5); return err }},
		{"add, held against all leads", false, func(ctx context.Context, i int) error {
			a := l.rep(i)
			a.Request, a.Source = "add/"+strconv.Itoa(i), followup.FromCommand
			_, err := l.t.Add(ctx, a, tracker.NewLead{Name: "New " + strconv.Itoa(i), Company: "Quite new " + strconv.Itoa(i)}, true)
			return err
		}},
		{"a minute's sweep, nothing due", false, func(ctx context.Context, i int) error {
			if i == 0 {
				if _, err := l.db.ExecContext(ctx, `update reps set next_digest_at = next_digest_at + interval '1 day'; update deliveries set redraw_at = redraw_at + interval '1 day'`); err != nil {
					return err
				}
			}
			return l.t.Sweep(ctx)
		}},
		{"a morning's sweep, all reps due", true, func(ctx context.Context, _ int) error {
			if _, err := l.db.ExecContext(ctx, `update reps set next_digest_at = next_digest_at - interval '1 day'`); err != nil {
				return err
			}
			return l.t.Sweep(ctx)
		}},
	}
}
