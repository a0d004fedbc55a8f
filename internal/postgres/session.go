package postgres

import (
	"context"
	"database/sql"
	"database/sql/driver"
)

// libpq is what lib/pq's connections can do and we want of ours.
type libpq interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.NamedValueChecker
	driver.Pinger
	driver.QueryerContext
	driver.SessionResetter
	driver.Validator
}

// session is a connection whose transactions obey the server. lib/pq begins each with READ WRITE, which overrules
// default_transaction_read_only: a server that was told to take no more changes, because another one leads, would take ours all the same,
// and nobody would find them there.
type session struct{ libpq }

// BeginTx begins a transaction in the server's own mode where the caller asks for none.
func (s session) BeginTx(ctx context.Context, o driver.TxOptions) (driver.Tx, error) {
	if o.ReadOnly || sql.IsolationLevel(o.Isolation) != sql.LevelDefault {
		return s.libpq.BeginTx(ctx, o)
	}
	return s.Begin()
}
