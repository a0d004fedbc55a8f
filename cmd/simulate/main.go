// Simulate lets a sales team live through months in a minute, with the real bot, and prints whether every guarantee held, and what came of
// the leads.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	_ "time/tzdata" // people's time zones, also where the system has none

	"github.com/jonboulle/clockwork"
	"github.com/spf13/cobra"

	"github.com/followup-bot/followup/internal/simulate"
)

const long = `Simulate lets scripted reps follow scripted prospects up for months of business time: the real use cases on a private PostgreSQL, the real
morning lists in a simulated Slack workspace, on a clock that only the simulation moves. Reps are diligent, late or sloppy, are away and
leave; prospects answer, are out of office, miss meetings, say no, ask to be removed.

After every simulated day it checks that no lead was lost, no list missed or doubled, no promise moved by a rule, nobody touched who asked
not to be, and that undo restores. Where one of these fails it prints the story that led there and exits with 1.

What comes of the leads is a model: its figures are those of the articles the method is from, or assumptions that the report lists. The same
seed is the same story.`

// errBroken ends a simulation in which something did not hold. All is said.
var errBroken = errors.New("broken")

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	err := command().ExecuteContext(ctx)
	if err != nil && !errors.Is(err, errBroken) {
		fmt.Fprintln(os.Stderr, "simulate:", err)
	}
	if err != nil {
		os.Exit(1) //nolint:gocritic // stop has nothing left to do
	}
}

func command() *cobra.Command {
	o := simulate.Defaults()
	o.Out = os.Stderr
	var page string
	cmd := &cobra.Command{
		Use: "simulate", Short: "A year of follow-up in a minute, and what must hold", Long: long, Args: cobra.NoArgs,
		Example:      "  go run ./cmd/simulate --reps 20 --leads 2000 --days 250 --seed 1 --report year.html\n  go run ./cmd/simulate --reps 4 --leads 100 --days 60",
		SilenceUsage: true, SilenceErrors: true,
		RunE: func(cmd *cobra.Command, _ []string) error { return run(cmd.Context(), o, page) },
	}
	f := cmd.Flags()
	f.IntVar(&o.Reps, "reps", o.Reps, "how many follow leads up")
	f.IntVar(&o.Leads, "leads", o.Leads, "how many leads come in, over the first three quarters of the time")
	f.IntVar(&o.Days, "days", o.Days, "working days; 250 are a year")
	f.Uint64Var(&o.Seed, "seed", o.Seed, "of all chance: the same seed is the same story")
	f.StringVar(&page, "report", "", "file for the report as one page with charts, to be opened in a browser")
	return cmd
}

func run(ctx context.Context, o simulate.Options, page string) error {
	real := clockwork.NewRealClock()
	begun := real.Now()
	debug.SetGCPercent(400) // memory is there, and time is what one waits for
	report, err := simulate.Run(ctx, o)
	if err != nil {
		return err
	}
	report.Took = real.Since(begun)
	report.Write(os.Stdout)
	if page != "" {
		if err := writePage(report, page); err != nil {
			return err
		}
		fmt.Fprintf(os.Stdout, "\nThe same with charts: %s\n", page)
	}
	if report.Broken {
		return errBroken
	}
	return nil
}

func writePage(report *simulate.Report, path string) (err error) {
	file, err := os.Create(path) //nolint:gosec // where the person wants it
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return report.Page(file)
}
