package simulate

import (
	"fmt"
	"io"

	"github.com/jmoiron/sqlx"

	"github.com/followup-bot/followup/internal/app"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// Options say how large a simulation is.
type Options struct {
	Reps  int
	Leads int
	Days  int // working days, Monday to Friday; the weekends between them are lived through too
	Seed  uint64

	Database string    // address of an empty PostgreSQL database; empty: a private one is started
	Out      io.Writer // progress; nil: none
	Between  app.Between

	// plant does something wrong behind the bot's back, before the checks of each day: for tests, which look whether it is noticed.
	plant func(day int, db *sqlx.DB) error
}

// Defaults are a team of twenty for a year.
func Defaults() Options { return Options{Reps: 20, Leads: 2000, Days: 250, Seed: 1} }

// Limits of what is worth simulating on one computer.
const (
	mostReps  = 500
	mostLeads = 200_000
	mostDays  = 2600
)

func (o Options) check() error {
	switch {
	case o.Reps < 1 || o.Reps > mostReps:
		return fmt.Errorf("%d reps: 1 to %d can be simulated", o.Reps, mostReps)
	case o.Leads < 1 || o.Leads > mostLeads:
		return fmt.Errorf("%d leads: 1 to %d can be simulated", o.Leads, mostLeads)
	case o.Days < 1 || o.Days > mostDays:
		return fmt.Errorf("%d working days: 1 to %d can be simulated", o.Days, mostDays)
	}
	return nil
}

// command is the line that runs this simulation again.
func (o Options) command() string {
	return fmt.Sprintf("go run ./cmd/simulate --reps %d --leads %d --days %d --seed %d", o.Reps, o.Leads, o.Days, o.Seed)
}

// begins is the first working day: a Monday.
var begins = calendar.On(2026, 1, 5)
