package postgres

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/followup-bot/followup/internal/tracker"
)

// queryer runs statements: the pool, or a transaction on it.
type queryer interface {
	GetContext(ctx context.Context, dest any, query string, args ...any) error
	SelectContext(ctx context.Context, dest any, query string, args ...any) error
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

var (
	_ queryer = (*sqlx.DB)(nil)
	_ queryer = (*sqlx.Tx)(nil)
)

// hotQueries are prepared once per connection: lib/pq would have the server plan them anew each time. They are what a log, a
// button, a digest, a card and Home run.
var hotQueries = []string{
	sqlMember, sqlAdmit, sqlPerson, sqlPeople, sqlRep, sqlTeamsOf,
	sqlNamedLead, sqlFindLeads, sqlFindLeadsOf, sqlLockLead, sqlLeadToLog, sqlLead,
	sqlUpdateLead, sqlInsertRecall,
	sqlRepsOf, sqlDueLeads, sqlCovered, sqlRested, sqlCountDue, sqlCountAhead, sqlLoads, sqlSettledOn, sqlLastWords, sqlLastTouches,
	sqlAttempts, sqlTouchesOf, sqlPieces,
	sqlEvent, sqlNewestEvent, sqlInsertEvent, sqlInsertTouch,
	sqlRecord, sqlRecordOwing, sqlClaimRequest, sqlNoteSettled, sqlRedraw, sqlObligations, sqlHeard, sqlOwedBy,
	sqlEchoLeads, sqlPromises, sqlWakingLeads, sqlDigestsOf, sqlNewestEventBy, sqlHistory, sqlCountHistory,
	sqlLanes, sqlTakeTurn, sqlGiveTurn, sqlBlocked, sqlClaim, sqlClaimPosted, sqlSettle,
}

// prepared keeps the hot queries, prepared on first use.
type prepared struct {
	db      *sqlx.DB
	noticed func(error) error // sees every error of a statement on the pool, once its connection is given back
	mu      sync.Mutex        // held while preparing
	stmts   atomic.Pointer[map[string]*sqlx.Stmt]
}

// ready prepares the hot queries where that was not done yet. Call it before a transaction takes its connection: waiting for a
// second one with the first in hand could block the whole pool.
func (p *prepared) ready(ctx context.Context) error {
	if p.stmts.Load() != nil {
		return nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.stmts.Load() != nil {
		return nil
	}
	stmts := make(map[string]*sqlx.Stmt, len(hotQueries))
	for _, query := range hotQueries {
		stmt, err := p.db.PreparexContext(ctx, query)
		if err != nil {
			for _, s := range stmts {
				_ = s.Close()
			}
			return fmt.Errorf("prepare statements: %w", err)
		}
		stmts[query] = stmt
	}
	p.stmts.Store(&stmts)
	return nil
}

// Warm prepares the hot queries, which the first request would have to wait for. The schema must be up to date.
func (db *DB) Warm(ctx context.Context) error { return db.hot.ready(ctx) }

const (
	// spared is how many connections WarmAll leaves to those who need one meanwhile.
	spared = 2
	// settled is how often a session plans a statement before it keeps a plan: five times for the values, then once for all.
	settled = 6
	// warmWithin is how long WarmAll may keep the connections to itself: where the way to the database is long, those who came first wait
	// for the rest.
	warmWithin = 5 * time.Second
)

// WarmAll opens the pool's connections and has each settle how it does what a typed log asks: else whoever comes first to one waits for
// that, and a rush opens all of them at once. Nothing is found by what is asked, and nothing stored. After an error whoever asks for
// something waits a little longer, as without it.
func (db *DB) WarmAll(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, warmWithin)
	defer cancel()
	var held []*sqlx.Tx // until the last one is open: else each would be the first again
	defer func() {
		for _, tx := range held {
			rollback(tx)
		}
	}()
	for range db.options.MaxConns - spared {
		tx, err := db.pool.BeginTxx(ctx, nil)
		if err != nil {
			return fmt.Errorf("begin: %w", err)
		}
		held = append(held, tx)
		q := queries{q: db.hot.onTx(tx), shelf: &shelf{}}
		for range settled {
			if err := q.askNothing(ctx); err != nil {
				return err
			}
		}
	}
	return nil
}

// askNothing asks what a typed log asks, about nobody and no lead.
func (s queries) askNothing(ctx context.Context) error {
	for _, ask := range []func() error{
		func() error { _, err := s.Member(ctx, "", ""); return err },
		func() error { _, _, err := s.NamedLead(ctx, "", "", "", nil); return err },
		func() error { _, err := s.Fresh(ctx, "", 0); return err },
		func() error { return s.planRecord(ctx) },
	} {
		if err := ask(); err != nil && !errors.Is(err, tracker.ErrNotFound) {
			return err
		}
	}
	return nil
}

// find returns the prepared form of a query, nil where it has none.
func (p *prepared) find(query string) *sqlx.Stmt {
	if stmts := p.stmts.Load(); stmts != nil {
		return (*stmts)[query]
	}
	return nil
}

// quick is a queryer that runs the prepared form of a query where there is one.
type quick struct {
	queryer

	find    func(ctx context.Context, query string) *sqlx.Stmt
	noticed func(error) error
}

func (q quick) GetContext(ctx context.Context, dest any, query string, args ...any) error {
	if stmt := q.find(ctx, query); stmt != nil {
		return q.noticed(stmt.GetContext(ctx, dest, args...))
	}
	return q.noticed(q.queryer.GetContext(ctx, dest, query, args...))
}

func (q quick) SelectContext(ctx context.Context, dest any, query string, args ...any) error {
	if stmt := q.find(ctx, query); stmt != nil {
		return q.noticed(stmt.SelectContext(ctx, dest, args...))
	}
	return q.noticed(q.queryer.SelectContext(ctx, dest, query, args...))
}

func (q quick) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	run := q.queryer.ExecContext
	if stmt := q.find(ctx, query); stmt != nil {
		run = func(ctx context.Context, _ string, args ...any) (sql.Result, error) {
			return stmt.ExecContext(ctx, args...)
		}
	}
	result, err := run(ctx, query, args...)
	return result, q.noticed(err)
}

// onPool runs statements each in a transaction of its own.
func (p *prepared) onPool() queryer {
	return quick{queryer: p.db, noticed: p.noticed, find: func(ctx context.Context, query string) *sqlx.Stmt {
		if p.ready(ctx) != nil {
			return nil // the query itself will say what is wrong
		}
		return p.find(query)
	}}
}

// onTx runs statements in tx. Its errors are noticed when it is over.
func (p *prepared) onTx(tx *sqlx.Tx) queryer {
	return quick{queryer: tx, noticed: func(err error) error { return err }, find: func(ctx context.Context, query string) *sqlx.Stmt {
		if stmt := p.find(query); stmt != nil {
			return tx.StmtxContext(ctx, stmt)
		}
		return nil
	}}
}
