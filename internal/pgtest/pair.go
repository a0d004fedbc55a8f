package pgtest

import (
	"context"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/jonboulle/clockwork"
	"github.com/lib/pq"

	"github.com/followup-bot/followup/internal/localpg"
)

// Pair is a migrated database on two servers of its own: one leads, the other
// follows it, and a commit is on both before it returns.
type Pair struct {
	*Outage // the one that leads

	// Both is the address of both, the leading one first.
	Both string

	standby *localpg.Cluster
}

// NewPair starts both; they go away with the test.
func NewPair(t testing.TB) *Pair {
	t.Helper()
	leader := newOutage(t, localpg.Options{MaxConnections: 50, Replicated: true})
	ctx := context.WithoutCancel(t.Context())
	standby, err := leader.cluster.Standby(ctx)
	leader.check(err)
	t.Cleanup(func() {
		if err := standby.Stop(ctx); err != nil {
			t.Errorf("stop the test's standby: %v", err)
		}
	})
	p := &Pair{Outage: leader, standby: standby}
	first, err := pq.NewConfig(leader.URL)
	leader.check(err)
	second, err := pq.NewConfig(p.StandbyURL())
	leader.check(err)
	p.Both = "host=" + first.Host + "," + second.Host + " port=5432 user=" + first.User + " dbname=followup sslmode=disable"
	p.until(`select exists (select from pg_stat_replication where state = 'streaming')`)
	p.set("synchronous_standby_names", "*")
	p.until(`select exists (select from pg_stat_replication where sync_state = 'sync')`)
	return p
}

// StandbyURL is the address of the server that follows, or did.
func (p *Pair) StandbyURL() string { return p.standby.URL("followup") }

// Promote has the standby lead, and looks at the database there from now on.
// The other one must be down, or take no changes.
func (p *Pair) Promote() {
	p.t.Helper()
	_ = p.close() // its server may be gone
	var err error
	p.DB.DB, err = sqlx.ConnectContext(context.WithoutCancel(p.t.Context()), "postgres", p.StandbyURL())
	p.check(err)
	p.MustExec(`select pg_promote()`)
}

// Refuse has the leading server take no more changes, in sessions that are open
// as well.
func (p *Pair) Refuse() {
	p.t.Helper()
	p.set("default_transaction_read_only", "on")
}

// Follow has the server that led, and is down, follow the one that leads now.
func (p *Pair) Follow() {
	p.t.Helper()
	p.check(p.cluster.Follow(p.t.Context(), p.standby))
}

// set changes a setting of the leading server and returns when it holds.
func (p *Pair) set(name, value string) {
	p.t.Helper()
	p.MustExec(`alter system set ` + name + ` = ` + pq.QuoteLiteral(value))
	p.MustExec(`select pg_reload_conf()`)
	p.until(`select current_setting('` + name + `') = ` + pq.QuoteLiteral(value))
}

func (p *Pair) until(query string) {
	p.t.Helper()
	clock := clockwork.NewRealClock()
	for holds := false; !holds; <-clock.After(5 * time.Millisecond) {
		p.check(p.GetContext(p.t.Context(), &holds, query))
	}
}
