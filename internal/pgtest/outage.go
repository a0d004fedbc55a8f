package pgtest

import (
	"context"
	"testing"

	"github.com/jmoiron/sqlx"

	"github.com/followup-bot/followup/internal/localpg"
)

// Outage is a migrated database on a private server of its own, for tests that
// take the server away. Its address stays the same all along. Call its methods
// from the test's goroutine: they fail the test when they can't do their work.
type Outage struct {
	*DB

	t       testing.TB
	cluster *localpg.Cluster
}

// NewOutage starts the server; it goes away with the test. It takes about as
// long as twenty databases of New.
func NewOutage(t testing.TB) *Outage {
	t.Helper()
	return newOutage(t, localpg.Options{MaxConnections: 200})
}

func newOutage(t testing.TB, options localpg.Options) *Outage {
	t.Helper()
	ctx := context.WithoutCancel(t.Context()) // the cleanup runs after t's context has ended
	cluster, err := localpg.Start(ctx, options)
	if err != nil {
		t.Fatalf("this test needs PostgreSQL: %v", err)
	}
	o := &Outage{DB: &DB{URL: cluster.URL("followup")}, t: t, cluster: cluster}
	t.Cleanup(func() {
		o.cluster.Resume()
		_ = o.close() // sessions that an outage cut can't be closed well
		if err := cluster.Stop(ctx); err != nil {
			t.Errorf("stop the test's server: %v", err)
		}
	})
	o.check(cluster.CreateDatabase(ctx, "followup"))
	o.check(migrate(ctx, o.URL))
	o.DB.DB, err = sqlx.ConnectContext(ctx, "postgres", o.URL)
	o.check(err)
	o.SetMaxOpenConns(10)
	return o
}

// Stop shuts the server down cleanly: sessions are cut, connecting fails.
func (o *Outage) Stop() {
	o.t.Helper()
	o.check(o.cluster.Down(o.t.Context()))
}

// Start brings the server back after Stop or Kill, with all it had committed.
func (o *Outage) Start() {
	o.t.Helper()
	o.check(o.cluster.Up(o.t.Context()))
}

// Restart is Stop and Start.
func (o *Outage) Restart() {
	o.t.Helper()
	o.check(o.cluster.Restart(o.t.Context()))
}

// Abort ends the server at once, as pg_ctl stop -m immediate does.
func (o *Outage) Abort() { o.cluster.Abort() }

// Kill ends the server as a crash would.
func (o *Outage) Kill() { o.cluster.Kill() }

// Pause freezes the server: nothing fails and nothing answers. Mind that lib/pq
// waits for a frozen server even when its context has ended.
func (o *Outage) Pause() { o.cluster.Pause() }

// Resume ends a Pause.
func (o *Outage) Resume() { o.cluster.Resume() }

func (o *Outage) check(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatalf("the test's own PostgreSQL: %v", err)
	}
}
