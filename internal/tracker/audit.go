package tracker

import (
	"context"
	"fmt"
)

// Audit counts open leads without a recall (G1: always 0) and forgets what is no longer needed: requests and drafts after a week,
// settled deliveries after ninety days.
func (t *Tracker) Audit(ctx context.Context) (orphans int, err error) {
	err = t.store.InTx(ctx, func(tx Tx) error {
		if orphans, err = tx.Orphans(ctx); err != nil {
			return fmt.Errorf("count orphans: %w", err)
		}
		now := t.clock.Now()
		return tx.Purge(ctx, now.AddDate(0, 0, -week), now.AddDate(0, 0, -90))
	})
	return orphans, err
}
