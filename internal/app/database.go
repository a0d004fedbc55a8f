package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/jonboulle/clockwork"

	"github.com/followup-bot/followup/internal/postgres"
)

const (
	// databasePatience is how long a start waits for a database that is starting too.
	databasePatience = 30 * time.Second

	// The pauses between two tries double from the first to the longest, each up to half longer by chance, so that replicas that
	// start together don't knock together.
	firstDatabasePause   = 250 * time.Millisecond
	longestDatabasePause = 5 * time.Second
)

// openDatabase opens the database, waiting a while for one that does not answer yet. What waiting can't mend is an error at once.
func openDatabase(ctx context.Context, url string, deps Deps) (*postgres.DB, error) {
	wait := databaseWait{clock: deps.Real, log: deps.Log, pause: firstDatabasePause, until: deps.Real.Now().Add(databasePatience)}
	for {
		db, err := postgres.Open(ctx, url, postgres.Options{StatementTimeout: deps.Patience})
		if err == nil {
			wait.over(ctx)
			return db, nil
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if !postgres.MayAnswerLater(err) || !deps.Real.Now().Before(wait.until) {
			return nil, NoDatabase(err)
		}
		if err := wait.again(ctx, err); err != nil {
			return nil, err
		}
	}
}

// databaseWait paces the tries, and tells each cause once and not with every try.
type databaseWait struct {
	clock clockwork.Clock
	log   *slog.Logger
	pause time.Duration
	until time.Time
	told  string
}

func (w *databaseWait) again(ctx context.Context, cause error) error {
	if said := cause.Error(); said != w.told {
		w.told = said
		w.log.WarnContext(ctx, "database does not answer yet", "error", cause, "waiting_up_to", w.until.Sub(w.clock.Now()).Round(time.Second))
	}
	pause := w.pause + rand.N(w.pause/2) //nolint:gosec // who is first is no secret
	w.pause = min(2*w.pause, longestDatabasePause)
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-w.clock.After(pause):
		return nil
	}
}

func (w *databaseWait) over(ctx context.Context) {
	if w.told != "" {
		w.log.InfoContext(ctx, "database answers")
	}
}

// NoDatabase is the sentence for the operator whose database could not be opened: the cause, and what to do next.
func NoDatabase(err error) error {
	return fmt.Errorf("the database can't be used: %s (%s)", PlainDatabaseError(err), DatabaseAdvice(err))
}

// PlainDatabaseError is what the server or the network said, without our way to it.
func PlainDatabaseError(err error) string {
	return strings.TrimPrefix(err.Error(), "reach the database: ")
}

// DatabaseAdvice knows what people run into when they connect to PostgreSQL.
func DatabaseAdvice(err error) string {
	if errors.Is(err, context.DeadlineExceeded) {
		return adviceServer
	}
	said := err.Error()
	for _, known := range databaseTroubles {
		if strings.Contains(said, known.said) {
			return known.advice
		}
	}
	return "check DATABASE_URL, and whether the server runs"
}

const adviceServer = "check host and port in DATABASE_URL, and whether the server runs"

const adviceReadOnly = "none of the servers in DATABASE_URL takes changes: promote one, or name the one that leads"

var databaseTroubles = []struct{ said, advice string }{
	{"SSL is not enabled", "add ?sslmode=disable to DATABASE_URL if the network to the database is your own"},
	{"password authentication failed", "check user and password in DATABASE_URL; special characters of a password are written %40 for @, %2F for /"},
	{"connection refused", adviceServer},
	{"i/o timeout", adviceServer},
	{"no such host", "check the host in DATABASE_URL"},
	{"no pg_hba.conf entry", "let the server's pg_hba.conf admit this computer"},
	{"certificate", "sslrootcert= in DATABASE_URL names the authority that signed the server's certificate"},
	{"read-only", adviceReadOnly},
	{"hot standby", adviceReadOnly},
	{"too many", "raise max_connections of the server, or stop what holds its connections"},
	{"permission denied", "make the account in DATABASE_URL the owner of its database: alter database followup owner to followup"},
	{"does not exist", "create the user and the database first: createuser -P followup; createdb -O followup followup"},
}
