package postgres

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/tracker"
)

// Store is the tracker's store.
type Store struct {
	queries

	db *DB
}

var _ tracker.Store = (*Store)(nil)

// Store returns the tracker's store in this database.
func (db *DB) Store() *Store {
	return &Store{queries: queries{q: db.hot.onPool(), shelf: &shelf{byID: map[shelfKey]*followup.Cadence{}}}, db: db}
}

// queries has the reads, on the pool or in a transaction.
type queries struct {
	q     queryer
	shelf *shelf
}

// transaction has the reads, writes and sweeps of one transaction.
type transaction struct {
	queries
}

var _ tracker.Tx = transaction{}

// tries is how often a transaction is run that PostgreSQL ended for the sake of another.
const tries = 3

// letPass is what the other transaction gets to go on before this one is in its way again; up to twice as long, by chance.
const letPass = 20 * time.Millisecond

// errAgain ends a transaction that is to be run once more: it will see what another one has committed meanwhile.
var errAgain = errors.New("overtaken by another transaction")

// InTx runs do in a transaction at read committed. Where PostgreSQL ended it for the sake of another one (a deadlock), do runs
// again, so it must not keep what an earlier run found. A panic in do undoes the transaction and goes on.
func (s *Store) InTx(ctx context.Context, do func(tracker.Tx) error) error {
	for try := 1; ; try++ {
		err := s.db.renewed(s.inTx(ctx, do))
		if err == nil || try == tries || !overtaken(err) || ctx.Err() != nil {
			return err
		}
		select {
		case <-s.db.clock.After(letPass + rand.N(letPass)): //nolint:gosec // who is first is no secret
		case <-ctx.Done():
			return err
		}
	}
}

func (s *Store) inTx(ctx context.Context, do func(tracker.Tx) error) error {
	if err := s.db.hot.ready(ctx); err != nil {
		return err
	}
	tx, err := s.db.pool.BeginTxx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer rollback(tx)
	if err := do(transaction{queries{q: s.db.hot.onTx(tx), shelf: s.shelf}}); err != nil {
		return err
	}
	tracker.Committing(ctx)
	return committed(ctx, tx.Commit())
}

// committed tells a commit that the server refused from one whose answer got lost. A server that is going down may have committed
// before it says so; a context that ended kept the commit from being sent, or had the transaction undone a moment before.
func committed(ctx context.Context, err error) error {
	said, answered := errors.AsType[*pq.Error](err)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, sql.ErrTxDone) && ctx.Err() != nil:
		return failed("commit", ctx.Err())
	case answered && said.Code.Class() != "57", errors.Is(err, sql.ErrTxDone), err == ctx.Err(): //nolint:errorlint // database/sql returns it as it is
		return failed("commit", err)
	default:
		return fmt.Errorf("commit: %w: %w", tracker.ErrUnsure, err)
	}
}

// rollback undoes tx unless it is committed. Its error says nothing that the cause doesn't: the server undoes what is not committed.
func rollback(tx *sqlx.Tx) { _ = tx.Rollback() }

// overtaken reports whether the transaction would do its work when run again: a serialization failure or a deadlock.
func overtaken(err error) bool {
	return errors.Is(err, errAgain) || pq.As(err, "40001", "40P01") != nil
}

// failed says what could not be done, in the tracker's words where it has some.
func failed(doing string, err error) error {
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return fmt.Errorf("%s: %w", doing, tracker.ErrNotFound)
	case pq.As(err, "22021", "22P05") != nil: // bytes that are not UTF-8, NUL among them
		return fmt.Errorf("%s: %w: %w", doing, tracker.ErrBadText, err)
	default:
		return fmt.Errorf("%s: %w", doing, err)
	}
}
