package delivery_test

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"

	"github.com/followup-bot/followup/internal/delivery"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/pgtest"
	"github.com/followup-bot/followup/internal/postgres"
)

const (
	big      = followup.WorkspaceID("TBIG")
	wave     = 5000 // digests of the big workspace
	smallOne = 199  // workspaces beside it, with one to five digests each
	posts    = "chat.postMessage"
)

// city is 200 workspaces on one database, served by two replicas.
type city struct {
	t       *testing.T
	db      *postgres.DB
	raw     *pgtest.DB
	engines []*delivery.Engine
	p       *districts
}

// districts is Slack for many workspaces: it counts what each was sent, and does with a post of the big one as a test says.
type districts struct {
	mu    sync.Mutex
	sent  map[followup.WorkspaceID]int
	twice []string
	seen  map[string]bool
	small int // posts of all small ones
	done  chan struct{}
	want  int // posts of all small ones, when done is closed
	atEnd int // posts of the big one by then

	before func(ctx context.Context, w followup.WorkspaceID) error
}

func (p *districts) Send(ctx context.Context, i delivery.Item) (delivery.Sent, error) {
	if p.before != nil {
		if err := p.before(ctx, i.Workspace); err != nil {
			return delivery.Sent{}, err
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	key := string(i.Workspace) + "/" + i.Recipient
	if p.seen[key] {
		p.twice = append(p.twice, key)
	}
	p.seen[key] = true
	p.sent[i.Workspace]++
	if i.Workspace != big {
		if p.small++; p.small == p.want {
			p.atEnd = p.sent[big]
			close(p.done)
		}
	}
	return delivery.Sent{Channel: "D" + i.Recipient, TS: fmt.Sprint(i.ID)}, nil
}

func (p *districts) Find(context.Context, delivery.Item) (delivery.Sent, bool, error) {
	return delivery.Sent{}, false, nil
}

func (p *districts) count(w followup.WorkspaceID) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.sent[w]
}

func small(n int) followup.WorkspaceID { return followup.WorkspaceID(fmt.Sprintf("TSMALL%03d", n)) }

// digests of the n-th small workspace.
func digests(n int) int { return 1 + n%5 }

// newCity has the big workspace's wave wait, since a moment before anybody else's digest is due.
func newCity(t *testing.T) *city {
	t.Helper()
	t.Parallel()
	c := &city{t: t, raw: pgtest.New(t), p: &districts{
		sent: map[followup.WorkspaceID]int{}, seen: map[string]bool{}, done: make(chan struct{}),
	}}
	served := []followup.WorkspaceID{big}
	for n := range smallOne {
		served = append(served, small(n))
		c.p.want += digests(n)
	}
	o := delivery.Defaults()
	o.SendTimeout, o.Lease = 5*time.Minute, 10*time.Minute // no test of time: a slow computer is no dead replica
	for range 2 {
		db, err := postgres.Open(t.Context(), c.raw.URL, postgres.Options{})
		must(t, err)
		t.Cleanup(func() { must(t, db.Close()) })
		engine, err := delivery.New(db.Outbox(), c.p, served, clockwork.NewFakeClockAt(now), slog.New(slog.DiscardHandler), o)
		must(t, err)
		c.db, c.engines = db, append(c.engines, engine)
	}
	c.enqueue(big, wave, now.Add(-time.Second))
	return c
}

// morning has the digests of all the small ones wait.
func (c *city) morning() {
	c.t.Helper()
	for n := range smallOne {
		c.enqueue(small(n), digests(n), now)
	}
}

func (c *city) enqueue(w followup.WorkspaceID, n int, due time.Time) {
	c.t.Helper()
	_, err := c.raw.ExecContext(c.t.Context(), `
		insert into deliveries (workspace_id, kind, subject, recipient, dedupe_key, due_at, rank_at)
		select $1, 'digest', '2026-05-12', 'U' || n, 'digest/U' || n, $3, $3
		from generate_series(1, $2) n`, w, n, due)
	must(c.t, err)
}

func (c *city) kick(ctx context.Context) {
	c.t.Helper()
	for _, e := range c.engines {
		must(c.t, e.Kick(ctx))
	}
}

func (c *city) wait() {
	for _, e := range c.engines {
		e.Wait()
	}
}

// onceEach fails the test where a small one lacks a digest, or anybody got one twice.
func (c *city) onceEach() {
	c.t.Helper()
	for n := range smallOne {
		if got := c.p.count(small(n)); got != digests(n) {
			c.t.Errorf("%s got %d of %d digests", small(n), got, digests(n))
		}
	}
	if len(c.p.twice) > 0 {
		c.t.Errorf("sent twice: %q", c.p.twice)
	}
}
