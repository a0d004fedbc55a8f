package faulty

import (
	"context"
	"errors"
	"fmt"

	"github.com/lib/pq"

	"github.com/followup-bot/followup/internal/tracker"
)

// store is a store whose transactions and reads fail.
type store struct {
	tracker.Store

	in *Injector
}

// Store returns s with transactions that can't be begun, that are ended in the middle, and whose commit's answer gets lost.
func (i *Injector) Store(s tracker.Store) tracker.Store { return store{s, i} }

func (s store) InTx(ctx context.Context, do func(tracker.Tx) error) error {
	err := errNotBegun
	lost := s.in.risk(ctx, "transaction", func() error {
		err = s.Store.InTx(ctx, func(tx tracker.Tx) error { return do(transaction{tx, s.in}) })
		return err
	})
	if err == nil && lost != nil {
		return fmt.Errorf("%w: %w", tracker.ErrUnsure, lost)
	}
	return lost
}

// Record meets somebody who was faster, where the database would end it for the sake of another one.
func (s store) Record(ctx context.Context, e tracker.Entry) (stored tracker.Recorded, done bool, err error) {
	if s.in.strike(ctx, "record in time", Conflict) == Conflict {
		return tracker.Recorded{}, false, nil
	}
	err = errNotBegun
	lost := s.in.risk(ctx, "record", func() error {
		stored, done, err = s.Store.Record(ctx, e)
		return err
	})
	if err == nil && lost != nil {
		return tracker.Recorded{}, false, fmt.Errorf("%w: %w", tracker.ErrUnsure, lost)
	}
	return stored, done, lost
}

// errNotBegun stands for what becomes of a transaction that was not begun.
var errNotBegun = errors.New("not begun")

// transaction is one whose statements fail.
type transaction struct {
	tracker.Tx

	in *Injector
}

// statement decides whether a statement is run. Where it isn't, the transaction will be undone: by the database, which has it run once
// more, or because the connection is gone.
func (i *Injector) statement(ctx context.Context, operation string) error {
	switch i.strike(ctx, operation, Before, Conflict, Slow) {
	case Before:
		return ErrInjected
	case Conflict:
		return &pq.Error{Code: "40001", Severity: "ERROR", Message: "injected: could not serialize access"}
	default:
		return nil
	}
}

// read decides whether something outside a transaction is read.
func (i *Injector) read(ctx context.Context, operation string) error {
	if i.strike(ctx, operation, Before, Slow) == Before {
		return ErrInjected
	}
	return nil
}
