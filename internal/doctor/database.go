package doctor

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/followup-bot/followup/internal/app"
	"github.com/followup-bot/followup/internal/localpg"
	"github.com/followup-bot/followup/internal/postgres"
)

const (
	partDatabase = "database"
	partSchema   = "schema"
	partBacklog  = "messages"
	partLeads    = "leads"
	partSchedule = "schedule"
)

// tooLate is how long a message may wait before something must be wrong: longer than a wave of digests to 1,000 people takes.
const tooLate = 30 * time.Minute

// database looks at the database and at what is in it.
func (e *examination) database(ctx context.Context) {
	if e.Config.Wrong("database_url") || e.Config.Wrong("data_dir") {
		e.note(partDatabase, "", "not looked at: its settings are wrong, see above")
		return
	}
	ctx, cancel := context.WithTimeout(ctx, 4*patience)
	defer cancel()
	url, stop, err := e.Database(ctx)
	if errors.Is(err, app.ErrNoData) {
		e.note(partDatabase, "", "none yet: without DATABASE_URL, followup serve makes a private one in %s", e.Config.DataDir)
		return
	}
	if err != nil {
		e.wrong(partDatabase, "", "%s", err)
		return
	}
	defer func() {
		if err := stop(); err != nil {
			e.note(partDatabase, "", "%s", err)
		}
	}()
	db, err := postgres.Open(ctx, url, postgres.Options{ApplicationName: "followup doctor"})
	if err != nil {
		e.wrong(partDatabase, app.DatabaseAdvice(err), "%s can't be used: %s", e.where(url), app.PlainDatabaseError(err))
		return
	}
	defer db.Close() //nolint:errcheck // nothing was written
	e.version(ctx, db, url)
	if e.schema(ctx, db) {
		e.contents(ctx, db)
	}
}

// where names the database without its password.
func (e *examination) where(address string) string {
	if e.Config.DatabaseURL == "" {
		return "the private PostgreSQL in " + e.Config.DataDir
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return "the database in DATABASE_URL"
	}
	return fmt.Sprintf("%s at %s", strings.TrimPrefix(u.Path, "/"), u.Host)
}

func (e *examination) version(ctx context.Context, db *postgres.DB, url string) {
	version, err := db.Version(ctx)
	if err != nil {
		e.wrong(partDatabase, "", "%s", err)
		return
	}
	first, _, _ := strings.Cut(version, ".")
	if major, err := strconv.Atoi(first); err == nil && major < localpg.MinMajor {
		e.wrong(partDatabase, fmt.Sprintf("use PostgreSQL %d or newer", localpg.MinMajor), "PostgreSQL %s is too old", version)
		return
	}
	switch why, err := db.WhyReadOnly(ctx); {
	case err != nil:
		e.wrong(partDatabase, "", "%s", err)
	case why != "":
		e.wrong(partDatabase, "DATABASE_URL must lead to the server that takes changes: nothing can be stored until it does", "%s", why)
	default:
		e.right(partDatabase, "%s, PostgreSQL %s", e.where(url), version)
	}
}

// schema reports whether the schema is as this program needs it.
func (e *examination) schema(ctx context.Context, db *postgres.DB) (upToDate bool) {
	states, err := db.MigrationStatus(ctx)
	if err != nil {
		e.wrong(partSchema, "", "%s", err)
		return false
	}
	var pending []string
	for _, s := range states {
		if !s.Applied {
			pending = append(pending, s.Name)
		}
	}
	if len(pending) > 0 {
		e.note(partSchema, "followup serve applies them when it starts", "%d of %d migrations wait: %s",
			len(pending), len(states), strings.Join(pending, ", "))
		return false
	}
	e.right(partSchema, "all %d migrations are applied", len(states))
	return true
}

// contents looks at what waits, what was given up, and the promise that no lead is without a next step.
func (e *examination) contents(ctx context.Context, db *postgres.DB) {
	stats, err := db.Stats(ctx, e.Clock.Now())
	if err != nil {
		e.wrong(partBacklog, "", "%s", err)
		return
	}
	switch {
	case stats.Waiting == 0:
		e.right(partBacklog, "none waits to be sent")
	case stats.OldestWaiting > tooLate:
		e.wrong(partBacklog, "is followup serve running, and can it reach Slack? Its log says more",
			"%d wait to be sent, the oldest for %s", stats.Waiting, stats.OldestWaiting.Round(time.Minute))
	default:
		e.right(partBacklog, "%d on their way, the oldest for %s", stats.Waiting, stats.OldestWaiting.Round(time.Second))
	}
	if stats.GivenUp > 0 {
		e.note(partBacklog, "the log says why, at \"delivery given up\"", "%d given up in the last 24 hours", stats.GivenUp)
	}
	e.slips(ctx, db)
	if stats.Orphans > 0 {
		e.wrong(partLeads, "this is a defect of the program: please report it", "%d of %d open leads have no next step", stats.Orphans, stats.OpenLeads)
		return
	}
	e.right(partLeads, "%d open, each with its next step", stats.OpenLeads)
}

// slips looks for what should have happened by now.
func (e *examination) slips(ctx context.Context, db *postgres.DB) {
	slips, err := db.Slips(ctx, e.Clock.Now())
	if err != nil {
		e.wrong(partSchedule, "", "%s", err)
		return
	}
	const running = "is followup serve running, and can it reach Slack? Its log says more"
	for _, slip := range []struct {
		n            int
		text, advice string
	}{
		{slips.Unswept, "%d digests, summaries or snoozes are due and were not looked at", running},
		{slips.Unsent, "%d messages have been due for more than six hours", running},
		{slips.Untold, "%d messages were given up and nobody was told", running},
		{slips.Deserted, "%d messages were begun and left", running},
		{slips.Lost, "%d people or teams would not be looked at within a day", "where a rehearsal with --clock-offset has run on this database, that is why; else it is a defect of the program: please report it"},
	} {
		if slip.n > 0 {
			e.wrong(partSchedule, slip.advice, slip.text, slip.n)
		}
	}
	if !slips.Any() {
		e.right(partSchedule, "everything that should have happened by now has")
	}
}
