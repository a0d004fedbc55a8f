package app

import (
	"context"
	"fmt"
	"time"

	"github.com/followup-bot/followup/internal/postgres"
)

// databasePatience is how long a start waits for a database that is starting too.
const databasePatience = 30 * time.Second

// openDatabase opens the database, waiting a while for one that does not answer yet.
func openDatabase(ctx context.Context, url string, deps Deps) (*postgres.DB, error) {
	deadline := deps.Real.Now().Add(databasePatience)
	for {
		db, err := postgres.Open(ctx, url, postgres.Options{})
		if err == nil {
			return db, nil
		}
		if deps.Real.Now().After(deadline) {
			return nil, fmt.Errorf("open database: %w", err)
		}
		deps.Log.WarnContext(ctx, "database does not answer yet", "error", err)
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-deps.Real.After(time.Second):
		}
	}
}
