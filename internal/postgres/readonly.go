package postgres

import (
	"context"
	"fmt"

	"github.com/lib/pq"
)

// What a server answers to a change that takes none, or has no room.
const (
	readOnly = "25006"
	diskFull = "53100"
)

// renewed closes the connections that lie idle where one of them turned out to take no changes. After a failover another server may
// answer at the same address, and a session keeps the settings it began with: only a new one can know better. It returns err as it is.
func (db *DB) renewed(err error) error {
	if pq.As(err, readOnly) != nil {
		db.pool.SetMaxIdleConns(-1)
		db.pool.SetMaxIdleConns(db.options.MaxConns)
	}
	return err
}

// DiskFull reports whether the server refused a change because it has no room for it. What is there it shows all the same.
func DiskFull(err error) bool { return pq.As(err, diskFull) != nil }

// WhyReadOnly says in words why the database takes no changes; empty: it takes them.
func (db *DB) WhyReadOnly(ctx context.Context) (string, error) {
	var is struct {
		Standby  bool `db:"standby"`
		ReadOnly bool `db:"read_only"`
	}
	err := db.pool.GetContext(ctx, &is, `
select pg_is_in_recovery() as standby, current_setting('transaction_read_only') = 'on' as read_only`)
	switch {
	case err != nil:
		return "", fmt.Errorf("ask whether the database takes changes: %w", err)
	case is.Standby:
		return "the database takes no changes: it is a standby, which only follows another server", nil
	case is.ReadOnly:
		_ = db.renewed(&pq.Error{Code: readOnly}) // the next who asks is to hear of a change
		return "the database takes no changes: default_transaction_read_only is on", nil
	default:
		return "", nil
	}
}
