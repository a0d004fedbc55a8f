package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/followup-bot/followup/internal/slacksim"
)

// loadOptions are what the load is put on.
type loadOptions struct {
	rates  string
	long   time.Duration
	warm   time.Duration
	reps   int
	leads  int
	fsync  bool
	atOnce int
	bots   int
}

func (o *loadOptions) flags(name string) *flag.FlagSet {
	f := flag.NewFlagSet(name, flag.ContinueOnError)
	f.StringVar(&o.rates, "rates", "50,200,500", "commands a second, one measurement each; most: as many as it can hold")
	f.DurationVar(&o.long, "for", 30*time.Second, "how long each is measured")
	f.DurationVar(&o.warm, "warm", 5*time.Second, "how long commands come before that")
	f.IntVar(&o.reps, "reps", 100, "how many people type")
	f.IntVar(&o.leads, "leads", 10_000, "how many leads they have together")
	f.BoolVar(&o.fsync, "fsync", true, "have commits wait for the disk")
	f.IntVar(&o.bots, "replicas", 1, "how many replicas serve them, on one database")
	f.IntVar(&o.atOnce, "at-once", 64, "for most: how many people wait at any moment")
	return f
}

// paces are the rates as numbers.
func (o *loadOptions) paces() (rates []int, err error) {
	for rate := range strings.SplitSeq(o.rates, ",") {
		n, err := strconv.Atoi(rate)
		if err != nil {
			return nil, fmt.Errorf("--rates: %w", err)
		}
		rates = append(rates, n)
	}
	return rates, nil
}

// office is a workspace with people who have leads, and a database with them.
type office struct {
	ws    *slacksim.Workspace
	db    *sqlx.DB
	url   string
	lines []line
}

func (h *house) office(ctx context.Context, o loadOptions) (f office, err error) {
	if err := h.open(ctx, o.fsync); err != nil {
		return f, err
	}
	if f.url, f.db, err = h.database(ctx, "followup"); err != nil {
		return f, err
	}
	ws, reps, err := h.workspace(ctx, o.reps)
	if err != nil {
		return f, err
	}
	f.ws = ws
	now := real.Now()
	err = fill(ctx, f.db, dataset{workspace: ws.TeamID(), reps: reps, leads: o.leads, at: now, digests: now.Add(20 * time.Hour), seed: 7})
	if err != nil {
		return f, err
	}
	// Digests and Home tabs would be redrawn as fast as this workspace answers; Slack allows 50 and 100 a minute.
	if _, err := f.db.ExecContext(ctx, `truncate deliveries`); err != nil {
		return f, err
	}
	f.lines, err = logLines(ctx, f.db, reps)
	return f, err
}

// load measures one command logged, envelope to ack, commit included, at each rate.
func load(ctx context.Context, h *house, args []string) error {
	var o loadOptions
	if err := o.flags("load").Parse(args); err != nil {
		return err
	}
	program, err := h.build(ctx)
	if err != nil {
		return err
	}
	f, err := h.office(ctx, o)
	if err != nil {
		return err
	}
	var bots replicas
	for range o.bots {
		bot, err := h.serve(ctx, program, f.url, f.ws) // those after the first connect while the first commands come
		if err != nil {
			return err
		}
		bots = append(bots, bot)
	}
	server, err := postmaster(ctx, f.db)
	if err != nil {
		return err
	}
	typing := &pacer{ws: f.ws, lines: f.lines}
	typing.atRate(ctx, 50, o.warm)
	for rate := range strings.SplitSeq(o.rates, ",") {
		if err := h.loadAt(ctx, f, bots, server, typing, o, rate); err != nil {
			return err
		}
	}
	if n := len(f.ws.Violations()); n > 0 {
		return fmt.Errorf("%d things that Slack forbids, such as %v", n, f.ws.Violations()[0])
	}
	return nil
}

func (h *house) loadAt(ctx context.Context, f office, bots replicas, server int, typing *pacer, o loadOptions, rate string) error {
	acked := newAcks(f.ws)
	stored, err := touches(ctx, f.db)
	if err != nil {
		return err
	}
	wal, err := written(ctx, f.db)
	if err != nil {
		return err
	}
	usedBots, usedServer, usedHere := bots.cpu(), tree(server), self()
	typed, failed := typing.next.Load(), typing.failed.Load()
	begun := real.Now()
	var backlog time.Duration
	var held float64
	took := acked.during(func() {
		if rate == "most" {
			held = typing.asFastAs(ctx, o.atOnce, o.long)
			return
		}
		perSecond, convErr := strconv.Atoi(rate)
		err = convErr
		if err == nil {
			backlog = typing.atRate(ctx, perSecond, o.long)
		}
	})
	if err = errors.Join(err, ctx.Err()); err != nil {
		return err
	}
	long := real.Since(begun)
	typed, failed = typing.next.Load()-typed, typing.failed.Load()-failed
	now, err := touches(ctx, f.db)
	if err != nil {
		return err
	}
	walNow, err := written(ctx, f.db)
	if err != nil {
		return err
	}
	m, err := bots.memory()
	if err != nil {
		return err
	}
	if rate == "most" {
		rate = fmt.Sprintf("most: %.0f", held)
	}
	each := func(used time.Duration) string { return ms(used / time.Duration(max(typed, 1))) }
	h.say("%s/s: %d commands in %.1f s, %d failed, %d touches stored; %s; the last acks %s after the last command", rate, typed, long.Seconds(), failed, now-stored, took, ms(backlog))
	h.say("    bot: %.1f MB (most %.1f), processor per command: bot %s, PostgreSQL %s, simulated workspace %s; WAL %.1f kB per command",
		m.now, m.most, each(bots.cpu()-usedBots), each(tree(server)-usedServer), each(self()-usedHere), float64(walNow-wal)/1000/float64(max(typed, 1)))
	if failed > 0 {
		h.say("    first failure: %v", strings.SplitN(typing.err.Error(), "\n", 2)[0])
	}
	return nil
}

func touches(ctx context.Context, db *sqlx.DB) (n int, err error) {
	return n, db.GetContext(ctx, &n, `select count(*) from touches`)
}

// written is how many bytes of WAL the server has written since it was made.
func written(ctx context.Context, db *sqlx.DB) (n int64, err error) {
	return n, db.GetContext(ctx, &n, `select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint`)
}

// replicas are programs that serve one workspace together.
type replicas []*process

// cpu is what they used together.
func (r replicas) cpu() (used time.Duration) {
	for _, p := range r {
		used += p.cpu()
	}
	return used
}

// memory is that of the one that holds the most.
func (r replicas) memory() (largest memory, err error) {
	for _, p := range r {
		m, err := p.memory()
		if err != nil {
			return m, err
		}
		if m.now > largest.now {
			largest = m
		}
	}
	return largest, nil
}
